"""The rows of a detected file as batches of text, whatever it is kept in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import polars as pl

from cxdesk.importing import archive, records, source
from cxdesk.importing.cleaning import cleaned
from cxdesk.importing.containers import CONTAINERS, TEXT
from cxdesk.importing.found import Found
from cxdesk.importing.plan import Detection
from cxdesk.importing.readers import own
from cxdesk.importing.table import BATCH_BYTES, Batch, batches, rows_from, whole_records
from cxdesk.progress import Progress, no_progress


def read(
    detection: Detection,
    found: Found,
    progress: Progress = no_progress,
    batch_bytes: int = BATCH_BYTES,
) -> Iterator[Batch]:
    """Batches in the file's order; the columns are named by key, and what the source did to cells is undone."""
    for batch in _read(detection, found, progress, batch_bytes):
        plain = _unescaped(detection, batch)
        yield cleaned(plain, detection, found) if detection.cleaning else plain


def _read(detection: Detection, found: Found, progress: Progress, batch_bytes: int) -> Iterator[Batch]:
    if detection.container != TEXT:
        yield from CONTAINERS[detection.container].batches(detection, progress)
        return
    text = None if detection.member else source.take_read(detection.path, detection.encoding)
    if text is None:
        text = source.as_text(bytes_of(detection), detection.encoding, progress)
    start = records.data_start(text.data, detection.skip_bytes, detection.delimiter, detection.header_rows)
    first_row = detection.skip_rows + detection.header_rows + 1
    width = len(detection.columns)
    yield from batches(text.data, start, detection.delimiter, width, first_row, found, progress, batch_bytes)


def _unescaped(detection: Detection, batch: Batch) -> Batch:
    """Our own tables keep texts that look like formulas behind an apostrophe, which is no part of them."""
    if detection.format != own.FORMAT or detection.container not in own.ESCAPED:
        return batch
    return replace(batch, frame=batch.frame.with_columns(own.unescaped(pl.all())))


def bytes_of(detection: Detection) -> bytes:
    """The bytes of a text, in a file of its own or in an archive."""
    if detection.member:
        return archive.read(detection.path, detection.member)
    return source.open_file(detection.path)


def first(detection: Detection, size: int) -> Batch | None:
    """The first rows, about `size` bytes of them; a long file is not read to its end for it."""
    if (start := getattr(CONTAINERS.get(detection.container), "first", None)) is not None:
        return cast(Batch, start(detection))
    if (
        detection.container == TEXT
        and not detection.member
        and detection.encoding == "utf-8"
        and not detection.cleaning
        and detection.path.stat().st_size > 3 * size
    ):
        data = source.open_file(detection.path, 3 * size)
        begin = records.data_start(data, detection.skip_bytes, detection.delimiter, detection.header_rows)
        batch, end = whole_records(data, begin, detection.delimiter, len(detection.columns), size)
        if batch is not None and end < len(data):
            first_row = detection.skip_rows + detection.header_rows + 1
            return _unescaped(detection, Batch(batch, rows_from(first_row, batch.height)))
    return next(iter(read(detection, Found(), batch_bytes=size)), None)
