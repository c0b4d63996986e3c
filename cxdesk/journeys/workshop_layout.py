"""A map as a whole room reads it: one stage at a time or all of them, nothing smaller than 32 px; pure geometry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cxdesk import i18n
from cxdesk.journeys.curve import Point, curves
from cxdesk.journeys.grid import Column, columns_of
from cxdesk.journeys.kinds import CURVES, FEELING_LIMIT, LINES
from cxdesk.journeys.known_rows import KnownCards
from cxdesk.journeys.labels import ICONS, INKS, lane_words
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap
from cxdesk.journeys.shapes import (
    Bead,
    Box,
    CardShape,
    Cell,
    Head,
    Icon,
    Line,
    MapDrawing,
    Piece,
    Shape,
    drawn_card,
    joined,
    mirrored,
)
from cxdesk.journeys.workshop_card import BODY, ICON, PAD_Y, SMALL, SMALLEST, Face, content

LABEL_WIDTH = 300.0
LEAST_CARD = 384.0
MOST_CARD = 860.0
GAP = 24.0
LANE_GAP = 20.0
CURVE_HEIGHT = 200.0
BEAD = 12.0
STEP = Style("strong", SMALLEST, 44, "text")


@dataclass(frozen=True, slots=True)
class Sight:
    """What is drawn: the columns, how wide a card is, the language, the dots of the vote, the colours of marks."""

    columns: tuple[Column, ...]
    card: float
    language: str
    votes: Mapping[int, int] = field(default_factory=dict)
    marks: Mapping[int, str] = field(default_factory=dict)

    def face(self, card: CardOnMap) -> Face:
        """How one card is shown."""
        mark = self.marks.get(card.mark_id or 0)
        return Face(self.card, self.language, self.votes.get(card.id, 0), mark)

    @property
    def width(self) -> float:
        """How wide all of it is."""
        return LABEL_WIDTH + len(self.columns) * (self.card + GAP) - GAP

    def left(self, column: int) -> float:
        """Where a column begins."""
        return LABEL_WIDTH + column * (self.card + GAP)


def lay_out_room(
    journey: JourneyMap,
    language: str,
    width: float,
    *,
    stage_id: int | None = None,
    votes: Mapping[int, int] | None = None,
    rtl: bool | None = None,
    known: "KnownRoom | None" = None,
) -> MapDrawing:
    """One stage with its columns as wide as the room allows, or all stages beside each other.

    `width` is the width of the screen in px. Text is never made smaller; what has no room is scrolled to. With the
    `known` lanes of the same map only what changed is laid out and drawn again.
    """
    known = known or KnownRoom()
    columns = tuple(c for c in columns_of(journey) if stage_id in (None, c.stage.id))
    free = (width - LABEL_WIDTH + GAP) / max(1, len(columns)) - GAP
    marks = {mark.id: mark.colour for mark in journey.marks}
    sight = Sight(columns, min(MOST_CARD, max(LEAST_CARD, free)), language, votes or {}, marks)
    on_lanes: dict[int, list[CardOnMap]] = {}
    for card in journey.cards:
        on_lanes.setdefault(card.lane_id, []).append(card)
    frame, heads, y = _top(sight, with_stages=stage_id is None)
    pieces, cards, cells = [frame], list[CardShape](), list[Cell]()
    for lane in journey.lanes:
        if lane.kind in LINES:
            pieces.append(Piece(keep=(Line(0, y + 2, sight.width, y + 2, "line_strong", 2, (10, 8)),)))
            y += 4 + LANE_GAP
            continue
        row = known.row(lane, tuple(on_lanes.get(lane.id, ())), sight, y)
        pieces.append(row.frame)
        cards += row.cards
        cells += row.cells
        heads.append(Head("lane", lane.id, 0, y, LABEL_WIDTH - GAP, row.height))
        y += row.height + LANE_GAP
    legend, high = _legend(journey, sight, y)
    pieces.append(legend)
    y += high
    drawing = MapDrawing(sight.width, y, False, joined(pieces), tuple(cards), tuple(cells), tuple(heads))
    return (
        mirrored(drawing, known.cards.mirror) if (i18n.is_rtl(language) if rtl is None else rtl) else drawing
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One lane where it lies, with what it adds to the map."""

    height: float
    frame: Piece
    cards: tuple[CardShape, ...]
    cells: tuple[Cell, ...]


