"""Issues, actions and plans as lists and as wholes."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from cxdesk.accounts.model import Account
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figure as figure_now
from cxdesk.errors import UserError
from cxdesk.goals.model import Goal
from cxdesk.i18n import _
from cxdesk.people.model import BusinessFunction, Person
from cxdesk.planning.cycle import missing_to_start
from cxdesk.planning.judging import grade
from cxdesk.planning.model import (
    Action,
    ActionChampion,
    ActionFunction,
    ActionSlip,
    ActionStep,
    Cause,
    Evidence,
    Issue,
    Plan,
    PlanLine,
)
from cxdesk.planning.sending import Sent
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import AccountKeyLink, Round
from cxdesk.surveys.model import Item, Question
from cxdesk.touchpoints.model import TouchPoint


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue in a list."""

    id: int
    title: str
    statement: str
    state: str
    touch_point: str
    raised_on: date
    evidence: int
    actions: int
    kind: str = "problem"
    intent: str = ""
    kinds: tuple[str, ...] = ()
    likelihood: int | None = None
    impact: int | None = None
    effort: int | None = None
    rank: int | None = None
    touch_point_id: int | None = None

    @property
    def grade(self) -> str:
        """How sure we are: opinion, some, strong."""
        return grade(self.kinds)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A figure as it was kept, or words of a respondent."""

    id: int
    kind: str
    figure: Figure | None
    survey_id: int | None
    item_id: int | None
    touch_point: str
    quotation: str
    response_id: int | None
    kept_on: date
    source: str = ""
    reach: int | None = None
    account: str = ""
    intent: str = ""


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One cause; `bone` is where a first one hangs in the fishbone."""

    id: int
    text: str
    deeper_than_id: int | None
    bone: str = ""


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


