"""A workshop begun with one key on the screens that Qt finds: run by test_workshop_screens.py in a process of its own.

Says as one line of JSON where each window stands and what is on it. With a folder, pictures of both go there.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject
from PySide6.QtGui import QFontInfo, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from cxdesk import i18n
from cxdesk.settings import Settings
from ui import actions as table
from ui.app import application, make_window
from ui.journeys.workshop_screens import arranged
from ui.journeys.workshop_window import RoomWindow

WITH_WORDS = (QLabel, QLineEdit, QPlainTextEdit, QPushButton, QAbstractItemView)


def main(file: Path, language: str, scheme: str, folder: Path | None) -> None:
    """Begin, say, close."""
    app = application(["cxdesk"])
    i18n.set_language(language)
    window = make_window(app, Settings(theme=scheme, language=language), dialogs=False)
    window.show()
    window.context.bridge.open(file)
    table.do(table.BY_ID["workshop"], window.context)
    QTest.qWait(50)
    room = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RoomWindow))
    typed_on_both(room)
    sys.stdout.write(json.dumps(told(room)) + "\n")
    if folder is not None:
        pictures(room, folder)
    room.close()
    QTest.qWait(20)
    window.close()
    sys.stdout.flush()
    # Qt’s own end is no part of what is asked here.
    os._exit(0)


def typed_on_both(room: RoomWindow) -> None:
    """What both windows are seen with: rounds, a private line, a line whose place is being completed."""
    room.deeds.keep(rounds="silent writing 5 min, vote 3 min")
    room.clock.set_rounds(room.deeds.desk.rounds)
    room.clock.switch()
    if room.desk_window is not None:
        room.desk.rounds.setText(room.deeds.desk.rounds)
        room.desk.private.setPlainText("The report comes too late #")
        room.desk.notes.setPlainText("Ask Mira about the spare parts.")
    QApplication.processEvents()


def told(room: RoomWindow) -> dict[str, object]:
    """Where each window stands, which screen that is, and the smallest letters the room sees."""
    found = room.screens.arrangement
    desk = room.desk_window
    said = {
        "why": found.why,
        "same": arranged(room.screens.screens()).why,
        "room": [room.screen().name(), *room.geometry().getRect()],
        "full": room.isFullScreen(),
        "desk": None if desk is None else [desk.screen().name(), *desk.frameGeometry().getRect()],
        "secret_on_the_room": [w for w in words_of(room) if "report comes too late" in w or "Mira" in w],
        "private": room.desk.private.isVisible(),
        "smallest": min(sizes(room)),
        "map": min(t.size for t in map_words(room)),
    }
    if desk is None:
        room.panels.show_desk()
        QApplication.processEvents()
        said["told"] = room.desk.why.text()
        said["told_px"] = QFontInfo(room.desk.why.font()).pixelSize()
        said["smallest"] = min(sizes(room))
        said["private"] = room.desk.private.isVisible()
    return said


def map_words(room: RoomWindow) -> list:
    """Every line on the map."""
    drawing = room.view.drawing
    return [*drawing.frame.text, *(t for card in drawing.cards for t in card.piece.text)]


def seen(room: RoomWindow) -> Iterator[QWidget]:
    """The visible widgets with words in the room's window."""
    for kind in WITH_WORDS:
        for widget in room.findChildren(kind):
            if widget.isVisible() and widget is not room.view:
                yield widget


def words_of(room: RoomWindow) -> list[str]:
    """What they say."""
    texts = [getattr(w, "toPlainText", getattr(w, "text", str))() for w in seen(room)]
    return [*texts, *(t.words for t in map_words(room))]


def sizes(room: RoomWindow) -> list[int]:
    """Their letters in px."""
    return [QFontInfo(w.font()).pixelSize() for w in seen(room)]


def pictures(room: RoomWindow, folder: Path) -> None:
    """Both windows as they stand."""
    desk: QObject | None = room.desk_window
    room.line.field.setPlainText("Tenant poster that says when we come #waiting @opp")
    if room.desk_window is not None:
        room.desk_window.activateWindow()
        room.desk.private.setFocus()
        room.desk.private.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(room.desk.private, "w")
        QTest.qWait(30)
        room.desk_window.grab().save(str(folder / "desk.png"))
    if desk is None:
        room.panels.show(room.desk)
        QTest.qWait(30)
        room.grab().save(str(folder / "room_with_desk.png"))
        room.panels.show(None)
    room.line.field.setFocus()
    room.line.field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.qWait(30)
    room.grab().save(str(folder / "room.png"))
    room.line.offers.list.hide()
    room.view.verticalScrollBar().setValue(room.view.verticalScrollBar().maximum())
    QTest.qWait(100)
    room.grab().save(str(folder / "room_below.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]) if len(sys.argv) > 4 else None)
