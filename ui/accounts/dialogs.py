"""Choosing a list of customers or of invited people; the wizard takes it from there."""

from pathlib import Path

from cxdesk.i18n import _
from ui.accounts.import_page import Target
from ui.page import PageContext
from ui.widgets.file_dialogs import ask_for_table


def import_accounts(context: PageContext) -> None:
    """Ask for the list of customers and open the wizard on it."""
    ask_for_table(_("Which file is the list of customers?"), lambda path: bring_in(context, path))


def import_invited(context: PageContext) -> None:
    """Ask for the list of invited people and open the wizard on it."""
    ask_for_table(
        _("Which file is the list of invited people?"), lambda path: bring_in(context, path, "invited")
    )


def import_purchases(context: PageContext) -> None:
    """Ask for the list of purchases and open the wizard on it."""
    ask_for_table(
        _("Which file is the list of purchases?"), lambda path: bring_in(context, path, "purchases")
    )


def bring_in(context: PageContext, path: Path, what: str = "accounts") -> None:
    """Open the wizard on a list."""
    context.go("import_accounts", Target(what, path))


def review_matches(context: PageContext) -> None:
    """Show the keys in the answers that no customer has."""
    context.go("account_matches")
