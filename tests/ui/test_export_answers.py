"""The answers leave the window and the command line, with the filter that is on and the words that were asked for."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cxdesk.errors import Problem
from cxdesk.responses.filter import AnswerTest, Filter
from tests.support.commands import said
from ui.app import open_file
from ui.cli import _run
from ui.console import problem_line
from ui.responses import exporting

ANSWERS = "ResponseId,Account key,NPS\n" + "".join(f"R{n},AL-{n % 5},{n % 11}\n" for n in range(110))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    assert _run(["new", str(tmp_path / "a.cxdesk")]) == 0
    arguments = ["responses", "import", str(tmp_path / "a.cxdesk"), str(tmp_path / "answers.csv")]
    assert _run([*arguments, "--round", "March", "--yes", "--json"]) == 0
    return tmp_path / "a.cxdesk"


def test_the_command_line_writes_a_round_and_a_filter(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = file.with_name("out.csv")
    told = said(capsys, "responses", "export", file, "-o", out, "--round", "march", "--where", "NPS >= 9")
    assert (told["rows"], told["files"][0]) == (20, str(out))
    with out.open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {r["NPS"] for r in rows} <= {"9", "10"}
    assert len(rows) == 20


@pytest.mark.slow
def test_what_is_not_there_is_refused_in_words(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = ["responses", "export", str(file), "-o", str(file.with_name("out.csv"))]
    assert _run([*export, "--round", "April"]) == 1
    assert "no round “April”" in capsys.readouterr().err
    assert _run([*export[:-1], "out.doc"]) == 1
    assert ".parquet" in capsys.readouterr().err


def test_the_page_writes_the_answers_behind_its_filter(window: Any, qtbot: Any, file: Path) -> None:
    open_file(window, file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    window.go("responses", Filter(answers=(AnswerTest("NPS", ">=", "9"),)))
    page = window.page
    out = file.with_name("out.parquet")
    exporting.write(page.context, page.survey_id, page.where, out, labels=True)
    qtbot.waitUntil(lambda: not page.context.jobs.busy, timeout=20_000)
    assert page.context.messages.log[-1].bold == "20 answers are in out.parquet."
    assert out.is_file()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_scores_are_written_as_numbers(file: Path, ending: str) -> None:
    out = file.with_name(f"scores{ending}")
    assert _run(["scores", "show", str(file), "-o", str(out)]) == 0
    if ending == ".csv":
        rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    else:
        rows = [[str(c) for c in row] for row in openpyxl.load_workbook(out).active.values]
    assert rows[0][0] == "Code"
    assert rows[1][0] == "NPS"
    assert float(rows[1][4]) == pytest.approx(-100 * 50 / 110)
    assert rows[1][7] == "110"
    assert _run(["scores", "show", str(file), "-o", str(file.with_name("scores.doc"))]) == 1


def test_what_was_erased_never_leaves(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "responses", "erase", file, "--respondent", "R7", "--yes")
    out = file.with_name("out.csv")
    assert said(capsys, "responses", "export", file, "-o", out)["rows"] == 109
    assert "R7," not in out.read_text(encoding="utf-8-sig")


def test_a_sentence_that_names_its_row_does_not_name_it_twice() -> None:
    twice = Problem(12, "Why?", "Row 12 is the same as row 6 and was left out.")
    assert problem_line(twice) == twice.sentence
    assert problem_line(Problem(1, "Why?", "Row 12 is blank.")) == "Row 1, Why?: Row 12 is blank."
