"""Two people code the same comments: each for themselves, by window, sheet or command line; then how far they agree."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import load_workbook

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.importing.codings import read_codes
from cxdesk.planning import coding_actions as coding
from cxdesk.planning import coding_queries as asked
from cxdesk.planning.agreement import agreement_of, band, kappa_words, meaning, share_words
from cxdesk.planning.coding_model import CODES
from cxdesk.planning.coding_words import choices_line, code_of_cell
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from exports.tables.codings import write_sample
from tests.planning.test_action_commands import said
from ui.cli import _run

HOSTILE = '=HYPERLINK("http://x") <b>&\u202e I will leave'


@pytest.fixture
def comments(world: Any) -> Any:
    """The small firm with twelve more comments, one of them hostile."""
    texts = [HOSTILE, "", "   ", *(f"Comment {n}" for n in range(11))]
    closed = pl.DataFrame(
        {
            f"i{world.score}": pl.Series([3] * len(texts), dtype=pl.Int16),
            "account_key": ["AL-1"] * len(texts),
            "state": pl.Series([0] * len(texts), dtype=pl.UInt8),
        }
    )
    packed = responses.pack(closed, pl.DataFrame({f"i{world.words}": texts}))
    world.project.run("More", responses.add_answers, world.round, packed, responses.Source("b.csv"))
    return world


@dataclass(frozen=True)
class Drawn:
    """A file with one coding."""

    project: Project
    coding: int


@pytest.fixture
def drawn(comments: Any) -> Drawn:
    made = comments.project.run(
        "Sample", coding.start_coding, comments.survey, comments.words, 12, ("Ines Duarte", "Jonas Beck")
    )
    return Drawn(comments.project, made)


def ids(world: Any, coder: int = 1) -> list[int]:
    return [c.id for c in world.project.read(asked.comments_for, world.coding, coder)]


def code_all(world: Any, coder: int, codes: list[str]) -> None:
    units = ids(world)
    written = {unit: codes[at % len(codes)] for at, unit in enumerate(units)}
    world.project.run("Codes", coding.take_codes, world.coding, coder, written)


def test_a_sample_is_drawn_by_chance_and_blank_comments_are_none(comments: Any) -> None:
    run, read = comments.project.run, comments.project.read
    (question,) = read(asked.text_questions)
    assert question.comments == 5 + 12
    one = run("One", coding.start_coding, comments.survey, comments.words, 12)
    all_ = run("All", coding.start_coding, comments.survey, comments.words, 500)
    drawn = [c.text for c in read(asked.comments_for, one, 1)]
    assert len(drawn) == len(set(drawn)) == 12
    everything = [c.text for c in read(asked.comments_for, all_, 1)]
    assert set(drawn) < set(everything)
    assert len(everything) == 17
    assert HOSTILE in everything
    assert everything != sorted(everything)
    for size in (1, 2001):
        with pytest.raises(UserError, match="2 to 2,000"):
            run("Wrong", coding.start_coding, comments.survey, comments.words, size)
    with pytest.raises(UserError, match="Two different people"):
        run("Wrong", coding.start_coding, comments.survey, comments.words, 12, ("Ines", "ines"))


def test_neither_sees_the_other_until_both_are_done(drawn: Any) -> None:
    project = drawn.project
    units = ids(drawn)
    project.run("Code", coding.code, units[0], 1, "leave")
    assert [c.code for c in project.read(asked.comments_for, drawn.coding, 2)] == [""] * 12
    assert project.read(asked.codes_of, drawn.coding, 2)[units[0]] == ""
    assert project.read(asked.coding_row, drawn.coding).coded == (1, 0)
    with pytest.raises(UserError, match="neither sees"):
        project.read(asked.result, drawn.coding)
    with pytest.raises(UserError, match="neither sees"):
        project.run("Settle", coding.settle, units[0], "stay")
    project.undo()
    assert project.read(asked.coding_row, drawn.coding).coded == (0, 0)
    for wrong in ("cancel", "0"):
        with pytest.raises(UserError):
            project.run("Code", coding.code, units[0], 1, wrong)
    with pytest.raises(UserError, match="two coders"):
        project.run("Code", coding.code, units[0], 3, "leave")


def test_when_both_are_done_their_codes_stay_and_what_differs_is_settled(drawn: Any) -> None:
    project = drawn.project
    code_all(drawn, 1, ["leave", "stay", "none"])
    code_all(drawn, 2, ["leave", "stay", "none", "leave", "stay", "get_help"])
    found = project.read(asked.result, drawn.coding)
    assert (found.agreement.n, found.agreement.same, found.base) == (12, 10, 10)
    assert dict(found.counts) == {**dict.fromkeys(CODES, 0), "leave": 4, "stay": 4, "none": 2}
    first, second = found.differences
    assert (first.first, first.second, first.settled) == ("none", "get_help", "")
    with pytest.raises(UserError, match="their own codes stay"):
        project.run("Code", coding.code, first.id, 1, "get_help")
    with pytest.raises(UserError, match="their own codes stay"):
        project.run("Codes", coding.take_codes, drawn.coding, 1, {first.id: "stay"})
    same = next(u for u in ids(drawn) if u not in (first.id, second.id))
    with pytest.raises(UserError, match="Both said the same"):
        project.run("Settle", coding.settle, same, "stay")
    project.run("Settle", coding.settle, first.id, "get_help")
    after = project.read(asked.result, drawn.coding)
    assert (after.base, dict(after.counts)["get_help"], after.agreement) == (11, 1, found.agreement)
    project.undo()
    assert project.read(asked.result, drawn.coding) == found


def test_kappa_is_the_one_a_hand_counts_with_its_margin_and_its_name() -> None:
    # Cohen (1960): 50 things, both yes 20, yes-no 5, no-yes 10, both no 15: observed 0.70, by chance 0.50.
    one = ["y"] * 25 + ["n"] * 25
    two = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    found = agreement_of(one, two)
    assert found.kappa == pytest.approx(0.40)
    assert (found.low, found.high) == (pytest.approx(0.146, abs=0.001), pytest.approx(0.654, abs=0.001))
    assert kappa_words(found) == "Kappa 0.40, margin of error 0.15 to 0.65, n = 50"
    assert share_words(found) == "Both said the same of 35 of 50 comments: 70%"
    assert "fair agreement (Landis & Koch 1977)" in meaning(found)
    named = [(k, band(k)) for k in (-0.1, 0.0, 0.2, 0.21, 0.4, 0.41, 0.6, 0.61, 0.8, 0.81, 1.0)]
    assert [word for _k, word in named] == [
        "poor", "slight", "slight", "fair", "fair", "moderate", "moderate", "substantial", "substantial",
        "almost perfect", "almost perfect",
    ]  # fmt: skip
    alone = agreement_of(["y"] * 9, ["y"] * 9)
    assert (alone.kappa, alone.share) == (None, 100)
    assert "can’t be told" in kappa_words(alone)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sheet_goes_to_the_second_coder_and_comes_back(drawn: Any, tmp_path: Path, ending: str) -> None:
    project = drawn.project
    code_all(drawn, 1, ["leave"])
    target = write_sample(
        drawn.coding, project.read(asked.comments_for, drawn.coding, 2), tmp_path / f"sample.{ending}"
    )
    rows = _rows(target)
    assert rows[0] == ["Key", "Comment", "What the customer means to do", "Choose one"]
    assert [row[2] for row in rows[1:]] == [""] * 12
    assert not any(str(cell).startswith("=") for row in rows for cell in row)
    said_ = [
        "1",
        "2 to leave",
        "to get help",
        "۳",
        "none of these",
        "0",
        "szlovén",
        "",
        "#REF!",
        "2",
        "stay",
        "6",
    ]
    for row, cell in zip(rows[1:], said_, strict=True):
        row[2] = cell
    rows += [["C9-1", "", "1", ""], [rows[1][0], "", "1", ""], ["nonsense", "", "2", ""]]
    back = tmp_path / "back.csv"
    with back.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    found = read_codes(project, back, drawn.coding, 2)
    assert list(found.codes.values()) == [
        "stay",
        "leave",
        "get_help",
        "buy_more",
        "none",
        "none",
        "leave",
        "stay",
        "other",
    ]
    assert (found.changed, found.blank) == (9, 1)
    told = [p.sentence for p in found.problems]
    assert "Row 8: “szlovén” is none of the intents. Write its number, 0 to 6." in told
    assert "Row 14: “C9-1” is no comment of this sample." in told
    assert any("comes a second time" in t for t in told)
    assert len(told) == 5
    assert project.run("Read", coding.take_codes, drawn.coding, 2, found.codes) == 9
    assert project.read(asked.coding_row, drawn.coding).coded == (12, 9)
    project.undo()
    assert project.read(asked.coding_row, drawn.coding).coded == (12, 0)


def _rows(path: Path) -> list[list[Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    return [
        ["" if c.value is None else c.value for c in line] for line in load_workbook(path).active.iter_rows()
    ]


def test_a_sheet_without_the_columns_is_refused_in_words(drawn: Any, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UserError, match="has no columns “Key” and"):
        read_codes(drawn.project, path, drawn.coding, 2)
    with pytest.raises(UserError, match="should end in"):
        write_sample(drawn.coding, [], tmp_path / "sample.docx")


def test_a_cell_is_read_in_any_language() -> None:
    for lang in i18n.LANGUAGES:
        i18n.set_language(lang)
        for part in choices_line().split("; "):
            digit, _space, word = part.partition(" ")
            code = CODES[int(digit) - 1] if int(digit) else "none"
            assert (code_of_cell(digit), code_of_cell(word), code_of_cell(part)) == (code, code, code)
    i18n.set_language("en")
    assert code_of_cell(" ") == ""
    assert [code_of_cell(t) for t in ("7", "1 to leave", "-1", "1.5", "12")] == [None] * 5


def test_of_a_hidden_survey_nothing_is_drawn(comments: Any) -> None:
    from cxdesk.surveys.model import Survey

    def promise(session: Any) -> None:
        row = session.get_one(Survey, comments.survey)
        row.promise, row.minimum_n = "anonymous", 100

    comments.project.run("Promise", promise)
    assert comments.project.read(asked.text_questions) == []
    with pytest.raises(UserError, match="fewer than two comments"):
        comments.project.run("Sample", coding.start_coding, comments.survey, comments.words, 12)


def test_the_command_line_does_it_all(
    comments: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(comments.project.path)
    comments.project.close()
    assert "Repair, Q2: What went wrong? (17 comments)" in said(capsys, "coding", "list", file)
    made = json.loads(
        said(capsys, "coding", "start", file, "--question", "Q2", "--size", "12", "--first", "Ines", "--json")
    )
    assert (made["comments"], made["coders"], made["both_done"]) == (12, ["Ines", ""], False)
    for coder, wanted in ((1, ["1", "2"]), (2, ["1", "2", "1", "0"])):
        sheet = tmp_path / f"coder{coder}.csv"
        said(capsys, "coding", "export", file, "--coder", str(coder), "-o", str(sheet))
        rows = _rows(sheet)
        for at, row in enumerate(rows[1:]):
            row[2] = wanted[at % len(wanted)]
        with sheet.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        told = json.loads(
            said(capsys, "coding", "read", file, str(sheet), "--coder", str(coder), "--yes", "--json")
        )
        assert (told["written"], told["codes"]) == (True, 12)
    assert told["result"]["n"] == 12
    assert told["result"]["percent"] == 75
    text = said(capsys, "coding", "show", file)
    assert "Kappa" in text
    assert "n = 12" in text
    assert "Landis & Koch 1977" in text
    number = told["result"]["differences"][0]["comment"]
    settled = json.loads(
        said(capsys, "coding", "settle", file, "--comment", str(number), "--code", "2", "--json")
    )
    assert (settled["base"], settled["of"]) == (10, 12)
    for wrong in (
        ["settle", file, "--comment", "99", "--code", "2"],
        ["settle", file, "--comment", str(number), "--code", "9"],
        ["start", file, "--question", "Q9"],
        ["show", file, "--coding", "7"],
    ):
        assert _run(["coding", *wrong]) == 1
        assert capsys.readouterr().err.strip()
