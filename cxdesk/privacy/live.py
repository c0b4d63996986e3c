"""Answers that came in one by one: finding one person's among them, and taking them out."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from cxdesk.responses.live import changed
from cxdesk.responses.model import LiveAnswer, LiveResponse, Round
from cxdesk.responses.schema import LIVE


@dataclass(frozen=True, slots=True)
class LiveOne:
    """What the file knows of one live response beside its codes."""

    number: int
    survey_id: int
    account_key: str
    keys: frozenset[str]
    words: frozenset[str]


def found_in(
    session: Session, keys: Collection[str], tokens: Collection[str], survey_id: int | None, mail: str = ""
) -> set[int]:
    """The numbers of the live responses that have one of these keys (small letters) or pseudonyms, or say this mail address."""
    query = (
        select(LiveResponse.id)
        .join(Round, Round.id == LiveResponse.round_id)
        .where(LiveResponse.batch_id.is_(None))
    )
    if survey_id is not None:
        query = query.where(Round.survey_id == survey_id)
    names = [func.lower(func.trim(c)) for c in (LiveResponse.key, LiveResponse.respondent_key)]
    numbers = set(session.scalars(query.where(or_(*(n.in_(list(keys)) for n in names))))) if keys else set()
    if tokens:
        theirs = query.join(LiveAnswer, LiveAnswer.response_id == LiveResponse.id)
        numbers |= set(session.scalars(theirs.where(LiveAnswer.words.in_(list(tokens)))))
    if mail:
        theirs = query.join(LiveAnswer, LiveAnswer.response_id == LiveResponse.id)
        numbers |= set(session.scalars(theirs.where(func.lower(func.trim(LiveAnswer.words)) == mail)))
    return {LIVE + n for n in numbers}


def learned(session: Session, numbers: Collection[int]) -> list[LiveOne]:
    """What these live responses tell of their person; those with chunk numbers are left out."""
    rows = session.execute(
        select(LiveResponse, Round.survey_id)
        .join(Round, Round.id == LiveResponse.round_id)
        .where(LiveResponse.id.in_([n - LIVE for n in numbers if n >= LIVE]))
    )
    found = []
    for row, survey_id in rows:
        words = set(session.scalars(select(LiveAnswer.words).where(LiveAnswer.response_id == row.id)))
        keys = frozenset({row.key, row.respondent_key} - {""})
        texts = frozenset(w for w in words if w) | keys
        found.append(LiveOne(LIVE + row.id, survey_id, row.account_key, keys, texts))
    return found


def is_there(session: Session, response_id: int) -> bool:
    """Whether a live response of this number is in the file."""
    row = session.get(LiveResponse, response_id - LIVE) if response_id >= LIVE else None
    return row is not None and row.batch_id is None


def erase(session: Session, numbers: Collection[int], keys: Collection[str]) -> int:
    """Delete these live responses, second entries of them, and what is left of those that went into a chunk."""
    own = [n - LIVE for n in numbers if n >= LIVE]
    names = [k.lower() for k in keys]
    stored = LiveResponse.batch_id.is_not(None) & func.lower(LiveResponse.key).in_(names)
    gone = set(session.scalars(select(LiveResponse.id).where(LiveResponse.id.in_(own) | stored)))
    gone |= set(session.scalars(select(LiveResponse.id).where(LiveResponse.checks.in_(gone))))
    if gone:
        session.execute(delete(LiveAnswer).where(LiveAnswer.response_id.in_(gone)))
        session.execute(delete(LiveResponse).where(LiveResponse.id.in_(gone)))
        changed(session, counts=True)
    return len(set(own) & gone)
