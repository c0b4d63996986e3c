"""Where what is drawn on a poster is cut into sheets to be glued: no card without being whole on one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.shapes import Text
from exports.journey.extent import Rect, extent, placed
from exports.journey.papers import MM, Paper
from exports.journey.sheet import Sheet

# Outside of it lie cut marks and label, and what a printer can't reach.
EDGE, TOP, FOOT = 12 * MM, 12 * MM, 14 * MM
AIR = 1.5
MOST_TILES = 400
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Tile:
    """One window of the poster in its points; row and column from 0, columns from where reading begins."""

    row: int
    column: int
    window: Rect


@dataclass(frozen=True, slots=True)
class Cutting:
    """All windows in the order of gluing, the paper of each, and the cards that are on none of them whole.

    `torn` counts the short lines of text that are not whole on any.
    """

    paper: Paper
    columns: int
    rows: int
    tiles: tuple[Tile, ...]
    split: tuple[int, ...] = ()
    torn: int = 0

    @property
    def glued(self) -> Rect:
        """All sheets together as they lie on the poster."""
        windows = [tile.window for tile in self.tiles]
        return Rect(
            min(w.left for w in windows),
            min(w.top for w in windows),
            max(w.right for w in windows),
            max(w.bottom for w in windows),
        )


def cuts(length: float, window: float, overlap: float, spans: Sequence[tuple[float, float]]) -> list[float]:
    """Where windows begin along one side, so that each span that is not longer lies wholly in one.

    Each window begins as late as it may: neighbours share `overlap` at least.
    """
    fitting = [span for span in spans if span[1] - span[0] <= window]
    starts = [0.0]
    while starts[-1] + window < length - _SLACK:
        end = starts[-1] + window
        # What ends behind this window has to begin in the next one.
        later = min((a for a, b in fitting if b > end + _SLACK), default=end)
        starts.append(max(min(end - overlap, later), starts[-1] + _SLACK * 10))
    return starts


def cut_up(sheet: Sheet, paper: Paper, overlap: float, *, rtl: bool) -> Cutting:
    """The poster on sheets of a paper, laid across or upright as needs fewer; UserError where it can't be."""
    found = [_cut(sheet, side, overlap, rtl) for side in (paper.across, paper)]
    best = min(found, key=lambda cutting: (len(cutting.split), cutting.columns * cutting.rows, cutting.torn))
    if best.columns * best.rows > MOST_TILES:
        raise UserError(
            _("This would take more than {n} sheets. Choose a larger paper or a smaller scale.").format(
                n=MOST_TILES
            )
        )
    return best


def window_size(paper: Paper) -> tuple[float, float]:
    """How much of a poster one sheet shows."""
    return paper.width - 2 * EDGE, paper.height - TOP - FOOT


def _cut(sheet: Sheet, paper: Paper, overlap: float, rtl: bool) -> Cutting:
    wide, high = window_size(paper)
    if not 0 <= overlap <= min(wide, high) / 3:
        raise UserError(
            _("The sheets can share from 0 to {most} mm.").format(most=int(min(wide, high) / 3 / MM))
        )
    cards, inked = _cards(sheet), _inked(sheet)
    kept = (list(cards.values()), _texts(sheet, wide, high))
    # Counted from where reading begins, and the gluing too.
    across = [
        [
            _from(inked.right, -box.right, -box.left) if rtl else _from(-inked.left, box.left, box.right)
            for box in boxes
        ]
        for boxes in kept
    ]
    down = [[_from(-inked.top, box.top, box.bottom) for box in boxes] for boxes in kept]
    begun = _fewest(inked.width, wide, overlap, *across)
    lefts = [inked.right - at - wide if rtl else inked.left + at for at in begun]
    tops = [inked.top + at for at in _fewest(inked.height, high, overlap, *down)]
    if len(lefts) * len(tops) > MOST_TILES:
        return Cutting(paper, len(lefts), len(tops), ())
    tiles = tuple(
        Tile(row, column, Rect(left, top, left + wide, top + high))
        for row, top in enumerate(tops)
        for column, left in enumerate(lefts)
    )
    split = tuple(key for key, box in cards.items() if not any(t.window.holds(box) for t in tiles))
    torn = sum(not any(t.window.holds(box) for t in tiles) for box in kept[1])
    return Cutting(paper, len(lefts), len(tops), tiles, split, torn)


def _from(zero: float, begin: float, end: float) -> tuple[float, float]:
    return zero + begin - AIR, zero + end + AIR


def _fewest(
    length: float,
    window: float,
    overlap: float,
    cards: Sequence[tuple[float, float]],
    texts: Sequence[tuple[float, float]],
) -> list[float]:
    """Where windows begin so that cards are whole, and texts too where that takes no further row of sheets."""
    least = cuts(length, window, overlap, cards)
    found = cuts(length, window, overlap, [*cards, *texts])
    return found if len(found) == len(least) else least


def _inked(sheet: Sheet) -> Rect:
    """What is drawn on the poster: the white around it needs no sheets."""
    found = [
        placed(extent(shape), part.x, part.y, part.scale) for part in sheet.parts for shape in part.shapes
    ]
    if not found:
        return Rect(0, 0, sheet.width, sheet.height)
    return Rect(
        max(0.0, min(box.left for box in found) - AIR),
        max(0.0, min(box.top for box in found) - AIR),
        min(sheet.width, max(box.right for box in found) + AIR),
        min(sheet.height, max(box.bottom for box in found) + AIR),
    )


def _cards(sheet: Sheet) -> dict[int, Rect]:
    """Where each card lies on the poster."""
    return {
        card.card_id: placed(
            Rect(card.x, card.y, card.x + card.w, card.y + card.h), part.x, part.y, part.scale
        )
        for part in sheet.parts
        if part.drawing is not None
        for card in part.drawing.cards
    }


def _texts(sheet: Sheet, wide: float, high: float) -> list[Rect]:
    """Lines of text that are kept whole too where that costs nothing: those up to half a sheet long."""
    found = (
        placed(extent(shape), part.x, part.y, part.scale)
        for part in sheet.parts
        for shape in part.shapes
        if isinstance(shape, Text)
    )
    return [box for box in found if box.width <= wide / 2 and box.height <= high / 4]
