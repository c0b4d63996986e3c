"""The actions as an internal document: the timeline, then each action with why, who, what it takes and what came of it."""

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, is_rtl, listed, number, words
from cxdesk.planning.action_book import ActionBook
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.state_words import ACTION_STATES, CHANGE_TYPES
from exports.charts import shown
from exports.charts.look import PT_PER_PX, Look
from exports.charts.timeline import timeline
from exports.charts.timeline_of import on_one_axis, timeline_of
from exports.pdf.blocks import Air, Headed, Rule
from exports.pdf.chart import ChartBlock
from exports.pdf.document import Furniture, Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.grid import Cell, Column, Grid, Row, Ruling
from exports.pdf.internal_sheet import internal_furniture
from exports.pdf.lines import Run
from exports.pdf.look import INSIDE, WIDTH, ink, style
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.writing import write_file

_LABEL = 112.0
MOST_LETTERS = 400  # of a head, which has three lines at most
BARS_ON_A_PAGE = 14
SHARE_OF_PAGE = 0.85  # the title stands above the first part


def build(book: ActionBook, target: Path) -> Path:
    """Write the document's PDF; whole or not at all."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    pdf = render(book).pdf
    return write_file(target, lambda part: part.write_bytes(pdf))


def render(book: ActionBook) -> Rendered:
    """The document's PDF, the same bytes for the same book."""
    furniture = _furniture(book)
    return render_document(_Book(book, body_height(furniture)).story(), furniture)


def _furniture(book: ActionBook) -> Furniture:
    translate = words(book.language).gettext
    title = translate("What we change, and what came of it")
    return internal_furniture(title, book.language, book.brand, (translate("Actions"),), book.made_on)


