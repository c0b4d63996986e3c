"""Where people act on what customers said, without a mouse and without eyes: every control has a name and Tab comes to it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk.planning.plan_actions import delete_line
from tests.support import act_rooms, keyboard
from tests.support.resting import rest
from ui.actions import ACTIONS
from ui.found import entries
from ui.planning.plan_editor import PlanEditor
from ui.rooms import IN_NAV
from ui.widgets.buttons import Button
from ui.widgets.nav import NavItem

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def example(window: Any, example_file: Path, tmp_path: Path) -> Any:
    assert window.context.bridge.open(Path(shutil.copy(example_file, tmp_path / "Alder Lifts.cxdesk")))
    return window


@pytest.mark.slow
def test_every_control_of_every_place_has_a_name_and_is_reached_with_tab(example: Any) -> None:
    found = []
    for place in act_rooms.places(example):
        rest(example)
        found += [f"{place}: no name: {said}" for said in keyboard.nameless(example)]
        seen = keyboard.walk(example, example.top_bar.search)
        found += [f"{place}: not reached: {said}" for said in keyboard.unreached(example, seen)]
    assert found == []


@pytest.mark.slow
def test_every_question_is_answered_with_keys_and_left_with_escape(example: Any, qtbot: Any) -> None:
    found = []
    for name, ask in act_rooms.questions(example):
        ask()
        rest(example)
        (dialog,) = act_rooms.dialogs()
        found += [f"{name}: no name: {said}" for said in keyboard.nameless(dialog)]
        assert dialog.focusWidget() is not None, f"{name} opens without the focus anywhere"
        seen = keyboard.walk(dialog, dialog.focusWidget())
        found += [f"{name}: not reached: {said}" for said in keyboard.unreached(dialog, seen)]
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        rest(example)
        assert act_rooms.dialogs() == [], f"Escape leaves {name} open"
    assert found == []


def test_f6_comes_to_the_rooms_and_the_arrow_keys_walk_them(example: Any, qtbot: Any) -> None:
    example.go("planning", ("issues", None))
    for _step in range(4):
        if isinstance(example.focusWidget(), NavItem):
            break
        example.walk_areas()
    first = example.focusWidget()
    assert isinstance(first, NavItem)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert isinstance(example.focusWidget(), NavItem)
    assert example.focusWidget() is not first


def test_a_control_that_tab_jumps_over_and_one_without_a_name_are_found(qtbot: Any) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    line, button, icon = QLineEdit(), QPushButton("Add"), QPushButton("")
    line.setAccessibleName("Name")
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    box = QHBoxLayout(whole)
    for widget in (line, button, icon):
        box.addWidget(widget)
    whole.show()
    assert keyboard.nameless(whole) == ["QPushButton  in QWidget"]
    assert keyboard.unreached(whole, keyboard.walk(whole, line)) == ["QPushButton Add in QWidget"]


def test_enter_presses_what_has_the_keyboard_where_a_dialog_keeps_it_from_its_buttons(
    qtbot: Any, window: Any
) -> None:
    pressed: list[str] = []
    dialog = QDialog(window)
    box = QHBoxLayout(dialog)
    line = QLineEdit()
    button = Button(window.context.theme, "Add", on_click=lambda: pressed.append("add"))
    button.setAutoDefault(False)
    for widget in (line, button):
        box.addWidget(widget)
    dialog.open()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert pressed == []
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == ["add"]
    dialog.close()


def test_every_room_of_the_navigation_is_reached_by_keys_of_its_own_and_has_the_keyboard(
    window: Any, new_file: Path, qtbot: Any
) -> None:
    assert window.context.bridge.open(new_file)
    with qtbot.waitActive(window):
        window.activateWindow()
    keys = [row.keys for row in ACTIONS if row.id.startswith("go.")]
    assert len(set(keys)) == len(keys)
    for number, room in enumerate(IN_NAV, 1):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key(Qt.Key.Key_0 + number % 10), CTRL)
        rest(window)
        assert window.room == room.id
        assert window.page.isAncestorOf(window.focusWidget()) or window.focusWidget() is window.page, room.id


def test_a_list_below_the_fold_comes_into_sight_when_tab_leads_into_it(qtbot: Any, window: Any) -> None:
    dialog = QDialog(window)
    area, inside, close = QScrollArea(), QWidget(), QPushButton("Close")
    rows = QListWidget()
    rows.addItems(["One", "Two"])
    rows.setFixedHeight(80)
    below = QVBoxLayout(inside)
    below.addSpacing(900)
    below.addWidget(rows)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    whole = QVBoxLayout(dialog)
    whole.addWidget(area)
    whole.addWidget(close)
    dialog.resize(300, 200)
    dialog.open()
    close.setFocus()
    qtbot.waitUntil(dialog.isActiveWindow)
    window._ring.note_input(by_key=True)
    QTest.keyClick(close, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is rows
    assert not rows.visibleRegion().isEmpty()
    assert [item.text() for item in rows.selectedItems()] == ["One"]  # a list has no ring: its row is seen
    dialog.close()


def test_the_command_box_knows_what_can_be_done_with_the_survey(example: Any) -> None:
    example.go("surveys", 1)
    name = example.page.top.surveys.currentText()
    offered = {entry.text: entry for entry in entries(example.context)}
    for words in ("Preview", "Kiosk", "Type in paper forms", "Release and versions", "What it is for"):
        assert offered[words].kind == name
    example.go("start")
    offered["What it is for"].run()
    (asked,) = act_rooms.dialogs()
    assert example.room == "surveys"
    asked.accept()


def test_f6_walks_the_parts_of_the_survey_page_and_escape_leads_back_to_the_outline(
    example: Any, qtbot: Any
) -> None:
    with qtbot.waitActive(example):
        example.activateWindow()
    qtbot.keyClick(example.focusWidget() or example, Qt.Key.Key_2, CTRL)
    page = example.page
    assert example.focusWidget() is page.outline.view
    for part in (page.frame.middle, page.frame.end):
        example.walk_areas()
        assert part.isAncestorOf(example.focusWidget())
    qtbot.keyClick(example.focusWidget(), Qt.Key.Key_Escape)
    assert example.focusWidget() is page.outline.view
    qtbot.keyClick(page.outline.view, Qt.Key.Key_F, CTRL)
    assert example.focusWidget() is page.outline.search
    qtbot.keyClick(page.outline.search, Qt.Key.Key_Down)
    assert example.focusWidget() is page.outline.view


def test_tab_goes_through_an_issue_as_it_stands_and_begins_at_its_first_control(
    example: Any, qtbot: Any
) -> None:
    with qtbot.waitActive(example):
        example.activateWindow()
    example.go("planning", ("issue", 1))
    rest(example)
    example.page.setFocus()  # what had the keyboard went away
    walked = []
    for _step in range(6):
        qtbot.keyClick(example.focusWidget(), Qt.Key.Key_Tab)
        walked.append(example.focusWidget().accessibleName())
    assert walked[:4] == ["Actions", "Title of the issue", "The issue in a few sentences", "Add evidence"]
    assert not example._ring._around.property("no_ring")
    example.page.setFocus()
    assert not example._ring.isVisible()  # a page is no control


def test_where_a_line_was_added_to_a_plan_its_sentence_is_typed_next(example: Any, qtbot: Any) -> None:
    with qtbot.waitActive(example):
        example.activateWindow()
    example.go("planning", ("plan", 2))
    rest(example)
    editor = next(w for w in example.page.findChildren(PlanEditor) if w.isVisible())
    add = editor.findChild(QWidget, "add to the plan")
    if add is None:  # three are told already: one makes room
        example.context.project.run("Take out", delete_line, editor.page.of("told")[0].row.id)
        rest(example)
        add = editor.findChild(QWidget, "add to the plan")
    add.setFocus(Qt.FocusReason.TabFocusReason)
    for _turn in range(3):  # Tab has put the order right before what stands there goes away
        qtbot.keyClick(example.focusWidget(), Qt.Key.Key_Backtab)
        qtbot.keyClick(example.focusWidget(), Qt.Key.Key_Tab)
    before = set(editor.writing.editors)
    qtbot.keyClick(add, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.activePopupWidget(), key)
    rest(example)
    (new,) = [e for key, e in editor.writing.editors.items() if key not in before and e.isVisible()]
    assert example.focusWidget() is new
