"""What one map has otherwise than another, as a printed list: planned and actual, last year and now."""

from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.change_words import change_cells, headline, heads, side_words, summary
from cxdesk.planning.studio_sheets import ChangesSheet
from exports.pdf.blocks import Air, AtFoot
from exports.pdf.document import Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.table import table
from exports.pdf.text import Text
from exports.tables.cells import Cell
from exports.tables.table_file import write_table
from exports.writing import write_file

ENDINGS = (".pdf", ".xlsx", ".csv")
_GAP = 12.0
# Where, what, difference, before, after.
_STARTS = (0.0, 104.0, 212.0, 284.0, 382.0)


def build(sheet: ChangesSheet, target: Path) -> Path:
    """Write the list as .pdf, .xlsx or .csv; whole or not at all."""
    ending, lang = target.suffix.lower(), sheet.frame.language
    if ending not in ENDINGS:
        raise UserError(_("“{name}” should end in .pdf, .xlsx or .csv.").format(name=target.name))
    if ending == ".pdf":
        pdf = render(sheet).pdf
        return write_file(target, lambda part: part.write_bytes(pdf))
    rows: list[list[Cell]] = [list(change_cells(c, lang)) for c in sheet.found.changes]
    return write_table(rows, heads(lang), target, headline(sheet.found, lang))


def render(sheet: ChangesSheet) -> Rendered:
    """The PDF, the same bytes for the same two maps."""
    lang = sheet.frame.language
    page = InternalFrame(sheet.frame, headline(sheet.found, lang))
    furniture = page.furniture(page.words.gettext("What changed between two maps"))
    page.tallest = body_height(furniture)
    story = _story(page, sheet)
    made = render_document(story, furniture)
    if len(sheet.found.changes) > 1 and render_document(story[:-1], furniture).pages < made.pages:
        # Only the foot is too much: the last row goes with it, so that it does not stand alone.
        made = render_document(_story(page, sheet, with_foot=1), furniture)
    return made


def _story(page: InternalFrame, sheet: ChangesSheet, with_foot: int = 0) -> list[Any]:
    """Everything from the banner to the foot; `with_foot` rows stand above it wherever it stands."""
    lang, translate = page.lang, page.words.gettext
    before, after = (side_words(s.name, s.state, s.on, lang) for s in (sheet.before, sheet.after))
    told = translate("Before: {before}. After: {after}.").format(before=before, after=after)
    parts = [
        *page.banner(_GAP),
        *page.head(told),
        Air(4),
        Text(summary(sheet.found, lang), page.body),
        Air(4),
    ]
    last: tuple[Any, ...] = (Air(0),)
    if sheet.found.changes:
        rows = [change_cells(change, lang) for change in sheet.found.changes]
        listed = table(page, _STARTS, heads(lang), rows, most=6)
        if with_foot:
            first = len(rows) - with_foot
            listed, last = listed.part(0, first), (listed.part(first, len(rows)),)
        parts.append(page.section(translate("What is otherwise"), [listed], _GAP))
    return [*parts, AtFoot(last, page.foot(), 12, page.tallest)]
