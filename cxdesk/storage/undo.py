"""The undo log: SQLite writes each change's inverse by itself, so no action has to.

The method is that of SQLite's note "Automatic Undo/Redo Using SQLite": temporary triggers on the
design tables keep one SQL text per changed row. Cascades and bulk statements are covered.
"""

import sqlite3
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table

from cxdesk.storage.base import Base

# Tables whose rows never change after they are written; what of them counts is told by design rows. Answers that
# people give one by one are theirs: undo at the desk behind them must not take one back.
WITHOUT_UNDO = frozenset(
    {
        "asset", "response_chunk", "raw_cell", "file_fact", "handed_out", "import_report", "kept_original", "erasure",
        "gate_override", "release_override", "document_given", "live_response", "live_answer",
        "erased_mark",
    }
)  # fmt: skip
BYTES_KEPT = 64 * 1024 * 1024


@dataclass(slots=True)
class Step:
    """One user action: its label, the inverse of each change in order, the tables touched."""

    label: str
    merge_key: str | None
    statements: list[str]
    tables: frozenset[str]

    @property
    def size(self) -> int:
        """Characters kept."""
        return sum(map(len, self.statements))


@dataclass(slots=True)
class History:
    """Steps that can be undone and redone, the newest last, capped by bytes."""

    undo: list[Step] = field(default_factory=list)
    redo: list[Step] = field(default_factory=list)

    def push(self, step: Step) -> None:
        """Keep a new step; typing and dragging under one merge key stay one step."""
        last = self.undo[-1] if self.undo else None
        if last and step.merge_key and last.merge_key == step.merge_key and not self.redo:
            last.statements += step.statements
            last.tables |= step.tables
        else:
            self.undo.append(step)
        self.redo.clear()
        kept = sum(s.size for s in self.undo)
        while len(self.undo) > 1 and kept > BYTES_KEPT:
            kept -= self.undo.pop(0).size


def logged_tables() -> list[Table]:
    """The design tables: all but the named ones without undo."""
    return [t for t in Base.metadata.sorted_tables if t.name not in WITHOUT_UNDO]


def install(connection: sqlite3.Connection) -> None:
    """Put the log and its triggers on a writer connection; they vanish with it."""
    connection.execute(
        "CREATE TEMP TABLE undo_log(seq INTEGER PRIMARY KEY, name TEXT, row INTEGER, sql TEXT)"
    )
    for table in logged_tables():
        for statement in _triggers(table):
            connection.execute(statement)


def take(connection: Connection) -> tuple[list[str], dict[str, set[int]]]:
    """The inverses written since the last call, oldest first, and the rows of each table they touch."""
    rows = connection.exec_driver_sql("SELECT name, row, sql FROM temp.undo_log ORDER BY seq").fetchall()
    connection.exec_driver_sql("DELETE FROM temp.undo_log")
    touched: dict[str, set[int]] = {}
    for name, row, _sql in rows:
        touched.setdefault(name, set()).add(row)
    return [sql for _name, _row, sql in rows], touched


def play(connection: Connection, step: Step) -> tuple[Step, dict[str, set[int]]]:
    """Run a step's inverses, newest first; returns the step that takes them back, and the rows touched."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    # Past SQLAlchemy: a list of customers can be a hundred thousand statements, and its share of each is half.
    driver: sqlite3.Connection | None = connection.connection.driver_connection
    assert driver is not None
    for statement in reversed(step.statements):
        driver.execute(statement)
    statements, rows = take(connection)
    return Step(step.label, step.merge_key, statements, frozenset(rows) | step.tables), rows


def _triggers(table: Table) -> list[str]:
    name = table.name
    columns = [c.name for c in table.columns]
    listed = ",".join(f'"{c}"' for c in columns)
    values = " || ',' || ".join(f'quote(old."{c}")' for c in columns)
    sets = " || ',' || ".join(f"""'"{c}"=' || quote(old."{c}")""" for c in columns)
    inverse = {
        "insert": f"""'DELETE FROM "{name}" WHERE rowid=' || new.rowid""",
        "update": f"""'UPDATE "{name}" SET ' || {sets} || ' WHERE rowid=' || new.rowid""",
        "delete": f"""'INSERT INTO "{name}"({listed}) VALUES(' || {values} || ')'""",
    }
    return [
        f'CREATE TEMP TRIGGER "undo_{name}_{verb}" AFTER {verb.upper()} ON main."{name}" BEGIN '
        f"INSERT INTO undo_log(name, row, sql) VALUES('{name}', {side}.rowid, {sql}); END"
        for (verb, sql), side in zip(inverse.items(), ("new", "new", "old"), strict=True)
    ]
