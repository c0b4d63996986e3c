"""Who answers for what a customer reads: the owner of the account, or somebody who says so in their place."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
from cxdesk.people.model import Person
from cxdesk.planning import wording
from cxdesk.planning.assemble import owners
from cxdesk.planning.model import Plan


def answers_for(session: Session, plan_id: int) -> str:
    """The name of the person who answers for the plan's account; nothing where the account has no owner."""
    query = (
        select(Person.name)
        .join(Account, Account.owner_id == Person.id)
        .join(Plan, Plan.account_id == Account.id)
        .where(Plan.id == plan_id)
    )
    return session.scalar(query) or ""


def another_name(session: Session, plan_id: int, by: str) -> str:
    """The owner of the account where `by` is somebody else; nothing where no question has to be asked."""
    owner = answers_for(session, plan_id)
    return owner if owner and folded(owner) != folded(by) else ""


def approve_plan(
    session: Session, plan_id: int, language: str, by: str, at: datetime, *, instead: bool = False
) -> int:
    """Somebody answers for every wording of a plan in one language; returns how many.

    A name other than the account's owner is refused unless `instead` says that this is meant; it is kept then
    in whose place they approved.
    """
    owner = another_name(session, plan_id, by)
    if owner and by.strip() and not instead:
        name = session.get_one(Account, session.get_one(Plan, plan_id).account_id).name
        raise UserError(
            _("{owner} answers for {customer}. Ask them, or say that you approve in their place.").format(
                owner=owner, customer=name
            )
        )
    return wording.approve(session, owners(session, plan_id), language, by, at, instead_of=owner)
