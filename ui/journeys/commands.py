"""`cxdesk journey export`: a journey map as a picture, a document, slides, a page, data or paper."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.journeys.queries import journey_named
from cxdesk.planning.journey_map import journey_map, journey_pictures
from cxdesk.responses.round_names import round_meant
from ui.console import FileArgument, JsonOption, err, opened, say, say_json

if TYPE_CHECKING:
    from exports.journey.kit import Wish

app = typer.Typer(help="Journey maps.")
KITS = ("empty", "cards", "votes")

JourneyOption = Annotated[str, typer.Option("--journey", help="Name or number of the journey.")]
OutputOption = Annotated[
    Path,
    typer.Option("-o", "--output", help="OUT.pdf, .svg, .png, .pptx, .xlsx, .csv, .json, .mmd or .html."),
]
PaperOption = Annotated[
    str,
    typer.Option("--paper", help="One sheet of A0, A1, A2, A3, A4, Letter or Tabloid: .pdf, .svg or .png."),
]
TilesOption = Annotated[
    str,
    typer.Option(
        "--tiles",
        help="The paper, or without one the map as large as on a screen, put together from A4, A3, Letter or Tabloid.",
    ),
]
OverlapOption = Annotated[
    float | None,
    typer.Option("--overlap", metavar="MM", help="How far the sheets overlap; 10 when left out."),
]
KitOption = Annotated[
    str, typer.Option("--kit", help="The empty map, cards to cut out or voting sheets: empty, cards, votes.")
]
SafeOption = Annotated[
    bool, typer.Option("--customer-safe", "--for-customer", help="Leave what stays inside out of the file.")
]
StageOption = Annotated[str, typer.Option("--stage", help="One stage only, for slides (.pptx).")]
WidthOption = Annotated[
    int, typer.Option("--width", metavar="DOTS", help="How wide a picture (.png) is; 0 is by itself.")
]
RoundOption = Annotated[
    str,
    typer.Option("--round", help="Figures of this survey round; each touch point’s latest when left out."),
]
LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]


@app.callback()
def _noun() -> None:
    """Journey maps."""


@app.command()
def export(
    file: FileArgument,
    journey: JourneyOption,
    output: OutputOption,
    paper: PaperOption = "",
    tiles: TilesOption = "",
    overlap: OverlapOption = None,
    kit: KitOption = "",
    customer_safe: SafeOption = False,
    stage: StageOption = "",
    width: WidthOption = 0,
    round_name: RoundOption = "",
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a journey map with its scores, as a picture, a document, slides, a page, data or paper."""
    from cxdesk.journeys.formats.document import document_of
    from exports.journey.every_kind import Form, write

    form = Form(customer_safe, stage, width, _wish(paper, tiles, overlap, kit, customer_safe))
    lang = i18n.known_language(language) if language else i18n.language()
    with opened(file) as project:
        row = project.read(journey_named, journey)
        shown = project.read(journey_map, row.id, lang, project.read(round_meant, round_name))
        document = project.read(document_of, row.id)
        pictures = project.read(journey_pictures, shown)
    written = write(shown, document, output, lang, form, pictures)
    if as_json:
        say_json(
            {
                "file": str(written.path),
                "journey": row.name,
                "pages": written.pages,
                "notes": list(written.notes),
            }
        )
        return
    say(_("Wrote the map “{name}”: {file}").format(name=row.name, file=written.path))
    for note in written.notes:
        err.print(note)


def _wish(paper: str, tiles: str, overlap: float | None, kit: str, customer_safe: bool) -> "Wish | None":
    """The paper that is wished for; none where nothing is said of it."""
    from exports.journey.kit import Wish

    if kit and kit not in KITS:
        raise UserError(
            _("“{what}” can’t be printed. There are: {names}.").format(what=kit, names=listed(KITS))
        )
    if overlap is not None and not tiles:
        raise UserError(_("An overlap is for sheets to be glued. Say on which paper with --tiles."))
    if not (paper or tiles or kit):
        return None
    # An empty map has a paper of its own; cards and voting sheets say which they lie on.
    sheet = paper or ("A3" if kit == "empty" and not tiles else "")
    return Wish(kit or "map", sheet, tiles, 10 if overlap is None else overlap, for_customer=customer_safe)  # type: ignore[arg-type]
