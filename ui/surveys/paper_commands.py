"""`cxdesk survey export --format pdf|form-pdf`: a questionnaire on paper, or as a form to fill in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, ngettext, number
from cxdesk.surveys.queries import survey_named
from ui.console import opened, progress_bar, say, say_json
from ui.surveys.formats import PAPER

FORMATS = tuple(f.key for f in PAPER)

PaperOption = Annotated[str, typer.Option("--paper", help="A4 or Letter, for pdf and form-pdf.")]
ColumnsOption = Annotated[int, typer.Option("--columns", help="1 or 2, for pdf and form-pdf.")]
BigOption = Annotated[bool, typer.Option("--big", help="Big print: nothing smaller than 14 points.")]
CopiesOption = Annotated[int, typer.Option("--copies", help="So many sheets for pdf, each with its own id.")]
MapOption = Annotated[
    bool, typer.Option("--form-map", help="Write beside the PDF where each of its boxes is (JSON).")
]


def refuse_several(languages: Sequence[str]) -> None:
    """UserError where several languages are wished for on one paper."""
    if len(languages) > 1:
        raise UserError(_("A paper or a PDF form is in one language. Write one file for each."))


def refuse_paper_options(
    format_: str, paper: str, columns: int, big: bool, copies: int, form_map: bool
) -> None:
    """UserError where options of paper were given for a format that is none."""
    if (paper, columns, big, copies, form_map) != ("A4", 1, False, 1, False):
        sentence = _(
            "--paper, --columns, --big, --copies and --form-map are for pdf and form-pdf, not for {format}."
        )
        raise UserError(sentence.format(format=format_))


def export_paper(
    file: Path,
    survey: str | None,
    format_: str,
    language: str,
    output: Path,
    *,
    paper: str = "A4",
    columns: int = 1,
    big: bool = False,
    copies: int = 1,
    form_map: bool = False,
    account: str = "",
    as_json: bool = False,
) -> None:
    """Write the questionnaire and say what was made."""
    from exports.questionnaire.made import (
        Wish,
        draft_note,
        language_of,
        questionnaire_of,
        write_questionnaire,
    )

    with opened(file) as project:
        row = project.read(survey_named, survey)
        code = language_of(project, row.id, known_language(language) if language else "")
        wish = Wish(code, paper, columns, big, copies, format_ == "form-pdf", account)
        with progress_bar() as progress:
            made = questionnaire_of(project, row.id, wish, progress)
        note = draft_note(project, row.id)
    paths = write_questionnaire(made, output, form_map)
    if as_json:
        say_json(
            {
                "file": str(paths[0]),
                "form_map": str(paths[1]) if form_map else None,
                "survey": row.code,
                "format": format_,
                "language": code,
                "account": account,
                "form": made.form,
                "sheets": list(made.sheets),
                "pages": made.pages,
                "boxes": len(made.boxes),
                "note": note,
                "not_printed": list(made.notes),
            }
        )
        return
    pages = ngettext("{n} page", "{n} pages", made.pages).format(n=number(made.pages))
    say(
        _("Wrote the questionnaire “{name}” ({pages}): {file}").format(
            name=row.name, pages=pages, file=paths[0]
        )
    )
    for said in filter(None, (note, *made.notes)):
        say(said)