@dataclass(frozen=True, slots=True)
class IssueWhole:
    """An issue with its evidence, causes and actions."""

    row: IssueRow
    touch_point_id: int | None
    evidence: tuple[EvidenceRow, ...]
    causes: tuple[CauseRow, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in a list."""

    id: int
    account_id: int
    account_key: str
    account: str
    language: str
    version: int
    state: str
    state_on: date | None
    made_on: date
    round: str
    sent: Sent


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a plan and what stands behind it."""

    id: int
    kind: str
    position: int
    issue_id: int | None
    action_id: int | None
    evidence_id: int | None
    touch_point_id: int | None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """The answers that stand behind a sentence: which survey, which questions, which responses."""

    survey_id: int
    item_ids: tuple[int, ...]
    where: Filter


def issue_rows(session: Session) -> list[IssueRow]:
    """All issues, newest first."""
    evidence = _count_by(session, Evidence)
    actions = _count_by(session, Action)
    kinds: dict[int, tuple[str, ...]] = {}
    for number, kind in session.execute(select(Evidence.issue_id, Evidence.kind).distinct()):
        kinds[number] = (*kinds.get(number, ()), kind)
    rows = session.execute(
        select(Issue, TouchPoint.name)
        .join(TouchPoint, TouchPoint.id == Issue.touch_point_id, isouter=True)
        .order_by(Issue.id.desc())
    )
    return [
        IssueRow(
            i.id,
            i.title,
            i.statement,
            i.state,
            name or "",
            i.raised_on,
            evidence.get(i.id, 0),
            actions.get(i.id, 0),
            i.kind,
            i.intent,
            kinds.get(i.id, ()),
            i.likelihood,
            i.impact,
            i.effort,
            i.rank,
            i.touch_point_id,
        )
        for i, name in rows
    ]


def issue_whole(session: Session, issue_id: int) -> IssueWhole:
    """One issue with all that hangs on it."""
    row = next((r for r in issue_rows(session) if r.id == issue_id), None)
    if row is None:
        raise UserError(_("That issue is not in the file any more."))
    causes = session.scalars(select(Cause).where(Cause.issue_id == issue_id).order_by(Cause.id))
    return IssueWhole(
        row,
        session.get_one(Issue, issue_id).touch_point_id,
        tuple(evidence_rows(session, issue_id)),
        tuple(CauseRow(c.id, c.text, c.deeper_than_id, c.bone) for c in causes),
        tuple(a for a in action_rows(session) if a.issue_id == issue_id),
    )


def evidence_rows(session: Session, issue_id: int) -> list[EvidenceRow]:
    """The evidence of one issue, oldest first."""
    rows = session.execute(
        select(Evidence, TouchPoint.name, Question.survey_id, Account.name)
        .join(TouchPoint, TouchPoint.id == Evidence.touch_point_id, isouter=True)
        .join(Item, Item.id == Evidence.item_id, isouter=True)
        .join(Question, Question.id == Item.question_id, isouter=True)
        .join(Account, Account.id == Evidence.account_id, isouter=True)
        .where(Evidence.issue_id == issue_id)
        .order_by(Evidence.id)
    )
    return [
        EvidenceRow(
            e.id,
            e.kind,
            Figure.from_json(e.figure) if e.figure else None,
            survey_id,
            e.item_id,
            name or "",
            e.quotation,
            e.response_id,
            e.kept_on,
            e.source,
            e.reach,
            account or "",
            e.intent,
        )
        for e, name, survey_id, account in rows
    ]


def evidence_now(session: Session, row: EvidenceRow, today: date | None = None) -> Figure | None:
    """The figure of a piece of evidence computed today."""
    if row.figure is None or row.survey_id is None or row.item_id is None:
        return None
    return figure_now(session, row.survey_id, row.item_id, row.figure.filter, row.figure.metric, today)


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


def plan_rows(session: Session) -> list[PlanRow]:
    """All plans, by account, the newest version first."""
    rows = session.execute(
        select(Plan, Account, Round.name)
        .join(Account, Account.id == Plan.account_id)
        .join(Round, Round.id == Plan.round_id, isouter=True)
        .order_by(Account.name, Plan.version.desc())
    )
    return [
        PlanRow(
            p.id,
            a.id,
            a.key,
            a.name,
            a.language,
            p.version,
            p.state,
            p.state_on,
            p.made_on,
            round_name or "",
            Sent(p.sent_on, p.sent_to, p.sent_by),
        )
        for p, a, round_name in rows
    ]


def plan_for(session: Session, account_key: str) -> PlanRow:
    """The newest plan of an account."""
    for row in plan_rows(session):
        if account_key in (row.account_key, row.account):
            return row
    raise UserError(_("There is no plan for “{key}” yet. Make one under Actions.").format(key=account_key))


def plan_notes(session: Session, plan_id: int) -> str:
    """Our own notes on a plan."""
    return session.get_one(Plan, plan_id).notes


def line_rows(session: Session, plan_id: int) -> list[LineRow]:
    """The lines of a plan in order."""
    rows = session.scalars(
        select(PlanLine).where(PlanLine.plan_id == plan_id).order_by(PlanLine.kind, PlanLine.position)
    )
    return [
        LineRow(r.id, r.kind, r.position, r.issue_id, r.action_id, r.evidence_id, r.touch_point_id, r.agreed)
        for r in rows
    ]


def behind_line(session: Session, line_id: int) -> Behind | None:
    """The account's answers behind a sentence of its plan."""
    line = session.get(PlanLine, line_id)
    if line is None:
        return None
    plan = session.get_one(Plan, line.plan_id)
    account = session.get_one(Account, plan.account_id)
    action = session.get(Action, line.action_id) if line.action_id else None
    issue_id = line.issue_id or (action.issue_id if action else None)
    found = [e for e in evidence_rows(session, issue_id) if e.survey_id] if issue_id else []
    if line.evidence_id:
        found = [e for e in found if e.id == line.evidence_id] or found
    if not found:
        return _behind_touch_point(session, line, account.key)
    survey_id = found[0].survey_id or 0
    items = tuple(dict.fromkeys(e.item_id for e in found if e.item_id and e.survey_id == survey_id))
    base = found[0].figure.filter if found[0].figure else Filter()
    return Behind(survey_id, items, replace(base, accounts=(account.key,), segments=()))


def behind_words(session: Session, evidence_id: int) -> Behind | None:
    """The answer that words were taken from, as near as a filter comes: its customer's in its round."""
    row = session.get(Evidence, evidence_id)
    if row is None or row.response_id is None or row.item_id is None:
        return None
    survey_id = session.scalar(
        select(Question.survey_id)
        .join(Item, Item.question_id == Question.id)
        .where(Item.id == row.item_id)
    )  # fmt: skip
    if survey_id is None:
        return None
    frame = counted(session, survey_id, (), facts=("account_key",))
    here = frame.filter(frame["response_id"] == row.response_id)
    if not here.height:
        return Behind(survey_id, (row.item_id,), Filter())
    round_name = session.scalar(select(Round.name).where(Round.id == here["round_id"][0])) or ""
    key = session.scalar(
        select(Account.key)
        .join(AccountKeyLink, AccountKeyLink.account_id == Account.id)
        .where(AccountKeyLink.key == (here["account_key"][0] or ""))
    )  # fmt: skip
    where = Filter(accounts=(key,) if key else (), rounds=(round_name,) if round_name else ())
    return Behind(survey_id, (row.item_id,), where)


def _behind_touch_point(session: Session, line: PlanLine, account_key: str) -> Behind | None:
    from cxdesk.analysis.touch_points import scored_touch_points

    where = Filter(accounts=(account_key,))
    for scored in scored_touch_points(session, where):
        if scored.touch_point_id is not None and scored.touch_point_id == line.touch_point_id:
            return Behind(scored.survey_id, (scored.item_id,), where)
    return None


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


def _count_by(session: Session, table: type[Evidence] | type[Action]) -> dict[int, int]:
    query = select(table.issue_id, func.count(table.id)).group_by(table.issue_id)
    return dict(session.execute(query).all())
