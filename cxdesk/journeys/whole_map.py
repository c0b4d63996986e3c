"""One journey read as a whole map: its heading, stages, lanes, cards, marks and ways."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from cxdesk.ages import stale_months
from cxdesk.journeys.card_counts import open_comments_of, votes_of
from cxdesk.journeys.model import (
    Card,
    CardMark,
    Journey,
    Lane,
    Stage,
    Step,
    StepLink,
)
from cxdesk.journeys.queries import (
    CardOnMap,
    JourneyMap,
    LaneOnMap,
    LinkOnMap,
    MarkOnMap,
    StageOnMap,
    StepOnMap,
    with_truths,
)
from cxdesk.journeys.score import Beside, Score
from cxdesk.people.model import BusinessFunction
from cxdesk.touchpoints.model import TouchPoint


def map_of(
    session: Session,
    journey_id: int,
    figures: Mapping[int, Score],
    today: date,
    *,
    round_name: str = "",
    answers: int | None = None,
    firm: str = "",
    beside: Mapping[int, Beside] = MappingProxyType({}),
) -> JourneyMap:
    """One journey with the score of each touch point and what stands `beside` it.

    Round name, answers and firm are for its heading. Steps whose scores reach the cuts carry their mark.
    """
    votes, comments = votes_of(session, journey_id), open_comments_of(session, journey_id)
    shown = replace(
        heading_of(session, journey_id),
        stages=stages_of(session, journey_id),
        lanes=lanes_of(session, journey_id),
        cards=tuple(cards_of(session, journey_id, figures, today, beside, votes, comments)),
        today=today,
        round_name=round_name,
        answers=answers,
        firm=firm,
        marks=marks_of(session, journey_id),
        links=links_of(session, journey_id),
    )
    return with_truths(shown)


def heading_of(session: Session, journey_id: int) -> JourneyMap:
    """What is written of a journey itself: a map without stages, lanes and cards."""
    row = session.get_one(Journey, journey_id)
    return JourneyMap(
        id=row.id,
        name=row.name,
        persona=row.persona,
        about=row.about,
        state=row.state,
        takeaway=row.takeaway,
        persona_id=row.persona_id,
        segment=row.segment,
        is_loop=row.is_loop,
        checked_on=row.checked_on,
        template=row.template,
        ours=row.ours,
        cuts=(row.customer_cut, row.employee_cut, row.business_cut),
    )


def stages_of(session: Session, journey_id: int) -> tuple[StageOnMap, ...]:
    """The stages of a journey with their steps."""
    steps: dict[int, list[StepOnMap]] = defaultdict(list)
    inner = aliased(Journey)
    query = (
        select(
            Step.stage_id, Step.id, Step.name, Step.inner_journey_id, inner.name, Step.function_id,
            BusinessFunction.name, Step.customer_score, Step.employee_score, Step.business_score,
            Step.checked_on, Step.is_template,
        )
        .join(Stage, Stage.id == Step.stage_id)
        .join(BusinessFunction, BusinessFunction.id == Step.function_id, isouter=True)
        .join(inner, inner.id == Step.inner_journey_id, isouter=True)
        .where(Stage.journey_id == journey_id)
        .order_by(Step.position, Step.id)
    )  # fmt: skip
    for stage_id, number, name, inside, journey, function_id, function, customer, employee, business, on, template in (
        session.execute(query)
    ):  # fmt: skip
        steps[stage_id].append(
            StepOnMap(
                id=number,
                name=name,
                inner_journey_id=inside,
                inner_journey=journey or "",
                function_id=function_id,
                function=function or "",
                customer_score=customer,
                employee_score=employee,
                business_score=business,
                checked_on=on,
                is_template=template,
            )
        )
    rows = session.scalars(
        select(Stage).where(Stage.journey_id == journey_id).order_by(Stage.position, Stage.id)
    )
    return tuple(
        StageOnMap(s.id, s.name, s.duration, s.in_focus, tuple(steps[s.id]), s.locked, s.is_template)
        for s in rows
    )


def lanes_of(session: Session, journey_id: int) -> tuple[LaneOnMap, ...]:
    """The lanes of a journey."""
    rows = session.scalars(select(Lane).where(Lane.journey_id == journey_id).order_by(Lane.position, Lane.id))
    return tuple(LaneOnMap(r.id, r.kind, r.title, r.whose, r.internal, r.locked) for r in rows)


def marks_of(session: Session, journey_id: int) -> tuple[MarkOnMap, ...]:
    """The meanings of a journey's colours."""
    rows = session.scalars(
        select(CardMark).where(CardMark.journey_id == journey_id).order_by(CardMark.position, CardMark.id)
    )
    return tuple(MarkOnMap(r.id, r.name, r.colour) for r in rows)


