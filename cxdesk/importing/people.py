"""Bring lists of customers and of invited contacts into the file, and say who did not match."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from cxdesk.accounts.actions import ContactSpec, Stored, store_accounts, store_contacts
from cxdesk.errors import Problem, UserError
from cxdesk.i18n import _
from cxdesk.importing.actions import Runs
from cxdesk.importing.people_files import AccountList, read_accounts, read_contacts
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.matching import MatchReport, invite, relink


@dataclass(frozen=True, slots=True)
class AccountsImported:
    """What came of a list of customers."""

    rows_in: int
    stored: Stored
    problems: tuple[Problem, ...]
    columns: dict[str, str]
    match: MatchReport


@dataclass(frozen=True, slots=True)
class ContactsImported:
    """What came of a list of invited contacts: how many are new, and rows whose customer is unknown."""

    rows_in: int
    invited: int
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...]


def import_accounts_file(project: Runs, path: Path, progress: Progress = no_progress) -> AccountsImported:
    """Add and update customers from a CSV or XLSX and tie answers to them."""
    found = read_accounts(path, progress)
    if not found.specs:
        raise UserError(_("There is no customer in “{name}”.").format(name=path.name))
    result: AccountsImported = project.run(
        _("Import customers from “{name}”").format(name=path.name), _store, found
    )
    return result


def import_invited_file(
    project: Runs, path: Path, round_id: int, progress: Progress = no_progress
) -> ContactsImported:
    """Note who was invited to a round."""
    found = read_contacts(path, progress)
    label = _("Import the invited from “{name}”").format(name=path.name)
    invited, unknown = project.run(label, _store_invited, found.specs, round_id)
    return ContactsImported(found.rows_in, invited, unknown, found.problems)


def _store(session: Session, found: AccountList) -> AccountsImported:
    stored = store_accounts(session, found.specs)
    return AccountsImported(found.rows_in, stored, found.problems, found.columns, relink(session))


def _store_invited(
    session: Session, specs: tuple[ContactSpec, ...], round_id: int
) -> tuple[int, tuple[str, ...]]:
    ids = store_contacts(session, specs)
    known = {account for account, _contact in ids}
    unknown = tuple(dict.fromkeys(s.account_key for s in specs if s.account_key.strip() not in known))
    return invite(session, round_id, ids.values()), unknown
