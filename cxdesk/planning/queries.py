"""Issues, actions and plans as lists and as wholes."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figure as figure_now
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.people.model import Person
from cxdesk.planning.actions import missing_to_start
from cxdesk.planning.model import Action, Cause, Evidence, Issue, Plan, PlanLine
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import Round
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


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One cause."""

    id: int
    text: str
    deeper_than_id: int | None


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
        tuple(CauseRow(c.id, c.text, c.deeper_than_id) for c in causes),
        tuple(a for a in action_rows(session) if a.issue_id == issue_id),
    )


def evidence_rows(session: Session, issue_id: int) -> list[EvidenceRow]:
    """The evidence of one issue, oldest first."""
    rows = session.execute(
        select(Evidence, TouchPoint.name, Question.survey_id)
        .join(TouchPoint, TouchPoint.id == Evidence.touch_point_id, isouter=True)
        .join(Item, Item.id == Evidence.item_id, isouter=True)
        .join(Question, Question.id == Item.question_id, isouter=True)
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
        )
        for e, name, survey_id in rows
    ]


def evidence_now(session: Session, row: EvidenceRow, today: date | None = None) -> Figure | None:
    """The figure of a piece of evidence computed today."""
    if row.figure is None or row.survey_id is None or row.item_id is None:
        return None
    return figure_now(session, row.survey_id, row.item_id, row.figure.filter, row.figure.metric, today)


def action_rows(session: Session) -> list[ActionRow]:
    """All actions, the next date first."""
    rows = session.execute(
        select(Action, Issue.title, Person.name)
        .join(Issue, Issue.id == Action.issue_id)
        .join(Person, Person.id == Action.owner_id, isouter=True)
        .order_by(Action.due_on.is_(None), Action.due_on, Action.id)
    )
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
        )
        for a, issue, owner in rows
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
            p.id, a.id, a.key, a.name, a.language, p.version, p.state, p.state_on, p.made_on, round_name or ""
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


def _behind_touch_point(session: Session, line: PlanLine, account_key: str) -> Behind | None:
    from cxdesk.analysis.touch_points import scored_touch_points

    where = Filter(accounts=(account_key,))
    for scored in scored_touch_points(session, where):
        if scored.touch_point_id is not None and scored.touch_point_id == line.touch_point_id:
            return Behind(scored.survey_id, (scored.item_id,), where)
    return None


def _count_by(session: Session, table: type[Evidence] | type[Action]) -> dict[int, int]:
    query = select(table.issue_id, func.count(table.id)).group_by(table.issue_id)
    return dict(session.execute(query).all())