class KnownRoom:
    """Lanes as a room read them last, kept while one map is shown; cards are drawn once."""

    def __init__(self) -> None:
        self.cards = KnownCards(content)
        self._rows: dict[int, tuple[object, _Row]] = {}
        self._columns: tuple[Column, ...] = ()

    def row(self, lane: LaneOnMap, on_lane: tuple[CardOnMap, ...], sight: Sight, y: float) -> _Row:
        """A lane at a height; as it was, while all that its look depends on is as it was."""
        if self._columns is not sight.columns and self._columns != sight.columns:
            # Each lane need not compare them again.
            self._columns = sight.columns
            self._rows.clear()
        dots = tuple(sight.votes.get(card.id, 0) for card in on_lane)
        asked = (lane, on_lane, dots, sight.card, sight.language, tuple(sight.marks.items()), y)
        known = self._rows.get(lane.id)
        if known is None or known[0] != asked:
            known = self._rows[lane.id] = (asked, _row(lane, on_lane, sight, y, self.cards))
        return known[1]


def _row(lane: LaneOnMap, on_lane: Sequence[CardOnMap], sight: Sight, y: float, known: KnownCards) -> _Row:
    here = _cells(on_lane, sight)
    label, label_height = _label(lane, sight, y)
    lane_cards, body, inner = (
        _curve(lane, here, sight, y) if lane.kind in CURVES else _stacks(lane, here, sight, y, known)
    )
    height = max(inner, label_height)
    cells = tuple(
        Cell(c.step.id, lane.id, sight.left(i), y, sight.card, height)
        for i, c in enumerate(sight.columns)
        if c.step
    )
    return _Row(height, label + body, tuple(lane_cards), cells)


def _legend(journey: JourneyMap, sight: Sight, y: float) -> tuple[Piece, float]:
    """What the colours on the shown cards mean, below them all; nothing where none is used."""
    shown = {c.step.id for c in sight.columns if c.step}
    used = {card.mark_id for card in journey.cards if card.step_id in shown}
    piece, x, top = Piece(), LABEL_WIDTH, y
    for mark in journey.marks:
        if mark.id not in used:
            continue
        name = block(mark.name, SMALL, sight.width - LABEL_WIDTH - ICON, sight.language)
        if x > LABEL_WIDTH and x + ICON + name.width > sight.width:
            x, top = LABEL_WIDTH, top + SMALL.line
        box = Box(x, top + (name.line - 20) / 2, 20, 20, mark.colour, None, 0, 6)
        piece += Piece(keep=(box,), text=name.at(x + ICON, top))
        x += ICON + name.width + 2 * GAP
    return piece, (top - y + SMALL.line + LANE_GAP if piece.text else 0.0)


def _top(sight: Sight, *, with_stages: bool) -> tuple[Piece, list[Head], float]:
    """The names of steps over a rule, and of stages above them where there are several."""
    piece, heads, y = Piece(), list[Head](), 0.0
    if with_stages:
        piece, heads, y = _stages(sight)
    names = [block(c.step.name if c.step else "", STEP, sight.card, sight.language) for c in sight.columns]
    height = max((n.height for n in names), default=STEP.line)
    for i, (column, name) in enumerate(zip(sight.columns, names, strict=True)):
        x = sight.left(i)
        colour = "accent" if column.stage.in_focus else "line_strong"
        rule = Line(x, y + height + 8, x + sight.card, y + height + 8, colour, 3)
        piece += Piece(keep=(rule,), text=name.at(x, y + height - name.height))
        if column.step:
            heads.append(Head("step", column.step.id, x, y, sight.card, height))
    return piece, heads, y + height + 8 + LANE_GAP


def _stages(sight: Sight) -> tuple[Piece, list[Head], float]:
    style = Style("voice_strong", 40, 52, "text")
    spans: dict[int, list[int]] = {}
    for i, column in enumerate(sight.columns):
        spans.setdefault(column.stage.id, []).append(i)
    blocks = {}
    for number, places in spans.items():
        stage = sight.columns[places[0]].stage
        width = len(places) * (sight.card + GAP) - GAP - (ICON + 12 if stage.locked else 0)
        own = replace(style, colour="accent") if stage.in_focus else style
        blocks[number] = block(stage.name, own, width, sight.language)
    height = max((b.height for b in blocks.values()), default=style.line)
    piece, heads = Piece(), []
    for number, places in spans.items():
        x, stage = sight.left(places[0]), sight.columns[places[0]].stage
        lock = _lock(x, 8) if stage.locked else ()
        at = x + (ICON + 12 if stage.locked else 0)
        piece += Piece(keep=(*lock, *blocks[number].at(at, 0)))
        heads.append(Head("stage", number, x, 0, sight.left(places[-1]) + sight.card - x, height))
    return piece, heads, height + 12


