"""The sections of the customer's plan, each as flowables, in the order of the look's pictures."""

import re
from typing import Any, Literal

from reportlab.platypus.doctemplate import PageBreak

from cxdesk.i18n import day, digits, is_rtl, isolate_ltr, words
from cxdesk.planning import plan_words
from cxdesk.planning.customer_plan import Counted, CustomerPlan, Told, WillDo
from exports.brand import readable, tint
from exports.pdf.addresses import leads_to
from exports.pdf.blocks import Air, AtFoot, Beads, Headed, Quotation, Rule
from exports.pdf.grid import Cell, Column, Grid, Row, Ruling, stack_height
from exports.pdf.lines import measure
from exports.pdf.look import GRID, INSIDE, MM, WIDTH, ink, rest_of, style
from exports.pdf.tags import Element
from exports.pdf.text import Text

_SECTION, _SECTION_TIGHT = 2 * GRID, GRID
_RULE = 1.0
_NUMBER = 16.8
_HALF = 81 * MM
_QUOTE_MARKS = {"en": "“”", "nl": "“”", "hu": "„”", "uk": "«»", "fa": "«»"}
_OPENING, _CLOSING = '“„"«‘', '”“"»’'
_WHO, _WHO_MOST, _WHEN = 34 * MM, 50 * MM, 42 * MM
_BETWEEN = 3 * MM
# Where a title may be broken: at spaces and behind hyphens.
_PIECES = re.compile(r"[^\s-]+-?")
_TABLE = Ruling(pad_top=INSIDE, pad_bottom=INSIDE)
_CLOSE = Ruling(pad_bottom=INSIDE)
# A section's head may stand above any part on a page of its own.
_HEAD_ROOM = 40.0

# How promises stand on page one: as they are, in closer rows, in one line each, as a list of dates,
# as that list in two columns.
Promises = Literal["full", "close", "short", "lines", "list"]


def _unquoted(text: str) -> str:
    """The words without quotation marks around them; an apostrophe at the start ("’t Is") stays."""
    text = text.strip()
    while len(text) > 2 and text[0] in _OPENING and text[-1] in _CLOSING:
        text = text[1:-1].strip()
    return text


def _on_line(beads: Beads, line: float) -> tuple[Any, ...]:
    """Beads in the middle of a line that stands beside them, and the air that brings what is below onto the grid."""
    above = (line - beads.PITCH) / 2
    return Air(above), beads, Air(rest_of(above + beads.PITCH))


