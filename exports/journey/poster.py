"""A whole map on one sheet of a chosen paper or scale: filled, or empty with room to write and to stick notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys import feelings
from cxdesk.journeys.grid import CARD_WIDTH, width_of_columns
from cxdesk.journeys.kinds import CURVES, LINES
from cxdesk.journeys.known_rows import KnownRows
from cxdesk.journeys.layout import customer_copy, lay_out
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Box, MapDrawing, Text
from exports.journey.fitting import (
    CURVE_MOST,
    WIDEST_CARD,
    Room,
    column_count,
    fitted,
    least_card,
    rows_filling,
)
from exports.journey.papers import MM, Paper
from exports.journey.sheet import (
    A3,
    FOOT,
    HEADING_AIR,
    MARGIN,
    TOP,
    Heading,
    Part,
    Sheet,
    composed,
    heading_of,
)

# At 100 % a pixel of the map is as large as on a screen of 96 dots to the inch.
POINTS = 0.75
# So large that a card of a small map does not fill a poster by itself.
LARGEST = 3.0
# Text under this is not read by everybody; the notice says so.
READABLE = 6.0
LEAST_WIDTH = 640.0
# So much larger it must be on an upright sheet to be laid on one.
UPRIGHT_GAIN = 1.25
NOTE = 76 * MM
NOTE_AIR = 2 * MM
EMPTY_CELL = 84.0
EMPTY_MOST = 1.25 * CARD_WIDTH


@dataclass(frozen=True, slots=True)
class Poster:
    """The sheet, its scale in percent, and the size of its smallest text in points."""

    sheet: Sheet
    percent: float
    smallest: float


@dataclass(frozen=True, slots=True)
class Subject:
    """What is drawn; `notes` keeps room for sticky notes of 76 mm on an empty map, no card is wider than `widest`."""

    journey: JourneyMap
    language: str
    for_customer: bool = False
    empty: bool = False
    notes: bool = False
    widest: float = WIDEST_CARD

    @property
    def shown(self) -> JourneyMap:
        """What this reader may see."""
        seen = customer_copy(self.journey) if self.for_customer else self.journey
        return without_findings(seen) if self.empty else seen

    def drawing(self, known: KnownRows | None = None, card_width: float = CARD_WIDTH) -> MapDrawing:
        """The map as high as it needs; `known` are its cards as laid out before."""
        if not self.empty:
            return self._laid(feelings.HEIGHT, 0.0, known, card_width)
        if self.notes:
            return self._laid(CURVE_MOST, CARD_WIDTH, known, CARD_WIDTH)
        return self._laid(feelings.HEIGHT, EMPTY_CELL, known, card_width)

    def filling(self, base: MapDrawing, extra: float, known: KnownRows, card_width: float) -> MapDrawing:
        """The same map, higher by `extra` pixels at most: curves are read more easily, and there is room to write."""
        if extra <= 0 or (self.empty and self.notes):
            return base
        lanes = self.shown.lanes
        if self.empty:
            rows = max(1, sum(lane.kind not in LINES for lane in lanes))
            cell = min(EMPTY_MOST, EMPTY_CELL + extra / rows)
            return self._laid(feelings.HEIGHT + extra / rows, cell, known, card_width)
        curve, cell = rows_filling(self.shown, base, extra)
        return self._laid(curve, cell, known, card_width)

    def _laid(self, curve: float, cell: float, known: KnownRows | None, card_width: float) -> MapDrawing:
        return lay_out(
            self.shown,
            self.language,
            for_customer=self.for_customer,
            curve_height=curve,
            cell_height=cell,
            card_width=card_width,
            known=known,
        )


def without_findings(journey: JourneyMap) -> JourneyMap:
    """The map to be filled in by a room: what is known already would be written down once more."""
    stages = tuple(replace(stage, score=None, employees=None) for stage in journey.stages)
    return replace(journey, cards=(), links=(), stages=stages, takeaway="", answers=None)


def on_paper(subject: Subject, paper: Paper, percent: float | None = None) -> Poster:
    """The map on one sheet, as large as it fits, or in its scale; UserError where that does not fit."""
    known = KnownRows()
    sides = [_side(subject, side) for side in (paper.across, paper)]
    if percent is not None:
        return _in_percent(subject, sides, paper, percent, known)
    across, upright = sides
    least, columns = least_card(subject.shown, subject.language), column_count(subject.shown)
    card, scale = _largest(subject, across, least, known)
    side = across
    # A map is read along its steps, so it lies across; and upright there is less room for columns anyway.
    wanted = UPRIGHT_GAIN * across.unit * scale
    if upright.unit * upright.room.width / width_of_columns(columns, least) > wanted:
        narrow, other = _largest(subject, upright, least, known)
        if upright.unit * other > wanted:
            side, card, scale = upright, narrow, other
    return _poster(_drawn(subject, side, scale, known, card), scale * side.unit)


def in_scale(subject: Subject, percent: float) -> Poster:
    """The map on one sheet as large as it needs in a scale."""
    unit = percent / 100
    heading, drawing = _heading(subject, LEAST_WIDTH), subject.drawing()
    room = max(drawing.width * POINTS, LEAST_WIDTH)
    if room > LEAST_WIDTH:
        heading = _heading(subject, room)
    size = (room + 2 * MARGIN, TOP + heading[1] + HEADING_AIR + drawing.height * POINTS + FOOT + 16)
    sheet = _composed(subject, drawing, size, POINTS, heading)
    return _poster(scaled(sheet, unit), POINTS * unit)


def for_notes() -> float:
    """The scale in percent in which a sticky note fits where a card is."""
    return 100 * (NOTE + 2 * NOTE_AIR) / CARD_WIDTH / POINTS


def scaled(sheet: Sheet, by: float) -> Sheet:
    """The same sheet larger or smaller."""
    parts = tuple(replace(p, x=p.x * by, y=p.y * by, scale=p.scale * by) for p in sheet.parts)
    return replace(sheet, width=sheet.width * by, height=sheet.height * by, parts=parts)


@dataclass(frozen=True, slots=True)
class _Side:
    """A paper as it lies: its size and the room for the map in points of a sheet that is `unit` times as small."""

    unit: float
    width: float
    height: float
    heading: tuple[Heading, float]
    room: Room


def _side(subject: Subject, paper: Paper) -> _Side:
    # What stands around the map grows with the paper: a title of 22 points on A3 has 62 on A0.
    unit = max(0.8, (paper.width * paper.height / (A3[0] * A3[1])) ** 0.5)
    width, height = paper.width / unit, paper.height / unit
    room = width - 2 * MARGIN
    heading = _heading(subject, room)
    high = height - TOP - heading[1] - HEADING_AIR - FOOT - 8
    return _Side(unit, width, height, heading, Room(room, high, LARGEST / unit))


def _largest(subject: Subject, side: _Side, least: float, known: KnownRows) -> tuple[float, float]:
    """The width of a card with which the map is largest on this side, and its scale there."""
    return fitted(
        lambda card: subject.drawing(known, card),
        subject.shown,
        subject.language,
        side.room,
        least,
        subject.widest,
    )


def _in_percent(
    subject: Subject, sides: Sequence[_Side], paper: Paper, percent: float, known: KnownRows
) -> Poster:
    base = subject.drawing(known)
    most = [
        side.unit * min(side.room.largest, side.room.height / base.height, side.room.width / base.width)
        for side in sides
    ]
    scale = percent / 100 * POINTS
    for side, largest in zip(sides, most, strict=True):
        if scale <= largest + 1e-9:
            return _poster(_drawn(subject, side, scale / side.unit, known, CARD_WIDTH), scale)
    raise UserError(
        _(
            "At {percent} the map is larger than {paper}. Choose a larger paper, sheets to be put "
            "together, or at most {most}."
        ).format(
            percent=i18n.percent(100 * scale / POINTS),
            paper=paper.name,
            most=i18n.percent(int(100 * max(most) / POINTS)),
        )
    )


def _drawn(subject: Subject, side: _Side, scale: float, known: KnownRows, card_width: float) -> Sheet:
    base = subject.drawing(known, card_width)
    drawing = subject.filling(base, side.room.height / scale - base.height - 1, known, card_width)
    return scaled(_composed(subject, drawing, (side.width, side.height), scale, side.heading), side.unit)


def _heading(subject: Subject, room: float) -> tuple[Heading, float]:
    return heading_of(subject.shown, subject.language, room, subject.for_customer)


def _composed(
    subject: Subject,
    drawing: MapDrawing,
    size: tuple[float, float],
    scale: float,
    heading: tuple[Heading, float],
) -> Sheet:
    sheet = composed(
        subject.shown, drawing, size, scale, heading, None, subject.language, subject.for_customer
    )
    if not subject.empty:
        return sheet
    at = next(place for place, part in enumerate(sheet.parts) if part.drawing is not None)
    room = Part(sheet.parts[at].x, sheet.parts[at].y, scale, _free_cells(subject, drawing))
    return replace(sheet, parts=(*sheet.parts[: at + 1], room, *sheet.parts[at + 1 :]))


def _free_cells(subject: Subject, drawing: MapDrawing) -> tuple[Box, ...]:
    """Where cards are to be written or notes to be stuck."""
    kinds = {lane.id: lane.kind for lane in subject.shown.lanes}
    return tuple(
        Box(cell.x, cell.y, cell.w, cell.h, None, "line_strong", 0.8, 8, (2, 3))
        for cell in drawing.cells
        if kinds[cell.lane_id] not in CURVES
    )


def _poster(sheet: Sheet, scale: float) -> Poster:
    sizes = [s.size * p.scale for p in sheet.parts if p.drawing for s in p.shapes if isinstance(s, Text)]
    return Poster(sheet, 100 * scale / POINTS, min(sizes, default=READABLE))
