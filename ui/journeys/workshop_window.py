"""Workshop mode: a map over the whole screen in letters for a room, and one line that takes what is said."""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cxdesk.changes import Changes
from cxdesk.errors import UserError
from cxdesk.i18n import _, language, listed
from cxdesk.journeys.capture import Name, Place, names_of
from ui.journeys.workshop_cards import Cards
from ui.journeys.workshop_clock import Clock
from ui.journeys.workshop_deeds import WorkshopDeeds
from ui.journeys.workshop_desk import Desk, DeskWindow
from ui.journeys.workshop_head import Head
from ui.journeys.workshop_keys import KEYS, TOLD
from ui.journeys.workshop_line import CaptureLine
from ui.journeys.workshop_look import MARGIN, WIDE, dress, large
from ui.journeys.workshop_notes import Notes
from ui.journeys.workshop_panels import KeysPanel, Panel, Parking, Votes
from ui.journeys.workshop_photo import PhotoView
from ui.journeys.workshop_screens import Screen
from ui.journeys.workshop_two import RoomScreens
from ui.journeys.workshop_voting import Voting
from ui.journeys.workshop_wall import Wall
from ui.page import PageContext
from ui.widgets.canvas.view import MapView
from ui.widgets.focus_ring import FocusRing
from ui.widgets.speaking import say_of
from ui.widgets.text import keys_text, set_tone

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap, StageOnMap
    from cxdesk.journeys.workshop import ParkedRow
    from ui.messages import Notice

