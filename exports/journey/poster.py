"""A whole map on one sheet of a chosen paper or scale: filled, or empty with room to write and to stick notes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys import feelings
from cxdesk.journeys.grid import CARD_WIDTH
from cxdesk.journeys.kinds import CURVES, LINES
from cxdesk.journeys.known_rows import KnownRows
from cxdesk.journeys.layout import customer_copy, lay_out
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Box, MapDrawing, Text
from exports.journey.papers import MM, Paper
from exports.journey.sheet import (
    A3,
    CURVE_MOST,
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
    """What is drawn; `notes` keeps room for sticky notes of 76 mm on an empty map."""

    journey: JourneyMap
    language: str
    for_customer: bool = False
    empty: bool = False
    notes: bool = False

    @property
    def shown(self) -> JourneyMap:
        """What this reader may see."""
        seen = customer_copy(self.journey) if self.for_customer else self.journey
        return without_findings(seen) if self.empty else seen

    @property
    def stretches(self) -> bool:
        """Whether more height than it needs serves it."""
        return self.empty or any(lane.kind in CURVES for lane in self.shown.lanes)

    def drawing(self, extra: float = 0.0, known: KnownRows | None = None) -> MapDrawing:
        """The map, made higher by `extra` pixels where that serves it; `known` are its cards as laid out before."""
        lanes = self.shown.lanes
        curves = max(1, sum(lane.kind in CURVES for lane in lanes))
        if not self.empty:
            curve = min(CURVE_MOST, feelings.HEIGHT + extra / curves)
            return self._laid(curve, 0.0, known)
        if self.notes:
            return self._laid(CURVE_MOST, CARD_WIDTH, known)
        rows = max(1, sum(lane.kind not in LINES for lane in lanes))
        return self._laid(feelings.HEIGHT + extra / rows, min(EMPTY_MOST, EMPTY_CELL + extra / rows), known)

    def _laid(self, curve: float, cell: float, known: KnownRows | None) -> MapDrawing:
        return lay_out(
            self.shown,
            self.language,
            for_customer=self.for_customer,
            curve_height=curve,
            cell_height=cell,
            known=known,
        )


def without_findings(journey: JourneyMap) -> JourneyMap:
    """The map to be filled in by a room: what is known already would be written down once more."""
    stages = tuple(replace(stage, score=None, employees=None) for stage in journey.stages)
    return replace(journey, cards=(), links=(), stages=stages, takeaway="", answers=None)


def on_paper(subject: Subject, paper: Paper, percent: float | None = None) -> Poster:
    """The map on one sheet, as large as it fits, or in its scale; UserError where that does not fit."""
    known = KnownRows()
    base = subject.drawing(known=known)
    sides = [_on(subject, base, known, side, percent) for side in (paper.across, paper)]
    fitting = [side for side in sides if side[1] <= side[2] + 1e-9] if percent is not None else []
    drawn, scale, most = fitting[0] if fitting else max(sides, key=lambda side: side[2])
    if scale > most + 1e-9:
        raise UserError(
            _(
                "At {percent} the map is larger than {paper}. Choose a larger paper, sheets to be put "
                "together, or at most {most}."
            ).format(
                percent=i18n.percent(100 * scale / POINTS),
                paper=paper.name,
                most=i18n.percent(int(100 * most / POINTS)),
            )
        )
    return _poster(drawn(), scale)


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


def _on(
    subject: Subject, base: MapDrawing, known: KnownRows, paper: Paper, percent: float | None
) -> tuple[Callable[[], Sheet], float, float]:
    """How to draw it on this side of the paper, in which scale, and the largest that fits."""
    # What stands around the map grows with the paper: a title of 22 points on A3 has 62 on A0.
    unit = max(0.8, (paper.width * paper.height / (A3[0] * A3[1])) ** 0.5)
    width, height = paper.width / unit, paper.height / unit
    room = width - 2 * MARGIN
    heading = _heading(subject, room)
    high = height - TOP - heading[1] - HEADING_AIR - FOOT - 8
    most = min(LARGEST / unit, high / base.height, room / base.width)
    scale = most if percent is None else percent / 100 * POINTS / unit

    def draw() -> Sheet:
        extra = high / scale - base.height - 1
        drawing = subject.drawing(extra, known) if extra > 0 and subject.stretches else base
        return scaled(_composed(subject, drawing, (width, height), scale, heading), unit)

    return draw, scale * unit, most * unit


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
