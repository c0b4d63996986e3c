"""`cxdesk accounts`: the list of customers, who was invited, and the keys that match nobody."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.accounts.actions import AccountSpec, set_contact_rest
from cxdesk.accounts.actions import add as add_one
from cxdesk.accounts.queries import AccountRow, account_rows, contact_rest, history_of_all
from cxdesk.accounts.updates import Updates
from cxdesk.accounts.words import field_word, money, relation_word, value_word
from cxdesk.errors import UserError
from cxdesk.i18n import _, day, folded, known_language, listed, ngettext, number, written_day
from cxdesk.importing import people, people_plan, people_rows
from cxdesk.importing.people_fields import ACCOUNTS, INVITED, field_of
from cxdesk.importing.people_plan import PeoplePlan
from cxdesk.planning.follow_up_words import opened_words, waiting_words
from cxdesk.planning.rule_runs import AfterImport
from cxdesk.responses.proposals import THRESHOLD, Review, review
from cxdesk.responses.queries import round_rows
from cxdesk.touchpoints.proposal_words import proposed_words
from cxdesk.touchpoints.proposals import Noted
from ui.console import FileArgument, JsonOption, opened, problem_line, progress_bar, say, say_json, say_table

app = typer.Typer(help="Customers, those who were invited, and whose answers are whose.")

SHOWN = 20

SourceArgument = Annotated[Path, typer.Argument(metavar="SOURCE", help="A CSV or XLSX file.")]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Take this column for this field; FIELD= for none."),
]
DayFirstOption = Annotated[
    bool | None, typer.Option("--day-first/--month-first", help="For dates that can be read two ways.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Import without asking, as proposed.")]
OnOption = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day the list is of, as 2026-03-31; today if not said."),
]


@app.command("import")
def import_accounts(
    file: FileArgument,
    source: SourceArgument,
    mapped: MapOption = None,
    day_first: DayFirstOption = None,
    on: OnOption = None,
    blanks_wipe: Annotated[
        bool, typer.Option("--blanks-wipe", help="A blank cell makes the value blank too.")
    ] = False,
    corrected: Annotated[
        bool, typer.Option("--corrected", help="The old values were wrong: keep no history of them.")
    ] = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add and update customers from a list, and join them to the answers by their key."""
    with opened(file) as project:
        plan = planned(project, source, ACCOUNTS, mapped, day_first)
        if blanks_wipe:
            plan = people_plan.with_blanks(plan, True)
        if not as_json:
            show_plan(plan)
        with progress_bar() as progress:
            found = people_rows.read_accounts(plan, progress)
        updates = people.updates_of(project, found)
        if not as_json:
            _show_updates(updates, found)
        if (
            updates.stores
            and not (yes or as_json)
            and not typer.confirm(_("Import it like this?"), default=True)
        ):
            raise UserError(_("Nothing was imported."))
        with progress_bar() as progress:
            done = people.import_accounts(project, found, _day(on), corrected=corrected, progress=progress)
    if as_json:
        say_json(_imported_json(done, updates))
        return
    say(
        _("{added} customers added, {updated} updated, {unchanged} unchanged.").format(
            added=number(done.stored.added),
            updated=number(done.stored.updated),
            unchanged=number(done.stored.unchanged),
        )
    )
    say(_("{n} answers belong to a customer of the list.").format(n=number(done.match.matched_answers)))
    if unmatched := [u for u in done.match.unmatched if not u.refused]:
        say(
            _("Did not match: {keys}").format(
                keys=listed(f"{u.key} ({number(u.answers)})" for u in unmatched[:SHOWN])
            )
        )
        say(_("“cxdesk accounts match” proposes whom they may mean."))
    _say_opened(done.follow_ups)
    say_proposed(done.touch_points)


