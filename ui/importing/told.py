"""What an import became, in a notice: how many answers, and what comes next."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext

if TYPE_CHECKING:
    from cxdesk.importing.storing import Imported


def tell(context: PageContext, done: "Imported") -> None:
    """Say what was stored and refused, and what comes next."""
    bold = _outcome(done)
    kind = "warn" if done.refused else "good"
    context.messages.notice(kind, bold, *_about_keys(context, done))
    _about_follow_ups(context, done)


def _about_follow_ups(context: PageContext, done: "Imported") -> None:
    """What the rules opened, or that so many would open that somebody has to say so first."""
    from cxdesk.planning.follow_up_words import opened_words, waiting_words

    if n := done.follow_ups.opened:
        context.messages.notice(
            "info", opened_words(n), "", _("Show"), lambda: context.go("followups", "open")
        )
    if n := done.follow_ups.waiting:
        context.messages.notice(
            "warn", waiting_words(n), "", _("Look first"), lambda: context.go("followups", "run")
        )


def _outcome(done: "Imported") -> str:
    """What came of the import, in one sentence or two."""
    if done.batch_id is None:
        return _("Everything in it was there already, so nothing was changed.")
    bold = ngettext(
        "{stored} answer imported, {refused} refused.",
        "{stored} answers imported, {refused} refused.",
        done.stored,
    ).format(stored=number(done.stored), refused=number(done.refused))
    n = 0 if done.kept_as_stored else done.changed
    changed = (
        ngettext("{n} answer was updated.", "{n} answers were updated.", n).format(n=number(n)) if n else ""
    )
    return f"{bold} {changed}".strip()


def _about_keys(context: PageContext, done: "Imported") -> tuple[str, str, Callable[[], None]]:
    """A line on customers and a button: without any customer the list is what comes next."""
    from cxdesk.accounts.queries import account_rows

    n = len(done.match.unmatched) if done.match is not None else 0
    if n and not context.project.read(account_rows):
        line = ngettext(
            "{n} customer answered. The list of customers gives them names.",
            "{n} customers answered. The list of customers gives them names.",
            n,
        )
        return line.format(n=number(n)), _("Import customers"), lambda: context.do("import.accounts")
    line = ngettext("{n} key belongs to no customer.", "{n} keys belong to no customer.", n) if n else ""
    return line.format(n=number(n)), _("Show"), lambda: context.go("responses", None)
