"""Bring lists of customers and of invited people into the file, and say who did not match or is to be left in peace."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.actions import ContactSpec, Stored, store_accounts, store_contacts
from cxdesk.accounts.model import Account, Contact
from cxdesk.accounts.queries import account_ids, account_keyed
from cxdesk.accounts.updates import Updates, compare
from cxdesk.errors import Problem, UserError
from cxdesk.i18n import _, folded
from cxdesk.importing.actions import Runs
from cxdesk.importing.contact_kinds import Read, kinds_of, note_kinds
from cxdesk.importing.people_fields import ACCOUNTS, INVITED, PURCHASES
from cxdesk.importing.people_plan import PeoplePlan, suggest
from cxdesk.importing.people_rows import AccountList, ContactList, read_accounts, read_contacts
from cxdesk.planning.rule_runs import AfterImport, after_customers
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.matching import MatchReport, invite, link_key, relink
from cxdesk.responses.model import Invitation, Round
from cxdesk.responses.proposals import decide
from cxdesk.responses.rest import Resting, person, resting
from cxdesk.touchpoints.proposals import Noted


@dataclass(frozen=True, slots=True)
class AccountsImported:
    """What came of a list of customers; rows_in = added + updated + unchanged + refused."""

    rows_in: int
    stored: Stored
    refused: int
    problems: tuple[Problem, ...]
    columns: dict[str, str]
    unused: tuple[str, ...]
    match: MatchReport
    follow_ups: AfterImport = field(default_factory=AfterImport)
    touch_points: Noted = field(default_factory=Noted)


@dataclass(frozen=True, slots=True)
class Invitations:
    """What a list of invited people would do, or did; customers in `unknown` are not in the file.

    `resting` were invited within the rest period: left out, or invited all the same with the reason said.
    """

    rows_in: int
    invited: int
    already: int
    unknown: tuple[str, ...]
    resting: tuple[Resting, ...]
    problems: tuple[Problem, ...]
    touch_points: Noted = field(default_factory=Noted)


def contact_kinds(plan: PeoplePlan, progress: Progress = no_progress) -> Read:
    """The kinds of contact that a column of a list names which is read as nothing else."""
    return kinds_of(plan.detection, taken=(c.position for c in plan.used.values()), progress=progress)


def propose(project: Runs, path: Path, what: str, progress: Progress = no_progress) -> PeoplePlan:
    """What each column is, with the keys of the customers of this file as a help; of purchases their names too."""
    keys: list[str] = project.read(_keys_and_names if what == PURCHASES else _account_keys)
    return suggest(path, what, keys, progress)


def propose_dropped(project: Runs, path: Path, progress: Progress = no_progress) -> PeoplePlan:
    """A list of which nobody said what it is: purchases where its headings say customer, day and amount, else customers."""
    plan = propose(project, path, PURCHASES, progress)
    said = {field for field, column in plan.used.items() if not column.guessed}
    return plan if {"key", "on", "amount"} <= said else propose(project, path, ACCOUNTS, progress)


def updates_of(project: Runs, found: AccountList) -> Updates:
    """What a list of customers would change, before anything is written."""
    updates: Updates = project.read(compare, found.specs)
    return updates


def invitations_of(project: Runs, found: ContactList, round_id: int, on: date | None = None) -> Invitations:
    """Whom a list would invite and who would be left in peace, before anything is written."""
    counted: Invitations = project.read(_counted, found, round_id, on)
    return counted


def import_accounts(
    project: Runs,
    found: AccountList,
    on: date | None = None,
    *,
    corrected: bool = False,
    progress: Progress = no_progress,
) -> AccountsImported:
    """Store a list of customers as one step and tie answers to them; a list that changes nothing leaves no step."""
    name = found.plan.detection.path.name
    if not found.specs:
        raise UserError(_("There is no customer in “{name}”.").format(name=name))
    if updates_of(project, found).stores:
        project.back_up("before-import")
    label = _("Import customers from “{name}”").format(name=name)
    kinds = contact_kinds(found.plan, progress)
    done: AccountsImported = project.run(label, _store, found, kinds, on, corrected, progress)
    return done


def import_invited(
    project: Runs,
    found: ContactList,
    round_id: int,
    on: date | None = None,
    *,
    reason: str = "",
    progress: Progress = no_progress,
) -> Invitations:
    """Note who was invited to a round as one step; with a reason those who should rest are invited too."""
    label = _("Import the invited from “{name}”").format(name=found.plan.detection.path.name)
    kinds = contact_kinds(found.plan, progress)
    done: Invitations = project.run(
        label, _store_invited, found, kinds, round_id, on, reason.strip(), progress
    )
    return done


def import_accounts_file(project: Runs, path: Path, progress: Progress = no_progress) -> AccountsImported:
    """Import a list of customers as proposed, where nothing has to be asked."""
    plan = propose(project, path, ACCOUNTS, progress)
    return import_accounts(project, read_accounts(plan, progress), progress=progress)


def import_invited_file(
    project: Runs, path: Path, round_id: int, progress: Progress = no_progress
) -> Invitations:
    """Import a list of invited people as proposed, where nothing has to be asked."""
    plan = propose(project, path, INVITED, progress)
    return import_invited(project, read_contacts(plan, progress), round_id, progress=progress)


def match_key(session: Session, key: str, account_id: int) -> AfterImport:
    """Say which customer a key in the answers means; the rules see its newest answers as that customer's."""
    link_key(session, key, account_id)
    return after_customers(session, (account_id,))


