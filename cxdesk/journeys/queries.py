"""Journeys as a list, and one journey as a whole map."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.i18n import N_
from cxdesk.journeys.model import LINE, Card, Journey, Lane, Stage, Step
from cxdesk.journeys.score import Score
from cxdesk.touchpoints.model import TouchPoint

STALE_MONTHS = 12
LANE_WORDS = {
    "does": N_("What the customer does"),
    "touch_point": N_("Touch points"),
    "feeling": N_("How it feels"),
    "thinking": N_("Thinking"),
    "pain": N_("Pain"),
    LINE: N_("Line of visibility"),
    "behind": N_("Behind the scenes"),
    "opportunity": N_("Opportunities"),
}
GRADE_WORDS = {"opinion": N_("opinion"), "some": N_("some answers"), "measured": N_("measured")}
STATE_WORDS = {"as_is": N_("as it is now"), "to_be": N_("as it should be")}


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
    """One card with its touch point's name and score, and its age when it should be checked again."""

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

    @property
    def words(self) -> str:
        """What is read on it: its own text, else its touch point's name."""
        return self.text or self.touch_point


@dataclass(frozen=True, slots=True)
class StepOnMap:
    """A column."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class StageOnMap:
    """A stage with its columns."""

    id: int
    name: str
    duration: str = ""
    in_focus: bool = False
    steps: tuple[StepOnMap, ...] = ()


@dataclass(frozen=True, slots=True)
class LaneOnMap:
    """A row; an empty title means the word for its kind."""

    id: int
    kind: str
    title: str = ""
    whose: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """A whole journey as canvas, list and paper show it."""

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

    @property
    def steps(self) -> tuple[StepOnMap, ...]:
        """All columns in their order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def last_checked(self) -> date | None:
        """The newest day on which a card was checked."""
        return max((c.checked_on for c in self.cards if c.checked_on), default=None)


def journey_rows(session: Session) -> list[JourneyRow]:
    """All journeys by name, with what is on them."""
    stages = select(func.count(Stage.id)).where(Stage.journey_id == Journey.id).scalar_subquery()
    in_journey = select(func.count(Step.id)).join(Stage, Stage.id == Step.stage_id)
    steps = in_journey.where(Stage.journey_id == Journey.id).scalar_subquery()
    on_lanes = select(func.count(Card.id)).join(Lane, Lane.id == Card.lane_id)
    cards = on_lanes.where(Lane.journey_id == Journey.id).scalar_subquery()
    query = select(Journey, stages, steps, cards).order_by(Journey.name, Journey.id)
    return [JourneyRow(j.id, j.name, j.persona, j.state, *counts) for j, *counts in session.execute(query)]


def map_of(
    session: Session,
    journey_id: int,
    figures: Mapping[int, Score],
    today: date,
    *,
    round_name: str = "",
    answers: int | None = None,
    firm: str = "",
) -> JourneyMap:
    """One journey with the score of each touch point; round name, answers and firm are for its heading."""
    row = session.get_one(Journey, journey_id)
    return JourneyMap(
        id=row.id,
        name=row.name,
        persona=row.persona,
        about=row.about,
        state=row.state,
        takeaway=row.takeaway,
        stages=_stages(session, journey_id),
        lanes=_lanes(session, journey_id),
        cards=_cards(session, journey_id, figures, today),
        today=today,
        round_name=round_name,
        answers=answers,
        firm=firm,
    )


def months_between(since: date, today: date) -> int:
    """Whole months from one day to another."""
    months = (today.year - since.year) * 12 + today.month - since.month
    return months - (today.day < since.day)


def _stages(session: Session, journey_id: int) -> tuple[StageOnMap, ...]:
    steps: dict[int, list[StepOnMap]] = defaultdict(list)
    query = select(Step).join(Stage, Stage.id == Step.stage_id).where(Stage.journey_id == journey_id)
    for step in session.scalars(query.order_by(Step.position, Step.id)):
        steps[step.stage_id].append(StepOnMap(step.id, step.name))
    rows = session.scalars(
        select(Stage).where(Stage.journey_id == journey_id).order_by(Stage.position, Stage.id)
    )
    return tuple(StageOnMap(s.id, s.name, s.duration, s.in_focus, tuple(steps[s.id])) for s in rows)


def _lanes(session: Session, journey_id: int) -> tuple[LaneOnMap, ...]:
    rows = session.scalars(select(Lane).where(Lane.journey_id == journey_id).order_by(Lane.position, Lane.id))
    return tuple(LaneOnMap(r.id, r.kind, r.title, r.whose, r.internal) for r in rows)


def _cards(
    session: Session, journey_id: int, figures: Mapping[int, Score], today: date
) -> tuple[CardOnMap, ...]:
    rows = session.execute(
        select(Card, TouchPoint.name, TouchPoint.channel)
        .join(Lane, Lane.id == Card.lane_id)
        .join(TouchPoint, TouchPoint.id == Card.touch_point_id, isouter=True)
        .where(Lane.journey_id == journey_id)
        .order_by(Card.position, Card.id)
    )
    return tuple(_card(card, name or "", channel or "", figures, today) for card, name, channel in rows)


def _card(card: Card, name: str, channel: str, figures: Mapping[int, Score], today: date) -> CardOnMap:
    age = months_between(card.checked_on, today) if card.checked_on else 0
    return CardOnMap(
        id=card.id,
        step_id=card.step_id,
        lane_id=card.lane_id,
        text=card.text,
        grade=card.grade,
        feeling=card.feeling,
        moment_of_truth=card.moment_of_truth,
        touch_point_id=card.touch_point_id,
        touch_point=name,
        channel=channel,
        score=figures.get(card.touch_point_id) if card.touch_point_id else None,
        checked_on=card.checked_on,
        stale_months=age if age >= STALE_MONTHS else None,
    )
