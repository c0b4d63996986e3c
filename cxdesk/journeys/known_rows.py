"""Lanes that were laid out before: only what changed is laid out, moved and turned again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cxdesk.journeys import cards, heads
from cxdesk.journeys.content import Content
from cxdesk.journeys.grid import Sight
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap
from cxdesk.journeys.shapes import CardShape, Cell, LatePiece, Piece, card_at, mirrored_piece, moved

# So many cards are remembered; more than the largest map that is in use has.
MOST_CARDS = 30_000


@dataclass(frozen=True, slots=True)
class Row:
    """One lane where it lies, with what it adds to the map."""

    lane: LaneOnMap
    y: float
    height: float
    frame: Piece
    cards: tuple[CardShape, ...]
    cells: tuple[Cell, ...] = ()


class KnownCards:
    """Cards that were laid out before; one that only moves is not drawn again. `make` says what is on a card."""

    def __init__(self, make: Callable[..., Content] = cards.content) -> None:
        self._make = make
        self._contents: dict[int, tuple[CardOnMap, tuple[object, ...], Content]] = {}
        self._pieces: dict[int, tuple[Content, float, LatePiece]] = {}
        self._mirrors: dict[int, tuple[Piece | LatePiece, LatePiece]] = {}

    def content(self, card: CardOnMap, *asked: object) -> Content:
        """What is on a card, with its height; `asked` is all else that its look depends on."""
        known = self._contents.get(card.id)
        # Most cards of a map that is laid out again are the same objects, which is quicker to see than equality.
        if known is not None and known[1] == asked and (known[0] is card or known[0] == card):
            return known[2]
        if len(self._contents) > MOST_CARDS:
            self._contents.clear()
            self._pieces.clear()
            self._mirrors.clear()
        made = self._make(card, *asked)
        self._contents[card.id] = (card, asked, made)
        return made

    def piece(self, card_id: int, content: Content, height: float) -> LatePiece:
        """The shapes of a card of a height, from its top left corner."""
        known = self._pieces.get(card_id)
        if known is None or known[0] is not content or known[1] != height:
            known = self._pieces[card_id] = (
                content,
                height,
                LatePiece(lambda: content.draw(0.0, 0.0, height)),
            )
        return known[2]

    def mirror(self, card: CardShape, width: float) -> CardShape:
        """A card as seen in a mirror of that width."""
        known = self._mirrors.get(card.card_id)
        if known is None or known[0] is not card.drawn:
            turned = LatePiece(lambda: mirrored_piece(card.own, card.w))
            known = self._mirrors[card.card_id] = (card.drawn, turned)
        return card_at(card, width - card.x - card.w, card.y, known[1])


class KnownRows:
    """Rows that were laid out before, so that only the lanes that changed are laid out again."""

    def __init__(self) -> None:
        self.cards = KnownCards()
        self._sight: Sight | None = None
        self._made: dict[int, tuple[Any, Row]] = {}
        self._placed: dict[int, Row] = {}
        self._top: tuple[Any, heads.Top] | None = None
        self._mirrors: dict[int, tuple[Row, float, Row]] = {}

    def sight(self, sight: Sight) -> Sight:
        """The same columns as before where they are equal, so that every lane need not compare them."""
        if self._sight != sight:
            self._sight = sight
        assert self._sight is not None
        return self._sight

    def top(self, journey: JourneyMap, sight: Sight) -> heads.Top:
        """Stages, steps and the ways between them."""
        asked = (journey.stages, journey.links, journey.is_loop, journey.checked_on, journey.today, sight)
        if self._top is None or self._top[0] != asked:
            self._top = (asked, heads.top(journey, sight))
        return self._top[1]

    def row(self, lane: LaneOnMap, asked: Any, y: float, make: Callable[[float], Row]) -> Row:
        """The row of a lane at a height; `asked` is all that its look depends on but the height."""
        known, made = self._made.get(lane.id, (None, None))
        if made is None or known != asked:
            made = make(y)
            self._made[lane.id] = (asked, made)
            self._placed[lane.id] = made
        placed = self._placed[lane.id]
        if placed.y != y:
            placed = self._placed[lane.id] = _lowered(made, y - made.y)
        return placed

    def mirror(self, row: Row, width: float) -> Row:
        """A row as seen in a mirror, which is made once for as long as the row stays as it is."""
        seen = self._mirrors.get(row.lane.id)
        if seen is None or seen[0] is not row or seen[1] != width:
            other = replace(
                row,
                frame=mirrored_piece(row.frame, width),
                cards=tuple(self.cards.mirror(card, width) for card in row.cards),
                cells=tuple(Cell(c.step_id, c.lane_id, width - c.x - c.w, c.y, c.w, c.h) for c in row.cells),
            )
            seen = self._mirrors[row.lane.id] = (row, width, other)
        return seen[2]


def _lowered(row: Row, by: float) -> Row:
    return replace(
        row,
        y=row.y + by,
        frame=moved(row.frame, 0, by),
        cards=tuple(card_at(c, c.x, c.y + by) for c in row.cards),
        cells=tuple(Cell(c.step_id, c.lane_id, c.x, c.y + by, c.w, c.h) for c in row.cells),
    )
