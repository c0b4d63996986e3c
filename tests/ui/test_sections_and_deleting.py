"""Sections of a survey, cards that move, and things that are taken away with a notice that brings them back."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cxdesk.errors import UserError
from cxdesk.journeys import actions as journeys
from cxdesk.planning import actions as planning
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.journey_map import journey_map
from cxdesk.planning.queries import issue_rows
from cxdesk.project import Project
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import survey_rows, whole
from ui.widgets.fields import Choice

ALT = Qt.KeyboardModifier.AltModifier


def question(code: str) -> QuestionSpec:
    return QuestionSpec(code, "scale", {"en": f"How was {code}?"}, ScaleSpec(1, 5))


@pytest.fixture
def room(window: Any, new_file: Path) -> Any:
    """A survey of two sections with two questions each, shown."""
    assert window.context.bridge.open(new_file)
    sections = tuple(
        SectionSpec({"en": title}, tuple(question(code) for code in codes))
        for title, codes in (("Visit", ("A", "B")), ("Invoice", ("C", "D")))
    )
    window.context.project.run("Survey", surveys.build, Definition({"en": "Repair"}, sections))
    window.go("surveys")
    return window


def order(window: Any) -> list[tuple[str, str]]:
    survey = window.context.project.read(whole, window.page.survey_id)
    return [(s.title.get("en", ""), "".join(q.code for q in s.questions)) for s in survey.sections]


def pressed(window: Any, name: str, place: int = 0) -> None:
    found = [b for b in window.page.findChildren(object) if getattr(b, "accessibleName", str)() == name]
    found[place].click()


def choose(window: Any, *wanted: str) -> None:
    """Choose questions by code or a section by its heading in the outline."""
    survey = window.context.project.read(whole, window.page.survey_id)
    keys = {q.code: ("question", q.id) for q in survey.elements}
    keys |= {s.title.get("en", ""): ("section", s.id) for s in survey.sections}
    window.page.choose(*(keys[name] for name in wanted))


@pytest.mark.slow
def test_a_section_is_added_named_moved_and_deleted_and_each_is_undone(room: Any, qtbot: Any) -> None:
    assert order(room) == [("Visit", "AB"), ("Invoice", "CD")]
    pressed(room, "Add a section")
    heading = room.focusWidget()
    qtbot.keyClicks(heading, "Contact")
    heading.commit()
    assert order(room) == [("Visit", "AB"), ("Invoice", "CD"), ("Contact", "")]
    pressed(room, "Move the section up")
    assert order(room) == [("Visit", "AB"), ("Contact", ""), ("Invoice", "CD")]
    choose(room, "Invoice")
    pressed(room, "Delete the section")
    assert order(room) == [("Visit", "AB"), ("Contact", "CD")]
    room.context.messages.log[-1].on_click()
    assert order(room) == [("Visit", "AB"), ("Contact", ""), ("Invoice", "CD")]
    for _step in range(3):
        room.do("undo")
    assert order(room) == [("Visit", "AB"), ("Invoice", "CD")]


def test_the_first_section_hands_its_questions_to_the_next_and_the_last_one_stays(room: Any) -> None:
    choose(room, "Visit")
    pressed(room, "Delete the section")
    assert order(room) == [("Invoice", "ABCD")]
    survey = room.context.project.read(whole, room.page.survey_id)
    with pytest.raises(UserError, match="needs one section"):
        room.context.project.run("Delete", surveys.delete_section, survey.sections[0].id)


def test_a_question_walks_over_the_border_of_its_section_and_is_sent_to_another(room: Any) -> None:
    choose(room, "B")
    pressed(room, "Move down")
    assert order(room) == [("Visit", "A"), ("Invoice", "BCD")]
    pressed(room, "Move up")
    assert order(room) == [("Visit", "AB"), ("Invoice", "CD")]
    choose(room, "A")
    boxes = [c for c in room.page.findChildren(Choice) if c.accessibleName() == "Section of this question"]
    boxes[0].setCurrentIndex(1)
    boxes[0].activated.emit(1)
    assert order(room) == [("Visit", "B"), ("Invoice", "CDA")]


@pytest.mark.slow
def test_a_deleted_survey_and_question_come_back_by_the_notice(room: Any) -> None:
    choose(room, "A")
    pressed(room, "Delete the question")
    assert order(room) == [("Visit", "B"), ("Invoice", "CD")]
    room.context.messages.log[-1].on_click()
    assert order(room) == [("Visit", "AB"), ("Invoice", "CD")]
    pressed(room, "Delete the survey")
    assert room.context.project.read(survey_rows) == []
    room.context.messages.log[-1].on_click()
    assert order(room) == [("Visit", "AB"), ("Invoice", "CD")]


@pytest.mark.slow
def test_the_notice_undoes_nothing_when_something_else_was_done_since(room: Any) -> None:
    choose(room, "A")
    pressed(room, "Delete the question")
    notice = room.context.messages.log[-1]
    room.page.add_section()
    notice.on_click()
    assert order(room) == [("Visit", "B"), ("Invoice", "CD"), ("", "")]


@pytest.mark.slow
def test_an_action_and_an_issue_are_deleted_from_their_lists(window: Any, new_file: Path, qtbot: Any) -> None:
    assert window.context.bridge.open(new_file)
    project: Project = window.context.project
    issue = project.run("Issue", planning.raise_issue, "Waiting takes long")
    project.run("Action", planning.add_action, issue, "Two dispatchers")
    window.go("planning", ("issue", issue))
    pressed(window, "Delete the action")
    assert project.read(action_rows) == []
    window.context.messages.log[-1].on_click()
    assert len(project.read(action_rows)) == 1
    window.go("planning", ("issues", None))
    table = window.page.lists.tables["issues"]
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert project.read(issue_rows) == []
    window.context.messages.log[-1].on_click()
    assert len(project.read(issue_rows)) == 1


def test_a_plan_is_deleted_from_its_page_and_brought_back(window: Any, new_file: Path, qtbot: Any) -> None:
    from cxdesk.accounts.actions import AccountSpec, store_accounts
    from cxdesk.accounts.queries import account_rows
    from cxdesk.planning.plan_queries import plan_rows

    assert window.context.bridge.open(new_file)
    project: Project = window.context.project
    project.run("Customers", store_accounts, [AccountSpec("AL-1", "Harbour Square")])
    plan = project.run("Plan", planning.create_plan, project.read(account_rows)[0].id)
    window.go("planning", ("plan", plan))
    pressed(window, "Delete the plan")
    assert project.read(plan_rows) == []
    assert window.page.lists.isVisible()
    told = window.context.messages.log[-1]
    assert told.bold.startswith("The plan is gone")
    told.on_click()
    assert [p.id for p in project.read(plan_rows)] == [plan]
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)


@pytest.mark.slow
def test_a_card_is_moved_by_keys_and_by_its_menu(window: Any, new_file: Path, qtbot: Any) -> None:
    assert window.context.bridge.open(new_file)
    project: Project = window.context.project
    made = project.run("Journey", journeys.create, "Repair")
    stage = project.run("Stage", journeys.add_stage, made, "First")
    steps = [project.run("Step", journeys.add_step, stage, name) for name in ("Call", "Visit")]
    lanes = [
        lane for lane in project.read(journey_map, made, "en").lanes if lane.kind not in ("feeling", "line")
    ]
    card = project.run("Card", journeys.add_card, steps[0], lanes[0].id, "Rings us")

    def at() -> tuple[int, int]:
        found = next(c for c in project.read(journey_map, made, "en").cards if c.id == card)
        return found.step_id, found.lane_id

    window.go("journeys", made)
    view = window.page.board.view
    view.choose_card(card)
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT)
    assert at() == (steps[1], lanes[0].id)
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert at() == (steps[1], lanes[1].id)
    assert view.chosen.card_id == card  # the keyboard stays with it
    menu = window.page.board.menu_for(None)
    moves = next(a.menu() for a in menu.actions() if a.text() == "Move")
    assert isinstance(moves, QMenu)
    next(a for a in moves.actions() if a.text().startswith("To the step before")).trigger()
    assert at() == (steps[0], lanes[1].id)
    qtbot.keyClick(view, Qt.Key.Key_Left, ALT)  # the first step: nothing before it
    assert at() == (steps[0], lanes[1].id)
    window.do("undo")
    assert at() == (steps[1], lanes[1].id)
    view.choose_card(card)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert window.context.messages.log[-1].bold == "The card is gone."
    window.context.messages.log[-1].on_click()
    assert at() == (steps[1], lanes[1].id)
    menu.close()
