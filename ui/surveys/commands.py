"""`cxdesk survey`: questionnaires handed out."""

from pathlib import Path
from typing import Annotated

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from ui.console import FileArgument, JsonOption, SurveyOption
from ui.surveys.paper_commands import (
    FORMATS,
    BigOption,
    ColumnsOption,
    CopiesOption,
    MapOption,
    PaperOption,
    export_paper,
)

app = typer.Typer(help="Surveys: taken in, listed and handed out as files.", no_args_is_help=True)


@app.callback()
def _noun() -> None:
    """Surveys."""


@app.command()
def export(
    file: FileArgument,
    format_: Annotated[str, typer.Option("--format", help="pdf or form-pdf.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    survey: SurveyOption = None,
    language: Annotated[str, typer.Option("--language", help="en, nl, hu, uk or fa.")] = "",
    paper: PaperOption = "A4",
    columns: ColumnsOption = 1,
    big: BigOption = False,
    copies: CopiesOption = 1,
    form_map: MapOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write a survey for paper or for a screen."""
    if format_ not in FORMATS:
        sentence = _("There is no format “{name}”. There are: {names}.")
        raise UserError(sentence.format(name=format_, names=listed(FORMATS)))
    export_paper(
        file,
        survey,
        format_,
        language,
        output,
        paper=paper,
        columns=columns,
        big=big,
        copies=copies,
        form_map=form_map,
        as_json=as_json,
    )
