"""An issue is strong at its second kind of evidence, in the window, on the command line and on paper alike; evidence that
changed shows both dates."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel

from cxdesk.analysis.scores import figure
from cxdesk.i18n import day
from cxdesk.planning import actions as planning
from cxdesk.planning import issue_sheets
from cxdesk.planning.queries import issue_rows
from cxdesk.responses import actions as responses
from cxdesk.responses.filter import Filter
from exports.pdf.issue_sheets import render_priorities, render_risks
from tests.planning.test_action_commands import said

TODAY = date(2026, 6, 15)
SECOND_OF_ONE_KIND, SECOND_KIND = "a second observation", "a call with the customer"


class Held:
    """A file that is closed for the command line and opened again."""

    def __init__(self, project: Any) -> None:
        self.project = project


def grades(held: Held, issue: int, capsys: pytest.CaptureFixture[str]) -> tuple[str, str, str, str]:
    """The grade as the file has it, as the command line tells it, and as both papers print it."""
    project = held.project
    here = next(r for r in project.read(issue_rows) if r.id == issue)
    sheets = (
        render_risks(project.read(issue_sheets.risk_sheet, TODAY)),
        render_priorities(project.read(issue_sheets.priority_sheet, TODAY)),
    )
    printed = []
    for made in sheets:
        text = " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(made.pdf)).pages).split())
        printed.append(text.split("how sure: ")[1].split(" ")[0])
    path = str(project.path)
    project.close()
    told = json.loads(said(capsys, "issues", "list", path, "--json"))["issues"][0]["grade"]
    held.project = type(project).open(Path(path))
    return here.grade, told, printed[0], printed[1]


def test_the_second_kind_makes_an_issue_strong_everywhere_and_a_second_piece_of_one_kind_does_not(
    world: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    held = Held(world.project)
    issue = held.project.run("Issue", planning.raise_issue, "Waiting")
    held.project.run("Judge", planning.judge_issue, issue, likelihood=3, impact=3, effort=1)
    assert grades(held, issue, capsys) == ("opinion", "opinion", "opinion", "opinion")
    held.project.run("Note", planning.add_note, issue, "observation", "They wait at the door")
    assert grades(held, issue, capsys) == ("some", "some", "some", "some")
    held.project.run("Note", planning.add_note, issue, "observation", SECOND_OF_ONE_KIND)
    assert grades(held, issue, capsys) == ("some", "some", "some", "some")
    held.project.run("Note", planning.add_note, issue, "follow_up", SECOND_KIND)
    assert grades(held, issue, capsys) == ("strong", "strong", "strong", "strong")
    held.project.close()


def test_in_the_window_the_second_kind_changes_the_word(room: Any, qtbot: Any) -> None:
    run = room.context.project.run
    issue = run("Issue", planning.raise_issue, "Waiting")
    run("Note", planning.add_note, issue, "observation", "They wait at the door")
    room.go("planning", ("issue", issue))
    qtbot.waitUntil(lambda: not room.context.jobs.busy, timeout=20_000)

    def shown() -> str:
        return str(room.page.issue.evidence.grade.text())

    assert shown() == "some evidence"
    run("Note", planning.add_note, issue, "observation", SECOND_OF_ONE_KIND)
    assert shown() == "some evidence"
    run("Note", planning.add_note, issue, "follow_up", SECOND_KIND)
    qtbot.waitUntil(lambda: shown() == "strong", timeout=20_000)
    room.do("undo")
    qtbot.waitUntil(lambda: shown() == "some evidence", timeout=20_000)
    qtbot.waitUntil(lambda: not room.context.jobs.busy, timeout=20_000)


def test_evidence_that_changed_since_shows_both_dates(told: Any, story: Any, qtbot: Any) -> None:
    project, world = told.context.project, story.world
    found = told.context.project.read(figure, world.survey, world.score, Filter(), today=date(2026, 4, 1))
    project.run("Figure", planning.add_figure, story.issue, found, world.touch_point, date(2026, 4, 1))
    closed = pl.DataFrame(
        {
            f"i{world.score}": pl.Series([5] * 7, dtype=pl.Int16),
            "account_key": ["AL-1"] * 7,
            "state": pl.Series([0] * 7, dtype=pl.UInt8),
        }
    )
    packed = responses.pack(closed, pl.DataFrame({f"i{world.words}": [""] * 7}))
    project.run("More", responses.add_answers, world.round, packed, responses.Source("late.csv"))
    told.go("planning", ("issue", story.issue))

    def words() -> str:
        return " ".join(label.text() for label in told.page.issue.evidence.findChildren(QLabel))

    qtbot.waitUntil(lambda: f"on {day(date.today())}: 75%, then 40%" in words(), timeout=20_000)
    assert "as kept on 1 April 2026" in words()
    qtbot.waitUntil(lambda: not told.context.jobs.busy, timeout=20_000)
