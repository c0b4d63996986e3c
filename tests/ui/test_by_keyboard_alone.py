"""Where people act on what customers said, without a mouse and without eyes: every control has a name and Tab comes to it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from tests.support import act_rooms, keyboard
from tests.support.resting import rest
from ui.widgets.nav import NavItem


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
