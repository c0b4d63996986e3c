"""What Alder Lifts' customers bought, with one truth planted: the satisfied small ones renew nothing.

Maintenance goes to everybody every three months and comes to half of a customer's revenue; repairs, spare parts
and modernisation are the rest. UPGRADES: of the customers in Growth (satisfied in March 2026 and below the median
revenue) few buy a modernisation, of all others most do.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Final

from cxdesk.accounts.purchases import PurchaseSpec
from cxdesk.accounts.updates import AccountSpec
from resources.sample.sheet import Sheet
from resources.sample.surveys import SCORED

FIRST: Final = date(2024, 4, 1)
LAST: Final = date(2026, 3, 31)
MAINTENANCE, REPAIR, PART, UPGRADE = "Maintenance contract", "Repair", "Spare part", "Modernisation"
# Of a hundred customers, how many buy a modernisation in a year: those in Growth, and all others.
UPGRADES: Final = (8, 74)


def bought(accounts: list[AccountSpec], march: Sheet) -> list[PurchaseSpec]:
    """Two years of purchases, customer by customer."""
    growth = _growing(accounts, march)
    return [p for a in accounts for p in _of(a, a.key in growth)]


def _of(account: AccountSpec, grows: bool) -> list[PurchaseSpec]:
    rng = Random(f"purchases {account.key}")
    revenue = account.revenue or 0.0
    found = []
    for quarter in range(8):
        on = date(2024 + (quarter + 1) // 4, (quarter + 1) % 4 * 3 + 1, 5)
        found.append(_one(account, on, MAINTENANCE, revenue / 8, 1))
    for year in range(2):
        start = FIRST + timedelta(365 * year)
        found += (
            _one(account, _day(rng, start), REPAIR, revenue * rng.uniform(0.02, 0.06), None)
            for _n in range(rng.randint(1, 4))
        )
        for _n in range(rng.randint(0, 3)):
            pieces = rng.randint(1, 6)
            found.append(
                _one(account, _day(rng, start), PART, pieces * round(revenue * 0.002 + 40, -1), pieces)
            )
        if rng.randrange(100) < UPGRADES[0 if grows else 1]:
            found.append(_one(account, _day(rng, start), UPGRADE, revenue * rng.uniform(0.2, 0.4), 1))
    return found


def _one(account: AccountSpec, on: date, product: str, amount: float, quantity: float | None) -> PurchaseSpec:
    return PurchaseSpec(account.key, on, float(round(amount, -1)), product, account.currency, quantity)


def _day(rng: Random, start: date) -> date:
    return min(start + timedelta(rng.randrange(365)), LAST)


def _growing(accounts: list[AccountSpec], march: Sheet) -> set[str]:
    """Satisfied in March and below the median revenue, as the usual cuts of the map have it."""
    totals: dict[str, list[int]] = {}
    for row, key in enumerate(march.facts["account_key"]):
        # Only finished answers count, as everywhere.
        if march.facts["state"][row] == 0:
            marks = [march.cells[item][row] for item in SCORED if item in march.cells]
            totals.setdefault(str(key), []).extend(int(m) for m in marks if isinstance(m, int))
    happy = {key for key, marks in totals.items() if marks and _score(marks) >= 50}
    revenue: Mapping[str, float] = {a.key: a.revenue or 0.0 for a in accounts}
    middle = median(revenue.values())
    return {key for key in happy if revenue.get(key, 0.0) < middle}


def _score(marks: list[int]) -> float:
    return sum((mark - 1) * 25 for mark in marks) / len(marks)
