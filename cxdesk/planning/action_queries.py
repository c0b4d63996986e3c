"""Actions as a list, with the states they went through and the days that moved."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from cxdesk.goals.model import Goal
from cxdesk.people.model import BusinessFunction, Person
from cxdesk.planning.cycle import missing_to_start
from cxdesk.planning.model import Action, ActionChampion, ActionFunction, ActionSlip, ActionStep, Issue


@dataclass(frozen=True, slots=True)
class StepRow:
    """One change of an action's state."""

    was: str
    state: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One promise that moved to a later day."""

    id: int
    was_due: date
    due_on: date
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action with everything internal about it."""

    id: int
    issue_id: int
    issue: str
    cause_id: int | None
    title: str
    why: str
    owner_id: int | None
    owner: str
    due_on: date | None
    slipped_from: date | None
    change_type: str
    measure: str
    baseline: str
    target: str
    state: str
    missing: tuple[str, ...]
    goal: str = ""
    expected: str = ""
    sponsor: str = ""
    functions: tuple[str, ...] = ()
    champions: tuple[str, ...] = ()
    strategy_id: int | None = None
    strategy: str = ""
    told_inside: str = ""
    job: str = ""
    effort: float | None = None
    effort_unit: str = "hours"
    cost: str = ""
    forgone: str = ""
    duration: str = ""
    measure_item_id: int | None = None
    baseline_value: float | None = None
    target_value: float | None = None
    result: str = ""
    not_measured: str = ""
    started_on: date | None = None
    closed_on: date | None = None
    steps: tuple[StepRow, ...] = ()
    slips: tuple[SlipRow, ...] = ()
    treats: str = ""


def action_rows(session: Session) -> list[ActionRow]:
    """All actions, the next date first."""
    sponsor = aliased(Person)
    rows = session.execute(
        select(Action, Issue.title, Person.name, sponsor.name, Goal.name)
        .join(Issue, Issue.id == Action.issue_id)
        .join(Person, Person.id == Action.owner_id, isouter=True)
        .join(sponsor, sponsor.id == Action.sponsor_id, isouter=True)
        .join(Goal, Goal.id == Action.strategy_id, isouter=True)
        .order_by(Action.due_on.is_(None), Action.due_on, Action.id)
    )
    steps, slips = _steps(session), _slips(session)
    functions = _names(session, ActionFunction, BusinessFunction, ActionFunction.function_id)
    champions = _names(session, ActionChampion, Person, ActionChampion.person_id)
    return [
        ActionRow(
            a.id,
            a.issue_id,
            issue,
            a.cause_id,
            a.title,
            a.why,
            a.owner_id,
            owner or "",
            a.due_on,
            a.slipped_from,
            a.change_type,
            a.measure,
            a.baseline,
            a.target,
            a.state,
            tuple(missing_to_start(a)),
            goal=a.goal,
            expected=a.expected,
            sponsor=sponsored or "",
            functions=functions.get(a.id, ()),
            champions=champions.get(a.id, ()),
            strategy_id=a.strategy_id,
            strategy=strategy or "",
            told_inside=a.told_inside,
            job=a.job,
            effort=a.effort,
            effort_unit=a.effort_unit,
            cost=a.cost,
            forgone=a.forgone,
            duration=a.duration,
            measure_item_id=a.measure_item_id,
            baseline_value=a.baseline_value,
            target_value=a.target_value,
            result=a.result,
            not_measured=a.not_measured,
            started_on=next((s.on for s in reversed(steps.get(a.id, ())) if s.state == "active"), None),
            closed_on=a.closed_on,
            steps=steps.get(a.id, ()),
            slips=slips.get(a.id, ()),
            treats=a.treats,
        )
        for a, issue, owner, sponsored, strategy in rows
    ]


def _steps(session: Session) -> dict[int, tuple[StepRow, ...]]:
    found: dict[int, list[StepRow]] = {}
    for s in session.scalars(select(ActionStep).order_by(ActionStep.id)):
        found.setdefault(s.action_id, []).append(StepRow(s.was, s.state, s.on, s.note))
    return {key: tuple(rows) for key, rows in found.items()}


def _slips(session: Session) -> dict[int, tuple[SlipRow, ...]]:
    found: dict[int, list[SlipRow]] = {}
    for s in session.scalars(select(ActionSlip).order_by(ActionSlip.id)):
        found.setdefault(s.action_id, []).append(SlipRow(s.id, s.was_due, s.due_on, s.on, s.reason))
    return {key: tuple(rows) for key, rows in found.items()}


def _names(
    session: Session,
    link: type[ActionFunction] | type[ActionChampion],
    other: type[BusinessFunction] | type[Person],
    number: InstrumentedAttribute[int],
) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    query = select(link.action_id, other.name).join(other, other.id == number).order_by(link.id)
    for action_id, name in session.execute(query):
        found.setdefault(action_id, []).append(name)
    return {key: tuple(names) for key, names in found.items()}
