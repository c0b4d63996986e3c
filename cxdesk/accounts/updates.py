"""What a list of customers would change: cell by cell, before anything is written and while it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.i18n import folded
from cxdesk.people.model import Person

TEXTS: Final = ("name", "segment", "region", "currency", "owner", "language", "relation")
VALUES: Final = ("revenue", "potential_revenue", "renewal_on", "left_on")
# What may be made blank; the others always have a value.
CLEARABLE: Final = ("segment", "region", "currency", "owner", *VALUES)


@dataclass(frozen=True, slots=True)
class AccountSpec:
    """One customer as a list of customers describes it; an empty part leaves what is there.

    `cleared` names the parts that are to be made blank.
    """

    key: str
    name: str = ""
    segment: str = ""
    region: str = ""
    revenue: float | None = None
    currency: str = ""
    owner: str = ""
    language: str = ""
    renewal_on: date | None = None
    relation: str = ""
    potential_revenue: float | None = None
    left_on: date | None = None
    cleared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value of one customer that would be another; blank is None or the empty text."""

    key: str
    name: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Named:
    """A customer by key and name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Updates:
    """What a list means for the file; `gone` are customers of the file that the list does not have."""

    new: tuple[Named, ...]
    changed: tuple[CellChange, ...]
    changed_customers: int
    unchanged: int
    gone: tuple[Named, ...]

    @property
    def stores(self) -> int:
        """How many customers would be written."""
        return len(self.new) + self.changed_customers


def compare(session: Session, specs: Iterable[AccountSpec]) -> Updates:
    """New, changed, unchanged and gone, against the file as it is now."""
    here = {folded(v["key"]): v for v in stored_values(session).values()}
    new: list[Named] = []
    changed: list[CellChange] = []
    touched = unchanged = 0
    seen: set[str] = set()
    for spec in specs:
        key = folded(spec.key)
        seen.add(key)
        known = here.get(key)
        if known is None:
            new.append(Named(spec.key, spec.name or spec.key))
            continue
        cells = differences(known, spec)
        changed += (CellChange(known["key"], known["name"], f, known[f], now) for f, now in cells.items())
        touched += bool(cells)
        unchanged += not cells
    gone = [Named(v["key"], v["name"]) for key, v in here.items() if key not in seen]
    return Updates(tuple(new), tuple(changed), touched, unchanged, tuple(sorted(gone, key=lambda g: g.name)))


def stored_values(session: Session) -> dict[int, dict[str, Any]]:
    """What the file says of every customer, by its number."""
    rows = session.execute(
        select(
            Account.id, Account.key, Account.name, Account.segment, Account.region, Account.currency,
            Person.name.label("owner"), Account.language, Account.relation, Account.revenue,
            Account.potential_revenue, Account.renewal_on, Account.left_on,
        ).join(Person, Person.id == Account.owner_id, isouter=True)
    )  # fmt: skip
    return {row.id: {**row._mapping, "owner": row.owner or ""} for row in rows}


def differences(known: Mapping[str, Any], spec: AccountSpec) -> dict[str, Any]:
    """The fields that the spec gives another value, with that value."""
    found: dict[str, Any] = {}
    for field in TEXTS:
        given = getattr(spec, field).strip()
        if given and given != known[field]:
            found[field] = given
    for field in VALUES:
        given = getattr(spec, field)
        if given is not None and given != known[field]:
            found[field] = given
    for field in spec.cleared:
        if field in CLEARABLE and known[field] not in (None, ""):
            found[field] = None if field in VALUES else ""
    return found
