"""Functions and persons as lists."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.people.model import BusinessFunction, Person


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of ours."""

    id: int
    name: str
    title: str
    function: str


def person_rows(session: Session) -> list[PersonRow]:
    """All persons by name."""
    rows = session.execute(
        select(Person, BusinessFunction.name)
        .join(BusinessFunction, Person.function_id == BusinessFunction.id, isouter=True)
        .order_by(Person.name)
    )
    return [PersonRow(p.id, p.name, p.title, function or "") for p, function in rows]


def function_names(session: Session) -> list[str]:
    """The names of all functions."""
    return list(session.scalars(select(BusinessFunction.name).order_by(BusinessFunction.name)))
