"""Customers as a list, and what they were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, AccountHistory, Contact, ContactRest
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
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
    potential_revenue: float | None = None
    relation: str = "customer"
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A value that a customer had until a day, that day not included."""

    field: str
    value: str
    until: date


def account_rows(session: Session) -> list[AccountRow]:
    """All customers by name."""
    contacts = dict(
        session.execute(select(Contact.account_id, func.count(Contact.id)).group_by(Contact.account_id)).all()
    )
    # Columns and not mapped objects, which cost five times as much where there are thousands.
    rows = session.execute(
        select(
            Account.id, Account.key, Account.name, Account.segment, Account.region, Account.revenue,
            Account.currency, Person.name, Account.language, Account.renewal_on, Account.potential_revenue,
            Account.relation, Account.left_on,
        )
        .join(Person, Person.id == Account.owner_id, isouter=True)
        .order_by(Account.name)
    )  # fmt: skip
    return [
        AccountRow(
            number, key, name, segment, region, revenue, currency, owner or "", lang, renewal, contacts.get(number, 0),
            potential, relation, left,
        )
        for (
            number, key, name, segment, region, revenue, currency, owner, lang, renewal, potential, relation, left
        ) in rows
    ]  # fmt: skip


def account_keyed(session: Session, key: str) -> AccountRow:
    """The customer of that key, or of exactly that name."""
    rows = account_rows(session)
    wanted = folded(key)
    for row in rows:
        if wanted in (folded(row.key), folded(row.name)):
            return row
    raise UserError(_("There is no customer with the key “{key}” in this file.").format(key=key))


def account_ids(session: Session, keys: Iterable[str]) -> set[int]:
    """The customers of these keys, spaces and case aside."""
    wanted = list(dict.fromkeys(keys))
    rows = session.execute(select(Account.key, Account.id).where(Account.key.in_(wanted))).all()
    if len(rows) < len(wanted):
        # SQLite folds the case of plain Latin letters only, so the keys not found as written are compared here.
        asked = {folded(key) for key in wanted}
        rows = [r for r in session.execute(select(Account.key, Account.id)) if folded(r.key) in asked]
    return {number for _key, number in rows}


def segments(session: Session) -> list[str]:
    """The segments in use, today or in the past."""
    now = select(Account.segment).where(Account.segment != "").distinct()
    then = select(AccountHistory.value).where(AccountHistory.field == "segment").distinct()
    spelt = {folded(s): s for s in [*session.scalars(then), *session.scalars(now)]}
    return sorted(spelt.values())


def segments_changed(session: Session) -> bool:
    """Whether any customer was in another segment before, so that "at the round" and "today" may differ."""
    query = select(AccountHistory.id).where(AccountHistory.field == "segment").limit(1)
    return session.scalars(query).first() is not None


def history_rows(session: Session, account_id: int) -> list[HistoryRow]:
    """What one customer was, the latest change first."""
    return history_of_all(session, account_id).get(account_id, [])


def history_of_all(session: Session, account_id: int | None = None) -> dict[int, list[HistoryRow]]:
    """What each customer was, the latest change first; or only that one."""
    query = select(AccountHistory).order_by(AccountHistory.until.desc(), AccountHistory.field)
    if account_id is not None:
        query = query.where(AccountHistory.account_id == account_id)
    found: dict[int, list[HistoryRow]] = {}
    for row in session.scalars(query):
        found.setdefault(row.account_id, []).append(HistoryRow(row.field, row.value, row.until))
    return found


def contact_rest(session: Session) -> int | None:
    """The days a contact rests after an invitation; None while the rule is off."""
    return session.scalars(select(ContactRest.days)).first()
