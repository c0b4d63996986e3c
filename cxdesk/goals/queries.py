"""Goals as a list."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.goals.model import Goal


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal of the business."""

    id: int
    name: str
    measure: str
    target: str
    due_on: date | None


def goal_rows(session: Session) -> list[GoalRow]:
    """All goals, oldest first."""
    rows = session.scalars(select(Goal).order_by(Goal.id))
    return [GoalRow(g.id, g.name, g.measure, g.target, g.due_on) for g in rows]
