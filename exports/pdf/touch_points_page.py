"""The inventory as an internal PDF: what is missing, every touch point, stages by channel, who does what, the scores."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from cxdesk.analysis import coverage
from cxdesk.analysis import inventory_words as said
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.inventory import Entry
from cxdesk.analysis.pooled_words import base_words, pooled_note
from cxdesk.analysis.stage_matrix import StageMatrix, stage_matrix
from cxdesk.errors import UserError
from cxdesk.i18n import _, day, listed, number
from cxdesk.journeys.glyph import score_words
from cxdesk.journeys.score import Score
from cxdesk.planning.touch_point_sheet import InventorySheet
from cxdesk.touchpoints.roles import RACI_WORDS, without_accountable
from cxdesk.touchpoints.words import channel_word, readiness_word
from exports.charts.data import Bar, Bars
from exports.charts.drawing import draw
from exports.charts.look import PT_PER_PX, Look
from exports.charts.touch_points import round_map
from exports.charts.twin import described
from exports.pdf.blocks import Air
from exports.pdf.chart import ChartBlock
from exports.pdf.document import Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.grid import Column, Grid, Row, Ruling
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.internal_parts import Box
from exports.pdf.look import LETTER, PAGE, WIDTH, ink
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.writing import write_file

_GAP = 12.0
# Touch point, channel, function and owner, process/skill/practice, score, checked.
_LIST = (0.0, 142.0, 206.0, 290.0, 354.0, 424.0)
_NAME = 118.0
ROWS_ON_A_PAGE = 20
MOST_FUNCTIONS = 9
_GROUNDS = {"missing": "bad", "partly": "warn", "in_place": "good", "": "text3"}


def build(sheet: InventorySheet, target: Path) -> Path:
    """Write the PDF; whole or not at all."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    pdf = render(sheet).pdf
    return write_file(target, lambda part: part.write_bytes(pdf))


def render(sheet: InventorySheet) -> Rendered:
    """The PDF, the same bytes for the same inventory."""
    lang = sheet.frame.language
    parts = _Parts(InternalFrame(sheet.frame, said.headline(sheet.found, lang)), sheet)
    furniture = replace(
        parts.page.furniture(parts.page.words.gettext("Touch points")),
        paper=LETTER if sheet.frame.brand.paper == "letter" else PAGE,
    )
    parts.page.tallest = body_height(furniture)
    return render_document(parts.story(), furniture)


