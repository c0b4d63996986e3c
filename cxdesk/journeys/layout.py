"""From a map to finished shapes and broken lines: pure geometry, in map pixels.

Everything is laid out from left to right and mirrored at the end for languages that run the other way.
"""

from dataclasses import dataclass, replace

from cxdesk import i18n
from cxdesk.journeys import cards, feelings, heads, labels
from cxdesk.journeys.grid import CARD_WIDTH, EDGE, GAP, LABEL_WIDTH, Sight, columns_of
from cxdesk.journeys.kinds import CURVES, INTERACTION, LINE, LINES
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap
from cxdesk.journeys.shapes import CardShape, Cell, Head, Line, MapDrawing, Piece, mirrored

LANE_PAD = 9.0
LABEL_END = 12.0
SMALL = Style("ui", 12, 16, "text2")
# What a customer may see of a map; a lane of another kind stays inside whatever its flag says.
CUSTOMER_KINDS = ("does", "touch_point", "sees", "evidence", "feeling", "thinking", INTERACTION)


@dataclass(frozen=True, slots=True)
class Row:
    """One lane where it lies, with what it adds to the map."""

    lane: LaneOnMap
    y: float
    height: float
    frame: Piece
    cards: tuple[CardShape, ...]


def lay_out(
    journey: JourneyMap,
    language: str = "en",
    *,
    for_customer: bool = False,
    columns: tuple[int, int] | None = None,
    rtl: bool | None = None,
    curve_height: float = feelings.HEIGHT,
) -> MapDrawing:
    """The whole map, or its columns from..to for one sheet of many; a customer's copy has no internal lane.

    Lanes are as high on every sheet, so that sheets laid side by side go on where the other stops.
    """
    shown = customer_copy(journey) if for_customer else journey
    every = columns_of(shown)
    first, last = columns or (0, len(every))
    sight = Sight(every, first, last, language, curve_height)
    top = heads.top(sight)
    y = top.height
    rows: list[Row] = []
    for lane in shown.lanes:
        rows.append(_row(shown, lane, sight, y))
        y += rows[-1].height
    drawing = MapDrawing(
        width=sight.width,
        height=y,
        rtl=False,
        frame=sum((row.frame for row in rows), top.piece + Piece((_hairline(top.height, sight.width),))),
        cards=tuple(card for row in rows for card in row.cards),
        cells=tuple(cell for row in rows for cell in _cells(row, sight)),
        heads=top.heads + tuple(Head("lane", r.lane.id, 0, r.y, LABEL_WIDTH - EDGE, r.height) for r in rows),
    )
    return mirrored(drawing) if (i18n.is_rtl(language) if rtl is None else rtl) else drawing


def customer_copy(journey: JourneyMap) -> JourneyMap:
    """The map without internal lanes, without all below the line of visibility, and without their cards.

    When we last checked, how we describe the person, what we conclude and what stands beside a score stay inside.
    """
    kept: list[LaneOnMap] = []
    for lane in journey.lanes:
        if lane.kind == LINE:
            break
        if not lane.internal and lane.kind in CUSTOMER_KINDS:
            kept.append(lane)
    ids = {lane.id for lane in kept}
    shown = tuple(
        replace(c, stale_months=None, checked_on=None, beside=None, expectation="")
        for c in journey.cards
        if c.lane_id in ids
    )
    return replace(journey, lanes=tuple(kept), cards=shown, takeaway="", about="", persona="")


def _row(journey: JourneyMap, lane: LaneOnMap, sight: Sight, y: float) -> Row:
    if lane.kind in LINES:
        return _line_row(lane, y, sight)
    label = labels.lane_label(lane, sight.language)
    on_lane: dict[int, list[CardOnMap]] = {}
    for card in journey.cards:
        if card.lane_id == lane.id:
            on_lane.setdefault(card.step_id, []).append(card)
    cells = [on_lane.get(c.step.id, []) if c.step else [] for c in sight.every]
    frame = Piece()
    if lane.kind in CURVES:
        panel = feelings.panel(lane, [cell[0] if cell else None for cell in cells], sight, y + EDGE)
        height = max(panel.height + 2 * EDGE, label.height + LABEL_END)
        frame, shapes = panel.frame, panel.cards
    else:
        truths = {c.step_id for c in journey.cards if c.moment_of_truth}
        shapes, inner = _stacks(lane, cells, sight, y + LANE_PAD, truths)
        height = max(inner + 2 * LANE_PAD, label.height + LABEL_END)
    if _next_kind(journey, lane) not in ("", *LINES):
        frame += Piece(keep=(_hairline(y + height, sight.width),))
    return Row(lane, y, height, frame + label.draw(0, y), shapes)


def _stacks(
    lane: LaneOnMap, cells: list[list[CardOnMap]], sight: Sight, y: float, truths: set[int]
) -> tuple[tuple[CardShape, ...], float]:
    """The cards of a lane, all as high as the tallest, one below the other where a step has several."""
    contents = {
        c.id: cards.content(c, lane.kind, sight.language, c.step_id in truths) for cell in cells for c in cell
    }
    tallest = max((c.height for c in contents.values()), default=2 * cards.PAD_Y + cards.LINE_BOX)
    shapes: list[CardShape] = []
    for place in range(sight.first, sight.last):
        for depth, card in enumerate(cells[place]):
            x, top = sight.left(place), y + depth * (tallest + GAP)
            piece = contents[card.id].draw(x, top, tallest)
            shapes.append(
                CardShape(card.id, card.step_id, lane.id, lane.kind, x, top, CARD_WIDTH, tallest, piece)
            )
    deepest = max(1, max((len(cell) for cell in cells), default=1))
    return tuple(shapes), deepest * (tallest + GAP) - GAP


def _line_row(lane: LaneOnMap, y: float, sight: Sight) -> Row:
    width = sight.width
    words = i18n.words(sight.language)
    told = {
        LINE: words.gettext("not on customer copies below this line"),
        INTERACTION: words.gettext("above it what the customer does, below it what we do"),
    }
    note = block(told[lane.kind], SMALL, width - LABEL_WIDTH - 2 * EDGE, sight.language)
    label = labels.line_label(lane, sight.language)
    height = max(label.height, note.height)
    middle = y + height / 2
    dashes = Line(
        LABEL_WIDTH + EDGE, middle + 0.5, width - note.width - 8, middle + 0.5, "line_strong", 1, (4, 3)
    )
    # Where the note takes the whole row, there is no room left for the dashes.
    keep = (
        (dashes, _hairline(y + height, width)) if dashes.x2 > dashes.x1 else (_hairline(y + height, width),)
    )
    frame = Piece(keep=keep, text=note.at(width, middle - note.height / 2, "right"))
    return Row(lane, y, height, frame + label.draw(0, y), ())


def _next_kind(journey: JourneyMap, lane: LaneOnMap) -> str:
    place = journey.lanes.index(lane)
    return journey.lanes[place + 1].kind if place + 1 < len(journey.lanes) else ""


def _cells(row: Row, sight: Sight) -> list[Cell]:
    if row.lane.kind in LINES:
        return []
    return [
        Cell(c.step.id, row.lane.id, sight.left(p), row.y + LANE_PAD, CARD_WIDTH, row.height - 2 * LANE_PAD)
        for p, c in enumerate(sight.every)
        if c.step and sight.first <= p < sight.last
    ]


def _hairline(y: float, width: float) -> Line:
    # Half a pixel down, a line of one pixel covers one row of the screen and not two.
    return Line(0, y + 0.5, width, y + 0.5, "line")
