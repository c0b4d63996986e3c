"""Sheets of personas and segments as a PDF, one to a page: who they are, what they want, how to speak with them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.personas.kinds import KIND_WORDS, LIST_WORDS
from cxdesk.personas.said import share_words, sure_words
from cxdesk.planning.studio_sheets import PersonaSheet
from exports.pdf.blocks import Air, AtFoot, Quotation
from exports.pdf.document import Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.grid import Column, Grid, Row
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.look import MM, WIDTH, ink
from exports.pdf.photo import Photo
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.writing import write_file

# From generous to close: air between parts, lists beside each other, lines on the data. The first that fits on a page.
_STEPS = ((12.0, 2, 9), (8.0, 2, 9), (10.0, 3, 9), (7.0, 3, 9), (5.0, 3, 7), (4.0, 3, 5))
_BETWEEN = 20.0
_PICTURE = (40 * MM, 40 * MM)
_QUOTE_MARKS = {"uk": "«»", "fa": "«»", "hu": "„”"}


def build(sheet: PersonaSheet, target: Path) -> Path:
    """Write one sheet as a PDF; whole or not at all."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    pdf = render(sheet).pdf
    return write_file(target, lambda part: part.write_bytes(pdf))


def render(sheet: PersonaSheet) -> Rendered:
    """The PDF, the same bytes for the same sheet: on one page wherever that can be."""
    page = InternalFrame(sheet.frame, sheet.persona.name)
    furniture = page.furniture(page.words.gettext(KIND_WORDS[sheet.persona.kind]))
    page.tallest = body_height(furniture)
    for step in _STEPS:
        story = _Sheet(page, sheet, *step).story()
        if sum(part.getSpaceBefore() + part.wrap(WIDTH, 0)[1] for part in story) <= page.tallest:
            return render_document(story, furniture)
    # What needs a second page anyway is printed with the air that it is read best with.
    return render_document(_Sheet(page, sheet, *_STEPS[0]).story(), furniture)


class _Sheet:
    def __init__(self, page: InternalFrame, sheet: PersonaSheet, gap: float, beside: int, lines: int) -> None:
        self.gap, self.beside, self.lines = gap, beside, lines
        self.page, self.sheet, self.row = page, sheet, sheet.persona
        self.lang, self.translate = page.lang, page.words.gettext

    def story(self) -> list[Any]:
        """Who they are, then the lists beside each other, what they said, how to speak with them."""
        page = self.page
        parts = [
            *page.banner(self.gap),
            *self._head(),
            Air(self.gap),
            *self._lists(),
            *self._said(),
            *self._rest(),
        ]
        return [*parts[:-1], AtFoot((parts[-1],), page.foot(self.lines), self.gap, page.tallest)]

    def _head(self) -> list[Any]:
        row, page = self.row, self.page
        below = listed(filter(None, (self.translate(KIND_WORDS[row.kind]), row.role, row.segment)), self.lang)
        told = [*page.head(below)]
        if share := share_words(row, self.lang):
            told += [Air(4), Text(share, page.strong, most=2)]
        if row.about:
            told += [Air(4), Text(row.about, page.body)]
        photo = Photo(
            self.sheet.picture, *_PICTURE, self.translate("Picture of {name}").format(name=row.name)
        )
        if not photo.is_drawn:
            return told
        columns = (Column(0, WIDTH - _PICTURE[0] - _BETWEEN), Column(WIDTH - _PICTURE[0], _PICTURE[0]))
        return [Grid(columns, [Row((tuple(told), (photo,)))], page.tallest, rtl=page.rtl)]

    def _lists(self) -> list[Any]:
        """Two or three lists beside each other, as long as there are any with lines."""
        blocks = [
            (self.translate(head), lines)
            for key, head in LIST_WORDS.items()
            if (lines := getattr(self.row, key))
        ]
        columns = tuple(Column(n * (self._wide + _BETWEEN), self._wide) for n in range(self.beside))
        rows = []
        for at in range(0, len(blocks), self.beside):
            pair = [tuple(self._lines(head, lines)) for head, lines in blocks[at : at + self.beside]]
            rows.append(Row((*pair, *[(Air(0),)] * (self.beside - len(pair)))))
        return [
            part
            for row in rows
            for part in (Grid(columns, [row], self.page.tallest, rtl=self.page.rtl), Air(self.gap))
        ]

    @property
    def _wide(self) -> float:
        return (WIDTH - (self.beside - 1) * _BETWEEN) / self.beside

    def _lines(self, head: str, lines: Sequence[str]) -> list[Any]:
        page = self.page
        made: list[Any] = [Text(head, page.strong.but(colour=page.accent), Element("H2")), Air(4)]
        columns = (Column(0, 10), Column(10, self._wide - 10))
        rows = [Row(((Text("•", page.body),), (Text(t, page.body),)), Element("LI")) for t in lines]
        return [*made, Grid(columns, rows, page.tallest, rtl=page.rtl)]

    def _said(self) -> list[Any]:
        page = self.page
        if not self.row.quotes:
            return []
        marks = _QUOTE_MARKS.get(self.lang, "“”")
        body: list[Any] = []
        for text, speaker in self.row.quotes:
            words = [Text(f"{marks[0]}{text}{marks[1]}", page.body.but(voice=not page.rtl))]
            if speaker:
                words += [Air(1.5), Text(speaker, page.small, most=1)]
            body += [Quotation(words, ink("accent_line"), page.rtl, Element("BlockQuote")), Air(6)]
        return [page.section(self.translate("What they say"), body, self.gap)]

    def _rest(self) -> list[Any]:
        page, made = self.page, []
        if self.row.tone:
            made.append(
                page.section(
                    self.translate("How to speak with them"), [Text(self.row.tone, page.body)], self.gap
                )
            )
        count = len(self.sheet.journeys)
        drawn = (
            page.words.ngettext(
                "Journey drawn for them: {names}.", "Journeys drawn for them: {names}.", count
            ).format(names=listed(self.sheet.journeys, self.lang))
            if count
            else self.translate("No journey is drawn for them yet.")
        )
        sure = [Text(drawn, page.body), Text(sure_words(self.row, self.lang), page.small)]
        return [*made, Air(self.gap), page.section(self.translate("What we rest this on"), sure, 0)]
