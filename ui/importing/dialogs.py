"""Choosing a file with answers; the wizard takes it from there."""

from cxdesk.i18n import _
from ui.page import PageContext
from ui.widgets.file_dialogs import ask_for_table


def import_answers(context: PageContext) -> None:
    """Ask for the file and open the wizard on it."""
    ask_for_table(_("Which file holds the answers?"), lambda path: context.go("importing", path))
