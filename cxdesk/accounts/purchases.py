"""What customers bought: stored from lists, each purchase once, however often a list that holds it comes in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, Purchase
from cxdesk.i18n import folded

_Mark = tuple[int, date, str, float, str, float | None, str]


@dataclass(frozen=True, slots=True)
class PurchaseSpec:
    """One purchase as a list tells it; `account` is a customer's key or name, `row` its row in the list."""

    account: str
    on: date
    amount: float
    product: str = ""
    currency: str = ""
    quantity: float | None = None
    reference: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class UnknownBuyer:
    """A key in the list that no customer has, with its rows and what they come to."""

    key: str
    rows: int
    amount: float


@dataclass(frozen=True, slots=True)
class PurchaseMatch:
    """What a list would bring: `new` purchases by customer's number, how many are there, and who is unknown.

    `customers` counts those with a row in the list, `amount` is what the new ones come to.
    """

    new: tuple[tuple[int, PurchaseSpec], ...]
    already: int
    customers: int
    unknown: tuple[UnknownBuyer, ...]

    @property
    def amount(self) -> float:
        """What the new purchases come to."""
        return sum(spec.amount for _account, spec in self.new)


def match(session: Session, specs: Iterable[PurchaseSpec], links: dict[str, int]) -> PurchaseMatch:
    """Hold a list against the customers and the purchases that are there.

    A key is a customer's own, else one of `links` (keys a person or the answers tied to a customer), else the
    name of exactly one customer; spaces and case aside. Of purchases that are alike in everything as many are
    new as the list has more than the file: a list that overlaps the one before brings each purchase once.
    """
    known = _customers(session, links)
    there = Counter(_mark(row.account_id, row) for row in _stored(session))
    new: list[tuple[int, PurchaseSpec]] = []
    unknown: dict[str, UnknownBuyer] = {}
    seen: set[int] = set()
    already = 0
    for spec in specs:
        account = known.get(folded(spec.account))
        if account is None:
            before = unknown.get(folded(spec.account)) or UnknownBuyer(spec.account, 0, 0.0)
            unknown[folded(spec.account)] = UnknownBuyer(
                before.key, before.rows + 1, before.amount + spec.amount
            )
            continue
        seen.add(account)
        mark = _mark(account, spec)
        if there[mark] > 0:
            there[mark] -= 1
            already += 1
        else:
            new.append((account, spec))
    most = sorted(unknown.values(), key=lambda u: (-abs(u.amount), u.key))
    return PurchaseMatch(tuple(new), already, len(seen), tuple(most))


def store(session: Session, new: Sequence[tuple[int, PurchaseSpec]]) -> int:
    """Add purchases; returns how many."""
    rows = [
        {
            "account_id": account,
            "on": spec.on,
            "product": spec.product,
            "amount": spec.amount,
            "currency": spec.currency,
            "quantity": spec.quantity,
            "reference": spec.reference,
            "source_row": spec.row,
        }
        for account, spec in new
    ]
    if rows:
        session.execute(insert(Purchase), rows)
    session.flush()
    return len(rows)


def noted_days(session: Session) -> tuple[date, date] | None:
    """The first and the last day of a purchase in the file, whoever bought; None without one."""
    first, last = session.execute(select(func.min(Purchase.on), func.max(Purchase.on))).one()
    return (first, last) if first is not None else None


def _customers(session: Session, links: dict[str, int]) -> dict[str, int]:
    rows = session.execute(select(Account.id, Account.key, Account.name)).all()
    names = Counter(folded(name) for _number, _key, name in rows)
    found = {folded(name): number for number, _key, name in rows if names[folded(name)] == 1}
    found |= {folded(key): number for key, number in links.items()}
    return found | {folded(key): number for number, key, _name in rows}


def _stored(session: Session) -> list[Any]:
    columns = (
        Purchase.account_id, Purchase.on, Purchase.product, Purchase.amount, Purchase.currency, Purchase.quantity,
        Purchase.reference,
    )  # fmt: skip
    return list(session.execute(select(*columns)))


def _mark(account: int, row: Any) -> _Mark:
    """All that makes a purchase; the row it stood in does not, for the next list has it elsewhere."""
    return (
        account,
        row.on,
        folded(row.product),
        round(row.amount, 6),
        folded(row.currency),
        row.quantity,
        folded(row.reference),
    )
