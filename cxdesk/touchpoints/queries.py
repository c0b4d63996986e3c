"""The inventory of touch points as a list."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.people.model import BusinessFunction, Person
from cxdesk.touchpoints.model import (
    DIGITAL,
    RACI,
    TouchPoint,
    TouchPointItem,
    TouchPointRole,
    TouchPointSynonym,
)

# From about four contacts a working day on there is enough to hear of each one, and to see a change soon.
MANY_CONTACTS: Final = 1000


@dataclass(frozen=True, slots=True)
class TouchPointRow:
    """One touch point with all that is written of it.

    `item_ids` are the questions that ask how it was, `expectation_ids` those that ask what was expected;
    `roles` are (function, letters) such as ("Service", "RA") in the order of functions; `volume` counts
    contacts a year.
    """

    id: int
    name: str
    channel: str
    function: str
    owner: str
    item_ids: tuple[int, ...]
    about: str = ""
    is_digital: bool | None = None
    volume: int | None = None
    process: str = ""
    skill: str = ""
    practice: str = ""
    expectation: str = ""
    checked_on: date | None = None
    synonyms: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    expectation_ids: tuple[int, ...] = ()

    @property
    def digital(self) -> bool:
        """Whether no person of ours is met there: as somebody said, else as its channel is."""
        return self.channel in DIGITAL if self.is_digital is None else self.is_digital

    @property
    def busy_unheard(self) -> bool:
        """Whether many customers come by and no question asks how it was: an answer is worth most there."""
        return (self.volume or 0) >= MANY_CONTACTS and not self.item_ids

    @property
    def accountable(self) -> str:
        """The one function that answers for it, or nothing."""
        return next((function for function, letters in self.roles if "A" in letters), "")

    @property
    def readiness(self) -> tuple[str, str, str]:
        """How far process, skill and practice are."""
        return self.process, self.skill, self.practice

    def letters(self, function: str) -> str:
        """What part a function has: "RA", "C", or nothing."""
        return next((letters for name, letters in self.roles if name == function), "")


def touch_point_rows(session: Session) -> list[TouchPointRow]:
    """All touch points in their order."""
    items: dict[tuple[int, str], list[int]] = defaultdict(list)
    for touch_point, item, asks in session.execute(
        select(TouchPointItem.touch_point_id, TouchPointItem.item_id, TouchPointItem.asks).order_by(
            TouchPointItem.id
        )
    ):
        items[touch_point, asks].append(item)
    synonyms, roles = _synonyms(session), _roles(session)
    rows = session.execute(
        select(TouchPoint, BusinessFunction.name, Person.name)
        .join(BusinessFunction, BusinessFunction.id == TouchPoint.function_id, isouter=True)
        .join(Person, Person.id == TouchPoint.owner_id, isouter=True)
        .order_by(TouchPoint.position, TouchPoint.id)
    )
    return [
        TouchPointRow(
            t.id,
            t.name,
            t.channel,
            function or "",
            owner or "",
            tuple(items[t.id, "experience"]),
            t.about,
            t.is_digital,
            t.volume,
            t.process,
            t.skill,
            t.practice,
            t.expectation,
            t.checked_on,
            tuple(synonyms[t.id]),
            tuple((name, letters) for name, letters in roles[t.id].items()),
            tuple(items[t.id, "expectation"]),
        )
        for t, function, owner in rows
    ]


def busy_unheard(session: Session) -> list[TouchPointRow]:
    """Touch points with many contacts that no question asks about, the busiest first."""
    rows = [row for row in touch_point_rows(session) if row.busy_unheard]
    return sorted(rows, key=lambda row: -(row.volume or 0))


def _synonyms(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(TouchPointSynonym.touch_point_id, TouchPointSynonym.name).order_by(TouchPointSynonym.id)
    for touch_point, name in session.execute(query):
        found[touch_point].append(name)
    return found


def _roles(session: Session) -> dict[int, dict[str, str]]:
    """Letters by touch point and function, in the order R, A, C, I."""
    query = (
        select(TouchPointRole.touch_point_id, BusinessFunction.name, TouchPointRole.role)
        .join(BusinessFunction, BusinessFunction.id == TouchPointRole.function_id)
        .order_by(BusinessFunction.name)
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for touch_point, function, role in session.execute(query):
        letters = found[touch_point].get(function, "") + role
        found[touch_point][function] = "".join(letter for letter in RACI if letter in letters)
    return found
