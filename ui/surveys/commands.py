"""`cxdesk survey list`, `add` and `export`: questionnaires taken in and handed out."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.i18n import _, ngettext, number
from cxdesk.surveys.queries import survey_named, survey_rows
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json, say_table
from ui.surveys import paper_commands as paper_files
from ui.surveys.formats import FORMATS, PAPER, format_of, save, written

app = typer.Typer(help="Surveys: taken in, listed and handed out as files.", no_args_is_help=True)


@app.command("list")
def list_surveys(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the surveys with their questions and languages."""
    from dataclasses import asdict

    with opened(file) as project:
        rows = project.read(survey_rows)
    if as_json:
        say_json([asdict(r) for r in rows])
    elif not rows:
        say(_("No survey yet"))
    else:
        header = [_("Code"), _("Survey"), _("Languages"), _("Questions")]
        say_table(
            header,
            [[r.code, r.name, ", ".join(r.languages), number(r.questions)] for r in rows],
            frozenset({3}),
        )


@app.command()
def add(
    file: FileArgument,
    definitions_given: Annotated[
        list[Path],
        typer.Argument(
            metavar="DEFINITION...",
            readable=False,
            help="QSF, .lss, XLSForm, SurveyJS JSON, .sav or cxdesk's own.",
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Make surveys from questionnaires without answers, all or none, and say what could not be carried."""
    from cxdesk.importing.definitions import read_alone
    from cxdesk.surveys import actions

    # All are read before any is stored: a damaged one leaves the file as it was.
    read = [(path, read_alone(path)) for path in definitions_given]
    told: list[dict[str, Any]] = []
    with opened(file) as project:
        made = project.run(_("Create survey"), actions.build_all, [definition for _path, definition in read])
        for (path, definition), number_of in zip(read, made, strict=True):
            row = project.read(survey_named, str(number_of))
            told.append(
                {
                    "file": path.name,
                    "format": definition.source or "cxdesk",
                    "survey": row.code,
                    "name": row.name,
                    "languages": list(definition.languages),
                    "sections": len(definition.sections),
                    "questions": len(definition.questions),
                    "notes": list(definition.notes),
                }
            )
    if as_json:
        say_json(told)
        return
    for row_ in told:
        _say_added(row_)


def _say_added(row: dict[str, Any]) -> None:
    n = int(row["questions"])
    words = ngettext(
        "“{name}” holds a questionnaire: a survey with {n} question was made.",
        "“{name}” holds a questionnaire: a survey with {n} questions was made.",
        n,
    )
    say(words.format(name=row["file"], n=number(n)))
    _say_notes(row["notes"])


@app.command()
def export(
    file: FileArgument,
    format_: Annotated[
        str, typer.Option("--format", help="xlsform, lss, surveyjs, qsf, docx, html, pdf or form-pdf.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    survey: SurveyOption = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", help="A language; repeat for more. All when left out.")
    ] = None,
    paper: paper_files.PaperOption = "A4",
    columns: paper_files.ColumnsOption = 1,
    big: paper_files.BigOption = False,
    copies: paper_files.CopiesOption = 1,
    form_map: paper_files.MapOption = False,
    account: Annotated[
        str,
        typer.Option(
            "--account",
            metavar="KEY",
            help="A web page or PDF form for one customer: its answers count there.",
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Write a survey for another program, for paper or for a screen, and say what could not be carried."""
    if format_ in paper_files.FORMATS:
        paper_files.refuse_several(language or ())
        paper_files.export_paper(
            file,
            survey,
            format_,
            next(iter(language or ()), ""),
            output,
            paper=paper,
            columns=columns,
            big=big,
            copies=copies,
            form_map=form_map,
            account=account,
            as_json=as_json,
        )
        return
    row = format_of(format_)
    paper_files.refuse_paper_options(format_, paper, columns, big, copies, form_map)
    with opened(file) as project:
        found = project.read(survey_named, survey)
        # A survey that came in may be in languages that cxdesk itself does not speak.
        wanted = [code.strip() for code in language or ()]
        made = written(project, found.id, row, wanted, account)
    path = save(made, output)
    if as_json:
        say_json({"file": str(path), "format": row.key, "survey": found.code, "notes": list(made.notes)})
        return
    say(_("Wrote {file}.").format(file=path))
    _say_notes(made.notes)


@app.command("formats")
def list_formats(as_json: JsonOption = False) -> None:
    """List the formats a survey can be written in, with what each is for."""
    if as_json:
        say_json([{"format": f.key, "ending": f.suffix, "purpose": _(f.purpose)} for f in (*FORMATS, *PAPER)])
        return
    header = [_("Format"), _("File"), _("What it is for")]
    say_table(header, [[f.key, f.suffix, _(f.purpose)] for f in (*FORMATS, *PAPER)])


def _say_notes(notes: Any) -> None:
    if notes:
        say(_("What could not be carried over:"))
    for note in notes:
        say("  " + note)
