"""What stays of an erased answer, so that the file it came from does not bring it back: keyed hashes, nothing else.

A mark is an HMAC-SHA256, under a secret of this file, of what the source calls the answer. Without the source file
it tells nothing; with it, that one of its answers was erased, which is what leaving it out takes. No mark says of
which survey it is, or when it was made, and the same person who answers anew has other marks.
"""

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import folded
from cxdesk.responses.model import ErasedMark
from cxdesk.storage.facts import fact, set_fact

SECRET: Final = "erasure_secret"
Words = tuple[str, ...]


class Marks:
    """The marks of a file, to be asked whether an answer is one of those that were erased."""

    def __init__(self, secret: str, known: Iterable[str]) -> None:
        self._secret, self._known = secret, frozenset(known)

    def __bool__(self) -> bool:
        return bool(self._known)

    def has(self, words: Words) -> bool:
        """Whether these words, as the functions below give them, are of an answer that was erased."""
        return bool(self._known) and bool(self._secret) and _mark(self._secret, words) in self._known


def marks(session: Session) -> Marks:
    """The marks of the file."""
    return Marks(fact(session, SECRET), session.scalars(select(ErasedMark.mark)))


def note(session: Session, found: Iterable[Words]) -> None:
    """Keep the marks of answers that are about to be erased."""
    wanted = list(found)
    if not wanted:
        return
    if not (secret := fact(session, SECRET)):
        secret = secrets.token_hex(32)
        set_fact(session, SECRET, secret)
    known = set(session.scalars(select(ErasedMark.mark)))
    # In the order of their letters, so that not even the order says which belong together.
    new = sorted({_mark(secret, words) for words in wanted} - known)
    session.add_all(ErasedMark(mark=mark) for mark in new)
    session.flush()


def of_answer_file(key: str) -> Words:
    """An answer file, or a form, by the key it carries."""
    return ("answer file", folded(key))


def of_key(survey_id: int, key: str, started: datetime | None) -> Words | None:
    """An answer by what the tool calls it; None where that is no name of its own.

    Forms that number their answers 1, 2, 3 begin anew in each form: there the moment goes with the number.
    """
    name = folded(key)
    if not name or (name.isdigit() and started is None):
        return None
    return ("key", str(survey_id), name, started.isoformat() if name.isdigit() and started else "")


def of_row(sha256_of_file: str, row: int | None) -> Words | None:
    """A row of one very file."""
    return ("row", sha256_of_file, str(row)) if sha256_of_file and row is not None else None


def of_content(
    survey_id: int, moments: Iterable[datetime | None], codes: Iterable[tuple[int, float]]
) -> Words | None:
    """An answer without a name, by its moment and by its codes, (item, code) each; None where no moment tells it."""
    told = [m.isoformat() if m is not None else "" for m in moments]
    if all(m == "" or m.endswith("T00:00:00") for m in told):
        return None
    return ("content", str(survey_id), *told, *(f"{item}={code:g}" for item, code in sorted(codes)))


def _mark(secret: str, words: Words) -> str:
    # Each with its length before it, so that no two lists of words read alike.
    data = "".join(f"{len(word)}:{word}" for word in words).encode("utf-8", "replace")
    return hmac.digest(bytes.fromhex(secret), data, sha256).hex()[:32]
