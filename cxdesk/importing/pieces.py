"""Files with columns of their own, read by a child process that sends what it reads piece by piece.

The child writes a line of JSON for everything it says; a line with "bytes" is followed by so many bytes of an
Arrow stream. Nothing is laid down on disk, and the pipe makes the child wait for whoever reads.
"""

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import polars as pl

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.importing.child import MEMORY, command
from cxdesk.progress import Progress, no_progress

WORD: Final = "--pieces"
SECONDS: Final = 180
AHEAD: Final = 2
_TURN: Final = 0.1

# Small whole numbers travel as one byte each, this one for a blank cell.
BLANK: Final = 255
_SMALL: Final = pl.Series([*map(str, range(BLANK)), ""], dtype=pl.String)

Said = dict[str, Any] | pl.DataFrame

_started: dict[tuple[str, Path, int], tuple[dict[str, Any], pl.DataFrame]] = {}


def serve(arguments: Sequence[str]) -> int:
    """In the child: KIND PATH OPTIONS. Says what the reader of that kind finds, at last {"end": true} or an error."""
    kind, path, options = arguments
    try:
        reader = _reader(kind)
        for said in reader.read(Path(path), json.loads(options)):
            _say(said)
        _say({"end": True})
    except MemoryError:
        _say({"error": "too large"})
    except BrokenPipeError:  # nobody listens any more
        return 1
    except BaseException as error:  # noqa: BLE001 - whatever a reader raises on a damaged file becomes words
        told = {"error": getattr(error, "code", "damaged"), "why": str(error)[:300]}
        _say(told | getattr(error, "more", {}))
    return 0


def _reader(kind: str) -> Any:
    if kind == "sav":
        from cxdesk.importing import sav_text

        return sav_text
    if kind == "parquet":
        from cxdesk.importing import parquet_text

        return parquet_text
    raise ValueError(kind)


def _say(said: Said) -> None:
    out = sys.stdout.buffer
    if isinstance(said, pl.DataFrame):
        data = BytesIO()
        said.write_ipc_stream(data, compression="uncompressed")
        out.write(json.dumps({"bytes": len(data.getbuffer()), "rows": said.height}).encode() + b"\n")
        out.write(data.getbuffer())
    else:
        out.write(json.dumps(said).encode() + b"\n")
    out.flush()


def in_words(cells: pl.Series) -> pl.Series:
    """The cells of a column as text, as they came from the child: one byte, a whole number or text."""
    if cells.dtype == pl.UInt8:
        return _SMALL.gather(cells).alias(cells.name)
    return cells.cast(pl.String).fill_null("") if cells.dtype != pl.String else cells


def worded(frame: pl.DataFrame) -> pl.DataFrame:
    """A piece as text, blank cells as ""."""
    return pl.DataFrame([in_words(series) for series in frame])


def start(
    kind: str, path: Path, options: Mapping[str, Any], progress: Progress = no_progress
) -> tuple[dict[str, Any], pl.DataFrame]:
    """What a file says of itself and its first rows as text; kept, because a page asks for them again and again."""
    key = (kind, path, path.stat().st_mtime_ns)
    if key not in _started:
        told: dict[str, Any] = {}
        frame = pl.DataFrame()
        with closing(asked(kind, path, {"sample": True, **options}, progress)) as said:
            for thing in said:
                if isinstance(thing, pl.DataFrame):
                    frame = worded(thing)
                else:
                    told = thing
        if not frame.width:
            raise UserError(refusal(path.name, {"error": "empty"}))
        _started.clear()
        _started[key] = (told, frame)
    return _started[key]


def asked(
    kind: str,
    path: Path,
    options: Mapping[str, Any],
    progress: Progress = no_progress,
    total: int = 0,
) -> Generator[Said, None, None]:
    """What a child says of a file, in order; refused in words when it cannot be read, is too large or too slow.

    `total` is the number of rows for the progress. When the caller stops or `progress` raises, the child is ended.
    """
    hidden = {"creationflags": 0x08000000} if sys.platform == "win32" else {}
    child = subprocess.Popen(
        command(WORD, kind, str(path), json.dumps(dict(options))),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **hidden,  # type: ignore[call-overload]
    )
    try:
        yield from _follow(child, path.name, progress, total)
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _follow(child: "subprocess.Popen[bytes]", name: str, progress: Progress, total: int) -> Iterator[Said]:
    done = 0
    heard = time.monotonic()
    for said in _heard(child):
        if said is None:
            if time.monotonic() - heard > SECONDS:
                raise UserError(refusal(name, {"error": "too slow"}))
        elif isinstance(said, pl.DataFrame):
            yield said
            done += said.height
        elif "error" in said:
            raise UserError(refusal(name, said))
        elif said.get("end"):
            return
        else:
            yield said
        if said is not None:
            heard = time.monotonic()
        progress(done, max(done, total, 1), _("Reading the rows") if total else _("Reading the file"))
    # Nothing said: a signal means that the limit on memory ended it, else the reader crashed.
    raise UserError(refusal(name, {"error": "too large" if child.wait() < 0 else "damaged"}))


def _heard(child: "subprocess.Popen[bytes]") -> Iterator[Said | None]:
    """Everything the child says, read ahead of the caller, and None for every tenth of a second without a word."""
    said: queue.Queue[Said | None] = queue.Queue(AHEAD)
    gone = threading.Event()

    def put(thing: Said | None) -> None:
        while not gone.is_set():
            with contextlib.suppress(queue.Full):
                said.put(thing, timeout=_TURN)
                return

    def listen() -> None:
        assert child.stdout is not None
        # The pipe is closed under its feet when the child was ended; what does not parse is no word.
        with contextlib.suppress(ValueError, OSError, pl.exceptions.PolarsError):
            for line in child.stdout:
                told = json.loads(line)
                if not isinstance(told, dict):
                    break
                if "bytes" in told:
                    put(pl.read_ipc_stream(BytesIO(child.stdout.read(int(told["bytes"])))))
                else:
                    put(told)
        put(None)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        while thread.is_alive() or not said.empty():
            try:
                thing = said.get(timeout=_TURN)
            except queue.Empty:
                yield None
                continue
            if thing is None:
                return
            yield thing
    finally:
        gone.set()


def refusal(name: str, answer: Mapping[str, Any]) -> str:
    """Why a file with columns of its own was not read, in words."""
    error = answer.get("error")
    if error == "cut":
        sentence = _(
            "“{name}” says that it holds {rows} answers, and {found} are in it. It was probably cut off while it "
            "was copied. Export it again."
        )
        return sentence.format(
            name=name, rows=number(int(answer["rows"])), found=number(int(answer["found"]))
        )
    if error == "longer":
        sentence = _("“{name}” says that it holds {rows} answers, and more are in it. Export it again.")
        return sentence.format(name=name, rows=number(int(answer["rows"])))
    if error == "too large":
        sentence = _(
            "“{name}” needs more than {n} MB to be read. Export fewer answers or questions at a time."
        )
        return sentence.format(name=name, n=number(MEMORY // 1_000_000))
    if error == "too slow":
        return _("“{name}” took too long to read. Export it as CSV.").format(name=name)
    if error == "empty":
        return _("“{name}” is empty. Export it again.").format(name=name)
    if error == "nested":
        sentence = _(
            "“{name}” has columns with tables inside their cells: {columns}. Turn them into plain columns first."
        )
        return sentence.format(name=name, columns=answer.get("columns", ""))
    return _("“{name}” is damaged and could not be read. Export it again, or export it as CSV.").format(
        name=name
    )
