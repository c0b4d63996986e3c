"""The rest period: who was invited so lately that another invitation would be one too many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, Contact
from cxdesk.accounts.queries import contact_rest
from cxdesk.i18n import folded
from cxdesk.responses.model import Invitation, Round
from cxdesk.surveys.model import Survey
from cxdesk.surveys.queries import shown


@dataclass(frozen=True, slots=True)
class Resting:
    """A person who was invited so lately that the rest period is not over: to which round, and when."""

    contact_id: int
    account_key: str
    contact: str
    survey: str
    round: str
    invited_on: date


def resting(session: Session, round_id: int, contacts: Iterable[tuple[str, str]], on: date) -> list[Resting]:
    """Those of (account key, mail or contact key) who were invited elsewhere within the rest period around `on`.

    A person is known by the mail address, at whatever customer; without one by the customer and the key.
    An invitation without a day of its own has that of its round.
    """
    days = contact_rest(session)
    if not days:
        return []
    wanted = {person(account, contact) for account, contact in contacts}
    rows = session.execute(
        select(
            Contact.id, Account.key, Contact.key, Contact.mail, Survey.name, Round.name, Invitation.invited_on,
            Round.opened_on, Round.closed_on,
        )
        .join(Invitation, Invitation.contact_id == Contact.id)
        .join(Account, Account.id == Contact.account_id)
        .join(Round, Round.id == Invitation.round_id)
        .join(Survey, Survey.id == Round.survey_id)
        .where(Round.id != round_id)
    )  # fmt: skip
    found: dict[str, Resting] = {}
    for number, account, key, mail, survey, name, noted, opened, closed in rows:
        day = noted or opened or closed
        who = person(account, mail or key)
        if who not in wanted or day is None or abs(day - on) >= timedelta(days):
            continue
        if who not in found or day > found[who].invited_on:
            found[who] = Resting(number, account, mail or key, shown(survey), name, day)
    return sorted(found.values(), key=lambda r: (r.account_key, r.contact))


def person(account_key: str, contact: str) -> str:
    """By what a person is known again: the mail address, else the customer and the key."""
    return folded(contact) if "@" in contact else f"{folded(account_key)}\n{folded(contact)}"
