"""A workshop on two screens: the map where the room looks, the desk where only its leader does."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from ui.journeys.workshop_desk import DeskWindow
from ui.journeys.workshop_keys import bind_keys
from ui.journeys.workshop_look import small_sheet
from ui.journeys.workshop_screens import Screen, Screens, arranged, screens_now

if TYPE_CHECKING:
    from ui.journeys.workshop_window import RoomWindow


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
                self.room.panels.show(None)
            self.room.desk_window = DeskWindow(self.room, self.room.desk)
            self.dress()
            bind_keys(self.room, self.room.desk_window)
            self.room.desk.show()
            self.room.desk_window.fit_into(QRect(*found.leader.place))
            self.room.desk_window.show()
        elif found.leader is None and self.room.desk_window is not None:
            self.close_desk()
        self.room.desk.show_screens(found)

    def cover_all(self) -> bool:
        """Whether nobody sees our own window: the room has the only screen, or all of them show the same."""
        return self.arrangement.leader is None and self.room.isVisible() and self.room.isFullScreen()

    def dress(self) -> None:
        """Give the desk on its own screen its look, and again when the theme changes."""
        if self.room.desk_window is not None:
            self.room.desk_window.setStyleSheet(small_sheet(self.room.context.theme))

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
            self.room.beside.addWidget(self.room.desk)
            self.room.desk.hide()
            window.hide()
            window.deleteLater()
