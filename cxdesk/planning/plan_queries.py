"""Customers' plans as a list, and the lines of one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.planning.model import Plan, PlanLine
from cxdesk.planning.sending import Sent
from cxdesk.responses.queries import round_labels


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


def plan_rows(session: Session) -> list[PlanRow]:
    """All plans, by account, the newest version first."""
    rows = session.execute(
        select(Plan, Account)
        .join(Account, Account.id == Plan.account_id)
        .order_by(Account.name, Plan.version.desc())
    )
    labels = round_labels(session)
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
            labels.get(p.round_id, "") if p.round_id else "",
            Sent(p.sent_on, p.sent_to, p.sent_by),
        )
        for p, a in rows
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
