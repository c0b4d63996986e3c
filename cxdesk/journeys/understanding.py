"""Do we understand our customers: asked, characterised, empathised, and how old each part is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.queries import segments
from cxdesk.ages import months_between, stale_months
from cxdesk.journeys.model import Card, Journey, Lane, Stage, Step
from cxdesk.personas.kinds import GRADES
from cxdesk.personas.queries import persona_rows
from cxdesk.responses.queries import batch_rows, round_rows
from cxdesk.surveys.queries import survey_rows


@dataclass(frozen=True, slots=True)
class Known:
    """One thing we know from: a survey, a persona, a map; `on` is the day it is of, None is not known."""

    kind: str
    id: int
    name: str
    on: date | None
    months: int | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three parts: what there is, the newest day in it, and what is missing in names."""

    key: str
    things: tuple[Known, ...]
    gaps: tuple[str, ...] = ()

    @property
    def newest(self) -> date | None:
        """The youngest day of its things."""
        return max((thing.on for thing in self.things if thing.on), default=None)

    @property
    def stale(self) -> tuple[Known, ...]:
        """What should be asked or checked again."""
        return tuple(thing for thing in self.things if thing.stale)


@dataclass(frozen=True, slots=True)
class Understanding:
    """The three parts, and how sure the maps are: cards by grade, steps with something observed."""

    asked: Part
    characterised: Part
    empathised: Part
    grades: dict[str, int]
    steps: int
    observed: int

    @property
    def parts(self) -> tuple[Part, ...]:
        """In their order: listen and ask, characterise, empathise."""
        return self.asked, self.characterised, self.empathised


def understanding(session: Session, today: date) -> Understanding:
    """What we know of customers and how old it is; segments without a sheet and sheets without a map are gaps."""
    grades = dict.fromkeys(GRADES, 0)
    for grade, n in session.execute(select(Card.grade, func.count(Card.id)).group_by(Card.grade)):
        grades[grade] = n
    observed = (
        select(func.count(func.distinct(Card.step_id)))
        .join(Lane, Lane.id == Card.lane_id)
        .where(Lane.kind == "observation")
    )
    return Understanding(
        asked=_asked(session, today),
        characterised=_characterised(session, today),
        empathised=_empathised(session, today),
        grades=grades,
        steps=session.scalar(select(func.count(Step.id))) or 0,
        observed=session.scalar(observed) or 0,
    )


def _asked(session: Session, today: date) -> Part:
    """Surveys with the day of their last round, or else of the last answers that came in."""
    days: dict[int, list[date]] = {}
    for row in round_rows(session):
        if row.day is not None:
            days.setdefault(row.survey_id, []).append(row.day)
    for batch in batch_rows(session):
        if batch.state == "live" and batch.survey_id not in days:
            days.setdefault(batch.survey_id, []).append(batch.imported_at.date())
    surveys = survey_rows(session)
    things = [_known("survey", s.id, s.name, max(days[s.id]), today) for s in surveys if s.id in days]
    return Part("asked", tuple(things), tuple(s.name for s in surveys if s.id not in days))


def _characterised(session: Session, today: date) -> Part:
    rows = persona_rows(session, today)
    things = [_known("persona", p.id, p.name, p.checked_on, today) for p in rows]
    described = {p.segment for p in rows}
    return Part("characterised", tuple(things), tuple(s for s in segments(session) if s not in described))


def _empathised(session: Session, today: date) -> Part:
    checked = last_card_checks(session)
    journeys = session.scalars(select(Journey).order_by(Journey.name, Journey.id)).all()
    things = [
        _known(
            "journey", j.id, j.name, max(filter(None, (j.checked_on, checked.get(j.id))), default=None), today
        )
        for j in journeys
    ]
    drawn = {j.persona_id for j in journeys} | {j.persona for j in journeys}
    lacking = [p.name for p in persona_rows(session, today) if p.id not in drawn and p.name not in drawn]
    return Part("empathised", tuple(things), tuple(lacking))


def last_card_checks(session: Session) -> dict[int, date]:
    """The newest day on which a card of each journey was checked."""
    rows = session.execute(
        select(Stage.journey_id, func.max(Card.checked_on))
        .join(Step, Step.stage_id == Stage.id)
        .join(Card, Card.step_id == Step.id)
        .where(Card.checked_on.is_not(None))
        .group_by(Stage.journey_id)
    )
    return {journey: on for journey, on in rows if on is not None}


def _known(kind: str, number: int, name: str, on: date | None, today: date) -> Known:
    months = months_between(on, today) if on else None
    return Known(kind, number, name, on, months, stale_months(on, today) is not None)
