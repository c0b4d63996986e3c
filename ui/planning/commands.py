"""`cxdesk plan list`, `sent` and `round`: the plans of a file, that one was sent, and which round it counts."""

from typing import TYPE_CHECKING, Annotated

import typer

from cxdesk.accounts.queries import account_keyed
from cxdesk.errors import UserError
from cxdesk.i18n import _, day, known_language, listed, number, pgettext
from cxdesk.planning.plan_queries import PlanRow, plan_for, plan_rows
from cxdesk.planning.plan_rounds import newer_than, rest_on, round_called, rounds_of_plan
from cxdesk.planning.sending import HOW, send, sent_words
from cxdesk.planning.state_words import PLAN_STATES
from cxdesk.sentences import ended
from ui.console import (
    FileArgument,
    JsonOption,
    day_of,
    opened,
    say,
    say_json,
    say_table,
)

if TYPE_CHECKING:
    pass

app = typer.Typer(help="Plans that customers hold in hand.")


AccountOption = Annotated[str | None, typer.Option("--account", help="The customer's key.")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]


@app.command("list")
def list_plans(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the plans in a file."""
    with opened(file) as project:
        rows = project.read(plan_rows)
    if as_json:
        say_json(
            [
                {
                    "account": r.account_key,
                    "name": r.account,
                    "version": r.version,
                    "round": r.round or None,
                    "state": r.state,
                    "state_on": r.state_on.isoformat() if r.state_on else None,
                    "sent_on": r.sent.on.isoformat() if r.sent.on else None,
                    "sent_to": r.sent.to,
                    "sent_by": r.sent.by,
                }
                for r in rows
            ]
        )
        return
    header = [pgettext("of a customer", "Key"), _("Customer"), _("Version"), _("State"), _("Made on")]
    say_table(
        header,
        [[r.account_key, r.account, number(r.version), _state(r), day(r.made_on)] for r in rows],
    )


def _state(row: PlanRow) -> str:
    """How far a plan is: sent when, to whom and by whom, agreed when."""
    word = pgettext("of a plan", PLAN_STATES[row.state])
    if row.state == "agreed":
        word = listed([word, day(row.state_on)]) if row.state_on else word
        return f"{ended(word)} {sent_words(row.sent)}" if row.sent.on else word
    return sent_words(row.sent) or word


@app.command()
def sent(
    file: FileArgument,
    account: Annotated[str, typer.Option("--account", help="The customer's key.")],
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="To whom, as the customer reads it.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="By whom, as the customer reads it.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day, like 2026-03-31; today unless named.")
    ] = None,
    how: Annotated[str, typer.Option("--how", help=f"{', '.join(HOW)}.")] = "mailed",
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note that a plan was sent, to whom and by whom; the log of documents keeps it for good."""
    chosen, when = known_language(language) if language else None, day_of(on)
    with opened(file) as project:
        row = project.read(account_keyed, account)
        plan = project.read(plan_for, row.key)
        line = project.run(
            _("Note that the plan was sent"), send, plan.id, when, to, by, how, chosen or row.language
        )
        now = project.read(plan_for, row.key)
    if as_json:
        told = {"account": row.key, "version": now.version, "sent_on": when.isoformat(), "to": to, "by": by}
        say_json({**told, "how": how, "line": line or None})
        return
    say(_state(now) + ".")
    if not line:
        say(_("The log can’t say which file it was: none of this version was saved or printed here."))


@app.command("round")
def rest_on_round(
    file: FileArgument,
    account: Annotated[str, typer.Option("--account", help="The customer's key.")],
    take: Annotated[
        str | None,
        typer.Option("--take", metavar="ROUND", help="The round whose answers the draft counts from now on."),
    ] = None,
    newest: Annotated[bool, typer.Option("--newest", help="Take the newest answers over.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say which survey round a plan counts and whether newer answers are there; take others over."""
    if take is not None and newest:
        raise UserError(_("Say --take ROUND or --newest, not both."))
    with opened(file) as project:
        row = project.read(account_keyed, account)
        plan = project.read(plan_for, row.key)
        at, rounds = project.read(rounds_of_plan, plan.id)
        if (take is not None or newest) and rounds:
            wanted = rounds[-1] if newest else round_called(rounds, take or "")
            project.run(_("Take over newer answers"), rest_on, plan.id, wanted.id)
            at, rounds = project.read(rounds_of_plan, plan.id)
    here, newer = next((r for r in rounds if r.id == at), None), newer_than(at, rounds)
    if as_json:
        told = [{"round": r.name, "answers": r.n} for r in rounds]
        counted, later = here.name if here else None, newer.name if newer else None
        say_json(
            {"account": row.key, "version": plan.version, "round": counted, "newer": later, "rounds": told}
        )
        return
    if here is None:
        say(_("Nobody of this customer answered yet."))
        return
    say(_("Every count of this plan is of {round}.").format(round=here.words))
    if newer is not None:
        say(_("Newer answers: {round}").format(round=newer.words))
