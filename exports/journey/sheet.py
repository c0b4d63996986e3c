"""A map on paper: heading and takeaway above it, legend and date below, on as many A3 sheets as it needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from cxdesk import i18n
from cxdesk.journeys.grid import width_of_columns
from cxdesk.journeys.known_rows import KnownRows
from cxdesk.journeys.layout import customer_copy, lay_out
from cxdesk.journeys.legend import legend, rounds_before
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.queries import STATE_WORDS, JourneyMap
from cxdesk.journeys.shapes import Line, MapDrawing, Piece, Shape, mirror, moved
from cxdesk.journeys.stage_facts import pooling_line
from exports.journey.extent import Rect
from exports.journey.fitting import Room, column_count, fitted, least_card, rows_filling
from exports.journey.reading import Reading

A3 = (1190.55, 841.89)
MARGIN = 45.0
TOP = 33.0
FOOT = 48.0
HEADING_AIR = 20.0
# At its smallest, a text of 12 px still has 8 pt.
MOST, LEAST = 0.85, 2 / 3
TAKEAWAY_WIDTH = 330.0
# The legend is set as on the screen and made as small as the rest of the footer.
LEGEND_SCALE = 8.5 / 12
PDF_LONGEST = 14000.0

# What stands above the map: the title and the paragraphs around it.
Heading = tuple[tuple[Literal["H1", "P"], Piece], ...]

SMALL = Style("ui", 8.5, 12, "text2")
LEGEND = Style("ui", 12, 16, "text2")
FIRM = Style("strong", 8.5, 12, "text")
TITLE = Style("voice_strong", 22, 28, "text")
ABOUT = Style("ui", 10.5, 16, "text2")
TAKEAWAY = Style("voice_strong", 12.5, 19, "text")


@dataclass(frozen=True, slots=True)
class Part:
    """Shapes at a place and a size on the sheet; `role` is what their text is, for those who can't see it.

    The map itself comes as its drawing, which knows the cards and heads its shapes belong to; another
    part may bring a reading order of its own. `clip` is the window of the sheet outside of which nothing shows.
    """

    x: float
    y: float
    scale: float
    shapes: tuple[Shape, ...]
    role: Literal["H1", "H2", "P", "Header", "Footer"] = "P"
    drawing: MapDrawing | None = None
    clip: Rect | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page in points, its origin at the top left corner."""

    width: float
    height: float
    parts: tuple[Part, ...]
    journey: JourneyMap | None = None


def a3_sheets(journey: JourneyMap, language: str, *, for_customer: bool = False) -> list[Sheet]:
    """The map on A3, scaled to fit; a wide one goes on over more sheets, cut between steps."""
    room = A3[0] - 2 * MARGIN
    heading = heading_of(journey, language, room, for_customer)
    high = A3[1] - TOP - heading[1] - HEADING_AIR - FOOT - 8
    known, count = KnownRows(), column_count(journey)
    least = least_card(journey, language)
    per_sheet = count
    while per_sheet > 1 and room / width_of_columns(per_sheet, least) < LEAST:
        per_sheet = ceil(count / (ceil(count / per_sheet) + 1))

    def whole(card: float) -> MapDrawing:
        return lay_out(journey, language, for_customer=for_customer, card_width=card, known=known)

    card, scale = fitted(whole, journey, language, Room(room, high, MOST), least, columns=per_sheet)
    base = whole(card)
    curve, cell = rows_filling(journey, base, high / scale - base.height - 1)
    drawings = [
        lay_out(
            journey,
            language,
            for_customer=for_customer,
            columns=(start, min(start + per_sheet, count)),
            curve_height=curve,
            cell_height=cell,
            card_width=card,
            known=known,
        )
        for start in range(0, count, per_sheet)
    ]
    return [
        composed(journey, drawing, A3, scale, heading, (place, len(drawings)), language, for_customer)
        for place, drawing in enumerate(drawings, 1)
    ]


def one_sheet(journey: JourneyMap, language: str, *, for_customer: bool = False) -> Sheet:
    """The whole map on one sheet as large as it asks for, for pictures."""
    drawing = lay_out(journey, language, for_customer=for_customer)
    scale = min(0.75, PDF_LONGEST / max(drawing.width, drawing.height))
    room = max(drawing.width * scale, 640.0)
    heading = heading_of(journey, language, room, for_customer)
    size = (room + 2 * MARGIN, TOP + heading[1] + HEADING_AIR + drawing.height * scale + FOOT + 16)
    return composed(journey, drawing, size, scale, heading, None, language, for_customer)


def composed(
    journey: JourneyMap,
    drawing: MapDrawing,
    size: tuple[float, float],
    scale: float,
    heading: tuple[Heading, float],
    number: tuple[int, int] | None,
    language: str,
    for_customer: bool,
) -> Sheet:
    width, height = size
    rtl = i18n.is_rtl(language)
    marks = legend(journey, language, LEGEND, for_customer=for_customer)
    footer, legend_x = _footer(journey, size, number, language, for_customer, marks.width * LEGEND_SCALE)
    first = number is None or number[0] == 1
    around: list[Part] = [
        Part(0, 0, 1, moved(piece, MARGIN, TOP).shapes, role if first else "Header")
        for role, piece in heading[0]
    ]
    whole = Part(MARGIN, TOP + heading[1] + HEADING_AIR, scale, drawing.shapes, drawing=drawing)
    below = Part(legend_x, height - FOOT + 13, LEGEND_SCALE, marks.piece.shapes)
    foot = Part(0, 0, 1, footer.shapes, "Footer")
    if rtl:
        around, foot = [_turned(part, width) for part in around], _turned(foot, width)
        whole = replace(whole, x=width - MARGIN - drawing.width * scale)
        below = replace(_turned(below, marks.width), x=width - legend_x - marks.width * LEGEND_SCALE)
    return Sheet(width, height, (*around, whole, below, foot), journey)


