"""`cxdesk survey purpose`: what a survey is for."""

from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.goals.catalogue import CATALOGUE
from cxdesk.i18n import _, ngettext, number
from cxdesk.surveys import consents
from cxdesk.surveys import purpose as purposes
from cxdesk.surveys.queries import survey_named
from cxdesk.surveys.versions import (
    missing_sentence,
)
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json, say_table

app = typer.Typer()


@app.command("purpose")
def show_purpose(
    file: FileArgument,
    survey: SurveyOption = None,
    goal: Annotated[
        str,
        typer.Option("--goal", help="retention, wallet, acquisition, cross_sell, cost_to_serve or own."),
    ] = "",
    goal_name: Annotated[str, typer.Option("--goal-name", help="The goal in your own words.")] = "",
    decision: Annotated[str | None, typer.Option("--decision", help="The decision it serves.")] = None,
    whom: Annotated[str | None, typer.Option("--whom", help="Whom it asks.")] = None,
    where: Annotated[str | None, typer.Option("--where", help="Where it listens.")] = None,
    when: Annotated[str | None, typer.Option("--when", help="When it asks.")] = None,
    pattern: Annotated[str | None, typer.Option("--pattern", help="past, present or potential.")] = None,
    promise: Annotated[
        str | None, typer.Option("--promise", help="named, confidential or anonymous.")
    ] = None,
    consent: Annotated[
        list[str] | None,
        typer.Option("--consent", help="What consent is asked for: quote, contact; none for neither."),
    ] = None,
    tie: Annotated[bool, typer.Option("--tie", help="Let questions without a goal serve this one.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what a survey is for, or say it: its goal, the decision it serves, whom it asks, where and when."""
    said = {
        "decision": decision, "whom": whom, "listens_at": where, "timing": when, "pattern": pattern, "promise": promise
    }  # fmt: skip
    asked = {name.strip().lower() for name in consent or ()}
    if strange := sorted(asked - {*consents.FIELDS, "none"}):
        raise UserError(purposes.not_known(strange[0], [*consents.FIELDS, "none"]))
    fields = {name: value for name, value in said.items() if value is not None}
    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        if goal or goal_name:
            project.run(_("Set the goal"), purposes.serve_new, survey_id, goal or "own", goal_name)
        if fields:
            project.run(
                _("Change what the survey is for"), lambda s: purposes.describe(s, survey_id, **fields)
            )
        if asked:
            project.run(_("Change the promise"), consents.ask_only, survey_id, asked)
        found = project.read(purposes.purpose, survey_id)
        if tie and found.goal:
            project.run(_("Tie questions to the goal"), purposes.tie_all, survey_id, found.goal)
            found = project.read(purposes.purpose, survey_id)
    say_json(_purpose_json(found)) if as_json else _say_purpose(found)


def _purpose_json(found: purposes.Purpose) -> dict[str, Any]:
    return {
        "survey": found.name,
        "goal": found.goal,
        "kind": found.goal_kind,
        "measure": found.measure,
        "decision": found.decision,
        "whom": found.whom,
        "where": found.listens_at,
        "when": found.timing,
        "pattern": found.pattern,
        "promise": found.promise,
        "consents": [p for p, field in consents.FIELDS.items() if getattr(found, field)],
        "advice": {"patterns": list(found.advice.patterns), "why": found.advice.why},
        "missing": list(found.missing),
        "questions_without_goal": found.untied,
    }


def _say_purpose(found: purposes.Purpose) -> None:
    kind = _(CATALOGUE[found.goal_kind].words) if found.goal_kind in CATALOGUE else ""
    goal = found.goal if kind in ("", found.goal) else f"{found.goal} ({kind})"
    rows = [
        [_("Goal"), goal],
        [_("Told by"), found.measure],
        [_("Decision it serves"), found.decision],
        [_("Whom it asks"), found.whom],
        [_("Where it listens"), found.listens_at],
        [_("When it asks"), found.timing],
        [_("How it listens"), _(purposes.PATTERN_WORDS[found.pattern])],
    ]
    say_table([_("For what"), found.name], [[head, text or "–"] for head, text in rows])
    say(purposes.consent_words(found))
    say(found.advice.why)
    if found.goal:
        say_untied(found.untied)
    if found.missing:
        say(missing_sentence(found.missing))


def say_untied(n: int) -> None:
    """Say how many questions serve no goal, and the command that ties them; nothing where all do."""
    if n:
        told = ngettext("{n} question serves no goal.", "{n} questions serve no goal.", n).format(n=number(n))
        say(
            f"{told} "
            + _("Let them all serve it: {command}").format(command="cxdesk survey purpose FILE --tie")
        )
