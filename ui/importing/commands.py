"""`cxdesk responses`: bring answers in and look at what is there."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number, pgettext
from cxdesk.importing import links, mapping, recipe, sources, target
from cxdesk.importing.actions import prepare, store
from cxdesk.importing.detect import Asked
from cxdesk.importing.kept import report_of
from cxdesk.importing.outlook import will_happen
from cxdesk.importing.plan import KINDS, ImportPlan
from cxdesk.importing.removing import remove_import
from cxdesk.importing.storing import Imported, OnChange
from cxdesk.importing.target import Target
from cxdesk.project import Project
from cxdesk.responses.filter_text import parse
from cxdesk.responses.queries import batch_rows, known_round
from cxdesk.responses.why import differences
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.queries import survey_named, survey_rows
from ui.console import FileArgument, JsonOption, SurveyOption, opened, progress_bar, say, say_json, say_table
from ui.importing.erasing import erase_respondent
from ui.importing.saying import (
    detection_json,
    imported_json,
    show_changes,
    show_imported,
    show_plan,
    show_target,
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
ImportNumber = Annotated[int, typer.Option("--import", help="The number that `list` shows.")]
Settings = Annotated[
    Path | None, typer.Option("--settings", help="Import settings that were exported before.")
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
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="For undecided dates.")
    ] = None,
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
            aim = _aimed(project, plan, survey, new_survey, settings, maps or [], kinds or [])
            aim = replace(aim, plan=_decided(aim.plan, day_first))
            aim = replace(aim, plan=links.named(aim.plan, link or ()))
            if not as_json:
                show_plan(aim.plan)
                show_target(aim, _name_of(project, aim.survey_id))
            if not silent and not typer.confirm(_("Import it like this?"), default=True):
                raise UserError(_("Nothing was imported."))
            done = _carried_out(project, aim, round_name, on_change, silent, original, new_survey)
            say_json(imported_json(done)) if as_json else show_imported(done)
            if report is not None and done.batch_id is not None:
                _write_report(project, done.batch_id, report)


@app.command("remove")
def remove(file: FileArgument, number_: ImportNumber, as_json: JsonOption = False) -> None:
    """Take one import out of every count."""
    with opened(file) as project:
        project.run(_("Remove an import"), remove_import, number_)
    say_json({"removed": number_}) if as_json else say(
        _("Import {n} does not count any more.").format(n=number_)
    )


app.command("erase")(erase_respondent)


@app.command("remap")
def remap(
    file: FileArgument,
    number_: ImportNumber,
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="SOURCE", readable=False, help="The imported file, where it was not kept inside."
        ),
    ] = None,
    settings: Settings = None,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", help="COLUMN=KIND, such as nps, text or leave_out.")
    ] = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="For undecided dates.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read an imported file anew with other settings, from the copy that was kept or from the file itself."""
    from cxdesk.importing.remap import again

    with opened(file) as project:

        def changed(plan: ImportPlan) -> ImportPlan:
            plan = recipe.applied_from(settings, plan) if settings is not None else plan
            return _decided(_with_kinds(plan, kinds or []), day_first)

        with progress_bar() as progress:
            done = again(project, number_, changed, progress, source=source)
        say_json(imported_json(done)) if as_json else show_imported(done)


