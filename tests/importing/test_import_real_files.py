"""Exports that other tools' users published, read as Python's own csv module reads them."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from cxdesk.importing import detect, mapping, typed
from cxdesk.importing.definition import questions
from cxdesk.importing.plan import Detection, ImportPlan, Typed

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(
    not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing"
)


def rows_of(path: Path, headings: int, encoding: str = "utf-8-sig") -> list[list[str]]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return list(csv.reader(file))[headings:]


def imported(name: str) -> tuple[Detection, ImportPlan, Typed]:
    found = detect.sniff(CORPUS / name)
    plan = mapping.suggest(found)
    return found, plan, typed.build(plan)


def test_star_wars_keeps_utf8_and_reports_its_two_bad_bytes() -> None:
    found, _plan, done = imported("surveymonkey/StarWars.csv")
    assert (found.format, found.encoding, found.header_rows) == ("surveymonkey", "utf-8", 2)
    assert (done.rows_in, done.stored, done.refused, done.repaired_cells) == (1186, 1186, 0, 1)
    assert [(p.row, p.severity) for p in done.problems] == [(1, "repaired")]
    assert done.problems[0].sentence == "Row 1, column 32: 2 bytes could not be read and are shown as “�”."


def test_star_wars_values_equal_an_independent_reading() -> None:
    _found, plan, done = imported("surveymonkey/StarWars.csv")
    rows = rows_of(CORPUS / "surveymonkey/StarWars.csv", 2, "utf-8")
    assert done.closed["respondent_key"].to_list() == [r[0] for r in rows]
    assert done.closed["c9"].to_list() == [int(r[9]) if r[9] else None for r in rows]
    words = {c.code: c.value for c in plan.column("c15").choices}
    assert [words.get(code, "") for code in done.closed["c15"].to_list()] == [r[15] for r in rows]
    answered = [any(r[3:9]) for r in rows]
    assert done.closed["c3"].to_list() == [
        bool(r[3]) if a else None for r, a in zip(rows, answered, strict=True)
    ]


def test_star_wars_words_for_no_opinion_do_not_count() -> None:
    _found, plan, done = imported("surveymonkey/StarWars.csv")
    rows = rows_of(CORPUS / "surveymonkey/StarWars.csv", 2, "utf-8")
    expected = [4 if r[15] == "Unfamiliar (N/A)" else 0 if r[15] else 3 for r in rows]
    assert done.closed["bc15"].to_list() == expected
    assert plan.column("c9").scale is not None
    assert plan.column("c9").scale.reversed  # type: ignore[union-attr]


def test_many_question_types_has_three_headings_and_only_tests() -> None:
    found, plan, done = imported("qualtrics/Many_Question_Types_insights.csv")
    assert (found.format, found.header_rows, len(found.columns), found.rows) == ("qualtrics", 3, 190, 5)
    assert done.rows_in == done.stored == 5
    assert done.states == {2: 5}
    assert plan.count_tests
    headers = [c.header for c in found.columns]
    assert len(set(headers)) == 190


def test_many_question_types_groups_options_and_rows() -> None:
    _found, plan, done = imported("qualtrics/Many_Question_Types_insights.csv")
    rows = rows_of(CORPUS / "qualtrics/Many_Question_Types_insights.csv", 3)
    options = [c for c in plan.columns if c.group == "QID2"]
    assert [(c.kind, c.label) for c in options] == [
        ("multiple", "Oranges"), ("multiple", "Blueberries"), ("multiple", "Strawberries"),
    ]  # fmt: skip
    assert done.closed["c13"].to_list() == [r[13] == "1" for r in rows]
    assert done.closed["c51"].to_list() == [float(r[51]) for r in rows]
    assert done.texts["c54"].to_list() == [r[54] for r in rows]
    started = [datetime.strptime(r[3], "%Y-%m-%d %H:%M:%S") for r in rows]
    assert done.closed["started"].to_list() == started


def test_german_headings_keep_the_meaning_of_qualtrics_columns() -> None:
    found, plan, done = imported("qualtrics/qualtRics_sample_3hdr_german.csv")
    assert (found.header_rows, found.rows, found.columns[0].text) == (3, 1, "Anfangsdatum")
    kinds = {c.header: c.kind for c in plan.columns}
    assert kinds["EndDate"] == "submitted"
    assert kinds["IPAddress"] == kinds["RecipientEmail"] == kinds["LocationLatitude"] == "leave_out"
    assert kinds["Q2 - Topics"] == "leave_out"
    assert done.texts["c18"].to_list() == ["Hello World!"]
    assert done.closed["language"].to_list() == ["de"]


def test_legacy_qualtrics_has_two_headings_and_a_column_without_name() -> None:
    found, plan, done = imported("qualtrics/qualtRics_sample_legacy_2hdr_bom.csv")
    assert (found.format, found.header_rows, found.encoding, len(found.columns)) == (
        "qualtrics",
        2,
        "utf-8-sig",
        16,
    )
    assert plan.columns[15].kind == "leave_out"
    assert done.closed["respondent_key"].to_list() == ["R_2YPOQ602ER1jkf1"]
    assert done.closed["submitted"].to_list() == [datetime(2017, 7, 18, 8, 28, 48)]


def test_example_data_takes_answers_apart_at_semicolons() -> None:
    found, plan, done = imported("market_research/Example Data (A).csv")
    rows = rows_of(CORPUS / "market_research/Example Data (A).csv", 1, "utf-8")
    assert (found.rows, done.stored, done.rows_in, len(rows)) == (8255, 8255, 8255, 8255)
    for option in plan.column("c13").options:
        expected = [option.value in r[13].split(";") if r[13] else None for r in rows]
        assert done.closed[option.key].to_list() == expected
    assert done.closed["c8"].to_list() == [int(r[8]) for r in rows]
    assert done.closed["c39"].to_list() == [float(r[39]) if r[39] else None for r in rows]


@pytest.mark.parametrize(
    "name",
    [
        "surveymonkey/StarWars.csv",
        "qualtrics/Many_Question_Types_insights.csv",
        "market_research/Example Data (A).csv",
    ],
)
def test_the_survey_of_a_file_has_an_item_for_every_column_of_answers(name: str) -> None:
    _found, _plan, done = imported(name)
    asked = questions(done.plan)
    keys = [key for a in asked for key in a.keys]
    frames = {*done.closed.columns, *done.texts.columns}
    assert len(keys) == len(set(keys))
    assert set(keys) == {c for c in frames if c.startswith("c") and c[1:2].isdigit()}
    assert all(len({c.code for c in a.spec.choices}) == len(a.spec.choices) for a in asked)
