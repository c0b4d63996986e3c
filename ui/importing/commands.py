"""`cxdesk responses import`, `detect` and `erase`: bring answers in, say what a file is, erase a respondent."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.importing import links, mapping, sources
from cxdesk.importing.actions import prepare, store
from cxdesk.importing.detect import Asked
from cxdesk.importing.outlook import will_happen
from cxdesk.importing.storing import Imported, OnChange
from cxdesk.importing.target import Target
from cxdesk.project import Project
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.queries import survey_rows
from ui.console import FileArgument, JsonOption, opened, progress_bar, say, say_json
from ui.importing.erasing import erase_respondent
from ui.importing.said_plan import DayFirst, Settings, aimed, decided
from ui.importing.saying import (
    detection_json,
    imported_json,
    show_changes,
    show_imported,
    show_plan,
    show_target,
    write_report,
)

app = typer.Typer(help="Answers: import them, list the imports, export them, erase a respondent.")

Sources = Annotated[
    list[Path], typer.Argument(metavar="SOURCE...", readable=False, help="What the survey tool exported.")
]
Format = Annotated[
    str | None, typer.Option("--format", help="Read it as this format, whatever it looks like.")
]
Sheet = Annotated[
    str | None, typer.Option("--sheet", help="The sheet of a workbook, or the file in an archive.")
]
NewSurvey = Annotated[
    bool, typer.Option("--new-survey", help="Make a new survey, even if the source is known.")
]
Original = Annotated[
    bool | None,
    typer.Option(
        "--original/--no-original",
        help="Keep the imported file inside the project; by itself it is kept unless personal data is left out.",
    ),
]


@app.command("import")
def import_responses(
    file: FileArgument,
    sources_given: Sources,
    survey: Annotated[
        str | None, typer.Option("--survey", help="Add to this survey instead of a new one.")
    ] = None,
    new_survey: NewSurvey = False,
    round_name: Annotated[str | None, typer.Option("--round", help="Name of the survey round.")] = None,
    settings: Settings = None,
    maps: Annotated[
        list[str] | None, typer.Option("--map", help="COLUMN=QUESTION, or COLUMN=new; may be repeated.")
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", help="COLUMN=KIND, such as nps, text, pseudonym or leave_out."),
    ] = None,
    on_change: Annotated[
        str, typer.Option("--on-change", help="Answers that are there in another way: update, keep or ask.")
    ] = "ask",
    report: Annotated[Path | None, typer.Option("--report", help="Write the report as HTML.")] = None,
    day_first: DayFirst = None,
    as_format: Format = None,
    sheet: Sheet = None,
    original: Original = None,
    link: Annotated[
        list[str] | None,
        typer.Option("--link", metavar="CODE=TOUCH POINT", help="Link a question; repeat for more."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Import without asking, as proposed.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Import answers; each source is stored wholly or not at all. A questionnaire may be given beside its answers."""
    if on_change not in ("update", "keep", "ask"):
        raise typer.BadParameter("update, keep, ask", param_hint="--on-change")
    silent = yes or as_json
    with opened(file) as project:
        with progress_bar() as progress:
            found = sources.gather(sources_given, progress, Asked(format=as_format, sheet=sheet))
        for path, definition in found.alone:
            _make_survey(project, path, definition)
        for detection in found.answers:
            with progress_bar() as progress:
                plan = mapping.suggest(detection, progress)
            aim = aimed(project, plan, survey, new_survey, settings, maps or [], kinds or [])
            aim = replace(aim, plan=decided(aim.plan, day_first))
            aim = replace(aim, plan=links.named(aim.plan, link or ()))
            if not as_json:
                show_plan(aim.plan)
                show_target(aim, _name_of(project, aim.survey_id))
            if not silent and not typer.confirm(_("Import it like this?"), default=True):
                raise UserError(_("Nothing was imported."))
            done = _carried_out(project, aim, round_name, on_change, silent, original, new_survey)
            say_json(imported_json(done)) if as_json else show_imported(done)
            if report is not None and done.batch_id is not None:
                write_report(project, done.batch_id, report)


app.command("erase")(erase_respondent)


@app.command("detect")
def detect_only(
    sources_given: Sources, as_format: Format = None, sheet: Sheet = None, as_json: JsonOption = False
) -> None:
    """Say what a file is and why, without importing it."""
    with progress_bar() as progress:
        found = sources.gather(sources_given, progress, Asked(format=as_format, sheet=sheet))
        plans = [mapping.suggest(d, progress) for d in found.answers]
    documents = [detection_json(p) for p in plans]
    documents += [
        {
            "format": d.source,
            "questionnaire": path.name,
            "questions": len(d.questions),
            "notes": list(d.notes),
        }
        for path, d in found.alone
    ]
    if as_json:
        for document in documents:
            say_json(document)
        return
    for plan in plans:
        show_plan(plan)
    for path, definition in found.alone:
        n = len(definition.questions)
        words = ngettext(
            "“{name}” is a questionnaire with {n} question.",
            "“{name}” is a questionnaire with {n} questions.",
            n,
        )
        say(words.format(name=path.name, n=number(n)))
        for note in definition.notes:
            say("  " + note)


def _make_survey(project: Project, path: Path, definition: Definition) -> None:
    """A questionnaire without answers becomes a survey."""
    project.run(_("Create survey"), surveys.build, definition)
    n = len(definition.questions)
    words = ngettext(
        "“{name}” holds a questionnaire: a survey with {n} question was made.",
        "“{name}” holds a questionnaire: a survey with {n} questions was made.",
        n,
    )
    say(words.format(name=path.name, n=number(n)))


def _carried_out(
    project: Project,
    aim: Target,
    round_name: str | None,
    on_change: str,
    silent: bool,
    keep_original: bool | None,
    new_survey: bool,
) -> Imported:
    with progress_bar() as progress:
        ready = prepare(project, aim.plan, survey_id=aim.survey_id, new_survey=new_survey, progress=progress)
    taken: OnChange = "keep" if on_change == "keep" else "update"
    if not silent:
        say(will_happen(ready, _name_of(project, aim.survey_id), round_name, taken))
        show_changes(ready)
        if on_change == "ask" and ready.compared is not None and ready.compared.changed.height:
            update = typer.confirm(_("Take the answers of the file?"), default=True)
            taken = "update" if update else "keep"
    with progress_bar() as progress:
        return store(
            project,
            ready,
            round_name=round_name,
            on_change=taken,
            keep_original=keep_original,
            progress=progress,
        )


def _name_of(project: Project, survey_id: int | None) -> str:
    return next((s.name for s in project.read(survey_rows) if s.id == survey_id), "")
