"""A document for an audience inside the company as a PDF: its parts in their order, less of each until it fits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, digits, listed, words
from cxdesk.programme.report import (
    LINE_MANAGER,
    MOST_PAGES,
    RESULTS,
    STAFF,
    TITLES,
    Changed,
    Chart,
    Line,
    Lines,
    Part,
    Report,
    Scores,
    Table,
    Things,
    Voices,
    Words,
)
from cxdesk.responses.about_data import data_line
from exports.charts.before_after import before_after
from exports.charts.data import BeforeAfter, BeforeAfterRow, ScoreRow, ScoreRows
from exports.charts.drawing import draw as draw_chart
from exports.charts.look import PT_PER_PX, Look
from exports.charts.twin import described
from exports.pdf.blocks import Air, AtFoot
from exports.pdf.chart import ChartBlock
from exports.pdf.document import Furniture, Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.grid import Cell, Column, Grid, Row, Ruling, stack_height
from exports.pdf.internal_sheet import Room, Sheet, internal_furniture, sentence
from exports.pdf.lines import Run, measure
from exports.pdf.look import INSIDE, WIDTH, ink, rest_of
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.writing import write_file

# From generous to bare; what is left out of a list is counted in a line below it.
_STEPS: Final = (
    Room(14, 3, True, 5, 6, 12),
    Room(9, 2, True, 4, 6, 10, rows=8),
    Room(9, 2, False, 4, 5, 10, rows=6),
    Room(7, 2, False, 3, 4, 9, rows=4),
    Room(6, 2, False, 0, 4, 9, rows=3),
    Room(5, 2, False, 0, 3, 9, rows=3),
    Room(5, 1, False, 0, 0, 8, rows=2),
    Room(4, 1, False, 0, 0, 6, rows=2),
    Room(4, 1, False, 0, 0, 5, rows=1),
    Room(2, 1, False, 0, 0, 5, rows=1),
)
_CLOSER: Final = Room(5, 2, True, 0, 4, 8)
# Where the reason is the point, there are fewer lines rather than lines without it.
_WITH_REASONS: Final = tuple(
    Room(gap, text, True, 0, 4, 10, rows=rows)
    for gap, text, rows in (
        (14, 2, 6), (9, 2, 5), (9, 2, 4), (7, 1, 4), (7, 2, 3), (6, 1, 3), (6, 2, 2), (6, 1, 2), (5, 1, 1),
    )
)  # fmt: skip
# Up to so many lines in a part are few; so many more are tried in each.
_FEW: Final = 2
_MOST_MORE: Final = 3
_KEEP_REASONS: Final = (STAFF, RESULTS)
_T = TypeVar("_T")
_CHART_ROWS: Final = 24
_WHO, _WHEN = 92.0, 74.0


def build(report: Report, target: Path) -> Path:
    """Write the document's PDF; whole or not at all."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    pdf = render(report).pdf
    return write_file(target, lambda part: part.write_bytes(pdf))


def render(report: Report) -> Rendered:
    """The document's PDF, the same bytes for the same document: less is printed until it fits on its pages."""
    furniture, most = _furniture(report), MOST_PAGES[report.audience]
    height = body_height(furniture)
    steps = _WITH_REASONS if report.audience in _KEEP_REASONS else _STEPS
    tries = [(room, len(report.parts)) for room in steps]
    # Where even that is too much the last parts stay away, and it is said that they do.
    tries += [(steps[-1], count) for count in range(len(report.parts) - 1, 0, -1)]
    for room, count in tries:
        made = render_document(_Paper(report, room, height).story(count), furniture)
        if most and made.pages <= most:
            return _filled(report, room, count, made, height)
        if not most:
            # As long as it needs; a closer setting only where it saves a page.
            closer = render_document(_Paper(report, _CLOSER, height).story(count), furniture)
            return closer if closer.pages < made.pages else made
    return made


def _filled(report: Report, room: Room, count: int, made: Rendered, height: float) -> Rendered:
    """The same pages with more lines of the first parts, as long as they fit where few lines were left."""
    if not 0 < room.rows <= _FEW or report.audience == LINE_MANAGER:
        return made
    furniture, extra, full = _furniture(report), [0] * count, set[int]()
    for _turn in range(_MOST_MORE):
        for at in (n for n in range(count) if n not in full):
            extra[at] += 1
            paper = _Paper(report, room, height, tuple(extra))
            wider = render_document(paper.story(count), furniture) if paper.has_more(at) else None
            if wider is None or wider.pages > made.pages:
                extra[at] -= 1
                full.add(at)
            else:
                made = wider
    return made


