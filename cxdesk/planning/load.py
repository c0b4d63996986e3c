"""What actions ask of people: hours per owner and month, actions at once per function, each against a limit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.model import OPEN_STATES

HOURS_A_DAY = 8.0


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One owner or function: an amount for each month, and whether it is more than the limit."""

    name: str
    amounts: tuple[float, ...]
    over: tuple[bool, ...]
    unsaid: int = 0

    @property
    def is_over(self) -> bool:
        """Whether any month is too much."""
        return any(self.over)


def months_from(today: date, count: int = 6) -> tuple[date, ...]:
    """The first days of this month and those after it."""
    first = today.year * 12 + today.month - 1
    return tuple(date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(count))


def hours(row: ActionRow) -> float | None:
    """The effort of an action in hours a month; a day is eight hours."""
    if row.effort is None:
        return None
    return row.effort * (HOURS_A_DAY if row.effort_unit == "days" else 1.0)


def owner_load(rows: Iterable[ActionRow], months: Sequence[date], limit: float) -> list[LoadRow]:
    """Hours per owner in each month, the most loaded first; `unsaid` counts actions without an effort."""
    mine: dict[str, list[ActionRow]] = {}
    for row in rows:
        if row.state in OPEN_STATES and row.owner:
            mine.setdefault(row.owner, []).append(row)
    return _rows(mine, months, limit, lambda r: hours(r) or 0.0)


def function_load(rows: Iterable[ActionRow], months: Sequence[date], limit: float) -> list[LoadRow]:
    """Actions going on at once per function in each month, the most loaded first."""
    mine: dict[str, list[ActionRow]] = {}
    for row in rows:
        for name in row.functions if row.state in OPEN_STATES else ():
            mine.setdefault(name, []).append(row)
    return _rows(mine, months, limit, lambda _row: 1.0)


def runs_in(row: ActionRow, month: date, now: date) -> bool:
    """Whether an open action is going on in a month: from its start, or from now, to its day; a late one still is now."""
    begins = _first(row.started_on or now)
    ends = _first(row.due_on) if row.due_on else begins
    return begins <= month <= max(ends, _first(now))


def _rows(
    mine: dict[str, list[ActionRow]],
    months: Sequence[date],
    limit: float,
    amount: Callable[[ActionRow], float],
) -> list[LoadRow]:
    found = []
    for name, rows in mine.items():
        amounts = tuple(sum(amount(r) for r in rows if runs_in(r, m, months[0])) for m in months)
        over = tuple(a > limit for a in amounts)
        found.append(LoadRow(name, amounts, over, sum(1 for r in rows if r.effort is None)))
    return sorted(found, key=lambda r: (-max(r.amounts, default=0.0), r.name))


def _first(day: date) -> date:
    return day.replace(day=1)
