"""The register of risks: sorted by risk, late at a day, grown since its review, in the window and without one."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication

from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning import issue_sheets, risks
from tests.planning.in_window import read, undone
from tests.planning.test_action_commands import said
from ui.cli import _run

TODAY = date(2026, 6, 15)


@pytest.fixture
def judged(story: Any) -> Any:
    """The story's issue, a larger risk that nobody acts on, one that is not judged, and an opportunity."""
    run = story.project.run
    run("Judge", planning.judge_issue, story.issue, likelihood=3, impact=2, intent="get_help")
    large = run("Issue", planning.raise_issue, "The lift stops between floors")
    run("Judge", planning.judge_issue, large, likelihood=4, impact=4)
    run("Note", planning.add_note, large, "review", "Stuck for an hour", "a public site", reach=12_000)
    run("Issue", planning.raise_issue, '=HYPERLINK("x") <b>Invoices</b>')
    gain = run("Issue", planning.raise_issue, "A night line")
    run("Judge", planning.judge_issue, gain, kind="opportunity", likelihood=4, impact=4)
    return story


def rows(story: Any, today: date = TODAY) -> list[risks.RiskRow]:
    return list(story.project.read(risks.risk_rows, today))


def test_the_largest_risk_stands_first_and_an_opportunity_is_none(judged: Any) -> None:
    found = rows(judged)
    assert [(r.place, r.issue.title[:5], r.risk.score) for r in found] == [
        (1, "The l", 16), (2, "Waiti", 6), (3, "=HYPE", 0)
    ]  # fmt: skip
    assert [r.kinds for r in found] == [("public",), ("again",), ()]
    assert risks.reach_lines(found[0]) == ("not known", "12,000 people by public reviews, as they say")
    assert risks.reach_lines(found[1]) == ("3 of 5 people", "2 customers", "counted from the answers")
    assert risks.headline(found) == "1 high risk has nobody who acts on it"


def test_who_is_late_depends_on_the_day(judged: Any) -> None:
    late = rows(judged)[1]
    assert (late.late, risks.owner_words(late), risks.due_words(late)) == (14, "Sanne Visser", "1 June 2026")
    assert risks.late_words(late) == "14 days late"
    assert rows(judged, date(2026, 6, 1))[1].late == 0
    kept = {name: [r.place for r in rows(judged) if risks.kept(name)(r)] for name in risks.FILTERS}
    assert kept == {"all": [1, 2, 3], "high": [1], "late": [2], "nobody": [1, 3], "unjudged": [3]}


def test_the_trend_is_told_against_the_last_review_before_today(judged: Any) -> None:
    run = judged.project.run
    assert {r.trend for r in rows(judged)} == {"new"}
    assert run("Review", risks.review, date(2026, 3, 1)) == 2
    run("Judge", planning.judge_issue, judged.issue, likelihood=4)
    assert [r.trend for r in rows(judged)] == ["same", "up", "new"]
    assert risks.trend_words(rows(judged)[1]) == "larger than on 1 March 2026"
    # Gone through again today: twice on one day is once, and today's own review is no trend.
    run("Review", risks.review, TODAY)
    run("Review", risks.review, TODAY)
    assert [r.trend for r in rows(judged)] == ["same", "up", "new"]
    assert [r.trend for r in rows(judged, date(2026, 6, 16))] == ["same", "same", "new"]
    judged.project.undo()
    judged.project.undo()
    assert [r.trend for r in rows(judged, date(2026, 6, 16))] == ["same", "up", "new"]


def test_without_a_judgement_there_is_nothing_to_review(story: Any) -> None:
    with pytest.raises(UserError, match="No risk is judged yet"):
        story.project.run("Review", risks.review, TODAY)


