"""A file copied as a whole while somebody may have it open, and made as small as its content."""

from contextlib import closing
from pathlib import Path

from cxdesk.storage.engine import driver_connection


def copy(source: Path, target: Path) -> None:
    """Write what the file holds at this moment to a new file; one that is there is a FileExistsError."""
    target.touch(exist_ok=False)
    with (
        closing(driver_connection(source, read_only=True)) as here,
        closing(driver_connection(target)) as there,
    ):
        here.backup(there)


def compact(path: Path) -> None:
    """Let go of the room of deleted rows, so that nothing of them stands in the file."""
    with closing(driver_connection(path)) as connection:
        connection.execute("VACUUM")
