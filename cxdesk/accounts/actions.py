"""What a person does with customers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, Contact
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
from cxdesk.people.actions import person_named


@dataclass(frozen=True, slots=True)
class AccountSpec:
    """One customer as a list of customers describes it; an empty part leaves what is there."""

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


@dataclass(frozen=True, slots=True)
class ContactSpec:
    """One person at a customer."""

    account_key: str
    key: str
    name: str = ""
    role: str = ""
    mail: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows were new and how many changed one that was there."""

    added: int
    updated: int


def store_accounts(session: Session, specs: Iterable[AccountSpec]) -> Stored:
    """Add customers and update those whose key is there already."""
    here = {a.key: a for a in session.scalars(select(Account))}
    owners: dict[str, int] = {}
    added = updated = 0
    for spec in specs:
        key = spec.key.strip()
        if not key:
            raise UserError(_("A customer without a key can't be stored."))
        row = here.get(key)
        if row is None:
            row = here[key] = Account(key=key, name=spec.name or key)
            session.add(row)
            added += 1
        else:
            updated += 1
        _fill(row, spec)
        if spec.owner:
            row.owner_id = owners.get(spec.owner) or person_named(session, spec.owner)
            owners[spec.owner] = row.owner_id
    session.flush()
    return Stored(added, updated)


def store_contacts(session: Session, specs: Iterable[ContactSpec]) -> dict[tuple[str, str], int]:
    """Add or update contacts; returns their ids by account key and contact key."""
    found = session.execute(select(Account.key, Account.id)).all()
    accounts = {folded(key): number for key, number in found}
    here = {(c.account_id, c.key): c for c in session.scalars(select(Contact))}
    rows: dict[tuple[str, str], Contact] = {}
    for spec in specs:
        account_id = accounts.get(folded(spec.account_key))
        if account_id is None:
            continue
        row = here.get((account_id, spec.key))
        if row is None:
            row = here[account_id, spec.key] = Contact(account_id=account_id, key=spec.key)
            session.add(row)
        for name in ("name", "role", "mail", "language"):
            if value := getattr(spec, name):
                setattr(row, name, value)
        rows[spec.account_key.strip(), spec.key] = row
    session.flush()
    return {key: row.id for key, row in rows.items()}


def change(session: Session, account_id: int, spec: AccountSpec) -> None:
    """Change the parts of one customer that are given."""
    row = session.get_one(Account, account_id)
    _fill(row, spec)
    if spec.owner:
        row.owner_id = person_named(session, spec.owner)


def delete(session: Session, account_id: int) -> None:
    """Take a customer out; answers keep the key they came with."""
    session.delete(session.get_one(Account, account_id))


def _fill(row: Account, spec: AccountSpec) -> None:
    for name in ("name", "segment", "region", "currency", "language", "relation"):
        if value := getattr(spec, name).strip():
            setattr(row, name, value)
    if spec.revenue is not None:
        row.revenue = spec.revenue
    if spec.renewal_on is not None:
        row.renewal_on = spec.renewal_on