def links_of(session: Session, journey_id: int) -> tuple[LinkOnMap, ...]:
    """The ways from step to step in a journey."""
    rows = session.scalars(
        select(StepLink)
        .join(Step, Step.id == StepLink.from_step_id)
        .join(Stage, Stage.id == Step.stage_id)
        .where(Stage.journey_id == journey_id)
        .order_by(StepLink.id)
    )
    return tuple(LinkOnMap(r.id, r.from_step_id, r.to_step_id, r.kind, r.words) for r in rows)


def cards_of(
    session: Session,
    journey_id: int,
    figures: Mapping[int, Score],
    today: date,
    beside: Mapping[int, Beside],
    votes: Mapping[int, int],
    comments: Mapping[int, int],
    only: Collection[int] | None = None,
) -> list[CardOnMap]:
    """The cards of a journey in their order, or `only` those of these numbers that are on it.

    What the session did not write yet it writes before a query of its own; `votes` are one.
    """
    query = (
        select(*_CARD_COLUMNS)
        .join(Lane, Lane.id == Card.lane_id)
        .join(TouchPoint, TouchPoint.id == Card.touch_point_id, isouter=True)
        .where(Lane.journey_id == journey_id)
        .order_by(Card.position, Card.id)
    )
    if only is not None:
        query = query.where(Card.id.in_(only))
    # Columns and not objects: a map is read again after every change, and few of its cards are others then.
    rows = session.connection().execute(query)
    made = []
    # Fetched one by one, each row would cost as much again.
    for row in rows.all():
        card = _card(tuple(row), today, votes.get(row[0], 0), comments.get(row[0], 0))
        if (point := card.touch_point_id) is not None and (point in figures or point in beside):
            card = replace(card, score=figures.get(point), beside=beside.get(point))
        made.append(card)
    return made


_CARD_COLUMNS = (
    Card.id, Card.step_id, Card.lane_id, Card.position, Card.text, Card.feeling, Card.grade,
    Card.moment_of_truth, Card.touch_point_id, Card.checked_on, Card.source, Card.source_n, Card.source_on,
    Card.quotation, Card.speaker, Card.picture, Card.mark_id, Card.is_template, Card.origin,
    TouchPoint.name, TouchPoint.channel, TouchPoint.checked_on, TouchPoint.expectation,
)  # fmt: skip


@lru_cache(maxsize=1 << 14)
def _card(values: tuple[Any, ...], today: date, votes: int, comments: int) -> CardOnMap:
    """A card without its figures; the same object for the same facts, so that what did not change is seen at once."""
    (
        number, step, lane, position, text, feeling, grade, truth, point, checked_on, source, source_n, source_on,
        quotation, speaker, picture, mark, is_template, origin, name, channel, point_checked, expectation,
    ) = values  # fmt: skip
    # A card that only names its touch point is as old as what is written of that in the inventory.
    checked = checked_on or (point_checked if not text else None)
    return CardOnMap(
        id=number,
        step_id=step,
        lane_id=lane,
        text=text,
        grade=grade,
        feeling=feeling,
        moment_of_truth=truth,
        truth_by_hand=truth,
        touch_point_id=point,
        touch_point=name or "",
        channel=channel or "",
        checked_on=checked_on,
        stale_months=stale_months(checked, today),
        position=position,
        source=source,
        source_n=source_n,
        source_on=source_on,
        quotation=quotation,
        speaker=speaker,
        picture=picture,
        mark_id=mark,
        is_template=is_template,
        origin=origin,
        votes=votes,
        comments=comments,
        expectation=expectation or "",
    )
