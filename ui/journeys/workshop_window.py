"""Workshop mode: a map over the whole screen in letters for a room, and one line that takes what is said."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxdesk.changes import Changes
from cxdesk.errors import UserError
from cxdesk.i18n import _, language, listed, ngettext, number
from cxdesk.journeys.capture import Name, Note, Place, names_of, notes_of
from cxdesk.journeys.kinds import CURVES
from ui.journeys.moving import spot
from ui.journeys.workshop_clock import Clock, ClockPill
from ui.journeys.workshop_deeds import WorkshopDeeds
from ui.journeys.workshop_desk import Desk, DeskWindow
from ui.journeys.workshop_keys import KEYS, TOLD
from ui.journeys.workshop_line import CaptureLine
from ui.journeys.workshop_look import ICON_PX, StageDots, dress, large, voice_font
from ui.journeys.workshop_panels import KeysPanel, Panel, Parking, Votes
from ui.journeys.workshop_photo import PhotoView
from ui.journeys.workshop_screens import Screen, Screens, arranged, screens_now
from ui.page import PageContext
from ui.widgets.canvas.view import MapView
from ui.widgets.speaking import say_of
from ui.widgets.text import ElidedLabel, IconLabel, set_tone

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap, StageOnMap
    from cxdesk.journeys.workshop import ParkedRow, PhotoRow
    from ui.messages import Notice

MARGIN = 48
PANEL = 0.42  # of the width, for what lies beside the map
NOT_TAKEN = ("Alt+Left", "Alt+Right")


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
        self._screens = screens or (lambda: screens_now(self._home))
        self._home = QRect()
        self.journey: JourneyMap | None = None
        self.stage_id: int | None = None
        self.whole = False
        self.editing: int | None = None
        self.panel: Panel | QWidget | None = None
        self.desk_window: DeskWindow | None = None
        self.dialog: Any = None
        self.photo_place = 0
        self.counts: dict[int, int] = {}
        self.result_shown = False
        self.place = Place()
        self.parked: list[ParkedRow] = []
        self.arrangement = Screens(None, None, "one")
        self.clock = Clock(self, now)
        self._make_parts()
        self._lay_out()
        self._bind(self)
        dress(self, context.theme)
        context.theme.changed.connect(self._on_theme_changed)
        context.bridge.changed.connect(self._on_changed)
        context.bridge.closing.connect(self.close)
        context.messages.given.connect(self._on_notice)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._on_screens_changed)
        app.screenRemoved.connect(self._on_screens_changed)
        self.reload()
        self._restore()

    # -- what is seen

    def reload(self) -> None:
        """Read the map again and show it."""
        from cxdesk.journeys.queries import journey_rows
        from cxdesk.journeys.workshop import parked_rows
        from ui.journeys.reading import journey_map

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
        self.parking.show_notes(self.parked)
        self._show_head()
        self.show_map()
        if self.panel is self.votes:
            self._fill_votes()
        if self.panel is self.photo:
            self._fill_photo()
        self._show_hint()

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

    def enter(self, text: str) -> None:
        """Make cards of what is typed; what is wrong is said and the text stays."""
        if not text.strip():
            return
        if self.editing is not None:
            if self.deeds.write(self.editing, text):
                self._end_editing()
            return
        try:
            notes, place = notes_of(text, self.names, self._starting_place())
        except UserError as error:
            self.say(str(error))
            return
        self.say("")
        if notes and self.deeds.capture(notes) is None:
            return  # the refusal is shown, the text stays
        self.place = place
        self.line.clear()
        self._go_to_place()
        told = ngettext("{n} card added.", "{n} cards added.", len(notes)).format(n=number(len(notes)))
        self.say(told if len(notes) > 1 else "", "text2")
        self._show_hint()

    def park(self) -> None:
        """Park what is typed; with an empty line show the parking lot."""
        text = self.line.text.strip()
        if not text or self.editing is not None:
            self._show_panel(None if self.panel is self.parking else self.parking)
            return
        if self.deeds.park(" ".join(text.split())) is not None:
            self.line.clear()
            self.say(_("Parked. {keys} on an empty line shows the parking lot.").format(keys="F4"), "text2")

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
            self._go_to_place()

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
            self.say(_("There are no rounds yet. Type them on the desk: {keys}.").format(keys="Ctrl+D"))
            return
        self.clock.switch()

    def more_time(self) -> None:
        """One minute more."""
        self.clock.more()

    def next_round(self) -> None:
        """The next round."""
        self.clock.go_on()

    def show_keys(self) -> None:
        """Every key, or away with them."""
        self._show_panel(None if self.panel is self.keys else self.keys)

    def show_desk(self) -> None:
        """The desk: beside the map with one screen, else on its own screen."""
        if self.desk_window is not None:
            self.desk_window.activateWindow()
            self.desk.setFocus()
            return
        self._show_panel(None if self.panel is self.desk else self.desk)

    def show_photo(self) -> None:
        """The photograph beside the map, or away with it."""
        if self.panel is self.photo:
            self._show_panel(None)
            return
        self._show_panel(self.photo, keep_line=bool(self._photos()))

    def ask_photo(self) -> None:
        """Ask for a picture of the wall."""
        from ui.widgets.file_dialogs import ask, file_dialog

        dialog = file_dialog(_("Pin a photograph of the wall"), [_("Pictures (*.jpg *.jpeg *.png *.webp)")])
        self.dialog = dialog
        ask(dialog, self.pin)

    def pin(self, path: Path) -> None:
        """Make a picture safe behind the window and pin it."""

        def work() -> tuple[bytes, str]:
            from exports.photos import read_photo

            return read_photo(path)

        def pinned(read: tuple[bytes, str]) -> None:
            if self.deeds.pin(*read, path.stem) is not None:
                self.photo_place = len(self._photos()) - 1
                self._show_panel(self.photo, keep_line=True)

        self.context.jobs.run(work, pinned, what=_("Reading the photograph"))

    def show_votes(self) -> None:
        """Count, then the result, then closed."""
        if self.panel is not self.votes:
            self.result_shown = False
            self._show_panel(self.votes)
        elif not self.result_shown:
            self.result_shown = True
            self._fill_votes()
        else:
            self._show_panel(None)

    def next_ballot(self) -> None:
        """Another of the votes that were held."""
        known = self._ballots()
        at = known.index(self.deeds.desk.ballot)
        self._take_ballot(known[(at + 1) % len(known)])

    def new_ballot(self) -> None:
        """A vote beside those that were held."""
        known = self._ballots()
        name = next(
            told
            for n in range(len(known) + 1, 1000)
            if (told := _("Vote {n}").format(n=number(n))) not in known
        )
        self._take_ballot(name)

    def turn_into_work(self) -> None:
        """The top votes as issues and actions, with who and by when."""
        from cxdesk.planning.workshop_results import results
        from ui.journeys.workshop_results import ResultsDialog

        rows = self.context.bridge.read(results, self.journey_id, self.deeds.desk.ballot)
        if not rows:
            self.say(
                _("No dots were given yet. Vote on the map with + or count with {keys}.").format(keys="F9")
            )
            return
        self.dialog = ResultsDialog(self, self.context, self.deeds.desk.ballot, rows, self._on_work_made)

    # -- locks, undo

    def lock_stage(self) -> None:
        """Lock or unlock the stage that is shown."""
        if (stage := self.stage) is not None and self.deeds.lock("stage", stage.id, not stage.locked):
            told = (
                _("“{name}” is open again.")
                if stage.locked
                else _("“{name}” is locked: its cards stay as they are.")
            )
            self.say(told.format(name=stage.name), "text2")

    def lock_lane(self) -> None:
        """Lock or unlock the lane where the keyboard is on the map."""
        from cxdesk.journeys.labels import lane_words

        cell = self.view.chosen_cell
        lanes = self.journey.lanes if self.journey else ()
        lane = next((one for one in lanes if cell and one.id == cell[1]), None)
        if lane is None:
            self.say(_("Choose a card or cell on the map first: {keys}.").format(keys="F2"))
        elif self.deeds.lock("lane", lane.id, not lane.locked):
            told = (
                _("“{name}” is open again.")
                if lane.locked
                else _("“{name}” is locked: its cards stay as they are.")
            )
            self.say(told.format(name=lane_words(lane, language())), "text2")

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

    # -- screens

    def begin(self, home: QRect) -> None:
        """Show it on the screen of the room; `home` is where our own window is."""
        self._home = home
        self.arrange()
        self.showFullScreen()
        self.activateWindow()
        self.line.field.setFocus()

    def arrange(self) -> None:
        """Put the room's window and the desk where the screens say."""
        self.arrangement = found = arranged(self._screens())
        if found.room is not None:
            self.setGeometry(QRect(*found.room.place))
        if found.leader is not None and self.desk_window is None:
            if self.panel is self.desk:
                self._show_panel(None)
            self.desk.setStyleSheet(
                "* { font-size: 15px; } QPushButton { min-height: 0; } QLineEdit { min-height: 0; }"
            )
            self.desk_window = DeskWindow(self, self.desk)
            self._bind(self.desk_window)
            self.desk.show()
            left, top, *_size = found.leader.place
            self.desk_window.move(left + 60, top + 60)
            self.desk_window.show()
        elif found.leader is None and self.desk_window is not None:
            self._close_desk()
        self.desk.show_screens(found)

    # -- inside

    def _make_parts(self) -> None:
        theme = self.context.theme
        self.icon = IconLabel(theme, "route", "accent", 48)
        self.name = ElidedLabel("")
        self.name.setObjectName("stage")
        self.name.setFont(voice_font(theme))
        self.dots = StageDots(theme)
        self.where = large(theme, "", tone="text2", wrap=False)
        self.lock_icon = IconLabel(theme, "lock", "text2", ICON_PX)
        self.parked_icon = IconLabel(theme, "inbox", "text2", ICON_PX)
        self.parked_words = large(theme, "", tone="text2", wrap=False)
        self.pill = ClockPill(theme, self.clock)
        self.view = MapView(theme)
        self.view.setAccessibleName(_("The map in large letters; arrows walk it, plus and minus give dots"))
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.view.card_opened.connect(self._edit)
        self.view.cell_opened.connect(self._take_cell)
        self.view.delete_asked.connect(self._delete)
        self.view.carried.connect(self._carry)
        self.view.nudged.connect(self._nudge)
        self.sentence = large(theme, "", tone="bad")
        self.sentence.hide()
        self.line = CaptureLine(theme, self)
        self.line.entered.connect(self.enter)
        self.line.drafted.connect(self._on_drafted)
        self.line.field.installEventFilter(self)
        self.parking = Parking(theme)
        self.parking.wanted.connect(self._bring_in)
        self.parking.deleted.connect(self._unpark)
        self.votes = Votes(theme)
        self.votes.counted.connect(self._on_counted)
        self.clock.changed.connect(self._show_left)
        self.keys = KeysPanel(theme, [*((k, _(w)) for k, w, _do in KEYS), *((k, _(w)) for k, w in TOLD)])
        self.photo = PhotoView(theme)
        self.photo.turned_page.connect(self._turn_photo)
        self.photo.add_asked.connect(self.ask_photo)
        self.photo.remove_asked.connect(self._unpin)
        self.desk = Desk(theme, self.clock, self.deeds, self.say)
        self.desk.reveal = self._reveal

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("head")
        top = QHBoxLayout(head)
        top.setContentsMargins(MARGIN + 8, 0, MARGIN, 0)
        top.setSpacing(24)
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for part in (self.icon, self.name, self.lock_icon, self.dots, self.where):
            top.addWidget(part)
        top.addStretch(1)
        for end in (self.parked_icon, self.parked_words, self.pill):
            top.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(104)
        self._beside = QHBoxLayout()
        self._beside.setContentsMargins(MARGIN - 24, 24, 0, 0)
        self._beside.setSpacing(0)
        self._beside.addWidget(self.view, 1)
        for panel in (self.parking, self.votes, self.keys, self.photo, self.desk):
            self._beside.addWidget(panel)
            panel.hide()
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, 12, MARGIN, 32)
        foot.setSpacing(8)
        foot.addWidget(self.sentence)
        foot.addWidget(self.line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addLayout(self._beside, 1)
        box.addLayout(foot)

    def _bind(self, window: QWidget) -> None:
        for keys, _words, name in KEYS:
            work = getattr(self, name)
            QShortcut(QKeySequence(keys), window).activated.connect(partial(self._do, work))

    def _do(self, work: Callable[[], object]) -> None:
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
        stages = self.journey.stages if self.journey else ()
        stage = self.stage
        at = next((i for i, s in enumerate(stages) if s.id == self.stage_id), 0)
        name = stage.name if stage and not self.whole else (self.journey.name if self.journey else "")
        self.name.setText(name)
        needed = self.name.fontMetrics().horizontalAdvance(name) + 12
        self.name.setFixedWidth(min(needed, max(240, self.width() // 3)))
        self.lock_icon.setVisible(bool(stage and stage.locked and not self.whole))
        if self.whole:
            count = ngettext("all {n} stage", "all {n} stages", len(stages)).format(n=number(len(stages)))
        else:
            count = _("stage {n} of {all}").format(n=number(at + 1), all=number(len(stages)))
        self.where.setText(count if stages else "")
        self.dots.show_stages(at, len(stages) if self.width() >= 1600 and not self.whole else 0)
        parked = len(self.parked)
        wide = self.width() >= 1600
        told = _("Parking lot {n}").format(n=number(parked)) if wide else number(parked)
        self.parked_words.setText(told)
        self.parked_words.setAccessibleName(_("Parking lot {n}").format(n=number(parked)))

    def _show_hint(self) -> None:
        if self.editing is not None:
            self.line.hint.setText(_("Enter changes the card"))
            return
        place = self._starting_place()
        named = [n.words for n in (*self.names.columns, *self.names.lanes) if self._is_at(n, place)]
        wide = self.width() >= 1600
        told = _("Enter adds it")
        if len(named) == 2:
            told = _("Enter: {place}").format(place=listed(named if wide else named[:1]))
        self.line.hint.setText(told)
        self.line.hint.setMinimumWidth(
            min(self.width() // 3, self.line.hint.fontMetrics().horizontalAdvance(told) + 8)
        )

    def _is_at(self, name: Name, place: Place) -> bool:
        return (name.kind, name.id) in (("step", place.step_id), ("lane", place.lane_id))

    def _starting_place(self) -> Place:
        """Where a line without a place goes: where the last one went, else in the shown stage."""
        from dataclasses import replace

        if self.place.step_id is not None:
            return self.place
        first = self.stage.steps[0].id if self.stage and self.stage.steps else None
        return replace(self.place, step_id=first)

    def _go_to_place(self) -> None:
        """Bring into sight where the last card went."""
        at = self._starting_place()
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
        self._show_hint()

    def _show_panel(self, panel: QWidget | None, *, keep_line: bool = False) -> None:
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
                self._fill_votes()
            if panel is self.photo:
                self._fill_photo()
            (self.line.field if keep_line else panel).setFocus()
        self.layout().activate()  # type: ignore[union-attr]
        self.show_map()

    def _fill_votes(self) -> None:
        from cxdesk.journeys.workshop import vote_rows

        name, ballot = self._ballot_name(), self.deeds.desk.ballot
        if self.result_shown:
            self.votes.show_result(name, self.context.bridge.read(vote_rows, self.journey_id, ballot))
        else:
            assert self.journey is not None
            curves = {lane.id for lane in self.journey.lanes if lane.kind in CURVES}
            steps = [s.id for s in self.stage.steps] if self.stage and not self.whole else None
            cards = [
                c
                for c in self.journey.cards
                if c.lane_id not in curves and c.words and (steps is None or c.step_id in steps)
            ]
            self.votes.show_counts(name, cards, self.counts)
        self._show_left()

    def _show_left(self) -> None:
        kept = self.deeds.desk
        self.votes.show_left(kept.dots, kept.people, sum(self.counts.values()))

    def _ballots(self) -> list[str]:
        from cxdesk.journeys.workshop import ballots

        held = ["", *self.context.bridge.read(ballots, self.journey_id), self.deeds.desk.ballot]
        return list(dict.fromkeys(held))

    def _ballot_name(self) -> str:
        return self.deeds.desk.ballot or _("Vote {n}").format(n=number(1))

    def _take_ballot(self, name: str) -> None:
        self.deeds.keep(ballot=name)
        self.show_map()
        if self.panel is self.votes:
            self._fill_votes()
        self.say(_("The vote that counts now: {name}").format(name=self._ballot_name()), "text2")

    def _photos(self) -> "list[PhotoRow]":
        from cxdesk.journeys.workshop import photo_rows

        return list(self.context.bridge.read(photo_rows, self.journey_id))

    def _fill_photo(self) -> None:
        from cxdesk.storage.assets import load

        rows = self._photos()
        self.photo_place = min(max(self.photo_place, 0), max(0, len(rows) - 1))
        shown = rows[self.photo_place] if rows else None
        key = (shown.picture if shown else "", self.photo_place, len(rows))
        # A card more is no reason to lose the place on the photograph.
        if key != getattr(self, "_photo_key", None):
            self._photo_key = key
            data = self.context.bridge.read(load, shown.picture) if shown else None
            self.photo.show_picture(data, self.photo_place, len(rows))

    def _turn_photo(self, by: int) -> None:
        self.photo_place += by
        self._fill_photo()

    def _unpin(self) -> None:
        rows = self._photos()
        if rows and self.deeds.unpin(rows[self.photo_place].id):
            self.say(_("The photograph is gone. {keys} brings it back.").format(keys="Ctrl+Z"), "text2")

    def _edit(self, card_id: int) -> None:
        card = self.card
        if card is None:
            return
        lane = next((x for x in self.journey.lanes if x.id == card.lane_id), None) if self.journey else None
        if lane is not None and lane.kind in CURVES:
            self.say(_("A feeling is changed on the map’s own page."))
            return
        self.editing = card_id
        self.line.keep()
        self._draft_before = self.line.text
        self.line.set_text(card.text)
        self.line.field.setFocus()
        self.line.field.selectAll()
        self._show_hint()

    def _end_editing(self) -> None:
        self.editing = None
        self.line.set_text(getattr(self, "_draft_before", ""))
        self.line.keep()
        self._show_hint()
        self.view.setFocus()

    def _take_cell(self, step_id: int, lane_id: int) -> None:
        self.place = Place(step_id, lane_id)
        self.desk.show_names(self.names, self.place)
        self._show_hint()
        self.line.field.setFocus()

    def _delete(self, card_id: int) -> None:
        if self.deeds.delete(card_id):
            self.say(_("The card is gone. {keys} brings it back.").format(keys="Ctrl+Z"), "text2")

    def _carry(self, card_id: int, by: int) -> None:
        self._move(card_id, "after" if by > 0 else "before")

    def _nudge(self, card_id: int, by: int) -> None:
        self._move(card_id, "up" if by > 0 else "down")

    def _move(self, card_id: int, way: str) -> None:
        card = next((c for c in self.journey.cards if c.id == card_id), None) if self.journey else None
        if card is None or self.journey is None:
            return
        to = spot(self.journey, card, way)
        if to is not None:
            self.deeds.move(card_id, to)
            self.view.choose_card(card_id)

    def _give(self, by: int) -> None:
        card = self.card
        if card is None:
            self.say(_("Walk to a card with the arrows, then give it dots."))
            return
        if self.deeds.dots(card.id, by) is not None:
            kept = self.deeds.desk
            given, all_ = sum(self.counts.values()), kept.dots * kept.people
            told = _("{given} of {all} dots given.").format(given=number(given), all=number(all_))
            self.say(told, "bad" if given > all_ else "text2")

    def _on_counted(self, card_id: int, count: int) -> None:
        if count < 0:
            self.say(_("That is no number of dots."))
            self._fill_votes()
        else:
            self.say("")
            if not self.deeds.count({card_id: count}):
                self._fill_votes()

    def _bring_in(self, note_id: int) -> None:
        row = next((r for r in self.parked if r.id == note_id), None)
        if row is None:
            return
        try:
            notes, place = notes_of(row.text, self.names, self._starting_place())
        except UserError as error:
            self.say(str(error))
            return
        if notes and self.deeds.bring_in(note_id, notes[0]) is not None:
            self.place = place
            self.say("")
            self._go_to_place()

    def _unpark(self, note_id: int) -> None:
        if self.deeds.unpark(note_id):
            self.say(_("The note is gone. {keys} brings it back.").format(keys="Ctrl+Z"), "text2")

    def _reveal(self, notes: list[Note]) -> bool:
        made = self.deeds.capture(notes)
        if made is not None:
            told = ngettext("{n} card added.", "{n} cards added.", len(made)).format(n=number(len(made)))
            self.say(told, "text2")
        return made is not None

    def _on_work_made(self, issues: int, actions: int) -> None:
        told = [
            ngettext("{n} issue made", "{n} issues made", issues).format(n=number(issues)),
            ngettext("{n} action made", "{n} actions made", actions).format(n=number(actions)),
        ]
        self.say(_("{made}. {keys} takes it back.").format(made=listed(told), keys="Ctrl+Z"), "good")

    def _on_printed(self, path: Path) -> None:
        self.say(_("The map is in {file}.").format(file=path.name), "good")

    def _on_drafted(self, text: str) -> None:
        if self.editing is None:
            self.deeds.keep(draft=text)

    def _on_notice(self, notice: "Notice") -> None:
        tone = {"bad": "bad", "good": "good", "warn": "warn"}.get(notice.kind, "text2")
        self.say(" ".join(part for part in (notice.bold, notice.line) if part), tone)

    def _on_changed(self, changes: Changes) -> None:
        from ui.journeys.page import TABLES

        if changes.touches(*TABLES, "parked_note", "wall_photo", "card_votes"):
            self.reload()

    def _on_theme_changed(self) -> None:
        dress(self, self.context.theme)

    def _on_screens_changed(self, _screen: object) -> None:
        self.arrange()
        if self.isVisible():
            self.showFullScreen()

    def _close_desk(self) -> None:
        window, self.desk_window = self.desk_window, None
        if window is not None:
            self.desk.setStyleSheet("")
            self._beside.addWidget(self.desk)
            self.desk.hide()
            window.hide()
            window.deleteLater()

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
                    self.context.bridge.act(partial(self._give, -1 if key == Qt.Key.Key_Minus else 1))
                    return True
                if key == Qt.Key.Key_0:
                    return True  # the room's map is never made smaller
            if watched is self.line.field and alt and self.panel is self.photo and self.photo.takes(key):
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.editing is not None:
            self._end_editing()
        elif self.panel is not None:
            self._show_panel(None)
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
            self._show_hint()
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
            try:
                signal.disconnect(slot)
            except (RuntimeError, TypeError):
                continue
        self._close_desk()
        super().closeEvent(event)
