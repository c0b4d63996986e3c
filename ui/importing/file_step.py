"""The first step: choose a file, or wait while it is looked at."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _
from ui.widgets.empty import EmptyState
from ui.widgets.text import body, display

if TYPE_CHECKING:
    from ui.importing.page import ImportPage


def file_step(page: "ImportPage") -> None:
    """Fill the page."""
    if page.path is not None:
        page.frame.add(display(_("Looking at “{name}”").format(name=page.path.name)))
        page.frame.add(body(_("We say what it is and why before anything is read."), tone="text2"))
        return
    state = EmptyState(
        page.context.theme,
        _("Which file holds the answers?"),
        _("An export of Qualtrics or SurveyMonkey, or any CSV or Excel file with one row per answer."),
        _("Choose a file"),
        lambda: page.context.do("import.answers"),
    )
    page.frame.add(state)
