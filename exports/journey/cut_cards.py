"""Cards to be cut out: one for each card of a map and empty ones, in the colours of their lanes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice

from cxdesk import i18n
from cxdesk.journeys.cards import GROUNDS
from cxdesk.journeys.glyph import score_words
from cxdesk.journeys.labels import ICONS, lane_words
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.queries import JourneyMap, LaneOnMap
from cxdesk.journeys.shapes import Bead, Box, Diamond, Icon, Line, Piece, Shape, Text, mirror
from cxdesk.personas.kinds import GRADE_WORDS, GRADES
from exports.journey.codes import MATRIX_SIDE, drawn, matrix
from exports.journey.numbered import Numbered, card_lanes, numbered
from exports.journey.papers import MM, Paper
from exports.journey.reading import Reading
from exports.journey.sheet import Part, Sheet
from exports.journey.votes import sheet_code
from exports.pdf.tags import Branch, Element

SIDE, TOP, FOOT = 10 * MM, 14 * MM, 10 * MM
LEAST_WIDTH, LEAST_HEIGHT = 88 * MM, 62 * MM
INSET, PAD = 2.5 * MM, 4 * MM
SIZES = (18.0, 16.0, 14.0, 12.0, 11.0, 10.0, 9.0)
LEAD = 1.36
HEAD = 18.0
# The code of a card lies beside its score and its place.
FOOT_ROOM, SCORE_ROOM = MATRIX_SIDE + 3.5 * MM, 6.0
LANE = Style("ui", 9.5, 14, "text2")
SMALL = Style("ui", 8.5, 12, "text2")
STRONG = Style("strong", 10.5, 14, "text")


@dataclass(frozen=True, slots=True)
class _Face:
    """What is on one cut-out: the words in lines that fit, of a card that may need several; none when empty."""

    lane: LaneOnMap
    of: Numbered | None = None
    words: Block | None = None
    part: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class _Grid:
    paper: Paper
    columns: int
    rows: int

    @property
    def width(self) -> float:
        return (self.paper.width - 2 * SIDE) / self.columns

    @property
    def height(self) -> float:
        return (self.paper.height - TOP - FOOT) / self.rows


def card_sheets(
    journey: JourneyMap, language: str, paper: Paper, *, lanes: Sequence[int] = (), inside: bool = True
) -> list[Sheet]:
    """The pages; after the last card one empty card a lane, and more until the page is full."""
    grid = _Grid(
        paper,
        max(1, int((paper.width - 2 * SIDE) / LEAST_WIDTH)),
        max(1, int((paper.height - TOP - FOOT) / LEAST_HEIGHT)),
    )
    cards = numbered(journey, language, lanes)
    faces = [face for one in cards for face in _faces(one, grid, language)]
    code = sheet_code(journey, cards, "C")
    free = card_lanes(journey, lanes)
    a_page = grid.columns * grid.rows
    if free:
        count = len(free) + -(len(faces) + len(free)) % a_page
        faces += [_Face(lane) for lane in islice(cycle(free), count)]
    pages = [faces[at : at + a_page] for at in range(0, len(faces), a_page)]
    return [
        _sheet(journey, page, grid, (place, len(pages)), language, inside, code)
        for place, page in enumerate(pages, 1)
    ]


def _faces(one: Numbered, grid: _Grid, language: str) -> Iterator[_Face]:
    """The words as large as they fit; what fits at no size goes on over more cut-outs."""
    width, high = grid.width - 2 * (INSET + PAD), _room(one, grid)
    role = GROUNDS.get(one.lane.kind, ("surface", "line", "ui"))[2]
    for size in SIZES:
        words = block(one.words, Style(role, size, size * LEAD, "text"), width, language)
        if words.height <= high:
            yield _Face(one.lane, one, words)
            return
    fit = max(1, int(high / words.line))
    pieces = [words.lines[at : at + fit] for at in range(0, len(words.lines), fit)]
    for place, lines in enumerate(pieces, 1):
        yield _Face(one.lane, one, replace(words, lines=lines), (place, len(pieces)))


def _room(one: Numbered, grid: _Grid) -> float:
    extra = 16.0 * one.card.moment_of_truth + SCORE_ROOM * (one.card.score is not None)
    return grid.height - 2 * (INSET + PAD) - HEAD - FOOT_ROOM - extra


def _sheet(
    journey: JourneyMap,
    faces: Sequence[_Face],
    grid: _Grid,
    number: tuple[int, int],
    language: str,
    inside: bool,
    code: str,
) -> Sheet:
    width, rtl = grid.paper.width, i18n.is_rtl(language)
    lines = Part(0, 0, 1, tuple(_cut_lines(grid)), "Footer")
    reading = Reading(Branch(Element("L")))
    shapes: list[Shape] = []
    for place, face in enumerate(faces):
        x = SIDE + place % grid.columns * grid.width
        y = TOP + place // grid.columns * grid.height
        piece = _draw(face, x, y, grid, language)
        shown = [mirror(shape, width) for shape in piece.shapes] if rtl else list(piece.shapes)
        _tell(reading, shown, face, language)
        shapes += shown
        if face.of is not None:
            shapes += _code(f"{code}-{face.of.number}", x, y, grid, rtl=rtl)
    cards = Part(0, 0, 1, tuple(shapes), reading=reading)
    return Sheet(
        width, grid.paper.height, (*_heading(journey, grid, number, language, inside), lines, cards), journey
    )


def _heading(
    journey: JourneyMap, grid: _Grid, number: tuple[int, int], language: str, inside: bool
) -> list[Part]:
    words, width = i18n.words(language), grid.paper.width
    this, all_ = (i18n.number(n, lang=language) for n in number)
    between = "، " if language == "fa" else " · "
    note = between.join(
        [
            *([words.gettext("Internal")] if inside else []),
            words.gettext("sheet {this} of {all}").format(this=this, all=all_),
        ]
    )
    said = words.gettext("Cards to cut out: {name}").format(name=journey.name)
    title = block(said, STRONG, width - 2 * SIDE - 180, language)
    y = TOP - 20
    parts = [
        Part(0, 0, 1, title.at(SIDE, y)[:1], "H1" if number[0] == 1 else "Footer"),
        Part(0, 0, 1, block(note, SMALL, 170, language).at(width - SIDE, y + 1, "right"), "Footer"),
    ]
    if i18n.is_rtl(language):
        return [replace(p, shapes=tuple(mirror(s, width) for s in p.shapes)) for p in parts]
    return parts


def _cut_lines(grid: _Grid) -> Iterator[Line]:
    right, foot = grid.paper.width - SIDE, grid.paper.height - FOOT
    for column in range(grid.columns + 1):
        x = SIDE + column * grid.width
        yield Line(x, TOP - 5, x, foot + 5, "text3", 0.4, (3, 3))
    for row in range(grid.rows + 1):
        y = TOP + row * grid.height
        yield Line(SIDE - 5, y, right + 5, y, "text3", 0.4, (3, 3))


def _draw(face: _Face, x: float, y: float, grid: _Grid, language: str) -> Piece:
    ground, edge, _role = GROUNDS.get(face.lane.kind, ("surface", "line", "ui"))
    wide, high = grid.width - 2 * INSET, grid.height - 2 * INSET
    truth = face.of is not None and face.of.card.moment_of_truth
    body = Box(x + INSET, y + INSET, wide, high, ground, "accent" if truth else edge, 2 if truth else 1, 8)
    left, top = x + INSET + PAD, y + INSET + PAD
    inner = wide - 2 * PAD
    icon = Icon(ICONS[face.lane.kind], left, top, 14, "text2")
    name = block(lane_words(face.lane, language), LANE, inner - 40, language)
    piece = Piece(keep=(body, icon), text=name.at(left + 20, top)[:1])
    if face.of is None or face.words is None:
        return piece + _empty(left, y + INSET + high - PAD, inner, language)
    bead = Bead(left + inner - 5, top + 7, 5, face.of.card.grade, "text2", "surface")
    piece += Piece(keep=(bead,))
    at = top + HEAD + 4
    if truth:
        said = block(i18n.words(language).gettext("Moment of truth"), _accent(), inner - 16, language)
        piece += Piece(keep=(Diamond(left + 5, at + 7, 5, "accent"),), text=said.at(left + 16, at)[:1])
        at += 16
    piece += Piece(text=face.words.at(left, at))
    return piece + _foot(face, face.of, left, y + INSET + high - PAD, inner, language)


def _foot(face: _Face, one: Numbered, left: float, foot: float, inner: float, language: str) -> Piece:
    """Where it stands and its number; above them its score, all of it beside the code."""
    inner -= MATRIX_SIDE + 3.5 * MM
    part = " ".join(
        [i18n.number(one.number, lang=language)]
        + ([f"({_of(face.part, language)})"] if face.part[1] > 1 else [])
    )
    number = block(part, SMALL, 80, language)
    between = "، " if language == "fa" else " · "
    where = block(between.join((one.stage, one.step)), SMALL, inner - number.width - 12, language)
    top = foot - SMALL.line
    piece = Piece(text=where.at(left, top)[:1] + number.at(left + inner, top, "right"))
    if one.card.score is not None:
        value, margin = score_words(one.card.score, language)
        shown = block(value, STRONG, inner / 3, language)
        beside = block(margin, SMALL, inner * 0.6, language)
        above = top - 18
        piece += Piece(text=shown.at(left, above) + beside.at(left + shown.width + 8, above + 1)[:1])
    return piece


def _code(code: str, x: float, y: float, grid: _Grid, *, rtl: bool) -> Iterator[Box]:
    """What tells this card from all others once it is cut out, in the corner where lines end."""
    left = x + grid.width - INSET - PAD - MATRIX_SIDE
    if rtl:
        left = grid.paper.width - left - MATRIX_SIDE
    return drawn(matrix(code), left, y + grid.height - INSET - PAD - MATRIX_SIDE, MATRIX_SIDE)


def _of(part: tuple[int, int], language: str) -> str:
    return "/".join(i18n.number(n, lang=language) for n in part)


def _empty(left: float, foot: float, inner: float, language: str) -> Piece:
    """Room to write, a line for the step, and how sure we are, to be marked by hand."""
    words = i18n.words(language)
    step = block(words.gettext("Step"), SMALL, inner / 3, language)
    top = foot - SMALL.line
    line = Line(left + step.width + 6, top + 11, left + inner, top + 11, "line_strong", 0.5)
    piece = Piece(keep=(line,), text=step.at(left, top))
    x = left
    for grade in GRADES:
        said = block(words.gettext(GRADE_WORDS[grade]), SMALL, inner / 3 - 14, language)
        bead = Bead(x + 5, top - 14, 4.5, "opinion", "text2", "surface", 1)
        piece += Piece(keep=(bead,), text=said.at(x + 14, top - 14 - said.line / 2)[:1])
        x += inner / 3
    return piece


def _tell(reading: Reading, drawn: Sequence[Shape], face: _Face, language: str) -> None:
    """One entry of the list a card; how sure we are is said in words."""
    row = reading.table.add("LI")
    body = row.add("LBody")
    path = [reading.table.key, row.key, body.key]
    bead = next((s for s in drawn if isinstance(s, Bead)), None)
    if face.of is not None and bead is not None:
        alt = i18n.words(language).gettext(GRADE_WORDS[face.of.card.grade])
        reading.of[id(bead)] = [*path, body.add("Figure", alt=alt).key]
    said = body.add("P")
    for shape in drawn:
        if isinstance(shape, Text):
            reading.of[id(shape)] = [*path, said.key]


def _accent() -> Style:
    return Style("strong", 9.5, 14, "accent")
