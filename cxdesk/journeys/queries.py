"""Journeys as a list, and one journey as a whole map."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from cxdesk.ages import stale_months
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, folded, listed
from cxdesk.journeys.card_counts import open_comments_of, votes_of
from cxdesk.journeys.kinds import CURVES, INTERACTION, LINE, TRUTH_CUT
from cxdesk.journeys.model import (
    Card,
    CardMark,
    Journey,
    Lane,
    Stage,
    Step,
    StepLink,
)
from cxdesk.journeys.score import Beside, Score
from cxdesk.people.model import BusinessFunction
from cxdesk.touchpoints.model import TouchPoint

# Which card of a step carries a moment of truth that its scores make: what is done there, else what is met.
_CARRIES = {"does": 0, "touch_point": 1}
LANE_WORDS = {
    "does": N_("What the customer does"),
    "touch_point": N_("Touch points"),
    "sees": N_("What the customer sees"),
    "evidence": N_("What is left in hand"),
    "feeling": N_("How it feels"),
    "thinking": N_("Thinking"),
    "feels": N_("Feeling, in words"),
    "state_of_mind": N_("State of mind"),
    "need": N_("Needs and motives"),
    "pain": N_("Pain"),
    "delight": N_("Delight"),
    "unexpected": N_("Unexpected behaviour"),
    "latent_need": N_("Needs nobody named"),
    "observation": N_("Observations"),
    INTERACTION: N_("Line of interaction"),
    LINE: N_("Line of visibility"),
    "behind": N_("Behind the scenes"),
    "support": N_("Support processes"),
    "systems": N_("Systems"),
    "employee": N_("How employees feel"),
    "kpi": N_("Measures"),
    "opportunity": N_("Opportunities"),
}
STATE_WORDS = {
    "as_is": N_("as it is now"),
    "to_be": N_("as it should be"),
    "planned": N_("as planned"),
    "actual": N_("as it really went"),
}


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """One journey as the list of journeys shows it."""

    id: int
    name: str
    persona: str
    state: str
    stages: int
    steps: int
    cards: int


@dataclass(frozen=True, slots=True)
class CardOnMap:
    """One card with its touch point's name and score, and its age when it should be checked again.

    A moment of truth is marked by hand, by its step's three scores, or both; `continued` is its number on paper.
    """

    id: int
    step_id: int
    lane_id: int
    text: str = ""
    grade: str = "opinion"
    feeling: float | None = None
    moment_of_truth: bool = False
    touch_point_id: int | None = None
    touch_point: str = ""
    channel: str = ""
    score: Score | None = None
    checked_on: date | None = None
    stale_months: int | None = None
    position: int = 0
    source: str = ""
    source_n: int | None = None
    source_on: date | None = None
    quotation: str = ""
    speaker: str = ""
    picture: str = ""
    mark_id: int | None = None
    is_template: bool = False
    origin: str = ""
    votes: int = 0
    comments: int = 0
    expectation: str = ""
    beside: Beside | None = None
    truth_by_scores: bool = False
    truth_by_hand: bool = False
    continued: int = 0

    @property
    def words(self) -> str:
        """What is read on it: its own text, else its touch point's name."""
        return self.text or self.touch_point


@dataclass(frozen=True, slots=True)
class StepOnMap:
    """A column; a step is decisive where all three of its scores reach the journey's cuts."""

    id: int
    name: str
    inner_journey_id: int | None = None
    inner_journey: str = ""
    function_id: int | None = None
    function: str = ""
    customer_score: float | None = None
    employee_score: float | None = None
    business_score: float | None = None
    checked_on: date | None = None
    is_template: bool = False


@dataclass(frozen=True, slots=True)
class StageOnMap:
    """A stage with its columns; `score` and `employees` pool the answers to all of its touch points."""

    id: int
    name: str
    duration: str = ""
    in_focus: bool = False
    steps: tuple[StepOnMap, ...] = ()
    locked: bool = False
    is_template: bool = False
    score: Score | None = None
    employees: Score | None = None

    @property
    def checked_on(self) -> date | None:
        """The day of the step that was checked longest ago: a stage is as old as its oldest step."""
        return min((step.checked_on for step in self.steps if step.checked_on), default=None)


