"""One sheet of a workbook as a frame of text, read inside the child: values as written, and what stands for none."""

import contextlib
import threading
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from cxdesk.importing.child import MAX_COLUMNS, MOST_CELLS, MOST_TEXT, is_zip

FAIR_SHARE: Final = 0.2
MOST_NAMED: Final = 50
LARGE_SHEET: Final = 30_000_000

# A time without a day is kept as a part of the day before the first of 1900.
_NO_DAY: Final = "1899-12-31 "
_LONG: Final = "1900-01-"

Told = Callable[[int, int], None]


def read(path: Path, sheet: str, out: Path, told: Told) -> dict[str, Any]:
    """Write the named sheet, or the one that holds the answers, to `out`; what is known of the book is returned."""
    if not is_zip(path):
        return _old(path, sheet, out)
    with zipfile.ZipFile(path) as book:
        names = set(book.namelist())
        if "content.xml" in names:
            return _open_document(book, sheet, out, told)
        if "xl/workbook.xml" in names:
            return _xlsx(book, path, sheet, out, told)
    return _old(path, sheet, out)


def proposed(sizes: Sequence[tuple[str, bool, int, int]], wanted: str) -> str | None:
    """The sheet that holds the answers, of (name, hidden, rows, filled cells): the first that is not small beside others.

    Export tools put the answers first and lists that belong to them behind; people put a cover sheet before them.
    """
    if wanted:
        return wanted if wanted in [name for name, *_rest in sizes] else None
    seen = [s for s in sizes if not s[1] and s[3]] or [s for s in sizes if s[3]]
    most = max((filled for _n, _h, _r, filled in seen), default=0)
    tables = [name for name, _hidden, rows, filled in seen if rows > 1 and filled >= FAIR_SHARE * most]
    return tables[0] if tables else seen[0][0] if seen else ""


def _answer(name: str, names: Sequence[str], hidden: Sequence[str], frame: pl.DataFrame) -> dict[str, Any]:
    return {
        "sheet": name,
        "sheets": list(names),
        "hidden": list(hidden),
        "rows": frame.height,
        "width": frame.width,
    }


def _xlsx(book: zipfile.ZipFile, path: Path, sheet: str, out: Path, told: Told) -> dict[str, Any]:
    from cxdesk.importing.xlsx_parts import parts_of

    ahead = _ahead(book, path, sheet)
    parts = parts_of(book, MAX_COLUMNS, MOST_CELLS, MOST_TEXT, told)
    names = [p.name for p in parts]
    # A sheet of formulas that were never calculated is filled too, and must not be called empty.
    sizes = [(p.name, p.hidden, p.height, p.filled + len(p.marks)) for p in parts]
    name = proposed(sizes, sheet)
    if not name:
        return {"error": "no sheet" if name is None else "empty", "sheets": names}
    part = next(p for p in parts if p.name == name)
    frame = ahead.frame() if ahead is not None and ahead.name == name else _values(path, name)
    first = part.first or 1
    frame, first = _marked(frame, first, part.marks)
    frame = _merged(frame, first, part.merged)
    frame = _padded(frame, {c - first: digits for c, digits in part.zeros.items()})
    _times(frame).write_ipc(out)
    answer = _answer(name, names, [p.name for p in parts if p.hidden], frame)
    body = [area for area in part.merged if area[2] > area[0] and area[0] > 3]
    return answer | {
        "hidden_rows": part.hidden_rows[:MOST_NAMED],
        "hidden_count": len(part.hidden_rows),
        "merged": body[:MOST_NAMED],
    }


def _old(path: Path, sheet: str, out: Path) -> dict[str, Any]:
    import fastexcel

    from cxdesk.importing.xls_errors import errors_and_hidden, far_row
    from cxdesk.importing.xlsx_parts import TooFar

    data = path.read_bytes()
    if row := far_row(data):
        raise TooFar(row)
    # From its bytes: by the path its name would decide the format, and an old workbook may be called .xlsx.
    book = fastexcel.read_excel(data)
    names = list(book.sheet_names)
    if sheet and sheet not in names:
        return {"error": "no sheet", "sheets": names}
    loaded = {n: book.load_sheet(n, header_row=None, skip_rows=0, dtypes="string") for n in names}
    hidden = [n for n, s in loaded.items() if s.visible != "visible"]
    sizes = [(n, n in hidden, s.height, s.height * s.width) for n, s in loaded.items()]
    name = proposed(sizes, sheet)
    if not name:
        return {"error": "empty", "sheets": names}
    frame = loaded[name].to_polars()
    marks, rows = errors_and_hidden(data, names.index(name))
    # The old format is read from its first used column on; errors stand inside of it or nothing is known.
    used = min((c for _r, c, _t in marks), default=1) if not frame.width else 1
    frame, _first = _marked(frame, used, marks)
    _times(frame).write_ipc(out)
    answer = _answer(name, names, hidden, frame)
    return answer | {"hidden_rows": rows[:MOST_NAMED], "hidden_count": len(rows)}