class Paper:
    """Draws the parts of one plan; knows its language, its colours and the height of a page."""

    def __init__(
        self, plan: CustomerPlan, page_height: float, tight: bool = False, promises: Promises = "full"
    ) -> None:
        self.plan = plan
        self.lang = plan.language
        self.rtl = is_rtl(plan.language)
        self.words = words(plan.language)
        self.accent = readable(plan.brand.accent)
        self.tallest = page_height - _HEAD_ROOM
        self.body = style("body", self.rtl)
        self.strong = self.body.but(strong=True)
        self.small = style("small", self.rtl, "text2")
        self.gap, self.between = (_SECTION_TIGHT, 8.0) if tight else (_SECTION, 24.0)
        self.promises = promises
        self.in_full = Element("H2")

    def title(self) -> list[Any]:
        """The page's title and what it rests on."""
        plan = self.plan
        title = style("title", self.rtl).but(voice=not self.rtl, strong=True)
        found: list[Any] = [Text(plan_words.title(plan), title, Element("H1"))]
        if based := plan_words.based_on(plan):
            found.append(
                Text(based, self.body.but(colour=ink("text2")), self._key("P", "basis", plan_words.BASIS))
            )
        return [*found, Air(rest_of(stack_height(tuple(found), WIDTH), GRID))]

    def told(self) -> list[Any]:
        """Numbered sentences beside one quotation."""
        spoken = [told for told in self.plan.told if told.text.strip()]
        rows = [Row(self._told_cells(n, told), self._key("LI", "told", told.line_id))
                for n, told in enumerate(spoken, 1)]  # fmt: skip
        said = self.plan.quotation
        wide = (113.5 if said else 170) * MM
        columns = (Column(0, _NUMBER), Column(_NUMBER, wide - _NUMBER))
        listed = Grid(columns, rows, self.tallest, ruling=Ruling(gap=INSIDE), rtl=self.rtl, numbered=True)
        cells: list[Cell] = [(listed,) if rows else ()]
        if said is not None:
            cells.append((self._quotation(said.text, said.role, said.line_id),))
        if not rows and said is None:
            return []
        both = Grid(
            (Column(0, wide), Column(120 * MM, 50 * MM)), [Row(tuple(cells))], self.tallest, rtl=self.rtl
        )
        return self._section(self.words.gettext("What you told us"), [both])

    def _told_cells(self, place: int, told: Told) -> tuple[Cell, ...]:
        number = Text(self._count(place), self.strong.but(colour=self.accent))
        return (number,), (Text(told.text, self.body),)

    def _quotation(self, text: str, role: str, line_id: int) -> Quotation:
        marks = _QUOTE_MARKS.get(self.lang, "“”")
        marked = f"{marks[0]}{_unquoted(text)}{marks[1]}"
        body = [Text(marked, self.body.but(voice=not self.rtl))]
        if role:
            body += [Air(INSIDE), Text(role, self.small)]
        key = self._key("BlockQuote", "quotation", line_id)
        return Quotation(body, tint(self.accent, 0.45), self.rtl, key)

    def will_do(self) -> list[Any]:
        """What, who, by when: the table of promises, or what of it page one holds."""
        if not self.plan.will_do:
            return []
        head = self.words.gettext("What we will do")
        if self.promises in ("lines", "list"):
            columns = 1 if self.promises == "lines" else 2
            return self._section(head, [self._dates(columns), Air(INSIDE), self._go_on()])
        if self.promises == "short":
            return self._section(head, [self._promises(_CLOSE, most=1), Air(INSIDE), self._go_on()])
        return self._section(head, [self._promises(_CLOSE if self.promises == "close" else _TABLE)])

    def continued(self) -> list[Any]:
        """Every promise in full on a page of its own, where page one could only name them."""
        if self.promises in ("full", "close"):
            return []
        head = self.words.gettext("What we will do, in full")
        return [PageBreak(), *self._section(head, [self._promises(_TABLE)], self.in_full)]

    def _promises(self, ruling: Ruling, most: int = 0) -> Grid:
        heads = (self.words.gettext("What"), self.words.gettext("Who"), self.words.gettext("By when"))
        head = Row(tuple((Text(text, self.small),) for text in heads), Element("TR"))
        rows = [Row(self._will_do_cells(promise, most), self._key("TR", "will_do", promise.line_id))
                for promise in self.plan.will_do]  # fmt: skip
        lined = Ruling(ruling.pad_top, ruling.pad_bottom, 0, ink("line"))
        return Grid(self._promise_columns(), rows, self.tallest, head, lined, self.rtl)

    def _promise_columns(self) -> tuple[Column, Column, Column]:
        """What, who, by when; a title that is one long word gets the room it needs from the sentence beside it."""
        pieces = [piece for one in self.plan.will_do for piece in _PIECES.findall(one.who)]
        needed = max((measure(piece, self.body) for piece in pieces), default=0.0) + 1
        who = min(max(_WHO, needed), _WHO_MOST)
        at = WIDTH - _WHEN - _BETWEEN - who
        return Column(0, at - _BETWEEN), Column(at, who), Column(WIDTH - _WHEN, _WHEN)

    def _will_do_cells(self, promise: WillDo, most: int) -> tuple[Cell, ...]:
        when: list[Any] = [Text(day(promise.by_when, self.lang), self.strong)]
        if promise.slipped_from is not None:
            slipped = plan_words.slip(promise, self.lang, with_reason=not most)
            when.append(Text(slipped, self.small))
        return (
            (Text(promise.what, self.body, most=most),),
            (Text(promise.who, self.body, most=most),),
            tuple(when),
        )

    def _dates(self, columns: int) -> Grid:
        """Each promise in one small line behind its date."""
        small = self.small.but(colour=ink("text"))
        named = small.but(strong=True)
        promises = self.plan.will_do
        dates = max(measure(day(one.by_when, self.lang), named) for one in promises) + 8
        gap = 5 * MM if columns > 1 else 0.0
        wide = (WIDTH - gap * (columns - 1)) / columns
        long = -(-len(promises) // columns)
        cells: list[Cell] = []
        for start in range(0, len(promises), long):
            rows = [
                Row(
                    ((Text(day(one.by_when, self.lang), named),), (Text(one.what, small, most=1),)),
                    self._key("LI", "will_do", one.line_id),
                )
                for one in promises[start : start + long]
            ]
            places = (Column(0, dates), Column(dates, wide - dates))
            cells.append((Grid(places, rows, self.tallest, rtl=self.rtl),))
        starts = tuple(Column(at * (wide + gap), wide) for at in range(columns))
        return Grid(starts, [Row(tuple(cells))], self.tallest, rtl=self.rtl)

    def _go_on(self) -> Text:
        said = self.words.gettext("Continued on page {page}: every promise in full, with who keeps it.")
        bold = self.small.but(strong=True, colour=self.accent)
        return Text(said.format(page=self._count(2)), bold, to=self.in_full)

    def since(self) -> list[Any]:
        """What changed, beside one row of people per round."""
        since = self.plan.since
        if since is None:
            return []
        wide = 86 * MM if since.rows else WIDTH
        said = Text(since.text, self.body, self._key("P", "since", since.line_id))
        cells: list[Cell] = [(said,)]
        if since.rows:
            cells.append((Air(INSIDE), self._rounds(since.rows)))
        both = Grid(
            (Column(0, wide), Column(91 * MM, 79 * MM)), [Row(tuple(cells))], self.tallest, rtl=self.rtl
        )
        return self._section(self.words.gettext("Since last time"), [both])

    def _rounds(self, counted: tuple[Counted, ...]) -> Grid:
        rows = []
        for at, row in enumerate(counted):
            latest = at == len(counted) - 1
            label = self.small.but(colour=ink("text"), strong=True) if latest else self.small
            beads = self._beads(row.satisfied, row.answered)
            satisfied = Text(self._satisfied(row.satisfied, row.answered), label)
            when = Text(plan_words.when(self.plan, row.month), label)
            counts = (*_on_line(beads, label.line), satisfied)
            rows.append(Row(((when,), counts), Element("LI")))
        named = max(
            measure(plan_words.when(self.plan, row.month), self.small, strong=True) for row in counted
        )
        start = min(named + 12, 40 * MM)
        columns = (Column(0, start - 11), Column(start, 79 * MM - start))
        return Grid(columns, rows, self.tallest, ruling=Ruling(gap=0 if self.rtl else INSIDE), rtl=self.rtl)

    def ending(self) -> list[Any]:
        """Whom to call beside what we ask, and at the foot of the same page the lines to sign on."""
        call = self.plan.who_to_call
        called: list[Any] = [Text(call.title, self.strong)]
        called += [
            Text(isolate_ltr(text.strip()), self.body, to=leads_to(text))
            for text in (call.phone, call.mail)
            if text.strip()
        ]
        if call.hours:
            called += [Air(INSIDE), Text(call.hours, self.small)]
        left = self._half(self.words.gettext("Who to call"), called)
        cells: list[Cell] = [left]
        if self.plan.ask:
            right = self._half(self.words.gettext("What we ask of you"), [Text(self.plan.ask, self.body)])
            cells.append(right)
        columns = (Column(0, _HALF), Column(WIDTH - _HALF, _HALF))
        last = Grid(columns, [Row(tuple(cells))], self.tallest, rtl=self.rtl)
        return [AtFoot((Air(self.gap), last), self._signatures(), self.between, self.tallest)]

    def _signatures(self) -> list[Any]:
        """Two lines to sign on."""
        cells: list[Cell] = []
        for name in (self.plan.account, self.plan.brand.name):
            signed = self.words.gettext("For {name}").format(name=name)
            line = (
                (Text(signed, self.small.but(colour=ink("text")), most=3),),
                (Text(self.words.gettext("Name, date"), self.small.but(end=True)),),
            )
            columns = (Column(0, _HALF * 0.66), Column(_HALF * 0.66, _HALF * 0.34))
            cells.append(
                (Rule(ink("text"), 0.5, INSIDE - 0.5), Grid(columns, [Row(line)], self.tallest, rtl=self.rtl))
            )
        columns = (Column(0, _HALF), Column(WIDTH - _HALF, _HALF))
        return [Grid(columns, [Row(tuple(cells))], self.tallest, rtl=self.rtl)]

    def annex(self) -> list[Any]:
        """Touch points with the people who were satisfied there, as many as one page holds, and how many more."""
        heads = (self.words.gettext("Touch point"), self.words.gettext("People satisfied"))
        head = Row(tuple((Text(text, self.small),) for text in heads), Element("TR"))
        rows = [
            Row(
                (
                    (Text(row.name, self.body),),
                    (
                        *_on_line(self._beads(row.satisfied, row.answered), self.body.line),
                        Text(self._satisfied(row.satisfied, row.answered), self.small),
                    ),
                ),
                Element("TR", scope="Row"),
            )
            for row in self.plan.annex
        ]
        named = plan_words.annex_head(self.plan)
        table, left = self._annex_table(rows, head), 0
        while left < len(rows) - 1 and table.wrap(WIDTH, 0)[1] > self.tallest - 2 * self.small.line:
            left += 1
            table = self._annex_table(rows[:-left], head)
        more = self.words.ngettext(
            "{n} more touch point is not shown here.", "{n} more touch points are not shown here.", left
        ).format(n=self._count(left))
        rest = [Air(INSIDE), Text(more, self.small)] if left else []
        return [PageBreak(), *self._section(named, [table, *rest])]

    def _annex_table(self, rows: list[Row], head: Row) -> Grid:
        columns = (Column(0, 88 * MM), Column(92 * MM, 78 * MM))
        return Grid(columns, rows, self.tallest, head, self._table_ruling(), self.rtl)

    def _section(self, head: str, body: list[Any], key: Element | None = None) -> list[Any]:
        return [Headed(self._head(head, key), body, self.gap, GRID)]

    def _head(self, text: str, key: Element | None = None) -> tuple[Any, ...]:
        heading = Text(text, self.strong.but(colour=self.accent), key or Element("H2"))
        return (Rule(self.accent, _RULE, INSIDE - _RULE), heading, Air(INSIDE + rest_of(self.body.line)))

    def _half(self, head: str, body: list[Any]) -> Cell:
        return (*self._head(head), *body)

    def _beads(self, satisfied: int, answered: int) -> Beads:
        return Beads(satisfied, answered, (self.accent, ink("line")), self.rtl)

    def _satisfied(self, satisfied: int, answered: int) -> str:
        return plan_words.satisfied(satisfied, answered, self.lang)

    def _count(self, n: int) -> str:
        return digits(str(n), self.lang)

    def _table_ruling(self) -> Ruling:
        return Ruling(_TABLE.pad_top, _TABLE.pad_bottom, 0, ink("line"))

    def _key(self, role: Any, part: str, line_id: int) -> Element:
        return Element(role, part, line_id)
