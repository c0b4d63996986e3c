"""`cxdesk journey`: a journey map as a picture or a document."""

from pathlib import Path
from typing import Annotated

import typer

from cxdesk import i18n
from cxdesk.i18n import _
from cxdesk.journeys.queries import journey_named
from cxdesk.planning.journey_map import journey_map, journey_pictures
from ui.console import FileArgument, JsonOption, opened, say, say_json

app = typer.Typer(help="Journey maps.")


@app.callback()
def _noun() -> None:
    """Journey maps."""


@app.command()
def export(
    file: FileArgument,
    journey: Annotated[str, typer.Option("--journey", help="Name or number of the journey.")],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", help="OUT.pdf, .svg, .png, .pptx, .html, .xlsx, .csv, .json or .mmd."),
    ],
    for_customer: Annotated[bool, typer.Option(help="Leave out what stays inside.")] = False,
    stage: Annotated[str, typer.Option("--stage", help="One stage only, for slides (.pptx).")] = "",
    as_json: JsonOption = False,
) -> None:
    """Write a journey map with its scores, as a picture, a document, slides, a page or data."""
    from cxdesk.journeys.formats.document import document_of
    from exports.journey.every_kind import write

    with opened(file) as project:
        row = project.read(journey_named, journey)
        shown = project.read(journey_map, row.id, i18n.language())
        document = project.read(document_of, row.id)
        pictures = project.read(journey_pictures, shown)
    lang = i18n.language()
    written = write(shown, document, output, lang, for_customer=for_customer, stage=stage, pictures=pictures)
    if as_json:
        say_json({"file": str(written), "journey": row.name})
    else:
        say(_("Wrote the map “{name}”: {file}").format(name=row.name, file=written))
