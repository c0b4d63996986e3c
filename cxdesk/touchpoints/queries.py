"""The inventory of touch points as a list."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.people.model import BusinessFunction, Person
from cxdesk.touchpoints.model import TouchPoint, TouchPointItem


@dataclass(frozen=True, slots=True)
class TouchPointRow:
    """One touch point with the questions that ask about it."""

    id: int
    name: str
    channel: str
    function: str
    owner: str
    item_ids: tuple[int, ...]


def touch_point_rows(session: Session) -> list[TouchPointRow]:
    """All touch points in their order."""
    items: dict[int, list[int]] = defaultdict(list)
    for touch_point, item in session.execute(
        select(TouchPointItem.touch_point_id, TouchPointItem.item_id).order_by(TouchPointItem.id)
    ):
        items[touch_point].append(item)
    rows = session.execute(
        select(TouchPoint, BusinessFunction.name, Person.name)
        .join(BusinessFunction, BusinessFunction.id == TouchPoint.function_id, isouter=True)
        .join(Person, Person.id == TouchPoint.owner_id, isouter=True)
        .order_by(TouchPoint.position, TouchPoint.id)
    )
    return [
        TouchPointRow(t.id, t.name, t.channel, function or "", owner or "", tuple(items[t.id]))
        for t, function, owner in rows
    ]
