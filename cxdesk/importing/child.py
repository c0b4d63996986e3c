"""The process that opens workbooks: a damaged or hostile file can end it, never the app or the project's file."""

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from cxdesk.i18n import _
from cxdesk.progress import Progress, no_progress

MEMORY: Final = 3_000_000_000
# The old format holds 65,536 rows; whatever needs more memory than this is damaged.
MEMORY_OLD: Final = 1_400_000_000
MOST_CELLS: Final = 60_000_000
MOST_TEXT: Final = 1_500_000_000
MAX_COLUMNS: Final = 5_000
# Of work; a busy machine may need longer on the clock, and cancel is at hand all the while.
SECONDS: Final = 60
SECONDS_ON_THE_CLOCK: Final = 60 if sys.platform == "win32" else 180

_TURN: Final = 0.1


def command(*arguments: str) -> list[str]:
    """The command that runs `main` in a process of its own, from a checkout and from the bundle."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-child", *arguments]
    return [sys.executable, "-m", "cxdesk.importing.child", *arguments]


def main(arguments: Sequence[str]) -> int:
    """Read one sheet as text into an Arrow file: PATH SHEET OUT.

    Answers in JSON on standard output, a line each time it is further ({"done": ..., "total": ...}) and one at the end.
    """
    if arguments[:1] == ["--pieces"]:
        from cxdesk.importing.pieces import serve

        _limit(MEMORY)
        return serve(arguments[1:])
    _limit(MEMORY if is_zip(Path(arguments[0])) else MEMORY_OLD)
    path, sheet, out = arguments
    from cxdesk.importing.sheets import read
    from cxdesk.importing.xlsx_parts import TooFar, TooLarge, TooWide

    try:
        answer = read(Path(path), sheet, Path(out), _teller())
    except TooWide as error:
        answer = {"error": "too wide", "columns": error.args[0]}
    except TooFar as error:
        answer = {"error": "too far", "row": error.args[0]}
    except (MemoryError, TooLarge):
        answer = {"error": "too large"}
    except Exception as error:  # noqa: BLE001 - whatever a reader raises on a damaged file becomes words
        answer = {"error": "damaged", "why": str(error)[:300]}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
    return 0


def run(
    path: Path, sheet: str, out: Path, progress: Progress = no_progress, seconds: float = SECONDS_ON_THE_CLOCK
) -> dict[str, Any]:
    """Ask a child to read a sheet; {"error": ...} when it could not, would not, or took too long.

    `progress` is called all along, and when it raises Cancelled the child is ended at once.
    """
    child = subprocess.Popen(
        command(str(path), sheet, str(out)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=0x08000000 if sys.platform == "win32" else 0,  # no black window
    )
    try:
        return _follow(child, progress, time.monotonic() + seconds)
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _follow(child: "subprocess.Popen[bytes]", progress: Progress, until: float) -> dict[str, Any]:
    done, total = 0, 1
    for line in _lines(child):
        if time.monotonic() > until:
            return {"error": "too slow"}
        with contextlib.suppress(ValueError):
            answer = json.loads(line.decode("utf-8", "replace")) if line else None
            if isinstance(answer, dict) and "total" not in answer:
                return answer
            if isinstance(answer, dict):
                done, total = int(answer["done"]), int(answer["total"])
        progress(min(done, total), max(1, total), _("Reading the file"))
    # Nothing said: a signal means that a limit ended it, else the reader crashed.
    code = child.wait()
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return {"error": "too slow"}
    return {"error": "too large" if code < 0 else "damaged"}


def _lines(child: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    """What the child says, line by line, and nothing every tenth of a second in which it says nothing."""
    said: queue.Queue[bytes | None] = queue.Queue()

    def listen() -> None:
        assert child.stdout is not None
        # Closed under its feet when the child was ended.
        with contextlib.suppress(ValueError, OSError):
            for line in child.stdout:
                said.put(line)
        said.put(None)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        try:
            line = said.get(timeout=_TURN)
        except queue.Empty:
            line = b""
        if line is None:
            return
        yield line


def _teller() -> Callable[[int, int], None]:
    last = 0.0

    def told(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > _TURN:
            last = time.monotonic()
            sys.stdout.write(json.dumps({"done": done, "total": total}) + "\n")
            sys.stdout.flush()

    return told


def _limit(size: int = MEMORY) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the counts of cells and texts guard it
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))


def is_zip(path: Path) -> bool:
    """Whether a file is a zip archive, as XLSX and ODS are.

    An .xls of a newer Excel holds a small archive with its colours near its end, and is none.
    """
    with path.open("rb") as file:
        return file.read(2) == b"PK" and zipfile.is_zipfile(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
