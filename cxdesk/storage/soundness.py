"""A quick look at an open file before much is written into it, so that nothing is added to what is damaged."""

import hashlib
import sqlite3
import time
from typing import Final

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.storage.backup import backups
from cxdesk.storage.engine import scalar, sentence_for

SECONDS: Final = 2.0
WHOLE_UP_TO: Final = 200_000_000

# The tables that hold nearly all of a large file; their chunks are looked at one by one.
_LARGE: Final = ("response_chunk", "raw_cell")
_CHUNKS: Final = """SELECT sha256, data, first_id, last_id FROM response_chunk
    WHERE :survey IS NULL OR round_id IN (SELECT id FROM round WHERE survey_id = :survey) ORDER BY id DESC"""


def refuse_damaged(session: Session, survey_id: int | None = None, seconds: float = SECONDS) -> None:
    """Raise UserError when the tree of the file, or answers of the survey, are not as they were written.

    What cannot be looked at within `seconds` is left to `check`: an import must not wait for a slow disk.
    """
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    try:
        found = _tree(connection) or _chunks(connection, survey_id, time.monotonic() + seconds)
    except sqlite3.DatabaseError as error:
        found = sentence_for(error) or str(error)
    if found:
        raise UserError(f"{found} {_what_to_do(connection)}")


def _tree(connection: sqlite3.Connection) -> str:
    size = scalar(connection, "PRAGMA page_count") * scalar(connection, "PRAGMA page_size")
    if size <= WHOLE_UP_TO:
        lines = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    else:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        lines = [
            row[0]
            for (table,) in tables
            if table not in _LARGE
            for row in connection.execute(f'PRAGMA quick_check("{table}")')
        ]
    wrong = [line for line in lines if line != "ok"]
    sentence = _("This file is damaged, so nothing was imported into it: {detail}.")
    return sentence.format(detail=wrong[0].rstrip(".").replace("\n", " ")) if wrong else ""


def _chunks(connection: sqlite3.Connection, survey_id: int | None, until: float) -> str:
    for expected, data, first, last in connection.execute(_CHUNKS, {"survey": survey_id}):
        if hashlib.sha256(data).hexdigest() != expected:
            sentence = _(
                "The answers numbered {first} to {last} in this file are damaged, so nothing was imported into it."
            )
            return sentence.format(first=first, last=last)
        if time.monotonic() > until:
            break
    return ""


def _what_to_do(connection: sqlite3.Connection) -> str:
    try:
        kept = backups(str(scalar(connection, "SELECT value FROM file_fact WHERE name='file_id'")))
    except sqlite3.DatabaseError:
        kept = []
    if not kept:
        return _("There is no backup of it on this computer. Open a copy from before, and import there.")
    return _("Open its latest backup, {path}, and import there.").format(path=kept[0])
