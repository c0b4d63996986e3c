"""What a person does with the log of decisions."""

from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.people.actions import person_named
from cxdesk.planning.model import Evidence, Issue
from cxdesk.programme.model import Decision, DecisionLink

_TEXTS = ("why", "given_up", "currency")
_AMOUNTS = ("cost", "revenue_forgone")


def decide(session: Session, title: str, by: str = "", on: date | None = None, **fields: Any) -> int:
    """Log a decision; `fields` as in `change_decision`."""
    row = Decision(title=_titled(title), decided_on=on or date.today())
    row.decided_by_id = person_named(session, by) if by.strip() else None
    session.add(row)
    session.flush()
    change_decision(session, row.id, **fields)
    return row.id


def change_decision(session: Session, decision_id: int, **fields: Any) -> None:
    """Change title, on, by, why, given_up, cost, revenue_forgone or currency."""
    row = session.get_one(Decision, decision_id)
    for name, value in fields.items():
        if name == "title":
            row.title = _titled(value)
        elif name == "on":
            row.decided_on = value
        elif name == "by":
            row.decided_by_id = person_named(session, value) if value.strip() else None
        elif name in _TEXTS:
            setattr(row, name, value.strip())
        elif name in _AMOUNTS:
            if value is not None and not 0 <= value <= 1e15:
                raise UserError(_("An amount is zero or more."))
            setattr(row, name, value)
        else:
            raise TypeError(f"unknown field: {name}")
    session.flush()


def cite(
    session: Session, decision_id: int, issue_id: int | None = None, evidence_id: int | None = None
) -> int:
    """Name an issue, or a piece of evidence, as what a decision rests on; what is named already stays as it is."""
    if evidence_id is not None:
        issue_id = session.get_one(Evidence, evidence_id).issue_id
    elif issue_id is None or session.get(Issue, issue_id) is None:
        raise UserError(_("That issue is not in the file any more."))
    here = session.scalars(
        select(DecisionLink).where(
            DecisionLink.decision_id == decision_id,
            DecisionLink.issue_id == issue_id,
            DecisionLink.evidence_id.is_(None) if evidence_id is None else DecisionLink.evidence_id == evidence_id,
        )
    ).first()  # fmt: skip
    if here is None:
        here = DecisionLink(decision_id=decision_id, issue_id=issue_id, evidence_id=evidence_id)
        session.add(here)
        session.flush()
    return here.id


def rest_on(session: Session, decision_id: int, issue_ids: list[int]) -> None:
    """The issues, with all their evidence, that a decision rests on, in place of those named before."""
    session.execute(delete(DecisionLink).where(DecisionLink.decision_id == decision_id))
    for issue_id in dict.fromkeys(issue_ids):
        cite(session, decision_id, issue_id)


def delete_decision(session: Session, decision_id: int) -> None:
    """Take a decision out of the log."""
    session.delete(session.get_one(Decision, decision_id))


def issues_of(session: Session, decision_id: int) -> list[int]:
    """The issues a decision rests on."""
    query = select(DecisionLink.issue_id).where(DecisionLink.decision_id == decision_id).distinct()
    return list(session.scalars(query))


def _titled(title: str) -> str:
    if not title.strip():
        raise UserError(_("Say what was decided."))
    return title.strip()
