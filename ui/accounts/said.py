"""What the commands on customers say of a plan, and what they give as JSON."""

from typing import Any

from cxdesk.accounts.queries import AccountRow
from cxdesk.accounts.updates import Updates
from cxdesk.accounts.words import field_word, value_word
from cxdesk.i18n import _, day, listed, ngettext, number
from cxdesk.importing import people, people_rows
from cxdesk.importing.people_fields import field_of
from cxdesk.importing.people_plan import PeoplePlan
from cxdesk.planning.follow_up_words import opened_words, waiting_words
from cxdesk.planning.rule_runs import AfterImport
from cxdesk.responses.proposals import THRESHOLD, Review
from cxdesk.touchpoints.proposal_words import proposed_words
from cxdesk.touchpoints.proposals import Noted
from ui.console import problem_line, say, say_table

SHOWN = 20


def show_plan(plan: PeoplePlan) -> None:
    """What each column is taken for, and those that are not used."""
    used = [c for c in plan.columns if c.field]
    header = [_("Column in the file"), _("Examples"), _("We read it as"), ""]
    rows = [
        [c.header, listed(c.samples[:3])[:60], _(field_of(plan.what, c.field).word), _(c.reason)]
        for c in used
    ]
    say_table(header, rows)
    if plan.unused:
        say(_("Not used: {columns}").format(columns=listed(plan.unused)))


def show_updates(updates: Updates, found: people_rows.AccountList) -> None:
    for problem in found.problems[:SHOWN]:
        say("  " + problem_line(problem))
    if found.problem_count > SHOWN:
        say(_("  and {n} more.").format(n=number(found.problem_count - SHOWN)))
    for cell in updates.changed[:SHOWN]:
        say(
            _("  {customer}: {field} was “{old}”, will be “{new}”").format(
                customer=cell.name,
                field=field_word(cell.field),
                old=value_word(cell.field, cell.old),
                new=value_word(cell.field, cell.new),
            )
        )
    if len(updates.changed) > SHOWN:
        say(_("  and {n} more.").format(n=number(len(updates.changed) - SHOWN)))
    if updates.gone:
        names = listed(g.name for g in updates.gone[:SHOWN])
        say(
            _("In the file but not in the list, and kept: {names}").format(
                names=names + ("…" if len(updates.gone) > SHOWN else "")
            )
        )
    if not updates.stores:
        say(_("The list says what is known already. Nothing changes."))


def show_invitations(found: people.Invitations, reason: str) -> None:
    for problem in found.problems[:SHOWN]:
        say("  " + problem_line(problem))
    if found.unknown:
        say(_("Keys that no customer has: {keys}").format(keys=listed(found.unknown[:SHOWN])))
    if found.already:
        n = found.already
        words = ngettext(
            "{n} person was noted for this round before.", "{n} people were noted for this round before.", n
        )
        say(words.format(n=number(n)))
    for one in found.resting[:SHOWN]:
        say("  " + resting_line(one))
    if found.resting:
        n = len(found.resting)
        left = ngettext(
            "{n} person is left in peace. To invite all the same, say --override with the reason.",
            "{n} people are left in peace. To invite all the same, say --override with the reason.",
            n,
        )
        over = ngettext(
            "{n} person is invited within the rest period; the reason is noted.",
            "{n} people are invited within the rest period; the reason is noted.",
            n,
        )
        say((over if reason.strip() else left).format(n=number(n)))


def resting_line(one: Any) -> str:
    """Who rests, and since when."""
    return _("{person} was invited to “{round}” on {day}.").format(
        person=one.contact, round=one.round, day=day(one.invited_on)
    )


