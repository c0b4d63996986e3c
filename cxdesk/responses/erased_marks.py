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
_LENGTH: Final = 16  # bytes of a mark


class Marks:
    """The marks of a file, to be asked whether an answer is one of those that were erased."""

    def __init__(self, secret: str, known: Iterable[str]) -> None:
        self._secret = bytes.fromhex(secret)
        self._known = frozenset(bytes.fromhex(mark) for mark in known)

    def __bool__(self) -> bool:
        return bool(self._known)

    def has(self, words: Words) -> bool:
        """Whether these words, as the functions below give them, are of an answer that was erased."""
        return next(iter(self.among([written(words)])))

    def among(self, told: Iterable[str | None]) -> list[bool]:
        """Of each of many texts, as `written` gives them, whether it is of an answer that was erased; None never is.

        A large import asks once for every row, so that nothing is done here but the hash itself.
        """
        known = self._known
        if not self._secret or not known:
            return [False for _text in told]
        # HMAC by its two halves, begun once: a third of the time of `hmac.digest`, which begins anew for each text.
        key = self._secret.ljust(sha256().block_size, b"\0")
        inner, outer = (sha256(bytes(byte ^ pad for byte in key)) for pad in (0x36, 0x5C))
        found = []
        for text in told:
            if text is None:
                found.append(False)
                continue
            half, whole = inner.copy(), outer.copy()
            half.update(text.encode("utf-8", "replace"))
            whole.update(half.digest())
            found.append(whole.digest()[:_LENGTH] in known)
        return found


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
    known = list(moments)
    if not any(map(is_moment, known)):
        return None
    told = [m.isoformat() if m is not None else "" for m in known]
    return ("content", str(survey_id), *told, *(coded(item, code) for item, code in sorted(codes)))


def is_moment(moment: datetime | None) -> bool:
    """Whether it says when, and not only on which day."""
    return moment is not None and bool(moment.hour or moment.minute or moment.second or moment.microsecond)


def written(words: Words) -> str:
    """Words as one text, each with its length before it, so that no two lists of words read alike."""
    return "".join(f"{len(word)}:{word}" for word in words)


def coded(item: int, code: float) -> str:
    """An answer as it stands among the words of `of_content`."""
    return f"{item}={code:g}"


def _mark(secret: str, words: Words) -> str:
    data = written(words).encode("utf-8", "replace")
    return hmac.digest(bytes.fromhex(secret), data, sha256)[:_LENGTH].hex()
