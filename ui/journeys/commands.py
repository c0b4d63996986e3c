"""`cxdesk journey`: a journey map as a picture or a document."""

from pathlib import Path
from typing import Annotated

import typer

from cxdesk import i18n
from cxdesk.i18n import _
from cxdesk.journeys.queries import journey_named
from ui.console import FileArgument, JsonOption, opened, say, say_json
from ui.journeys.reading import journey_map

app = typer.Typer(help="Journey maps.")


@app.callback()
def _noun() -> None:
    """Journey maps."""


@app.command()
def export(
    file: FileArgument,
    journey: Annotated[str, typer.Option("--journey", help="Name or number of the journey.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="OUT.pdf, OUT.svg or OUT.png.")],
    for_customer: Annotated[bool, typer.Option(help="Leave out what stays inside.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write a journey map with its scores."""
    from exports.journey import export as write

    with opened(file) as project:
        row = project.read(journey_named, journey)
        shown = project.read(journey_map, row.id, i18n.language())
    written = write(shown, output, i18n.language(), for_customer=for_customer)
    if as_json:
        say_json({"file": str(written), "journey": row.name})
    else:
        say(_("Wrote the map “{name}”: {file}").format(name=row.name, file=written))
