"""`cxdesk journey capture` and `journey votes`: what a workshop wrote and how it voted, without its window."""

from dataclasses import asdict
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, language, ngettext, number
from cxdesk.journeys import workshop
from cxdesk.journeys.capture import Note, Place, names_of, notes_of
from cxdesk.journeys.queries import JourneyMap, journey_named
from cxdesk.journeys.workshop import VoteRow
from cxdesk.planning.journey_map import journey_map
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer()

JourneyOption = Annotated[str, typer.Option("--journey", help="Name or number of the journey.")]


@app.command()
def capture(
    file: FileArgument,
    lines: Annotated[list[str], typer.Argument(metavar="LINE...", help='"text #stage @lane", one or more.')],
    journey: JourneyOption,
    as_json: JsonOption = False,
) -> None:
    """Make cards of lines; a line without a place goes where the line before went."""
    with opened(file) as project:
        row = project.read(journey_named, journey)
        notes = project.read(_notes, row.id, "\n".join(lines))
        made = project.run(_("Add cards"), workshop.capture, notes)
    if as_json:
        say_json({"journey": row.name, "cards": made})
    else:
        told = ngettext("{n} card added.", "{n} cards added.", len(made))
        say(told.format(n=number(len(made))))


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


def _notes(session: Session, journey_id: int, text: str) -> list[Note]:
    shown = journey_map(session, journey_id, language())
    return notes_of(text, names_of(shown, language()), Place())[0]