def _lock(x: float, y: float) -> tuple[Shape, ...]:
    return (Icon("lock", x, y, ICON, "text2"),)


def _cells(on_lane: Sequence[CardOnMap], sight: Sight) -> list[list[CardOnMap]]:
    """The cards of one lane by column."""
    by_step: dict[int, list[CardOnMap]] = {}
    for card in on_lane:
        by_step.setdefault(card.step_id, []).append(card)
    return [by_step.get(c.step.id, []) if c.step else [] for c in sight.columns]


def _label(lane: LaneOnMap, sight: Sight, y: float) -> tuple[Piece, float]:
    room = LABEL_WIDTH - GAP - ICON - 16
    name = block(lane_words(lane, sight.language), SMALL, room, sight.language)
    top = y + PAD_Y
    keep: tuple[Shape, ...] = (Icon(ICONS[lane.kind], 0, top + (name.line - ICON) / 2, ICON, "text2"),)
    height = PAD_Y + name.height
    if lane.locked:
        keep += _lock(ICON + 16, top + name.height + 4)
        height += ICON + 8
    return Piece(keep=keep, text=name.at(ICON + 16, top)), height


def _stacks(
    lane: LaneOnMap, cells: Sequence[Sequence[CardOnMap]], sight: Sight, y: float, known: KnownCards
) -> tuple[list[CardShape], Piece, float]:
    """The cards of a lane; those beside each other are as high, so that the eye runs along."""
    contents = [[known.content(c, lane.kind, sight.face(c)) for c in cell] for cell in cells]
    deepest = max((len(cell) for cell in cells), default=0)
    shapes, top = [], y
    for depth in range(deepest):
        row = [cell[depth] for cell in contents if depth < len(cell)]
        height = max(content.height for content in row)
        for i, cell in enumerate(cells):
            if depth < len(cell):
                card, x = cell[depth], sight.left(i)
                piece = known.piece(card.id, contents[i][depth], height)
                shapes.append(
                    CardShape(card.id, card.step_id, lane.id, lane.kind, x, top, sight.card, height, piece)
                )
        top += height + 12
    return shapes, Piece(), max(top - 12 - y, 2 * PAD_Y + BODY.line)


def _curve(
    lane: LaneOnMap, cells: Sequence[Sequence[CardOnMap]], sight: Sight, y: float
) -> tuple[list[CardShape], Piece, float]:
    if not cells:
        return [], Piece(), 0.0
    ink, middle = INKS[lane.kind], y + CURVE_HEIGHT / 2
    words = i18n.words(sight.language)
    frame = Piece(
        keep=(
            Box(LABEL_WIDTH, y, sight.width - LABEL_WIDTH, CURVE_HEIGHT, "surface", None, 0, 16),
            Line(LABEL_WIDTH + 16, middle, sight.width - 16, middle, "line", 2),
        ),
        text=block(words.gettext("good"), SMALL, 200, sight.language).at(LABEL_WIDTH + 20, y + 6)
        + block(words.gettext("bad"), SMALL, 200, sight.language).at(LABEL_WIDTH + 20, y + CURVE_HEIGHT - 50),
    )
    points = [
        Point(
            i,
            sight.left(i) + sight.card / 2,
            middle - cell[0].feeling / FEELING_LIMIT * (CURVE_HEIGHT / 2 - 28),
            cell[0].grade,
        )
        for i, cell in enumerate(cells)
        if cell and cell[0].feeling is not None
    ]
    frame += Piece(keep=curves(points, ink, 5))
    at = {p.column: p for p in points}
    shapes = []
    for i, cell in enumerate(cells):
        if cell:
            point = at.get(i)
            bead = (Bead(point.x, point.y, BEAD, point.grade, ink, "surface", 3, 5),) if point else ()
            shapes.append(
                drawn_card(
                    cell[0].id, cell[0].step_id, lane.id, lane.kind, sight.left(i), y, sight.card,
                    CURVE_HEIGHT, Piece(keep=bead),
                )
            )  # fmt: skip
    return shapes, frame, CURVE_HEIGHT
