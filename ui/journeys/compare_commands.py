"""`cxdesk journey snapshot`, `snapshots` and `compare`: a map as it was, and what is otherwise."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from cxdesk.i18n import _, day, folded, language, number, percent
from cxdesk.journeys import snapshots
from cxdesk.journeys.change_words import change_cells, headline, heads, summary
from cxdesk.journeys.compare import compare as compared
from cxdesk.journeys.formats.document import document_of
from cxdesk.journeys.queries import JourneyRow, journey_named
from cxdesk.journeys.snapshots import snapshot_rows
from cxdesk.planning.studio_sheets import Side, changes_sheet
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer()

JourneyOption = Annotated[str, typer.Option("--journey", help="Name or number of the journey.")]


@app.command()
def snapshot(
    file: FileArgument,
    journey: JourneyOption,
    name: Annotated[str, typer.Option("--name", help="The name of the snapshot.")],
    as_json: JsonOption = False,
) -> None:
    """Keep a map as it is now."""
    with opened(file) as project:
        row = project.read(journey_named, journey)
        made = project.run(_("Keep a snapshot"), snapshots.take, row.id, name)
    if as_json:
        say_json({"snapshot": made, "journey": row.name, "name": name})
    else:
        say(_("Kept “{journey}” as it is now: {name}").format(journey=row.name, name=name))


@app.command("snapshots")
def list_snapshots(file: FileArgument, journey: JourneyOption, as_json: JsonOption = False) -> None:
    """List the snapshots of a map, with how sure we were each time."""
    with opened(file) as project:
        row = project.read(journey_named, journey)
        rows = project.read(snapshot_rows, row.id)
    if as_json:
        say_json([asdict(r) for r in rows])
        return
    if not rows:
        say(_("No snapshot of this map yet"))
        return
    lines = [
        [
            r.name,
            day(r.made_at.date()),
            number(r.cards),
            percent(100 * r.grades["measured"] / r.cards) if r.cards else "–",
        ]
        for r in rows
    ]
    say_table([_("Name"), _("Kept on"), _("Cards"), _("measured")], lines, frozenset({2, 3}))


@app.command()
def compare(
    file: FileArgument,
    journey: Annotated[str, typer.Option("--journey", help="The later map: name or number of a journey.")],
    to: Annotated[str, typer.Option("--to", help="The earlier map: a snapshot of it, or another journey.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="OUT.pdf, OUT.xlsx or OUT.csv.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a map has otherwise than a snapshot of it or another map."""
    with opened(file) as project:
        row = project.read(journey_named, journey)
        before, earlier = project.read(_earlier, row, to)
        found = compared(earlier, project.read(document_of, row.id))
        sheet = project.read(changes_sheet, before, Side(row.name, row.state), found, language())
    if output is not None:
        from exports.pdf.journey_changes import build

        build(sheet, output)
    if as_json:
        say_json(
            {
                "same": found.same,
                "changes": [asdict(c) for c in found.changes],
                "file": str(output) if output else None,
            }
        )
        return
    say(headline(found, language()))
    say(summary(found, language()))
    if output is not None:
        say(_("Wrote the list: {file}").format(file=output))
    elif found.changes:
        say_table(list(heads(language())), [list(change_cells(c, language())) for c in found.changes])


def _earlier(session: Session, row: JourneyRow, text: str) -> tuple[Side, dict[str, Any]]:
    """A snapshot of the journey of that name, else another journey."""
    for kept in snapshot_rows(session, row.id):
        if folded(text) in (folded(kept.name), str(kept.id)):
            side = Side(f"{row.name}: {kept.name}", row.state, kept.made_at)
            return side, snapshots.snapshot_document(session, kept.id)
    other = journey_named(session, text)
    return Side(other.name, other.state), document_of(session, other.id)
