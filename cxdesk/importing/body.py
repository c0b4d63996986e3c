"""The rows of a detected file as batches of text, whatever it is kept in."""

from collections.abc import Iterator

import polars as pl

from cxdesk.importing import records, source, workbook
from cxdesk.importing.found import Found
from cxdesk.importing.plan import Detection
from cxdesk.importing.table import BATCH_BYTES, Batch, batches
from cxdesk.progress import Progress, no_progress


def read(
    detection: Detection,
    found: Found,
    progress: Progress = no_progress,
    batch_bytes: int = BATCH_BYTES,
) -> Iterator[Batch]:
    """Batches in the file's order; the columns are named by key."""
    if detection.container == "xlsx":
        yield from workbook.batches(detection, progress)
        return
    data = source.open_file(detection.path)
    text = source.as_text(data, detection.encoding, progress)
    del data
    start = records.data_start(text.data, detection.skip_bytes, detection.delimiter, detection.header_rows)
    first_row = detection.header_rows + 1
    width = len(detection.columns)
    yield from batches(text.data, start, detection.delimiter, width, first_row, found, progress, batch_bytes)


def text_table(detection: Detection) -> pl.DataFrame:
    """The whole body as text; for looking, not for a million rows."""
    parts = [b.frame for b in read(detection, Found())]
    return pl.concat(parts) if parts else pl.DataFrame()
