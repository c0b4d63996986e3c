"""One writer at a time: the system's own lock on a small file beside ours, which a crash lets go."""

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout


class WriterLock:
    """The right to write one file; held from open to close."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(f".{path.name}.lock")
        self._lock = FileLock(self.path, timeout=0)

    def take(self) -> bool:
        """Whether we now hold the right; False when another window holds it."""
        try:
            self._lock.acquire()
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Let go; the small file goes too, so that nothing lies beside a closed file."""
        if self._lock.is_locked:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)  # refused on Windows while open; removed below
            self._lock.release()
