"""Bring an older file up to today's tables; a newer or foreign one is refused in words."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.progress import Progress, no_progress
from cxdesk.storage import backup
from cxdesk.storage.engine import APPLICATION_ID, driver_connection, failures_in_words, scalar

# The place of a revision is the file's PRAGMA user_version, so that opening needs no Alembic.
REVISIONS = (
    "0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013",
    "0014", "0015", "0016", "0017", "0018", "0019",
)  # fmt: skip
SCRIPTS = Path(__file__).parent / "migrations"


def refuse_foreign(path: Path) -> None:
    """Refuse a file that is no database at all, by its first bytes."""
    with path.open("rb") as file:
        head = file.read(16)
    if head != b"SQLite format 3\0":
        raise UserError(
            _("“{name}” is not a cxdesk file. Choose a file that ends in .cxdesk.").format(name=path.name)
        )


def version_of(path: Path) -> int:
    """The file's version; a foreign, empty or newer file is a UserError."""
    refuse_foreign(path)
    with failures_in_words(""), closing(driver_connection(path, read_only=True)) as connection:
        application = scalar(connection, "PRAGMA application_id")
        version = int(scalar(connection, "PRAGMA user_version"))
    if application != APPLICATION_ID:
        raise UserError(
            _("“{name}” was made by another program, not by cxdesk. Nothing in it was touched.").format(
                name=path.name
            )
        )
    if version > len(REVISIONS):
        raise UserError(
            _("“{name}” was made by a newer cxdesk. Update cxdesk on this computer to open it.").format(
                name=path.name
            )
        )
    return version


def migrate(
    path: Path,
    file_id: str,
    now: datetime,
    *,
    scripts: Path = SCRIPTS,
    head: str = "head",
    progress: Progress = no_progress,
) -> Path:
    """Back the file up, then move it to the newest tables; returns the backup.

    Runs on a connection of its own with foreign keys off: with them on, rebuilding a parent table
    empties its children. Rows per table and all references are compared before the commit.
    """
    with closing(driver_connection(path)) as connection:
        kept = backup.back_up(connection, file_id, "before-migration", now, progress)
        connection.execute("PRAGMA foreign_keys=OFF")
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        try:
            _upgrade(engine, scripts, head)
        finally:
            engine.dispose()
    return kept


def _upgrade(engine: Engine, scripts: Path, head: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(scripts))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        before = _row_counts(raw)
        config.attributes["connection"] = connection
        command.upgrade(config, head)
        after = _row_counts(raw)
        lost = [name for name, rows in before.items() if name in after and after[name] != rows]
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if lost or broken:
            connection.exec_driver_sql("ROLLBACK")
            raise UserError(
                _(
                    "The file could not be brought up to date: {tables} would have lost rows. It is as it was."
                ).format(tables=", ".join(lost or sorted({str(row[0]) for row in broken})))
            )
        script = ScriptDirectory.from_config(config)
        steps = len(list(script.walk_revisions()))
        connection.exec_driver_sql(f"PRAGMA user_version={steps}")
        connection.exec_driver_sql("COMMIT")


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' AND name<>'alembic_version'"
    ).fetchall()
    return {name: int(scalar(connection, f'SELECT count(*) FROM "{name}"')) for (name,) in names}
