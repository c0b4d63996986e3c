"""The internal page as a PDF: one A4, however much there is to say."""

from pathlib import Path
from typing import Any

from cxdesk.analysis.figure import METHOD_NAMES
from cxdesk.errors import UserError
from cxdesk.i18n import _, is_rtl, percent, words
from cxdesk.planning.internal_page import InternalPage
from cxdesk.responses.about_data import data_line
from exports.pdf.blocks import Air, AtFoot
from exports.pdf.document import Furniture, Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.internal_sheet import Room, Sheet, internal_furniture
from exports.pdf.look import WIDTH
from exports.writing import write_file

_STEPS = (
    Room(14, 3, True, 5, 6, 12),
    Room(9, 2, True, 4, 5, 10),
    # What is not satisfied is what is left of the score: the first to go.
    Room(9, 2, False, 4, 5, 10),
    Room(6, 2, False, 3, 4, 9),
    Room(5, 2, False, 3, 3, 9),
    Room(5, 2, False, 2, 3, 9),
    Room(6, 2, True, 0, 4, 9),
    Room(5, 2, False, 0, 4, 9),
    Room(5, 2, False, 0, 0, 9),
    Room(4, 1, False, 0, 0, 6),
)


def build(page: InternalPage, target: Path) -> Path:
    """Write the page's PDF; whole or not at all."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    pdf = render(page).pdf
    return write_file(target, lambda part: part.write_bytes(pdf))


def render(page: InternalPage) -> Rendered:
    """The page's PDF, the same bytes for the same page: less is printed until it fits on one A4."""
    furniture = _furniture(page)
    height = body_height(furniture)
    for room in _STEPS:
        story = _story(page, room, height)
        tall = sum(part.getSpaceBefore() + part.wrap(WIDTH, 0)[1] for part in story)
        if tall <= height:
            break
    return render_document(story, furniture)


def _furniture(page: InternalPage) -> Furniture:
    named = (words(page.language).gettext("Internal page"), page.data.survey)
    return internal_furniture(page.title, page.language, page.brand, named, page.made_on)


def _story(page: InternalPage, room: Room, height: float) -> list[Any]:
    """Everything from the banner to the boxes at the foot."""
    sheet = Sheet(page.language, room, height, page.made_on)
    parts = [
        *sheet.banner(page.goal),
        *sheet.title(page.title, page.subtitle),
        *sheet.things(page.things),
        *sheet.quotations(page.quotations),
    ]
    last = tuple(sheet.where(page.where)) or (Air(0),)
    foot = sheet.foot(lambda most: f"{data_line(page.data, page.language, most)} {_method(page)}")
    return [*parts, AtFoot(last, foot, 12, height)]


def _method(page: InternalPage) -> str:
    figures, lang = [thing.figure for thing in page.things], page.language
    names = list(dict.fromkeys(METHOD_NAMES.get(f.method, f.method) for f in figures if f.method))
    if not names:
        return ""
    between = "، " if is_rtl(lang) else ", "
    margin = words(lang).gettext("Margin of error at {share} confidence, {methods}. Counting: by respondent.")
    confidence = percent(figures[0].confidence * 100, lang)
    return margin.format(share=confidence, methods=between.join(names))
