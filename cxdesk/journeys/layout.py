"""From a map to finished shapes and broken lines: pure geometry, in map pixels.

Everything is laid out from left to right and mirrored at the end for languages that run the other way.
"""

from dataclasses import dataclass, replace

from cxdesk import i18n
from cxdesk.journeys import cards, feelings, labels
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.model import LINE
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from cxdesk.journeys.shapes import CardShape, Cell, Line, MapDrawing, Piece, mirrored

LABEL_WIDTH = 136.0
COLUMN = 172.0
GAP = COLUMN - cards.WIDTH
LANE_PAD = 9.0
STAGE_AIR = 12.0
EDGE = 4.0
LINE_ROW = 28.0
STAGE_STYLE = Style("voice_strong", 18, 28, "text")
STEP_STYLE = Style("strong", 14, 20, "text")
SMALL = Style("ui", 12, 16, "text2")


@dataclass(frozen=True, slots=True)
class Column:
    """One step, or the room an empty stage keeps for its first."""

    stage: StageOnMap
    step: StepOnMap | None


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
) -> MapDrawing:
    """The whole map, or its columns from..to for one sheet of many; a customer's copy has no internal lane.

    Lanes are as high on every sheet, so that sheets laid side by side go on where the other stops.
    """
    shown = customer_copy(journey) if for_customer else journey
    every = columns_of(shown)
    first, last = columns or (0, len(every))
    window = every[first:last]
    width = LABEL_WIDTH + max(1, len(window)) * COLUMN - GAP + EDGE
    head, y = _head(every, first, last, width, language)
    rows: list[Row] = []
    for lane in shown.lanes:
        rows.append(
            _row(shown, lane, every, (first, last), y, width, language, is_last=lane is shown.lanes[-1])
        )
        y += rows[-1].height
    frame = sum((row.frame for row in rows), head)
    drawing = MapDrawing(
        width=width,
        height=y,
        rtl=False,
        frame=frame,
        cards=tuple(card for row in rows for card in row.cards),
        cells=tuple(cell for row in rows for cell in _cells(row, window)),
    )
    return mirrored(drawing) if (i18n.is_rtl(language) if rtl is None else rtl) else drawing


def customer_copy(journey: JourneyMap) -> JourneyMap:
    """The map without internal lanes, without all below the line of visibility, and without their cards.

    What is shown of a card is named here one by one: texts of what the customer does, meets, feels and
    thinks. How long ago we checked, and how we describe the person, stay inside.
    """
    kept: list[LaneOnMap] = []
    for lane in journey.lanes:
        if lane.kind == LINE:
            break
        if not lane.internal and lane.kind in ("does", "touch_point", "feeling", "thinking"):
            kept.append(lane)
    ids = {lane.id for lane in kept}
    shown = tuple(replace(c, stale_months=None, checked_on=None) for c in journey.cards if c.lane_id in ids)
    return replace(journey, lanes=tuple(kept), cards=shown, takeaway="", about="", persona="")


def columns_of(journey: JourneyMap) -> list[Column]:
    """The columns of the map; a stage without steps keeps one free."""
    found: list[Column] = []
    for stage in journey.stages:
        found += [Column(stage, step) for step in stage.steps] or [Column(stage, None)]
    return found


def _head(every: list[Column], first: int, last: int, width: float, language: str) -> tuple[Piece, float]:
    """Stage titles with their durations over a rule, and below them the names of the steps."""
    seen = [(max(start, first), min(end, last)) for start, end in _spans(every)]
    seen = [(start, end) for start, end in seen if start < end]
    titles = [_stage_words(every[start].stage, end - start, language) for start, end in seen]
    title_height = max((max(t.height, d.height) for t, d in titles), default=STAGE_STYLE.line)
    names = [block(c.step.name if c.step else "", STEP_STYLE, cards.WIDTH, language) for c in every]
    names_height = max((n.height for n in names), default=STEP_STYLE.line)
    piece = Piece()
    for (start, end), (title, duration) in zip(seen, titles, strict=True):
        left, right = _left(start - first), _left(end - first) - STAGE_AIR
        piece += _stage(every[start].stage, title, duration, left, right, title_height)
    top = title_height + 2 + 10
    for place, name in enumerate(names[first:last]):
        piece += Piece(text=name.at(_left(place), top))
    y = top + max(names_height, STEP_STYLE.line) + 4
    return piece + Piece(keep=(_hairline(y, width),)), y


def _spans(every: list[Column]) -> list[tuple[int, int]]:
    starts = [i for i, c in enumerate(every) if i == 0 or c.stage.id != every[i - 1].stage.id]
    return list(zip(starts, [*starts[1:], len(every)], strict=True))