def match_keys(session: Session, accepted: dict[str, str], refused: list[str]) -> AfterImport:
    """Tie keys to the customers of these keys or names and refuse others, as one step; then the rules run."""
    decide(session, accepted, refused)
    return after_customers(session, {account_keyed(session, account).id for account in accepted.values()})


def _account_keys(session: Session) -> list[str]:
    return list(session.scalars(select(Account.key)))


def _keys_and_names(session: Session) -> list[str]:
    return [text for row in session.execute(select(Account.key, Account.name)) for text in row]


def _store(
    session: Session, found: AccountList, kinds: Read, on: date | None, corrected: bool, progress: Progress
) -> AccountsImported:
    updates = compare(session, found.specs)
    stored = store_accounts(session, found.specs, on, corrected=corrected, progress=progress)
    progress(1, 1, _("Matching the answers"))
    match = relink(session)
    # In the step of the import, so that one undo takes customers and follow-ups away together.
    touched = [*(n.key for n in updates.new), *(c.key for c in updates.changed)]
    follow_ups = after_customers(session, account_ids(session, touched) if touched else ())
    names = {field: column.header for field, column in found.plan.used.items()}
    return AccountsImported(
        found.rows_in, stored, found.refused, found.problems, names, found.plan.unused, match, follow_ups,
        note_kinds(session, kinds, found.plan.detection.path.name, on),
    )  # fmt: skip


def _counted(session: Session, found: ContactList, round_id: int, on: date | None) -> Invitations:
    keys = {folded(k) for k in session.scalars(select(Account.key))}
    known = [s for s in found.specs if folded(s.account_key) in keys]
    here = _invited_already(session, round_id)
    new = [s for s in known if (folded(s.account_key), folded(s.key)) not in here]
    asked = [(s.account_key, s.mail or s.key) for s in new]
    rests = resting(session, round_id, asked, on or _day_of(session, round_id))
    tired = _people(rests)
    left = sum(_person(s) not in tired for s in new)
    unknown = dict.fromkeys(s.account_key for s in found.specs if folded(s.account_key) not in keys)
    return Invitations(
        found.rows_in, left, len(known) - len(new), tuple(unknown), tuple(rests), found.problems
    )


def _store_invited(
    session: Session,
    found: ContactList,
    kinds: Read,
    round_id: int,
    on: date | None,
    reason: str,
    progress: Progress,
) -> Invitations:
    progress(0, len(found.specs), _("Noting who was invited"))
    plan = _counted(session, found, round_id, on)
    tired = _people(plan.resting)
    day = on or _day_of(session, round_id)
    calm = [s for s in found.specs if _person(s) not in tired]
    invited = invite(session, round_id, store_contacts(session, calm).values(), day)
    if reason and tired:
        others = [s for s in found.specs if _person(s) in tired]
        invited += invite(session, round_id, store_contacts(session, others).values(), day, reason)
    progress(len(found.specs), len(found.specs), _("Noting who was invited"))
    noted = note_kinds(session, kinds, found.plan.detection.path.name, on)
    return replace(plan, invited=invited, touch_points=noted)


def _people(rests: Iterable[Resting]) -> set[str]:
    return {person(r.account_key, r.contact) for r in rests}


def _person(spec: ContactSpec) -> str:
    return person(spec.account_key, spec.mail or spec.key)


def _invited_already(session: Session, round_id: int) -> set[tuple[str, str]]:
    rows = session.execute(
        select(Account.key, Contact.key)
        .join(Contact, Contact.account_id == Account.id)
        .join(Invitation, Invitation.contact_id == Contact.id)
        .where(Invitation.round_id == round_id)
    )
    return {(folded(account), folded(contact)) for account, contact in rows}


def _day_of(session: Session, round_id: int) -> date:
    """The day of an invitation when none is said: that of the round, else today."""
    row = session.get_one(Round, round_id)
    return row.opened_on or row.closed_on or date.today()
