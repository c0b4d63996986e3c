"""From a map to finished shapes and broken lines: pure geometry, in map pixels.

Everything is laid out from left to right and mirrored at the end for languages that run the other way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from cxdesk import i18n
from cxdesk.journeys import cards, feelings, labels
from cxdesk.journeys.grid import CARD_WIDTH, EDGE, GAP, LABEL_WIDTH, Sight, columns_of
from cxdesk.journeys.kinds import CURVES, INTERACTION, LINE, LINES
from cxdesk.journeys.known_rows import KnownCards, KnownRows, Row
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, MarkOnMap, StageOnMap, StepOnMap
from cxdesk.journeys.shapes import (
    CardShape,
    Cell,
    Head,
    Line,
    MapDrawing,
    Piece,
    joined,
    mirrored_piece,
    with_heads_mirrored,
)

LANE_PAD = 9.0
LABEL_END = 12.0
SMALL = Style("ui", 12, 16, "text2")
# What a customer may see of a map; a lane of another kind stays inside whatever its flag says.
CUSTOMER_KINDS = ("does", "touch_point", "sees", "evidence", "feeling", "thinking", INTERACTION)


def lay_out(
    journey: JourneyMap,
    language: str = "en",
    *,
    for_customer: bool = False,
    columns: tuple[int, int] | None = None,
    rtl: bool | None = None,
    curve_height: float = feelings.HEIGHT,
    cell_height: float = 0.0,
    card_width: float = CARD_WIDTH,
    known: KnownRows | None = None,
) -> MapDrawing:
    """The whole map, or its columns from..to for one sheet of many; a customer's copy has no internal lane.

    Lanes are as high on every sheet, so that sheets laid side by side go on where the other stops. With the
    `known` rows of the same map only what changed is laid out again.
    """
    shown = customer_copy(journey) if for_customer else journey
    every = columns_of(shown)
    first, last = columns or (0, len(every))
    known = known or KnownRows()
    sight = known.sight(Sight(every, first, last, language, curve_height, cell_height, card_width))
    top = known.top(shown, sight)
    y = top.height
    rows: list[Row] = []
    for lane, asked in _asked(shown, sight):
        rows.append(known.row(lane, asked, y, partial(_row, asked, known.cards)))
        y += rows[-1].height
    over = top.piece + Piece((_hairline(top.height, sight.width),))
    turned = i18n.is_rtl(language) if rtl is None else rtl
    if turned:
        over = mirrored_piece(over, sight.width)
    shown_rows = [known.mirror(row, sight.width) if turned else row for row in rows]
    drawing = MapDrawing(
        width=sight.width,
        height=y,
        rtl=turned,
        frame=joined([over, *(row.frame for row in shown_rows)]),
        cards=tuple(card for row in shown_rows for card in row.cards),
        cells=tuple(cell for row in shown_rows for cell in row.cells),
        heads=top.heads + tuple(Head("lane", r.lane.id, 0, r.y, LABEL_WIDTH - EDGE, r.height) for r in rows),
    )
    return with_heads_mirrored(drawing) if turned else drawing


def customer_copy(journey: JourneyMap) -> JourneyMap:
    """The map without internal lanes, without all below the line of visibility, and without their cards.

    When we last checked, how we describe the person and what we conclude stay inside; so do where a card comes
    from, marks, votes, comments, weights, owners, links and what stands beside a score.
    """
    kept: list[LaneOnMap] = []
    for lane in journey.lanes:
        if lane.kind == LINE:
            break
        if not lane.internal and lane.kind in CUSTOMER_KINDS:
            kept.append(lane)
    ids = {lane.id for lane in kept}
    return replace(
        journey,
        lanes=tuple(replace(lane, locked=False) for lane in kept),
        cards=tuple(_card_for_customer(c) for c in journey.cards if c.lane_id in ids),
        stages=tuple(_stage_for_customer(stage) for stage in journey.stages),
        takeaway="",
        about="",
        persona="",
        persona_id=None,
        segment="",
        checked_on=None,
        template="",
        ours="",
        marks=(),
        links=(),
    )


def _card_for_customer(card: CardOnMap) -> CardOnMap:
    """What a customer may read of a card, from an allow-list."""
    return CardOnMap(
        id=card.id,
        step_id=card.step_id,
        lane_id=card.lane_id,
        text=card.text,
        grade=card.grade,
        feeling=card.feeling,
        moment_of_truth=card.moment_of_truth,
        touch_point_id=card.touch_point_id,
        touch_point=card.touch_point,
        channel=card.channel,
        score=card.score,
        position=card.position,
        continued=card.continued,
    )


def _stage_for_customer(stage: StageOnMap) -> StageOnMap:
    steps = tuple(StepOnMap(step.id, step.name) for step in stage.steps)
    return StageOnMap(stage.id, stage.name, stage.duration, stage.in_focus, steps)


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that the look of one lane depends on, but how far down it lies."""

    lane: LaneOnMap
    cards: tuple[CardOnMap, ...]
    sight: Sight
    persona: str
    decisive: frozenset[int]
    marks: tuple[MarkOnMap, ...]
    ruled: bool
    beside: tuple[CardOnMap | None, ...] = ()
    beside_whose: str = ""

    def cells(self) -> tuple[tuple[CardOnMap, ...], ...]:
        """Its cards by column."""
        there: dict[int, list[CardOnMap]] = {}
        for card in self.cards:
            there.setdefault(card.step_id, []).append(card)
        return tuple(tuple(there.get(c.step.id, ())) if c.step else () for c in self.sight.every)


