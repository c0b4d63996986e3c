"""The help page: each room says what it is for and how to begin, and names the keys."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from ui.rooms import ROOMS
from ui.start.help import readme
from ui.start.help_texts import HELP


def shown() -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())


def test_every_room_has_help_and_no_room_is_made_up() -> None:
    assert set(HELP) == {room.id for room in ROOMS}


@pytest.mark.parametrize("room", [room.id for room in ROOMS])
def test_f1_says_what_the_room_is_for_and_which_keys_there_are(
    room: str, window: Any, new_file: Path, qtbot: Any
) -> None:
    assert window.context.bridge.open(new_file)
    window.go(room)
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    with qtbot.waitActive(window, timeout=20_000):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = shown()
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert HELP[room].purpose in words
    assert set(HELP[room].steps) <= set(words)
    assert "Ctrl+K" in words
    assert any("README.md" in text and str(readme().parent) in text for text in words)  # type: ignore[union-attr]
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog.isVisible())
