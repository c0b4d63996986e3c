"""What a person does with goals."""

from datetime import date

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
