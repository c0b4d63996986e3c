"""`cxdesk journey snapshot`, `snapshots` and `compare`: a map as it was, and what is otherwise."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, folded, language, listed, number, percent
from cxdesk.journeys import snapshots
from cxdesk.journeys.change_words import change_cells, headline, heads, summary
from cxdesk.journeys.compare import compare as compared
from cxdesk.journeys.formats.document import document_of
from cxdesk.journeys.queries import JourneyRow, journey_named, journey_rows
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
    first: Annotated[
        str, typer.Argument(metavar="A", help="The earlier map: a journey, or “JOURNEY: SNAPSHOT”.")
    ] = "",
    second: Annotated[
        str, typer.Argument(metavar="B", help="The later map: a journey, or “JOURNEY: SNAPSHOT”.")
    ] = "",
    journey: Annotated[str, typer.Option("--journey", help="The later map, instead of B.")] = "",
    to: Annotated[str, typer.Option("--to", help="The earlier map, instead of A.")] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="OUT.pdf, OUT.xlsx or OUT.csv.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a map has otherwise than a snapshot of it or another map."""
    # With the later map as an option, what stands alone is the earlier one.
    earlier, later = to or first, journey or second
    if not earlier or not later:
        raise UserError(_("Name two maps: the earlier one, then the later one."))
    with opened(file) as project:
        before, old = project.read(map_meant, earlier, later)
        after, new = project.read(map_meant, later, earlier)
        found = compared(old, new)
        sheet = project.read(changes_sheet, before, after, found, language())
    if output is not None:
        from exports.pdf.journey_changes import build

        build(sheet, output)
    if as_json:
        sides = ({"name": s.name, "state": s.state, "on": s.on} for s in (before, after))
        say_json(
            {
                "before": next(sides),
                "after": next(sides),
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


def map_meant(session: Session, text: str, beside: str) -> tuple[Side, dict[str, Any]]:
    """The map of that name: a journey, “journey: snapshot”, or a snapshot of the journey that it is held against."""
    every_row = journey_rows(session)
    rows = {str(row.id): row for row in every_row} | {folded(row.name): row for row in every_row}
    other = rows.get(folded(beside))
    if other is not None and (found := _snapshot(session, other, text)) is not None:
        return found
    if folded(text) in rows:
        row = journey_named(session, text)
        return Side(row.name, row.state), document_of(session, row.id)
    for row in rows.values():
        for head in (row.name, str(row.id)):
            if folded(text).startswith(folded(head) + ":"):
                found = _snapshot(session, row, folded(text)[len(folded(head)) + 1 :])
                if found is not None:
                    return found
    every = [
        f"{row.name}: {kept.name}" for row in journey_rows(session) for kept in snapshot_rows(session, row.id)
    ]
    raise UserError(
        _("There is no map “{name}” in this file. There are: {names}.").format(
            name=text, names=listed([*(row.name for row in journey_rows(session)), *every]) or "–"
        )
    )


def _snapshot(session: Session, row: JourneyRow, text: str) -> tuple[Side, dict[str, Any]] | None:
    for kept in snapshot_rows(session, row.id):
        if folded(text) in (folded(kept.name), str(kept.id)):
            side = Side(f"{row.name}: {kept.name}", row.state, kept.made_at)
            return side, snapshots.snapshot_document(session, kept.id)
    return None
