"""Copies of the file made by SQLite's backup API, kept apart from it and capped by count and bytes."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from cxdesk.i18n import _
from cxdesk.paths import settings_folder
from cxdesk.progress import Progress, no_progress

PAGES_AT_ONCE = 4096
COUNT_KEPT = 12
BYTES_KEPT = 1024 * 1024 * 1024


def folder_for(file_id: str) -> Path:
    """Where the backups of one file lie; the file's own id names it, so a renamed file keeps them."""
    return settings_folder() / "backups" / file_id


def back_up(
    connection: sqlite3.Connection, file_id: str, reason: str, now: datetime, progress: Progress = no_progress
) -> Path:
    """Copy the file as it is now; `reason` (a-z, -) becomes part of the name. Cancelled leaves no copy."""
    folder = folder_for(file_id)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{now:%Y-%m-%d %H.%M.%S} {reason}.cxdesk"
    partial = target.with_suffix(".part")
    try:
        with closing(sqlite3.connect(partial)) as copy:
            told = _("Making a backup")

            def copied(code: int, left: int, all_: int) -> None:
                # The driver has waited by now; its backup would begin again for as long as the lock is held.
                if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise sqlite3.OperationalError("database is locked")
                progress(all_ - left, all_, told)

            connection.backup(copy, pages=PAGES_AT_ONCE, progress=copied)
        partial.replace(target)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    _thin_out(folder)
    return target


def backups(file_id: str) -> list[Path]:
    """The backups of one file, newest first."""
    folder = folder_for(file_id)
    return sorted(folder.glob("*.cxdesk"), reverse=True) if folder.is_dir() else []


def made_on(file_id: str, day: datetime) -> bool:
    """Whether a backup of that day is there already."""
    return any(p.name.startswith(f"{day:%Y-%m-%d} ") for p in backups(file_id))


def remove_others(kept: Path) -> list[Path]:
    """Remove every backup that lies beside this one; returns those that another program held on to."""
    held = []
    for path in kept.parent.iterdir():
        if path == kept or not path.is_file():
            continue
        try:
            path.unlink()
        except OSError:
            held.append(path)
    return held


def _thin_out(folder: Path) -> None:
    kept = 0
    for place, path in enumerate(sorted(folder.glob("*.cxdesk"), reverse=True)):
        kept += path.stat().st_size
        if place and (place >= COUNT_KEPT or kept > BYTES_KEPT):
            with suppress(OSError):
                path.unlink()
