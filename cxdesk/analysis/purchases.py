"""What customers bought in twelve months and in the twelve before: one customer, and the quadrants side by side.

The months end with the last purchase that the file knows of, and never after the day that is asked about: where
the list ends earlier, months that it does not reach would look like months in which nobody bought.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, Purchase
from cxdesk.accounts.purchases import noted_days
from cxdesk.analysis.account_map import AccountMap, Placed
from cxdesk.analysis.quadrants import GROWTH, MODEL, QUADRANTS
from cxdesk.i18n import folded

MONTHS: Final = 12
_PART: Final = 3
# So many days may be missing at the beginning of twelve months that still count as whole.
_SLACK: Final = 31


@dataclass(frozen=True, slots=True)
class Period:
    """Twelve months and the twelve before; both ends belong to them. `noted_from` is the first purchase of the file."""

    start: date
    end: date
    noted_from: date

    @property
    def before(self) -> tuple[date, date]:
        """The twelve months before."""
        return months_back(self.end, 2 * MONTHS) + timedelta(1), self.start - timedelta(1)

    @property
    def knows_before(self) -> bool:
        """Whether the file knows the purchases of all the twelve months before."""
        return (self.noted_from - self.before[0]).days <= _SLACK

    @property
    def is_whole(self) -> bool:
        """Whether the file knows the purchases of all the twelve months."""
        return (self.noted_from - self.start).days <= _SLACK


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One product: how often and how much in the twelve months, and what it came to in the twelve before."""

    product: str
    purchases: int
    quantity: float | None
    amount: float
    before: float


@dataclass(frozen=True, slots=True)
class Part:
    """Three months and what they came to."""

    end: date
    amount: float


@dataclass(frozen=True, slots=True)
class Bought:
    """What one customer bought; amounts in its currencies are added up and not converted."""

    period: Period
    purchases: int
    amount: float
    purchases_before: int
    before: float
    products: tuple[ProductLine, ...]
    parts: tuple[Part, ...]
    currencies: tuple[str, ...]

    @property
    def currency(self) -> str:
        """The currency of every amount; nothing when there are several."""
        return self.currencies[0] if len(self.currencies) == 1 else ""


@dataclass(frozen=True, slots=True)
class BuyerLine:
    """What one customer of a quadrant bought of one product; without a product it bought nothing."""

    key: str
    name: str
    total: float
    product: str
    purchases: int
    quantity: float | None
    amount: float


@dataclass(frozen=True, slots=True)
class QuadrantBought:
    """One quadrant: what its customers bought in the twelve months; those without a purchase count in the mean."""

    quadrant: str
    customers: int
    buyers: int
    amount: float
    lines: tuple[BuyerLine, ...]

    @property
    def mean(self) -> float | None:
        """What a customer bought on average."""
        return self.amount / self.customers if self.customers else None


@dataclass(frozen=True, slots=True)
class Lack:
    """A product that a quadrant's customers buy less often than the others do."""

    product: str
    buyers: int
    customers: int
    buyers_elsewhere: int
    customers_elsewhere: int


@dataclass(frozen=True, slots=True)
class Less:
    """Satisfied customers that buy less than the others; `mean` and `elsewhere` are per customer, `percent` how much less."""

    quadrant: str
    customers: int
    mean: float
    elsewhere: float
    customers_elsewhere: int
    percent: float
    lack: Lack | None


@dataclass(frozen=True, slots=True)
class MapPurchases:
    """What the customers on a map bought."""

    period: Period
    quadrants: tuple[QuadrantBought, ...]
    less: Less | None
    currencies: tuple[str, ...]

    @property
    def currency(self) -> str:
        """The currency of every amount; nothing when there are several."""
        return self.currencies[0] if len(self.currencies) == 1 else ""

    def of(self, quadrant: str) -> QuadrantBought:
        """One quadrant."""
        return next(q for q in self.quadrants if q.quadrant == quadrant)


@dataclass(frozen=True, slots=True)
class _Sum:
    account: int
    product: str
    currency: str
    purchases: int
    quantity: float | None
    amount: float


def months_back(day: date, months: int) -> date:
    """So many months before a day; the last day of a month stays the last day of one."""
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def period_to(session: Session, until: date) -> Period | None:
    """The twelve months that a day looks back on; None while no purchase before it is noted."""
    noted = noted_days(session)
    if noted is None or noted[0] > until:
        return None
    end = min(until, noted[1])
    return Period(months_back(end, MONTHS) + timedelta(1), end, noted[0])


def bought_by(session: Session, account_id: int, until: date) -> Bought | None:
    """What one customer bought up to a day; None while nothing is noted of anybody."""
    period = period_to(session, until)
    if period is None:
        return None
    now = _sums(session, period.start, period.end, account_id)
    then = _sums(session, *period.before, account_id)
    products: dict[str, ProductLine] = {}
    for line, past in (*((s, False) for s in now), *((s, True) for s in then)):
        key = folded(line.product)
        here = products.get(key) or ProductLine(line.product, 0, None, 0.0, 0.0)
        products[key] = (
            ProductLine(here.product, here.purchases, here.quantity, here.amount, here.before + line.amount)
            if past
            else ProductLine(
                here.product,
                here.purchases + line.purchases,
                _added(here.quantity, line.quantity),
                here.amount + line.amount,
                here.before,
            )
        )
    return Bought(
        period,
        sum(s.purchases for s in now),
        sum(s.amount for s in now),
        sum(s.purchases for s in then),
        sum(s.amount for s in then),
        tuple(sorted(products.values(), key=lambda p: (-p.amount, -p.before, p.product))),
        tuple(_parts(session, account_id, period)),
        tuple(sorted({s.currency for s in (*now, *then)})),
    )