def _open_document(book: zipfile.ZipFile, sheet: str, out: Path, told: Told) -> dict[str, Any]:
    from cxdesk.importing.ods import pages_of

    pages = pages_of(book, MAX_COLUMNS, MOST_CELLS, told)
    names = [p.name for p in pages]
    sizes = [(p.name, p.hidden, len(p.rows), sum(sum(map(bool, r)) for r in p.rows)) for p in pages]
    name = proposed(sizes, sheet)
    if not name:
        return {"error": "no sheet" if name is None else "empty", "sheets": names}
    page = next(p for p in pages if p.name == name)
    columns = [
        pl.Series(f"c{n}", [r[n] if n < len(r) else "" for r in page.rows], dtype=pl.String)
        for n in range(page.width)
    ]
    frame = pl.DataFrame(columns)
    frame.write_ipc(out)
    answer = _answer(name, names, [p.name for p in pages if p.hidden], frame)
    return answer | {"hidden_rows": page.hidden_rows[:MOST_NAMED], "hidden_count": len(page.hidden_rows)}


class _Ahead:
    """A large sheet read on the other core while it is looked over; the process ends before it when it is refused."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self._frame: pl.DataFrame | None = None
        self._path = path
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def frame(self) -> pl.DataFrame:
        """The sheet, read anew where the thread could not: its error is then raised here."""
        self._thread.join()
        return _values(self._path, self.name) if self._frame is None else self._frame

    def _read(self) -> None:
        with contextlib.suppress(Exception):
            self._frame = _values(self._path, self.name)


def _ahead(book: zipfile.ZipFile, path: Path, sheet: str) -> _Ahead | None:
    """Only for the one large sheet that will be asked for: a small file is looked over before anything is read."""
    from cxdesk.importing.xlsx_parts import listed

    names = set(book.namelist())
    parts = [s for s in listed(book) if s.part in names and not (sheet and s.name != sheet)]
    large = [s for s in parts if book.getinfo(s.part).file_size > LARGE_SHEET and not s.hidden]
    return _Ahead(path, large[0].name) if len(large) == 1 else None


def _values(path: Path, name: str) -> pl.DataFrame:
    import fastexcel

    frame = (
        fastexcel.read_excel(path).load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    )
    return frame.rename({old: f"c{n}" for n, old in enumerate(frame.columns)})


def _marked(
    frame: pl.DataFrame, first: int, marks: Sequence[tuple[int, int, str]]
) -> tuple[pl.DataFrame, int]:
    """The frame with words where a value should have been, grown to hold them; and its first column, from 1."""
    if not marks:
        return frame, first
    left = min(first, *(column for _row, column, _text in marks))
    right = max(left + MAX_COLUMNS - 1, 1)
    marks = [m for m in marks if m[1] <= right]
    height = max(frame.height, *(row for row, _column, _text in marks))
    width = max(frame.width + first - left, *(column - left + 1 for _row, column, _text in marks))
    blank = pl.Series("", [None], dtype=pl.String)
    by_column: dict[int, list[tuple[int, str]]] = {}
    for row, column, text in marks:
        by_column.setdefault(column - left, []).append((row - 1, text))
    columns = []
    for n in range(width):
        own = n - (first - left)
        series = frame.to_series(own) if 0 <= own < frame.width else blank.new_from_index(0, frame.height)
        if height > frame.height:
            series = series.extend_constant(None, height - frame.height)
        if n in by_column:
            places, texts = zip(*by_column[n], strict=True)
            series = series.scatter(list(places), list(texts))
        columns.append(series.alias(f"c{n}"))
    return pl.DataFrame(columns), left


def _merged(frame: pl.DataFrame, first: int, areas: Sequence[tuple[int, int, int, int]]) -> pl.DataFrame:
    """Headings merged downwards stand in each of their rows, so that the lowest row has them too."""
    for top, left, bottom, right in areas:
        place = left - first
        if not (left == right and top < bottom <= 3 and 0 <= place < frame.width and bottom <= frame.height):
            continue
        series = frame.to_series(place)
        frame = frame.with_columns(
            series.scatter(list(range(top, bottom)), [series[top - 1]] * (bottom - top))
        )
    return frame


def _padded(frame: pl.DataFrame, zeros: dict[int, int]) -> pl.DataFrame:
    """Numbers that the sheet shows with leading zeros are codes, and keep them."""
    columns = []
    for place, digits in zeros.items():
        if 0 <= place < frame.width:
            cell = pl.col(frame.columns[place])
            columns.append(pl.when(cell.str.contains(r"^\d+$")).then(cell.str.zfill(digits)).otherwise(cell))
    return frame.with_columns(columns) if columns else frame


def _times(frame: pl.DataFrame) -> pl.DataFrame:
    """Times of day without their made-up day; more than a day of them as hours."""
    cells = pl.col(pl.String)
    frame = frame.with_columns(
        pl.when(cells.str.starts_with(_NO_DAY)).then(cells.str.strip_prefix(_NO_DAY)).otherwise(cells)
    )
    long = frame.select(pl.all().str.starts_with(_LONG).any())
    columns = []
    for name in (n for n in frame.columns if long[n].any()):
        parts = pl.col(name).str.extract_groups(r"^1900-01-(\d\d) (\d\d)(:\d\d:\d\d)$")
        # A day without hours may be meant as the day it says.
        is_long = parts.struct["1"].is_not_null() & ~pl.col(name).str.ends_with(" 00:00:00")
        hours = parts.struct["1"].cast(pl.Int64) * 24 + parts.struct["2"].cast(pl.Int64)
        told = hours.cast(pl.String) + parts.struct["3"]
        columns.append(pl.when(is_long).then(told).otherwise(pl.col(name)).alias(name))
    return frame.with_columns(columns) if columns else frame
