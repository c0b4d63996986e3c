"""What a person does with functions and persons."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.people.model import BusinessFunction, Person


def function_named(session: Session, name: str) -> int:
    """The id of the function of that name, made when it is new."""
    name = name.strip()
    found = session.scalars(select(BusinessFunction.id).where(BusinessFunction.name == name)).first()
    if found is not None:
        return found
    row = BusinessFunction(name=name)
    session.add(row)
    session.flush()
    return row.id


def person_named(session: Session, name: str, title: str = "", function: str = "") -> int:
    """The id of the person of that name, made when new."""
    name = name.strip()
    found = session.scalars(select(Person).where(Person.name == name)).first()
    if found is not None:
        return found.id
    row = Person(name=name, title=title, function_id=function_named(session, function) if function else None)
    session.add(row)
    session.flush()
    return row.id
