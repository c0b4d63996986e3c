"""`cxdesk journey capture` and `journey votes`: what a workshop wrote and how it voted, without its window."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, language, ngettext, number
from cxdesk.journeys import workshop
from cxdesk.journeys.capture_lines import capture_lines
from cxdesk.journeys.queries import JourneyMap, journey_named
from cxdesk.journeys.workshop import VoteRow
from cxdesk.planning.journey_map import journey_map
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer()

JourneyOption = Annotated[str, typer.Option("--journey", help="Name or number of the journey.")]


class NewPlace(StrEnum):
    """What is made of a name that the map does not have."""

    step = "step"
    stage = "stage"


@app.command()
def capture(
    file: FileArgument,
    lines: Annotated[list[str], typer.Argument(metavar="LINE...", help='"text #stage @lane", one or more.')],
    journey: JourneyOption,
    new: Annotated[
        NewPlace,
        typer.Option("--new", help="What a name behind # that the map does not have yet becomes."),
    ] = NewPlace.step,
    as_json: JsonOption = False,
) -> None:
    """Make cards of lines; a line without a place goes where the line before went.

    A stage or step that is not there yet is made, and said.
    """
    with opened(file) as project:
        row = project.read(journey_named, journey)
        made = project.run(_("Add cards"), capture_lines, row.id, lines, language(), new.value)
    if as_json:
        places = [asdict(place) for place in made.places]
        say_json({"journey": row.name, "cards": list(made.cards), "places_made": places})
        return
    for place in made.places:
        told = _("“{name}” was not on the map: it is a new stage, with a step of that name.")
        if place.kind == "step":
            told = _("“{name}” was not on the map: it is a new step of “{stage}”.")
        say(told.format(name=place.name, stage=place.stage))
    told = ngettext("{n} card added.", "{n} cards added.", len(made.cards))
    say(told.format(n=number(len(made.cards))))


@app.command()
def votes(
    file: FileArgument,
    journey: JourneyOption,
    ballot: Annotated[
        str | None, typer.Option("--vote", help="Which vote; the last one held when left out.")
    ] = None,
    counts: Annotated[
        list[str] | None,
        typer.Option(
            "--count", metavar="NUMBER=DOTS", help="Dots of a card by its number on the voting sheet."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the cards with dots, most first; cards with as many share a place. With --count, write them down first."""
    with opened(file) as project:
        row = project.read(journey_named, journey)
        held = project.read(workshop.ballots, row.id)
        name = ballot if ballot is not None else held[-1] if held else ""
        if counts:
            given = _counted(project.read(journey_map, row.id, language()), counts)
            project.run(_("Count dots"), workshop.set_many_votes, given, name)
            held = project.read(workshop.ballots, row.id)
        rows = project.read(workshop.vote_rows, row.id, name)
    if as_json:
        say_json({"journey": row.name, "vote": name, "votes_held": held, "cards": [asdict(r) for r in rows]})
        return
    if not rows:
        say(_("No dots were given yet."))
        return
    header = [_("Rank"), _("Votes"), _("Step"), _("Card")]
    say_table(header, [_cells(r) for r in rows], frozenset({0, 1}))


def _counted(journey: JourneyMap, counts: list[str]) -> dict[int, int]:
    """Dots by card, as "41=9" says it: the number on the voting sheet, and its dots."""
    from exports.journey.numbered import numbered

    cards = {one.number: one.card.id for one in numbered(journey, language())}
    given: dict[int, int] = {}
    for text in counts:
        card, _sign, dots = (part.strip() for part in text.partition("="))
        if not (card.isdecimal() and dots.isdecimal() and max(len(card), len(dots)) < 9):
            raise UserError(
                _(
                    "“{text}” is no count. Write a card’s number on the voting sheet and its dots: 41=9."
                ).format(text=text)
            )
        if int(card) not in cards:
            raise UserError(_("This map has no card with the number {n}.").format(n=number(int(card))))
        given[cards[int(card)]] = int(dots)
    return given


def _cells(row: VoteRow) -> list[str]:
    return [f"{number(row.place)}{'=' if row.tied else ''}", number(row.votes), row.step, row.text]
