"""What a person does with goals."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.goals.model import Goal


def create(
    session: Session,
    name: str,
    kind: str = "retention",
    measure: str = "",
    baseline: str = "",
    target: str = "",
    due_on: date | None = None,
) -> int:
    """Add a goal."""
    row = Goal(name=name, kind=kind, measure=measure, baseline=baseline, target=target, due_on=due_on)
    session.add(row)
    session.flush()
    return row.id


def goal_named(session: Session, name: str) -> int:
    """The id of the goal of that name, made when it is new."""
    found = session.scalars(select(Goal.id).where(Goal.name == name.strip())).first()
    return found if found is not None else create(session, name.strip())
