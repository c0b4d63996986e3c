"""`cxdesk rules`: the rules as sentences, and running them over the answers that are there."""

from typing import Annotated, Any

import typer

from cxdesk.accounts.queries import account_rows
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.people.queries import person_rows
from cxdesk.planning.follow_up_words import left_out_words, opened_words, would_words
from cxdesk.planning.rule_queries import mode, rule_rows
from cxdesk.planning.rule_runs import DryRun, RuleOutcome, dry_run, open_found
from cxdesk.planning.rule_words import Asked, questions_asked, sentence
from cxdesk.responses.filter import Filter
from cxdesk.responses.filter_text import parse
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, progress_bar, say, say_json

app = typer.Typer(help="Rules: which answers open a follow-up, and for whom.")


@app.command("list")
def list_rules(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the rules as sentences, in their order."""
    with opened(file) as project:
        rows, asked, how = project.read(rule_rows), project.read(questions_asked), project.read(mode)
    if as_json:
        say_json(
            {
                "mode": how,
                "rules": [
                    {
                        "id": r.id,
                        "name": r.spec.name,
                        "on": r.switched_on,
                        "sentence": sentence(r.spec, asked),
                    }
                    for r in rows
                ],
            }
        )
        return
    if not rows:
        say(_("There is no rule in this file yet. Write one under Follow-ups."))
        return
    say(
        _("The first rule that fits an answer wins.")
        if how == "first"
        else _("Every rule that fits opens a follow-up.")
    )
    for r in rows:
        off = "" if r.switched_on else " " + _("(off)")
        say(f"{number(r.position + 1)}. {r.spec.name}{off}: {sentence(r.spec, asked)}")


@app.command("run")
def run_rules(
    file: FileArgument,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what would open, and open nothing.")] = False,
    survey: SurveyOption = None,
    where: Annotated[
        str | None, typer.Option("--where", help="Only answers that pass this condition.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Open them even if they are more than 500.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Run the rules over the answers that are there; an answer opens once for a rule."""
    wanted = parse(where) if where else Filter()
    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id if survey else None
        with progress_bar() as progress:
            found = project.read(dry_run, None, wanted, survey_id, progress=progress)
        asked = project.read(questions_asked)
        names = {p.id: p.name for p in project.read(person_rows)}
        customers = {a.id: a.name for a in project.read(account_rows)}
        n = 0
        if not dry and found.opening:
            n = project.run(_("Run the rules"), open_found, found, many=yes)
        if as_json:
            say_json(_json(found, asked, names, customers, n, dry))
            return
        _say(found, asked, names, customers)
    if not dry:
        say(opened_words(n))


def _say(found: DryRun, asked: dict[str, Asked], names: dict[int, str], customers: dict[int, str]) -> None:
    looked = ngettext("{n} answer looked at.", "{n} answers looked at.", found.looked_at)
    say(looked.format(n=number(found.looked_at)))
    for outcome in found.rules:
        say(f"{outcome.rule.spec.name}: {would_words(outcome)}")
        say("  " + sentence(outcome.rule.spec, asked))
        if outcome.persons:
            say("  " + listed(f"{w}: {number(n)}" for w, n in _for_whom(outcome, names)))
        if some := _such_as(outcome, customers):
            say("  " + _("Such as {names}").format(names=listed(some)))
    if left := left_out_words(found):
        say(left)


def _for_whom(outcome: RuleOutcome, names: dict[int, str]) -> list[tuple[str, int]]:
    spec = outcome.rule.spec
    if spec.goes_to == "function":
        return [(spec.function, outcome.opening)]
    return [(names.get(who or 0) or _("nobody yet"), n) for who, n in outcome.persons]


def _such_as(outcome: RuleOutcome, customers: dict[int, str]) -> list[str]:
    """The customers of the examples, where they are known."""
    return list(dict.fromkeys(customers[x.account_id] for x in outcome.examples if x.account_id in customers))


def _json(
    found: DryRun,
    asked: dict[str, Asked],
    names: dict[int, str],
    customers: dict[int, str],
    opened_: int,
    dry: bool,
) -> dict[str, Any]:
    return {
        "dry_run": dry,
        "looked_at": found.looked_at,
        "would_open": found.opening,
        "opened": opened_,
        "left_out": list(found.left_out),
        "rules": [
            {
                "id": o.rule.id,
                "name": o.rule.spec.name,
                "sentence": sentence(o.rule.spec, asked),
                "looked_at": o.looked_at,
                "fitting": o.fitting,
                "would_open": o.opening,
                "for": dict(_for_whom(o, names)),
                "examples": [
                    {"answer": x.response_id, "customer": customers.get(x.account_id or 0, "")}
                    for x in o.examples
                ],
            }
            for o in found.rules
        ],
    }
