"""What stands beside the map of a workshop: one panel at a time, the clock's keys, the desk."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.widgets.text import keys_text

if TYPE_CHECKING:
    from ui.journeys.workshop_window import RoomWindow

SHARE = 0.38  # of the width, for what lies beside the map


class Beside:
    """The panels of one room."""

    def __init__(self, room: "RoomWindow") -> None:
        self.room = room

    def show(self, panel: QWidget | None, *, keep_line: bool = False) -> None:
        """Show this one and put the others away; with `keep_line` the keyboard stays in the line."""
        room = self.room
        for one in (room.parking, room.votes, room.keys, room.photo, room.desk):
            if one is room.desk and room.desk_window is not None:
                continue
            one.setVisible(one is panel)
        room.panel = panel
        if panel is None:
            room.line.field.setFocus()
        else:
            self.fit()
            if panel is room.votes:
                room.voting.fill()
            if panel is room.photo:
                room.wall.fill()
            (room.line.field if keep_line else panel).setFocus()
        room.layout().activate()  # type: ignore[union-attr]
        room.show_map()

    def fit(self) -> None:
        """Give the shown one its share of the screen."""
        if self.room.panel is not None:
            self.room.panel.setFixedWidth(round(self.room.width() * SHARE))

    def show_keys(self) -> None:
        """Every key, or away with them."""
        self.show(None if self.room.panel is self.room.keys else self.room.keys)

    def show_desk(self) -> None:
        """The desk: beside the map with one screen, else on its own screen."""
        room = self.room
        if room.desk_window is not None:
            room.desk_window.activateWindow()
            room.desk.setFocus()
            return
        self.show(None if room.panel is room.desk else room.desk)

    def switch_clock(self) -> None:
        """Start or pause; without rounds the desk asks for them."""
        if not self.room.clock.timer.rounds:
            self.room.say(
                _("There are no rounds yet. Type them on the desk: {keys}.").format(keys=keys_text("Ctrl+D"))
            )
            return
        self.room.clock.switch()