@app.command("retype")
def retype_question(
    file: FileArgument,
    question: Annotated[str, typer.Option("--question", help="The code of the question.")],
    kind: Annotated[
        str, typer.Option("--kind", help="nps, scale, single, number, date, text or identifier.")
    ],
    survey: SurveyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the answers to a question as another kind, without the file they came in."""
    from cxdesk.importing.retype import retype

    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        with progress_bar() as progress:
            done = retype(project, survey_id, question, kind, progress)
    if as_json:
        say_json({"question": question, "kind": kind, "read": done.read, "kept_as_text": done.kept_as_text})
        return
    words = ngettext("{n} answer was read anew.", "{n} answers were read anew.", done.read)
    say(words.format(n=number(done.read)))
    if n := done.kept_as_text:
        words = ngettext("{n} cell is kept as text.", "{n} cells are kept as text.", n)
        say(words.format(n=number(n)))


@app.command("report")
def show_report(
    file: FileArgument,
    number_: ImportNumber,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write it as HTML.")] = None,
    as_json: JsonOption = False,
) -> None:
    """What an import found and did."""
    from dataclasses import asdict

    from exports.tables.import_report import cells_sentence, rows_sentence
    from ui.console import problem_line

    with opened(file) as project:
        if out is not None:
            _write_report(project, number_, out)
            return
        report = project.read(report_of, number_)
    if as_json:
        say_json(asdict(report))
        return
    say(rows_sentence(report))
    say(cells_sentence(report))
    for column, sentence in report.notes:
        say(f"  {column}: {sentence}")
    for problem in report.problems:
        say("  " + problem_line(problem))


@app.command("why")
def why(file: FileArgument, survey: SurveyOption = None, as_json: JsonOption = False) -> None:
    """Why a score may differ from the source tool's: which rows were left out."""
    with opened(file) as project:
        found = project.read(differences, project.read(survey_named, survey).id)
    if as_json:
        say_json(found)
        return
    for sentence in found or [_("Every row of every file counts.")]:
        say(sentence)


@app.command("settings")
def settings_of(
    file: FileArgument,
    number_: ImportNumber,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write them to a file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """The settings of an import, for another file of the same source."""
    import json

    from cxdesk.importing.remap import settings_of_import
    from exports.writing import write_file

    with opened(file) as project:
        data = project.read(settings_of_import, number_)
    if out is None:
        say_json(data)
        return
    text = json.dumps(data, ensure_ascii=False, indent=2)
    written = str(write_file(out, lambda part: part.write_text(text, encoding="utf-8")))
    say_json({"file": written}) if as_json else say(written)


@app.command("export")
def export_responses(
    file: FileArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="OUT.csv, OUT.xlsx, OUT.sav or OUT.parquet.")
    ],
    survey: SurveyOption = None,
    round_name: Annotated[str | None, typer.Option("--round", help="Only this survey round.")] = None,
    where: Annotated[str | None, typer.Option(help='For example: segment = "Hospitals" and Q1 <= 6')] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Words instead of numbers.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write answers for another program; what is written imports back equal."""
    from exports.tables.answers import answers_out
    from exports.tables.export import export

    with opened(file) as project, progress_bar() as progress:
        chosen = project.read(survey_named, survey)
        passing = parse(where or "")
        if round_name:
            passing = replace(passing, rounds=(project.read(known_round, chosen.id, round_name),))
        written = export(project.read(answers_out, chosen.id, passing), output, labels, progress)
    if as_json:
        told = {"files": [str(p) for p in written.files], "rows": written.rows, "columns": written.columns}
        say_json(told | {"notes": list(written.notes)})
        return
    rows = ngettext("{n} answer", "{n} answers", written.rows).format(n=number(written.rows))
    say(_("Wrote {rows}: {files}").format(rows=rows, files=listed(str(p) for p in written.files)))
    for note in written.notes:
        say(note)


@app.command("list")
def list_imports(file: FileArgument, as_json: JsonOption = False) -> None:
    """List what was imported."""
    with opened(file) as project:
        rows = project.read(batch_rows)
    if as_json:
        say_json(
            [
                {
                    "id": r.id,
                    "file": r.source_name,
                    "rows_in": r.rows_in,
                    "stored": r.stored,
                    "state": r.state,
                }
                for r in rows
            ]
        )
        return
    header = [
        pgettext("of an import", "Number"),
        _("File"),
        _("Survey round"),
        _("Rows in"),
        _("Stored"),
        _("Refused"),
        _("State"),
    ]
    body = [
        [
            str(r.id),
            r.source_name,
            r.round,
            number(r.rows_in),
            number(r.stored),
            number(r.refused),
            pgettext("of an import", "counts") if r.state == "live" else pgettext("of an import", "removed"),
        ]
        for r in rows
    ]
    say_table(header, body, frozenset({0, 3, 4, 5}))


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


def _aimed(
    project: Project,
    plan: ImportPlan,
    survey: str | None,
    new_survey: bool,
    settings: Path | None,
    maps: list[str],
    kinds: list[str],
) -> Target:
    """The plan with all that was said, for the survey that was named or is proposed."""
    aim = project.read(target.proposed, plan, settings is None)
    survey_id = project.read(survey_named, survey).id if survey else None if new_survey else aim.survey_id
    plan = recipe.applied_from(settings, plan) if settings is not None else aim.plan
    plan = _with_kinds(plan, kinds)
    for text in maps:
        column, _sign, question = text.partition("=")
        if survey_id is None:
            raise UserError(_("--map needs a survey that is there already. Name it with --survey."))
        plan = project.read(target.tied_by_name, plan, survey_id, column, question)
    said = project.read(target.aimed, plan, survey_id)
    return replace(said, why=aim.why, remembered=aim.remembered)


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


def _with_kinds(plan: ImportPlan, kinds: Iterable[str]) -> ImportPlan:
    for text in kinds:
        column, _sign, kind = text.rpartition("=")
        keys = [c.key for c in plan.columns if column in (c.header, c.code, c.source_id)]
        if kind not in KINDS or len(keys) != 1:
            sentence = _("“{text}” names no column and kind. Kinds are: {kinds}.")
            raise UserError(sentence.format(text=text, kinds=", ".join(KINDS)))
        plan = mapping.with_kind(plan, keys[0], kind)
    return plan


def _decided(plan: ImportPlan, day_first: bool | None) -> ImportPlan:
    """The plan with the person's word on dates, or with what the first open question needs said."""
    for column in plan.open_questions:
        if column.date is not None and column.date.order == "undecided" and day_first is not None:
            plan = mapping.with_date_order(plan, column.key, "day" if day_first else "month")
        elif column.date is not None:
            raise UserError(
                _("The dates in “{column}” can be read two ways. Say --day-first or --month-first.").format(
                    column=column.header
                )
            )
    return plan


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
    decided: OnChange = "keep" if on_change == "keep" else "update"
    if not silent:
        say(will_happen(ready, _name_of(project, aim.survey_id), round_name, decided))
        show_changes(ready)
        if on_change == "ask" and ready.compared is not None and ready.compared.changed.height:
            update = typer.confirm(_("Take the answers of the file?"), default=True)
            decided = "update" if update else "keep"
    with progress_bar() as progress:
        return store(
            project,
            ready,
            round_name=round_name,
            on_change=decided,
            keep_original=keep_original,
            progress=progress,
        )


def _name_of(project: Project, survey_id: int | None) -> str:
    return next((s.name for s in project.read(survey_rows) if s.id == survey_id), "")


def _write_report(project: Project, batch_id: int, path: Path) -> None:
    from exports.tables.import_report import write_import_report

    report: Any = project.read(report_of, batch_id)
    say(str(write_import_report(report, path)))
