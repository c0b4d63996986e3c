"""Voting sheets: the cards of some lanes with boxes to cross, as a scanner can read them later."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxdesk import i18n
from cxdesk.journeys.labels import lane_words
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.queries import JourneyMap, LaneOnMap
from cxdesk.journeys.shapes import Box, Line, Piece, Shape, Text, mirror
from exports.journey.codes import MATRIX_SIDE, QR_SIDE, page_code, page_marks
from exports.journey.numbered import Numbered, numbered, voted_lanes
from exports.journey.papers import MM, Paper
from exports.journey.reading import Reading
from exports.journey.sheet import Part, Sheet
from exports.pdf.tags import Branch, Element

# A scanner tells boxes apart that are 5 mm wide, black, and 3 mm from each other at least.
BOX, GAP, BOX_LINE = 5 * MM, 3.5 * MM, 0.7
BLACK = "#000000"
SIDE, TOP, FOOT = 20 * MM, 16 * MM, 28 * MM
# The code at the top ends above the first row of every page, and the one at the foot below the last.
CODE_TOP, CODE_FOOT, CODE_AIR = 8 * MM, 12 * MM, 4 * MM
BELOW_CODE = CODE_TOP + QR_SIDE + CODE_AIR
NUMBER_WIDTH = 26.0
WHERE_SHARE = 0.3
AIR = 7.0
# A list to vote on shows how a card begins; the whole of it hangs on the wall under its number.
MOST_LINES = 4
MOST_BOXES = 5
TITLE = Style("voice_strong", 22, 28, "text")
BODY = Style("ui", 10.5, 16, "text")
STRONG = Style("strong", 10.5, 16, "text")
SMALL = Style("ui", 8.5, 12, "text2")


@dataclass(frozen=True, slots=True)
class _Row:
    """A card with its words and its place set, or the name of a lane."""

    height: float
    lane: LaneOnMap
    one: Numbered | None = None
    words: Block | None = None
    where: Block | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    journey: JourneyMap
    paper: Paper
    language: str
    votes: int
    inside: bool
    code: str

    @property
    def boxes(self) -> int:
        return min(self.votes, MOST_BOXES)

    @property
    def room(self) -> float:
        return self.paper.width - 2 * SIDE

    @property
    def boxes_width(self) -> float:
        return self.boxes * (BOX + GAP) + 4

    @property
    def where_width(self) -> float:
        return self.room * WHERE_SHARE

    @property
    def words_width(self) -> float:
        return self.room - self.boxes_width - NUMBER_WIDTH - self.where_width - 12


def vote_sheets(
    journey: JourneyMap,
    language: str,
    paper: Paper,
    *,
    lanes: Sequence[int] = (),
    votes: int = 3,
    inside: bool = True,
) -> list[Sheet]:
    """One person's voting sheets; none where there is nothing to vote on."""
    cards = numbered(journey, language, tuple(lanes) or voted_lanes(journey, language))
    form = _Form(journey, paper, language, max(1, votes), inside, sheet_code(journey, cards))
    head = _head(form)
    pages = _pages(form, cards, head[1])
    reading = Reading(Branch(Element("Table")))
    return [
        _sheet(form, rows, (place, len(pages)), head if place == 1 else None, reading)
        for place, rows in enumerate(pages, 1)
    ]


def sheet_code(journey: JourneyMap, cards: Sequence[Numbered], letter: str = "V") -> str:
    """What tells these sheets from others: the same as long as the list of cards is the same.

    Nobody can tell from it what is on the list.
    """
    listed = "\n".join([journey.name, *(f"{one.number} {one.card.id} {one.words}" for one in cards)])
    return f"{letter}-" + hashlib.sha256(listed.encode("utf-8", "replace")).hexdigest()[:6].upper()


