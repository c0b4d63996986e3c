"""`cxdesk survey purpose`, `release`, `versions`, `compare` and `bank`: what it is for, and what went out."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.goals.catalogue import CATALOGUE
from cxdesk.i18n import _, day, listed, ngettext, number
from cxdesk.importing.unfinished import language_words, template_words, unfinished
from cxdesk.project import Project
from cxdesk.responses.actions import set_version
from cxdesk.responses.queries import known_round, round_rows
from cxdesk.responses.staff import described_for_showing
from cxdesk.surveys import bank, consents
from cxdesk.surveys import purpose as purposes
from cxdesk.surveys.aims import Aims, aims, aims_of
from cxdesk.surveys.queries import survey_named, whole
from cxdesk.surveys.restoring import bring_back
from cxdesk.surveys.versions import (
    VersionRow,
    before_release,
    differences_with_aims,
    missing_sentence,
    override_rows,
    release,
    version,
    version_numbered,
    version_rows,
    words_of_undone,
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
        raise UserError(_("“{value}” is not known. Choose one of the list.").format(value=strange[0]))
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
        _say_untied(found.untied)
    if found.missing:
        say(missing_sentence(found.missing))


def _say_untied(n: int) -> None:
    if n:
        told = ngettext("{n} question serves no goal.", "{n} questions serve no goal.", n).format(n=number(n))
        say(
            f"{told} "
            + _("Let them all serve it: {command}").format(command="cxdesk survey purpose FILE --tie")
        )


@app.command("release")
def release_survey(
    file: FileArgument,
    survey: SurveyOption = None,
    who: Annotated[str, typer.Option("--by", help="Who releases it.")] = "",
    note: Annotated[str, typer.Option("--note", help="What is new, in a few words.")] = "",
    override: Annotated[
        str, typer.Option("--override", help="Why it goes out without goal, decision or audience.")
    ] = "",
    today: Annotated[
        datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="The day of the release.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say how it stands before a release; change nothing.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Release a survey: it is kept as it is under the next number, and the draft goes on.

    Template text, translations that are missing or stale and questions without a goal are said, and hinder nothing.
    """
    on = today.date() if today else None
    with opened(file) as project:
        row = project.read(survey_named, survey)
        before = project.read(before_release, row.id)
        left = project.read(unfinished, row.id)
        made = None
        if not check:
            made = project.run(_("Release the survey"), release, row.id, who, note, override, on)
    changes = [d.sentence for d in before.changes or ()]
    if as_json:
        recorded = override.strip() if before.missing and made is not None else ""
        say_json(
            {
                "survey": row.code,
                "version": made,
                "override": recorded,
                "changes": changes,
                "missing": list(before.missing),
                "template_text": list(left.template),
                "translations": [asdict(one) for one in left.languages],
                "questions_without_goal": before.untied,
            }
        )
        return
    if made is not None:
        say(_("“{name}” is released as version {n}.").format(name=row.name, n=number(made)))
    elif before.missing:
        say(missing_sentence(before.missing))
    for sentence in changes:
        say(f"  {sentence}")
    if told := template_words(left):
        say(f"{told} {listed(left.template)}")
    for one in left.languages:
        for _flag, told in language_words(one):
            command = f"cxdesk survey translations FILE --language {one.language}"
            say(told + " " + _("They are listed by: {command}").format(command=command))
    _say_untied(before.untied)


