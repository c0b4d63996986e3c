"""Facts about the file itself, kept beside the design data and outside undo."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.storage.model import FileFact


def fact(session: Session, name: str, default: str = "") -> str:
    """The value of one fact."""
    return session.scalars(select(FileFact.value).where(FileFact.name == name)).first() or default


def set_fact(session: Session, name: str, value: str) -> None:
    """Write one fact."""
    row = session.scalars(select(FileFact).where(FileFact.name == name)).first()
    if row is None:
        session.add(FileFact(name=name, value=value))
    else:
        row.value = value
    session.flush()


def reserve_numbers(session: Session, name: str, count: int) -> int:
    """The first of `count` new numbers of a series; numbers are never given twice."""
    # One look only: every answer of a kiosk passes here.
    row = session.scalars(select(FileFact).where(FileFact.name == name)).first()
    first = int(row.value) if row is not None and row.value else 1
    if row is None:
        session.add(FileFact(name=name, value=str(first + count)))
    else:
        row.value = str(first + count)
    session.flush()
    return first
