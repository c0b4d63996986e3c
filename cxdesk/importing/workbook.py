"""Workbooks (.xlsx, .xls, .ods) as tables of text: checked first, then read in a child process with limits."""

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import polars as pl

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.importing import child
from cxdesk.importing.plan import Detection, key_of
from cxdesk.importing.readers import Sample
from cxdesk.importing.records import SAMPLE_RECORDS
from cxdesk.importing.table import ROWS_PER_BATCH, Batch
from cxdesk.progress import Progress, no_progress

MOST_UNPACKED: Final = 1_500_000_000
MOST_PARTS: Final = 5_000
MOST_RATIO: Final = 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as text, blank rows above it cut off and counted."""

    frame: pl.DataFrame
    name: str
    names: tuple[str, ...]
    skipped: int


def sample(path: Path, sheet: str | None = None, progress: Progress = no_progress) -> Sample:
    """The first records of a sheet, of the first one that holds something when none is named."""
    progress(0, 1, _("Reading the file"))
    read = open_sheet(path, sheet or "")
    progress(1, 1, _("Reading the file"))
    records = [list(row) for row in read.frame.head(SAMPLE_RECORDS).rows()]
    return Sample(
        path,
        "xlsx",
        records,
        sheet=read.name,
        sheets=read.names,
        rows=read.frame.height,
        skip_rows=read.skipped,
    )


def batches(
    detection: Detection, progress: Progress = no_progress, rows: int = ROWS_PER_BATCH
) -> Iterator[Batch]:
    """The rows below the headings."""
    read = open_sheet(detection.path, detection.sheet)
    body = read.frame.slice(detection.header_rows)
    first = read.skipped + detection.header_rows + 1
    for at in range(0, body.height, rows):
        progress(at, body.height, _("Reading the rows"))
        part = body.slice(at, rows)
        numbers = pl.int_range(first + at, first + at + part.height, dtype=pl.Int64, eager=True)
        yield Batch(part, numbers.alias("source_row"))
    progress(body.height, body.height, _("Reading the rows"))


def open_sheet(path: Path, sheet: str) -> Sheet:
    """A sheet of a workbook; what cannot or should not be read is refused in words."""
    return _open_sheet(path, sheet, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _open_sheet(path: Path, sheet: str, _changed: int) -> Sheet:
    _check_zip(path)
    with tempfile.TemporaryDirectory(prefix="cxdesk") as folder:
        out = Path(folder) / "sheet.arrow"
        answer = child.run(path, sheet, out)
        if "error" in answer:
            raise UserError(_refusal(path.name, answer))
        frame = pl.read_ipc(out.read_bytes())
    frame = frame.rename({old: key_of(n) for n, old in enumerate(frame.columns)})
    frame = frame.with_columns(pl.all().cast(pl.String).fill_null(""))
    filled = frame.select(pl.any_horizontal(pl.all().str.len_bytes() > 0)).to_series().arg_true()
    if not len(filled):
        raise UserError(_refusal(path.name, {"error": "empty"}))
    first, last = int(filled[0]), int(filled[-1])
    names = answer.get("sheets")
    found = tuple(str(n) for n in names) if isinstance(names, list) else ()
    return Sheet(frame.slice(first, last - first + 1), str(answer.get("sheet", "")), found, first)


def _check_zip(path: Path) -> None:
    """Refuse zip files that are no workbook, are locked, or would unpack to something huge."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            if file.read(2) == b"PK":
                raise UserError(_refusal(path.name, {"error": "damaged"}))
        return
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UserError(_refusal(path.name, {"error": "damaged"})) from error
    names = {p.filename for p in parts}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise UserError(
            _("“{name}” is a zip archive. Unpack it and choose the table inside.").format(name=path.name)
        )
    if any(p.flag_bits & 1 for p in parts):
        raise UserError(_("“{name}” is locked with a password. Save it without one.").format(name=path.name))
    total = sum(p.file_size for p in parts)
    packed = max(1, sum(p.compress_size for p in parts))
    if (
        total > MOST_UNPACKED
        or len(parts) > MOST_PARTS
        or (total > 50_000_000 and total > MOST_RATIO * packed)
    ):
        raise UserError(_refusal(path.name, {"error": "too large"}))


def _refusal(name: str, answer: dict[str, object]) -> str:
    error = answer.get("error")
    if error == "too large":
        most = number(child.MOST_CELLS)
        sentence = _(
            "“{name}” would unpack to more than {most} cells. Save the sheet with the answers as CSV."
        )
        return sentence.format(name=name, most=most)
    if error == "too slow":
        return _("“{name}” took too long to read. Save the sheet with the answers as CSV.").format(name=name)
    if error == "no sheet":
        return _("The sheet that was named is not in “{name}”.").format(name=name)
    if error == "empty":
        return _("“{name}” is empty. Export the answers again.").format(name=name)
    return _("“{name}” is damaged and could not be read. Save it again, or save it as CSV.").format(name=name)
