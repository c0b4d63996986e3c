"""`cxdesk accounts`: the list of customers, who was invited, and the keys that match nobody."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.accounts.actions import AccountSpec, set_contact_rest
from cxdesk.accounts.actions import add as add_one
from cxdesk.accounts.queries import AccountRow, account_rows, contact_rest, history_of_all
from cxdesk.accounts.words import field_word, money, relation_word, value_word
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, known_language, listed, ngettext, number, written_day
from cxdesk.importing import people, people_plan, people_rows
from cxdesk.importing.people_fields import ACCOUNTS, INVITED
from cxdesk.importing.people_plan import PeoplePlan
from cxdesk.planning.rule_runs import AfterImport
from cxdesk.responses.actions import add_round
from cxdesk.responses.proposals import review
from cxdesk.responses.queries import round_rows
from cxdesk.surveys.queries import SurveyRow, survey_named
from ui.accounts.said import (
    SHOWN,
    account_json,
    imported_json,
    invited_json,
    opened_json,
    review_json,
    say_opened,
    say_proposed,
    show_invitations,
    show_plan,
    show_review,
    show_updates,
)
from ui.console import FileArgument, JsonOption, opened, progress_bar, say, say_json, say_table

app = typer.Typer(help="Customers, those who were invited, and whose answers are whose.")


SourceArgument = Annotated[Path, typer.Argument(metavar="SOURCE", readable=False, help="A CSV or XLSX file.")]
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
            show_updates(updates, found)
        if (
            updates.stores
            and not (yes or as_json)
            and not typer.confirm(_("Import it like this?"), default=True)
        ):
            raise UserError(_("Nothing was imported."))
        with progress_bar() as progress:
            done = people.import_accounts(project, found, _day(on), corrected=corrected, progress=progress)
    if as_json:
        say_json(imported_json(done, updates))
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
    say_opened(done.follow_ups)
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
    survey: Annotated[
        str | None,
        typer.Option("--survey", help="Begin the round in this survey where there is none of that name."),
    ] = None,
    reason: Annotated[
        str, typer.Option("--override", metavar="REASON", help="Invite those who should rest too, and why.")
    ] = "",
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Note who was invited to a survey round, so that scores can say "5 of 9 answered"."""
    with opened(file) as project:
        begins: SurveyRow | None = None
        rounds = [r for r in project.read(round_rows) if folded(r.name) == folded(round_name)]
        if not rounds:
            begins = project.read(survey_named, survey) if survey else None
            if begins is None:
                raise UserError(_no_round(round_name, [r.name for r in project.read(round_rows)]))
        plan = planned(project, source, INVITED, mapped, None)
        if not as_json:
            show_plan(plan)
        with progress_bar() as progress:
            found = people_rows.read_contacts(plan, progress)
        day = _day(on)
        round_id = rounds[0].id if rounds else 0
        before = people.invitations_of(project, found, round_id, day or date.today() if not rounds else day)
        if not as_json:
            show_invitations(before, reason)
        if not (yes or as_json) and not typer.confirm(_("Import it like this?"), default=True):
            raise UserError(_("Nothing was imported."))
        if begins is not None:
            label = _("Begin a survey round")
            round_id = project.run(label, add_round, begins.id, round_name, day or date.today())
        with progress_bar() as progress:
            done = people.import_invited(project, found, round_id, day, reason=reason, progress=progress)
    if as_json:
        say_json(invited_json(done, plan, reason))
        return
    say(
        ngettext("{n} person noted as invited.", "{n} people noted as invited.", done.invited).format(
            n=number(done.invited)
        )
    )
    say_proposed(done.touch_points)


def _no_round(name: str, names: list[str]) -> str:
    there = _("There is no survey round “{name}” in this file. There are: {names}.").format(
        name=name, names=listed(dict.fromkeys(names)) or "–"
    )
    return f"{there} " + _("Begin it by naming its survey: {command}").format(command="--survey CODE")


@app.command("list")
def list_accounts(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the customers with all that is known of them."""
    with opened(file) as project:
        rows = project.read(account_rows)
        history = project.read(history_of_all) if as_json else {}
    if as_json:
        say_json([account_json(r, history.get(r.id, [])) for r in rows])
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
        say_json({**review_json(before), **opened_json(after or AfterImport())})
        return
    show_review(before)
    say_opened(after)


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
