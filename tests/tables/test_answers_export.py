"""What is exported imports back equal: every kind of question, every kind of blank, in all four formats."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pyreadstat
import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.progress import Cancelled
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses.aggregate import as_kept
from cxdesk.responses.filter_text import parse
from cxdesk.responses.model import RawCell
from cxdesk.responses.schema import (
    ANSWERED,
    DECLARED,
    FACTS,
    NOT_ASKED,
    NOT_SHOWN,
    SKIPPED,
    TEXT_KINDS,
    UNREADABLE,
    blank_column,
    column,
    type_of,
)
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import (
    NPS_SCALE,
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
)
from cxdesk.surveys.queries import whole
from exports.tables.answers import answers_out
from exports.tables.export import FORMATS, export

LANGUAGES = ("en", "nl", "hu", "uk", "fa")


def words(text: str) -> dict[str, str]:
    return {code: text if code == "en" else f"{text} ({code})" for code in LANGUAGES} | {
        "fa": f"آیا {text} خوب بود؟"
    }


LIKE = (
    ChoiceSpec(1, words("Poor")),
    ChoiceSpec(5, words("Great")),
    ChoiceSpec(97, words("Don't know"), True),
)
SURVEY = Definition(
    words("Lifts 2026"),
    (
        SectionSpec(
            words("First"),
            (
                QuestionSpec("Q1", "nps", words("Would you recommend us?"), NPS_SCALE),
                QuestionSpec(
                    "Q2",
                    "scale",
                    words("How good was it"),
                    ScaleSpec(1, 5, low_label=words("Poor"), high_label=words("Great")),
                    LIKE,
                    (ItemSpec("Q2_1", words("Price")), ItemSpec("Q2_2", words("Speed"))),
                ),
                QuestionSpec(
                    "Q3",
                    "single",
                    words("Which product?"),
                    choices=(
                        ChoiceSpec(1, words("=cmd()")),
                        ChoiceSpec(2, words("Lift; or escalator")),
                        ChoiceSpec(3, words("Lift; or escalator")),
                        ChoiceSpec(99, words("No opinion"), True),
                    ),
                ),
                QuestionSpec(
                    "Q4",
                    "multiple",
                    words("What did you use?"),
                    items=(ItemSpec("Q4_1", words("App")), ItemSpec("Q4_2", words("Phone"))),
                ),
                QuestionSpec(
                    "Q5", "number", words("Spent"), choices=(ChoiceSpec(999, words("Refused"), True),)
                ),
                QuestionSpec("Q6", "date", words("When?")),
                QuestionSpec("Q7", "text", words("Why?")),
                QuestionSpec("Language", "identifier", words("Ticket")),
            ),
        ),
    ),
    LANGUAGES,
)
# Rows in which nothing is answered at all are there too.
ANSWERS: dict[str, list[tuple[Any, int]]] = {
    "Q1": [(10, 0), (0, 0), (None, NOT_ASKED), (None, NOT_SHOWN), (None, SKIPPED), (None, UNREADABLE)],
    "Q2_1": [(5, 0), (97, DECLARED), (None, NOT_ASKED), (None, SKIPPED), (3, 0), (None, DECLARED)],
    "Q2_2": [(1, 0), (2, 0), (None, SKIPPED), (None, SKIPPED), (4, 0), (None, NOT_SHOWN)],
    "Q3": [(1, 0), (2, 0), (3, 0), (99, DECLARED), (None, SKIPPED), (None, UNREADABLE)],
    "Q4_1": [(True, 0), (False, 0), (None, SKIPPED), (None, NOT_ASKED), (False, 0), (None, NOT_SHOWN)],
    "Q4_2": [(False, 0), (True, 0), (None, SKIPPED), (None, NOT_ASKED), (False, 0), (None, NOT_SHOWN)],
    "Q5": [(-5.0, 0), (1e-7, 0), (999.0, DECLARED), (12.25, 0), (None, NOT_SHOWN), (None, UNREADABLE)],
    "Q6": [
        (datetime(2026, 3, 1, 8, 5, 9), 0),
        (datetime(1850, 1, 2), 0),
        (None, NOT_ASKED),
        (datetime(2026, 3, 1, 8, 5, 9, 250_000), 0),
        (None, SKIPPED),
        (None, DECLARED),
    ],
    "Q7": [
        ('=cmd("x"), said: "no"\nsecond; line', 0),
        ("'-5 \t@home", 0),
        ("آسانسور خراب شد، «بد» بود", 0),
        ("[not asked]", 0),
        (None, NOT_ASKED),
        (None, DECLARED),
    ],
    "Language": [("T-1", 0), ("+31 6 1234", 0), ("007", 0), ("-5", 0), (None, SKIPPED), ("@x", 0)],
}
RAW = {("Q1", 5): "eleven", ("Q3", 5): "-blue", ("Q5", 5): "12 or so"}
FACT_VALUES: dict[str, list[Any]] = {
    "account_key": ["AL-1", "=A1", None, "AL-1", "AL-2", "AL-3"],
    "respondent_key": ["R1", "R2", "R3", "R4", "R5", "R6"],
    "started": [datetime(2026, 3, 1, 8), None, None, None, None, datetime(2026, 3, 5, 8, 0, 0, 500_000)],
    "submitted": [datetime(2026, 3, d, 9, d) for d in range(1, 7)],
    "state": [0, 0, 1, 2, 0, 0],
    "language": ["en", "fa", "nl", None, "uk", "hu"],
    "channel": ["web", "e-mail", None, None, "phone", "web"],
    "consent_quote": [True, False, None, None, True, False],
    "over_quota": [None, "Repairs", None, None, "Repairs; Vans", None],
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.cxdesk")
    made.run("Fill", fill, SURVEY)
    yield made
    made.close()


def fill(session: Session, definition: Definition) -> None:
    survey = surveys.build(session, definition)
    kinds = {i.code: (i.id, q.kind) for q in whole(session, survey).questions for i in q.items}
    rows = len(FACT_VALUES["state"])
    closed = [pl.Series(n, v, dtype=FACTS[n]) for n, v in FACT_VALUES.items()]
    closed.append(pl.int_range(2, rows + 2, eager=True, dtype=pl.Int64).alias("source_row"))
    texts = []
    for code, cells in ANSWERS.items():
        item, kind = kinds[code]
        values = pl.Series(column(item), [v for v, _b in cells], dtype=type_of(kind))
        (texts if kind in TEXT_KINDS else closed).append(values)
        closed.append(pl.Series(blank_column(item), [b for _v, b in cells], dtype=pl.UInt8))
    packed = responses.pack(pl.DataFrame(closed), pl.DataFrame(texts))
    raw = [(row, kinds[code][0], text) for (code, row), text in RAW.items()]
    packed = responses.Packed(packed.rows, packed.chunks, raw)
    round_id = responses.add_round(session, survey, "March")
    responses.add_answers(session, round_id, packed, responses.Source("made"))


def kept(session: Session, survey: int) -> pl.DataFrame:
    """Everything that is kept of the answers, by the codes of the items."""
    items = {i.code: (i.id, q.kind) for q in whole(session, survey).questions for i in q.items}
    closed = [i for i, kind in items.values() if kind not in TEXT_KINDS]
    texts = [i for i, kind in items.values() if kind in TEXT_KINDS]
    frame = as_kept(session, survey, closed, facts=tuple(FACTS), texts=texts, every_state=True)
    columns = [frame[n] for n in FACT_VALUES]
    for code in ANSWERS:
        item = items[code][0]
        values, blank = frame[column(item)], frame[blank_column(item)].fill_null(ANSWERED)
        plain = ((values.is_null()) & (blank == ANSWERED)).cast(pl.UInt8) * SKIPPED
        columns += [values.alias(code), (blank + plain).alias(f"b {code}")]
        found = {
            r.response_id: r.text for r in session.scalars(select(RawCell).where(RawCell.item_id == item))
        }
        raw = [found.get(r) for r in frame["response_id"]]
        columns.append(pl.Series(f"raw {code}", raw, dtype=pl.String))
    return pl.DataFrame(columns)


def survey_of(session: Session) -> int:
    from cxdesk.surveys.queries import survey_rows

    return survey_rows(session)[0].id


def there_and_back(project: Project, path: Path, labels: bool = False) -> tuple[Project, Any]:
    table = project.read(answers_out, project.read(survey_of))
    written = export(table, path, labels)
    other = Project.create(path.with_name("b.cxdesk"))
    plan = mapping.suggest(detect.sniff(path))
    assert plan.detection.format == "cxdesk"
    import_file(other, plan)
    return other, written


@pytest.mark.parametrize("labels", [False, True], ids=["codes", "labels"])
@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_exported_imports_back_equal(
    project: Project, tmp_path: Path, ending: str, labels: bool
) -> None:
    other, _written = there_and_back(project, tmp_path / f"out{ending}", labels)
    try:
        before, after = project.read(kept, project.read(survey_of)), other.read(kept, other.read(survey_of))
        if ending == ".sav":
            # A number in SPSS has no room for a text: what could not be read comes back as the code for that.
            raw = [f"raw {code}" for code in ANSWERS]
            before, after = before.drop(raw), after.drop(raw)
        assert_frame_equal(after, before)
        there = {
            q.code: (q.kind, q.scale and (q.scale.low, q.scale.high)) for q in other.read(whole, 1).questions
        }
        here = {
            q.code: (q.kind, q.scale and (q.scale.low, q.scale.high))
            for q in project.read(whole, 1).questions
        }
        assert there == here
    finally:
        other.close()


def test_the_questionnaire_beside_it_keeps_all_five_languages(project: Project, tmp_path: Path) -> None:
    table = project.read(answers_out, 1)
    export(table, tmp_path / "out.csv")
    told = detect.sniff(tmp_path / "out.csv").definition
    assert told is not None
    assert [q.text for q in told.questions] == [q.text for q in SURVEY.questions]
    assert [q.scale for q in told.questions][:2] == [
        NPS_SCALE,
        ScaleSpec(1, 5, 4, low_label=words("Poor"), high_label=words("Great")),
    ]


def test_no_cell_of_a_spreadsheet_is_a_formula(project: Project, tmp_path: Path) -> None:
    table = project.read(answers_out, 1)
    export(table, tmp_path / "out.xlsx", labels=True)
    export(table, tmp_path / "out.csv", labels=True)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    cells = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    assert not [c.value for c in cells if c.data_type == "f" or c.value.startswith(("=", "+", "@", "\t"))]
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "'=cmd(" in text
    assert ",=cmd" not in text


def test_spss_gets_labels_missing_values_and_the_sets_in_a_syntax_file(
    project: Project, tmp_path: Path
) -> None:
    written = export(project.read(answers_out, 1), tmp_path / "out.sav")
    assert [p.name for p in written.files] == ["out.sav", "out.sav.questions.json", "out.sps"]
    data, meta = pyreadstat.read_sav(tmp_path / "out.sav", output_format="dict")
    assert meta.column_names_to_labels["Q2_1"] == "How good was it – Price"
    assert meta.variable_value_labels["Q2_1"] | {} == {
        1.0: "Poor", 5.0: "Great", 97.0: "Don't know", 991.0: "Not asked", 993.0: "Declined",
    }  # fmt: skip
    assert [v for v in data["Q2_1"] if v is not None] == [5.0, 3.0]
    assert data["Q6"][0] == datetime(2026, 3, 1, 8, 5, 9)
    syntax = (tmp_path / "out.sps").read_text("utf-8-sig")
    assert "/MDGROUP NAME=$Q4 LABEL='What did you use?'" in syntax
    assert "VARIABLES=Q4_1 Q4_2" in syntax


@pytest.mark.parametrize("promise", ["anonymous", "confidential"])
def test_nobody_is_known_by_what_leaves_a_survey_that_promised_it(
    project: Project, tmp_path: Path, promise: str
) -> None:
    project.run("Promise", surveys.set_promise, 1, promise, False, False)
    table = project.read(answers_out, 1)
    written = export(table, tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text("utf-8")
    assert not [w for w in ("AL-1", "R1", "2026-03-02", "T-1", "AccountKey", "ResponseId") if w in text]
    assert "in confidence" in written.notes[0]
    with pytest.raises(UserError, match="Nothing was exported"):
        project.read(answers_out, 1, parse("Q1 >= 9"))


def test_a_filter_leaves_only_its_answers_and_cancelling_leaves_no_file(
    project: Project, tmp_path: Path
) -> None:
    table = project.read(answers_out, 1, parse("Q1 >= 9"))
    assert table.rows == 1

    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    for ending in FORMATS:
        with pytest.raises(Cancelled):
            export(table, tmp_path / f"out{ending}", progress=stop)
    assert not list(tmp_path.glob("out*"))
    assert not list(tmp_path.glob(".out*"))


def test_another_ending_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.parquet"):
        export(project.read(answers_out, 1), tmp_path / "out.doc")