class _Parts:
    def __init__(self, page: InternalFrame, sheet: InventorySheet) -> None:
        self.page, self.sheet, self.found, self.lang = page, sheet, sheet.found, page.lang
        self.cell = page.small.but(colour=ink("text"))

    def story(self) -> list[Any]:
        page, lang = self.page, self.lang
        parts = [*page.banner(_GAP), *page.head(said.maps_line(self.found, lang))]
        if not self.found.entries:
            return [*parts, Air(8), Text(page.words.gettext("No touch points yet"), page.body)]
        parts += [
            *self._missing(),
            *self._list(),
            *self._matrix(),
            *self._parts(),
            *self._slogans(),
            *self._scores(),
        ]
        behind = " ".join(self.sheet.behind) or page.words.gettext("No answers yet.")
        box = Box(
            [Text(page.words.gettext("The data behind this page.") + " " + behind, page.small)],
            "",
            ink("line_strong"),
        )
        return [*parts, Air(8), box]

    def _missing(self) -> list[Any]:
        page, lang, translate = self.page, self.lang, self.page.words.gettext
        shares = coverage.point_shares(self.found)
        least = min(s.percent for s in shares)
        bars = Bars(
            tuple(
                Bar(
                    coverage.check_word(s.check, lang),
                    s.percent,
                    coverage.share_words(s, lang),
                    s.percent == least < 100,
                )
                for s in shares
            )
        )
        look = Look("paper", lang, WIDTH / PT_PER_PX, dense=True)
        chart = ChartBlock(draw(bars, look), page.rtl, alt=described(bars, lang))
        return [Air(8), page.section(translate("Touch points that have …"), [chart], _GAP)]

    def _list(self) -> list[Any]:
        translate = self.page.words.gettext
        heads = [
            translate("Touch point"), translate("Channel"), translate("Function, owner"),
            translate("Process, skill, practice"), translate("Score, margin of error"), translate("Checked"),
        ]  # fmt: skip
        rows = [self._entry(entry) for entry in self.found.entries]
        table = self._grid(_LIST, heads, rows)
        strays = [stray.name for stray in self.found.strays]
        more: list[Any] = []
        if strays:
            text = translate("On a map, but not in the inventory") + ": " + listed(strays, self.lang)
            more.append(Text(text, self.page.small, most=6))
        return [self.page.section(translate("Every touch point"), [table, *more], _GAP)]

    def _entry(self, entry: Entry) -> list[Any]:
        row, lang = entry.row, self.lang
        small = self.page.small
        name = [Text(row.name, self.cell.but(strong=True), most=3)]
        if row.synonyms:
            name.append(Text(listed(row.synonyms, lang), small, most=2))
        if row.expectation:
            name.append(Text(row.expectation, small, most=4))
        channel = [Text(channel_word(row.channel, lang), self.cell, most=2)]
        if row.volume is not None:
            text = self.page.words.gettext("{n} a year").format(n=number(row.volume, lang=lang))
            channel.append(Text(text, small, most=2))
        who = [Text(row.function or "–", self.cell, most=2), Text(row.owner, small, most=2)]
        ready = [
            Text(readiness_word(state, lang), self.page.small.but(colour=ink(_GROUNDS[state])), most=1)
            for state in row.readiness
        ]
        checked = day(row.checked_on, lang) if row.checked_on else "–"
        aged = [Text(checked, self.cell, most=2)]
        if entry.stale_months is not None:
            aged = [
                Text(checked, self.page.small.but(colour=ink("warn")), most=2),
                Text(self.page.words.gettext("check again"), self.page.small.but(colour=ink("warn")), most=2),
            ]
        return [name, channel, who, ready, [Text(said.score_cell(entry, lang), self.cell, most=3)], aged]

    def _matrix(self) -> list[Any]:
        """Stages down, channels across; a journey's name stands above its first stage."""
        translate, lang = self.page.words.gettext, self.lang
        matrix = stage_matrix(self.found)
        if not any(row.stage for row in matrix.rows):
            return []
        first = 74.0
        each = (WIDTH - first) / len(matrix.channels)
        starts = (0.0, *(first + at * each for at in range(len(matrix.channels))))
        rows, before = [], ""
        for row in matrix.rows:
            name = [Text(row.stage or translate("On no map"), self.cell.but(strong=bool(row.stage)), most=3)]
            if row.journey and row.journey != before:
                name.insert(0, Text(row.journey, self.page.small, most=3))
                before = row.journey
            rows.append([name, *([Text(e.row.name, self.cell, most=4) for e in cell] for cell in row.cells)])
        heads = [translate("Stage"), *(channel_word(channel, lang) for channel in matrix.channels)]
        return [
            self.page.section(translate("Stage and channel"), [self._grid(starts, heads, rows, gap=4)], _GAP),
            *self._stages(matrix),
        ]

    def _stages(self, matrix: StageMatrix) -> list[Any]:
        """What customers and employees say of each whole stage."""
        translate, lang = self.page.words.gettext, self.lang
        told = [row for row in matrix.rows if row.customers or row.employees]
        if not told:
            return []
        starts = (0.0, 150.0, 250.0, 385.0)
        heads = [
            translate("Stage"), translate("Journey"), translate("Customers"), translate("Employees")
        ]  # fmt: skip
        rows = [
            [
                [Text(row.stage, self.cell.but(strong=True), most=3)],
                [Text(row.journey, self.cell, most=3), Text(row.segment, self.page.small, most=2)],
                self._pooled(row.customers),
                self._pooled(row.employees),
            ]
            for row in told
        ]
        note = Text(pooled_note(lang), self.page.small)
        table = self._grid(starts, heads, rows)
        return [self.page.section(translate("What is said of each whole stage"), [table, Air(4), note], _GAP)]

    def _pooled(self, figure: Score | None) -> list[Any]:
        if not isinstance(figure, Figure):
            return [Text("–", self.cell)]
        told = listed(score_words(figure, self.lang), self.lang)
        return [Text(told, self.cell, most=2), Text(base_words(figure, self.lang), self.page.small, most=2)]

    def _parts(self) -> list[Any]:
        translate, lang = self.page.words.gettext, self.lang
        there = {function for e in self.found.entries for function, _letters in e.row.roles}
        functions = [f for f in self.found.functions if f in there]
        if not functions:
            return []
        body: list[Any] = []
        for at in range(0, len(functions), MOST_FUNCTIONS):
            some = functions[at : at + MOST_FUNCTIONS]
            each = (WIDTH - _NAME) / len(some)
            starts = (0.0, *(_NAME + place * each for place in range(len(some))))
            rows = [
                [
                    [Text(e.row.name, self.cell.but(strong=True), most=2)],
                    *([Text(e.row.letters(f) or "–", self._letters(e.row.letters(f)), most=1)] for f in some),
                ]
                for e in self.found.entries
            ]
            body += [self._grid(starts, [translate("Touch point"), *some], rows, gap=3), Air(4)]
        between = "، " if self.page.rtl else ", "
        legend = between.join(f"{letter} {translate(word)}" for letter, word in RACI_WORDS.items())
        body.append(Text(legend + ".", self.page.small))
        if missing := without_accountable(e.row for e in self.found.entries):
            text = translate("Nobody answers for: {names}.").format(
                names=listed((r.name for r in missing), lang)
            )
            body.append(Text(text, self.page.small.but(colour=ink("warn")), most=5))
        return [self.page.section(translate("Who does what"), body, _GAP)]

    def _letters(self, letters: str) -> Any:
        if "A" in letters:
            return self.cell.but(strong=True, colour=ink("accent"))
        return self.cell if letters else self.page.small.but(colour=ink("text3"))

    def _slogans(self) -> list[Any]:
        translate, lang = self.page.words.gettext, self.lang
        rows = coverage.slogan_check(self.found.journeys, self.found)
        if not rows:
            return []
        starts = (0.0, 130.0, 230.0, 340.0)
        heads = [translate("Step"), translate("Stage"), translate("Journey"), translate("It has")]
        cells = [
            [
                [Text(s.step, self.cell.but(strong=True), most=2)],
                [Text(s.stage, self.cell, most=2)],
                [Text(s.journey, self.cell, most=2)],
                [Text(coverage.missing_words(s, lang), self.cell, most=3)],
            ]
            for s in rows
        ]
        return [self.page.section(translate("Slogan check"), [self._grid(starts, heads, cells)], _GAP)]

    def _scores(self) -> list[Any]:
        """The heat map, as many rows on a page as it holds."""
        scores, translate = self.sheet.scores, self.page.words.gettext
        if not scores.names:
            return []
        whole = round_map(scores, self.lang)
        look = Look("paper", self.lang, WIDTH / PT_PER_PX, dense=True)
        blocks: list[Any] = []
        for at in range(0, len(whole.rows), ROWS_ON_A_PAGE):
            to = at + ROWS_ON_A_PAGE
            piece = replace(whole, rows=whole.rows[at:to], cells=whole.cells[at:to])
            blocks += [ChartBlock(draw(piece, look), self.page.rtl, alt=described(piece, self.lang)), Air(6)]
        head = translate("% satisfied in each survey round")
        return [self.page.section(head, blocks[:1], _GAP), *blocks[1:]]

    def _grid(
        self, starts: tuple[float, ...], heads: list[str], rows: list[list[Any]], gap: float = 8
    ) -> Grid:
        ends = [*starts[1:], WIDTH]
        columns = [Column(a, b - a - (gap if b < WIDTH else 0)) for a, b in zip(starts, ends, strict=True)]
        head = Row(tuple((Text(t, self.page.small, Element("TH"), most=3),) for t in heads), Element("TR"))
        body = [Row(tuple(tuple(cell) for cell in row), Element("TR")) for row in rows]
        ruling = Ruling(2.5, 2.5, 0, ink("line"))
        return Grid(columns, body, self.page.tallest, head, ruling, self.page.rtl)
