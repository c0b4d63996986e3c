"""A copy of the file for somebody from outside: every figure, nobody's name (D20).

What could name a person or a customer is dropped or given another name; what is kept is looked over for every
name the file knew before the copy is given its place.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl
from sqlalchemy import JSON, Column, MetaData, String, Table, cast, delete, select, text, update
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account, AccountHistory, Contact
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.importing.recipe import without_names
from cxdesk.people.model import Person
from cxdesk.planning.model import Wording
from cxdesk.planning.wording import FIRM
from cxdesk.privacy.on_maps import DESKS, strip_snapshots
from cxdesk.responses import schema, store
from cxdesk.responses.erased_marks import SECRET
from cxdesk.responses.model import AccountKeyLink, ImportBatch, LiveAnswer, LiveResponse, ResponseChunk
from cxdesk.responses.staff import names_in, staff_items
from cxdesk.storage import copying
from cxdesk.storage.engine import engine_for
from cxdesk.storage.facts import set_fact
from cxdesk.storage.model import FileFact
from cxdesk.surveys.model import Choice, Item, Question

# Rows that hold a person's own words, files, or names and nothing that a figure needs.
EMPTIED: Final = (
    "import_report", "kept_original", "remembered_settings", "raw_cell", "report_feedback", "handed_out", "report_route",
    "asset", "erasure", "erased_mark", "refused_key", "follow_up_contact", "gate_override",
    "document_given", "touch_point_proposal", "release_override", "journey_comment", "parked_note", "wall_photo",
    "persona_quote",
)  # fmt: skip
# Texts of people, in tables that stay.
BLANKED: Final = {
    "evidence": ("quotation", "source"),
    # Their pictures stay at home with all others.
    "card": ("quotation", "speaker", "source", "picture"),
    "persona": ("picture", "source"),
    "follow_up": ("root_cause", "action_taken", "note"),
    "follow_up_step": ("note",),
    "data_set": ("source",),
    "contact": ("name", "role", "mail"),
    "person": ("mail", "phone"),
    # With the number of an invoice anybody who keeps the books finds the customer again.
    "purchase": ("reference",),
    "coding": ("coder_one", "coder_two"),
}
# Columns of our own words, which no name can stand in.
_OWN_WORDS: Final = frozenset(
    {
        "kind", "state", "language", "currency", "relation", "format", "audience", "rhythm", "sha256", "change_type",
        "treats", "intent", "effort_unit", "owner_kind", "field", "media_type", "promise", "metric",
        "source_sha256", "pattern", "states", "was", "bone", "first", "second", "settled",
    }
)  # fmt: skip
_MAIL: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\W\d_]{2,}")
_PHONE: Final = re.compile(r"(?<![\w.])(?:\+|00)\d[\d\s()/.-]{6,}\d(?!\w)")
_SHORTEST: Final = 3
_DROPPED: Final = ("respondent_key",)


@dataclass(frozen=True, slots=True)
class Packed:
    """What the copy holds: customers and people under other names, and answers."""

    accounts: int
    persons: int
    answers: int


class Names:
    """Every name the file knows, with the one that takes its place; a longer one goes before its parts."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        known: dict[str, str] = {}
        for name, other in pairs:
            if len(name.strip()) >= _SHORTEST:
                known.setdefault(name.strip().casefold(), other)
        self.known = known
        self._others = {other.casefold() for other in known.values()}
        longest = sorted(known, key=len, reverse=True)
        self._pattern = (
            re.compile(r"(?<!\w)(" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)
            if longest
            else None
        )

    def hidden(self, words: str) -> str:
        """The words with other names, and without mail addresses and phone numbers."""
        words = _PHONE.sub("…", _MAIL.sub("…", words))
        if self._pattern is None:
            return words
        return self._pattern.sub(lambda hit: self.known.get(hit[0].casefold(), "…"), words)

    def found_in(self, words: str) -> str:
        """The first name, address or number that still stands there, or nothing."""
        for pattern in (self._pattern, _MAIL, _PHONE):
            for hit in pattern.finditer(words) if pattern is not None else ():
                # A customer may be called what we call another one.
                if hit[0].casefold() not in self._others:
                    return hit[0]
        return ""


def write(source: Path, target: Path) -> Packed:
    """Copy the file without names to `target`, which must not exist; the file itself is not touched.

    Raises UserError when a name would still stand in the copy; the copy is then gone.
    """
    copying.copy(source, target)
    engine = engine_for(target)
    try:
        with Session(engine) as session:
            names = _names(session)
            packed = _strip(session, names)
            session.flush()
            left = next(_left(session, names), "")
            if left:
                raise UserError(
                    _("The package was not written, because this name would still be in it: {name}").format(
                        name=left
                    )
                )
            session.commit()
    except BaseException:
        engine.dispose()
        target.unlink(missing_ok=True)
        raise
    engine.dispose()
    copying.compact(target)
    return packed