def _asked(journey: JourneyMap, sight: Sight) -> Iterator[tuple[LaneOnMap, _Asked]]:
    on_lanes: dict[int, list[CardOnMap]] = {}
    for card in journey.cards:
        on_lanes.setdefault(card.lane_id, []).append(card)
    decisive = frozenset(c.step_id for c in journey.cards if c.moment_of_truth)
    customers = next((lane for lane in journey.lanes if lane.kind == "feeling"), None)
    for place, lane in enumerate(journey.lanes):
        below = journey.lanes[place + 1].kind if place + 1 < len(journey.lanes) else LINE
        points = decisive if lane.kind == "touch_point" else frozenset[int]()
        yield (
            lane,
            _Asked(
                lane,
                tuple(on_lanes.get(lane.id, ())),
                sight,
                journey.persona,
                points,
                journey.marks,
                below not in LINES,
                *_beside(journey, lane, customers, on_lanes, sight),
            ),
        )


def _beside(
    journey: JourneyMap,
    lane: LaneOnMap,
    customers: LaneOnMap | None,
    on_lanes: Mapping[int, list[CardOnMap]],
    sight: Sight,
) -> tuple[tuple[CardOnMap | None, ...], str]:
    """The customers' feelings and whose they are, for a lane of employees; nothing for any other."""
    if lane.kind != "employee" or customers is None or customers.id not in on_lanes:
        return (), ""
    steps: dict[int, CardOnMap] = {}
    for card in on_lanes[customers.id]:
        steps.setdefault(card.step_id, card)
    cells = tuple(steps.get(c.step.id) if c.step else None for c in sight.every)
    return cells, labels.whose_words(customers, sight.language, journey.persona)


def _row(asked: _Asked, known: KnownCards, y: float) -> Row:
    """One lane at a height of the map."""
    lane, sight = asked.lane, asked.sight
    if lane.kind in LINES:
        return _line_row(lane, y, sight)
    label = labels.lane_label(lane, sight.language, asked.persona, asked.beside_whose)
    frame = Piece()
    if lane.kind in CURVES:
        shown = [cell[0] if cell else None for cell in asked.cells()]
        panel = feelings.panel(lane, shown, sight, y + EDGE, asked.beside)
        height = max(panel.height + 2 * EDGE, label.height + LABEL_END)
        frame, shapes = panel.frame, panel.cards
    else:
        shapes, inner = _stacks(asked, known, y + LANE_PAD)
        height = max(inner + 2 * LANE_PAD, label.height + LABEL_END)
    if asked.ruled:
        frame += Piece(keep=(_hairline(y + height, sight.width),))
    return Row(lane, y, height, frame + label.draw(0, y), shapes, _cells(lane, y, height, sight))


def _stacks(asked: _Asked, known: KnownCards, y: float) -> tuple[tuple[CardShape, ...], float]:
    """The cards of a lane, all as high as the tallest, one below the other where a step has several."""
    lane, sight, cells = asked.lane, asked.sight, asked.cells()
    marks = {mark.id: mark.colour for mark in asked.marks}
    wide = sight.card_width
    contents = {
        c.id: known.content(
            c, lane.kind, sight.language, c.step_id in asked.decisive, marks.get(c.mark_id or 0), wide
        )
        for cell in cells
        for c in cell
    }
    tallest = max((c.height for c in contents.values()), default=2 * cards.PAD_Y + cards.LINE_BOX)
    tallest = max(tallest, sight.cell_height)
    shapes: list[CardShape] = []
    for place in range(sight.first, sight.last):
        for depth, card in enumerate(cells[place]):
            x, top = sight.left(place), y + depth * (tallest + GAP)
            piece = known.piece(card.id, contents[card.id], tallest)
            shapes.append(CardShape(card.id, card.step_id, lane.id, lane.kind, x, top, wide, tallest, piece))
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


def _cells(lane: LaneOnMap, y: float, height: float, sight: Sight) -> tuple[Cell, ...]:
    return tuple(
        Cell(c.step.id, lane.id, sight.left(p), y + LANE_PAD, sight.card_width, height - 2 * LANE_PAD)
        for p, c in enumerate(sight.every)
        if c.step and sight.first <= p < sight.last
    )


def _hairline(y: float, width: float) -> Line:
    # Half a pixel down, a line of one pixel covers one row of the screen and not two.
    return Line(0, y + 0.5, width, y + 0.5, "line")
