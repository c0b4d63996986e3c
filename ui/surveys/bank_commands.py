"""`cxdesk survey bank`: questions kept to be asked again."""

from dataclasses import asdict
from typing import Annotated

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, number
from cxdesk.project import Project
from cxdesk.surveys import bank
from cxdesk.surveys.queries import survey_named, whole
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json, say_table

app = typer.Typer()


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

    notes: tuple[str, ...] = ()
    kept, came = None, ""
    with opened(file) as project:
        if keep:
            question = _question(project, survey, keep)
            notes += project.read(bank.keep_notes, question)
            if not check:
                kept = project.run(_("Keep the question"), bank.keep, question)
        if put is not None:
            survey_id = project.read(survey_named, survey).id
            notes += project.read(bank.put_notes, put, survey_id)
            if not check:
                last = project.read(whole, survey_id).sections[-1].id
                made, _notes = project.run(_("Put a question in"), bank.put_in, put, last)
                came = next(q.code for q in project.read(whole, survey_id).elements if q.id == made)
        rows = project.read(bank.bank_rows, search)
    if as_json:
        say_json({"bank": [asdict(r) for r in rows], "notes": list(notes), "kept": kept, "put": came})
        return
    if came:
        say(_("“{name}” is at the end of the survey.").format(name=came))
    if rows:
        header = [_("Number"), _("Name"), _("How it is asked"), _("Languages"), _("From"), _("State")]
        cells = [[number(r.id), r.name, r.look, listed(r.languages), r.origin, whose(r)] for r in rows]
        say_table(header, cells, frozenset({0}))
    else:
        say(_("No question is in the bank."))
    for note in notes:
        say(note)


def whose(row: bank.BankRow) -> str:
    """Whether its words are a template's or our own."""
    return _("Template text") if row.is_template else _("Our own")


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