def show_review(found: Review) -> None:
    say(
        _("Proposed are customers whose key or name is at least {n} of 100 alike.").format(
            n=number(THRESHOLD)
        )
    )
    header = [_("Key in the answers"), _("Answers"), _("May be"), _("Alike")]
    rows = []
    for doubt in found.doubts:
        best = doubt.proposals[0] if doubt.proposals else None
        rows.append(
            [
                doubt.unmatched.key,
                number(doubt.unmatched.answers),
                f"{best.name} ({best.key})" if best else _("nobody like it"),
                number(best.likeness) if best else "",
            ]
        )
    if rows:
        say_table(header, rows, frozenset({1, 3}))
    else:
        say(_("Every key in the answers belongs to a customer or was refused."))
    if found.refused:
        say(_("None of our customers: {keys}").format(keys=listed(u.key for u in found.refused)))
    for one in found.by_hand:
        say(
            _("{key} was matched to {name} ({account}).").format(
                key=one.key, name=one.name, account=one.account_key
            )
        )


def say_opened(after: AfterImport | None) -> None:
    """What the rules opened, or that so many would open that somebody has to say so first."""
    if after is not None and after.opened:
        say(opened_words(after.opened))
    if after is not None and after.waiting:
        say(waiting_words(after.waiting) + " " + _("Open them with: cxdesk rules run FILE --yes"))


def opened_json(after: AfterImport) -> dict[str, int]:
    return {"follow_ups_opened": after.opened, "follow_ups_waiting": after.waiting}


def account_json(row: AccountRow, history: list[Any]) -> dict[str, Any]:
    names = (
        "key", "name", "segment", "region", "relation", "revenue", "potential_revenue", "currency", "owner",
        "renewal_on", "left_on", "language", "contacts",
    )  # fmt: skip
    past = [{"field": h.field, "value": h.value, "until": h.until} for h in history]
    return {**{name: getattr(row, name) for name in names}, "history": past}


def say_proposed(noted: Noted) -> None:
    """What the list names and the inventory of touch points does not know."""
    if told := proposed_words(noted):
        say(told)
        say(_("“cxdesk touchpoints proposals” lists them."))


def imported_json(done: people.AccountsImported, updates: Updates) -> dict[str, Any]:
    match = done.match
    return {
        "rows_in": done.rows_in,
        "added": done.stored.added,
        "updated": done.stored.updated,
        "unchanged": done.stored.unchanged,
        "refused": done.refused,
        "columns": done.columns,
        "unused": list(done.unused),
        "changed": [
            {"key": c.key, "name": c.name, "field": c.field, "old": c.old, "new": c.new}
            for c in updates.changed
        ],
        "gone": [{"key": g.key, "name": g.name} for g in updates.gone],
        "matched_keys": match.matched_keys,
        "matched_answers": match.matched_answers,
        "unmatched": [{"key": u.key, "answers": u.answers} for u in match.unmatched if not u.refused],
        "silent": list(match.silent),
        **opened_json(done.follow_ups),
        "proposed_touch_points": list(done.touch_points.proposed),
        "problems": [problem_line(p) for p in done.problems],
    }


def invited_json(done: people.Invitations, plan: PeoplePlan, reason: str) -> dict[str, Any]:
    return {
        "rows_in": done.rows_in,
        "invited": done.invited,
        "already": done.already,
        "unknown": list(done.unknown),
        "resting": [
            {"account": r.account_key, "contact": r.contact, "round": r.round, "invited_on": r.invited_on}
            for r in done.resting
        ],
        "override": reason.strip(),
        "unused": list(plan.unused),
        "proposed_touch_points": list(done.touch_points.proposed),
        "problems": [problem_line(p) for p in done.problems],
    }


def review_json(found: Review) -> dict[str, Any]:
    return {
        "threshold": THRESHOLD,
        "doubts": [
            {
                "key": d.unmatched.key,
                "answers": d.unmatched.answers,
                "proposals": [
                    {"account": p.key, "name": p.name, "likeness": round(p.likeness), "by": p.by}
                    for p in d.proposals
                ],
            }
            for d in found.doubts
        ],
        "refused": [{"key": u.key, "answers": u.answers} for u in found.refused],
        "by_hand": [{"key": b.key, "account": b.account_key} for b in found.by_hand],
        "matched_answers": found.matched_answers,
    }