def _turned(part: Part, width: float) -> Part:
    return replace(part, shapes=tuple(mirror(shape, width) for shape in part.shapes))


def heading_of(journey: JourneyMap, language: str, room: float, for_customer: bool) -> tuple[Heading, float]:
    """Kind, title and who sees it; the takeaway stands at the top end."""
    shown = customer_copy(journey) if for_customer else journey
    takeaway = block(shown.takeaway, TAKEAWAY, TAKEAWAY_WIDTH, language)
    left = room - (takeaway.width + 12 + 40 if takeaway.lines else 0)
    above = block(_kind(journey, language), SMALL, left, language)
    title = block(journey.name, TITLE, left, language)
    about = [block(line, ABOUT, left, language) for line in _about(shown, language, left)]
    pieces: list[tuple[Literal["H1", "P"], Piece]] = []
    y = 0.0
    for part, air in ((above, 2.0), (title, 2.0), *((line, 0.0) for line in about)):
        pieces.append(("H1" if part is title else "P", Piece(text=part.at(0, y))))
        y += part.height + air
    if takeaway.lines:
        x, top = room - takeaway.width, max(0.0, (y - takeaway.height) / 2 + 4)
        bar = Line(x - 11, top - 1, x - 11, top + takeaway.height + 1, "accent", 2)
        pieces.append(("P", Piece((bar,), (), takeaway.at(x, top))))
    return tuple(pieces), max(y, takeaway.height + 4)


def _kind(journey: JourneyMap, language: str) -> str:
    words = i18n.words(language)
    # The lane of feelings says whose journey it is.
    kinds = {lane.kind for lane in journey.lanes}
    theirs = "employee" in kinds and "feeling" not in kinds
    kind = words.gettext("Employee journey") if theirs else words.gettext("Customer journey")
    parts = (kind, words.gettext(STATE_WORDS[journey.state]), journey.round_name or journey.rounds)
    return _joined(parts, language)


def _about(journey: JourneyMap, language: str, room: float) -> list[str]:
    """Who is looked at and what is counted, in one line; what does not fit there has one of its own."""
    if journey.answers is None:
        return [journey.about]
    pooled = pooling_line(journey, language)
    counted = i18n.words(language).ngettext("{n} answer counted.", "{n} answers counted.", journey.answers)
    told = [journey.about, counted.format(n=i18n.number(journey.answers, lang=language))]
    if before := rounds_before(journey):
        tick = i18n.words(language).gettext("Tick: {round}.")
        told.append(tick.format(round=i18n.listed(before, language)))
    whole = _sentences([*told, pooled], language)
    if not pooled or len(block(whole, ABOUT, room, language).lines) < 2:
        return [whole]
    return [_sentences(told, language), pooled]


def _sentences(said: Sequence[str], language: str) -> str:
    """Sentences after each other; a missing one leaves no gap."""
    if i18n.is_rtl(language):
        # What people wrote may run the other way: each sentence keeps its own direction, the line that of the page.
        return "\u200f" + " ".join(f"\u2068{part}\u2069" for part in said if part)
    return " ".join(part for part in said if part)


def _footer(
    journey: JourneyMap,
    size: tuple[float, float],
    number: tuple[int, int] | None,
    language: str,
    for_customer: bool,
    legend_width: float,
) -> tuple[Piece, float]:
    """Our name and the note at the end of the row; and where the legend begins between them."""
    width, height = size
    y = height - FOOT
    firm = block(journey.firm, FIRM, 200, language)
    note = block(_note(journey, number, language, for_customer), SMALL, width - 2 * MARGIN, language)
    x = MARGIN + (firm.width + 18 if firm.lines else 0)
    # On a narrow sheet the note goes below the legend rather than over it.
    below = x + legend_width + 18 + note.width > width - MARGIN
    rule = Line(MARGIN, y, width - MARGIN, y, "line_strong", 0.5)
    words = firm.at(MARGIN, y + 13 - firm.height / 2)
    words += note.at(width - MARGIN, y + (27 if below else 13) - note.height / 2, "right")
    return Piece(keep=(rule,), text=words), x


def _note(journey: JourneyMap, number: tuple[int, int] | None, language: str, for_customer: bool) -> str:
    words = i18n.words(language)
    inside = "" if for_customer else words.gettext("Internal")
    printed = words.gettext("Printed {day}") if for_customer else words.gettext("printed {day}")
    printed = printed.format(day=i18n.day(journey.today, language))
    sheet = ""
    if number is not None:
        this, all_ = (i18n.number(n, lang=language) for n in number)
        sheet = words.gettext("sheet {this} of {all}").format(this=this, all=all_)
    return _joined((inside, printed, sheet), language)


def _joined(parts: Sequence[str], language: str) -> str:
    """Parts with a dot between; between Persian digits a dot would read as zero."""
    return ("، " if language == "fa" else " · ").join(part for part in parts if part)