def _names(session: Session) -> Names:
    """Customers, contacts, people of ours and our firm, each with another name."""
    pairs: list[tuple[str, str]] = []
    for row in session.scalars(select(Account).order_by(Account.id)):
        pairs += [(row.name, _account(row.id)), (row.key, _key(row.id))]
    for contact in session.scalars(select(Contact).order_by(Contact.id)):
        other = _("Contact {n}").format(n=contact.id)
        pairs += [(contact.name, other), (contact.key, other), (contact.mail, other)]
    for person in session.scalars(select(Person).order_by(Person.id)):
        other = _("Person {n}").format(n=person.id)
        pairs.append((person.name, other))
        # A first or last name alone names somebody as well.
        pairs += [(part, other) for part in person.name.split() if len(part) > _SHORTEST]
    firm = select(Wording.text).where(
        Wording.owner_kind == "firm", Wording.owner_id == FIRM, Wording.field == "name"
    )
    pairs += [(name, _("Our firm")) for name in session.scalars(firm)]
    # A full name may stand in any text; a single word (“Other”) is left to the answers themselves.
    staff = sorted(word for word in names_in(session, staff_items(session)) if " " in word.strip())
    pairs += [(name, _("Person {n}").format(n=f"S{n}")) for n, name in enumerate(staff, 1)]
    return Names(pairs)


def _account(number: int) -> str:
    return _("Customer {n}").format(n=number)


def _key(number: int) -> str:
    return f"C{number:05d}"


def _tables(session: Session) -> dict[str, Table]:
    """The tables as the file itself has them, so that none is forgotten."""
    found = MetaData()
    found.reflect(session.connection())
    return dict(found.tables)


def _strip(session: Session, names: Names) -> Packed:
    tables = _tables(session)
    session.execute(delete(ResponseChunk).where(ResponseChunk.kind == "text"))
    _strip_live(session)
    for table in EMPTIED:
        session.execute(delete(tables[table]))
    for table, columns in BLANKED.items():
        here = tables[table]
        session.execute(update(here).values({name: "" for name in columns if name in here.c}))
    session.execute(text("DELETE FROM plan_setting WHERE name = 'brand'"))
    strip_snapshots(session)
    session.execute(delete(FileFact).where(FileFact.name.like(DESKS)))
    # A PIN of four digits can be found again from its hash; without the secrets no list of names tells a pseudonym.
    secrets = ("kiosk_pin", SECRET, "pseudonym_secret")
    session.execute(delete(FileFact).where(FileFact.name.in_(secrets)))
    keys = {a.key: _key(a.id) for a in session.scalars(select(Account))}
    keys |= _keys_of_answers(session, keys)
    _name_accounts(session, keys)
    for batch in session.scalars(select(ImportBatch)):
        batch.source_name, batch.source_sha256 = f"{batch.id}.csv", ""
    _hide_staff(session)
    _hide_texts(session, names, tables)
    answers = _strip_answers(session, keys) + _strip_keys_of_live(session, keys)
    set_fact(session, "file_id", uuid.uuid4().hex)
    accounts = session.query(Account).count()
    return Packed(accounts, session.query(Person).count(), answers)


def _strip_live(session: Session) -> None:
    """Answers that came in one by one lose their texts and their own names, as chunks do."""
    texts = (
        select(Item.id)
        .join(Question, Question.id == Item.question_id)
        .where(Question.kind.in_(schema.TEXT_KINDS))
    )
    session.execute(delete(LiveAnswer).where(LiveAnswer.item_id.in_(texts)))
    own = {"key": cast(LiveResponse.id, String), "respondent_key": "", "entered_by": ""}
    session.execute(update(LiveResponse).values(own))


def _keys_of_answers(session: Session, known: dict[str, str]) -> dict[str, str]:
    """Keys that stand in answers only, each with another one; one that is tied to a customer has that customer's."""
    tied = {
        link.key: _key(link.account_id) for link in session.scalars(select(AccountKeyLink)) if link.account_id
    }
    found: dict[str, str] = {}
    for chunk in _chunks(session):
        for key in (
            chunk["account_key"].drop_nulls().unique().to_list() if "account_key" in chunk.columns else ()
        ):
            if key not in known and key not in found:
                found[key] = tied.get(key) or f"U{len(found) + 1:05d}"
    for key in session.scalars(select(LiveResponse.account_key).distinct()):
        if key and key not in known and key not in found:
            found[key] = tied.get(key) or f"U{len(found) + 1:05d}"
    return found