@app.command("add")
def add_account(
    file: FileArgument,
    name: Annotated[str, typer.Argument(help="The customer's name.")],
    key: Annotated[str, typer.Option("--key", help="Its account number; the name when left out.")] = "",
    segment: Annotated[str, typer.Option("--segment", help="Its segment.")] = "",
    region: Annotated[str, typer.Option("--region", help="Its region.")] = "",
    language: Annotated[
        str, typer.Option("--language", help="The language of its plans: en, nl, hu, uk, fa.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Add one customer by hand."""
    spec = AccountSpec(key, name, segment, region, language=known_language(language) if language else "")
    with opened(file) as project:
        added = project.run(_("Add a customer"), add_one, spec)
    if as_json:
        say_json({"key": added, "name": " ".join(name.split())})
        return
    say(
        _("“{name}” was added, with the account number {key}.").format(name=" ".join(name.split()), key=added)
    )


@app.command()
def invited(
    file: FileArgument,
    source: SourceArgument,
    round_name: Annotated[str, typer.Option("--round", help="Name of the survey round.")],
    mapped: MapOption = None,
    on: OnOption = None,
    reason: Annotated[
        str, typer.Option("--override", metavar="REASON", help="Invite those who should rest too, and why.")
    ] = "",
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Note who was invited to a survey round, so that scores can say "5 of 9 answered"."""
    with opened(file) as project:
        rounds = [r for r in project.read(round_rows) if folded(r.name) == folded(round_name)]
        if not rounds:
            raise UserError(_("There is no survey round “{name}” in this file.").format(name=round_name))
        plan = planned(project, source, INVITED, mapped, None)
        if not as_json:
            show_plan(plan)
        with progress_bar() as progress:
            found = people_rows.read_contacts(plan, progress)
        before = people.invitations_of(project, found, rounds[0].id, _day(on))
        if not as_json:
            _show_invitations(before, reason)
        if not (yes or as_json) and not typer.confirm(_("Import it like this?"), default=True):
            raise UserError(_("Nothing was imported."))
        with progress_bar() as progress:
            done = people.import_invited(
                project, found, rounds[0].id, _day(on), reason=reason, progress=progress
            )
    if as_json:
        say_json(_invited_json(done, plan, reason))
        return
    say(
        ngettext("{n} person noted as invited.", "{n} people noted as invited.", done.invited).format(
            n=number(done.invited)
        )
    )
    say_proposed(done.touch_points)


@app.command("list")
def list_accounts(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the customers with all that is known of them."""
    with opened(file) as project:
        rows = project.read(account_rows)
        history = project.read(history_of_all) if as_json else {}
    if as_json:
        say_json([_account_json(r, history.get(r.id, [])) for r in rows])
        return
    names = (
        "key",
        "name",
        "segment",
        "region",
        "relation",
        "revenue",
        "potential_revenue",
        "owner",
        "renewal_on",
    )
    body = [[*(_cell(r, name) for name in names), r.language] for r in rows]
    say_table([*(field_word(name) for name in names), field_word("language")], body, frozenset({5, 6}))


@app.command()
def match(
    file: FileArgument,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="KEY=ACCOUNT", help="This key is that customer.")
    ] = None,
    refuse: Annotated[
        list[str] | None, typer.Option("--refuse", metavar="KEY", help="This key is none of our customers.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Propose whom keys in the answers may mean that no customer has; accept or refuse them."""
    with opened(file) as project:
        with progress_bar() as progress:
            before, after = project.read(review, progress), None
        known = {u.key for u in (*(d.unmatched for d in before.doubts), *before.refused)}
        known |= {b.key for b in before.by_hand}
        pairs = dict(_pair(text) for text in accept or ())
        for key in (*pairs, *(refuse or ())):
            if key not in known:
                raise UserError(
                    _("“{key}” is no key in the answers that waits for a customer.").format(key=key)
                )
        if pairs or refuse:
            after = project.run(_("Match keys to customers"), people.match_keys, pairs, list(refuse or ()))
            before = project.read(review)
    if as_json:
        say_json({**_review_json(before), **_opened_json(after or AfterImport())})
        return
    _show_review(before)
    _say_opened(after)


@app.command()
def rest(
    file: FileArgument,
    days: Annotated[
        int | None, typer.Option("--days", help="Days without a second invitation; 0 for off.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show or set how long a contact is left in peace after an invitation."""
    with opened(file) as project:
        if days is not None:
            project.run(_("Set the rest period"), set_contact_rest, days)
        now = project.read(contact_rest)
    if as_json:
        say_json({"days": now})
    elif now is None:
        say(_("There is no rest period: a contact can be invited at any time."))
    else:
        say(
            ngettext(
                "Nobody is invited twice within {n} day.", "Nobody is invited twice within {n} days.", now
            ).format(n=number(now))
        )


def planned(
    project: Any, source: Path, what: str, mapped: list[str] | None, day_first: bool | None
) -> PeoplePlan:
    """How a list is read, with what was said of its columns; UserError while something has to be said."""
    with progress_bar() as progress:
        plan = people.propose(project, source, what, progress)
    plan = people_plan.with_map(plan, mapped or ())
    if day_first is not None:
        plan = people_plan.with_day_first(plan, day_first)
    people_plan.refuse_unready(plan)
    return plan


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


def _show_updates(updates: Updates, found: people_rows.AccountList) -> None:
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


def _show_invitations(found: people.Invitations, reason: str) -> None:
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


def _show_review(found: Review) -> None:
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


def _say_opened(after: AfterImport | None) -> None:
    """What the rules opened, or that so many would open that somebody has to say so first."""
    if after is not None and after.opened:
        say(opened_words(after.opened))
    if after is not None and after.waiting:
        say(waiting_words(after.waiting) + " " + _("Open them with: cxdesk rules run FILE --yes"))


def _opened_json(after: AfterImport) -> dict[str, int]:
    return {"follow_ups_opened": after.opened, "follow_ups_waiting": after.waiting}


def _pair(text: str) -> tuple[str, str]:
    key, sign, account = text.rpartition("=")
    if not sign or not key.strip() or not account.strip():
        raise UserError(_("“{text}” is not KEY=ACCOUNT.").format(text=text))
    return key.strip(), account.strip()


def _day(on: str | None) -> date | None:
    return written_day(on) if on else None


def _cell(row: AccountRow, name: str) -> str:
    value = getattr(row, name)
    if name in ("revenue", "potential_revenue"):
        return money(value, row.currency)
    if name == "relation" and row.left_on:
        return listed((relation_word(value), value_word("left_on", row.left_on)))
    return value_word(name, value)


def _account_json(row: AccountRow, history: list[Any]) -> dict[str, Any]:
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


def _imported_json(done: people.AccountsImported, updates: Updates) -> dict[str, Any]:
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
        **_opened_json(done.follow_ups),
        "proposed_touch_points": list(done.touch_points.proposed),
        "problems": [problem_line(p) for p in done.problems],
    }


def _invited_json(done: people.Invitations, plan: PeoplePlan, reason: str) -> dict[str, Any]:
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


def _review_json(found: Review) -> dict[str, Any]:
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