@app.command("versions")
def list_versions(
    file: FileArgument,
    survey: SurveyOption = None,
    round_name: Annotated[
        str, typer.Option("--round", help="A survey round, to say which version it asked.")
    ] = "",
    asked: Annotated[int | None, typer.Option("--asked", min=1, help="The version that round asked.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the releases of a survey, the latest first; or say which of them a round asked."""
    from dataclasses import asdict

    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        if round_name and asked is not None:
            known = project.read(known_round, survey_id, round_name)
            round_id = next(r.id for r in project.read(round_rows, survey_id) if r.name == known)
            row = project.read(version_numbered, survey_id, asked)
            project.run(_("Say which version a round asked"), set_version, round_id, row.id)
        rows = project.read(version_rows, survey_id)
        undone = [r for r in project.read(override_rows, survey_id) if not r.stands]
    if as_json:
        say_json([asdict(r) for r in rows])
        return
    for taken_back in undone:
        say(words_of_undone(taken_back))
    if not rows:
        say(_("This survey was not released yet."))
    else:
        header = [_("Version"), _("Released"), _("By"), _("Questions"), _("Note"), _("Released without goal")]
        say_table(header, [_cells(r) for r in rows], frozenset({0, 3}))


def _cells(row: VersionRow) -> list[str]:
    when = day(row.released_at.date())
    return [
        number(row.number),
        when,
        row.released_by or "–",
        number(row.questions),
        row.note,
        row.override or "–",
    ]


@app.command("compare")
def compare_versions(
    file: FileArgument,
    survey: SurveyOption = None,
    since: Annotated[
        int | None, typer.Option("--from", min=1, help="The older version; the last one when left out.")
    ] = None,
    until: Annotated[
        int | None, typer.Option("--to", min=1, help="The newer version; the draft when left out.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is different between two releases of a survey, or since one in the draft."""
    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        rows = project.read(version_rows, survey_id)
        old = project.read(version_numbered, survey_id, since or (rows[0].number if rows else 1))
        before, was_for = project.read(version, old.id), project.read(aims_of, old.id)
        is_for: Aims | None
        if until is None:
            after, is_for = project.read(described_for_showing, survey_id), project.read(aims, survey_id)
        else:
            newer = project.read(version_numbered, survey_id, until).id
            after, is_for = project.read(version, newer), project.read(aims_of, newer)
    found = differences_with_aims(before, after, was_for, is_for)
    if as_json:
        say_json([{"sort": d.sort, "question": d.code, "sentence": d.sentence} for d in found])
        return
    if not found:
        say(_("Nothing is different."))
    for difference in found:
        say(difference.sentence)


@app.command("bring-back")
def bring_version_back(
    file: FileArgument,
    number_: Annotated[int, typer.Argument(metavar="VERSION", min=1, help="The version to bring back.")],
    survey: SurveyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make an old version of a survey the draft again, with what it was for and its touch points."""
    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        row = project.read(version_numbered, survey_id, number_)
        notes = project.run(_("Bring a version back"), bring_back, row.id)
    if as_json:
        say_json({"version": row.number, "notes": list(notes)})
        return
    say(_("The version is the draft again."))
    for note in notes:
        say(note)


@app.command("bank")
def list_bank(
    file: FileArgument,
    search: Annotated[str, typer.Option("--search", help="Only questions with these words.")] = "",
    keep: Annotated[str, typer.Option("--keep", help="Keep the question of this code.")] = "",
    put: Annotated[
        int | None, typer.Option("--put", help="Put this question of the bank at the end.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say what could not go with it; change nothing.")
    ] = False,
    survey: SurveyOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the questions of the bank; keep one of a survey in it, or put one into a survey."""
    from dataclasses import asdict

    notes: tuple[str, ...] = ()
    with opened(file) as project:
        if keep:
            question = _question(project, survey, keep)
            notes += project.read(bank.keep_notes, question)
            if not check:
                project.run(_("Keep the question"), bank.keep, question)
        if put is not None:
            survey_id = project.read(survey_named, survey).id
            notes += project.read(bank.put_notes, put, survey_id)
            if not check:
                last = project.read(whole, survey_id).sections[-1].id
                project.run(_("Put a question in"), bank.put_in, put, last)
        rows = project.read(bank.bank_rows, search)
    if as_json:
        say_json({"bank": [asdict(r) for r in rows], "notes": list(notes)})
        return
    if rows:
        header = [_("Number"), _("Name"), _("How it is asked"), _("Languages"), _("From")]
        cells = [[number(r.id), r.name, r.look, listed(r.languages), r.origin] for r in rows]
        say_table(header, cells, frozenset({0}))
    else:
        say(_("No question is in the bank."))
    for note in notes:
        say(note)


def _question(project: Project, survey: str | None, code: str) -> int:
    questions = project.read(whole, project.read(survey_named, survey).id).elements
    for question in questions:
        if question.code.casefold() == code.casefold():
            return question.id
    raise UserError(
        _("There is no question “{code}” in this survey. There are: {names}.").format(
            code=code, names=listed(q.code for q in questions) or "–"
        )
    )
