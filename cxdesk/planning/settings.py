"""Settings of planning, a value under each name: the brand, the cuts of the matrix, how rules count, what is written of focus."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.planning.model import PlanSetting


def setting(session: Session, name: str) -> dict[str, Any]:
    """What is written under a name; empty where nothing is."""
    value = session.scalars(select(PlanSetting.value).where(PlanSetting.name == name)).first()
    return dict(value or {})


def set_setting(session: Session, name: str, value: dict[str, Any]) -> None:
    """Write it."""
    row = session.scalars(select(PlanSetting).where(PlanSetting.name == name)).first()
    if row is None:
        session.add(PlanSetting(name=name, value=value))
    else:
        row.value = value
    session.flush()
