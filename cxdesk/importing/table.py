"""The body of a delimited text as batches of text columns: fast where it is well formed, exact everywhere.

Polars reads each batch; the bytes it returns are then counted against the bytes it was given. A batch where
they differ (short or long rows, stray quotes, blank lines) is read again record by record.
"""

import csv
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.importing.found import Found
from cxdesk.importing.plan import key_of
from cxdesk.importing.records import END, lines
from cxdesk.progress import Progress, no_progress

BATCH_BYTES: Final = 24_000_000
ROWS_PER_BATCH: Final = 65_536

_LOST: Final = "\ufffd".encode()
_NEWLINE, _RETURN, _QUOTE = 10, 13, 34


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows as text, a column per position named by its key; "" is a blank cell.

    `source_rows` counts as a spreadsheet does, heading rows included. `mended` counts cells that were put right.
    """

    frame: pl.DataFrame
    source_rows: pl.Series
    refused: int = 0
    repaired: bool = False
    mended: int = 0


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A piece read the fast way, or not when `frame` is None."""

    end: int
    sound: bool
    frame: pl.DataFrame | None
    repaired: bool


@dataclass(slots=True)
class _Where:
    """How far the reading has come."""

    at: int
    row: int
    short: int = 0


def batches(
    data: bytes,
    start: int,
    delimiter: str,
    width: int,
    first_row: int,
    found: Found,
    progress: Progress = no_progress,
    batch_bytes: int = BATCH_BYTES,
) -> Iterator[Batch]:
    """The records from byte `start` on, in order; rows that cannot be kept are counted as refused."""
    where = _Where(start, first_row)
    begun = time.monotonic()

    def attempt(at: int) -> _Attempt:
        return _attempt(data, at, delimiter, width, batch_bytes)

    # The next piece is read while the caller types this one; Polars leaves Python free meanwhile.
    with ThreadPoolExecutor(1) as pool:
        ahead = pool.submit(attempt, start)
        while where.at < len(data):
            progress(where.at, len(data), _pace(where.row - first_row, time.monotonic() - begun))
            tried = ahead.result()
            if tried.end < len(data):
                ahead = pool.submit(attempt, tried.end)
            if tried.frame is not None:
                frame = tried.frame
                yield Batch(frame, rows_from(where.row, frame.height), 0, tried.repaired)
                where.at, where.row = tried.end, where.row + frame.height
            else:
                # Where quotes are astray nobody knows where records end: read on exactly to the end.
                end = tried.end if tried.sound else len(data)
                yield from _slow(data, where, end, delimiter, width, found, progress)
    progress(len(data), len(data), _("Reading the rows"))


def _pace(rows: int, seconds: float) -> str:
    """What is going on, with rows a second once there are any."""
    if not rows or seconds <= 0:
        return _("Reading the rows")
    pace = round(rows / seconds, -3) or round(rows / seconds)
    return _("Reading the rows: {n} so far, {pace} a second").format(n=number(rows), pace=number(pace))


def _attempt(data: bytes, at: int, delimiter: str, width: int, batch_bytes: int) -> _Attempt:
    end = _batch_end(data, at, batch_bytes)
    piece = data[at:end]
    quotes = quotes_in(piece)
    sound = are_sound(piece, quotes, delimiter)
    frame = _fast(piece, delimiter, width, quotes) if sound else None
    return _Attempt(end, sound, frame, not piece.isascii() and _LOST in piece)


def whole_records(
    data: bytes, at: int, delimiter: str, width: int, size: int
) -> tuple[pl.DataFrame | None, int]:
    """The records of the next `size` bytes and where they end; None where they are not tidy."""
    tried = _attempt(data, at, delimiter, width, size)
    return tried.frame, tried.end


def frame_of(records: list[list[str]], width: int) -> pl.DataFrame:
    """Records of equal width as text columns."""
    cells = list(zip(*records, strict=True)) if records else [()] * width
    return pl.DataFrame([pl.Series(key_of(n), cells[n], dtype=pl.String) for n in range(width)])


def fitted(record: list[str], width: int, row: int, found: Found) -> list[str] | None:
    """The record at the table's width, or None when it holds more than there are columns for."""
    if len(record) == width:
        return record
    if len(record) < width:
        if any(record):
            sentence = _("Row {row} has {n} of {width} cells; the missing ones are read as blank.")
            found.note(row, "", sentence.format(row=number(row), n=len(record), width=width))
        return record + [""] * (width - len(record))
    if any(cell.strip() for cell in record[width:]):
        sentence = _("Row {row} has {n} cells where the file has {width} columns; it was left out.")
        shown = " | ".join(record[width:])[:80]
        found.note(row, "", sentence.format(row=number(row), n=len(record), width=width), shown, "refused")
        return None
    return record[:width]


def rows_from(first: int, count: int) -> pl.Series:
    """The rows of a spreadsheet from the first on."""
    return pl.int_range(first, first + count, dtype=pl.Int64, eager=True).alias("source_row")


def _batch_end(data: bytes, at: int, size: int) -> int:
    """The end of a record about `size` bytes on: a line end with an even number of quotes before it."""
    end = at + size
    if end >= len(data):
        return len(data)
    end = (data.rfind(b"\n", at, end) + 1) or (data.find(b"\n", end) + 1) or len(data)
    quotes = data.count(b'"', at, end)
    while quotes % 2 and end < len(data):
        close = data.find(b'"', end)
        if close < 0:
            return len(data)
        following = (data.find(b"\n", close) + 1) or len(data)
        quotes += data.count(b'"', end, following)
        end = following
        if end - at > 4 * size:
            return end
    return end


