"""`cxdesk touchpoints propose` and what is decided about a proposal."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, number
from cxdesk.importing.contact_kinds import propose_from
from cxdesk.touchpoints import proposals as core
from cxdesk.touchpoints.names import meant_by
from cxdesk.touchpoints.proposal_words import noted_words, sources_words
from cxdesk.touchpoints.queries import touch_point_rows
from ui.console import FileArgument, JsonOption, opened, progress_bar, say, say_json, say_table

app = typer.Typer()

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A proposal’s name or number.")]


@app.command()
def propose(
    file: FileArgument,
    source: Annotated[
        Path,
        typer.Argument(metavar="LIST", readable=False, help="A CSV or Excel file with a row of headings."),
    ],
    columns: Annotated[
        list[str] | None, typer.Option("--column", help="The column that names kinds of contact.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read which kinds of contact a list names; what nobody knows is proposed, and nothing is added."""
    with opened(file) as project, progress_bar() as progress:
        read, noted = propose_from(project, source, columns or (), progress)
        waiting = project.read(core.proposals)
    if as_json:
        say_json(
            {
                "columns": list(read.headings),
                "proposed": list(noted.proposed),
                "known": [
                    {"name": k.name, "touch_point": k.touch_point, "count": k.count} for k in noted.known
                ],
                "dismissed_before": list(noted.dismissed),
                "too_many": list(read.too_many),
                "proposals": [_json(p) for p in waiting],
            }
        )
        return
    for heading in read.too_many:
        say(_("“{column}” holds more than {n} different texts and was left out.").format(
            column=heading, n=number(200)
        ))  # fmt: skip
    say(noted_words(noted, read.headings))
    for one in noted.known:
        say(_("Known: {name} means {touch_point}, {n} rows.").format(
            name=one.name, touch_point=one.touch_point, n=number(one.count)
        ))  # fmt: skip
    _say_proposals(waiting)


@app.command("proposals")
def list_proposals(
    file: FileArgument,
    dismissed: Annotated[bool, typer.Option("--dismissed", help="Those that were dismissed.")] = False,
    as_json: JsonOption = False,
) -> None:
    """What lists propose and nobody has decided about yet."""
    with opened(file) as project:
        found = project.read(core.proposals, dismissed=dismissed)
    if as_json:
        say_json([_json(p) for p in found])
        return
    if not found:
        say(_("Nothing is proposed."))
    _say_proposals(found)


@app.command()
def accept(
    file: FileArgument,
    name: NameArgument,
    as_name: Annotated[
        str, typer.Option("--as", help="A better name; the list’s becomes another name.")
    ] = "",
    channel: Annotated[
        str, typer.Option("--channel", help="phone, visit, mail, web, app … or other.")
    ] = "other",
    as_json: JsonOption = False,
) -> None:
    """Add what is proposed to the inventory."""
    with opened(file) as project:
        one = project.read(core.proposal_named, name)
        made = project.run(_("Add a touch point"), core.accept, one, channel, as_name)
    told = as_name.strip() or one.name
    say_json({"touch_point": made, "name": told}) if as_json else say(_("Added: {name}").format(name=told))


@app.command()
def join(
    file: FileArgument,
    name: NameArgument,
    target: Annotated[str, typer.Option("--with", metavar="NAME", help="The touch point it means.")],
    as_json: JsonOption = False,
) -> None:
    """Make what is proposed another name of a touch point that is there."""
    with opened(file) as project:
        one = project.read(core.proposal_named, name)
        rows = project.read(touch_point_rows)
        row = next((r for r in rows if str(r.id) == target.strip()), None) or meant_by(target, rows)
        if row is None:
            raise UserError(
                _("There is no touch point “{name}” in this file. There are: {names}.").format(
                    name=target, names=listed(r.name for r in rows[:12]) or "–"
                )
            )
        project.run(_("Give another name"), core.join, one, row.id)
    if as_json:
        say_json({"name": one.name, "touch_point": row.name})
    else:
        say(_("“{name}” means “{other}” from now on.").format(name=one.name, other=row.name))


@app.command()
def dismiss(
    file: FileArgument,
    name: NameArgument,
    back: Annotated[bool, typer.Option("--back", help="Propose a dismissed one again.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say that what is proposed is no touch point; no list proposes it again."""
    with opened(file) as project:
        one = project.read(core.proposal_named, name, dismissed=back)
        project.run(_("Propose it again") if back else _("Dismiss a proposal"), core.dismiss, one, not back)
    if as_json:
        say_json({"name": one.name, "dismissed": not back})
    elif back:
        say(_("“{name}” is proposed again.").format(name=one.name))
    else:
        say(_("“{name}” is dismissed.").format(name=one.name))


def _say_proposals(found: list[core.Proposal]) -> None:
    if found:
        rows = [[str(p.id), p.name, number(p.count), sources_words(p)] for p in found]
        say_table([_("Number"), _("Proposed"), _("Rows"), _("List and column")], rows, frozenset({0, 2}))


def _json(proposal: core.Proposal) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "name": proposal.name,
        "count": proposal.count,
        "dismissed": proposal.dismissed,
        "from": [
            {"list": source, "column": heading, "rows": n, "on": on}
            for source, heading, n, on in proposal.sources
        ],
    }