def test_the_command_line_shows_writes_and_reviews_the_register(
    judged: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(judged.project.path)
    judged.project.close()
    text = said(capsys, "issues", "risks", file, "--today", "2026-06-15")
    assert "14 days late" in text
    assert "very high" in text
    told = json.loads(
        said(capsys, "issues", "risks", file, "--today", "2026-06-15", "--which", "late", "--json")
    )
    assert [(r["title"], r["days_late"], r["owner"]) for r in told["risks"]] == [
        ("Waiting for a fitter takes too long", 14, "Sanne Visser")
    ]
    said(capsys, "issues", "risks", file, "--today", "2026-03-01", "--review")
    book, sheet = tmp_path / "risks.xlsx", tmp_path / "risks.pdf"
    said(capsys, "issues", "risks", file, "--today", "2026-06-15", "-o", str(book))
    cells = [[c.value for c in line] for line in load_workbook(book).active.iter_rows()]
    assert cells[3][1] == '\'=HYPERLINK("x") <b>Invoices</b>'
    assert cells[1][7] == "as on 1 March 2026"
    assert [line[13] for line in cells[1:]] == [None, 14, None]
    told = json.loads(said(capsys, "issues", "risks", file, "-o", str(sheet), "--paper", "letter", "--json"))
    assert Path(told["file"]).read_bytes().startswith(b"%PDF")
    for wrong in (["--which", "some"], ["-o", str(tmp_path / "risks.docx")], ["--paper", "a3"]):
        assert _run(["issues", "risks", file, *wrong]) == 1
        assert capsys.readouterr().err.strip()


def test_the_command_line_writes_the_priorities(
    judged: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(judged.project.path)
    judged.project.close()
    target = tmp_path / "first.pdf"
    told = json.loads(said(capsys, "issues", "priorities", file, "-o", str(target), "--json"))
    assert told["cuts"] == {"impact": 3, "effort": 3}
    assert {"formula", "corner", "reach"} <= told["issues"][0].keys()
    assert target.read_bytes().startswith(b"%PDF")
    assert "Impact counts as large from “serious” on" in said(capsys, "issues", "priorities", file)
    assert _run(["issues", "priorities", file, "-o", str(tmp_path / "first.xlsx")]) == 1


@pytest.fixture
def register(window: Any, judged: Any, qtbot: Any) -> Any:
    judged.project.close()
    assert window.context.bridge.open(judged.project.path)
    window.go("planning", ("risks", None))
    view = window.page.risks
    view.today = lambda: TODAY
    view.reload()
    qtbot.waitUntil(lambda: not window.context.jobs.busy and bool(view.rows), timeout=20_000)
    return window


@pytest.mark.slow
def test_the_register_is_read_filtered_and_reviewed_by_keyboard(
    register: Any, judged: Any, qtbot: Any
) -> None:
    view = register.page.risks
    assert "14 days late" in [c.text(view.shown[1]) for c in view.table.model().columns]
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert "3 of 5 people, 2 customers, counted from the answers" in view.behind.text()
    view.which.set_value("late")
    view.which.chosen.emit("late")
    assert [r.place for r in view.shown] == [2]
    view.show_view("grid")
    assert view.grid.data.cells[1][1] == ("2",)
    view.review.click()
    qtbot.waitUntil(lambda: not register.context.jobs.busy, timeout=20_000)

    def reviews() -> set[str]:
        return {r.trend for r in read(register, risks.risk_rows, date(2026, 7, 1))}

    assert reviews() == {"same", "new"}
    assert undone(register, reviews) == {"new"}
    qtbot.waitUntil(lambda: not register.context.jobs.busy, timeout=20_000)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert register.page.issue.windowTitle() is not None
    qtbot.waitUntil(lambda: not register.context.jobs.busy, timeout=20_000)


@pytest.mark.parametrize("target", ["risks", "priorities", "timeline"])
def test_ctrl_p_asks_for_a_printer_for_what_is_shown(
    register: Any, judged: Any, target: str, qtbot: Any
) -> None:
    register.go("planning", (target, None))
    qtbot.waitUntil(lambda: not register.context.jobs.busy, timeout=20_000)
    register.do("plan.export")

    def dialogs() -> list[QPrintDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, QPrintDialog) and w.isVisible()]

    qtbot.waitUntil(lambda: len(dialogs()) == 1, timeout=30_000)
    dialogs()[0].reject()
    qtbot.waitUntil(lambda: not register.context.jobs.busy and not dialogs(), timeout=20_000)


def test_a_page_is_saved_as_pdf_from_the_window(register: Any, tmp_path: Path, qtbot: Any) -> None:
    view = register.page.risks
    target = tmp_path / "risks.pdf"
    view.paper.save_to(target)
    qtbot.waitUntil(lambda: not register.context.jobs.busy, timeout=30_000)
    assert target.read_bytes().startswith(b"%PDF")
    assert register.context.messages.log[-1].bold == "The PDF is saved."


def test_the_focus_names_the_largest_risk_and_who_acts(judged: Any) -> None:
    sheet = judged.project.read(issue_sheets.risk_sheet, TODAY)
    assert sheet.focus == (
        "The lift stops between floors: very high: almost certain, very serious. Nobody acts on it yet."
    )
    assert sheet.title == "1 high risk has nobody who acts on it"
