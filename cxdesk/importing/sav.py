"""SPSS files (.sav, .zsav) as tables of text: read by a child process, described by what they say of themselves."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import polars as pl

from cxdesk.i18n import _
from cxdesk.importing import pieces, source
from cxdesk.importing.plan import Detection
from cxdesk.importing.readers import Sample
from cxdesk.importing.records import SAMPLE_RECORDS
from cxdesk.importing.table import Batch, rows_from
from cxdesk.progress import Progress, no_progress

CONTAINER: Final = "sav"
READERS: Final = 2
ALONE: Final = 4_000_000
MAGIC: Final = (b"$FL2@(#)", b"$FL3@(#)")


def is_one(_path: Path, start: bytes) -> bool:
    """Whether a file is one of SPSS's, by its first bytes."""
    return start.startswith(MAGIC)


def sample(path: Path, sheet: str | None = None, progress: Progress = no_progress) -> Sample:
    """The first rows under the variables' names; `native` has what the file says of its variables."""
    told, frame = _start(path, progress)
    names = [str(c["name"]) for c in told["columns"]]
    records = [names, *(list(row) for row in frame.head(SAMPLE_RECORDS).rows())]
    rows = int(told["rows"]) + 1
    return Sample(path, CONTAINER, records, encoding=str(told["encoding"]), rows=rows, native=told)


def first(detection: Detection) -> Batch:
    """Some thousand rows, as they were read with the sample."""
    frame = _start(detection.path)[1]
    return Batch(frame, rows_from(detection.header_rows + 1, frame.height))


def batches(detection: Detection, progress: Progress = no_progress) -> Iterator[Batch]:
    """All rows, numbered as SPSS numbers its cases but for the heading that a spreadsheet would have."""
    at = detection.header_rows + 1
    rows = detection.rows or 0
    start = _start(detection.path)[1]
    if start.height == rows:
        progress(0, rows, _("Reading the rows"))
        yield Batch(start, rows_from(at, rows))
        return
    cells = rows * len(detection.columns)
    # Making objects of SPSS's numbers keeps one core busy for most of the time.
    turns = min(READERS, os.cpu_count() or 1) if cells > ALONE else 1
    options = {"encoding": detection.encoding, "encodings": _encodings(), "turns": turns, "rows": rows}
    with ExitStack() as open_:
        told = [
            open_.enter_context(
                closing(pieces.asked(CONTAINER, detection.path, options | {"turn": turn}, progress, rows))
            )
            for turn in range(turns)
        ]
        done = 0
        for turn in cycle(range(turns)):
            frame = next((t for t in told[turn] if isinstance(t, pl.DataFrame)), None)
            if frame is None:
                break
            yield Batch(pieces.worded(frame), rows_from(at, frame.height))
            at += frame.height
            done += frame.height
            progress(done, rows, _("Reading the rows"))
    progress(rows, rows, _("Reading the rows"))


def _start(path: Path, progress: Progress = no_progress) -> tuple[dict[str, Any], pl.DataFrame]:
    return pieces.start(CONTAINER, path, {"encodings": _encodings()}, progress)


def _encodings() -> list[str]:
    """What words may be written in where they are not in what the file names; the last one reads everything."""
    return list(dict.fromkeys(("UTF-8", source.code_page().upper(), "CP1252", "LATIN1")))
