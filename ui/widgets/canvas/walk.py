"""Where the keyboard goes on a map: from cell to cell, and through the cards of a cell; no Qt."""

from dataclasses import dataclass
from functools import cached_property

from cxdesk.journeys.shapes import CardShape, Cell, MapDrawing


@dataclass(frozen=True, slots=True)
class Place:
    """A cell by its column and row, and which of its cards; 0 also stands for a cell without any."""

    column: int
    row: int
    depth: int = 0


class Grid:
    """The cells of a drawing by column and row, columns counted in reading order."""

    def __init__(self, drawing: MapDrawing) -> None:
        self._drawing = drawing

    @property
    def is_empty(self) -> bool:
        """Whether there is nowhere to go."""
        return not self._drawing.cells

    # Put in order when the keyboard first asks: most changes of a map come without.
    @cached_property
    def _cards(self) -> dict[tuple[int, int], list[CardShape]]:
        cards: dict[tuple[int, int], list[CardShape]] = {}
        for card in self._drawing.cards:
            cards.setdefault((card.step_id, card.lane_id), []).append(card)
        return cards

    @cached_property
    def _steps(self) -> list[int]:
        return list(dict.fromkeys(c.step_id for c in self._drawing.cells))

    @cached_property
    def _lanes(self) -> list[int]:
        return list(dict.fromkeys(c.lane_id for c in self._drawing.cells))

    @cached_property
    def _cells(self) -> dict[tuple[int, int], Cell]:
        return {(c.step_id, c.lane_id): c for c in self._drawing.cells}

    def cell(self, place: Place) -> Cell:
        """The cell at a place."""
        return self._cells[self._steps[place.column], self._lanes[place.row]]

    def cards(self, place: Place) -> list[CardShape]:
        """The cards in the cell at a place."""
        return self._cards.get((self._steps[place.column], self._lanes[place.row]), [])

    def card(self, place: Place) -> CardShape | None:
        """The card at a place, or None in a free cell."""
        here = self.cards(place)
        return here[min(place.depth, len(here) - 1)] if here else None

    def place_of(self, step_id: int, lane_id: int, card_id: int | None = None) -> Place | None:
        """Where a cell, or one of its cards, is."""
        if step_id not in self._steps or lane_id not in self._lanes:
            return None
        place = Place(self._steps.index(step_id), self._lanes.index(lane_id))
        ids = [card.card_id for card in self.cards(place)]
        return Place(place.column, place.row, ids.index(card_id) if card_id in ids else 0)

    def bounded(self, place: Place) -> Place:
        """The nearest place there is, after the map has become smaller."""
        column, row = min(place.column, len(self._steps) - 1), min(place.row, len(self._lanes) - 1)
        here = self.cards(Place(column, row))
        return Place(column, row, max(0, min(place.depth, len(here) - 1)))

    def beside(self, place: Place, by: int) -> Place:
        """One column on or back."""
        column = min(max(place.column + by, 0), len(self._steps) - 1)
        return self.bounded(Place(column, place.row, place.depth))

    def below(self, place: Place, by: int) -> Place:
        """The next card of the cell, then the lane below or above."""
        depth = place.depth + by
        if 0 <= depth < len(self.cards(place)):
            return Place(place.column, place.row, depth)
        row = place.row + by
        if not 0 <= row < len(self._lanes):
            return place
        there = Place(place.column, row)
        return Place(place.column, row, 0 if by > 0 else max(0, len(self.cards(there)) - 1))

    def end(self, place: Place, by: int) -> Place:
        """The first or last column of the lane."""
        return self.bounded(Place(len(self._steps) - 1 if by > 0 else 0, place.row))
