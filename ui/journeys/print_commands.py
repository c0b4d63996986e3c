"""`cxdesk journey print`: a map, its empty twin, its cards and voting sheets on paper."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, listed, ngettext, number
from cxdesk.journeys.queries import JourneyMap, journey_rows
from cxdesk.planning.journey_map import journey_map, journey_pictures
from cxdesk.project import Project
from cxdesk.responses.round_names import round_meant
from ui.console import FileArgument, JsonOption, err, opened, say, say_json

if TYPE_CHECKING:
    from exports.journey.kit import Printed, Wish

app = typer.Typer()

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Name or number of the journey.")]
OutputOption = Annotated[Path, typer.Option("-o", "--output", help="OUT.pdf, or a folder for the kit.")]
WhatOption = Annotated[str, typer.Option("--what", help="map, empty, cards, votes or kit.")]
PaperOption = Annotated[
    str, typer.Option("--paper", help="A4, A3, A2, A1, A0, Letter, Tabloid, or own: as large as its scale.")
]
TilesOption = Annotated[
    str, typer.Option("--tiles", help="Put together from sheets of A4, A3, Letter or Tabloid.")
]
OverlapOption = Annotated[float, typer.Option("--overlap", metavar="MM", help="How far the sheets overlap.")]
ScaleOption = Annotated[
    float | None,
    typer.Option(
        "--scale",
        metavar="PERCENT",
        help="100 is as on the screen; with --tiles the map is then as large as it needs.",
    ),
]
LaneOption = Annotated[
    list[str] | None,
    typer.Option("--lane", help="Only these lanes on cards and voting sheets, by name or kind."),
]
VotesOption = Annotated[int, typer.Option("--votes", min=1, max=20, help="How many votes each person has.")]
NotesOption = Annotated[
    bool, typer.Option("--notes", help="Room for sticky notes of 76 mm on the empty map.")
]
CustomerOption = Annotated[
    bool, typer.Option("--for-customer", "--customer-safe", help="Leave out what stays inside.")
]
GreyOption = Annotated[bool, typer.Option("--grey", help="In greys, without colours.")]
RoundOption = Annotated[
    str,
    typer.Option("--round", help="Figures of this survey round; each touch point’s latest when left out."),
]
LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]


@app.command("print")
def print_map(
    file: FileArgument,
    journey: NameArgument,
    output: OutputOption,
    what: WhatOption = "map",
    paper: PaperOption = "A3",
    tiles: TilesOption = "",
    overlap: OverlapOption = 10,
    scale: ScaleOption = None,
    lanes: LaneOption = None,
    votes: VotesOption = 3,
    notes: NotesOption = False,
    for_customer: CustomerOption = False,
    grey: GreyOption = False,
    round_name: RoundOption = "",
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print a journey map to scale: on one sheet, as sheets to be put together, empty, as cards, as voting sheets."""
    from exports.journey.kit import WHATS, Wish

    if what not in WHATS:
        raise UserError(
            _("“{what}” can’t be printed. There are: {names}.").format(what=what, names=listed(WHATS))
        )
    chosen = known_language(language) if language else i18n.language()
    with opened(file) as project:
        shown, pictures = _read(project, journey, chosen, round_name)
    own = paper.casefold() == "own"
    wish = Wish(
        what=what,
        paper="" if own else paper,
        tiles=tiles,
        overlap=overlap,
        percent=scale,
        for_customer=for_customer,
        grey=grey,
        notes=notes,
        lanes=_lanes(shown, lanes or [], chosen),
        votes=votes,
    )
    _tell(shown.name, _written(output, shown, chosen, wish, pictures), as_json)


def _read(project: Project, name: str, language: str, round_name: str) -> tuple[JourneyMap, dict[str, bytes]]:
    rows = project.read(journey_rows)
    row = next((r for r in rows if name.casefold() in (r.name.casefold(), str(r.id))), None)
    if row is None:
        raise UserError(
            _("There is no journey “{name}” in this file. There are: {names}.").format(
                name=name, names=listed(r.name for r in rows) or "–"
            )
        )
    shown = project.read(journey_map, row.id, language, project.read(round_meant, round_name))
    return shown, project.read(journey_pictures, shown)


def _written(
    output: Path, shown: JourneyMap, language: str, wish: "Wish", pictures: dict[str, bytes]
) -> "list[tuple[Path, Printed]]":
    """The files with what is in them: one PDF, or a folder of them."""
    from exports.journey.kit import print_folder, printed
    from exports.writing import write_file

    if output.suffix.lower() == ".pdf":
        made = printed(shown, language, wish, pictures)
        return [(write_file(output, lambda beside: beside.write_bytes(made.pdf)), made)]
    if output.suffix and not output.is_dir():
        raise UserError(_("“{name}” should end in .pdf, or be a folder.").format(name=output.name))
    return print_folder(shown, output, language, wish, pictures)


def _tell(name: str, finished: "list[tuple[Path, Printed]]", as_json: bool) -> None:
    notes = list(dict.fromkeys(note for _path, one in finished for note in one.notes))
    if as_json:
        files = [{"file": str(path), "pages": one.pages} for path, one in finished]
        say_json({"journey": name, "files": files, "notes": notes})
        return
    for path, one in finished:
        n = ngettext("{file}: {n} page.", "{file}: {n} pages.", one.pages)
        say(n.format(file=path, n=number(one.pages)))
    for note in notes:
        err.print(note)


def _lanes(journey: JourneyMap, wanted: list[str], language: str) -> tuple[int, ...]:
    """The lanes of these names or kinds; UserError for one that is not there."""
    from cxdesk.journeys.labels import lane_words

    found: list[int] = []
    for name in wanted:
        here = [
            lane.id
            for lane in journey.lanes
            if name.strip().casefold() in (lane.kind, lane_words(lane, language).casefold())
        ]
        if not here:
            names = listed(lane_words(lane, language) for lane in journey.lanes)
            raise UserError(
                _("There is no lane “{name}” on this map. There are: {names}.").format(name=name, names=names)
            )
        found += here
    return tuple(dict.fromkeys(found))
