"""`cxdesk responses`: bring answers in and look at what is there."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import Imported, import_file
from cxdesk.importing.plan import Detection, ImportPlan, kind_words
from cxdesk.responses.filter_text import parse
from cxdesk.responses.queries import batch_rows, known_round
from cxdesk.responses.schema import FINISHED, TEST, UNFINISHED
from cxdesk.surveys.queries import survey_named
from ui.console import (
    FileArgument,
    JsonOption,
    SurveyOption,
    opened,
    problem_line,
    progress_bar,
    say,
    say_json,
    say_table,
)

app = typer.Typer(help="Answers: import them, list the imports, export them.")

SHOWN_PROBLEMS = 20


@app.command("import")
def import_responses(
    file: FileArgument,
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE...", help="What the survey tool exported.")
    ],
    survey: Annotated[
        str | None, typer.Option("--survey", help="Add to this survey instead of a new one.")
    ] = None,
    round_name: Annotated[str | None, typer.Option("--round", help="Name of the survey round.")] = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="For undecided dates.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Import without asking, as proposed.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Import answers; each source is stored wholly or not at all."""
    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id if survey else None
        for source in sources:
            with progress_bar() as progress:
                plan = mapping.suggest(detect.sniff(source, progress))
            plan = _decided(plan, day_first)
            if not as_json:
                _show_plan(plan)
            if not (yes or as_json) and not typer.confirm(_("Import it like this?"), default=True):
                raise UserError(_("Nothing was imported."))
            with progress_bar() as progress:
                done = import_file(
                    project, plan, survey_id=survey_id, round_name=round_name, progress=progress
                )
            say_json(_as_json(done)) if as_json else _show(done)


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
                {"number": r.id, "source": r.source_name, "rows_in": r.rows_in, "stored": r.stored}
                for r in rows
            ]
        )
        return
    header = [_("Number"), _("File"), _("Survey round"), _("Rows in"), _("Stored"), _("Refused")]
    body = [
        [str(r.id), r.source_name, r.round, number(r.rows_in), number(r.stored), number(r.refused)]
        for r in rows
    ]
    say_table(header, body, frozenset({0, 3, 4, 5}))


@app.command("detect")
def detect_only(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...")], as_json: JsonOption = False
) -> None:
    """Say what a file is and why, without importing it."""
    for source in sources:
        with progress_bar() as progress:
            plan = mapping.suggest(detect.sniff(source, progress))
        say_json(_detection_json(plan)) if as_json else _show_plan(plan)


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


def _show_plan(plan: ImportPlan) -> None:
    found: Detection = plan.detection
    say(found.reason)
    say(found.header_reason)
    header = [_("Column in the file"), _("Examples"), _("We read it as")]
    say_table(header, [[c.header, listed(c.samples[:3])[:60], kind_words(c)] for c in plan.columns])


def _show(done: Imported) -> None:
    say(
        _("{rows_in} rows in = {stored} stored + {refused} refused. {repaired} cells were repaired.").format(
            rows_in=number(done.rows_in),
            stored=number(done.stored),
            refused=number(done.refused),
            repaired=number(done.repaired_cells),
        )
    )
    names = (
        (FINISHED, _("Finished answers")),
        (UNFINISHED, _("Unfinished")),
        (TEST, _("Previews and tests")),
    )
    rows = (f"{name}: {number(done.states.get(state, 0))}" for state, name in names if done.states.get(state))
    head = _("Which rows count")
    say(f"{head}: {listed(rows)}")
    for problem in done.problems[:SHOWN_PROBLEMS]:
        say("  " + problem_line(problem))
    if done.problem_count > SHOWN_PROBLEMS:
        say(_("  and {n} more.").format(n=number(done.problem_count - SHOWN_PROBLEMS)))
    if done.match.unmatched:
        keys = listed(u.key for u in done.match.unmatched[:10])
        say(_("Keys that no customer has: {keys}").format(keys=keys))


def _as_json(done: Imported) -> dict[str, Any]:
    return {
        "rows_in": done.rows_in,
        "stored": done.stored,
        "refused": done.refused,
        "repaired_cells": done.repaired_cells,
        "problems": [
            {
                "row": p.row,
                "column": p.column,
                "sentence": p.sentence,
                "value": p.value,
                "severity": p.severity,
            }
            for p in done.problems
        ],
        "survey": done.survey_id,
        "round": done.round,
        "import": done.batch_id,
        "unmatched": [u.key for u in done.match.unmatched],
    }


def _detection_json(plan: ImportPlan) -> dict[str, Any]:
    found = plan.detection
    return {
        "format": found.format,
        "reason": found.reason,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "header_rows": found.header_rows,
        "rows": found.rows,
        "columns": [
            {"header": c.header, "text": c.text, "kind": c.kind, "group": c.group} for c in plan.columns
        ],
    }
