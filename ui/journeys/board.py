"""The map on its canvas: typing in place, dragging, search, filter, panels, legend and zoom."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cxdesk.i18n import _, day, language, listed
from cxdesk.journeys.kinds import CURVES
from ui.journeys.arranging import Arranging
from ui.journeys.board_menu import board_menu
from ui.journeys.copying import Copying
from ui.journeys.menus import Reach, move
from ui.journeys.moving import spot
from ui.journeys.panels import Panels
from ui.journeys.sight import Sight
from ui.journeys.spoken import hover_words, place_words
from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.canvas.editor import InPlaceEditor
from ui.widgets.canvas.legend_bar import LegendBar
from ui.widgets.canvas.minimap import Minimap
from ui.widgets.canvas.view import MapView
from ui.widgets.speaking import say_of
from ui.widgets.text import keys_text

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap
    from cxdesk.journeys.shapes import Head


class Board(QWidget):
    """One journey's map. It shows what it is given and passes what the person does to the deeds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.view = view = MapView(theme)
        view.may_arrange = True
        view.setAccessibleName(_("Map of the journey; the list holds the same in rows"))
        view.told_of = self._told_of
        self.bar = LegendBar(theme, view.zoom_in, view.zoom_out, view.fit, lambda: view.zoom_to(1.0))
        self.minimap = Minimap(theme, view)
        self.panels = Panels(self)
        self.sight = Sight(self)
        self.arranging = Arranging(self)
        self.copying = Copying(self)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(view, 1)
        across.addWidget(self.panels.stack)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        self.box.addWidget(self.sight.find_bar)
        self.box.addLayout(across, 1)
        self.box.addWidget(self.bar)
        self.editor: InPlaceEditor | None = None
        self.menu: QMenu | None = None
        self._edited: tuple[str, int] | None = None
        self.reach: Reach | None = None
        self._add_tools()
        view.zoom_changed.connect(self.bar.show_zoom)
        view.moved.connect(self._on_moved)
        view.card_opened.connect(lambda number: self.edit("card", number))
        view.head_opened.connect(self._on_head_opened)
        view.cell_opened.connect(self._on_cell_opened)
        view.delete_asked.connect(self._on_delete_asked)
        view.nudged.connect(self._on_nudged)
        view.carried.connect(self._on_carried)
        view.menu_asked.connect(self._on_menu_asked)
        view.walked.connect(self._on_walked)
        view.asked.connect(self._on_asked)

    @property
    def journey(self) -> "JourneyMap | None":
        """The map as it is shown, without what the filter leaves out."""
        return self.sight.journey

    def show_map(self, reach: Reach) -> None:
        """Show a map, or the same after a change; what is being typed stays open."""
        is_new = self.reach is None or self.reach.journey.id != reach.journey.id
        if is_new:
            self.leaving()
        self.reach = reach
        self.sight.begin(reach)
        self.show_again()
        if is_new:
            self.view.go_to_start()
        self.panels.show_state()

    def show_again(self) -> None:
        """Lay the map out with what is shown of it."""
        if self.reach is None or self.sight.journey is None:
            return
        drawing = self.arranging.lay_out(self.sight.journey)
        self.view.show_drawing(drawing)
        self.minimap.show_drawing(drawing)
        self.sight.show_hits()
        self._show_legend(self.sight.journey)
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
        self.panels.leaving()

    def show_minimap(self) -> None:
        """Show the small map, or take it away."""
        self.minimap.setVisible(self.minimap.isHidden())
        self.minimap.lie_in_corner()
        self.minimap.raise_()

    def card(self, number: int) -> "CardOnMap | None":
        """A card of the map."""
        cards = self.reach.journey.cards if self.reach else ()
        return next((c for c in cards if c.id == number), None)

    def lane_kind(self, lane_id: int) -> str:
        """What kind of lane it is."""
        lanes = self.reach.journey.lanes if self.reach else ()
        return next((lane.kind for lane in lanes if lane.id == lane_id), "")

    def add_card(self, step_id: int, lane_id: int) -> None:
        """A card in a cell, open for typing."""
        self._on_cell_opened(step_id, lane_id)

    def menu_for(self, head: "Head | None") -> QMenu:
        """The menu of a name, or of where the keyboard is with those of its step, stage and lane below."""
        return board_menu(self, head)

    def _add_tools(self) -> None:
        theme = self.theme
        for icon, name, keys, work in (
            ("search", _("Search the map"), "Ctrl+F", self.sight.find),
            ("list-filter", _("What is shown"), "", lambda: self.panels.toggle("filter")),
            ("message-square-text", _("Comments"), "", lambda: self.panels.toggle("comments")),
            ("palette", _("Colours and what they mean"), "", lambda: self.panels.toggle("colours")),
            ("map", _("Small map"), "", self.show_minimap),
        ):
            button = IconButton(theme, icon, name, size=16, on_click=work)
            if keys:
                button.set_name(name, keys_text(keys))
            self.bar.tools.addWidget(button)

    def _write(self, kind: str, number: int, text: str) -> None:
        assert self.reach is not None
        if kind == "card":
            self.reach.card.write(number, text)
        elif kind == "duration":
            self.reach.map.set_duration(number, text)
        elif text.strip() or kind == "lane":
            self.reach.map.rename(kind, number, text)

    def _text_of(self, kind: str, number: int) -> str | None:
        if self.reach is None:
            return None
        journey = self.reach.journey
        texts = {
            "card": {c.id: c.words for c in journey.cards},
            "stage": {s.id: s.name for s in journey.stages},
            "duration": {s.id: s.duration for s in journey.stages},
            "step": {s.id: s.name for s in journey.steps},
            "lane": {lane.id: lane.title for lane in journey.lanes},
        }
        return texts[kind].get(number)

    def _show_legend(self, journey: "JourneyMap") -> None:
        from cxdesk.journeys.legend import legend, rounds_before, score_kind
        from cxdesk.journeys.metrics import Style
        from cxdesk.journeys.stage_facts import pooling_line
        from cxdesk.journeys.truths import scored_at_all

        marks = legend(journey, language(), Style("ui", 12, 16, "text2"), with_score=False, with_cuts=False)
        whole = marks
        if scored_at_all(journey):
            whole = legend(journey, language(), Style("ui", 12, 16, "text2"), with_score=False)
        words = [s.words for s in whole.piece.text if hasattr(s, "words")]
        told = " ".join(part for part in (listed(words), pooling_line(journey, language())) if part)
        note = []
        if any(card.score for card in journey.cards):
            note.append(_("Scores: {kind}.").format(kind=score_kind(journey, language())))
        if before := rounds_before(journey):
            note.append(_("Tick: {round}.").format(round=listed(before)))
        if journey.last_checked is not None:
            note.append(_("Last checked {day}.").format(day=day(journey.last_checked)))
        self.bar.show_told(marks, told, " ".join(note))

    def _keep_editor_in_place(self) -> None:
        if self.editor is None or self._edited is None:
            return
        kind, number = self._edited
        rect = self.view.place_in_sight("stage" if kind == "duration" else kind, number)
        if rect is None:
            self.editor.finish()
        else:
            self.editor.lie_over(rect)

    def _told_of(self, kind: str, number: int) -> str:
        return hover_words(self.journey, kind, number) if self.journey is not None else ""

    def _on_moved(self) -> None:
        self._keep_editor_in_place()
        if self.minimap.isVisible():
            self.minimap.lie_in_corner()

    def _on_walked(self) -> None:
        cell, chosen = self.view.chosen_cell, self.view.chosen
        if self.journey is not None and cell is not None:
            card_id = chosen.card_id if chosen else None
            say_of(self.view, place_words(self.journey, *cell, card_id))
        if self.panels.is_open("comments"):
            self.panels.show_state()

    def _on_asked(self, word: str) -> None:
        if word in ("copy", "cut", "paste"):
            getattr(self.copying, word)()
        elif word == "find":
            self.sight.find()
        elif word in ("find_next", "find_before"):
            self.sight.step(1 if word == "find_next" else -1)
        elif word == "delete" and self.reach is not None:
            self.reach.many.delete(self.view.chosen_cards)
        elif word == "open_inner" and (cell := self.view.chosen_cell) is not None:
            self._open_inner(cell[0])
        elif word == "back":
            self.sight.back()

    def _open_inner(self, step_id: int) -> bool:
        steps = self.reach.journey.steps if self.reach else ()
        inner = next((s.inner_journey_id for s in steps if s.id == step_id), None)
        if self.reach is None or inner is None:
            return False
        self.reach.open_journey(inner)
        return True

    def _on_head_opened(self, kind: str, number: int) -> None:
        if kind != "step" or not self._open_inner(number):
            self.edit(kind, number)

    def _on_editor_closed(self) -> None:
        self.editor, self._edited = None, None
        self.view.hide_place(False)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_cell_opened(self, step_id: int, lane_id: int) -> None:
        if self.reach is None:
            return
        kind = self.lane_kind(lane_id)
        made = self.reach.card.add(step_id, lane_id, kind)
        if made is not None:
            self.view.choose_card(made)
            if kind not in CURVES:
                self.edit("card", made)

    def _on_delete_asked(self, card_id: int) -> None:
        if self.reach is not None:
            self.reach.card.delete(card_id)

    def _on_nudged(self, card_id: int, by: int) -> None:
        card = self.card(card_id)
        if self.reach is None or card is None:
            return
        if len(self.view.chosen_cards) > 1:
            self.arranging.shift(0, -by)
        elif card.feeling is not None:
            self.reach.card.feel(card_id, max(-5.0, min(5.0, card.feeling + by)))
        else:
            self._carry(card, "up" if by > 0 else "down")

    def _on_carried(self, card_id: int, by: int) -> None:
        if len(self.view.chosen_cards) > 1:
            self.arranging.shift(by, 0)
        elif (card := self.card(card_id)) is not None:
            self._carry(card, "after" if by > 0 else "before")

    def _carry(self, card: "CardOnMap", way: str) -> None:
        """Move a card one way and stay with it."""
        if self.reach is not None and self.journey and (to := spot(self.journey, card, way)) is not None:
            move(self.reach, card.id, to)
            self.view.choose_card(card.id)

    def _on_menu_asked(self, at: QPoint, head: "Head | None") -> None:
        self.menu = self.menu_for(head)
        if not self.menu.isEmpty():
            self.menu.popup(at)
