"""Lanes that were laid out before: only what changed is laid out, moved and turned again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cxdesk.journeys import heads
from cxdesk.journeys.grid import Sight
from cxdesk.journeys.queries import JourneyMap, LaneOnMap
from cxdesk.journeys.shapes import CardShape, Piece, mirrored_card, mirrored_piece, moved


@dataclass(frozen=True, slots=True)
class Row:
    """One lane where it lies, with what it adds to the map."""

    lane: LaneOnMap
    y: float
    height: float
    frame: Piece
    cards: tuple[CardShape, ...]


class KnownRows:
    """Rows that were laid out before, so that only the lanes that changed are laid out again."""

    def __init__(self) -> None:
        self._flat: dict[int, tuple[Any, Row]] = {}
        self._placed: dict[int, Row] = {}
        self._top: tuple[Any, heads.Top] | None = None
        self._mirrors: dict[int, tuple[Row, float, Row]] = {}

    def top(self, journey: JourneyMap, sight: Sight) -> heads.Top:
        """Stages, steps and the ways between them."""
        asked = (journey.stages, journey.links, journey.is_loop, journey.today, sight)
        if self._top is None or self._top[0] != asked:
            self._top = (asked, heads.top(journey, sight))
        return self._top[1]

    def row(self, lane: LaneOnMap, asked: Any, y: float, make: Callable[[], Row]) -> Row:
        """The row of a lane at a height; `asked` is all that its look depends on but the height."""
        known, flat = self._flat.get(lane.id, (None, None))
        if flat is None or known != asked:
            flat = make()
            self._flat[lane.id] = (asked, flat)
            self._placed.pop(lane.id, None)
        placed = self._placed.get(lane.id)
        if placed is None or placed.y != y:
            placed = self._placed[lane.id] = _lowered(flat, y)
        return placed

    def mirror(self, row: Row, width: float) -> Row:
        """A row as seen in a mirror, which is made once for as long as the row stays as it is."""
        seen = self._mirrors.get(row.lane.id)
        if seen is None or seen[0] is not row or seen[1] != width:
            cards = tuple(mirrored_card(card, width) for card in row.cards)
            other = replace(row, frame=mirrored_piece(row.frame, width), cards=cards)
            seen = self._mirrors[row.lane.id] = (row, width, other)
        return seen[2]


def _lowered(row: Row, y: float) -> Row:
    cards = tuple(replace(c, y=c.y + y, piece=moved(c.piece, 0, y)) for c in row.cards)
    return replace(row, y=y, frame=moved(row.frame, 0, y), cards=cards)
