"""The process that opens workbooks: a damaged or hostile file can end it, never the app or the project's file."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

MEMORY: Final = 3_000_000_000
MOST_CELLS: Final = 60_000_000
SECONDS: Final = 180

_REFERENCE: Final = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"')
_PIECE: Final = 1 << 20


def command(*arguments: str) -> list[str]:
    """The command that runs `main` in a process of its own, from a checkout and from the bundle."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-child", *arguments]
    return [sys.executable, "-m", "cxdesk.importing.child", *arguments]


def main(arguments: Sequence[str]) -> int:
    """Read one sheet as text into an Arrow file: PATH SHEET OUT. Answers in JSON on standard output."""
    _limit_memory()
    if arguments[:1] == ["--pieces"]:
        from cxdesk.importing.pieces import serve

        return serve(arguments[1:])
    path, sheet, out = arguments
    try:
        answer = _read(Path(path), sheet, Path(out))
    except MemoryError:
        answer = {"error": "too large"}
    except Exception as error:  # noqa: BLE001 - whatever a reader raises on a damaged file becomes words
        answer = {"error": "damaged", "why": str(error)[:300]}
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


def run(path: Path, sheet: str, out: Path) -> dict[str, object]:
    """Ask a child to read a sheet; {"error": ...} when it could not, would not, or took too long."""
    hidden = {"creationflags": 0x08000000} if sys.platform == "win32" else {}
    try:
        done = subprocess.run(
            command(str(path), sheet, str(out)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            **hidden,  # type: ignore[call-overload]
        )
    except subprocess.TimeoutExpired:
        return {"error": "too slow"}
    try:
        answer = json.loads(done.stdout.decode("utf-8", "replace").strip().splitlines()[-1])
    except (IndexError, ValueError):
        # Nothing said: a signal means that the limit on memory ended it, else the reader crashed.
        return {"error": "too large" if done.returncode < 0 else "damaged"}
    return answer if isinstance(answer, dict) else {"error": "damaged"}


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the count of cells below guards it
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: Path, sheet: str, out: Path) -> dict[str, object]:
    if zipfile.is_zipfile(path):
        cells = max(_spans(path), default=0)
        if cells > MOST_CELLS:
            return {"error": "too large", "cells": cells}
    import fastexcel

    book = fastexcel.read_excel(path)
    names = list(book.sheet_names)
    if sheet and sheet not in names:
        return {"error": "no sheet", "sheets": names}
    for name in [sheet] if sheet else names:
        frame = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
        if frame.height and frame.width:
            frame.write_ipc(out)
            return {"sheet": name, "sheets": names, "rows": frame.height, "width": frame.width}
    return {"error": "empty", "sheets": names}


def _spans(path: Path) -> Iterator[int]:
    """How many cells the reader would have to make room for in each sheet: a single far cell counts as a full one."""
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                continue
            width, height = 0, 0
            with book.open(name) as sheet:
                tail = b""
                while piece := sheet.read(_PIECE):
                    for column, row in _REFERENCE.findall(tail + piece):
                        width, height = max(width, _number(column)), max(height, int(row))
                    tail = piece[-40:]
            yield width * height


def _number(letters: bytes) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
