"""From an answer to a changed cause: an import opens a follow-up, both sides speak, an unhappy word reopens it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from cxdesk.planning.follow_up_queries import FollowUpWhole, follow_up_rows, follow_up_whole
from cxdesk.planning.queries import issue_whole
from tests.planning.follow_up_examples import (
    FILLER,
    ROWS,
    add,
    imported,
    project_with_customers,
    unhappy,
    written,
)  # fmt: skip
from tests.support.person import Clicker


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Twenty answers that no rule means, one rule, and customers."""
    project = project_with_customers(tmp_path)
    imported(project, written(tmp_path / "march.csv", FILLER), round_name="March 2026")
    add(project, unhappy(project, "2"))
    project.close()
    return project.path


def whole(window: Any) -> FollowUpWhole:
    return window.context.project.read(follow_up_whole, window.page.list.detail.whole.row.id)


def said(window: Any) -> list[str]:
    return [n.bold for n in window.context.messages.log]


def _show_of(window: Any, words: str) -> QAbstractButton:
    """The button in the notice that says these words."""
    cards = [w for w in window.notices.findChildren(QWidget) if w.isVisible() and w.findChildren(QLabel)]
    card = min(
        (c for c in cards if any(words in label.text() for label in c.findChildren(QLabel))),
        key=lambda c: len(c.findChildren(QWidget)),
    )
    while not (buttons := [b for b in card.findChildren(QAbstractButton) if b.text() == "Show"]):
        card = card.parentWidget()
    return buttons[0]


def contact(person: Clicker, words: str, who: str = "") -> None:
    person.click("Note a contact")
    person.type_in("What was said, internal", words)
    if who:
        person.pick_from(person.field("Who spoke"), who)  # type: ignore[arg-type]
    person.click("Note it")


def shut(person: Clicker, word: str, cause: str = "", done: str = "") -> None:
    """Close it; what was said when it was closed before is there already."""
    person.click("Close it")
    if cause:
        person.type_in("Root cause, internal", cause)
        person.type_in("What was done, internal", done)
    person.pick_from(person.field("The customer’s word"), word)  # type: ignore[arg-type]
    person.click("Close it")


def test_an_answer_leads_to_a_call_and_its_cause_to_an_issue(
    window: Any, file: Path, tmp_path: Path, qtbot: Any
) -> None:
    window.context.bridge.open(file)
    person = Clicker(window, qtbot)
    window.go("importing", written(tmp_path / "april.csv", FILLER + ROWS))
    person.wait(lambda: window.page.ready is not None)
    person.click("Import 8 rows")
    person.wait(lambda: window.room == "analysis")
    assert "2 follow-ups opened." in said(window)
    person.rest()
    person.click(_show_of(window, "follow-ups opened"))
    person.wait(lambda: window.room == "followups")
    assert window.page.list.table.current().account == "Harbour Square"
    contact(person, "We are sorry. May we come by today?")
    contact(person, "Yes, come at two.", "from the")
    assert whole(window).row.two_ways
    shut(person, "not sat", "One dispatcher for all calls", "Sent a fitter the same day")
    assert whole(window).row.state == "reopened"
    assert [s.state for s in whole(window).steps] == ["closed", "reopened"]
    assert "The customer is not satisfied, so the follow-up is open again." in said(window)
    contact(person, "We came by and repaired it.")
    shut(person, "satisfied")
    assert whole(window).row.state == "closed"
    person.click("Make an issue")
    person.type_in("Title", " ")
    person.click("Add the issue")
    person.wait(lambda: window.room == "planning")
    issue = window.context.project.read(issue_whole, 1)
    assert [c.text for c in issue.causes] == ["One dispatcher for all calls"]
    assert [e.kind for e in issue.evidence] == ["follow_up"]
    while window.context.project.can_undo:
        window.do("undo")
    assert window.context.project.read(follow_up_rows) == []
