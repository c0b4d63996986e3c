"""The lane of feelings: a panel from good to bad with the curve, its beads and its lowest point."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxdesk import i18n
from cxdesk.journeys.curve import Point, curves, cut
from cxdesk.journeys.extras import continued_words, source_words
from cxdesk.journeys.grid import EDGE, LABEL_WIDTH, Sight
from cxdesk.journeys.kinds import FEELING_LIMIT
from cxdesk.journeys.labels import INKS, PALE
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.queries import CardOnMap, LaneOnMap
from cxdesk.journeys.shapes import Bead, Box, CardShape, Line, Piece, drawn_card

HEIGHT = 124.0
AIR = 18.0
BEAD = 5.5
UNDER = 9.0
SMALL = Style("ui", 12, 16, "text2")
LOWEST = Style("strong", 12, 16, "accent")


@dataclass(frozen=True, slots=True)
class Panel:
    """The lane's own shapes, and one small card per feeling for hand and keyboard."""

    height: float
    frame: Piece
    cards: tuple[CardShape, ...]


def panel(
    lane: LaneOnMap,
    cells: Sequence[CardOnMap | None],
    sight: Sight,
    y: float,
    beside: Sequence[CardOnMap | None] = (),
) -> Panel:
    """The panel of one lane; on one sheet of many the curve is cut where the sheet ends.

    `beside` are the customers' feelings, drawn pale behind those of the employees.
    """
    language, high, width, wide = sight.language, sight.curve_height, sight.width, sight.card_width
    ink = INKS[lane.kind]
    notes = {c.id: said for c in cells if c and (said := _note(c, sight)).lines}
    notes_height = max((n.height for n in notes.values()), default=0.0)
    left, middle = LABEL_WIDTH - EDGE, y + high / 2
    points = _points(cells, sight, middle)
    lowest = _lowest(points)
    # A point at the very bottom makes room for its words.
    below = max(0.0, lowest.y + UNDER + LOWEST.line + 2 - (y + high)) if lowest else 0.0
    height = high + below + (notes_height + 4 if notes_height else 0)
    pale = curves(_points(beside, sight, middle), PALE, 1.75)
    pieces = (cut(piece, left, width) for piece in (*pale, *curves(points, ink, 2.5)))
    frame = _ground(left, y, width, height, high, language)
    frame += Piece(keep=tuple(piece for piece in pieces if piece))
    shapes = []
    for place in range(sight.first, sight.last):
        card, x = cells[place], sight.left(place)
        if card is None:
            continue
        point = next((p for p in points if p.column == place), None)
        piece = _point(point, point is not None and point is lowest, sight, ink)
        if (note := notes.get(card.id)) is not None:
            piece += Piece(text=note.at(x + wide / 2, y + high + below, "center"))
        shapes.append(drawn_card(card.id, card.step_id, lane.id, lane.kind, x, y, wide, height, piece))
    return Panel(height, frame, tuple(shapes))


def _points(cells: Sequence[CardOnMap | None], sight: Sight, middle: float) -> list[Point]:
    half = sight.curve_height / 2 - AIR
    return [
        Point(i, sight.left(i) + sight.card_width / 2, middle - c.feeling / FEELING_LIMIT * half, c.grade)
        for i, c in enumerate(cells)
        if c and c.feeling is not None
    ]


def _ground(left: float, y: float, width: float, height: float, high: float, language: str) -> Piece:
    words = i18n.words(language)
    good = block(words.gettext("good"), SMALL, 120, language)
    bad = block(words.gettext("bad"), SMALL, 120, language)
    return Piece(
        keep=(
            Box(left, y, width - left, height, "surface", None, 0, 8),
            Line(left + 8, y + high / 2, width - 8, y + high / 2, "line", 1.5),
        ),
        text=good.at(left + 10, y + 2) + bad.at(left + 10, y + high - bad.height - 3),
    )


def _note(card: CardOnMap, sight: Sight) -> Block:
    """What is said of a feeling, and where it comes from."""
    language = sight.language
    said, source = card.text.rstrip(" ,،;؛"), source_words(card, language)
    # A sentence is over with its own sign, and takes no comma after it.
    between = [" ".join(filter(None, (said, source)))] if said.endswith((".", "!", "?", "؟", "…")) else None
    told = i18n.listed(between or filter(None, (said, source)), language)
    told = " ".join(filter(None, (told, continued_words(card, language))))
    return block(told, SMALL, sight.name_room, language)


def _point(point: Point | None, is_lowest: bool, sight: Sight, ink: str) -> Piece:
    if point is None:
        return Piece()
    bead = Bead(point.x, point.y, BEAD, point.grade, ink, "surface", 1.6, 2.5)
    if not is_lowest:
        return Piece(keep=(bead,))
    words = i18n.words(sight.language).gettext("lowest point")
    label = block(words, replace(LOWEST, colour=ink), sight.name_room, sight.language)
    return Piece(keep=(bead,), text=label.at(point.x, point.y + UNDER, "center"))


def _lowest(points: Sequence[Point]) -> Point | None:
    """The one lowest point; nothing to name when two are equally low, or when there is only one."""
    if len(points) < 2:
        return None
    ranked = sorted(points, key=lambda p: p.y, reverse=True)
    return ranked[0] if ranked[0].y > ranked[1].y else None
