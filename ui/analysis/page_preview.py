"""The page of findings before it is saved: as it will be printed, in the language that is chosen."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _
from ui.page import PageContext
from ui.widgets.sheet_preview import SheetPreview

if TYPE_CHECKING:
    from cxdesk.responses.filter import Filter
    from exports.pdf.document import Rendered


def make_page(context: PageContext) -> None:
    """The findings of the survey with the latest answers on one internal page."""
    from cxdesk.responses.filter import Filter

    PagePreview(context, None, Filter()).open()


class PagePreview(SheetPreview):
    """The findings of a survey under a filter on one internal A4."""

    def __init__(self, context: PageContext, survey_id: int | None, where: "Filter") -> None:
        def make(lang: str) -> "Rendered":
            from cxdesk.planning.assemble_page import internal_page
            from exports.pdf.internal_page import render

            return render(context.project.read(internal_page, survey_id, where, lang))

        super().__init__(context, _("One page, at most three things"), _("Internal page.pdf"), make)