def _head(form: _Form) -> tuple[tuple[Part, ...], float]:
    words = i18n.words(form.language)
    room = form.room - QR_SIDE - CODE_AIR
    title = block(
        words.gettext("Your vote: {name}").format(name=form.journey.name), TITLE, room, form.language
    )
    told = words.ngettext(
        "You have {n} vote. Cross one box for it.",
        "You have {n} votes. Cross one box for each; a card may get several.",
        form.votes,
    ).format(n=i18n.number(form.votes, lang=form.language))
    said = block(told, BODY, room, form.language)
    height = max(title.height + 6 + said.height + 14, BELOW_CODE - TOP)
    return (
        Part(0, 0, 1, title.at(SIDE, TOP), "H1"),
        Part(0, 0, 1, said.at(SIDE, TOP + title.height + 6)),
    ), height


def _pages(form: _Form, cards: Sequence[Numbered], head: float) -> list[list[_Row]]:
    high = form.paper.height - TOP - FOOT - SMALL.line - 8
    pages: list[list[_Row]] = []
    left = 0.0
    lane = 0
    for one in cards:
        row = _row(form, one)
        named = one.lane.id != lane
        needed = row.height + (_lane_height() if named else 0)
        if not pages or needed > left:
            left = high - (BELOW_CODE - TOP if pages else head)
            pages.append([])
            named = True
        if named:
            pages[-1].append(_Row(_lane_height(), one.lane))
            left -= _lane_height()
        lane = one.lane.id
        pages[-1].append(row)
        left -= row.height
    return pages


def _lane_height() -> float:
    return STRONG.line + 16


def _row(form: _Form, one: Numbered) -> _Row:
    words = _short(block(one.words, BODY, form.words_width, form.language))
    between = "، " if form.language == "fa" else " · "
    where = _short(block(between.join((one.stage, one.step)), SMALL, form.where_width, form.language))
    height = max(words.height, where.height + 3, BOX + GAP) + AIR
    return _Row(height, one.lane, one, words, where)


def _short(words: Block) -> Block:
    if len(words.lines) <= MOST_LINES:
        return words
    last, width = words.lines[MOST_LINES - 1]
    kept = last.rsplit(" ", 1)[0] if " " in last else last[:-2]
    return replace(words, lines=(*words.lines[: MOST_LINES - 1], (f"{kept}…", width)))


def _sheet(
    form: _Form,
    rows: Sequence[_Row],
    number: tuple[int, int],
    head: tuple[tuple[Part, ...], float] | None,
    reading: Reading,
) -> Sheet:
    y = TOP + head[1] if head else BELOW_CODE
    shapes: list[tuple[Shape, list[Branch]]] = []
    furniture: list[Shape] = []
    if head is not None:
        row = reading.table.add("TR")
        for text, x in _columns(form):
            cell = row.add("TH", scope="Column")
            shapes += [(shape, [row, cell]) for shape in block(text, SMALL, 120, form.language).at(x, y)]
    else:
        for text, x in _columns(form):
            furniture += block(text, SMALL, 120, form.language).at(x, y)
    y += SMALL.line + 8
    if head is None:
        furniture += _running(form)
    for one in rows:
        told, rules = _draw(form, one, y, reading)
        shapes += told
        furniture += rules
        y += one.height
    furniture += _footer(form, number)
    # Mirrored shapes are new ones, so each is given its place after that.
    drawn = [(_turned(form, shape), path) for shape, path in shapes]
    for shape, path in drawn:
        reading.of[id(shape)] = [reading.table.key, *(branch.key for branch in path)]
    parts = tuple(
        replace(p, shapes=tuple(_turned(form, s) for s in p.shapes)) for p in (head[0] if head else ())
    )
    return Sheet(
        form.paper.width,
        form.paper.height,
        (
            *parts,
            Part(0, 0, 1, tuple(shape for shape, _path in drawn), reading=reading),
            Part(0, 0, 1, tuple(_turned(form, s) for s in furniture), "Footer"),
            Part(0, 0, 1, tuple(_marks(form, number)), "Footer"),
        ),
        form.journey,
    )