@dataclass(frozen=True, slots=True)
class LaneOnMap:
    """A row; an empty title means the word for its kind."""

    id: int
    kind: str
    title: str = ""
    whose: str = ""
    internal: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class MarkOnMap:
    """A meaning with its colour, by its token's name."""

    id: int
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class LinkOnMap:
    """From one step to another, with the condition in words."""

    id: int
    from_step_id: int
    to_step_id: int
    kind: str = "goes_to"
    words: str = ""


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """A whole journey as canvas, list and paper show it; `cuts` are those of customer, employee, business."""

    id: int
    name: str
    persona: str = ""
    about: str = ""
    state: str = "as_is"
    takeaway: str = ""
    stages: tuple[StageOnMap, ...] = ()
    lanes: tuple[LaneOnMap, ...] = ()
    cards: tuple[CardOnMap, ...] = ()
    today: date = field(default_factory=date.today)
    round_name: str = ""
    answers: int | None = None
    firm: str = ""
    persona_id: int | None = None
    segment: str = ""
    is_loop: bool = False
    checked_on: date | None = None
    template: str = ""
    ours: str = ""
    cuts: tuple[float, float, float] = (TRUTH_CUT, TRUTH_CUT, TRUTH_CUT)
    marks: tuple[MarkOnMap, ...] = ()
    links: tuple[LinkOnMap, ...] = ()

    @property
    def steps(self) -> tuple[StepOnMap, ...]:
        """All columns in their order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def last_checked(self) -> date | None:
        """The newest day on which the map or a card was checked."""
        days = [self.checked_on, *(c.checked_on for c in self.cards)]
        return max((day for day in days if day), default=None)


def journey_rows(session: Session) -> list[JourneyRow]:
    """All journeys by name, with what is on them."""
    stages = select(func.count(Stage.id)).where(Stage.journey_id == Journey.id).scalar_subquery()
    in_journey = select(func.count(Step.id)).join(Stage, Stage.id == Step.stage_id)
    steps = in_journey.where(Stage.journey_id == Journey.id).scalar_subquery()
    on_lanes = select(func.count(Card.id)).join(Lane, Lane.id == Card.lane_id)
    cards = on_lanes.where(Lane.journey_id == Journey.id).scalar_subquery()
    query = select(Journey, stages, steps, cards).order_by(Journey.name, Journey.id)
    return [JourneyRow(j.id, j.name, j.persona, j.state, *counts) for j, *counts in session.execute(query)]


def journey_numbers(session: Session) -> frozenset[int]:
    """The numbers of all journeys."""
    return frozenset(session.scalars(select(Journey.id)))


def journey_numbered(session: Session, journey_id: int) -> JourneyRow:
    """The journey of that number."""
    return next(row for row in journey_rows(session) if row.id == journey_id)


def journey_named(session: Session, text: str) -> JourneyRow:
    """The journey of that name or number; a UserError names those there are, or says that several are called so."""
    rows = journey_rows(session)
    named = [row for row in rows if folded(row.name) == folded(text)]
    if len(named) > 1:
        raise UserError(
            _("Several journeys are called “{name}”. Say which by its number: {numbers}.").format(
                name=text, numbers=listed(str(row.id) for row in named)
            )
        )
    for row in named or [row for row in rows if str(row.id) == text.strip()]:
        return row
    raise UserError(
        _("There is no journey “{name}” in this file. There are: {names}.").format(
            name=text, names=listed(r.name for r in rows) or "–"
        )
    )


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


def with_truths(journey: JourneyMap) -> JourneyMap:
    """The map with a mark on each step whose three scores reach the cuts: on what is done or met there first."""
    decisive = {step.id for step in journey.steps if reaches(step, journey.cuts)}
    if not decisive:
        return journey
    order = {lane.id: (_CARRIES.get(lane.kind, 2), at) for at, lane in enumerate(journey.lanes)}
    curves = {lane.id for lane in journey.lanes if lane.kind in CURVES}
    carriers: dict[int, CardOnMap] = {}
    for card in journey.cards:
        if card.step_id in decisive and card.lane_id not in curves:
            rank = (*order[card.lane_id], card.position)
            kept = carriers.get(card.step_id)
            if kept is None or rank < (*order[kept.lane_id], kept.position):
                carriers[card.step_id] = card
    marked = {card.id for card in carriers.values()}
    return replace(
        journey,
        cards=tuple(
            replace(c, moment_of_truth=True, truth_by_scores=True) if c.id in marked else c
            for c in journey.cards
        ),
    )


def reaches(step: StepOnMap, cuts: tuple[float, float, float]) -> bool:
    """Whether customer, employee and business all weigh a step at or over their cuts; unjudged is not over."""
    scores = (step.customer_score, step.employee_score, step.business_score)
    return all(score is not None and score >= cut for score, cut in zip(scores, cuts, strict=True))


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
