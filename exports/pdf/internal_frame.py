"""What internal papers about customers share: furniture, goal banner, section heads, data card and the one question."""

from typing import Any

from cxdesk.planning.account_sheets import SheetFrame
from cxdesk.responses.about_data import data_line
from exports.pdf.blocks import Headed
from exports.pdf.document import Furniture
from exports.pdf.internal_sheet import Room, Sheet, internal_furniture
from exports.pdf.look import style
from exports.pdf.tags import Element
from exports.pdf.text import Text

_DATA_LINES = 9


class InternalFrame:
    """Makes the parts of a paper that every internal one has, in its language."""

    def __init__(self, frame: SheetFrame, title: str, tallest: float = 0.0) -> None:
        self.frame, self.title, self.tallest = frame, title, tallest
        sheet = self._sheet()
        self.lang, self.rtl, self.words = sheet.lang, sheet.rtl, sheet.words
        self.body, self.strong, self.quiet = sheet.body, sheet.strong, sheet.quiet
        self.small, self.accent = sheet.small, sheet.accent

    def furniture(self, what: str) -> Furniture:
        """Header, footer and page numbers; `what` names the paper in its footer."""
        frame = self.frame
        named = (what, frame.data.survey if frame.data else "")
        return internal_furniture(self.title, self.lang, frame.brand, named, frame.made_on)

    def banner(self, gap: float) -> list[Any]:
        """The goal that the programme serves, in a quiet box."""
        return self._sheet(gap).banner(self.frame.goal)

    def head(self, subtitle: str) -> list[Any]:
        """The finding, and the line below it."""
        title = style("title", self.rtl).but(voice=not self.rtl, strong=True)
        return [Text(self.title, title, Element("H1"), most=3), Text(subtitle, self.quiet, most=3)]

    def section(self, head: str, body: list[Any], gap: float) -> Headed:
        """A head under a rule, never alone at the foot of a page."""
        return self._sheet(gap).section(head, body)

    def foot(self, lines: int = _DATA_LINES) -> list[Any]:
        """The data behind the paper, in so many lines at most, beside the one question."""
        about = self.frame.data
        if about is None:
            return self._sheet(lines=lines).foot(lambda _most: self.words.gettext("No answers yet."))
        return self._sheet(lines=lines).foot(lambda most: data_line(about, self.lang, most))

    def _sheet(self, gap: float = 0.0, lines: int = _DATA_LINES) -> Sheet:
        room = Room(gap, 3, True, 0, 0, lines)
        return Sheet(self.frame.language, room, self.tallest, self.frame.made_on)
