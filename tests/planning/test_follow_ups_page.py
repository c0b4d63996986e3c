"""The page of follow-ups and the rules as a person uses them, by hand and by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from cxdesk.planning import follow_up_actions as deeds
from cxdesk.planning.follow_up_queries import follow_up_rows
from cxdesk.planning.rule_queries import mode, rule_rows
from cxdesk.planning.rule_runs import run
from cxdesk.planning.rules import RuleSpec, RuleTest
from cxdesk.project import Project
from tests.planning.follow_up_examples import NOW, add, imported, item, project_with_answers, unhappy, written
from tests.support.person import Typist
from ui.widgets.buttons import Button


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = project_with_answers(tmp_path)
    add(project, unhappy(project))
    project.close()
    return project.path


@pytest.fixture
def room(window: Any, file: Path) -> Iterator[Any]:
    window.context.bridge.open(file)
    window.go("followups")
    yield window
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.reject()


@pytest.fixture
def opened(room: Any) -> Any:
    room.context.project.run("Run", run, now=NOW)
    return room


def dialog(name: str) -> Any:
    return next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == name and w.isVisible())


def rest(window: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)


def shown(window: Any) -> list[str]:
    return [r.account for r in window.page.list.table.rows_model.rows]


def texts(window: Any) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(w.text() for w in window.page.findChildren(QLabel) if w.isVisible())


def test_an_empty_page_leads_to_the_first_rule(window: Any, new_file: Path, qtbot: Any) -> None:
    window.context.bridge.open(new_file)
    window.go("followups")
    qtbot.waitUntil(lambda: "Nobody is called back yet" in texts(window))
    window.page.show_view("rules")
    qtbot.waitUntil(lambda: "No rule yet" in texts(window))


def test_rules_without_follow_ups_say_what_to_do(room: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: "No follow-up yet" in texts(room))


def test_the_list_is_filtered_by_state_lateness_and_person(opened: Any, qtbot: Any) -> None:
    assert len(shown(opened)) == 5
    page = opened.page.list
    page.filter_by("late")
    assert len(shown(opened)) == 5, "the sample's day is long ago"
    page.filter_by("closed")
    assert shown(opened) == []
    qtbot.waitUntil(lambda: "None of these" in texts(opened))
    page.filter_by("all")
    page.whose.set_value("Leila Rahimi")
    page.whose.chosen.emit("Leila Rahimi")
    assert sorted(shown(opened)) == ["Arya Clinic", "Harbour Square"]


def test_the_detail_shows_what_was_answered_without_names_of_staff(opened: Any, qtbot: Any) -> None:
    opened.go("followups", ("follow_up", 1))
    qtbot.waitUntil(lambda: "I want to cancel the contract" in texts(opened))
    told = texts(opened)
    assert "name withheld" in told
    assert "Piet Smit" not in told


def test_names_of_staff_are_shown_with_a_reason_and_undo_withholds_them(opened: Any, qtbot: Any) -> None:
    opened.go("followups", ("follow_up", 1))
    button = next(b for b in opened.page.findChildren(Button) if b.text() == "Show names of staff")
    button.click()
    ask = dialog("Ask")
    ask.accept()
    assert ask.isVisible()
    ask.fields[0].editor.setPlainText("Safety inquiry")
    ask.accept()
    qtbot.waitUntil(lambda: "Piet Smit" in texts(opened))
    opened.do("undo")
    qtbot.waitUntil(lambda: "name withheld" in texts(opened))


def test_a_follow_up_is_given_to_somebody_and_undo_takes_it_back(opened: Any, qtbot: Any) -> None:
    opened.go("followups", ("follow_up", 1))
    who = opened.page.list.detail.who
    who.line.setText("Marta Kowalska")
    who.commit()
    assert "Marta Kowalska" in [r.person for r in opened.context.project.read(follow_up_rows)]
    opened.do("undo")
    assert "Marta Kowalska" not in [r.person for r in opened.context.project.read(follow_up_rows)]


def test_what_is_missing_is_said_in_the_dialog_which_stays(opened: Any) -> None:
    opened.go("followups", ("follow_up", 1))
    opened.page.list.detail.primary.click()
    ask = dialog("Ask")
    ask.accept()
    assert ask.isVisible()
    assert "Say in a few words what was said." in ask.fields[0]._wrong.text()
    ask.reject()


def test_a_whole_follow_up_by_keyboard_alone(opened: Any, qtbot: Any) -> None:
    """From the list: Enter, Enter, words, Enter on the button; Ctrl+Shift+I makes the issue."""
    person = Typist(opened, qtbot)
    opened.go("followups", ("follow_up", 1))
    person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: dialog("Ask"))
    person.write("We called")
    person.tab_to("Note it")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: opened.context.project.read(follow_up_rows)[0].from_us or True)
    row = next(r for r in opened.context.project.read(follow_up_rows) if r.id == 1)
    assert row.from_us == 1
    person.activate(opened)
    opened.page.list.table.setFocus()
    person.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    person.write("Calls take too long")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: opened.room == "planning")
    assert (
        next(r for r in opened.context.project.read(follow_up_rows) if r.id == 1).issue
        == "Calls take too long"
    )


def test_a_rule_shows_what_it_would_have_opened(room: Any, qtbot: Any) -> None:
    room.page.show_view("rules")
    rest(room, qtbot)
    assert "would have opened 5 of 28" in texts(room)
    assert "When “Would you recommend us?” is 6 or less" in texts(room)


def test_rules_are_switched_moved_and_deleted_with_undo(room: Any, qtbot: Any) -> None:
    from ui.widgets.buttons import IconButton

    project = room.context.project
    add(project, RuleSpec("Second", (RuleTest("text", "", "contains", ("opzeggen",)),)))
    room.page.show_view("rules")
    rest(room, qtbot)
    find = room.page.rules.findChild
    find(IconButton, "down 1").click()
    assert [r.spec.name for r in project.read(rule_rows)] == ["Second", "Critics"]
    find(IconButton, "switch 1").click()
    assert [r.switched_on for r in project.read(rule_rows)] == [True, False]
    room.page.rules.mode.chosen.emit("all")
    assert project.read(mode) == "all"
    gone = [b for b in room.page.rules.findChildren(IconButton) if b.accessibleName() == "Delete the rule"]
    gone[0].click()
    assert [r.spec.name for r in project.read(rule_rows)] == ["Critics"]
    for _step in range(4):
        room.do("undo")
    assert [(r.spec.name, r.switched_on) for r in project.read(rule_rows)] == [
        ("Critics", True),
        ("Second", True),
    ]
    assert project.read(mode) == "first"


def test_a_rule_is_written_with_its_sentence_and_a_live_count(room: Any, qtbot: Any) -> None:
    room.do("rule.make")
    editor = dialog("RuleEditor")
    qtbot.waitUntil(lambda: editor.count.text() == "would have opened 5 of 28", timeout=20_000)
    editor.conditions.rows[0].values.setText("4")
    assert "is 4 or less" in editor.sentence.text()
    qtbot.waitUntil(lambda: editor.count.text() == "would have opened 3 of 28", timeout=20_000)
    editor.conditions.add()
    second = editor.conditions.rows[1]
    second.subject.set_value(("account", "revenue"))
    second.subject.chosen.emit(("account", "revenue"))
    second.op.set_value("above")
    second.values.setText("100,000")
    qtbot.waitUntil(lambda: editor.count.text() == "would have opened 2 of 28", timeout=20_000)
    editor.name.setText("Large and unhappy")
    editor.target.set_value("person")
    editor.accept()
    assert editor.isVisible()
    assert editor.wrong.text() == "Say who follows up."
    editor.person.line.setText("Ines Duarte")
    editor.level.set_value("manager")
    editor.accept()
    rows = room.context.project.read(rule_rows)
    assert [r.spec.name for r in rows] == ["Critics", "Large and unhappy"]
    assert rows[1].spec.tests == (
        RuleTest("answer", item(room.context.project, "Would you recommend us?"), "at_most", ("4",)),
        RuleTest("account", "revenue", "above", ("100,000",)),
    )
    assert (rows[1].spec.person, rows[1].spec.level) == ("Ines Duarte", "manager")
    room.do("undo")
    assert len(room.context.project.read(rule_rows)) == 1


def test_a_rule_is_changed_and_a_condition_taken_away(room: Any, qtbot: Any) -> None:
    from ui.planning.rule_editor import change_rule

    change_rule(room.context, room.context.project.read(rule_rows)[0])
    editor = dialog("RuleEditor")
    editor.conditions.rows[0].gone.emit()
    editor.accept()
    assert editor.wrong.text() == "A rule needs a condition: when does it apply?"
    editor.conditions.add()
    editor.conditions.rows[0].op.set_value("has_word")
    editor.conditions.rows[0].values.setText("cancel, opzeggen")
    editor.accept()
    (row,) = room.context.project.read(rule_rows)
    assert row.spec.tests == (RuleTest("text", "", "has_word", ("cancel", "opzeggen")),)


def test_running_the_rules_shows_how_many_for_whom_before_anything_opens(room: Any, qtbot: Any) -> None:
    room.do("rules.run")
    ask = dialog("RunDialog")
    qtbot.waitUntil(lambda: ask.found is not None, timeout=20_000)
    assert ask.head.text() == "5 follow-ups would open"
    assert room.context.project.read(follow_up_rows) == []
    ask.open_them.click()
    assert len(room.context.project.read(follow_up_rows)) == 5
    assert "5 follow-ups opened." in [n.bold for n in room.context.messages.log]
    room.do("undo")
    assert room.context.project.read(follow_up_rows) == []


def test_an_import_that_would_open_more_than_500_asks_first(room: Any, tmp_path: Path, qtbot: Any) -> None:
    from ui.importing.told import tell

    project = room.context.project
    many = [(f"R_c{n}", 1 + n % 5, 3, "Jan Kok", f"no {n}", "A1") for n in range(501)]
    tell(room.context, imported(project, written(tmp_path / "many.csv", many), survey_id=1))
    assert project.read(follow_up_rows) == []
    notice = room.context.messages.log[-1]
    assert notice.bold == "501 follow-ups would open: too many to open without asking."
    assert notice.on_click is not None
    notice.on_click()
    ask = dialog("RunDialog")
    qtbot.waitUntil(lambda: ask.found is not None, timeout=20_000)
    assert ask.open_them.text() == "Open 506 follow-ups"
    ask.reject()
    assert project.read(follow_up_rows) == []


def test_a_file_for_reading_shows_follow_ups_and_offers_no_change(file: Path, window: Any) -> None:
    writer = Project.open(file)
    writer.run("Run", run, now=NOW)
    try:
        window.context.bridge.open(file)
        assert window.context.project.read_only
        window.go("followups", ("follow_up", 1))
        assert window.page.list.detail.primary is None
        window.page.show_view("rules")
        assert not window.page.rules.write.isEnabled()
    finally:
        writer.close()


def test_hostile_words_are_shown_as_words(opened: Any, qtbot: Any) -> None:
    project = opened.context.project
    hostile = "<b>bold</b> {0} %s \u202e" + "x" * 5000
    project.run("Say", deeds.note_contact, 1, "us", "phone", hostile)
    opened.go("followups", ("follow_up", 1))
    qtbot.waitUntil(lambda: "<b>bold</b>" in texts(opened))
    assert not opened.failures.bugs
