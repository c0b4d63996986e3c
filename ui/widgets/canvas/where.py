"""What lies where on a drawing, found by halving and not by looking through all of it; no Qt."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from cxdesk.journeys.shapes import CardShape, Cell, Head, MapDrawing


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a card would be dropped: a cell, and the place (from 0) among its cards."""

    step_id: int
    lane_id: int
    place: int


class Where:
    """Columns by x and lanes by y, counted in reading order; points are in map pixels as they are drawn."""

    def __init__(self, drawing: MapDrawing) -> None:
        self._drawing = drawing
        self._width, self._rtl = drawing.width, drawing.rtl

    def card_at(self, x: float, y: float) -> CardShape | None:
        """The card at a point."""
        cards = self._drawing.cards
        return next((c for c in cards if c.x <= x <= c.x + c.w and c.y <= y <= c.y + c.h), None)

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell at a point."""
        cells = self._drawing.cells
        return next((c for c in cells if c.x <= x <= c.x + c.w and c.y <= y <= c.y + c.h), None)

    def head_at(self, x: float, y: float) -> Head | None:
        """The name of a stage, step or lane at a point."""
        return next((h for h in self._drawing.heads if h.x <= x <= h.x + h.w and h.y <= y <= h.y + h.h), None)

    def spot(self, x: float, y: float, moving: frozenset[int]) -> Spot | None:
        """Where a card would go that is let go here: the nearest cell, below the cards over the point."""
        cell = self._nearest(x, y)
        if cell is None:
            return None
        here = [c for c in self._cards.get((cell.step_id, cell.lane_id), []) if c.card_id not in moving]
        return Spot(cell.step_id, cell.lane_id, sum(1 for c in here if c.y + c.h / 2 < y))

    def lane_holds(self, lane_id: int, y: float) -> bool:
        """Whether a height lies in a lane."""
        place = next(((top, height) for lane, (top, height) in self._lanes if lane == lane_id), None)
        return place is not None and place[0] - 9 <= y <= place[0] + place[1] + 9

    def column_at(self, x: float) -> tuple[int, bool]:
        """The column (from 0) nearest to x, and whether x lies in its second half."""
        at = self._start(x, 0)
        column = max(0, bisect_right(self._lefts, at) - 1)
        width = self._drawing.cells[0].w if self._drawing.cells else 1.0
        return column, bool(self._lefts) and at > self._lefts[column] + width / 2

    def before(self, kind: str, number: int, x: float, y: float) -> int:
        """How many other stages begin before x, or lanes above y: the place one of them would take."""
        others = [h for h in self._drawing.heads if h.kind == kind and h.id != number]
        if kind == "lane":
            return sum(1 for h in others if h.y + h.h / 2 < y)
        at = self._start(x, 0)
        return sum(1 for h in others if self._start(h.x, h.w) + h.w / 2 < at)

    def cards_in(self, left: float, top: float, right: float, bottom: float) -> list[int]:
        """The cards that a rectangle touches."""
        return [
            c.card_id
            for c in self._drawing.cards
            if c.x < right and c.x + c.w > left and c.y < bottom and c.y + c.h > top
        ]

    # Only what is asked for is put in order: at an edit of a large map nobody asks.
    @cached_property
    def _steps(self) -> list[tuple[int, float]]:
        steps = {c.step_id: self._start(c.x, c.w) for c in self._drawing.cells}
        return sorted(steps.items(), key=lambda one: one[1])

    @cached_property
    def _lanes(self) -> list[tuple[int, tuple[float, float]]]:
        lanes = {c.lane_id: (c.y, c.h) for c in self._drawing.cells}
        return sorted(lanes.items(), key=lambda one: one[1])

    @cached_property
    def _lefts(self) -> list[float]:
        return [left for _step, left in self._steps]

    @cached_property
    def _tops(self) -> list[float]:
        return [top for _lane, (top, _height) in self._lanes]

    @cached_property
    def _cells(self) -> dict[tuple[int, int], Cell]:
        return {(c.step_id, c.lane_id): c for c in self._drawing.cells}

    @cached_property
    def _cards(self) -> dict[tuple[int, int], list[CardShape]]:
        cards: dict[tuple[int, int], list[CardShape]] = {}
        for card in self._drawing.cards:
            cards.setdefault((card.step_id, card.lane_id), []).append(card)
        return cards

    def _nearest(self, x: float, y: float) -> Cell | None:
        if not self._steps or not self._lanes:
            return None
        column = max(0, bisect_right(self._lefts, self._start(x, 0)) - 1)
        row = max(0, bisect_right(self._tops, y + 9) - 1)
        return self._cells.get((self._steps[column][0], self._lanes[row][0]))

    def _start(self, x: float, width: float) -> float:
        """How far from where reading begins something of a width starts."""
        return self._width - x - width if self._rtl else x
