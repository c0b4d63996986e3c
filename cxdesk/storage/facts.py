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
    first = int(fact(session, name, "1"))
    set_fact(session, name, str(first + count))
    return first