def _stage_words(stage: StageOnMap, columns: int, language: str) -> tuple[Block, Block]:
    style = replace(STAGE_STYLE, colour="accent") if stage.in_focus else STAGE_STYLE
    whole = columns * COLUMN - STAGE_AIR
    duration = block(stage.duration, replace(SMALL, line=STAGE_STYLE.line), whole / 2, language)
    room = whole - (duration.width + 12 if duration.lines else 0)
    return block(stage.name, style, room, language), duration


def _stage(
    stage: StageOnMap, title: Block, duration: Block, left: float, right: float, height: float
) -> Piece:
    colour = "accent" if stage.in_focus else "line_strong"
    # Titles stand in what stays visible from far out: they are how a large map is read.
    rule = Line(left, height + 1, right, height + 1, colour, 2)
    return Piece(
        keep=(*title.at(left, height - title.height), rule),
        text=duration.at(right, height - duration.height, "right"),
    )


def _row(
    journey: JourneyMap,
    lane: LaneOnMap,
    every: list[Column],
    window: tuple[int, int],
    y: float,
    width: float,
    language: str,
    is_last: bool,
) -> Row:
    if lane.kind == LINE:
        return _line_row(lane, y, width, language)
    label = labels.lane_label(lane, language)
    on_lane: dict[int, list[CardOnMap]] = {}
    for card in journey.cards:
        if card.lane_id == lane.id:
            on_lane.setdefault(card.step_id, []).append(card)
    cells = [on_lane.get(c.step.id, []) if c.step else [] for c in every]
    if lane.kind == "feeling":
        middle = feelings.panel(
            lane,
            [cell[0] if cell else None for cell in cells],
            window,
            y + EDGE,
            LABEL_WIDTH,
            COLUMN,
            width,
            language,
        )
        height = max(middle.height + 2 * EDGE, label.height + 15)
        frame, shapes = middle.frame, middle.cards
    else:
        truths = {c.step_id for c in journey.cards if c.moment_of_truth}
        shapes, inner = _stacks(lane, cells, window, y + LANE_PAD, language, truths)
        height = max(inner + 2 * LANE_PAD, label.height + 24)
        frame = Piece()
    follows = _next_kind(journey, lane)
    if not is_last and follows != LINE:
        frame += Piece(keep=(_hairline(y + height, width),))
    return Row(lane, y, height, frame + label.draw(0, y), shapes)


def _stacks(
    lane: LaneOnMap,
    cells: list[list[CardOnMap]],
    window: tuple[int, int],
    y: float,
    language: str,
    truths: set[int],
) -> tuple[tuple[CardShape, ...], float]:
    """The cards of a lane, all as high as the tallest, one below the other where a step has several."""
    contents = {
        c.id: cards.content(c, lane.kind, language, c.step_id in truths) for cell in cells for c in cell
    }
    tallest = max((c.height for c in contents.values()), default=2 * cards.PAD_Y + cards.LINE_BOX)
    shapes: list[CardShape] = []
    for place, cell in enumerate(cells[window[0] : window[1]]):
        for depth, card in enumerate(cell):
            x, top = _left(place), y + depth * (tallest + GAP)
            piece = contents[card.id].draw(x, top, tallest)
            shapes.append(
                CardShape(card.id, card.step_id, lane.id, lane.kind, x, top, cards.WIDTH, tallest, piece)
            )
    deepest = max(1, max((len(cell) for cell in cells), default=1))
    return tuple(shapes), deepest * (tallest + GAP) - GAP


def _line_row(lane: LaneOnMap, y: float, width: float, language: str) -> Row:
    words = i18n.words(language).gettext("not on customer copies below this line")
    note = block(words, SMALL, 320, language)
    label = labels.line_label(lane, language)
    height = max(LINE_ROW, label.height)
    middle = y + height / 2
    dashes = Line(LABEL_WIDTH + EDGE, middle, width - note.width - 8, middle, "line_strong", 1, (4, 3))
    frame = Piece(
        keep=(dashes, _hairline(y + height, width)),
        text=note.at(width, middle - note.height / 2, "right"),
    )
    return Row(lane, y, height, frame + label.draw(0, y), ())


def _next_kind(journey: JourneyMap, lane: LaneOnMap) -> str:
    place = journey.lanes.index(lane)
    return journey.lanes[place + 1].kind if place + 1 < len(journey.lanes) else ""


def _cells(row: Row, window: list[Column]) -> list[Cell]:
    if row.lane.kind == LINE:
        return []
    return [
        Cell(c.step.id, row.lane.id, _left(place), row.y + LANE_PAD, cards.WIDTH, row.height - 2 * LANE_PAD)
        for place, c in enumerate(window)
        if c.step
    ]


def _hairline(y: float, width: float) -> Line:
    # Half a pixel down, a line of one pixel covers one row of the screen and not two.
    return Line(0, y + 0.5, width, y + 0.5, "line")


def _left(place: int) -> float:
    return LABEL_WIDTH + place * COLUMN
