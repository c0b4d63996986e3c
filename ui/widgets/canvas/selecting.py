"""Several cards chosen at once: with Shift and Ctrl, by a rectangle drawn over them, by the keyboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from ui.widgets.canvas.items import FOUND, PLAIN, SELECTED, SLOT, BandItem

if TYPE_CHECKING:
    from ui.widgets.canvas.view import MapView


class Selection:
    """Which cards are chosen, found by a search, or in the air; it keeps the looks of the cards in step."""

    def __init__(self, view: "MapView", band: BandItem) -> None:
        self._view, self._band = view, band
        self.cards: frozenset[int] = frozenset()
        self._found: frozenset[int] = frozenset()
        self._moving: frozenset[int] = frozenset()
        self.looks: dict[int, str] = {}
        self._from: QPointF | None = None
        self._kept: frozenset[int] = frozenset()

    def choose(self, cards: frozenset[int]) -> None:
        """Choose these cards and no others."""
        if cards != self.cards:
            self.cards = cards
            self.show_looks()
            self._view.selection_changed.emit()

    def toggle(self, card_id: int) -> None:
        """Add a card, or take it out again."""
        self.choose(self.cards ^ {card_id})

    def show_found(self, cards: frozenset[int]) -> None:
        """Mark what a search found."""
        self._found = cards
        self.show_looks()

    def show_moving(self, cards: frozenset[int]) -> None:
        """Show the place of these cards as a slot, while they hang on the pointer."""
        self._moving = cards
        self.show_looks()

    def keep(self, there: frozenset[int]) -> None:
        """Forget cards that are no longer on the map."""
        gone = self.cards - there
        self.cards &= there
        self.show_looks()
        if gone:
            self._view.selection_changed.emit()

    def show_looks(self) -> None:
        """Give every card the look it has now; only those that had or have one are gone through."""
        looks = dict.fromkeys(self._found, FOUND) | dict.fromkeys(self.cards, SELECTED)
        looks |= dict.fromkeys(self._moving, SLOT)
        for number, look in (dict.fromkeys(self.looks, PLAIN) | looks).items():
            if (item := self._view.items_of_cards.get(number)) is not None:
                item.set_look(look)
        if looks != self.looks:
            self._view.far_cards.update()
        self.looks = looks

    def begin_band(self, at: QPointF, more: bool) -> None:
        """Begin a rectangle; with `more` the cards that are chosen stay so."""
        self._from = at
        self._kept = self.cards if more else frozenset()

    def stretch_band(self, to: QPointF) -> bool:
        """Stretch it to a point; False when none was begun."""
        if self._from is None or self._view.where is None:
            return False
        rect = QRectF(self._from, to).normalized()
        self._band.put(rect)
        inside = self._view.where.cards_in(rect.left(), rect.top(), rect.right(), rect.bottom())
        self.choose(self._kept | frozenset(inside))
        return True

    def end_band(self) -> bool:
        """Let it go; False when none was stretched."""
        was = self._from is not None and self._band.isVisible()
        self._from = None
        self._band.hide()
        return was
