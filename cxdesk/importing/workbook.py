"""Workbooks (.xlsx, .xls, .ods) as tables of text: checked first, then read in a child process with limits."""

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.importing import child
from cxdesk.importing.plan import Detection, key_of
from cxdesk.importing.readers import Sample
from cxdesk.importing.records import SAMPLE_RECORDS, title_rows, titles_problem, too_wide
from cxdesk.importing.spreadsheet import shown
from cxdesk.importing.table import ROWS_PER_BATCH, Batch
from cxdesk.progress import Progress, no_progress

MOST_UNPACKED: Final = 1_500_000_000
MOST_PARTS: Final = 5_000
MOST_RATIO: Final = 300

# The sheet read last, by its path, name and time of change: detection, profile and import ask for the same.
_kept: dict[tuple[Path, str, int], "Sheet"] = {}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as text from its first row with something in it; `skipped` rows stand above, some of them `titles`.

    `hidden_rows` and `merged` (areas of rows and columns from 1) are the first of so many.
    """

    frame: pl.DataFrame
    name: str
    names: tuple[str, ...]
    skipped: int
    titles: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_count: int = 0
    merged: tuple[tuple[int, int, int, int], ...] = ()


def sample(path: Path, sheet: str | None = None, progress: Progress = no_progress) -> Sample:
    """The first records of a sheet; of the one that seems to hold the answers when none is named."""
    read = open_sheet(path, sheet or "", progress)
    records = [[shown(cell) for cell in row] for row in read.frame.head(SAMPLE_RECORDS).rows()]
    return Sample(
        path,
        "xlsx",
        records,
        sheet=read.name,
        sheets=read.names,
        rows=read.frame.height,
        skip_rows=read.skipped,
        problems=problems(path, read.name),
    )


def batches(
    detection: Detection, progress: Progress = no_progress, rows: int = ROWS_PER_BATCH
) -> Iterator[Batch]:
    """The rows below the headings."""
    read = open_sheet(detection.path, detection.sheet, progress)
    body = read.frame.slice(detection.header_rows)
    first = read.skipped + detection.header_rows + 1
    for at in range(0, body.height, rows):
        progress(at, body.height, _("Reading the rows"))
        part = body.slice(at, rows)
        numbers = pl.int_range(first + at, first + at + part.height, dtype=pl.Int64, eager=True)
        yield Batch(part, numbers.alias("source_row"))
    progress(body.height, body.height, _("Reading the rows"))


def open_sheet(path: Path, sheet: str, progress: Progress = no_progress) -> Sheet:
    """A sheet of a workbook; what cannot or should not be read is refused in words. The last one read is kept."""
    key = (path, sheet, path.stat().st_mtime_ns)
    if (found := _kept.get(key)) is not None:
        return found
    read = _read(path, sheet, progress)
    _kept.clear()
    _kept[key] = _kept[path, read.name, key[2]] = read
    return read


def problems(path: Path, sheet: str) -> tuple[Problem, ...]:
    """What a person should know of the sheet that is read: other sheets, rows above it, hidden rows, merged cells."""
    read = open_sheet(path, sheet)
    return tuple(_notes(read))


def _notes(read: Sheet) -> Iterator[Problem]:
    others = [_("“{name}” (hidden)").format(name=n) if n in read.hidden else n for n in read.names]
    others = [shown_name for n, shown_name in zip(read.names, others, strict=True) if n != read.name]
    if others:
        sentence = _("The sheet “{name}” is read; the others are not: {others}.")
        yield Problem(0, "", sentence.format(name=read.name, others=listed(others[:20])), "", "note")
    if read.name in read.hidden:
        sentence = _("The sheet “{name}” is hidden in the workbook.")
        yield Problem(0, "", sentence.format(name=read.name), "", "note")
    if read.titles:
        yield titles_problem(read.titles)
    if read.hidden_count:
        sentence = ngettext(
            "{n} row is hidden in the sheet and read like the others: {rows}.",
            "{n} rows are hidden in the sheet and read like the others: {rows}.",
            read.hidden_count,
        )
        rows = listed(number(r) for r in read.hidden_rows[:10])
        yield Problem(
            read.hidden_rows[0], "", sentence.format(n=number(read.hidden_count), rows=rows), "", "note"
        )
    for top, _left, bottom, _right in read.merged:
        sentence = _("Rows {first} to {last} have merged cells; only row {first} holds their value.")
        yield Problem(top, "", sentence.format(first=number(top), last=number(bottom)), "", "note")


def _read(path: Path, sheet: str, progress: Progress) -> Sheet:
    _check_zip(path)
    progress(0, 1, _("Reading the file"))
    with tempfile.TemporaryDirectory(prefix="cxdesk") as folder:
        out = Path(folder) / "sheet.arrow"
        answer = child.run(path, sheet, out, progress)
        if "error" in answer:
            raise UserError(_refusal(path.name, answer))
        frame = pl.read_ipc(out.read_bytes())
    progress(1, 1, _("Reading the file"))
    frame = frame.rename({old: key_of(n) for n, old in enumerate(frame.columns)})
    frame = frame.with_columns(pl.all().cast(pl.String).fill_null(""))
    frame, above = _without_edges(frame, path.name)
    top = [[shown(cell) for cell in row] for row in frame.head(SAMPLE_RECORDS).rows()]
    titles = title_rows(top)
    words = tuple(" ".join(filter(None, row)) for row in top[:titles])
    return Sheet(
        frame=frame.slice(titles),
        name=str(answer.get("sheet", "")),
        names=tuple(map(str, answer.get("sheets", ()))),
        skipped=above + titles,
        titles=words,
        hidden=tuple(map(str, answer.get("hidden", ()))),
        hidden_rows=tuple(answer.get("hidden_rows", ())),
        hidden_count=int(answer.get("hidden_count", 0)),
        merged=tuple(tuple(area) for area in answer.get("merged", ())),
    )


def _without_edges(frame: pl.DataFrame, name: str) -> tuple[pl.DataFrame, int]:
    """The frame without blank rows and columns around it, and how many rows were cut off above."""
    filled = pl.all().str.strip_chars().str.len_bytes() > 0
    if not frame.width:
        raise UserError(_refusal(name, {"error": "empty"}))
    rows = frame.select(pl.any_horizontal(filled)).to_series().arg_true()
    if not len(rows):
        raise UserError(_refusal(name, {"error": "empty"}))
    first, last = int(rows[0]), int(rows[-1])
    frame = frame.slice(first, last - first + 1)
    places = [n for n, used in enumerate(frame.select(filled.any()).row(0)) if used]
    frame = frame.select(frame.columns[places[0] : places[-1] + 1])
    return frame.rename({old: key_of(n) for n, old in enumerate(frame.columns)}), first


def _check_zip(path: Path) -> None:
    """Refuse zip files that are no workbook, are locked, or would unpack to something huge."""
    if not child.is_zip(path):
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
    if any(".." in n.replace("\\", "/").split("/") or n.startswith("/") for n in names):
        raise UserError(_refusal(path.name, {"error": "damaged"}))
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
        sentence = _("“{name}” would unpack to more than {most} cells. Save the sheet you need as CSV.")
        return sentence.format(name=name, most=most)
    if error == "too wide":
        return too_wide(name, int(str(answer.get("columns", 0))))
    if error == "too far":
        sentence = _(
            "A sheet of “{name}” is nearly empty but for a cell far away, in row {row}. Delete the rows between, "
            "or save the sheet you need as CSV."
        )
        return sentence.format(name=name, row=number(int(str(answer.get("row", 0)))))
    if error == "too slow":
        return _("“{name}” took too long to read. Save the sheet you need as CSV.").format(name=name)
    if error == "no sheet":
        return _("The sheet that was named is not in “{name}”.").format(name=name)
    if error == "empty":
        return _("“{name}” is empty. Export it again.").format(name=name)
    return _("“{name}” is damaged and could not be read. Save it again, or save it as CSV.").format(name=name)
