"""The map on its canvas: typing in place, menus, legend and zoom."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cxdesk.i18n import _, day, language, listed
from cxdesk.journeys.kinds import CURVES
from ui.journeys.menus import Reach, card_menu, lane_menu, move, stage_menu, step_menu
from ui.journeys.moving import spot
from ui.theme import Theme
from ui.widgets.canvas.editor import InPlaceEditor
from ui.widgets.canvas.legend_bar import LegendBar
from ui.widgets.canvas.view import MapView

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap
    from cxdesk.journeys.shapes import Head


class Board(QWidget):
    """One journey's map. It shows what it is given and passes what the person does to the deeds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = MapView(theme)
        self.view.setAccessibleName(_("Map of the journey; the list holds the same in rows"))
        view = self.view
        self.bar = LegendBar(theme, view.zoom_in, view.zoom_out, view.fit, lambda: view.zoom_to(1.0))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(view, 1)
        box.addWidget(self.bar)
        self.editor: InPlaceEditor | None = None
        self.menu: QMenu | None = None
        self._edited: tuple[str, int] | None = None
        self._reach: Reach | None = None
        view.zoom_changed.connect(self.bar.show_zoom)
        view.moved.connect(self._keep_editor_in_place)
        view.card_opened.connect(lambda number: self.edit("card", number))
        view.head_opened.connect(self.edit)
        view.cell_opened.connect(self._on_cell_opened)
        view.delete_asked.connect(self._on_delete_asked)
        view.nudged.connect(self._on_nudged)
        view.carried.connect(self._on_carried)
        view.menu_asked.connect(self._on_menu_asked)

    def show_map(self, reach: Reach) -> None:
        """Show a map, or the same after a change; what is being typed stays open."""
        from cxdesk.journeys.layout import lay_out

        is_new = self._reach is None or self._reach.journey.id != reach.journey.id
        if is_new:
            self.leaving()
        self._reach = reach
        self.view.show_drawing(lay_out(reach.journey, language()))
        if is_new:
            self.view.go_to_start()
        self._show_legend(reach.journey)
        self.view.hide_place(self.editor is not None)
        self._keep_editor_in_place()

    def edit(self, kind: str, number: int) -> None:
        """Open the field over a card or a name; kind "duration" means that of a stage."""
        self.leaving()
        rect = self.view.place_in_sight("stage" if kind == "duration" else kind, number)
        text = self._text_of(kind, number)
        if rect is None or text is None:
            return
        self._edited = (kind, number)
        self.editor = InPlaceEditor(self.view.viewport(), text, _("Text"))
        self.editor.committed.connect(lambda typed: self._write(kind, number, typed))
        self.editor.closed.connect(self._on_editor_closed)
        self.editor.lie_over(rect)
        self.view.hide_place(True)
        self.editor.begin()

    def leaving(self) -> None:
        """Write what is being typed."""
        if self.editor is not None:
            self.editor.finish()

    def _write(self, kind: str, number: int, text: str) -> None:
        assert self._reach is not None
        if kind == "card":
            self._reach.card.write(number, text)
        elif kind == "duration":
            self._reach.map.set_duration(number, text)
        elif text.strip() or kind == "lane":
            self._reach.map.rename(kind, number, text)

    def _text_of(self, kind: str, number: int) -> str | None:
        if self._reach is None:
            return None
        journey = self._reach.journey
        texts = {
            "card": {c.id: c.words for c in journey.cards},
            "stage": {s.id: s.name for s in journey.stages},
            "duration": {s.id: s.duration for s in journey.stages},
            "step": {s.id: s.name for s in journey.steps},
            "lane": {lane.id: lane.title for lane in journey.lanes},
        }
        return texts[kind].get(number)

    def _card(self, number: int) -> "CardOnMap | None":
        cards = self._reach.journey.cards if self._reach else ()
        return next((c for c in cards if c.id == number), None)

    def _lane_kind(self, lane_id: int) -> str:
        lanes = self._reach.journey.lanes if self._reach else ()
        return next((lane.kind for lane in lanes if lane.id == lane_id), "")

    def _show_legend(self, journey: "JourneyMap") -> None:
        from cxdesk.journeys.legend import legend, score_kind
        from cxdesk.journeys.metrics import Style
        from cxdesk.journeys.truths import cuts_words, scored_at_all

        marks = legend(journey, language(), Style("ui", 12, 16, "text2"), with_score=False, with_cuts=False)
        words = [s.words for s in marks.piece.text if hasattr(s, "words")]
        if scored_at_all(journey):
            words[0] = _("moment of truth: {cuts}").format(cuts=cuts_words(journey.cuts))
        self.bar.strip.show_legend(marks, listed(words))
        self.bar.strip.setToolTip(listed(words))
        note = []
        if any(card.score for card in journey.cards):
            note.append(_("Scores: {kind}.").format(kind=score_kind(journey, language())))
        if journey.last_checked is not None:
            note.append(_("Last checked {day}.").format(day=day(journey.last_checked)))
        self.bar.note.setText(" ".join(note))

    def _keep_editor_in_place(self) -> None:
        if self.editor is None or self._edited is None:
            return
        kind, number = self._edited
        rect = self.view.place_in_sight("stage" if kind == "duration" else kind, number)
        if rect is None:
            self.editor.finish()
        else:
            self.editor.lie_over(rect)

    def _on_editor_closed(self) -> None:
        self.editor, self._edited = None, None
        self.view.hide_place(False)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_cell_opened(self, step_id: int, lane_id: int) -> None:
        if self._reach is None:
            return
        kind = self._lane_kind(lane_id)
        made = self._reach.card.add(step_id, lane_id, kind)
        if made is not None:
            self.view.choose_card(made)
            if kind not in CURVES:
                self.edit("card", made)

    def _on_delete_asked(self, card_id: int) -> None:
        if self._reach is not None:
            self._reach.card.delete(card_id)

    def _on_nudged(self, card_id: int, by: int) -> None:
        card = self._card(card_id)
        if self._reach is None or card is None:
            return
        if card.feeling is not None:
            self._reach.card.feel(card_id, max(-5.0, min(5.0, card.feeling + by)))
        else:
            self._carry(card, "up" if by > 0 else "down")

    def _on_carried(self, card_id: int, by: int) -> None:
        if (card := self._card(card_id)) is not None:
            self._carry(card, "after" if by > 0 else "before")

    def _carry(self, card: "CardOnMap", way: str) -> None:
        """Move a card one way and stay with it."""
        if self._reach is not None and (to := spot(self._reach.journey, card, way)) is not None:
            move(self._reach, card.id, to)
            self.view.choose_card(card.id)

    def _on_menu_asked(self, at: QPoint, head: "Head | None") -> None:
        self.menu = self.menu_for(head)
        if not self.menu.isEmpty():
            self.menu.popup(at)

    def menu_for(self, head: "Head | None") -> QMenu:
        """The menu of a name, or of where the keyboard is with those of its step, stage and lane below."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._reach is None:
            return menu
        if head is not None:
            self._fill(menu, head.kind, head.id)
            return menu
        card, cell = self.view.chosen, self.view.chosen_cell
        if cell is None:
            return menu
        step_id, lane_id = cell
        if card is not None and (shown := self._card(card.card_id)) is not None:
            card_menu(menu, self._reach, shown, self._lane_kind(lane_id))
            menu.addSeparator()
        if card is None or self._lane_kind(lane_id) not in CURVES:
            menu.addAction(_("Add a card"), lambda: self._on_cell_opened(step_id, lane_id))
        stage = next(s for s in self._reach.journey.stages if step_id in [x.id for x in s.steps])
        for words, kind, number in (
            (_("Step"), "step", step_id),
            (_("Stage"), "stage", stage.id),
            (_("Lane"), "lane", lane_id),
        ):
            self._fill(menu.addMenu(words), kind, number)
        return menu

    def _fill(self, menu: QMenu, kind: str, number: int) -> None:
        assert self._reach is not None
        journey = self._reach.journey
        if kind == "step":
            step_menu(menu, self._reach, number)
        elif kind == "stage":
            stage_menu(menu, self._reach, next(s for s in journey.stages if s.id == number))
        else:
            lane_menu(menu, self._reach, next(lane for lane in journey.lanes if lane.id == number))
