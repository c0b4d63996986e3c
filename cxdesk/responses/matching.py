"""Which account a key in the answers means, who did not match, and how many of those invited answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, Contact
from cxdesk.accounts.queries import account_ids
from cxdesk.i18n import folded
from cxdesk.responses.account_keys import segments_at
from cxdesk.responses.aggregate import people
from cxdesk.responses.filter import Filter, among
from cxdesk.responses.live_rows import live_rows
from cxdesk.responses.model import AccountKeyLink, Invitation, RefusedKey, Round
from cxdesk.responses.store import answers_of, live_chunks
from cxdesk.surveys.model import Survey


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A key in the answers that no customer has; `refused` when a person said that it is none of ours."""

    key: str
    answers: int
    refused: bool = False


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
    matched = [k for k, number in meant.items() if number is not None]
    for key in _refused(session) & set(matched):
        session.execute(delete(RefusedKey).where(RefusedKey.key == key))
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
    refused = _refused(session)
    unmatched = [Unmatched(key, n, key in refused) for key, n in sorted(found.items()) if key not in linked]
    matched = {key: n for key, n in found.items() if key in linked}
    return MatchReport(len(matched), sum(matched.values()), tuple(unmatched), tuple(silent))


def link_key(session: Session, key: str, account_id: int) -> None:
    """Say by hand which account a key means."""
    row = session.scalars(select(AccountKeyLink).where(AccountKeyLink.key == key)).first()
    session.execute(delete(RefusedKey).where(RefusedKey.key == key))
    if row is None:
        session.add(AccountKeyLink(key=key, account_id=account_id))
    else:
        row.account_id = account_id


def link_known(session: Session, key: str) -> bool:
    """Tie a key that answers bring to the account of that key, unless something was said of it; whether it means one."""
    if session.scalar(select(AccountKeyLink.id).where(AccountKeyLink.key == key)) is not None:
        return True
    accounts = {folded(own): number for own, number in session.execute(select(Account.key, Account.id))}
    number = accounts.get(folded(key))
    if number is not None and key not in _refused(session):
        link_key(session, key, number)
    session.flush()
    return number is not None


def refuse_key(session: Session, key: str) -> None:
    """Say that a key in the answers is none of our customers; it is proposed no more."""
    if key not in _refused(session):
        session.add(RefusedKey(key=key))


def unlink_key(session: Session, key: str) -> None:
    """Take back what was said about a key: it waits for a customer again."""
    session.execute(delete(AccountKeyLink).where(AccountKeyLink.key == key))
    session.execute(delete(RefusedKey).where(RefusedKey.key == key))


def invite(
    session: Session,
    round_id: int,
    contact_ids: Iterable[int],
    invited_on: date | None = None,
    reason: str = "",
) -> int:
    """Note who was invited to a round; returns how many are new. `reason` is why the rest period was overridden."""
    here = set(session.scalars(select(Invitation.contact_id).where(Invitation.round_id == round_id)))
    new = [c for c in dict.fromkeys(contact_ids) if c not in here]
    session.add_all(
        [
            Invitation(round_id=round_id, contact_id=c, invited_on=invited_on, override_reason=reason)
            for c in new
        ]
    )
    session.flush()
    return len(new)


def invited(session: Session, survey_id: int, where: Filter = Filter()) -> int | None:
    """How many people were invited, or None when nobody noted it for some of the rounds."""
    rounds = list(session.scalars(select(Round).where(Round.survey_id == survey_id)))
    if where.rounds:
        names = set(among((r.name for r in rounds), where.rounds))
        rounds = [r for r in rounds if r.name in names]
    if where.languages or where.channels or where.answers or where.touch_points:
        return None
    total = 0
    for row in rounds:
        count = _invited_to(session, row, where)
        if count is None:
            return None
        total += count
    return total if rounds else None


def invited_by_account(session: Session, round_ids: Iterable[int]) -> dict[str, int]:
    """For each customer by key how many of its people were invited; only those of whom it is known for every round."""
    rounds = set(round_ids)
    query = (
        select(Account.key, Invitation.round_id, func.count(Invitation.id))
        .join(Contact, Contact.id == Invitation.contact_id)
        .join(Account, Account.id == Contact.account_id)
        .where(Invitation.round_id.in_(rounds))
        .group_by(Account.key, Invitation.round_id)
    )
    found: dict[str, list[int]] = {}
    for key, _round, n in session.execute(query):
        found.setdefault(key, []).append(n)
    return {key: sum(parts) for key, parts in found.items() if len(parts) == len(rounds)}


def answered(session: Session, survey_id: int, where: Filter = Filter()) -> int:
    """How many responses count."""
    return int(people(session, survey_id, where=where)["n"][0])


def _invited_to(session: Session, row: Round, where: Filter) -> int | None:
    query = (
        select(Contact.account_id, func.count(Invitation.id))
        .join(Contact, Contact.id == Invitation.contact_id)
        .where(Invitation.round_id == row.id)
        .group_by(Contact.account_id)
    )
    if not (where.accounts or where.segments):
        return row.invited or sum(n for _account, n in session.execute(query)) or None
    inside: set[int] | None = account_ids(session, where.accounts) if where.accounts else None
    if inside is not None:
        query = query.where(Contact.account_id.in_(inside))
    if where.segments:
        day = None if where.segments_today else row.closed_on or row.opened_on
        in_segments = segments_at(session, day, where.segments)
        inside = in_segments if inside is None else inside & in_segments
    counts = session.execute(query).all()
    return sum(n for account, n in counts if inside is None or account in inside) or None


def _refused(session: Session) -> set[str]:
    return set(session.scalars(select(RefusedKey.key)))


def _answers_by_key(session: Session) -> dict[str, int]:
    found: dict[str, int] = {}
    for survey_id in session.scalars(select(Survey.id)).all():
        keys = answers_of(session).keys(session, live_chunks(session, None, survey_id))
        for key, n in keys.iter_rows():
            found[key] = found.get(key, 0) + n
        live = live_rows(session, survey_id)
        for key in live.columns(("account_key",))["account_key"].drop_nulls() if live is not None else ():
            found[key] = found.get(key, 0) + 1
    return found