def quotes_in(piece: bytes) -> np.ndarray:
    """Where the quotes are."""
    if b'"' not in piece:
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(np.frombuffer(piece, dtype=np.uint8) == _QUOTE)


def are_sound(piece: bytes, quotes: np.ndarray, delimiter: str) -> bool:
    """Whether every quote opens a cell, closes one, or stands for itself inside a quoted cell."""
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    values = np.frombuffer(piece, dtype=np.uint8)
    opening, closing = quotes[0::2], quotes[1::2]
    edges = np.zeros(256, dtype=bool)
    edges[[ord(delimiter), _NEWLINE, _RETURN, _QUOTE]] = True
    before = edges[values[np.maximum(opening - 1, 0)]] | (opening == 0)
    after = edges[values[np.minimum(closing + 1, len(values) - 1)]] | (closing == len(values) - 1)
    return bool(before.all() and after.all() and _doubled_inside(values, opening, closing))


def _doubled_inside(values: np.ndarray, opening: np.ndarray, closing: np.ndarray) -> bool:
    """A quote right before an opening one must be the closing one that it doubles."""
    follows_quote = (opening > 0) & (values[np.maximum(opening - 1, 0)] == _QUOTE)
    return bool((np.concatenate(([-2], closing[:-1]))[follows_quote] == opening[follows_quote] - 1).all())


def _fast(piece: bytes, delimiter: str, width: int, quotes: np.ndarray) -> pl.DataFrame | None:
    """The batch as Polars reads it, or None when it lost or moved a byte."""
    returns = piece.count(b"\r") if b"\r" in piece else 0
    if returns and returns != piece.count(b"\r\n"):
        return None
    try:
        frame = pl.read_csv(
            piece,
            has_header=False,
            separator=delimiter,
            schema={key_of(n): pl.String for n in range(width)},
            empty_string_is_null=False,
            truncate_ragged_lines=False,
        )
    except BaseException as error:  # Polars' PanicException is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        return None
    return frame if _bytes_kept(piece, frame, width, quotes, returns) else None


def _bytes_kept(piece: bytes, frame: pl.DataFrame, width: int, quotes: np.ndarray, returns: int) -> bool:
    """Every byte of the piece is in a cell, or is a sign between cells, a quote or a line end."""
    # One question for all columns: Polars asks them side by side.
    sizes = frame.select(pl.all().str.len_bytes().sum()).row(0) if frame.width else ()
    total = sum(int(size or 0) for size in sizes) + frame.height * width
    given = len(piece) + (not piece.endswith(b"\n"))
    if len(quotes):
        inside = _count(frame, '"') if (np.diff(quotes) == 1).any() else 0
        given -= len(quotes) - inside
    if returns:
        given -= returns - (_count(frame, "\r") if returns != frame.height else 0)
    return given == total


def _count(frame: pl.DataFrame, sign: str) -> int:
    row = frame.select(pl.all().str.count_matches(sign, literal=True).sum()).row(0)
    return sum(int(n or 0) for n in row)


def _slow(
    data: bytes, where: _Where, end: int, delimiter: str, width: int, found: Found, progress: Progress
) -> Iterator[Batch]:
    """Records one by one, as a spreadsheet would read them; moves `where` to `end`."""
    kept: list[list[str]] = []
    rows: list[int] = []
    refused = 0
    last: list[str] = []
    for record in _records(data, where.at, end, delimiter, where):
        last = record
        where.short += 0 < len(record) < width
        fits = fitted(record, width, where.row, found)
        if fits is None:
            refused += 1
        else:
            kept.append(fits)
            rows.append(where.row)
        where.row += 1
        if where.row % 20_000 == 0:
            progress(where.at, len(data), _("Reading the rows"))
        if len(kept) >= ROWS_PER_BATCH:
            yield Batch(frame_of(kept, width), pl.Series("source_row", rows, dtype=pl.Int64), refused, True)
            kept, rows, refused = [], [], 0
    where.at = end
    _refuse_cut(last, width, where, data)
    if kept or refused:
        yield Batch(frame_of(kept, width), pl.Series("source_row", rows, dtype=pl.Int64), refused, True)


def _records(data: bytes, start: int, end: int, delimiter: str, where: _Where) -> Iterator[list[str]]:
    reader = csv.reader(_lines(data, start, end), delimiter=delimiter)
    try:
        for record in reader:
            if record == [END]:
                return
            if record and END in record[-1]:
                break
            yield record
    except csv.Error as error:
        raise UserError(_unclosed(where.row)) from error
    raise UserError(_unclosed(where.row))


def _lines(data: bytes, start: int, end: int) -> Iterator[str]:
    """Lines as csv wants them; the last one is a mark that a quote left open would swallow."""
    for line, _size in lines(data, start, end):
        yield line if line.endswith(("\n", "\r")) else line + "\n"
    yield END + "\n"


def _refuse_cut(last: list[str], width: int, where: _Where, data: bytes) -> None:
    """A last row that is short, has no line end, and is the only short one, was cut off."""
    if where.at < len(data) or data.endswith((b"\n", b"\r")) or not 0 < len(last) < width or where.short > 1:
        return
    sentence = _(
        "The file ends in the middle of row {row}. It was probably cut off while it was copied. Export it again."
    )
    raise UserError(sentence.format(row=number(where.row - 1)))


def _unclosed(row: int) -> str:
    return _(
        "A quotation mark opened in row {row} is never closed: the file ends in the middle of a cell. "
        "It was probably cut off while it was copied. Export it again."
    ).format(row=number(row))
