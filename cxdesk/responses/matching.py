"""Which account a key in the answers means, who did not match, and how many of those invited answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, Contact
from cxdesk.i18n import folded
from cxdesk.responses.aggregate import people
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import AccountKeyLink, Invitation, Round
from cxdesk.responses.store import answers_of, live_chunks
from cxdesk.surveys.model import Survey


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A key in the answers that no customer has."""

    key: str
    answers: int


@dataclass(frozen=True, slots=True)
class MatchReport:
    """How the answers and the list of customers fit together."""

    matched_keys: int
    matched_answers: int
    unmatched: tuple[Unmatched, ...]
    silent: tuple[str, ...]


def relink(session: Session) -> MatchReport:
    """Tie every key in the answers to the account of that key, spaces and case aside."""
    found = _answers_by_key(session)
    accounts = {folded(key): number for key, number in session.execute(select(Account.key, Account.id))}
    linked = set(session.scalars(select(AccountKeyLink.key)))
    meant = {key: accounts.get(folded(key)) for key in found if key not in linked}
    session.add_all(
        AccountKeyLink(key=k, account_id=number) for k, number in meant.items() if number is not None
    )
    session.flush()
    return report(session, found)


def report(session: Session, found: dict[str, int] | None = None) -> MatchReport:
    """The match as it stands."""
    found = _answers_by_key(session) if found is None else found
    linked = dict(session.execute(select(AccountKeyLink.key, AccountKeyLink.account_id)).all())
    heard = {linked[key] for key in found if key in linked}
    silent = [
        name
        for number, name in session.execute(select(Account.id, Account.name).order_by(Account.name))
        if number not in heard
    ]
    unmatched = [Unmatched(key, n) for key, n in sorted(found.items()) if key not in linked]
    matched = {key: n for key, n in found.items() if key in linked}
    return MatchReport(len(matched), sum(matched.values()), tuple(unmatched), tuple(silent))


def link_key(session: Session, key: str, account_id: int) -> None:
    """Say by hand which account a key means."""
    row = session.scalars(select(AccountKeyLink).where(AccountKeyLink.key == key)).first()
    if row is None:
        session.add(AccountKeyLink(key=key, account_id=account_id))
    else:
        row.account_id = account_id


def invite(
    session: Session, round_id: int, contact_ids: Iterable[int], invited_on: date | None = None
) -> int:
    """Note who was invited to a round; returns how many are new."""
    here = set(session.scalars(select(Invitation.contact_id).where(Invitation.round_id == round_id)))
    new = [c for c in dict.fromkeys(contact_ids) if c not in here]
    session.add_all([Invitation(round_id=round_id, contact_id=c, invited_on=invited_on) for c in new])
    session.flush()
    return len(new)


def invited(session: Session, survey_id: int, where: Filter = Filter()) -> int | None:
    """How many people were invited, or None when nobody noted it for some of the rounds."""
    rounds = [
        r
        for r in session.scalars(select(Round).where(Round.survey_id == survey_id))
        if not where.rounds or r.name in where.rounds
    ]
    if where.languages or where.channels or where.answers or where.touch_points:
        return None
    total = 0
    for row in rounds:
        count = _invited_to(session, row, where)
        if count is None:
            return None
        total += count
    return total if rounds else None


def answered(session: Session, survey_id: int, where: Filter = Filter()) -> int:
    """How many responses count."""
    return int(people(session, survey_id, where=where)["n"][0])


def _invited_to(session: Session, row: Round, where: Filter) -> int | None:
    query = (
        select(func.count(Invitation.id))
        .join(Contact, Contact.id == Invitation.contact_id)
        .join(Account, Account.id == Contact.account_id)
        .where(Invitation.round_id == row.id)
    )
    if not (where.accounts or where.segments):
        return row.invited or session.scalar(query) or None
    if where.accounts:
        query = query.where(Account.key.in_(where.accounts))
    if where.segments:
        query = query.where(Account.segment.in_(where.segments))
    return session.scalar(query) or None


def _answers_by_key(session: Session) -> dict[str, int]:
    found: dict[str, int] = {}
    for survey_id in session.scalars(select(Survey.id)).all():
        keys = answers_of(session).keys(session, live_chunks(session, None, survey_id))
        for key, n in keys.iter_rows():
            found[key] = found.get(key, 0) + n
    return found
