"""What a person adds to a map beside its words: where cards come from, marks, links, weights, comments."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.actions import refuse_locked
from cxdesk.journeys.kinds import LINK_KINDS, TRUTH_LIMIT
from cxdesk.journeys.model import Card, CardMark, Journey, JourneyComment, Lane, Stage, Step, StepLink
from cxdesk.people.actions import function_named
from cxdesk.personas.model import Persona
from cxdesk.storage import assets

_SCORES = frozenset({"customer_score", "employee_score", "business_score"})
_CUTS = frozenset({"customer_cut", "employee_cut", "business_cut"})


def set_source(
    session: Session, card_id: int, source: str = "", n: int | None = None, on: date | None = None
) -> None:
    """Where a card comes from: in words, how many people are behind it, of which day it is."""
    if n is not None and n < 0:
        raise UserError(_("How many people are behind a card is not below 0."))
    row = _free_card(session, card_id)
    row.source, row.source_n, row.source_on = source.strip(), n, on


def set_quotation(session: Session, card_id: int, quotation: str, speaker: str = "") -> None:
    """What somebody said, and the role of who said it."""
    row = _free_card(session, card_id)
    row.quotation, row.speaker = quotation.strip(), speaker.strip()


def set_picture(session: Session, card_id: int, data: bytes | None, media_type: str = "image/png") -> None:
    """A photograph on a card, or none; the bytes are kept once in the file."""
    _free_card(session, card_id).picture = assets.keep(session, data, media_type) if data else ""


def add_mark(session: Session, journey_id: int, name: str, colour: str = "series_1") -> int:
    """A meaning with its colour, for the legend."""
    if not name.strip():
        raise UserError(_("Give it a name."))
    place = session.scalar(select(func.count(CardMark.id)).where(CardMark.journey_id == journey_id)) or 0
    row = CardMark(journey_id=journey_id, position=place, name=name.strip(), colour=colour)
    session.add(row)
    session.flush()
    return row.id


def change_mark(session: Session, mark_id: int, name: str | None = None, colour: str | None = None) -> None:
    """Change what is given of a mark."""
    row = session.get_one(CardMark, mark_id)
    if name is not None and name.strip():
        row.name = name.strip()
    if colour is not None:
        row.colour = colour


def delete_mark(session: Session, mark_id: int) -> None:
    """Take a mark away; its cards stay without it."""
    session.delete(session.get_one(CardMark, mark_id))


def mark_cards(session: Session, card_ids: list[int], mark_id: int | None) -> None:
    """Give several cards a mark, or take it away."""
    for row in session.scalars(select(Card).where(Card.id.in_(card_ids))):
        row.mark_id = mark_id


def link_steps(
    session: Session, from_step_id: int, to_step_id: int, kind: str = "goes_to", words: str = ""
) -> int:
    """From one step of a journey to another; the same link twice changes the first."""
    if from_step_id == to_step_id:
        raise UserError(_("A step can’t lead to itself. Choose another one."))
    if _journey_of(session, from_step_id) != _journey_of(session, to_step_id):
        raise UserError(_("Both steps must be on the same map."))
    if kind not in LINK_KINDS:
        raise UserError(_("“{value}” is no kind of link.").format(value=kind))
    here = select(StepLink).where(StepLink.from_step_id == from_step_id, StepLink.to_step_id == to_step_id)
    row = session.scalar(here)
    if row is None:
        row = StepLink(from_step_id=from_step_id, to_step_id=to_step_id)
        session.add(row)
    row.kind, row.words = kind, words.strip()
    session.flush()
    return row.id


def unlink_steps(session: Session, link_id: int) -> None:
    """Take a link between steps away."""
    session.delete(session.get_one(StepLink, link_id))


def set_inner_journey(session: Session, step_id: int, journey_id: int | None) -> None:
    """Let a step open a journey of its own; a journey never lies inside itself, however deep."""
    step = session.get_one(Step, step_id)
    if journey_id is not None and _journey_of(session, step_id) in _inside(session, journey_id):
        raise UserError(_("This journey holds that step. A journey can’t lie inside itself."))
    step.inner_journey_id = journey_id


def set_function(session: Session, step_id: int, function: str) -> None:
    """The function that owns a step, or none."""
    step = session.get_one(Step, step_id)
    step.function_id = function_named(session, function) if function.strip() else None


def set_step_scores(session: Session, step_id: int, **scores: float | None) -> None:
    """How much a step weighs (0 to 10): customer_score, employee_score, business_score; None is not judged."""
    _set_numbers(session.get_one(Step, step_id), scores, _SCORES)


def set_cuts(session: Session, journey_id: int, **cuts: float) -> None:
    """From which score on a step matters: customer_cut, employee_cut, business_cut."""
    _set_numbers(session.get_one(Journey, journey_id), dict(cuts), _CUTS)


def set_loop(session: Session, journey_id: int, on: bool) -> None:
    """Whether the last stage leads back to the first."""
    session.get_one(Journey, journey_id).is_loop = on


def set_ours(session: Session, journey_id: int, ours: str) -> None:
    """What is our own in a map that began as a template."""
    session.get_one(Journey, journey_id).ours = ours.strip()


def set_for(session: Session, journey_id: int, persona_id: int | None, segment: str = "") -> None:
    """For which persona a journey is, and which segment its figures are of."""
    row = session.get_one(Journey, journey_id)
    row.persona_id, row.segment = persona_id, segment.strip()


def set_persona(session: Session, journey_id: int, persona_id: int | None) -> None:
    """For which persona a journey is; its figures follow that persona's segment.

    A segment that somebody chose otherwise than the persona before stays.
    """
    row = session.get_one(Journey, journey_id)
    before, now = (_segment_of(session, number) for number in (row.persona_id, persona_id))
    if row.segment in ("", before):
        row.segment = now
    row.persona_id = persona_id


def _segment_of(session: Session, persona_id: int | None) -> str:
    return session.get_one(Persona, persona_id).segment if persona_id is not None else ""


def validate(session: Session, journey_id: int, on: date | None) -> None:
    """The day somebody last made sure that the whole map is still so."""
    session.get_one(Journey, journey_id).checked_on = on


def validate_step(session: Session, step_id: int, on: date | None) -> None:
    """The day somebody last made sure that a step is still so."""
    session.get_one(Step, step_id).checked_on = on


def lock(session: Session, kind: str, number: int, on: bool) -> None:
    """Keep the cards of a stage or lane where and as they are, or free them again."""
    row: Any = session.get_one(Stage if kind == "stage" else Lane, number)
    row.locked = on


def comment(
    session: Session,
    journey_id: int,
    text: str,
    author: str = "",
    card_id: int | None = None,
    now: datetime | None = None,
) -> int:
    """Say something about a card or the map; only we read it."""
    if not text.strip():
        raise UserError(_("Write something first."))
    row = JourneyComment(
        journey_id=journey_id,
        card_id=card_id,
        text=text.strip(),
        author=author.strip(),
        made_at=now or datetime.now(),
    )
    session.add(row)
    session.flush()
    return row.id


def settle_comment(session: Session, comment_id: int, on: bool = True) -> None:
    """Say that a comment is dealt with, or that it is open again."""
    session.get_one(JourneyComment, comment_id).settled = on


def delete_comment(session: Session, comment_id: int) -> None:
    """Take a comment away."""
    session.delete(session.get_one(JourneyComment, comment_id))


def _free_card(session: Session, card_id: int) -> Card:
    """A card that may be changed: its stage and lane are not locked."""
    row = session.get_one(Card, card_id)
    refuse_locked(session, row.step_id, row.lane_id)
    return row


def _journey_of(session: Session, step_id: int) -> int:
    query = select(Stage.journey_id).join(Step, Step.stage_id == Stage.id).where(Step.id == step_id)
    return session.execute(query).scalar_one()


def _inside(session: Session, journey_id: int) -> set[int]:
    """A journey and all that lie inside it, however deep."""
    found, open_ones = {journey_id}, [journey_id]
    while open_ones:
        query = select(Step.inner_journey_id).join(Stage, Stage.id == Step.stage_id)
        rows = session.scalars(
            query.where(Stage.journey_id == open_ones.pop(), Step.inner_journey_id.is_not(None))
        )
        for number in rows:
            if number is not None and number not in found:
                found.add(number)
                open_ones.append(number)
    return found


def _set_numbers(row: Any, values: dict[str, float | None], known: frozenset[str]) -> None:
    if unknown := set(values) - known:
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    for name, value in values.items():
        if value is not None and not 0 <= value <= TRUTH_LIMIT:
            raise UserError(_("A score of a step runs from 0 to {n}.").format(n=TRUTH_LIMIT))
        setattr(row, name, value)
