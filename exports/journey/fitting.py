"""How wide the columns and how high the lanes of a map are on a sheet, so that it is read as well as the sheet allows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from cxdesk.journeys import feelings
from cxdesk.journeys.cards import GROUNDS, LINE_BOX, PAD_X
from cxdesk.journeys.grid import CARD_WIDTH, EDGE, GAP, LABEL_WIDTH, NAME_AIR, columns_of, width_of_columns
from cxdesk.journeys.heads import DURATION, STAGE_AIR, STAGE_STYLE, STEP_STYLE
from cxdesk.journeys.kinds import CURVES, LINES
from cxdesk.journeys.layout import LANE_PAD
from cxdesk.journeys.metrics import block, face_for, width_of, words_of
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import MapDrawing

# A score with its track and the two lines below it needs this much; a card that is wider is hard to read.
LEAST_CARD, WIDEST_CARD = 126.0, 300.0
# Higher than this a card looks empty rather than calm.
CELL_MOST, CURVE_MOST = 140.0, 190.0
CARD_SIZE = 13.0
HALF_A_WORD = 16.0


@dataclass(frozen=True, slots=True)
class Room:
    """The place for a map on a sheet, in points, and the largest scale that is wished."""

    width: float
    height: float
    largest: float


def fitted(
    drawn: Callable[[float], MapDrawing],
    journey: JourneyMap,
    language: str,
    room: Room,
    least: float,
    widest: float = WIDEST_CARD,
    columns: int = 0,
) -> tuple[float, float]:
    """The width of a card and the scale in which the map is largest; `drawn` lays it out for a width.

    Narrow columns make a wide map larger, wide ones a high map, for its words then break less often. To lay a
    large map out costs most of its printing, so widths are weighed by an estimate and only the best is drawn. A map
    on several sheets says how many `columns` are on one.
    """
    columns = columns or column_count(journey)

    def across(width: float) -> float:
        return room.width / width_of_columns(columns, width)

    usual = drawn(CARD_WIDTH).height
    chosen, scale = CARD_WIDTH, min(across(CARD_WIDTH), room.height / usual)
    if scale < room.largest:
        extra = _growth(journey, language)
        low, high = (least, CARD_WIDTH) if scale < room.height / usual else (CARD_WIDTH, widest)
        while high - low > 1:
            middle = (low + high) / 2
            fits = across(middle) >= room.height / (usual + extra(middle))
            low, high = (middle, high) if fits else (low, middle)
        found = min(across(low), room.height / drawn(low).height)
        if found > scale:
            chosen, scale = low, found
    scale = min(scale, room.largest)
    return max(chosen, min(widest, _filling(room.width / scale, columns))), scale


def _growth(journey: JourneyMap, language: str) -> Callable[[float], float]:
    """How much higher a map becomes with cards of another width: by the lines of the longest card of each lane."""
    kinds = {lane.id: lane.kind for lane in journey.lanes}
    longest: dict[int, float] = {}
    deep: Counter[tuple[int, int]] = Counter()
    for card in journey.cards:
        kind = kinds.get(card.lane_id, "")
        words = _length(f"{card.words} {card.quotation}", GROUNDS.get(kind, ("", "", "ui"))[2], language)
        longest[card.lane_id] = max(words, longest.get(card.lane_id, 0.0))
        deep[card.lane_id, card.step_id] += 1
    deepest: dict[int, int] = {}
    for (lane, _step), count in deep.items():
        deepest[lane] = max(count, deepest.get(lane, 1))

    def lines(length: float, width: float) -> float:
        # A line is left short by half a word.
        return ceil(length / max(1.0, width - 2 * PAD_X - HALF_A_WORD))

    def growth(width: float) -> float:
        return sum(
            deepest[lane] * LINE_BOX * (lines(length, width) - lines(length, CARD_WIDTH))
            for lane, length in longest.items()
        )

    return growth


def least_card(journey: JourneyMap, language: str) -> float:
    """The width below which a word on the map would be broken inside that is not broken at the usual width."""
    kinds = {lane.id: lane.kind for lane in journey.lanes}
    wide = LEAST_CARD
    for step in journey.steps:
        wide = max(wide, _longest(step.name, STEP_STYLE.role, STEP_STYLE.size, language) + NAME_AIR)
    for card in journey.cards:
        role = GROUNDS.get(kinds.get(card.lane_id, ""), ("", "", "ui"))[2]
        wide = max(wide, _longest(card.words, role, CARD_SIZE, language) + 2 * PAD_X)
    for stage in journey.stages:
        beside = block(stage.duration, DURATION, CARD_WIDTH, language).width + NAME_AIR
        title = _longest(stage.name, STAGE_STYLE.role, STAGE_STYLE.size, language) + beside + STAGE_AIR
        wide = max(wide, title / max(1, len(stage.steps)) - GAP)
    return min(CARD_WIDTH, wide)


def column_count(journey: JourneyMap) -> int:
    """How many columns a map has; an empty one keeps one."""
    return len(columns_of(journey)) or 1


def rows_filling(journey: JourneyMap, drawing: MapDrawing, extra: float) -> tuple[float, float]:
    """The heights of curve and cards with which a drawing takes `extra` pixels more: curves first, then room to write."""
    curves = sum(lane.kind in CURVES for lane in journey.lanes)
    curve = min(CURVE_MOST, feelings.HEIGHT + max(0.0, extra) / max(1, curves))
    left = extra - curves * (curve - feelings.HEIGHT)
    return curve, cell_filling(journey, drawing, left) if left > 0 else 0.0


def cell_filling(journey: JourneyMap, drawing: MapDrawing, extra: float, most: float = CELL_MOST) -> float:
    """The least height of cards at which the lanes of a drawing take `extra` pixels more, the lowest lanes first."""
    kinds = {lane.id: lane.kind for lane in journey.lanes}
    stacks = Counter((card.lane_id, card.step_id) for card in journey.cards)
    deepest: dict[int, int] = {}
    for (lane, _step), count in stacks.items():
        deepest[lane] = max(count, deepest.get(lane, 1))
    rows = [
        (head.h, deepest.get(head.id, 1))
        for head in drawing.heads
        if head.kind == "lane" and kinds[head.id] not in (*LINES, *CURVES)
    ]

    def taken(cell: float) -> float:
        return sum(max(0.0, deep * (cell + GAP) - GAP + 2 * LANE_PAD - high) for high, deep in rows)

    low, high = 0.0, most
    if taken(high) <= extra:
        return high
    for _halving in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if taken(middle) <= extra else (low, middle)
    return low


def _filling(width: float, columns: int) -> float:
    """The card with which so many columns take the whole width, as far as a card may be wide."""
    return (width - LABEL_WIDTH - EDGE + GAP) / columns - GAP - 0.001


def _longest(text: str, role: str, size: float, language: str) -> float:
    face = face_for(role, text, language)
    return max((width_of(word, face, size) for word in words_of(text)), default=0.0)


def _length(text: str, role: str, language: str) -> float:
    face = face_for(role, text, language)
    return width_of(" ".join(words_of(text)), face, CARD_SIZE)
