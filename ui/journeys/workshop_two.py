"""A workshop on two screens: the map where the room looks, the desk where only its leader does."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from ui.journeys.workshop_desk import DeskWindow
from ui.journeys.workshop_screens import Screen, Screens, arranged, screens_now

if TYPE_CHECKING:
    from ui.journeys.workshop_window import RoomWindow

# The desk beside the map is read by the room; on its own screen it is as small as any window.
SMALL = """
* { font-size: 15px; } QPushButton, QLineEdit { min-height: 30px; max-height: 36px; padding: 0 12px; }
QLabel#clock { font-size: 28px; font-weight: 600; }
"""


class RoomScreens:
    """Where the windows of one workshop are; `screens` is given by tests."""

    def __init__(self, room: "RoomWindow", screens: Callable[[], list[Screen]] | None) -> None:
        self.room = room
        self.screens = screens or (lambda: screens_now(self.home))
        self.home = QRect()
        self.arrangement = Screens(None, None, "one")

    def begin(self, home: QRect) -> None:
        """Show it on the screen of the room; `home` is where our own window is."""
        self.home = home
        self.arrange()
        self.room.showFullScreen()
        self.room.activateWindow()
        self.room.line.field.setFocus()

    def arrange(self) -> None:
        """Put the room's window and the desk where the screens say."""
        self.arrangement = found = arranged(self.screens())
        if found.room is not None:
            self.room.setGeometry(QRect(*found.room.place))
        if found.leader is not None and self.room.desk_window is None:
            if self.room.panel is self.room.desk:
                self.room.show_panel(None)
            self.room.desk.setStyleSheet(SMALL)
            self.room.desk_window = DeskWindow(self.room, self.room.desk)
            self.room.bind(self.room.desk_window)
            self.room.desk.show()
            left, top, *_size = found.leader.place
            self.room.desk_window.move(left + 60, top + 60)
            self.room.desk_window.show()
        elif found.leader is None and self.room.desk_window is not None:
            self.close_desk()
        self.room.desk.show_screens(found)

    def watch(self) -> None:
        """Follow screens that come and go."""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self.on_changed)
        app.screenRemoved.connect(self.on_changed)

    def leave(self) -> None:
        """Follow them no more, and close the desk."""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        for signal in (app.screenAdded, app.screenRemoved):
            with suppress(RuntimeError, TypeError):
                signal.disconnect(self.on_changed)
        self.close_desk()

    def on_changed(self, _screen: object) -> None:
        """A screen came or went."""
        self.arrange()
        if self.room.isVisible():
            self.room.showFullScreen()

    def close_desk(self) -> None:
        """Take the desk back beside the map."""
        window, self.room.desk_window = self.room.desk_window, None
        if window is not None:
            self.room.desk.setStyleSheet("")
            self.room.beside.addWidget(self.room.desk)
            self.room.desk.hide()
            window.hide()
            window.deleteLater()
