"""Journeys as a list, and the rows of which a whole map consists."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, folded, listed
from cxdesk.journeys.kinds import CURVES, INTERACTION, LINE, TRUTH_CUT
from cxdesk.journeys.model import Card, Journey, Lane, Stage, Step
from cxdesk.journeys.score import Beside, Score

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
    # The rounds of the figures in words, where they come from several.
    rounds: str = ""

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