PANEL = 0.38  # of the width, for what lies beside the map


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
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("workshop")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context, self.journey_id = context, journey_id
        self.deeds = WorkshopDeeds(context.bridge, journey_id)
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
        self.screens = RoomScreens(self, screens)
        self._make_parts()
        self._lay_out()
        self.bind(self)
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
        from cxdesk.journeys.queries import journey_rows
        from cxdesk.journeys.workshop import parked_rows
        from cxdesk.planning.journey_map import journey_map

        bridge = self.context.bridge
        if self.journey_id not in {r.id for r in bridge.read(journey_rows)}:
            self.close()
            return
        self.journey = journey = bridge.read(journey_map, self.journey_id, language())
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
        self._show_head()
        self.show_map()
        if self.panel is self.votes:
            self.voting.fill()
        if self.panel is self.photo:
            self.wall.fill()
        self.show_hint()

    def show_map(self) -> None:
        """Lay the map out for the room there is."""
        from cxdesk.journeys.workshop import votes_in
        from cxdesk.journeys.workshop_layout import lay_out_room

        journey = self.journey
        if journey is None:
            return
        ids = [c.id for c in journey.cards]
        self.counts = self.context.bridge.read(votes_in, ids, self.deeds.desk.ballot)
        room = self.view.viewport().width() - 2 * 24 - 16
        shown = None if self.whole else self.stage_id
        drawing = lay_out_room(journey, language(), room, stage_id=shown, votes=self.counts)
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

    # -- what is typed

    def print_now(self) -> None:
        """The map as PDF beside the file, with the time in its name."""
        from datetime import datetime

        from exports.pdf.batch import safe_name

        journey, lang = self.journey, language()
        if journey is None:
            return
        stem = f"{safe_name(journey.name)} {datetime.now():%Y-%m-%d %H.%M.%S}"
        target = self.context.project.path.with_name(f"{stem}.pdf")

        def work() -> Path:
            from exports.journey import export

            return export(journey, target, lang)

        self.context.jobs.run(work, self._on_printed, what=_("Saving the map"))

    # -- where one is

    def walk_areas(self) -> None:
        """From the line to the map, what lies beside it, and back."""
        areas: list[QWidget] = [self.line.field, self.view]
        if self.panel is not None:
            areas.append(self.panel.focusProxy() or self.panel)
        at = next(
            (i for i, a in enumerate(areas) if a.hasFocus() or a.isAncestorOf(self.focusWidget() or a)), 0
        )
        areas[(at + 1) % len(areas)].setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.view.hasFocus() and self.view.place is None:
            self.go_to_place()

    def switch_whole(self) -> None:
        """One stage, or all."""
        self.whole = not self.whole
        self._show_head()
        self.show_map()

    def next_stage(self) -> None:
        """The stage after this one."""
        self._step_stage(1)

    def stage_before(self) -> None:
        """The stage before this one."""
        self._step_stage(-1)

    # -- clock, desk, photograph, votes

    def switch_clock(self) -> None:
        """Start or pause; without rounds the desk asks for them."""
        if not self.clock.timer.rounds:
            self.say(
                _("There are no rounds yet. Type them on the desk: {keys}.").format(keys=keys_text("Ctrl+D"))
            )
            return
        self.clock.switch()

    def show_keys(self) -> None:
        """Every key, or away with them."""
        self.show_panel(None if self.panel is self.keys else self.keys)

    def show_desk(self) -> None:
        """The desk: beside the map with one screen, else on its own screen."""
        if self.desk_window is not None:
            self.desk_window.activateWindow()
            self.desk.setFocus()
            return
        self.show_panel(None if self.panel is self.desk else self.desk)

    # -- locks, undo

    def undo(self) -> None:
        """The last step back: of the line while it has one, else of the file."""
        document = self.line.field.document()
        if self.line.field.hasFocus() and document.isUndoAvailable() and self.line.text:
            self.line.field.undo()
        elif (label := self.context.bridge.undo()) is not None:
            self.say(_("Undone: {step}").format(step=label), "text2")

    def redo(self) -> None:
        """The step that was taken back, again."""
        if (label := self.context.bridge.redo()) is not None:
            self.say(_("Done again: {step}").format(step=label), "text2")

    # -- inside

    def _make_parts(self) -> None:
        theme = self.context.theme
        self.head = Head(theme, self.clock)
        self.view = MapView(theme)
        self.view.setAccessibleName(_("The map in large letters; arrows walk it, plus and minus give dots"))
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.view.card_opened.connect(self.cards.edit)
        self.view.cell_opened.connect(self.cards.take_cell)
        self.view.delete_asked.connect(self.cards.delete)
        self.view.carried.connect(self.cards.carry)
        self.view.nudged.connect(self.cards.nudge)
        self.sentence = large(theme, "", tone="bad")
        self.sentence.hide()
        self.line = CaptureLine(theme, self)
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
        self.beside.setContentsMargins(MARGIN - 24, 24, 0, 0)
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

    def bind(self, window: QWidget) -> None:
        for keys, _words, name in KEYS:
            work: Callable[[], object] = attrgetter(name)(self)
            QShortcut(QKeySequence(keys), window).activated.connect(partial(self.do, work))

    def do(self, work: Callable[[], object]) -> None:
        self.line.keep()
        self.context.bridge.act(work)

    def _restore(self) -> None:
        """What was on the desk when the workshop was left, or the machine went off."""
        kept = self.deeds.desk
        if kept.rounds:
            try:
                self.clock.set_rounds(kept.rounds)
            except UserError:
                self.deeds.keep(rounds="")
        self.line.set_text(kept.draft)

    def _show_head(self) -> None:
        if self.journey is not None:
            self.head.show_map(self.journey, self.stage_id, self.whole, len(self.parked), self.width())

    def show_hint(self) -> None:
        if self.cards.editing is not None:
            self.line.hint.setText(_("Enter changes the card"))
            return
        place = self.starting_place()
        named = [n.words for n in (*self.names.columns, *self.names.lanes) if self._is_at(n, place)]
        wide = self.width() >= WIDE
        told = _("Enter adds it")
        if len(named) == 2:
            told = _("Enter: {place}").format(place=listed(named if wide else named[:1]))
        self.line.hint.setText(told)
        self.line.hint.setMinimumWidth(
            min(self.width() // 3, self.line.hint.fontMetrics().horizontalAdvance(told) + 8)
        )

    def _is_at(self, name: Name, place: Place) -> bool:
        return (name.kind, name.id) in (("step", place.step_id), ("lane", place.lane_id))

    def starting_place(self) -> Place:
        """Where a line without a place goes: where the last one went, else in the shown stage."""
        from dataclasses import replace

        if self.place.step_id is not None:
            return self.place
        first = self.stage.steps[0].id if self.stage and self.stage.steps else None
        return replace(self.place, step_id=first)

    def go_to_place(self) -> None:
        """Bring into sight where the last card went."""
        at = self.starting_place()
        if at.step_id is None or self.journey is None:
            return
        stage = next((s for s in self.journey.stages if at.step_id in [x.id for x in s.steps]), None)
        if stage is not None and not self.whole and stage.id != self.stage_id:
            self.stage_id = stage.id
            self._show_head()
            self.show_map()
        if self.view.grid is not None and at.lane_id is not None:
            last = [c.id for c in self.journey.cards if (c.step_id, c.lane_id) == (at.step_id, at.lane_id)]
            self.view.go(self.view.grid.place_of(at.step_id, at.lane_id, last[-1] if last else None))

    def _step_stage(self, by: int) -> None:
        from dataclasses import replace

        stages = self.journey.stages if self.journey else ()
        if not stages:
            return
        at = next((i for i, s in enumerate(stages) if s.id == self.stage_id), 0)
        stage = stages[min(max(at + by, 0), len(stages) - 1)]
        self.whole, self.stage_id = False, stage.id
        if self.place.step_id not in [s.id for s in stage.steps]:
            self.place = replace(self.place, step_id=stage.steps[0].id if stage.steps else None)
        self._show_head()
        self.show_map()
        self.view.go_to_start()
        self.show_hint()

    def show_panel(self, panel: QWidget | None, *, keep_line: bool = False) -> None:
        for one in (self.parking, self.votes, self.keys, self.photo, self.desk):
            if one is self.desk and self.desk_window is not None:
                continue
            one.setVisible(one is panel)
        self.panel = panel
        if panel is None:
            self.line.field.setFocus()
        else:
            panel.setFixedWidth(round(self.width() * PANEL))
            if panel is self.votes:
                self.voting.fill()
            if panel is self.photo:
                self.wall.fill()
            (self.line.field if keep_line else panel).setFocus()
        self.layout().activate()  # type: ignore[union-attr]
        self.show_map()

    def _on_typing(self) -> None:
        """What was said of other words is said no longer."""
        if not self.sentence.isHidden() and self.line.text not in ("", self._said_of):
            self.say("")

    def _on_printed(self, path: Path) -> None:
        self.say(_("The map is in {file}.").format(file=path.name), "good")

    def _on_notice(self, notice: "Notice") -> None:
        tone = {"bad": "bad", "good": "good", "warn": "warn"}.get(notice.kind, "text2")
        self.say(" ".join(part for part in (notice.bold, notice.line) if part), tone)

    def _on_changed(self, changes: Changes) -> None:
        from ui.journeys.page import TABLES

        if changes.touches(*TABLES, "parked_note", "wall_photo", "card_votes"):
            self.reload()

    def _on_theme_changed(self) -> None:
        dress(self, self.context.theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dots on the map, and Alt with a key for the photograph while somebody types."""
        if watched is self.view.viewport() and event.type() == QEvent.Type.Resize:
            self.show_map()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            key = Qt.Key(event.key())
            if watched is self.view and not alt and not control:
                if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
                    self.context.bridge.act(partial(self.voting.give, -1 if key == Qt.Key.Key_Minus else 1))
                    return True
                if key == Qt.Key.Key_0:
                    return True  # the room's map is never made smaller
            if watched is self.line.field and alt and self.panel is self.photo and self.photo.takes(key):
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.cards.editing is not None:
            self.cards.end()
        elif self.panel is not None:
            self.show_panel(None)
        elif not self.line.field.hasFocus():
            self.line.field.setFocus()
        else:
            self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.journey is not None:
            if self.panel is not None:
                self.panel.setFixedWidth(round(self.width() * PANEL))
            self._show_head()
            self.show_hint()
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
