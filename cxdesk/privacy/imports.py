"""Erasing in the room of imports: kept files, reports, remembered settings and the settings of imports."""

import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import folded
from cxdesk.privacy.answers import OwnAnswers
from cxdesk.privacy.person import Person
from cxdesk.responses.erased import some, stored_chunks
from cxdesk.responses.model import ImportBatch, ImportReport, KeptOriginal, RememberedSettings, Round

# Problems show the first letters of a cell; shorter words of a person must be the whole cell to be theirs.
_SHOWN: Final = 60
_SHORTEST: Final = 4


def originals(session: Session, person: Person) -> int:
    """Keep no file any longer in which the person stands, or may stand because the import found known answers."""
    told = {b.id: b for b in session.scalars(select(ImportBatch))}
    theirs = {b.source_sha256 for i, b in told.items() if i in person.rows or _may_hold(session, person, b)}
    known = {b.source_sha256 for b in told.values()}
    gone = [
        number
        for number, digest in session.execute(select(KeptOriginal.id, KeptOriginal.sha256))
        if digest in theirs or digest not in known
    ]
    session.execute(delete(KeptOriginal).where(KeptOriginal.id.in_(gone)))
    return len(gone)


def reports(session: Session, person: Person) -> int:
    """Take the person's cells out of the reports; the counts in them stay."""
    count = 0
    for row in session.scalars(select(ImportReport)):
        data = json.loads(zlib.decompress(row.data))
        theirs = _test(session, person, row.batch_id)
        before = len(data["problems"]) + len(data["changes"])
        for name in ("problems", "changes"):
            data[name] = [p for p in data[name] if not theirs(p)]
        if gone := before - len(data["problems"]) - len(data["changes"]):
            row.data = zlib.compress(json.dumps(data).encode())
            count += gone
    session.flush()
    return count


def settings(session: Session, person: Person, own: OwnAnswers) -> int:
    """Take answers that only this person gave out of the settings of sources and of imports."""
    words = own.words | ({folded(w) for w in person.words} - own.shared)
    count = 0
    for row in (*session.scalars(select(RememberedSettings)), *session.scalars(select(ImportBatch))):
        rest, gone = _without(row.settings, words)
        if gone:
            row.settings = rest
            count += gone
    session.flush()
    return count


def _may_hold(session: Session, person: Person, batch: ImportBatch) -> bool:
    """Whether an import met answers that were there already, of a survey this person answered."""
    place = session.get(Round, batch.round_id)
    met = bool(batch.unchanged or batch.changed)
    return met and place is not None and place.survey_id in person.surveys


def _test(session: Session, person: Person, batch_id: int) -> Callable[[dict[str, Any]], bool]:
    """Whether a line of a report is about this person: by its row, or by their words in it."""
    batch = session.get(ImportBatch, batch_id)
    mine = person.rows.get(batch_id, set())
    # Rows that were there already are stored under another import: the report alone knows them.
    others = _rows_stored(session, person, batch_id) if batch and _may_hold(session, person, batch) else None

    def theirs(line: dict[str, Any]) -> bool:
        row = line["row"]
        cells = [str(line.get(name) or "") for name in ("value", "before", "now")]
        if row in mine or any(_holds(cells, line.get("sentence") or "", w) for w in person.words):
            return True
        unknown = others is not None and row and row not in others and line.get("severity") != "refused"
        return bool(unknown and any(cells))

    return theirs


def _rows_stored(session: Session, person: Person, batch_id: int) -> set[int]:
    """The rows of an import's file that are stored as answers of others."""
    rows: set[int] = set()
    for chunk in stored_chunks(session):
        if chunk.batch_id == batch_id:
            with suppress(UserError):
                frame = some(session, chunk, ["source_row"])
                rows |= set(frame["source_row"].drop_nulls()) if "source_row" in frame.columns else set()
    return rows - person.rows.get(batch_id, set())


def _holds(cells: list[str], sentence: str, word: str) -> bool:
    if word in cells:
        return True
    return len(word) >= _SHORTEST and any(word[:_SHOWN] in t for t in (*cells, sentence))


def _without(settings_: dict[str, Any], words: frozenset[str]) -> tuple[dict[str, Any], int]:
    """Settings without the answers that hold one of the words, and how many that were."""
    columns: dict[str, Any] = {}
    gone = 0
    for name, told in settings_.get("columns", {}).items():
        kept = dict(told)
        for part in ("choices", "options", "ticked", "unticked"):
            if part in kept:
                kept[part] = [entry for entry in kept[part] if not _texts(entry) & words]
                gone += len(told[part]) - len(kept[part])
        columns[name] = kept
    return ({**settings_, "columns": columns} if gone else settings_), gone


def _texts(entry: Any) -> set[str]:
    if isinstance(entry, str):
        return {folded(entry)}
    return set().union(*map(_texts, entry)) if isinstance(entry, list) else set()