def _furniture(report: Report) -> Furniture:
    named = (words(report.language).gettext(TITLES[report.audience]), report.brand.name)
    return internal_furniture(report.title, report.language, report.brand, named, report.made_on)


class _Paper:
    """Draws one document with so much room."""

    def __init__(self, report: Report, room: Room, height: float, extra: tuple[int, ...] = ()) -> None:
        self._extra, self._at = extra, 0
        self.report, self.room, self.tallest = report, room, height
        self.sheet = Sheet(report.language, room, height, report.made_on)
        self.lang, self.rtl = self.sheet.lang, self.sheet.rtl
        self.words = self.sheet.words

    def story(self, count: int) -> list[Any]:
        """Everything from the banner to the boxes at the foot, with the first `count` parts."""
        report, sheet = self.report, self.sheet
        made = [*sheet.banner(report.goal), *sheet.title(report.title, report.subtitle), *self._focus()]
        for self._at, part in enumerate(report.parts[:count]):
            made += self._part(part)
        if left := [part.head for part in report.parts[count:] if part.head]:
            said = self.words.gettext("For lack of room not on this page: {heads}").format(
                heads=listed(left, self.lang)
            )
            made += [Air(6), Text(said, self.sheet.small)]
        return [*made, AtFoot((Air(0),), sheet.foot(self._about), 12, self.tallest)]

    def _about(self, most: int) -> str:
        return f"{data_line(self.report.data, self.lang, most)} {self.report.method}".strip()

    def _focus(self) -> list[Any]:
        if not self.report.focus:
            return []
        said = [
            Run(self.words.gettext("Focus:") + " ", strong=True, colour=ink("accent")),
            Run(sentence(self.report.focus)),
        ]
        focus = Text(said, self.sheet.body, most=3)
        return [Air(INSIDE), focus, Air(rest_of(stack_height((focus,), WIDTH)))]

    def _part(self, part: Part) -> list[Any]:
        drawn: dict[type, Callable[[Any], list[Any]]] = {
            Things: lambda p: self.sheet.things(p.rows, p.head),
            Voices: lambda p: self.sheet.quotations(p.rows, p.head),
            Chart: lambda p: self.sheet.where(p.where, p.head),
            Scores: self._scores,
            Lines: self._lines,
            Words: self._words,
            Changed: self._changed,
            Table: self._table,
        }
        return drawn[type(part)](part)

    def _scores(self, part: Scores) -> list[Any]:
        if not part.rows:
            return [self.sheet.section(part.head, [self._quiet(part.empty)])]
        look = Look("paper", self.lang, WIDTH / PT_PER_PX, dense=True)
        blocks: list[Any] = []
        for at in range(0, len(part.rows), _CHART_ROWS):
            rows = part.rows[at : at + _CHART_ROWS]
            data = ScoreRows(
                tuple(ScoreRow(r.name, r.figure, r.previous) for r in rows),
                self.words.gettext("Touch point or question") if len(part.rows) > 1 else "",
                change_head=part.detail_head if len(part.rows) > 1 else "",
            )
            blocks.append(ChartBlock(draw_chart(data, look), self.rtl, alt=described(data, self.lang)))
        return [self.sheet.section(part.head, blocks[:1]), *blocks[1:]]

    def _changed(self, part: Changed) -> list[Any]:
        if not part.rows:
            return [self.sheet.section(part.head, [self._quiet(part.empty)])]
        look = Look("paper", self.lang, WIDTH / PT_PER_PX, dense=True)
        rows = self._printed(part.rows, part.most)
        data = BeforeAfter(tuple(BeforeAfterRow(name, now, before) for name, now, before, _said in rows))
        chart = ChartBlock(before_after(data, look), self.rtl, alt=described(data, self.lang))
        return [self.sheet.section(part.head, [chart, *self._more(len(part.rows) - len(rows))])]

    def _words(self, part: Words) -> list[Any]:
        # Where room is short the sentences run on instead of each beginning a line.
        said = (" ".join(map(sentence, part.sentences)),) if self.room.gap < 6 else part.sentences
        texts = [Text(one, self.sheet.body) for one in said]
        if not part.head:
            return [Air(INSIDE), *texts, Air(rest_of(stack_height(tuple(texts), WIDTH)))]
        return [self.sheet.section(part.head, texts)]

    def _lines(self, part: Lines) -> list[Any]:
        if not part.rows:
            return [self.sheet.section(part.head, [self._quiet(part.empty)])]
        rows = self._printed(part.rows, part.most)
        with_who = any(r.who for r in rows)
        with_end = any(r.by_when or r.state for r in rows)
        wide = WIDTH - (_WHO if with_who else 0) - (_WHEN if with_end else 0)
        columns = [Column(0, wide - 12)]
        if with_who:
            columns.append(Column(wide, _WHO - 10))
        if with_end:
            columns.append(Column(WIDTH - _WHEN, _WHEN))
        head = None
        if part.heads[0] and self.room.gap >= 6:
            named = [
                part.heads[0],
                *([part.heads[1]] if with_who else []),
                *([part.heads[2]] if with_end else []),
            ]
            head = Row(tuple((Text(name, self.sheet.small, most=1),) for name in named), Element("TR"))
        role = "TR" if head is not None else "LI"
        made = [
            Row(self._line(r, with_who, with_end), Element("TR", scope="Row") if role == "TR" else None)
            for r in rows
        ]
        grid = Grid(columns, made, self.tallest, head, self.sheet.ruling, self.rtl)
        return [self.sheet.section(part.head, [grid, *self._more(len(part.rows) - len(rows))])]

    def _line(self, line: Line, with_who: bool, with_end: bool) -> tuple[Cell, ...]:
        sheet, most = self.sheet, self.room.text
        what: Cell = (Text(line.what, sheet.strong, most=most),)
        if line.more and (most > 1 or self.room.said):
            what = (*what, Text(sentence(line.more), sheet.body, most=most + (2 if self.room.said else 0)))
        cells = [what]
        if with_who:
            cells.append((Text(line.who, sheet.small, most=2),))
        if with_end:
            end: list[Any] = []
            if line.by_when:
                end.append(Text(day(line.by_when, self.lang), sheet.small.but(strong=True), most=1))
            if line.state:
                end.append(Text(line.state, sheet.small, most=2))
            cells.append(tuple(end))
        return tuple(cells)

    def _table(self, part: Table) -> list[Any]:
        if not part.rows:
            return [self.sheet.section(part.head, [self._quiet(part.empty)])]
        small, others = self.sheet.small.but(colour=ink("text")), len(part.heads) - 1
        wanted = [
            max(measure(row[at], small) for row in (part.heads, *part.rows)) + 12
            for at in range(1, others + 1)
        ]
        most = WIDTH * 0.62
        scale = min(1.0, most / sum(wanted)) if wanted else 1.0
        widths = [w * scale for w in wanted]
        first = WIDTH - sum(widths)
        columns, at = [Column(0, first - 8)], first
        for width in widths:
            columns.append(Column(at, width))
            at += width
        head = Row(
            tuple(
                (Text(name, self.sheet.small.but(end=n > 0), most=3),) for n, name in enumerate(part.heads)
            ),
            Element("TR"),
        )
        rows = [
            Row(
                tuple((Text(cell, small.but(end=n > 0), most=3),) for n, cell in enumerate(row)),
                Element("TR", scope="Row"),
            )
            for row in part.rows
        ]
        grid = Grid(columns, rows, self.tallest, head, Ruling(2, 2, 0, ink("line")), self.rtl)
        return [self.sheet.section(part.head, [grid])]

    def has_more(self, at: int) -> bool:
        """Whether a part has a line for what is tried in addition."""
        part = self.report.parts[at]
        if not isinstance(part, (Lines, Changed)):
            return False
        return self.room.rows + self._extra[at] <= min(len(part.rows), part.most or len(part.rows))

    def _printed(self, rows: tuple[_T, ...], most: int) -> tuple[_T, ...]:
        """The rows there is room for, and no more than the part wants."""
        more = self._extra[self._at] if self._at < len(self._extra) else 0
        room = self.room.rows + more if self.room.rows else len(rows)
        return rows[: min(room, most or len(rows))]

    def _more(self, left: int) -> list[Any]:
        if left <= 0:
            return []
        said = self.words.ngettext("and {n} more in the file", "and {n} more in the file", left)
        return [Air(INSIDE), Text(said.format(n=digits(str(left), self.lang)), self.sheet.small)]

    def _quiet(self, text: str) -> Text:
        return Text(text, self.sheet.quiet)
