"""What internal pages are drawn from: goal, title, things with their proof, voices, where to look, the data's box."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cxdesk.i18n import day, digits, is_rtl, isolated, number, short_day, words
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.internal_page import GoalLine, Said, Thing, Where
from exports.charts import shown
from exports.charts.data import ScoreRow, ScoreRows, Trend, TrendPoint
from exports.charts.drawing import draw as draw_chart
from exports.charts.look import PT_PER_PX, Look
from exports.charts.one_score import one_score
from exports.charts.twin import described
from exports.pdf.blocks import Air, Headed, Quotation, Rule
from exports.pdf.chart import ChartBlock
from exports.pdf.document import Furniture
from exports.pdf.grid import Cell, Column, Grid, Row, Ruling, stack_height
from exports.pdf.internal_parts import Arrow, Box, Ticks
from exports.pdf.lines import Run, measure
from exports.pdf.look import INSIDE, LETTER, MM, PAGE, WIDTH, ink, rest_of, style, to_grid
from exports.pdf.tags import Element
from exports.pdf.text import Text

_NUMBER = 16.8
_SAID = 105 * MM
_SCORE = WIDTH - _SAID
_CHART = 104 * MM
_BANNER = (INSIDE, 12.0)
_QUOTE_MARKS = {"en": "“”", "nl": "“”", "hu": "„”", "uk": "«»", "fa": "«»"}
_DATA_LETTERS = (0, 120, 60, 30)


def internal_furniture(
    title: str, lang: str, brand: Brand, footer: Iterable[str], made_on: date
) -> Furniture:
    """Header, footer and page numbers of every internal paper; `footer` names it, and its day is added."""
    rtl, translate = is_rtl(lang), words(lang).gettext
    made = translate("made {day}").format(day=day(made_on, lang))
    return Furniture(
        title=title,
        language=lang,
        rtl=rtl,
        name=brand.name,
        logo=brand.logo,
        status=translate("Internal. Not for customers."),
        accent=ink("text2"),
        ticked=False,
        footer=("، " if rtl else " · ").join(filter(None, (*footer, made))),
        page_words=lambda at, pages: translate("Page {page} of {pages}").format(
            page=digits(str(at), lang), pages=digits(str(pages), lang)
        ),
        locked=True,
        made_on=made_on,
        paper=LETTER if brand.paper == "letter" else PAGE,
    )


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each part is printed; `rows` is how many lines of a list, 0 for all."""

    gap: float
    text: int
    said: bool
    quotes: int
    groups: int
    data: int
    rows: int = 0


