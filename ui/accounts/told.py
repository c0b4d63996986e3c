"""The notice after a list was imported: how many, whose answers, and who did not match."""

from typing import TYPE_CHECKING, Any

from cxdesk.i18n import _, listed, ngettext, number

if TYPE_CHECKING:
    from cxdesk.importing.people import AccountsImported, Invitations
    from cxdesk.importing.purchases import PurchasesImported
    from cxdesk.planning.rule_runs import AfterImport
    from cxdesk.touchpoints.proposals import Noted
    from ui.page import PageContext


def told_accounts(context: "PageContext", done: "AccountsImported") -> None:
    """What came of a list of customers."""
    stored = done.stored
    n = stored.added + stored.updated
    bold = ngettext("{n} customer imported.", "{n} customers imported.", n).format(n=number(n))
    parts = []
    if stored.unchanged:
        same = ngettext("{n} was as it is already.", "{n} were as they are already.", stored.unchanged)
        parts.append(same.format(n=number(stored.unchanged)))
    answers = done.match.matched_answers
    belong = ngettext("{n} answer belongs to them.", "{n} answers belong to them.", answers)
    parts.append(belong.format(n=number(answers)))
    unmatched = [u for u in done.match.unmatched if not u.refused]
    if unmatched:
        keys = listed(u.key for u in unmatched[:5]) + ("…" if len(unmatched) > 5 else "")
        parts.append(_("Did not match: {keys}").format(keys=keys))
    about_follow_ups(context, done.follow_ups)
    about_touch_points(context, done.touch_points)
    review: list[Any] = [_("Review"), lambda: context.go("account_matches")] if unmatched else []
    context.messages.notice("warn" if unmatched else "good", bold, " ".join(parts), *review)


def about_touch_points(context: "PageContext", noted: "Noted") -> None:
    """What the list names and the inventory does not know."""
    from cxdesk.touchpoints.proposal_words import proposed_words

    if told := proposed_words(noted):
        context.messages.notice(
            "info", told, "", _("Look at them"), lambda: context.go("touchpoints", "proposed")
        )


def about_follow_ups(context: "PageContext", after: "AfterImport") -> None:
    """What the rules opened, or that so many would open that somebody has to say so first."""
    from cxdesk.planning.follow_up_words import opened_words, waiting_words

    if after.opened:
        told, then = opened_words(after.opened), "open"
        context.messages.notice("info", told, "", _("Show"), lambda: context.go("followups", then))
    if after.waiting:
        told = waiting_words(after.waiting)
        context.messages.notice("warn", told, "", _("Look first"), lambda: context.go("followups", "run"))


def told_invited(context: "PageContext", done: "Invitations") -> None:
    """What came of a list of invited people."""
    n = done.invited
    bold = ngettext("{n} person noted as invited.", "{n} people noted as invited.", n).format(n=number(n))
    parts = []
    if done.resting:
        rest = ngettext("{n} was invited lately.", "{n} were invited lately.", len(done.resting))
        parts.append(rest.format(n=number(len(done.resting))))
    if done.unknown:
        keys = listed(done.unknown[:5]) + ("…" if len(done.unknown) > 5 else "")
        parts.append(_("Keys that no customer has: {keys}").format(keys=keys))
    context.messages.notice("warn" if parts else "good", bold, " ".join(parts))
    about_touch_points(context, done.touch_points)


def told_purchases(context: "PageContext", done: "PurchasesImported") -> None:
    """What came of a list of purchases."""
    bold = ngettext("{n} purchase imported.", "{n} purchases imported.", done.added).format(
        n=number(done.added)
    )
    parts = []
    if done.already:
        same = ngettext("{n} was there already.", "{n} were there already.", done.already)
        parts.append(same.format(n=number(done.already)))
    if done.unknown:
        keys = listed(u.key for u in done.unknown[:5]) + ("…" if len(done.unknown) > 5 else "")
        parts.append(_("Keys that no customer has: {keys}").format(keys=keys))
    context.messages.notice("warn" if done.unknown else "good", bold, " ".join(parts))
    about_touch_points(context, done.touch_points)
