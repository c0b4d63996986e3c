"""`cxdesk journey list`, `new`, `templates`, `add` and `import`: journeys begun and taken in."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, language, listed, ngettext, number
from cxdesk.importing.journeys import read_journey
from cxdesk.journeys.formats.around import missing_here
from cxdesk.journeys.formats.document import create_all, create_from
from cxdesk.journeys.formats.draft import Read
from cxdesk.journeys.queries import STATE_WORDS, JourneyRow, journey_numbered, journey_rows
from cxdesk.journeys.templates import begin, templates
from cxdesk.planning.map_reviews import map_reviews
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer()


@app.command("list")
def list_journeys(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the journeys with what is on them, and which of them should be checked again, and why."""
    from dataclasses import asdict

    with opened(file) as project:
        rows = project.read(journey_rows)
        reviews = {review.journey_id: review for review in project.read(map_reviews)}
    if as_json:
        say_json(
            [{**asdict(r), "check_again": list(reviews[r.id].kinds) if r.id in reviews else []} for r in rows]
        )
        return
    if not rows:
        say(_("No journey yet"))
        return
    lines = [
        [
            str(r.id),
            r.name,
            r.persona or "–",
            _(STATE_WORDS[r.state]),
            number(r.stages),
            number(r.steps),
            number(r.cards),
        ]
        for r in rows
    ]
    header = [
        _("Number"),
        _("Journey"),
        _("Whose journey it is"),
        _("What the map shows"),
        _("Stages"),
        _("Steps"),
        _("Cards"),
    ]
    say_table(header, lines, frozenset({0, 4, 5, 6}))
    for review in reviews.values():
        say(_("Check again: {name}. {why}").format(name=review.name, why=review.told))


@app.command("templates")
def list_templates(
    lang: Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the templates a journey can begin with."""
    from dataclasses import asdict

    rows = templates(known_language(lang) if lang else language())
    if as_json:
        say_json([asdict(r) for r in rows])
        return
    header = [_("Template"), _("Name"), _("Stages"), _("Steps")]
    say_table(header, [[r.key, r.name, number(r.stages), number(r.steps)] for r in rows], frozenset({2, 3}))


@app.command()
def new(
    file: FileArgument,
    template: Annotated[
        str, typer.Option("--template", help="The template to begin with; see cxdesk journey templates.")
    ],
    name: Annotated[
        str, typer.Option("--name", help="The name of the journey; the template's when left out.")
    ] = "",
    lang: Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Begin a journey from a template; its words are marked until they are made one's own."""
    with opened(file) as project:
        code = known_language(lang) if lang else language()
        made = project.run(_("Begin from a template"), begin, template, code, name)
        row = project.read(journey_numbered, made)
    if as_json:
        say_json({"journey": made, "name": row.name, "steps": row.steps})
    else:
        say(_("Began “{name}” with {n} steps from a template.").format(name=row.name, n=number(row.steps)))


@app.command()
def add(
    file: FileArgument,
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE...", readable=False, help="Journeys: JSON, grids (CSV, XLSX), Mermaid or draw.io."
        ),
    ],
    name: Annotated[str, typer.Option("--name", help="The name of the journey, where there is one.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Take journeys in from files, all or none; what could not be taken is named."""
    if name and len(sources) > 1:
        raise UserError(_("A name is for one journey. Give one file, or leave the name out."))
    reads = [_read(source, alone=len(sources) == 1) for source in sources]
    with opened(file) as project:
        made = project.run(_("Take a journey in"), create_all, [read.document for read in reads], name)
        rows = [project.read(journey_numbered, number_of) for number_of in made]
        away = [project.read(missing_here, [read.document]) for read in reads]
    reads = [replace(read, notes=(*read.notes, *told)) for read, told in zip(reads, away, strict=True)]
    if as_json:
        told = zip(sources, reads, rows, strict=True)
        say_json({"journeys": [{"source": str(source), **_json(row, read)} for source, read, row in told]})
        return
    for source, read, row in zip(sources, reads, rows, strict=True):
        _say_taken(row)
        for note in read.notes:
            say(_("{name}: {text}").format(name=source.name, text=note) if len(sources) > 1 else note)


@app.command("import")
def import_journey(
    file: FileArgument,
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE", readable=False, help="A journey: JSON, a grid (CSV, XLSX), Mermaid or draw.io."
        ),
    ],
    name: Annotated[
        str, typer.Option("--name", help="The name of the journey; the file's when left out.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Take a journey in from a file; what could not be taken is named."""
    read = read_journey(source)
    with opened(file) as project:
        made = project.run(_("Take a journey in"), create_from, read.document, name)
        row = project.read(journey_numbered, made)
        read = replace(read, notes=(*read.notes, *project.read(missing_here, [read.document])))
    if as_json:
        say_json(_json(row, read))
        return
    _say_taken(row)
    for note in read.notes:
        say(note)


def _read(source: Path, *, alone: bool) -> Read:
    """What a file holds; one of several is named where it is refused."""
    try:
        return read_journey(source)
    except UserError as error:
        if alone or source.name in str(error):
            raise
        raise UserError(_("{name}: {text}").format(name=source.name, text=error)) from error


def _json(row: JourneyRow, read: Read) -> dict[str, Any]:
    return {
        "journey": row.id,
        "name": row.name,
        "stages": row.stages,
        "steps": row.steps,
        "cards": row.cards,
        "notes": list(read.notes),
    }


def _say_taken(row: JourneyRow) -> None:
    counts = listed(
        (
            ngettext("{n} stage", "{n} stages", row.stages).format(n=number(row.stages)),
            ngettext("{n} step", "{n} steps", row.steps).format(n=number(row.steps)),
            ngettext("{n} card", "{n} cards", row.cards).format(n=number(row.cards)),
        )
    )
    say(_("Took “{name}” in: {counts}.").format(name=row.name, counts=counts))
