"""The only place that knows the SQLite driver: how a file is connected to, and what its failures mean."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from cxdesk.errors import UserError
from cxdesk.i18n import _

APPLICATION_ID = 0x43584453
# Long enough for what another program writes at once; a sentence that comes later is taken for a hang.
BUSY_SECONDS = 3.0
# What can as well be done another day waits no longer than this.
BRIEFLY_BUSY_SECONDS = 0.2

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
)


def driver_connection(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A bare connection that opens an existing file and never creates one."""
    uri = f"file:{quote(str(path))}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if not read_only:
        # No WAL: its side files are lost by sync folders and do not work on network shares.
        connection.execute("PRAGMA journal_mode=DELETE")
    return connection


def engine_for(path: Path, *, read_only: bool = False) -> Engine:
    """An engine with one connection for the whole life of the file."""
    engine = create_engine(
        "sqlite://",
        creator=partial(driver_connection, path, read_only=read_only),
        poolclass=StaticPool,
        json_serializer=partial(json.dumps, ensure_ascii=False),
    )
    event.listen(engine, "begin", _begin_read if read_only else _begin_write)
    return engine


def _begin_write(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_read(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def wait_briefly(connection: sqlite3.Connection) -> None:
    """From now on a lock of another program is waited for only a moment: for work that may be left undone."""
    connection.execute(f"PRAGMA busy_timeout={round(BRIEFLY_BUSY_SECONDS * 1000)}")


@contextmanager
def failures_in_words(what_stays: str) -> Iterator[None]:
    """Turn failures of the disk and the file into sentences; `what_stays` says what is as it was."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        raise UserError(f"{sentence} {what_stays}".strip()) from error


def sentence_for(error: BaseException) -> str | None:
    """The sentence for a failure a person can act on, or None for a bug of ours."""
    text = str(getattr(error, "orig", None) or error).lower()
    for sign, sentence in _sentences():
        if sign in text:
            return sentence
    return None


def _sentences() -> tuple[tuple[str, str], ...]:
    full = _("There was no room on the disk.")
    damaged = _("The file is damaged. Open its latest backup, or run the check to see what can be read.")
    return (
        ("disk is full", full),
        ("disk i/o error", _("The disk could not be read or written.")),
        ("readonly", _("The file can only be read here. Copy it to a folder of your own to change it.")),
        ("locked", _("Another program is using the file. Close it there and try again.")),
        ("malformed", damaged),
        ("not a database", damaged),
        ("unable to open", _("The file could not be opened. See whether it is still there.")),
    )


def scalar(connection: sqlite3.Connection, sql: str) -> Any:
    """The first value of the first row."""
    row = connection.execute(sql).fetchone()
    return row[0] if row else None
