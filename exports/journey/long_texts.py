"""The sheets after a map that hold all of the cards that are too long for it, under their numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cxdesk import i18n
from cxdesk.i18n import listed
from cxdesk.journeys.labels import lane_words
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Line, Shape, Text, mirror
from exports.journey.cut_text import cut_text
from exports.journey.numbered import Numbered
from exports.journey.papers import MM, Paper
from exports.journey.sheet import Part, Sheet

SIDE, TOP, FOOT = 20 * MM, 16 * MM, 16 * MM
GUTTER = 12 * MM
# A line of more than this is hard to follow.
WIDEST = 190 * MM
TITLE = Style("voice_strong", 22, 28, "text")
HEAD = Style("strong", 10.5, 16, "accent")
BODY = Style("ui", 10.5, 16, "text")
QUOTED = Style("voice", 10.5, 16, "text")
MOST_NAMED = 5
SMALL = Style("ui", 8.5, 12, "text2")


@dataclass(frozen=True, slots=True)
class _Row:
    """One line with the air above it; `begins` a paragraph, and `holds` the next line to itself."""

    line: Block
    air: float = 0.0
    begins: bool = False
    holds: bool = False
    is_head: bool = False

    @property
    def height(self) -> float:
        return self.air + self.line.height


def long_sheets(
    journey: JourneyMap, cards: Sequence[Numbered], language: str, paper: Paper, *, inside: bool = True
) -> list[Sheet]:
    """The pages, in columns where the paper is wide; none where every card is whole on the map."""
    if not cards:
        return []
    room = paper.width - 2 * SIDE
    columns = 1
    while (room - (columns - 1) * GUTTER) / columns > WIDEST:
        columns += 1
    wide = (room - (columns - 1) * GUTTER) / columns
    said = i18n.words(language).gettext("Long texts: {name}").format(name=journey.name)
    title = block(said, TITLE, room, language)
    top = TOP + title.height + 16
    rows = [row for one in cards for row in _rows(one, wide, language)]
    filled = list(_columns(rows, paper.height - top - FOOT - SMALL.line - 10))
    pages = [filled[at : at + columns] for at in range(0, len(filled), columns)]
    return [
        _page(journey, paper, title, top, page, wide, (place, len(pages)), language, inside=inside)
        for place, page in enumerate(pages, 1)
    ]


def long_words(long: Sequence[Numbered], language: str) -> str:
    """The sentence about cards of which the map shows the beginning."""
    words = i18n.words(language)
    quoted = words.gettext("“{words}”")
    told = [quoted.format(words=cut_text(one.words, 40)) for one in long[:MOST_NAMED]]
    return words.ngettext(
        "{n} card is too long for the map: {cards}. The map shows its beginning, the last sheets all of it.",
        "{n} cards are too long for the map: {cards}. The map shows their beginning, the last sheets all of it.",
        len(long),
    ).format(n=i18n.number(len(long), lang=language), cards=listed(told, language))


def _rows(one: Numbered, wide: float, language: str) -> Iterator[_Row]:
    words, card = i18n.words(language), one.card
    between = "، " if language == "fa" else " · "
    number = words.gettext("No. {n}").format(n=i18n.number(one.number, lang=language))
    yield from _lines(
        block(f"{number}  {lane_words(one.lane, language)}", HEAD, wide, language), 20, is_head=True
    )
    where = between.join(filter(None, (one.stage, one.step)))
    yield from _lines(block(where, SMALL, wide, language), 0, holds=True)
    yield from _lines(block(one.words, BODY, wide, language), 4)
    yield from _lines(block(card.quotation, QUOTED, wide, language), 6)
    yield from _lines(
        block(between.join(filter(None, (card.speaker, card.source))), SMALL, wide, language), 4
    )


def _lines(whole: Block, air: float, *, holds: bool = False, is_head: bool = False) -> Iterator[_Row]:
    for place, line in enumerate(whole.lines):
        first = place == 0
        yield _Row(
            replace(whole, lines=(line,)), air if first else 0.0, first, holds or is_head, is_head and first
        )


def _columns(rows: Sequence[_Row], high: float) -> Iterator[list[_Row]]:
    """Rows column by column; a head is never the last of one."""
    column: list[_Row] = []
    used = 0.0
    for row in rows:
        if column and used + row.height > high:
            held: list[_Row] = []
            while len(column) > 1 and column[-1].holds:
                held.insert(0, column.pop())
            yield column
            column = held
            used = sum(one.height for one in held)
        column.append(row)
        used += row.height
    yield column


def _page(
    journey: JourneyMap,
    paper: Paper,
    title: Block,
    top: float,
    columns: Sequence[Sequence[_Row]],
    wide: float,
    number: tuple[int, int],
    language: str,
    *,
    inside: bool,
) -> Sheet:
    parts = [Part(0, 0, 1, title.at(SIDE, TOP), "H1" if number[0] == 1 else "Header")]
    for place, rows in enumerate(columns):
        x, y = SIDE + place * (wide + GUTTER), top
        paragraph: list[Shape] = []
        for at, row in enumerate(rows):
            if row.begins and paragraph:
                parts.append(Part(0, 0, 1, tuple(paragraph)))
                paragraph = []
            y += row.air if at else 0.0
            if row.is_head:
                parts.append(Part(0, 0, 1, row.line.at(x, y), "H2"))
            else:
                paragraph += row.line.at(x, y)
            y += row.line.height
        if paragraph:
            parts.append(Part(0, 0, 1, tuple(paragraph)))
    parts.append(Part(0, 0, 1, _footer(journey, paper, number, language, inside=inside), "Footer"))
    if i18n.is_rtl(language):
        parts = [
            replace(part, shapes=tuple(mirror(shape, paper.width) for shape in part.shapes)) for part in parts
        ]
    return Sheet(paper.width, paper.height, tuple(parts), journey)


def _footer(
    journey: JourneyMap, paper: Paper, number: tuple[int, int], language: str, *, inside: bool
) -> tuple[Shape, ...]:
    words = i18n.words(language)
    y, right = paper.height - FOOT, paper.width - SIDE
    this, all_ = (i18n.number(n, lang=language) for n in number)
    between = "، " if language == "fa" else " · "
    first = [words.gettext("Internal")] if inside else []
    start = block(between.join([*first, *filter(None, [journey.firm])]), SMALL, paper.width / 2, language)
    told = words.gettext("sheet {this} of {all}").format(this=this, all=all_)
    end: tuple[Text, ...] = block(told, SMALL, paper.width / 2, language).at(right, y + 6, "right")
    return (Line(SIDE, y, right, y, "line_strong", 0.5), *start.at(SIDE, y + 6)[:1], *end)
