"""How well we know our customers, printed: asked, described and walked through, with the age of each."""

from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.understanding import Known, Part
from cxdesk.journeys.understanding_words import (
    HEADS,
    age_words,
    gap_words,
    headline,
    newest_words,
    sure_line,
)
from cxdesk.planning.studio_sheets import UnderstandingSheet
from exports.pdf.blocks import Air, AtFoot
from exports.pdf.document import Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.look import WIDTH
from exports.pdf.table import table
from exports.pdf.text import Text
from exports.writing import write_file

# From generous to close: air between parts, lines on the data, the question of each part. The first that fits on a page.
_STEPS = ((12.0, 9, True), (8.0, 7, True), (4.0, 5, True), (6.0, 5, False), (3.0, 4, False))
# Name, its day with its age.
_STARTS = (0.0, 250.0)


def build(sheet: UnderstandingSheet, target: Path) -> Path:
    """Write the page as a PDF; whole or not at all."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    pdf = render(sheet).pdf
    return write_file(target, lambda part: part.write_bytes(pdf))


def render(sheet: UnderstandingSheet) -> Rendered:
    """The PDF, the same bytes for the same sheet: on one page wherever that can be."""
    page = InternalFrame(sheet.frame, headline(sheet.found, sheet.frame.language))
    furniture = page.furniture(page.words.gettext("How well we know them"))
    page.tallest = body_height(furniture)
    for step in _STEPS:
        story = _story(page, sheet, *step)
        if sum(part.getSpaceBefore() + part.wrap(WIDTH, 0)[1] for part in story) <= page.tallest:
            return render_document(story, furniture)
    return render_document(_story(page, sheet, *_STEPS[0]), furniture)


def _story(page: InternalFrame, sheet: UnderstandingSheet, gap: float, lines: int, asks: bool) -> list[Any]:
    told = page.words.gettext("Understanding never ends: what is old is asked and looked at again.")
    parts = [*page.banner(gap), *page.head(told)]
    parts += [
        page.section(page.words.gettext(HEADS[part.key][0]), _part(page, part, asks=asks), gap)
        for part in sheet.found.parts
    ]
    sure = (Air(gap), Text(sure_line(sheet.found, page.lang), page.small))
    return [*parts, AtFoot(sure, page.foot(lines), gap, page.tallest)]


def _part(page: InternalFrame, part: Part, *, asks: bool) -> list[Any]:
    """The question, how old the newest answer to it is, each thing with its day, and what is missing."""
    translate = page.words.gettext
    body: list[Any] = [Text(translate(HEADS[part.key][1]), page.quiet)] if asks else []
    body.append(Text(newest_words(part, page.lang), page.strong))
    if part.things:
        heads = (translate("Name"), translate("Day"))
        rows = [(thing.name, _age(page, thing)) for thing in part.things]
        body += [Air(4), table(page, _STARTS, heads, rows, most=3)]
    if part.gaps:
        body += [Air(4), Text(gap_words(part, page.lang), page.body)]
    return body


def _age(page: InternalFrame, thing: Known) -> str:
    """Its day; where that is too long ago, that it should be looked at again: paper shows no colours that all see."""
    told = age_words(thing, page.lang)
    if not thing.stale or thing.on is None:
        return told
    between = "، " if page.rtl else " · "
    return f"{told}{between}{page.words.gettext('check again')}"
