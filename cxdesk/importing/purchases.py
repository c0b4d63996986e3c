"""Bring a list of purchases into the file: what it would bring first, then all of it as one step."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts import purchases
from cxdesk.accounts.purchases import PurchaseMatch, UnknownBuyer
from cxdesk.errors import Problem, UserError
from cxdesk.i18n import _
from cxdesk.importing.actions import Runs
from cxdesk.importing.contact_kinds import Read, note_kinds
from cxdesk.importing.people import contact_kinds
from cxdesk.importing.purchase_rows import PurchaseList
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.model import AccountKeyLink
from cxdesk.touchpoints.proposals import Noted


@dataclass(frozen=True, slots=True)
class PurchasesImported:
    """What came of a list of purchases; rows_in = added + already + refused + the rows of `unknown`."""

    rows_in: int
    added: int
    amount: float
    already: int
    refused: int
    customers: int
    unknown: tuple[UnknownBuyer, ...]
    problems: tuple[Problem, ...]
    columns: dict[str, str]
    unused: tuple[str, ...]
    touch_points: Noted = field(default_factory=Noted)


def purchases_of(project: Runs, found: PurchaseList) -> PurchaseMatch:
    """What a list would bring, before anything is written."""
    matched: PurchaseMatch = project.read(_match, found)
    return matched


def import_purchases(
    project: Runs, found: PurchaseList, progress: Progress = no_progress
) -> PurchasesImported:
    """Store the purchases that are not there yet as one step; a list that brings none leaves no step."""
    name = found.plan.detection.path.name
    if not found.specs:
        raise UserError(_("There is no purchase in “{name}” that can be stored.").format(name=name))
    matched = purchases_of(project, found)
    kinds, noted = contact_kinds(found.plan, progress), Noted()
    if matched.new or kinds.kinds:
        if matched.new:
            project.back_up("before-import")
        label = _("Import purchases from “{name}”").format(name=name)
        matched, noted = project.run(label, _store, found, kinds, progress)
    used = {field: column.header for field, column in found.plan.used.items()}
    return PurchasesImported(
        found.rows_in, len(matched.new), matched.amount, matched.already, found.refused, matched.customers,
        matched.unknown, found.problems, used, found.plan.unused, noted,
    )  # fmt: skip


def _match(session: Session, found: PurchaseList) -> PurchaseMatch:
    links = dict(session.execute(select(AccountKeyLink.key, AccountKeyLink.account_id)).all())
    return purchases.match(session, found.specs, links)


def _store(
    session: Session, found: PurchaseList, kinds: Read, progress: Progress
) -> tuple[PurchaseMatch, Noted]:
    progress(0, len(found.specs), _("Storing the purchases"))
    # Held against the file once more: somebody may have imported the same list meanwhile.
    matched = _match(session, found)
    purchases.store(session, matched.new)
    progress(len(found.specs), len(found.specs), _("Storing the purchases"))
    return matched, note_kinds(session, kinds, found.plan.detection.path.name)
