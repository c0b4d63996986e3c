"""Parquet files as tables of text, read by a child process."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import polars as pl

from cxdesk.i18n import _
from cxdesk.importing import pieces
from cxdesk.importing.plan import Detection
from cxdesk.importing.readers import Sample
from cxdesk.importing.records import SAMPLE_RECORDS
from cxdesk.importing.table import Batch, rows_from
from cxdesk.progress import Progress, no_progress

CONTAINER: Final = "parquet"


def is_one(_path: Path, start: bytes) -> bool:
    """Whether a file is Parquet, by its first bytes; one that is encrypted begins otherwise."""
    return start.startswith(b"PAR1")


def sample(path: Path, sheet: str | None = None, progress: Progress = no_progress) -> Sample:
    """The first rows under the columns' names; `native` has their types and answers."""
    told, frame = pieces.start(CONTAINER, path, {}, progress)
    records = [list(told["names"]), *(list(row) for row in frame.head(SAMPLE_RECORDS).rows())]
    return Sample(path, CONTAINER, records, encoding="utf-8", rows=int(told["rows"]) + 1, native=told)


def first(detection: Detection) -> Batch:
    """Some thousand rows, as they were read with the sample."""
    frame = pieces.start(CONTAINER, detection.path, {})[1]
    return Batch(frame, rows_from(detection.header_rows + 1, frame.height))


def batches(detection: Detection, progress: Progress = no_progress) -> Iterator[Batch]:
    """All rows, numbered as under one heading."""
    at = detection.header_rows + 1
    rows = detection.rows or 0
    with closing(pieces.asked(CONTAINER, detection.path, {}, progress, rows)) as said:
        for thing in said:
            if isinstance(thing, pl.DataFrame):
                yield Batch(pieces.worded(thing), rows_from(at, thing.height))
                at += thing.height
    progress(rows, rows, _("Reading the rows"))
