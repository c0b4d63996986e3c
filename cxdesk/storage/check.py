"""Look a file over: its tree, its references and the hash of every chunk of answers."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cxdesk.errors import Problem
from cxdesk.i18n import _
from cxdesk.progress import Progress, no_progress
from cxdesk.storage.engine import driver_connection, sentence_for
from cxdesk.storage.migrate import version_of


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was looked at and what was wrong; no problems means the file is whole."""

    chunks: int
    answers: int
    problems: tuple[Problem, ...]


def check(path: Path, progress: Progress = no_progress) -> CheckResult:
    """Check one closed or open file without changing it."""
    version_of(path)
    problems: list[Problem] = []
    chunks = answers = 0
    with closing(driver_connection(path, read_only=True)) as connection:
        try:
            problems += _tree(connection)
            problems += _references(connection)
            total = connection.execute("SELECT count(*) FROM response_chunk").fetchone()[0]
            for found, row in enumerate(connection.execute(_chunks(connection))):
                kind, rows, expected, data, first, last, counts = row
                progress(found, total, _("Checking the answers"))
                chunks += 1
                answers += rows if kind == "closed" and counts else 0
                if hashlib.sha256(data).hexdigest() != expected:
                    problems.append(damaged_chunk(first, last))
        except sqlite3.DatabaseError as error:
            problems.append(Problem(0, "", sentence_for(error) or str(error)))
    return CheckResult(chunks, answers, tuple(problems))


# Every chunk is held against its hash; corrected and removed ones are not answers any more.
_CHUNKS = """
    SELECT kind, rows, sha256, data, first_id, last_id,
        EXISTS (SELECT 1 FROM import_batch b WHERE b.id = c.batch_id AND b.state = 'live'){uncorrected}
    FROM response_chunk c ORDER BY c.id
"""
_UNCORRECTED = """
        AND NOT EXISTS (SELECT 1 FROM superseded_chunk s JOIN import_batch b ON b.id = s.batch_id
            WHERE s.chunk_id = c.id AND b.state = 'live')"""
_KNOWS_CORRECTIONS = "SELECT count(*) FROM sqlite_master WHERE name = 'superseded_chunk'"


def _chunks(connection: sqlite3.Connection) -> str:
    """The query over all chunks; a file from before corrections has no table of them."""
    knows = connection.execute(_KNOWS_CORRECTIONS).fetchone()[0]
    return _CHUNKS.format(uncorrected=_UNCORRECTED if knows else "")


def damaged_chunk(first: int, last: int) -> Problem:
    """The problem of one chunk that is not as it was written."""
    sentence = _(
        "The answers numbered {first} to {last} are damaged and are left out. "
        "The rest can be read. Open a backup to get them back."
    )
    return Problem(0, "", sentence.format(first=first, last=last))


def _tree(connection: sqlite3.Connection) -> list[Problem]:
    lines = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    if lines == ["ok"]:
        return []
    return [
        Problem(0, "", _("The file is damaged: {detail}. Open a backup.").format(detail=line))
        for line in lines
    ]


def _references(connection: sqlite3.Connection) -> list[Problem]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [
        Problem(
            0,
            str(table),
            _("In “{table}”, row {row} points to something that is gone.").format(table=table, row=row),
        )
        for table, row, *_rest in rows
    ]