class _Book:
    """Draws the parts of one book."""

    def __init__(self, book: ActionBook, height: float) -> None:
        self.book, self.tallest = book, height
        self.lang, self.rtl = book.language, is_rtl(book.language)
        self.words = words(book.language)
        self.body = style("body", self.rtl)
        self.strong = self.body.but(strong=True)
        self.small = style("small", self.rtl, "text2")
        self.accent = ink("accent")

    def story(self) -> list[Any]:
        """Title, timeline, the actions issue by issue, thanks."""
        translate = self.words.gettext
        title = style("title", self.rtl).but(voice=not self.rtl, strong=True)
        parts: list[Any] = [Text(translate("What we change, and what came of it"), title, Element("H1"))]
        if not self.book.actions:
            return [*parts, Air(8), Text(translate("No action yet"), self.body)]
        parts += self._timeline()
        for _issue, rows in groupby(self.book.actions, key=lambda r: r.issue_id):
            mine = list(rows)
            parts.append(self._section(mine[0].issue, [self._action(mine[0])]))
            parts += [self._action(r) for r in mine[1:]]
        if self.book.thanks:
            said = [
                Text([Run(name, strong=True), Run(": " + listed(titles, self.lang))], self.body)
                for name, titles in self.book.thanks
            ]
            parts.append(self._section(translate("Thank you"), said))
        return parts

    def _timeline(self) -> list[Any]:
        """The bars, as many on a page as it holds."""
        placed = [r for r in self.book.actions if r.due_on]
        if not placed:
            return []
        whole = on_one_axis(timeline_of(placed, self.book.made_on, self.lang))
        look = Look("paper", self.lang, WIDTH / PT_PER_PX, dense=True)
        parts: list[Any] = []
        bars, room = whole.bars, self.tallest * SHARE_OF_PAGE
        while bars:
            most = BARS_ON_A_PAGE
            chart = ChartBlock(timeline(replace(whole, bars=bars[:most]), look), self.rtl)
            while most > 1 and (high := chart.wrap(WIDTH, 0)[1]) > room:
                most = max(1, min(most - 1, int(most * room / high)))
                chart = ChartBlock(timeline(replace(whole, bars=bars[:most]), look), self.rtl)
            parts += [Air(8), chart]
            bars = bars[most:]
        return parts

    def _action(self, row: ActionRow) -> Any:
        wide = (Column(0, _LABEL), Column(_LABEL + 8, WIDTH - _LABEL - 8))
        half = WIDTH / 2
        pairs = (*wide[:1], Column(_LABEL + 8, half - _LABEL - 20), Column(half, _LABEL - 8))
        narrow = (*pairs, Column(half + _LABEL, half - _LABEL))
        short = [self._fact(*fact) for fact in self._short(row) if fact[1]]
        if len(short) % 2:
            short.append(((), ()))
        twos = [Row((*short[at], *short[at + 1])) for at in range(0, len(short), 2)]
        grids = [
            Grid(columns, rows, self.tallest, None, Ruling(2, 2), self.rtl)
            for columns, rows in (
                (wide, [Row(self._fact(*fact)) for fact in self._long(row) if fact[1]]),
                (narrow, twos),
                (wide, [Row(self._fact(*fact)) for fact in self._came(row) if fact[1]]),
            )
            if rows
        ]
        head: Cell = (
            Air(8),
            Text(row.title[:MOST_LETTERS], self.strong, Element("P"), most=3),
            Text(self._state(row)[:MOST_LETTERS], self.small, most=2),
            Air(INSIDE),
        )
        rule = Rule(ink("line"), 0.5, INSIDE - 0.5)
        return Headed(head, [*grids, Air(INSIDE), rule], whole=self.tallest / 2)

    def _state(self, row: ActionRow) -> str:
        translate = self.words.gettext
        due = (
            translate("by {day}").format(day=day(row.due_on, self.lang))
            if row.due_on
            else translate("no day yet")
        )
        state = self.words.pgettext("of an action", ACTION_STATES[row.state])
        between = "،\u200f " if self.rtl else " · "
        return between.join((row.owner or translate("nobody yet"), due, state))

    def _fact(self, label: str, text: str) -> tuple[Cell, Cell]:
        return (Text(label, self.small, most=3),), (Text(text, self.body),)

    def _long(self, row: ActionRow) -> list[tuple[str, str]]:
        """Why and what for, in sentences."""
        translate = self.words.gettext
        return [
            (translate("Why it helps"), row.why),
            (translate("Who is told why, and when"), row.told_inside),
            (translate("Goal of this action"), row.goal),
            (translate("Expected result"), row.expected),
            (translate("Goal of the business"), row.strategy),
            (translate("What job does it do for the customer?"), row.job),
            (translate("Success measure"), row.measure),
        ]

    def _short(self, row: ActionRow) -> list[tuple[str, str]]:
        """Who, how much and from where to where, two beside each other."""
        translate, lang = self.words.gettext, self.lang
        unit = translate("days a month") if row.effort_unit == "days" else translate("hours a month")
        decimals = 0 if row.effort is None or row.effort % 1 == 0 else 1
        effort = "" if row.effort is None else f"{number(row.effort, decimals, lang)} {unit}"
        kind = translate(CHANGE_TYPES[row.change_type]) if row.change_type else ""
        return [
            (translate("Where we are now"), row.baseline),
            (translate("Target"), row.target),
            (translate("Executive sponsor"), row.sponsor),
            (translate("Functions that take part"), listed(row.functions, lang)),
            (translate("Champions"), listed(row.champions, lang)),
            (translate("What kind of change"), kind),
            (translate("The owner’s effort"), effort),
            (translate("Cost"), row.cost),
            (translate("Revenue given up"), row.forgone),
            (translate("How long it takes"), row.duration),
        ]

    def _came(self, row: ActionRow) -> list[tuple[str, str]]:
        """Promises that moved, and what came of it."""
        translate, lang = self.words.gettext, self.lang
        moved = translate("{day}: moved from {old} to {new}")
        slips = [
            moved.format(day=day(s.on, lang), old=day(s.was_due, lang), new=day(s.due_on, lang))
            + (f": {s.reason}" if s.reason else "")
            for s in row.slips
        ]
        return [
            *((translate("First promised"), text) for text in slips),
            (translate("Outcome"), self._outcome(row)),
            (translate("What came of it"), row.result),
            (translate("Why it could not be measured"), row.not_measured),
        ]

    def _outcome(self, row: ActionRow) -> str:
        """Before, now and the change with its margin, from the same figures as the window shows."""
        from cxdesk.analysis.compare import compare

        found = self.book.outcomes.get(row.id)
        if found is None or found.now is None:
            return ""
        said = self.words.gettext("{value} in {round}")
        now = said.format(value=shown.value(found.now, self.lang), round=found.now_round)
        before = ""
        if found.before is not None:
            before = said.format(value=shown.value(found.before, self.lang), round=found.before_round)
        so_far = self.words.gettext("so far") if found.standing == "so_far" else ""
        change = compare(found.now, found.before, self.lang).sentence
        return ("؛ " if self.rtl else "; ").join(p for p in (before, now, change, so_far) if p)

    def _section(self, head: str, body: list[Any]) -> Headed:
        heading = Text(head[:MOST_LETTERS], self.strong.but(colour=self.accent), Element("H2"), most=2)
        return Headed((Rule(self.accent, 1, INSIDE - 1), heading, Air(INSIDE)), body, 16)
