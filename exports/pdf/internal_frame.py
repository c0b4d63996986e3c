"""What internal papers about customers share: furniture, goal banner, section heads, data card and the one question."""

from typing import Any

from cxdesk.i18n import day, digits, is_rtl, words
from cxdesk.planning.account_sheets import SheetFrame
from cxdesk.responses.about_data import data_line
from exports.pdf.blocks import Air, Headed, Rule
from exports.pdf.document import Furniture
from exports.pdf.grid import Cell, Column, Grid, Row, stack_height
from exports.pdf.internal_parts import Box, Ticks
from exports.pdf.lines import Run
from exports.pdf.look import MM, WIDTH, ink, style
from exports.pdf.tags import Element
from exports.pdf.text import Text

_BANNER = (6.0, 12.0)
_DATA_LETTERS = (0, 120, 60, 30)
_DATA_LINES = 9


class InternalFrame:
    """Makes the parts of a paper that every internal one has, in its language."""

    def __init__(self, frame: SheetFrame, title: str, tallest: float = 0.0) -> None:
        self.frame, self.title, self.tallest = frame, title, tallest
        self.lang, self.rtl = frame.language, is_rtl(frame.language)
        self.words = words(frame.language)
        self.body = style("body", self.rtl)
        self.strong = self.body.but(strong=True)
        self.quiet = self.body.but(colour=ink("text2"))
        self.small = style("small", self.rtl, "text2")
        self.accent = ink("accent")

    def furniture(self, what: str) -> Furniture:
        """Header, footer and page numbers; `what` names the paper in its footer."""
        frame, translate = self.frame, self.words.gettext
        between = "، " if self.rtl else " · "
        made = translate("made {day}").format(day=day(frame.made_on, self.lang))
        return Furniture(
            title=self.title,
            language=self.lang,
            rtl=self.rtl,
            name=frame.brand.name,
            logo=frame.brand.logo,
            status=translate("Internal. Not for customers."),
            accent=ink("text2"),
            ticked=False,
            footer=between.join(filter(None, (what, frame.data.survey if frame.data else "", made))),
            page_words=lambda at, pages: translate("Page {page} of {pages}").format(
                page=digits(str(at), self.lang), pages=digits(str(pages), self.lang)
            ),
            locked=True,
            made_on=frame.made_on,
        )

    def banner(self, gap: float) -> list[Any]:
        """The goal that the programme serves, in a quiet box."""
        goal, translate = self.frame.goal, self.words.gettext
        if goal is None:
            said = [Run(translate("No goal is written down for this programme yet."), colour=ink("text2"))]
            return [Box([Text(said, self.body, most=2)], ink("sunken"), pad=_BANNER), Air(gap)]
        said = [Run(translate("Our goal:") + " ", strong=True), Run(_stopped(goal.name))]
        if goal.target:
            said.append(Run(" " + _stopped(translate("Target: {text}").format(text=goal.target))))
        if goal.now:
            said.append(Run(" " + _stopped(translate("Before: {text}").format(text=goal.now))))
        return [Box([Text(said, self.body, most=2)], ink("accent_soft"), pad=_BANNER), Air(gap)]

    def head(self, subtitle: str) -> list[Any]:
        """The finding, and the line below it."""
        title = style("title", self.rtl).but(voice=not self.rtl, strong=True)
        return [Text(self.title, title, Element("H1"), most=3), Text(subtitle, self.quiet, most=3)]

    def section(self, head: str, body: list[Any], gap: float) -> Headed:
        """A head under a rule, never alone at the foot of a page."""
        heading = Text(head, self.strong.but(colour=self.accent), Element("H2"))
        return Headed((Rule(self.accent, 1, 4), heading, Air(4)), body, gap)

    def foot(self) -> list[Any]:
        """The data behind the paper beside the one question."""
        translate = self.words.gettext
        wide, asked = 106 * MM, 56 * MM
        data = self._data(wide - 24)
        ticks = Ticks(
            (translate("yes"), translate("partly"), translate("no")),
            self.small.but(colour=ink("text")),
            self.rtl,
        )
        strong = self.small.but(strong=True, colour=ink("text"))
        question = (Text(translate("Was this page of use to you?"), strong, most=2), Air(6), ticks)
        edge = ink("line_strong")
        least = max(stack_height((data,), wide - 24), stack_height(question, asked - 24)) + 18
        columns = (Column(0, wide), Column(WIDTH - asked, asked))
        cells: tuple[Cell, ...] = (
            (Box([data], "", edge, least=least),),
            (Box(question, "", edge, least=least),),
        )
        return [Grid(columns, [Row(cells)], self.tallest, rtl=self.rtl)]

    def _data(self, wide: float) -> Text:
        """The data behind the paper; where it is too long each of its texts is cut, so that none is missing."""
        translate = self.words.gettext
        begin = Run(translate("The data behind this page.") + " ", strong=True, colour=ink("text"))
        about = self.frame.data
        if about is None:
            return Text([begin, Run(translate("No answers yet."))], self.small)
        for most in _DATA_LETTERS:
            data = Text([begin, Run(data_line(about, self.lang, most))], self.small, most=_DATA_LINES)
            if Text(data.runs, self.small).wrap(wide, 1e6)[1] <= _DATA_LINES * self.small.line:
                break
        return data


def _stopped(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…؟:" else text + "."