def _name_accounts(session: Session, keys: dict[str, str]) -> None:
    for account in session.scalars(select(Account)):
        account.key, account.name = _key(account.id), _account(account.id)
    for contact in session.scalars(select(Contact)):
        contact.key = str(contact.id)
    for person in session.scalars(select(Person)):
        person.name = _("Person {n}").format(n=person.id)
    session.execute(delete(AccountHistory).where(AccountHistory.field.in_(("name", "key", "owner"))))
    links = list(session.scalars(select(AccountKeyLink)))
    wanted = [(keys.get(link.key), link.account_id) for link in links]
    session.execute(delete(AccountKeyLink))
    session.flush()
    for key, account_id in dict(pair for pair in wanted if pair[0]).items():
        session.add(AccountKeyLink(key=key, account_id=account_id))
    session.flush()


def _hide_staff(session: Session) -> None:
    """Answers to choose that are names of our staff get numbers, also in how a file was read."""
    named = staff_items(session)
    words = names_in(session, named)
    for batch in session.scalars(select(ImportBatch)):
        if batch.settings:
            batch.settings = without_names(batch.settings, words)
    for item in session.scalars(select(Item).where(Item.id.in_(named))):
        for choice in session.scalars(select(Choice).where(Choice.question_id == item.question_id)):
            choice.label, choice.written = {lang: str(choice.code) for lang in choice.label}, []
    session.flush()


def _hide_texts(session: Session, names: Names, tables: dict[str, Table]) -> None:
    for table, column in _text_columns(tables.values()):
        rows = session.execute(
            select(table.c.id, table.c[column.name]).where(table.c[column.name].is_not(None))
        ).all()
        for number, value in rows:
            other = _each(value, names.hidden)
            if other != value:
                session.execute(update(table).where(table.c.id == number).values({column.name: other}))
    session.expire_all()


def _text_columns(tables: Iterable[Table]) -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that may hold words of somebody."""
    for table in tables:
        if (
            table.name in EMPTIED
            or table.name in ("file_fact", "response_chunk", "alembic_version")
            or "id" not in table.c
        ):
            continue
        for column in table.columns:
            if isinstance(column.type, (String, JSON)) and column.name not in _OWN_WORDS:
                yield table, column


def _each(value: object, change: Callable[[str], str]) -> object:
    """Every text inside a value changed, keys of mappings as well."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each(v, change) for v in value]
    if isinstance(value, dict):
        return {str(_each(k, change)): _each(v, change) for k, v in value.items()}
    return value


def _words_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _words_in(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield str(key)
            yield from _words_in(part)


def _strip_answers(session: Session, keys: dict[str, str]) -> int:
    answers, named = 0, staff_items(session)
    for number, rows in session.execute(select(ResponseChunk.id, ResponseChunk.rows)).all():
        frame = store.whole_chunk(session, number)
        dropped = [
            *_DROPPED,
            *(schema.column(i) for i in named if frame.schema.get(schema.column(i)) == pl.String),
        ]
        changes = [pl.lit(None, dtype=pl.String).alias(name) for name in dropped if name in frame.columns]
        if "account_key" in frame.columns:
            known = pl.col("account_key").replace_strict(
                list(keys), list(keys.values()), default=None, return_dtype=pl.String
            )
            changes.append(known.alias("account_key"))
        store.rewrite(session, number, frame.with_columns(changes))
        answers += rows
    return answers


def _strip_keys_of_live(session: Session, keys: dict[str, str]) -> int:
    """Account keys under their other names; returns how many live answers there are."""
    rows = list(session.scalars(select(LiveResponse)))
    for row in rows:
        row.account_key = keys.get(row.account_key, "")
    session.flush()
    return sum(row.batch_id is None for row in rows)


def _chunks(session: Session) -> Iterator[pl.DataFrame]:
    for number in session.scalars(select(ResponseChunk.id).where(ResponseChunk.kind == "closed")).all():
        yield store.whole_chunk(session, number)


def _left(session: Session, names: Names) -> Iterator[str]:
    """Names that still stand in a text of the copy, or in an answer."""
    tables = _tables(session)
    for table, column in _text_columns(tables.values()):
        for value in session.scalars(select(table.c[column.name]).where(table.c[column.name].is_not(None))):
            yield from (name for words in _words_in(value) if (name := names.found_in(words)))
    for frame in _chunks(session):
        for series in frame.select(pl.col(pl.String)):
            for value in series.drop_nulls().unique().to_list():
                if name := names.found_in(value):
                    yield name
