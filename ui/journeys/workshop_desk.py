"""The leader's desk: the clock, lines that are typed unseen and then shown, notes; on a screen the room does not see."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.journeys.capture import Names, Note, Place, notes_of
from ui.journeys.workshop_clock import Clock, ClockPill
from ui.journeys.workshop_deeds import WorkshopDeeds
from ui.journeys.workshop_lines import Lines
from ui.journeys.workshop_panels import Parking
from ui.journeys.workshop_screens import Screens, why_not_private
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import column
from ui.widgets.fields import Field, LineInput
from ui.widgets.flow import FlowLayout
from ui.widgets.focus_ring import FocusRing
from ui.widgets.number_box import NumberLine
from ui.widgets.text import body

if TYPE_CHECKING:
    from ui.journeys.workshop_window import RoomWindow

SIZE = (760, 820)
EDGE = 48


class Desk(QFrame):
    """Rounds and clock for every leader; private lines and notes only where the room can't read them."""

    def __init__(self, theme: Theme, clock: Clock, deeds: WorkshopDeeds, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self._clock, self._deeds, self._tell = clock, deeds, tell
        self._names, self.place = Names((), ()), Place()
        self.reveal: Callable[[list[Note]], bool] = lambda _notes: False
        self.rounds = LineInput(deeds.desk.rounds, _("silent writing 5 min, grouping 10 min, vote 3 min"))
        self.rounds.committed.connect(self._on_rounds)
        self.start = Button(theme, _("Start or pause"), icon="play", on_click=clock.switch)
        self.more = Button(theme, _("One minute more"), icon="plus", on_click=clock.more)
        self.next = Button(theme, _("Next round"), icon="chevron-right", on_click=clock.go_on)
        self.people = NumberLine(number(deeds.desk.people))
        self.dots = NumberLine(number(deeds.desk.dots))
        self.people.committed.connect(lambda text: self._on_number("people", text))
        self.dots.committed.connect(lambda text: self._on_number("dots", text))
        self.private = Lines(lambda text: deeds.keep(private=text), self._on_reveal)
        self.private.offer_places(theme)
        self.notes = Lines(lambda text: deeds.keep(notes=text))
        self.show_it = Button(theme, _("Show them on the map"), "filled", on_click=self._on_reveal)
        self.parking = Parking(theme)
        self.why = body("", tone="text2")
        self._secret = QWidget()
        self._lay_out(theme)
        self.setFocusProxy(self.rounds)

    def show_screens(self, screens: Screens) -> None:
        """Turn what is private on or off, and say why."""
        self._secret.setVisible(screens.private)
        self.why.setText(why_not_private(screens))
        self.why.setVisible(not screens.private)
        if screens.private:
            self.private.show_text(self._deeds.desk.private)
            self.notes.show_text(self._deeds.desk.notes)

    def show_names(self, names: Names, place: Place) -> None:
        """What the private lines can name, and where a line without a place goes."""
        self._names, self.place = names, place
        if self.private.offers is not None:
            self.private.offers.names = names

    def commit(self) -> None:
        """Write what is still being typed."""
        for part in (self.rounds, self.people, self.dots):
            part.commit()
        for lines in (self.private, self.notes):
            lines.keep()

    def _lay_out(self, theme: Theme) -> None:
        inner = QWidget()
        inner.setProperty("part", "body")
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        box = QVBoxLayout(inner)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(16)
        box.addWidget(self.why)
        box.addLayout(_named(_("Rounds, each with its minutes"), self.rounds))
        buttons = QWidget()
        clock = FlowLayout(buttons, gap=12)
        self.pill = ClockPill(theme, self._clock)
        for widget in (self.start, self.more, self.next):
            clock.addWidget(widget)
        box.addWidget(buttons)
        box.addWidget(self.pill)
        room = QHBoxLayout()
        room.addLayout(_named(_("People"), self.people))
        room.addLayout(_named(_("Dots for each"), self.dots))
        box.addLayout(room)
        inside = QVBoxLayout(self._secret)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        told = _("Lines nobody sees yet; Ctrl+Enter shows them all as cards")
        inside.addWidget(Field(theme, told, self.private, "internal"), 2)
        inside.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(Field(theme, _("Notes for myself"), self.notes, "internal"), 1)
        self.parking.box.setContentsMargins(0, 0, 0, 0)
        self.parking.list.setFixedHeight(130)
        inside.addWidget(self.parking, 1)
        box.addWidget(self._secret, 1)
        box.addStretch(0)

    def _on_rounds(self, text: str) -> None:
        try:
            self._clock.set_rounds(text)
        except UserError as error:
            self._tell(str(error))
            return
        self._deeds.keep(rounds=text)

    def _on_number(self, field: str, text: str) -> None:
        text = text.strip().translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
        if text.isdecimal() and 0 < int(text) < 1000:
            self._deeds.keep(**{field: int(text)})
            self._clock.changed.emit()
        else:
            self._tell(_("That is a number from 1 to 999."))

    def _on_reveal(self) -> None:
        try:
            notes, _place = notes_of(self.private.toPlainText(), self._names, self.place)
        except UserError as error:
            self._tell(str(error))
            return
        if notes and self.reveal(notes):
            self.private.setPlainText("")
            self.private.keep()


class DeskWindow(QWidget):
    """The desk on the leader's own screen; closing it ends the workshop."""

    def __init__(self, room: "RoomWindow", desk: Desk) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(_("Workshop: what only you see"))
        self._room = room
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._ring = FocusRing(room.context.theme, self, app)
        self.line = body("", tone="text2")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(desk, 1)
        box.addWidget(self.line)
        self.line.setMargin(16)

    def fit_into(self, screen: QRect) -> None:
        """As large as it likes to be, but whole on this screen, its frame too."""
        wide, high = min(SIZE[0], screen.width() - 2 * EDGE), min(SIZE[1], screen.height() - 2 * EDGE)
        self.setGeometry(screen.x() + EDGE, screen.y() + EDGE, wide, high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._room.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._room.close()


def _named(words: str, editor: QWidget) -> QVBoxLayout:
    """A field below words that break where they have no room; beside the map there is little."""
    editor.setAccessibleName(words)
    return column(body(words, tone="text2"), editor, gap=4)
