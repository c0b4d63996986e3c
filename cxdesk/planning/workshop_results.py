"""What a room voted for becomes work: issues with what shows them, and actions with who and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.journeys.model import Card, Journey, Stage, Step
from cxdesk.journeys.workshop import vote_rows
from cxdesk.people.actions import person_named
from cxdesk.planning import actions
from cxdesk.planning.clues import clue_of_card, raise_clue

PROPOSED = 5


@dataclass(frozen=True, slots=True)
class Result:
    """One card the room voted for, as it is proposed: what it is called, its dots and its place."""

    card_id: int
    text: str
    step: str
    votes: int
    place: int
    tied: bool
    proposed: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """One card that becomes work: an issue, and an action with an owner and a day where `action` has words."""

    card_id: int
    title: str
    owner: str = ""
    due_on: date | None = None
    action: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, by number."""

    issues: tuple[int, ...]
    actions: tuple[int, ...]


def results(session: Session, journey_id: int, ballot: str, proposed: int = PROPOSED) -> list[Result]:
    """The cards with dots, most first; the first few are proposed, and all that share the last place of these."""
    return [
        Result(r.card_id, r.text, r.step, r.votes, r.place, r.tied, r.place <= proposed)
        for r in vote_rows(session, journey_id, ballot)
    ]


def turn_into_work(
    session: Session, ballot: str, chosen: Sequence[Chosen], today: date | None = None
) -> Made:
    """An issue for each card, shown by its touch point's figure and by the vote, and an action where one is named."""
    if not chosen:
        raise UserError(_("Nothing is chosen. Tick what shall become work."))
    issues: list[int] = []
    made: list[int] = []
    for one in chosen:
        if not one.title.strip():
            raise UserError(_("An issue needs a title."))
        issue_id = _issue(session, one, ballot, today)
        issues.append(issue_id)
        if one.action.strip():
            owner = person_named(session, one.owner) if one.owner.strip() else None
            made.append(actions.add_action(session, issue_id, one.action, owner_id=owner, due_on=one.due_on))
    return Made(tuple(issues), tuple(made))


def _issue(session: Session, one: Chosen, ballot: str, today: date | None) -> int:
    card = session.get_one(Card, one.card_id)
    step = session.get_one(Step, card.step_id)
    journey = session.get_one(Journey, session.get_one(Stage, step.stage_id).journey_id)
    issue_id = raise_clue(session, clue_of_card(session, card.id, one.title), today)
    row = next((r for r in vote_rows(session, journey.id, ballot) if r.card_id == card.id), None)
    votes = row.votes if row else 0
    told = ngettext("{n} vote in the workshop: {text}", "{n} votes in the workshop: {text}", votes)
    source = f"{journey.name}, {step.name}"
    words = told.format(n=number(votes), text=row.text if row and row.text else one.title)
    actions.add_note(session, issue_id, "observation", words, source, on=today)
    return issue_id
