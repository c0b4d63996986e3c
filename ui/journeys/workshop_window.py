"""Workshop mode: a map over the whole screen in letters for a room, and one line that takes what is said."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cxdesk.changes import Changes
from cxdesk.errors import UserError
from cxdesk.i18n import _, language
from cxdesk.journeys.capture import Place, names_of
from ui.journeys.live import MAP_TABLES, LiveNumbers
from ui.journeys.workshop_beside import Beside
from ui.journeys.workshop_cards import Cards
from ui.journeys.workshop_clock import Clock
from ui.journeys.workshop_deeds import WorkshopDeeds
from ui.journeys.workshop_desk import Desk, DeskWindow
from ui.journeys.workshop_head import Head
from ui.journeys.workshop_keys import KEYS, TOLD, bind_keys
from ui.journeys.workshop_line import CaptureLine
from ui.journeys.workshop_look import MARGIN, dress, large
from ui.journeys.workshop_notes import Notes
from ui.journeys.workshop_panels import KeysPanel, Panel, Parking, Votes
from ui.journeys.workshop_photo import PhotoView
from ui.journeys.workshop_print import Printing
from ui.journeys.workshop_screens import Screen
from ui.journeys.workshop_two import RoomScreens
from ui.journeys.workshop_voting import Voting
from ui.journeys.workshop_walk import Walk
from ui.journeys.workshop_wall import Wall
from ui.page import PageContext
from ui.widgets.canvas.view import MapView
from ui.widgets.focus_ring import FocusRing
from ui.widgets.speaking import say_of
from ui.widgets.text import set_tone

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap, StageOnMap
    from cxdesk.journeys.workshop import ParkedRow
    from ui.messages import Notice


class RoomWindow(QWidget):
    """What the room sees. Every deed is one step of the file at once; `screens` and `now` are given by tests."""

    def __init__(
        self,
        context: PageContext,
        journey_id: int,
        *,
        screens: Callable[[], list[Screen]] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        from cxdesk.journeys.workshop_layout import KnownRoom

        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("workshop")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context, self.journey_id = context, journey_id
        self.deeds = WorkshopDeeds(context.bridge, journey_id)
        self.numbers = LiveNumbers(context.bridge)
        self._known = KnownRoom()
        self.journey: JourneyMap | None = None
        self.stage_id: int | None = None
        self.whole = False
        self.panel: Panel | QWidget | None = None
        self.desk_window: DeskWindow | None = None
        self.dialog: Any = None
        self.counts: dict[int, int] = {}
        self.place = Place()
        self._said_of = ""
        self.parked: list[ParkedRow] = []
        self.clock = Clock(self, now)
        self.notes, self.voting, self.wall, self.cards = Notes(self), Voting(self), Wall(self), Cards(self)
        self.walk, self.panels, self.printing = Walk(self), Beside(self), Printing(self)
        self.screens = RoomScreens(self, screens)
        self._make_parts()
        self._lay_out()
        bind_keys(self, self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._ring = FocusRing(context.theme, self, app)
        dress(self, context.theme)
        context.theme.changed.connect(self._on_theme_changed)
        context.bridge.changed.connect(self._on_changed)
        context.bridge.closing.connect(self.close)
        context.messages.given.connect(self._on_notice)
        self.screens.watch()
        self.reload()
        self._restore()

    # -- what is seen

    def reload(self) -> None:
        """Read the map again and show it."""
        from cxdesk.journeys.queries import journey_numbers
        from cxdesk.journeys.workshop import parked_rows

        bridge = self.context.bridge
        if self.journey_id not in bridge.read(journey_numbers):
            self.close()
            return
        self.journey = journey = self.numbers.map_of(self.journey_id, language())
        self.names = names_of(journey, language())
        if self.stage_id not in {s.id for s in journey.stages}:
            focus = next((s for s in journey.stages if s.in_focus), None)
            first = focus or next(iter(journey.stages), None)
            self.stage_id = first.id if first else None
        steps, lanes = {s.id for s in journey.steps}, {lane.id for lane in journey.lanes}
        at = self.place
        self.place = Place(
            at.step_id if at.step_id in steps else None, at.lane_id if at.lane_id in lanes else None
        )
        self.line.set_names(self.names)
        self.desk.show_names(self.names, self.place)
        self.setWindowTitle(_("Workshop: {name}").format(name=journey.name))
        self.parked = bridge.read(parked_rows, self.journey_id)
        for lot in (self.parking, self.desk.parking):
            lot.show_notes(self.parked)
        self.show_head()
        self.show_map()
        if self.panel is self.votes:
            self.voting.fill()
        if self.panel is self.photo:
            self.wall.fill()
        self.notes.show_hint()

    def show_map(self) -> None:
        """Lay the map out for the room there is."""
        from cxdesk.journeys.workshop import votes_on
        from cxdesk.journeys.workshop_layout import lay_out_room

        journey = self.journey
        if journey is None:
            return
        self.counts = self.context.bridge.read(votes_on, self.journey_id, self.deeds.desk.ballot)
        room = self.view.viewport().width() - 2 * 24 - 16
        shown = None if self.whole else self.stage_id
        drawing = lay_out_room(
            journey, language(), room, stage_id=shown, votes=self.counts, known=self._known
        )
        self.view.show_drawing(drawing)

    def say(self, sentence: str, tone: str = "bad") -> None:
        """One sentence above the line; it stays until the next deed."""
        self._said_of = self.line.text
        self.sentence.setText(sentence)
        set_tone(self.sentence, tone)
        self.sentence.setVisible(bool(sentence))
        if self.desk_window is not None:
            self.desk_window.line.setText(sentence)
        if sentence:
            say_of(self.line.field, sentence)

    @property
    def stage(self) -> "StageOnMap | None":
        """The stage that is shown, or was last."""
        stages = self.journey.stages if self.journey else ()
        return next((s for s in stages if s.id == self.stage_id), None)

    @property
    def card(self) -> "CardOnMap | None":
        """The card where the keyboard is on the map."""
        chosen = self.view.chosen
        cards = self.journey.cards if self.journey else ()
        return next((c for c in cards if chosen and c.id == chosen.card_id), None)

    # -- inside

    def _make_parts(self) -> None:
        theme = self.context.theme
        self.head = Head(theme, self.clock)
        self.view = MapView(theme)
        self.view.setAccessibleName(_("The map in large letters; arrows walk it, plus and minus give dots"))
        self.view.show_pictures(self.wall.bytes_of)
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.view.card_opened.connect(self.cards.edit)
        self.view.cell_opened.connect(self.cards.take_cell)
        self.view.delete_asked.connect(self.cards.delete)
        self.view.carried.connect(self.cards.carry)
        self.view.nudged.connect(self.cards.nudge)
        self.sentence = large(theme, "", tone="bad")
        self.sentence.hide()
        self.line = CaptureLine(theme)
        self.line.entered.connect(self.notes.enter)
        self.line.drafted.connect(self.notes.keep_draft)
        self.line.field.textChanged.connect(self._on_typing)
        self.line.field.installEventFilter(self)
        self.parking = Parking(theme)
        self.votes = Votes(theme)
        self.votes.counted.connect(self.voting.take_count)
        self.clock.changed.connect(self.voting.show_left)
        self.keys = KeysPanel(theme, [*((k, _(w)) for k, w, _do in KEYS), *((k, _(w)) for k, w in TOLD)])
        self.photo = PhotoView(theme)
        self.photo.turned_page.connect(self.wall.turn)
        self.photo.add_asked.connect(self.wall.ask_photo)
        self.photo.remove_asked.connect(self.wall.unpin)
        self.desk = Desk(theme, self.clock, self.deeds, self.say)
        self.desk.reveal = self.notes.reveal
        for lot in (self.parking, self.desk.parking):
            lot.wanted.connect(self.notes.bring_in)
            lot.deleted.connect(self.notes.unpark)

    def _lay_out(self) -> None:
        self.beside = QHBoxLayout()
        # A layout turns round in a Persian window, its margins do not.
        ends = (0, MARGIN - 24) if self.isRightToLeft() else (MARGIN - 24, 0)
        self.beside.setContentsMargins(ends[0], 24, ends[1], 0)
        self.beside.setSpacing(0)
        self.beside.addWidget(self.view, 1)
        for panel in (self.parking, self.votes, self.keys, self.photo, self.desk):
            self.beside.addWidget(panel)
            panel.hide()
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, 12, MARGIN, 32)
        foot.setSpacing(8)
        foot.addWidget(self.sentence)
        foot.addWidget(self.line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addLayout(self.beside, 1)
        box.addLayout(foot)

    def _restore(self) -> None:
        """What was on the desk when the workshop was left, or the machine went off."""
        kept = self.deeds.desk
        if kept.rounds:
            try:
                self.clock.set_rounds(kept.rounds)
            except UserError:
                self.deeds.keep(rounds="")
        self.line.set_text(kept.draft)

    def show_head(self) -> None:
        """Say which stage is shown and what is parked."""
        if self.journey is not None:
            self.head.show_map(self.journey, self.stage_id, self.whole, len(self.parked), self.width())

    def _on_typing(self) -> None:
        """What was said of other words is said no longer."""
        if not self.sentence.isHidden() and self.line.text not in ("", self._said_of):
            self.say("")

    def _on_notice(self, notice: "Notice") -> None:
        tone = {"bad": "bad", "good": "good", "warn": "warn"}.get(notice.kind, "text2")
        self.say(" ".join(part for part in (notice.bold, notice.line) if part), tone)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*MAP_TABLES, "parked_note", "wall_photo", "card_votes"):
            self.reload()

    def _on_theme_changed(self) -> None:
        dress(self, self.context.theme)
        self.screens.dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dots on the map, and Alt with a key for the photograph while somebody types."""
        if watched is self.view.viewport() and event.type() == QEvent.Type.Resize:
            self.show_map()
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self.walk.takes(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.cards.editing is not None:
            self.cards.end()
        elif self.panel is not None:
            self.panels.show(None)
        elif not self.line.field.hasFocus():
            self.line.field.setFocus()
        else:
            self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.journey is not None:
            self.panels.fit()
            self.show_head()
            self.notes.show_hint()
            self.layout().activate()  # type: ignore[union-attr]
            self.show_map()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed; the clock stops."""
        self.clock.stop()
        bridge = self.context.bridge
        if bridge.is_open and not self.context.project.read_only:
            self.line.keep()
            self.desk.commit()
        for signal, slot in (
            (bridge.changed, self._on_changed),
            (bridge.closing, self.close),
            (self.context.messages.given, self._on_notice),
        ):
            with suppress(RuntimeError, TypeError):
                signal.disconnect(slot)
        self.screens.leave()
        super().closeEvent(event)
