"""The second round of a survey: what came of the work, on every page that says it, down to the plan in the customer's hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy.orm import Session

from cxdesk.accounts.actions import AccountSpec, add
from cxdesk.analysis.scores import figure
from cxdesk.people.actions import person_named
from cxdesk.planning import actions as planning
from cxdesk.planning import wording
from cxdesk.planning.cycle import start_action
from cxdesk.project import Project
from cxdesk.responses import matching
from cxdesk.responses.filter import Filter
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touchpoints
from tests.planning.test_plan_rounds import DECEMBER, NOVEMBER, a_round
from tests.support.person import Clicker
from tests.surveys.every_look import EVERY_LOOK
from ui.widgets.beads import Chain

TOLD = "In November only 25% of you found it easy to reach us."


def begun(session: Session, item: int) -> None:
    """What was found in November, what is done about it, and the plan that tells the customer."""
    point = touchpoints.add(session, "Repair visit")
    touchpoints.link(session, point, item)
    issue = planning.raise_issue(session, "Hard to reach", touch_point_id=point)
    planning.add_figure(session, issue, figure(session, 1, item, Filter(rounds=("November 2025",))))
    action = planning.add_measured_action(session, issue, "One number to call")
    planning.change_action(
        session, action, owner_id=person_named(session, "Ann"), due_on=date(2025, 12, 1), why="Three numbers",
        goal="Arranged in one call", expected="Fewer calls", target="60%",
    )  # fmt: skip
    start_action(session, action, date(2025, 11, 22))
    plan = planning.create_plan(session, 1, None, date(2025, 11, 25))
    told = planning.add_line(session, plan, "told", issue_id=issue, touch_point_id=point)
    do = planning.add_line(session, plan, "do", action_id=action)
    for kind, owner, field, text in (
        ("firm", wording.FIRM, "name", "Alder Lifts"), ("account", 1, "name", "North Lifts"),
        ("account", 1, "full_name", "North Lifts Ltd"), ("plan", plan, "contact_title", "Service desk"),
        ("plan", plan, "contact_phone", "+31 10 555 0142"), ("plan", plan, "contact_mail", "desk@lifts.example"),
        ("plan_line", told, "text", TOLD), ("plan_line", do, "text", "One number answers every call."),
        ("plan_line", do, "who", "Service desk"), ("touch_point", point, "name", "Repair visit"),
    ):  # fmt: skip
        wording.write(session, kind, owner, field, "en", text)


@pytest.fixture
def person(window: Any, qtbot: Any, tmp_path: Path) -> Clicker:
    project = Project.create(tmp_path / "a.cxdesk")
    project.run("Survey", surveys.build, EVERY_LOOK)
    project.run("Promise", surveys.set_promise, 1, "named", True, True)
    project.run("Customer", add, AccountSpec("N", "North Lifts", language="en"))
    project.run("Tie", matching.link_known, "N")
    a_round(project, "November 2025", NOVEMBER, [7] * 2 + [1] * 6)
    item = next(q for q in project.read(whole, 1).questions if q.code == "CES").items[0].id
    project.run("Begun", begun, item)
    a_round(project, "December 2025", DECEMBER, [7] * 9 + [1])
    project.close()
    assert window.context.bridge.open(project.path)
    window.resize(1280, 800)
    found = Clicker(window, qtbot)
    found.rest()
    return found


def words(person: Clicker) -> str:
    return "\n".join(w.text() for w in person.window.findChildren(QLabel) if w.isVisible())


def cells(table: Any) -> dict[str, tuple[str, str]]:
    """The first row of a table: by head what stands in the cell, and its second line."""
    model, row = table.rows_model, table.rows_model.rows[0]
    return {c.head: (c.text(row), c.sub(row) if c.sub else "") for c in model.columns}


def test_every_page_says_the_round_of_its_figures_and_the_next_plan_says_what_came_of_it(
    person: Clicker, tmp_path: Path
) -> None:
    window = person.window
    window.go("start")
    person.wait(lambda: "Newer answers are there for 1 draft plan" in words(person))
    assert "North Lifts" in words(person)
    outcome = window.page.findChild(Chain).links[-1]
    assert "10 answers: too few to compare" in outcome.accessibleName()

    window.go("touchpoints")
    person.wait(lambda: "list" in window.page.views and window.page.views["list"].table.rows_model.rows)
    assert cells(window.page.views["list"].table)["% satisfied"] == ("90%", "25% in November 2025")

    window.go("planning", ("actions", None))
    person.rest()
    person.click(window.page.lists.views.tabs.buttons["outcome"])
    person.rest()
    assert "1 action is measured again, by too few answers to tell" in words(person)
    shown = cells(window.page.lists.views.made["outcome"].table)
    assert (shown["Before"], shown["Now"]) == (("25%", "November 2025"), ("90%", "December 2025"))

    window.go("planning", ("plan", 1))
    editor = window.page.plan
    person.wait(lambda: editor._drawn is not None)
    assert "of November 2025, 8 answers" in words(person)
    person.click("Take them over")
    person.wait(lambda: editor._drawn.round_id == 2)
    assert "This was found in November 2025; the plan rests on December 2025." in words(person)
    person.click(editor.tabs.buttons["since"])
    line = window.context.project.run("Since", planning.add_line, 1, "since", touch_point_id=1)
    window.context.project.run(
        "Write", wording.write, "plan_line", line, "text", "en", "You reach us in one call now."
    )
    person.rest()
    person.wait(lambda: editor._drawn.unapproved and not editor._drawn.missing)
    person.click("Approve")
    person.type_in("Who approves it", "Ann")
    person.click(next(b for b in person.front().findChildren(QPushButton) if b.text() == "Approve"))
    person.wait(lambda: editor.preview.clean.text().startswith("Approved."))
    person.click("Save")
    person.click("Choose where to save")
    person.choose_file(tmp_path / "plan.pdf")
    person.wait(lambda: any(n.bold == "The plan is saved." for n in window.context.messages.log))
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(tmp_path / "plan.pdf").pages).split())
    for said in (
        "Based on 10 answers from your colleagues, December 2025",
        TOLD,
        "2 of 8",
        "9 of 10",
        "satisfied your colleagues are, December 2025",
    ):
        assert said in text
