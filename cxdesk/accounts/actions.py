"""What a person does with customers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy import delete as delete_rows
from sqlalchemy.orm import Session

from cxdesk.accounts import history
from cxdesk.accounts.model import Account, Contact, ContactRest
from cxdesk.accounts.updates import AccountSpec, differences, stored_values
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
from cxdesk.people.actions import person_named
from cxdesk.progress import Progress, no_progress

__all__ = [
    "AccountSpec", "ContactSpec", "Stored", "add", "change", "delete", "set_contact_rest", "store_accounts", "store_contacts",
]  # fmt: skip


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
    """How many rows were new, how many changed one that was there, and how many said what was known."""

    added: int
    updated: int
    unchanged: int = 0


def store_accounts(
    session: Session,
    specs: Iterable[AccountSpec],
    on: date | None = None,
    *,
    corrected: bool = False,
    progress: Progress = no_progress,
) -> Stored:
    """Add customers and change those whose key is there already, spaces and case aside.

    What a customer was is kept as true until `on` (today when not said), unless the values are
    `corrected`: then they were always so.
    """
    specs = list(specs)
    values = stored_values(session)
    here = {folded(v["key"]): number for number, v in values.items()}
    owners = _Owners(session)
    before: list[tuple[int, str, Any]] = []
    changes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    new: dict[str, dict[str, Any]] = {}
    updated = unchanged = 0
    for at, spec in enumerate(specs):
        if at % _TOLD_EVERY == 0:
            progress(at, len(specs), _("Storing the customers"))
        key = spec.key.strip()
        if not key:
            raise UserError(_("A customer without a key can’t be stored."))
        number = here.get(folded(key))
        if number is None:
            row = new.setdefault(folded(key), {**_NEW, "key": key, "name": key})
            row |= owners.columns(differences(_BLANK, spec))
            continue
        cells = differences(values[number], spec)
        before += ((number, f, values[number][f]) for f in cells if f in history.KEPT)
        values[number] |= cells
        updated += bool(cells)
        unchanged += not cells
        if cells:
            columns = owners.columns(cells)
            changes.setdefault(tuple(columns), []).append({"account": number, **columns})
    _keep(session, before, on, corrected)
    for rows in changes.values():
        _update(session, rows)
    if new:
        session.execute(insert(Account), list(new.values()))
    return Stored(len(new), updated, unchanged)


def add(session: Session, spec: AccountSpec) -> str:
    """Add one customer and give its key; without one it is called by its name. UserError where that is taken."""
    name = " ".join(spec.name.split())
    if not name:
        raise UserError(_("A customer needs a name."))
    key = " ".join(spec.key.split()) or name
    for field, text in (("name", name), ("key", key)):
        if len(text) > LONGEST_NAME:
            words = {
                "name": _("The name is longer than {most} letters."),
                "key": _("The account number is longer than {most} letters."),
            }
            raise UserError(words[field].format(most=LONGEST_NAME))
    values = stored_values(session).values()
    if there := next((v for v in values if folded(v["key"]) == folded(key)), None):
        sentence = _("“{name}” has this account number already: {key}.")
        raise UserError(sentence.format(name=there["name"], key=there["key"]))
    if not spec.key.strip() and any(folded(v["name"]) == folded(name) for v in values):
        sentence = _("There is a customer “{name}” already. Give this one an account number of its own.")
        raise UserError(sentence.format(name=name))
    store_accounts(session, [replace(spec, key=key, name=name)])
    return key


def store_contacts(session: Session, specs: Iterable[ContactSpec]) -> dict[tuple[str, str], int]:
    """Add or update contacts; returns their ids by account key and contact key as the specs write them."""
    found = session.execute(select(Account.key, Account.id)).all()
    accounts = {folded(key): number for key, number in found}
    here = {(c.account_id, folded(c.key)): c for c in session.scalars(select(Contact))}
    rows: dict[tuple[str, str], Contact] = {}
    for spec in specs:
        account_id = accounts.get(folded(spec.account_key))
        if account_id is None:
            continue
        row = here.get((account_id, folded(spec.key)))
        if row is None:
            row = here[account_id, folded(spec.key)] = Contact(account_id=account_id, key=spec.key)
            session.add(row)
        for name in ("name", "role", "mail", "language"):
            if value := getattr(spec, name):
                setattr(row, name, value)
        rows[spec.account_key.strip(), spec.key] = row
    session.flush()
    return {key: row.id for key, row in rows.items()}


def change(
    session: Session, account_id: int, spec: AccountSpec, on: date | None = None, *, corrected: bool = False
) -> None:
    """Change the parts of one customer that are given; what it was is kept as in `store_accounts`."""
    known = stored_values(session)[account_id]
    cells = differences(known, spec)
    _keep(session, [(account_id, f, known[f]) for f in cells if f in history.KEPT], on, corrected)
    if cells:
        _update(session, [{"account": account_id, **_Owners(session).columns(cells)}])


def delete(session: Session, account_id: int) -> None:
    """Take a customer out; answers keep the key they came with."""
    session.delete(session.get_one(Account, account_id))


def set_contact_rest(session: Session, days: int | None) -> None:
    """How many days a contact rests after an invitation; None or 0 switches the rule off."""
    if days is not None and not 0 <= days <= MOST_REST:
        raise UserError(_("The rest period is between 0 and {most} days.").format(most=MOST_REST))
    session.execute(delete_rows(ContactRest))
    if days:
        session.add(ContactRest(days=days))
    session.flush()


MOST_REST = 3650
LONGEST_NAME = 200
_TOLD_EVERY = 500
_NEW: dict[str, Any] = {
    "segment": "", "region": "", "currency": "", "language": "en", "relation": "customer", "owner_id": None,
    "revenue": None, "potential_revenue": None, "renewal_on": None, "left_on": None,
}  # fmt: skip
_BLANK: dict[str, Any] = dict.fromkeys(
    ("name", "segment", "region", "currency", "owner", "language", "relation"), ""
) | dict.fromkeys(("revenue", "potential_revenue", "renewal_on", "left_on"))


def _keep(session: Session, before: list[tuple[int, str, Any]], on: date | None, corrected: bool) -> None:
    if corrected or not before:
        return
    day = on or date.today()
    history.refuse_older(session, day)
    history.keep(session, before, day)


def _update(session: Session, rows: list[dict[str, Any]]) -> None:
    """Write the same columns of many customers; past the mapped objects, which cost ten times as long."""
    table = Account.__table__
    assert isinstance(table, Table)
    names = [name for name in rows[0] if name != "account"]
    statement = update(table).where(table.c.id == bindparam("account"))
    session.connection().execute(statement.values({name: bindparam(name) for name in names}), rows)
    session.expire_all()


class _Owners:
    """Persons by name, each looked up once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.known: dict[str, int | None] = {"": None}

    def columns(self, cells: dict[str, Any]) -> dict[str, Any]:
        """Values by field as columns of the table."""
        if "owner" not in cells:
            return cells
        name = cells["owner"]
        if name not in self.known:
            self.known[name] = person_named(self.session, name)
        return {**{f: v for f, v in cells.items() if f != "owner"}, "owner_id": self.known[name]}
