"""`cxdesk responses list`, `report`, `settings`, `why` and `remove`: what was imported, how, and whether it counts."""

from pathlib import Path
from typing import Annotated

import typer

from cxdesk.i18n import _, number, pgettext
from cxdesk.importing.kept import report_of
from cxdesk.importing.removing import remove_import
from cxdesk.responses.queries import batch_rows
from cxdesk.responses.why import differences
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json, say_table
from ui.importing.saying import write_report

app = typer.Typer()

ImportNumber = Annotated[int, typer.Option("--import", help="The number that `list` shows.")]


@app.command("remove")
def remove(file: FileArgument, number_: ImportNumber, as_json: JsonOption = False) -> None:
    """Take one import out of every count."""
    with opened(file) as project:
        project.run(_("Remove an import"), remove_import, number_)
    say_json({"removed": number_}) if as_json else say(
        _("Import {n} does not count any more.").format(n=number_)
    )


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
            write_report(project, number_, out)
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
