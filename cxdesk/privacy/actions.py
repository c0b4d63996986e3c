"""Erase a respondent: what would go, and the erasing itself, which nothing brings back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import _
from cxdesk.privacy.answers import own_answers
from cxdesk.privacy.marks import note_erased
from cxdesk.privacy.person import Person, accounts_of, by_key, by_response
from cxdesk.privacy.places import PLACES
from cxdesk.responses import folding, store
from cxdesk.responses.model import Erasure
from cxdesk.storage.model import HandedOut


class Runs(Protocol):
    """What is needed of the open file."""

    def run_for_good(self, label: str, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do one action that nothing brings back."""

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask the file something."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is to be erased: by key (in one survey, or in all), or by the number of one answer."""

    key: str = ""
    survey_id: int | None = None
    response_id: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was handed out and that no program can call back."""

    title: str
    account_key: str
    language: str
    version: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """What goes, or went: `places` counts things by the id of their place; only a person recalls the documents."""

    responses: int
    places: dict[str, int]
    documents: tuple[Document, ...]
    unread: tuple[str, ...]


def preview(project: Runs, whom: Whom) -> Erased:
    """What an erasure would do, found by doing it and taking it back; UserError when nobody is found."""
    done: Erased = project.read(_carry_out, whom, datetime.now())
    return done


def erase(project: Runs, whom: Whom, now: datetime | None = None) -> Erased:
    """Erase a respondent everywhere in this file and in its backups, as one step that can't be undone.

    Killed half-way, the file has all of the person or nothing: what remains to be done in free pages and
    backups is done when the file is opened again.
    """
    done: Erased = project.run_for_good(_("Erase a respondent"), _carry_out, whom, now or datetime.now())
    return done


def _carry_out(session: Session, whom: Whom, now: datetime) -> Erased:
    folding.collect(session)
    store.collect(session)
    person = _find(session, whom)
    documents = tuple(_handed_out(session, person))
    own = own_answers(session, person)
    note_erased(session, person)
    # The log says when and how much, never who.
    places = {place.id: place.erase(session, person, own) for place in PLACES}
    session.add(Erasure(erased_at=now, places=places))
    session.flush()
    return Erased(len(person.responses), places, documents, tuple(dict.fromkeys(person.unread)))


def _find(session: Session, whom: Whom) -> Person:
    if whom.response_id is not None:
        return by_response(session, whom.response_id)
    return by_key(session, whom.key, whom.survey_id)


def _handed_out(session: Session, person: Person) -> list[Document]:
    keys = accounts_of(session, person)
    rows = session.scalars(
        select(HandedOut).where(HandedOut.account_key.in_(keys)).order_by(HandedOut.made_at)
    )
    return [Document(r.title, r.account_key, r.language, r.version, r.made_at) for r in rows]
