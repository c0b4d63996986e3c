"""Whoever answers for the account approves; another name is asked about and kept; an ask waits for its agreement."""

from datetime import date, datetime
from typing import Any

import pytest

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.people.actions import person_named
from cxdesk.planning import actions as planning
from cxdesk.planning import approval, assemble
from cxdesk.planning.wording import written
from tests.planning.in_window import asked, drawn, field, quiet, type_into

NOW = datetime(2026, 4, 10)


def owned(story: Any, name: str = "Ines Duarte", project: Any = None) -> None:
    def own(session: Any) -> None:
        session.get_one(Account, story.world.account).owner_id = person_named(session, name)

    (project or story.project).run("Own", own)


def test_another_name_than_the_owner_is_refused_until_it_is_meant_and_then_kept(story: Any) -> None:
    story.write_all()
    owned(story)
    with pytest.raises(UserError, match="Ines Duarte answers for Harbour Square"):
        story.project.run("Approve", approval.approve_plan, story.plan, "en", "Sanne Visser", NOW)
    assert len(story.gaps()) == len(story.wordings())
    n = story.project.run(
        "Approve", approval.approve_plan, story.plan, "en", "Sanne Visser", NOW, instead=True
    )
    assert n == len(story.wordings())
    here = story.project.read(written, "plan_line", story.told, "en")["text"]
    assert (here.approved_by, here.instead_of) == ("Sanne Visser", "Ines Duarte")


def test_the_owner_approves_without_a_question_and_old_names_are_kept(story: Any) -> None:
    story.write_all()
    story.approve()
    owned(story)
    story.write("plan_line", story.told, "text", "You wait too long.")
    story.project.run("Approve", approval.approve_plan, story.plan, "en", "ines duarte ", NOW)
    here = story.project.read(written, "plan_line", story.told, "en")["text"]
    assert (here.approved_by, here.instead_of) == ("ines duarte", "")
    assert story.project.read(written, "plan_line", story.do, "en")["text"].approved_by == "Sanne Visser"


def test_an_ask_is_printed_once_the_customer_agreed_and_there_is_one(story: Any) -> None:
    story.write_all()
    ask = story.project.run("Line", planning.add_line, story.plan, "ask")
    story.write("plan_line", ask, "text", "Please send us the list of tenants by 15 June.")
    story.approve()
    assert story.project.read(assemble.customer_plan, story.plan, "en").ask == ""
    story.project.run("Agreed", planning.agree_to_ask, ask, True)
    assert story.project.read(assemble.customer_plan, story.plan, "en").ask.startswith("Please send")
    with pytest.raises(UserError, match="A plan asks for one thing"):
        story.project.run("Line", planning.add_line, story.plan, "ask")


def test_an_ask_nobody_agreed_to_keeps_no_plan_back(story: Any) -> None:
    story.write_all()
    story.approve()
    story.project.run("Line", planning.add_line, story.plan, "ask")
    assert story.gaps() == []


def test_a_plan_tells_three_things_at_most(story: Any) -> None:
    for _n in range(2):
        story.project.run("Line", planning.add_line, story.plan, "told", issue_id=story.issue)
    with pytest.raises(UserError, match="A plan tells three things at most"):
        story.project.run("Line", planning.add_line, story.plan, "told", issue_id=story.issue)


def test_the_window_asks_before_somebody_approves_in_another_s_place(
    told: Any, story: Any, qtbot: Any
) -> None:
    project = told.context.project
    owned(story, project=project)
    project.run("All", lambda session: [_write(session, *w) for w in story.wordings()])
    told.go("planning", ("plan", story.plan))
    drawn(told, qtbot)
    quiet(told, qtbot)
    told.page.plan.preview.approve.click()
    dialog = asked()
    assert dialog.fields[0].editor.currentText() == "Ines Duarte"
    dialog.fields[0].editor.setEditText("Sanne Visser")
    dialog.ok.click()
    assert dialog.isVisible()
    assert "Ines Duarte answers for this customer" in dialog.fields[0]._wrong.text()
    assert project.read(assemble.gaps, story.plan, "en")
    dialog.ok.click()
    assert project.read(assemble.gaps, story.plan, "en") == []
    assert project.read(written, "plan", story.plan, "en")["contact_title"].instead_of == "Ines Duarte"
    quiet(told, qtbot)


def test_the_window_prints_an_ask_when_its_box_is_ticked(told: Any, story: Any, qtbot: Any) -> None:
    from PySide6.QtWidgets import QCheckBox

    told.go("planning", ("plan", story.plan))
    ask = told.context.project.run("Line", planning.add_line, story.plan, "ask")
    told.page.plan.tabs.buttons["call"].click()
    type_into(qtbot, field(told, "plan_line", ask, "text"), "Please send us the list.")
    box = told.page.plan.findChild(QCheckBox, f"agreed {ask}")
    box.click()
    made, _gaps = told.context.project.read(assemble.draft, story.plan, "en", need_approval=False)
    assert made.ask == "Please send us the list."
    told.do("undo")
    made, _gaps = told.context.project.read(assemble.draft, story.plan, "en", need_approval=False)
    assert made.ask == ""
    quiet(told, qtbot)


def test_dates_that_all_slipped_each_print_their_reason(story: Any) -> None:
    story.write_all()
    story.project.run("Start", planning.start_action, story.action)
    story.project.run("Date", planning.change_action, story.action, due_on=date(2026, 9, 1))
    story.write("plan_line", story.do, "slip_reason", "the parts came late")
    story.approve()
    made = story.project.read(assemble.customer_plan, story.plan, "en")
    assert [(w.slipped_from, w.slip_reason) for w in made.will_do] == [
        (date(2026, 6, 1), "the parts came late")
    ]


def _write(session: Any, kind: str, owner: int, name: str, text: str) -> None:
    from cxdesk.planning import wording

    wording.write(session, kind, owner, name, "en", text)