def bought_on_map(session: Session, found: AccountMap, today: date | None = None) -> MapPurchases | None:
    """What the customers on a map bought in the twelve months to its round; None while no purchase is noted."""
    until = min(found.round.day or date.max, today or date.today())
    period = period_to(session, until)
    if period is None:
        return None
    sums: dict[int, list[_Sum]] = {}
    for one in _sums(session, period.start, period.end):
        sums.setdefault(one.account, []).append(one)
    quadrants = tuple(_quadrant(q, [p for p in found.placed if p.quadrant == q], sums) for q in QUADRANTS)
    on_map = {p.standing.account_id for p in found.placed}
    currencies = sorted({s.currency for number in on_map for s in sums.get(number, ())})
    return MapPurchases(period, quadrants, _least(quadrants), tuple(currencies))


def _quadrant(name: str, placed: Sequence[Placed], sums: dict[int, list[_Sum]]) -> QuadrantBought:
    lines: list[BuyerLine] = []
    buyers, amount = 0, 0.0
    for one in placed:
        standing = one.standing
        mine = _by_product(sums.get(standing.account_id, ()))
        total = sum(s.amount for s in mine)
        amount, buyers = amount + total, buyers + bool(mine)
        rows = [(s.product, s.purchases, s.quantity, s.amount) for s in mine] or [("", 0, None, 0.0)]
        lines += (BuyerLine(standing.key, standing.name, total, *row) for row in rows)
    lines.sort(key=lambda line: (-line.total, line.name, line.key, -line.amount, line.product))
    return QuadrantBought(name, len(placed), buyers, amount, tuple(lines))


def _by_product(sums: Iterable[_Sum]) -> list[_Sum]:
    found: dict[str, _Sum] = {}
    for one in sums:
        key, here = folded(one.product), found.get(folded(one.product))
        if here is None:
            found[key] = one
            continue
        found[key] = _Sum(
            one.account, here.product, here.currency, here.purchases + one.purchases,
            _added(here.quantity, one.quantity), here.amount + one.amount,
        )  # fmt: skip
    return list(found.values())


def _least(quadrants: Sequence[QuadrantBought]) -> Less | None:
    """Of the two quadrants of satisfied customers the one that buys less than all the others together; None where neither does."""
    found = []
    for mine in quadrants:
        others = [q for q in quadrants if q is not mine]
        customers = sum(q.customers for q in others)
        if mine.quadrant not in (MODEL, GROWTH) or mine.mean is None or not customers:
            continue
        elsewhere = sum(q.amount for q in others) / customers
        if elsewhere > 0 and mine.mean < elsewhere:
            share = 100 * (elsewhere - mine.mean) / elsewhere
            lack = _lack(mine, others)
            found.append(Less(mine.quadrant, mine.customers, mine.mean, elsewhere, customers, share, lack))
    return max(found, key=lambda less: less.percent, default=None)


def _lack(mine: QuadrantBought, others: Sequence[QuadrantBought]) -> Lack | None:
    """The product whose share of buyers lies furthest below that of the other quadrants."""
    here, there = _buyers([mine]), _buyers(others)
    names = {folded(line.product): line.product for q in others for line in q.lines if line.product}
    elsewhere = sum(q.customers for q in others)
    found = [
        (len(keys) / elsewhere - len(here.get(name, ())) / mine.customers, name)
        for name, keys in there.items()
    ]
    gap, name = max(found, default=(0.0, ""))
    if gap <= 0:
        return None
    return Lack(names[name], len(here.get(name, ())), mine.customers, len(there[name]), elsewhere)


def _buyers(quadrants: Iterable[QuadrantBought]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quadrant in quadrants:
        for line in quadrant.lines:
            if line.product and line.amount > 0:
                found.setdefault(folded(line.product), set()).add(line.key)
    return found


def _sums(session: Session, start: date, end: date, account_id: int | None = None) -> list[_Sum]:
    currency = func.coalesce(func.nullif(Purchase.currency, ""), Account.currency)
    query = (
        select(
            Purchase.account_id, Purchase.product, currency, func.count(Purchase.id), func.sum(Purchase.quantity),
            func.sum(Purchase.amount),
        )
        .join(Account, Account.id == Purchase.account_id)
        .where(Purchase.on.between(start, end))
        .group_by(Purchase.account_id, Purchase.product, currency)
        .order_by(Purchase.account_id, Purchase.product, currency)
    )  # fmt: skip
    if account_id is not None:
        query = query.where(Purchase.account_id == account_id)
    return [_Sum(*row) for row in session.execute(query)]


def _parts(session: Session, account_id: int, period: Period) -> list[Part]:
    """Two years in parts of three months, the oldest first."""
    rows = session.execute(
        select(Purchase.on, Purchase.amount).where(
            Purchase.account_id == account_id, Purchase.on.between(period.before[0], period.end)
        )
    ).all()
    made = []
    for n in range(2 * MONTHS // _PART - 1, -1, -1):
        end = months_back(period.end, n * _PART)
        start = months_back(period.end, (n + 1) * _PART)
        made.append(Part(end, sum(amount for on, amount in rows if start < on <= end)))
    return made


def _added(one: float | None, two: float | None) -> float | None:
    return one if two is None else (one or 0.0) + two
