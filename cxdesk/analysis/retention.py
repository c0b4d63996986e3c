"""Who left: how many of each segment before and after a day, and how many of each group stayed.

When somebody became a customer is not written down, so all who had not left count as there at the start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cxdesk.accounts.queries import AccountRow

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Span:
    """A period: customers at its start, and those of them who left before its end. The rate is percent."""

    customers: int
    left: int

    @property
    def rate(self) -> float | None:
        """Of a hundred customers at the start, how many left."""
        return 100 * self.left / self.customers if self.customers else None


@dataclass(frozen=True, slots=True)
class Defection:
    """One segment before and after a day."""

    segment: str
    before: Span
    after: Span

    @property
    def absolute(self) -> float | None:
        """The rate after minus the rate before, in points."""
        if self.before.rate is None or self.after.rate is None:
            return None
        return self.after.rate - self.before.rate

    @property
    def relative(self) -> float | None:
        """The same in percent of the rate before; None where nobody left before."""
        return (
            100 * self.absolute / self.before.rate if self.absolute is not None and self.before.rate else None
        )


@dataclass(frozen=True, slots=True)
class Retention:
    """One group at a day, and how many of it are customers still. The rate is percent."""

    group: str
    customers: int
    kept: int

    @property
    def rate(self) -> float | None:
        """Of a hundred customers, how many stayed."""
        return 100 * self.kept / self.customers if self.customers else None


def equal_spans(pivot: date, today: date) -> tuple[date, date]:
    """From when to when two equally long periods around a day reach: a year each, or as long as there was since."""
    length = min(YEAR, max(today - pivot, timedelta(0)))
    return pivot - length, pivot + length


def defections(accounts: Iterable[AccountRow], pivot: date, today: date) -> list[Defection]:
    """Each segment before and after a day, by name; a segment of nobody is left out."""
    start, end = equal_spans(pivot, today)
    by_segment: dict[str, list[AccountRow]] = {}
    for row in accounts:
        if was_ever_customer(row):
            by_segment.setdefault(row.segment, []).append(row)
    made = [
        Defection(s, _span(rows, start, pivot), _span(rows, pivot, end)) for s, rows in by_segment.items()
    ]
    return sorted((d for d in made if d.before.customers), key=lambda d: d.segment)


def mean_relative(found: Sequence[Defection]) -> float | None:
    """The mean of the segments' relative changes, each segment counting once; None where fewer than two have one."""
    changes = [d.relative for d in found if d.relative is not None]
    return sum(changes) / len(changes) if len(changes) > 1 else None


def retained(groups: Iterable[tuple[str, AccountRow]], start: date, until: date) -> list[Retention]:
    """Of each group's customers at a day, how many are customers still at a later one; in the order given."""
    rows: dict[str, list[AccountRow]] = {}
    for group, row in groups:
        if was_ever_customer(row) and _is_there(row, start):
            rows.setdefault(group, []).append(row)
    return [Retention(g, len(mine), sum(_is_there(r, until) for r in mine)) for g, mine in rows.items()]


def was_ever_customer(row: AccountRow) -> bool:
    """Customers, and former ones of whom it is known when they left."""
    return row.relation == "customer" or (row.relation in ("former", "customer") and row.left_on is not None)


def _span(rows: Iterable[AccountRow], start: date, end: date) -> Span:
    there = [r for r in rows if _is_there(r, start)]
    return Span(len(there), sum(not _is_there(r, end) for r in there))


def _is_there(row: AccountRow, day: date) -> bool:
    """Whether it had not left on a day; who leaves on that day has left."""
    return row.left_on is None or row.left_on > day
