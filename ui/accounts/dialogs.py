"""Choosing a list of customers and telling how it fits the answers."""

from pathlib import Path
from typing import Any

from cxdesk.i18n import _, listed, ngettext, number
from ui.page import PageContext
from ui.widgets.file_dialogs import ask_for_table


def import_accounts(context: PageContext) -> None:
    """Ask for the list and import it."""
    ask_for_table(_("Which file is the list of customers?"), lambda path: bring_in(context, path))


def bring_in(context: PageContext, path: Path) -> None:
    """Import the list behind the window and show the customers."""
    from cxdesk.importing.people import import_accounts_file

    project = context.project
    context.jobs.run(
        lambda progress: import_accounts_file(project, path, progress),
        lambda done: _told(context, done),
        progress=True,
        what=_("Reading the customers"),
    )


def _told(context: PageContext, done: Any) -> None:
    n = done.stored.added + done.stored.updated
    bold = ngettext("{n} customer imported.", "{n} customers imported.", n).format(n=number(n))
    match = done.match
    answers = match.matched_answers
    line = ngettext("{n} answer belongs to them.", "{n} answers belong to them.", answers).format(
        n=number(answers)
    )
    if match.unmatched:
        keys = listed(u.key for u in match.unmatched[:5])
        line += " " + _("Did not match: {keys}").format(keys=keys)
    context.messages.notice("warn" if match.unmatched else "good", bold, line)
    context.go("accounts")