class Sheet:
    """Draws the parts of internal pages, as much of each as its room allows."""

    def __init__(self, lang: str, room: Room, height: float, made_on: date) -> None:
        self.room, self.tallest, self.made_on = room, height, made_on
        self.lang, self.rtl = lang, is_rtl(lang)
        self.words = words(lang)
        self.body = style("body", self.rtl)
        self.strong = self.body.but(strong=True)
        self.quiet = self.body.but(colour=ink("text2"))
        self.small = style("small", self.rtl, "text2")
        self.accent = ink("accent")
        # Persian lines have a point of air more above and below them: 18 and 14 come out on the grid with it.
        pad = INSIDE - 1 if self.rtl else INSIDE
        self.ruling = Ruling(pad, pad, 0, ink("line"))

    def banner(self, goal: GoalLine | None) -> list[Any]:
        """The goal that everything serves, or that none is written down."""
        translate = self.words.gettext
        if goal is None:
            said = [Run(translate("No goal is written down for this programme yet."), colour=ink("text2"))]
            return [
                Box([Text(said, self.body, most=2)], ink("sunken"), pad=_BANNER),
                Air(to_grid(self.room.gap)),
            ]
        said = [Run(translate("Our goal:") + " ", strong=True), Run(sentence(goal.name))]
        if goal.target:
            said.append(
                Run(
                    " "
                    + sentence(
                        translate("Target: {text}").format(text=isolated(goal.target.rstrip("."), self.lang))
                    )
                )
            )
        if goal.now:
            said.append(
                Run(
                    " "
                    + sentence(
                        translate("Before: {text}").format(text=isolated(goal.now.rstrip("."), self.lang))
                    )
                )
            )
        return [
            Box([Text(said, self.body, most=2)], ink("accent_soft"), pad=_BANNER),
            Air(to_grid(self.room.gap)),
        ]

    def title(self, words: str, below: str) -> list[Any]:
        """The finding as a title, and what it is about."""
        title = style("title", self.rtl).but(voice=not self.rtl, strong=True)
        found = (
            Text(words, title, Element("H1"), most=3 if self.room.text > 1 else 2),
            Text(below, self.quiet, most=2),
        )
        return [*found, Air(rest_of(stack_height(found, WIDTH)))]

    def things(self, things: Sequence[Thing], head: str = "") -> list[Any]:
        """At most three things with what proves them and what to do."""
        translate = self.words.gettext
        if not things:
            return []
        heads = {1: translate("One thing"), 2: translate("Two things"), 3: translate("Three things, no more")}
        rows = [
            Row(
                (
                    (Text(digits(str(at), self.lang), self.strong.but(colour=self.accent)),),
                    self._thing(thing),
                    self._score(thing, chosen=at == 1),
                ),
                Element("LI"),
            )
            for at, thing in enumerate(things, 1)
        ]
        columns = (Column(0, _NUMBER), Column(_NUMBER, _SAID - _NUMBER - 10), Column(_SAID, _SCORE))
        return [
            self.section(
                head or heads[len(things)],
                [Grid(columns, rows, self.tallest, None, self.ruling, self.rtl, numbered=True)],
            )
        ]

    def _thing(self, thing: Thing) -> Cell:
        most, deed = self.room.text, thing.deed
        by = ""
        if deed.by_when:
            same_year = deed.by_when.year == self.made_on.year
            by = short_day(deed.by_when, self.lang) if same_year else day(deed.by_when, self.lang)
            if (late := (self.made_on - deed.by_when).days) > 0:
                by = (
                    f"{day(deed.by_when, self.lang)}, "
                    if not self.rtl
                    else f"{day(deed.by_when, self.lang)}، "
                )
                words_ = self.words.ngettext("{n} day late", "{n} days late", late)
                by += words_.format(n=number(late, lang=self.lang))
        who = ("، " if self.rtl else ", ").join(part for part in (isolated(deed.who, self.lang), by) if part)
        runs = [Run(sentence(deed.what))]
        if who:
            runs.append(Run(" " + sentence(who), colour=ink("text2")))
        wide = _SAID - _NUMBER - 10
        led = Grid(
            (Column(0, 16), Column(16, wide - 16)),
            [Row(((Arrow(self.accent, self.body.line, self.rtl),), (Text(runs, self.body, most=most + 1),)))],
            self.tallest,
            rtl=self.rtl,
        )
        said = (Text(thing.said, self.body, most=most),) if self.room.said else ()
        return (Text(thing.name, self.strong, most=most), *said, led)

    def _score(self, thing: Thing, chosen: bool) -> Cell:
        figure, lang = thing.figure, self.lang
        value = shown.value(figure, lang)
        wide = max(measure(value, self.strong) + 14, 38.0)
        look = Look("paper", lang, (_SCORE - wide) / PT_PER_PX)
        alone = ScoreRows((ScoreRow(thing.name, figure, before=thing.previous),))
        glyph = ChartBlock(
            one_score(figure, look, thing.previous, chosen), self.rtl, alt=described(alone, lang)
        )
        line = Grid(
            (Column(0, wide), Column(wide, _SCORE - wide)),
            [Row(((Text(value, self.strong),), (Air(-1.0), glyph)))],
            self.tallest,
            rtl=self.rtl,
        )
        return (
            line,
            Text(self._counted(thing), self.small, most=2),
            Text(thing.since, self.small, most=3),
        )

    def _counted(self, thing: Thing) -> str:
        n = self.words.ngettext("{n} answer counted", "{n} answers counted", thing.figure.n).format(
            n=number(thing.figure.n, lang=self.lang)
        )
        between = "، " if self.rtl else " · "
        few = self.words.gettext("too few to compare") if thing.figure.few else ""
        return between.join(part for part in (shown.span(thing.figure, self.lang), n, few) if part)

    def quotations(self, quotations: Sequence[Said], head: str = "") -> list[Any]:
        """What people said, side by side."""
        said = quotations if self.room.quotes else ()
        if not said:
            return []
        gap = 14.0
        wide = (WIDTH - gap * 2) / 3 if len(said) > 1 else WIDTH
        columns = [Column(at * (wide + gap), wide) for at in range(len(said))]
        row = Row(tuple((self._quotation(one),) for one in said))
        return [
            self.section(
                head or self.words.gettext("What people said"),
                [Grid(columns, [row], self.tallest, rtl=self.rtl)],
            )
        ]

    def _quotation(self, said: Said) -> Quotation:
        marks = _QUOTE_MARKS.get(self.lang, "“”")
        voice = self.body.but(voice=not self.rtl)
        body: list[Any] = [Text(f"{marks[0]}{_bare(said.text)}{marks[1]}", voice, most=self.room.quotes)]
        if said.who:
            body += [Air(INSIDE), Text(said.who, self.small, most=1)]
        return Quotation(body, ink("accent_line"), self.rtl, Element("BlockQuote"))

    def where(self, where: Where | None, head: str = "") -> list[Any]:
        """A score by group or over the rounds, beside what that shows."""
        if where is None or not self.room.groups:
            return []
        look = Look("paper", self.lang, _CHART / PT_PER_PX, dense=True)
        data = _chart(where, self.room.groups)
        shows = f"{sentence(where.name)} {described(data, self.lang)}"
        chart = ChartBlock(draw_chart(data, look), self.rtl, alt=shows)
        told = (Text(where.name, self.strong, most=2), Text(where.said, self.body, most=6))
        columns = (Column(0, _CHART), Column(_CHART + 16, WIDTH - _CHART - 16))
        both = Grid(columns, [Row(((chart,), told))], self.tallest, rtl=self.rtl)
        head = head or (
            self.words.gettext("Where to look first")
            if where.kind == "segment"
            else self.words.gettext("Over time")
        )
        return [Air(to_grid(self.room.gap)), self.section(head, [both])]

    def foot(self, about: Callable[[int], str]) -> list[Any]:
        """The data behind the page beside the one question; `about` gives its line, cut to so many letters a text."""
        translate = self.words.gettext
        wide, asked = 106 * MM, 56 * MM
        data = self._data(wide - 24, about)
        ticks = Ticks(
            (translate("yes"), translate("partly"), translate("no")),
            self.small.but(colour=ink("text")),
            self.rtl,
        )
        question = (
            Text(
                translate("Was this page of use to you?"),
                self.small.but(strong=True, colour=ink("text")),
                most=2,
            ),
            Air(INSIDE),
            ticks,
        )
        edge = ink("line_strong")
        least = max(stack_height((data,), wide - 24), stack_height(question, asked - 24)) + 16
        columns = (Column(0, wide), Column(WIDTH - asked, asked))
        cells: tuple[Cell, ...] = (
            (Box([data], "", edge, least=least),),
            (Box(question, "", edge, least=least),),
        )
        return [Grid(columns, [Row(cells)], self.tallest, rtl=self.rtl)]

    def _data(self, wide: float, about: Callable[[int], str]) -> Text:
        """The data behind the page; where it is too long each of its texts is cut, so that none is missing."""
        begin = Run(self.words.gettext("The data behind this page.") + " ", strong=True, colour=ink("text"))
        for most in _DATA_LETTERS:
            data = Text([begin, Run(about(most))], self.small, most=self.room.data)
            if Text(data.runs, self.small).wrap(wide, 1e6)[1] <= self.room.data * self.small.line:
                break
        return data

    def section(self, head: str, body: list[Any]) -> Headed:
        """A part under its head, which never stands alone at the foot of a page."""
        heading = Text(head, self.strong.but(colour=self.accent), Element("H2"))
        below = Air(INSIDE + rest_of(self.strong.line))
        return Headed((Rule(self.accent, 1, INSIDE - 1), heading, below), body, to_grid(self.room.gap))


def _chart(where: Where, most: int) -> ScoreRows | Trend:
    if where.kind == "round":
        return Trend(tuple(TrendPoint(g.day, g.figure, g.label) for g in where.groups))
    first = where.groups[0] if not where.groups[0].figure.few else None
    rows = where.groups if len(where.groups) <= most else (*where.groups[: most - 1], where.groups[-1])
    return ScoreRows(tuple(ScoreRow(g.label, g.figure, chosen=g is first) for g in rows))


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…؟:" else text + "."


def _bare(text: str) -> str:
    """Words without the quotation marks somebody put around them."""
    text = " ".join(text.split())
    return text[1:-1].strip() if len(text) > 2 and text[0] in '“„"«' and text[-1] in '”“"»' else text
