"""Issues as a list and as wholes, with their evidence and causes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figure as figure_now
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.judging import grade
from cxdesk.planning.model import Action, Cause, Evidence, Issue
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
class IssueWhole:
    """An issue with its evidence, causes and actions."""

    row: IssueRow
    touch_point_id: int | None
    evidence: tuple[EvidenceRow, ...]
    causes: tuple[CauseRow, ...]
    actions: tuple[ActionRow, ...]


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


def _count_by(session: Session, table: type[Evidence] | type[Action]) -> dict[int, int]:
    query = select(table.issue_id, func.count(table.id)).group_by(table.issue_id)
    return dict(session.execute(query).all())
