"""A workshop that types until it is killed: run by test_workshop_killed.py in a process of its own.

Every letter is told on standard output with the time at which it was typed, every card when Enter was pressed.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.settings import Settings
from ui.app import application, make_window
from ui.journeys.workshop_screens import Screen
from ui.journeys.workshop_window import RoomWindow

PAUSE_MS = 25


def main(path: Path) -> None:
    """Type notes one after the other, for ever."""
    app = application(["cxdesk"])
    window = make_window(app, Settings(), dialogs=False)
    window.context.bridge.open(path)
    room = RoomWindow(window.context, 1, screens=lambda: [Screen((0, 0, 1280, 800), True)])
    room.show()
    room.line.field.setFocus()
    number = 0
    while True:
        line = f"Note {number} that somebody in the room said #waiting @opp"
        for at, letter in enumerate(line):
            room.line.field.insertPlainText(letter)
            tell("typed", number, at + 1)
            QTest.qWait(PAUSE_MS)
        room.line.offers.list.hide()
        room.notes.enter(room.line.text)
        QApplication.processEvents()
        tell("entered", number, 0)
        number += 1


def tell(what: str, number: int, letters: int) -> None:
    """One word to whoever watches."""
    sys.stdout.write(f"{what} {number} {letters} {time.monotonic()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