def _running(form: _Form) -> tuple[Text, ...]:
    """Whose pages these are, on every page but the first."""
    said = i18n.words(form.language).gettext("Your vote: {name}").format(name=form.journey.name)
    return block(said, SMALL, form.room - QR_SIDE - CODE_AIR, form.language).at(SIDE, TOP)[:1]


def _marks(form: _Form, number: tuple[int, int]) -> list[Shape]:
    """What a scanner looks for; codes are placed where lines begin and end, and never mirrored themselves."""
    code = page_code(form.code, *number)
    return page_marks(form.paper, code, SIDE, CODE_TOP, CODE_FOOT, rtl=i18n.is_rtl(form.language))


def _turned(form: _Form, shape: Shape) -> Shape:
    return mirror(shape, form.paper.width) if i18n.is_rtl(form.language) else shape


def _columns(form: _Form) -> list[tuple[str, float]]:
    words = i18n.words(form.language)
    number = SIDE + form.boxes_width
    return [
        (words.gettext("Votes"), SIDE),
        (words.gettext("No."), number),
        (words.gettext("Card"), number + NUMBER_WIDTH),
        (words.gettext("Stage and step"), form.paper.width - SIDE - form.where_width),
    ]


def _draw(
    form: _Form, row: _Row, y: float, reading: Reading
) -> tuple[list[tuple[Shape, list[Branch]]], list[Shape]]:
    """The shapes of a row with their places in the table, and what is only drawn."""
    line = reading.table.add("TR")
    right = form.paper.width - SIDE
    if row.one is None or row.words is None or row.where is None:
        cell = line.add("TH", scope="Column", span=4)
        said = block(lane_words(row.lane, form.language), STRONG, form.room, form.language).at(SIDE, y + 9)[
            :1
        ]
        rule = Line(SIDE, y + row.height - 3, right, y + row.height - 3, "line_strong", 0.75)
        return [(shape, [line, cell]) for shape in said], [rule]
    columns = _columns(form)
    cells = [line.add("TD") for _column in columns]
    number = block(i18n.number(row.one.number, lang=form.language), BODY, NUMBER_WIDTH, form.language)
    texts: list[tuple[Text, ...]] = [
        number.at(columns[1][1], y + 4),
        row.words.at(columns[2][1], y + 4),
        row.where.at(columns[3][1], y + 6),
    ]
    shapes: list[tuple[Shape, list[Branch]]] = []
    for lines, cell in zip(texts, cells[1:], strict=True):
        told = cell.add("P")
        shapes += [(shape, [line, cell, told]) for shape in lines]
    boxes: list[Shape] = [
        Box(SIDE + n * (BOX + GAP), y + 4, BOX, BOX, None, BLACK, BOX_LINE) for n in range(form.boxes)
    ]
    rule = Line(SIDE, y + row.height - 0.5, right, y + row.height - 0.5, "line", 0.5)
    return shapes, [*boxes, rule]


def _footer(form: _Form, number: tuple[int, int]) -> tuple[Shape, ...]:
    words = i18n.words(form.language)
    y = form.paper.height - FOOT + 6
    this, all_ = (i18n.number(n, lang=form.language) for n in number)
    between = "، " if form.language == "fa" else " · "
    first = [words.gettext("Internal")] if form.inside else []
    first += [form.journey.firm] if form.journey.firm else []
    left = SIDE + MATRIX_SIDE + CODE_AIR
    start = block(between.join(first), SMALL, form.room / 2 - MATRIX_SIDE, form.language)
    told = words.gettext("sheet {code}, page {this} of {all}").format(code=form.code, this=this, all=all_)
    end = block(told, SMALL, form.room / 2, form.language)
    rule = Line(left, y, form.paper.width - SIDE, y, "line_strong", 0.5)
    return Piece(
        keep=(rule,),
        text=start.at(left, y + 6)[:1] + end.at(form.paper.width - SIDE, y + 6, "right"),
    ).shapes
