"""Customers as a list."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, Contact
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.people.model import Person


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One customer."""

    id: int
    key: str
    name: str
    segment: str
    region: str
    revenue: float | None
    currency: str
    owner: str
    language: str
    renewal_on: date | None
    contacts: int


def account_rows(session: Session) -> list[AccountRow]:
    """All customers by name."""
    contacts = dict(
        session.execute(select(Contact.account_id, func.count(Contact.id)).group_by(Contact.account_id)).all()
    )
    rows = session.execute(
        select(Account, Person.name)
        .join(Person, Person.id == Account.owner_id, isouter=True)
        .order_by(Account.name)
    )
    return [
        AccountRow(
            a.id,
            a.key,
            a.name,
            a.segment,
            a.region,
            a.revenue,
            a.currency,
            owner or "",
            a.language,
            a.renewal_on,
            contacts.get(a.id, 0),
        )
        for a, owner in rows
    ]


def account_keyed(session: Session, key: str) -> AccountRow:
    """The customer of that key, or of exactly that name."""
    rows = account_rows(session)
    wanted = key.strip().casefold()
    for row in rows:
        if wanted in (row.key.casefold(), row.name.casefold()):
            return row
    raise UserError(_("There is no customer with the key “{key}” in this file.").format(key=key))


def segments(session: Session) -> list[str]:
    """The segments in use."""
    query = select(Account.segment).where(Account.segment != "").distinct().order_by(Account.segment)
    return list(session.scalars(query))
