"""The respondent who is to be erased: every response, row, word and answer of theirs, before anything goes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, Contact
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
from cxdesk.importing.pseudonym import secret_of, token
from cxdesk.privacy import live
from cxdesk.responses.erased import StoredChunk, rows_of, some, stored_chunks
from cxdesk.responses.model import AccountKeyLink, RawCell
from cxdesk.responses.schema import ERASED, column
from cxdesk.storage.check import damaged_chunk
from cxdesk.surveys.model import Item, Question

# Facts about an answer that many share, and that tell nobody.
_SHARED_FACTS: Final = ("account_key", "language", "channel", "over_quota")


@dataclass(slots=True)
class Person:
    """All that is known of one respondent. `keys` are what tools and lists call them; `rows` are rows of each import's file, by the import's number.

    `words` are the texts that stand for this person, the longest first; `unread` are sentences about answers
    that are damaged, so that nobody can tell whether they are this person's.
    """

    key: str = ""
    keys: set[str] = field(default_factory=set)
    responses: set[int] = field(default_factory=set)
    chunks: list[StoredChunk] = field(default_factory=list)
    surveys: set[int] = field(default_factory=set)
    rows: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    account_keys: set[str] = field(default_factory=set)
    contacts: list[int] = field(default_factory=list)
    words: tuple[str, ...] = ()
    unread: list[str] = field(default_factory=list)


def by_key(session: Session, key: str, survey_id: int | None = None) -> Person:
    """The respondent of this key, mail address or other word that was made a pseudonym; UserError when there is none.

    A mail address is theirs too where it is a whole answer.
    """
    if not key.strip():
        raise UserError(_("Say whom to erase: the key of the answer, or the mail address."))
    secret = secret_of(session)
    tokens = {token(key, secret)} if secret else set()
    person = _gathered(session, key.strip(), tokens, survey_id)
    if not person.responses and not person.contacts:
        sentence = _(
            "Nobody with the key “{key}” is in this file. Keys are what the survey tool calls its answers."
        )
        raise UserError(sentence.format(key=key.strip()))
    return person


def by_response(session: Session, response_id: int) -> Person:
    """The respondent of one answer, with their other answers where its key or its pseudonyms tell them."""
    if live.is_there(session, response_id):
        return _gathered(session, "", set(), None, {response_id})
    for chunk in stored_chunks(session):
        if chunk.first_id <= response_id <= chunk.last_id:
            if next(iter(rows_of(session, chunk, [response_id]))).get("state") == ERASED:
                break
            return _gathered(session, "", set(), None, {response_id})
    raise UserError(_("That answer is not in the file any more."))


def _gathered(
    session: Session, key: str, tokens: set[str], survey_id: int | None, known: Iterable[int] = ()
) -> Person:
    """Everything of one person; looked for again as long as what is found tells more of their answers."""
    person = Person(key, keys={key} - {""}, responses=set(known))
    pseudonyms = [column(i) for i in _items_of_kind(session, "pseudonym")]
    # Who leaves a mail address as an answer is known by it; a name may be many people's.
    mail = key.lower() if "@" in key else ""
    texts = [column(i) for i in _items_of_kind(session, "text")] if mail else []
    chunks = [c for c in stored_chunks(session) if survey_id is None or c.survey_id == survey_id]
    own_keys: set[tuple[int, str]] = set()
    words: set[str] = set()
    before = -1
    while before != len(person.responses) + len(tokens) + len(own_keys):
        before = len(person.responses) + len(tokens) + len(own_keys)
        for chunk in chunks:
            keys = {k.lower() for s, k in own_keys if s == chunk.survey_id} | ({key.lower()} - {""})
            try:
                person.responses |= _found_in(session, chunk, keys, tokens, pseudonyms)
                person.responses |= _said_in(session, chunk, mail, texts)
            except UserError:
                person.unread.append(damaged_chunk(chunk.first_id, chunk.last_id).sentence)
        person.responses |= live.found_in(
            session, {k.lower() for _s, k in own_keys} | ({key.lower()} - {""}), tokens, survey_id, mail
        )
        words, own_keys = _learned(session, person, chunks)
        tokens = tokens | _contacts(session, person, words)
    words |= set(session.scalars(select(RawCell.text).where(RawCell.response_id.in_(person.responses))))
    words |= person.keys
    person.words = tuple(sorted({w.strip() for w in words if w.strip()}, key=lambda w: (-len(w), w)))
    return person


def _items_of_kind(session: Session, kind: str) -> list[int]:
    query = select(Item.id).join(Question, Question.id == Item.question_id).where(Question.kind == kind)
    return list(session.scalars(query))


def _found_in(
    session: Session, chunk: StoredChunk, keys: set[str], tokens: set[str], pseudonyms: list[str]
) -> set[int]:
    found: set[int] = set()
    if keys:
        frame = some(session, chunk, ["respondent_key"])
        if "respondent_key" in frame.columns:
            same = pl.col("respondent_key").str.strip_chars().str.to_lowercase().is_in(list(keys))
            found |= set(frame.filter(same)["response_id"])
    if tokens and pseudonyms:
        frame = some(session, chunk, pseudonyms, text=True)
        if frame.width > 1:
            theirs = pl.any_horizontal(pl.exclude("response_id").is_in(list(tokens)))
            found |= set(frame.filter(theirs)["response_id"])
    return found


def _said_in(session: Session, chunk: StoredChunk, mail: str, texts: list[str]) -> set[int]:
    """The responses in which this address is a whole answer."""
    frame = some(session, chunk, texts, text=True) if mail else None
    if frame is None or frame.width < 2:
        return set()
    said = pl.any_horizontal(pl.exclude("response_id").str.strip_chars().str.to_lowercase() == mail)
    return set(frame.filter(said)["response_id"])


def _learned(
    session: Session, person: Person, chunks: list[StoredChunk]
) -> tuple[set[str], set[tuple[int, str]]]:
    """Note where the person stands; returns the words they left there, and their keys by survey."""
    words: set[str] = set()
    keys: set[tuple[int, str]] = set()
    person.chunks = [c for c in chunks if any(c.first_id <= n <= c.last_id for n in person.responses)]
    for chunk in person.chunks:
        person.surveys.add(chunk.survey_id)
        for row in rows_of(session, chunk, person.responses):
            if row.get("source_row") is not None:
                person.rows[chunk.batch_id].add(row["source_row"])
            if row.get("account_key"):
                person.account_keys.add(row["account_key"])
            key = row.get("respondent_key") or ""
            # Forms that number their answers 1, 2, 3 give the same number to somebody else next time.
            if key and not key.isdigit():
                keys.add((chunk.survey_id, key))
                person.keys.add(key)
            words |= {v for n, v in row.items() if isinstance(v, str) and n not in _SHARED_FACTS}
    for one in live.learned(session, person.responses):
        person.surveys.add(one.survey_id)
        person.account_keys |= {one.account_key} - {""}
        keys |= {(one.survey_id, k) for k in one.keys if not k.isdigit()}
        person.keys |= one.keys
        words |= one.words
    return words, keys


def _contacts(session: Session, person: Person, words: set[str]) -> set[str]:
    """Note the contacts that are this person, by key or mail, and their words; returns their pseudonyms."""
    secret = secret_of(session)
    keys = {folded(k) for k in person.keys}
    found: set[str] = set()
    person.contacts = []
    for row in session.scalars(select(Contact)):
        names = {folded(n) for n in (row.key, row.mail)} - {""}
        tokens = {token(n, secret) for n in names} if secret else set()
        if keys & names or tokens & words:
            person.contacts.append(row.id)
            words |= {row.key, row.name, row.mail}
            person.keys |= {row.mail} - {""}
            found |= tokens
    return found


def accounts_of(session: Session, person: Person) -> list[str]:
    """The keys of the customers this person answered for or works at."""
    linked = (
        select(Account.key)
        .join(AccountKeyLink, AccountKeyLink.account_id == Account.id)
        .where(AccountKeyLink.key.in_(person.account_keys))
    )
    works_at = (
        select(Account.key)
        .join(Contact, Contact.account_id == Account.id)
        .where(Contact.id.in_(person.contacts))
    )
    found: Iterable[str] = [*session.scalars(linked), *session.scalars(works_at)]
    return sorted(set(found) | person.account_keys)


def distinct_words(person: Person, shortest: int) -> Iterator[str]:
    """Words long enough to mean nobody else."""
    return (w for w in person.words if len(w) >= shortest)
