"""Personas and segments as sheets, with their share of the base."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.ages import stale_months
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, listed
from cxdesk.personas.model import Persona, PersonaQuote


@dataclass(frozen=True, slots=True)
class Share:
    """How many of our customers are of a segment, and what of the revenue is theirs.

    `revenue` is None where no customer of the file has any noted; `currency` is "" where several are mixed.
    """

    accounts: int
    all_accounts: int
    revenue: float | None = None
    all_revenue: float | None = None
    currency: str = ""

    @property
    def of_accounts(self) -> float | None:
        """The share of customers in %."""
        return 100 * self.accounts / self.all_accounts if self.all_accounts else None

    @property
    def of_revenue(self) -> float | None:
        """The share of revenue in %; None where revenue isn't known or comes in several currencies."""
        if self.revenue is None or not self.all_revenue:
            return None
        return 100 * self.revenue / self.all_revenue


@dataclass(frozen=True, slots=True)
class PersonaRow:
    """One sheet, whole; `stale_months` is set where it should be checked again."""

    id: int
    name: str
    kind: str
    role: str
    about: str
    segment: str
    picture: str
    goals: tuple[str, ...]
    needs: tuple[str, ...]
    standards: tuple[str, ...]
    expectations: tuple[str, ...]
    jobs: tuple[str, ...]
    tone: str
    grade: str
    source: str
    checked_on: date | None
    stale_months: int | None
    quotes: tuple[tuple[str, str], ...] = ()
    share: Share | None = None


def persona_rows(session: Session, today: date | None = None) -> list[PersonaRow]:
    """All sheets in their order; a share only where the sheet names a segment."""
    today = today or date.today()
    quotes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in session.scalars(select(PersonaQuote).order_by(PersonaQuote.position, PersonaQuote.id)):
        quotes[row.persona_id].append((row.text, row.speaker))
    shares = segment_shares(session)
    rows = session.scalars(select(Persona).order_by(Persona.position, Persona.id)).all()
    return [_row(p, tuple(quotes[p.id]), shares, today) for p in rows]


def persona_named(session: Session, text: str, today: date | None = None) -> PersonaRow:
    """The sheet of that name or number."""
    rows = persona_rows(session, today)
    for row in rows:
        if folded(text) in (folded(row.name), str(row.id)):
            return row
    raise UserError(
        _("There is no persona or segment “{name}” in this file. There are: {names}.").format(
            name=text, names=listed(r.name for r in rows) or "–"
        )
    )


def personas_of_segments(session: Session) -> dict[str, list[str]]:
    """The names of the personas that stand for each segment; a sheet of a segment of that name is none."""
    query = select(Persona.segment, Persona.name).where(Persona.segment != "").order_by(Persona.position)
    found: dict[str, list[str]] = defaultdict(list)
    for segment, name in session.execute(query):
        if folded(name) != folded(segment):
            found[segment].append(name)
    return dict(found)


def segment_shares(session: Session) -> dict[str, Share]:
    """The share of each segment among customers that are with us today."""
    here = Account.left_on.is_(None)
    rows = session.execute(
        select(Account.segment, Account.currency, func.count(Account.id), func.sum(Account.revenue))
        .where(here)
        .group_by(Account.segment, Account.currency)
    ).all()
    count = sum(n for _segment, _currency, n, _revenue in rows)
    known = [(currency, revenue) for _segment, currency, _n, revenue in rows if revenue is not None]
    currencies = {currency for currency, _revenue in known}
    total = sum(revenue for _currency, revenue in known) if len(currencies) == 1 else None
    found: dict[str, Share] = {}
    for segment in dict.fromkeys(row[0] for row in rows if row[0]):
        mine = [(n, revenue) for name, _currency, n, revenue in rows if name == segment]
        revenue = sum(r for _n, r in mine if r is not None) if total is not None else None
        currency = next(iter(currencies)) if total is not None else ""
        found[segment] = Share(sum(n for n, _r in mine), count, revenue, total, currency)
    return found


def _row(
    p: Persona, quotes: tuple[tuple[str, str], ...], shares: dict[str, Share], today: date
) -> PersonaRow:
    return PersonaRow(
        id=p.id,
        name=p.name,
        kind=p.kind,
        role=p.role,
        about=p.about,
        segment=p.segment,
        picture=p.picture,
        goals=tuple(p.goals),
        needs=tuple(p.needs),
        standards=tuple(p.standards),
        expectations=tuple(p.expectations),
        jobs=tuple(p.jobs),
        tone=p.tone,
        grade=p.grade,
        source=p.source,
        checked_on=p.checked_on,
        stale_months=stale_months(p.checked_on, today),
        quotes=quotes,
        share=shares.get(p.segment) if p.segment else None,
    )
