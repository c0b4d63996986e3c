"""SPSS files as text, in the child process: what the file says of its columns, then the rows piece by piece.

Numbers are written as short as they are exact ("5", "1.25"), moments as ISO; a user-missing value stays the
number it is. The members of a category set are one column here, with the codes that were named between ";".
"""

import math
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from cxdesk.importing.pieces import BLANK, in_words

SEPARATOR: Final = ";"
SAMPLED: Final = 8_000
SAMPLED_CELLS: Final = 800_000
CELLS_PER_PIECE: Final = 3_000_000
MOST_ROWS_PER_PIECE: Final = 262_144
MOST_DISTINCT: Final = 200

_DATES: Final = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR")
_MOMENTS: Final = ("DATETIME", "YMDHMS")
_TIMES: Final = ("TIME", "DTIME", "MTIME")
# Midnight of 14 October 1582, where SPSS begins to count seconds, before 1 January 1970.
_START: Final = 12_219_379_200
# The years 1 to 9999; what lies beyond stays a number, because it is no date that anybody meant.
_FIRST, _LAST = -62_135_596_800, 253_402_300_799
_COUNT_AT: Final = 80


def read(path: Path, options: Mapping[str, Any]) -> Iterator[dict[str, Any] | pl.DataFrame]:
    """The description first; then some rows (`sample`), or all of them, in columns c0, c1, ... for `pieces.worded`.

    `turn` and `turns` share the rows out between several processes: each reads every so-manieth piece.
    """
    encoding, told = _described(path, options)
    columns = told["columns"]
    told["rows"] = rows = _rows_said(path)
    if options.get("sample"):
        found = _rows_from(path, encoding, max(rows, 1))
        if rows > 0 and found != 1:
            yield {"error": "cut" if found < 1 else "longer", "rows": rows, "found": _counted(path, encoding)}
            return
        if rows < 0:
            told["rows"] = _counted(path, encoding)
        if not options.get("encoding"):
            encoding, told = _in_all_words(path, encoding, told, options)
            columns = told["columns"]
        few = max(500, min(SAMPLED, SAMPLED_CELLS // max(1, len(columns))))
        first = _text(_piece(path, encoding, 0, few), columns)
        _learn(path, encoding, columns, first)
        yield told
        yield first
        return
    rows = int(options["rows"])
    turn, turns = int(options.get("turn", 0)), int(options.get("turns", 1))
    size = max(2_000, min(CELLS_PER_PIECE // max(1, len(columns)), MOST_ROWS_PER_PIECE))
    for at in range(turn * size, max(rows, 1), turns * size):
        piece = _text(_piece(path, encoding, at, size), columns)
        wanted = min(size, rows - at)
        if piece.height != wanted:
            yield {"error": "cut", "rows": rows, "found": at + piece.height}
            return
        yield piece


def _read_sav(path: Any, **options: Any) -> tuple[dict[str, list[Any]], Any]:
    import pyreadstat

    read: tuple[dict[str, list[Any]], Any] = pyreadstat.read_sav(
        path, output_format="dict", user_missing=True, disable_datetime_conversion=True, **options
    )
    return read


def _described(path: Path, options: Mapping[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """The encoding in which the file's labels can be read, and what the file says of its columns."""
    named = options.get("encoding")
    failed: Exception | None = None
    for encoding in [named] if named else [None, *options.get("encodings", ())]:
        try:
            _data, meta = _read_sav(path, metadataonly=True, encoding=encoding)
        except Exception as error:
            if not _is_of_letters(error):
                raise
            failed = failed or error
            continue
        return encoding, _told(meta, encoding)
    raise failed or ValueError("no encoding")


def _in_all_words(
    path: Path, encoding: str | None, told: dict[str, Any], options: Mapping[str, Any]
) -> tuple[str | None, dict[str, Any]]:
    """The encoding in which every word of the rows can be read too, tried in turn."""
    strings = [m for c in told["columns"] if c["text"] for m in c["members"]]
    later = list(options.get("encodings", ()))
    later = later[later.index(encoding) + 1 :] if encoding in later else later
    for tried in [encoding, *later] if strings else []:
        try:
            _read_sav(path, usecols=strings, encoding=tried)
        except Exception as error:
            if not _is_of_letters(error):
                raise
            continue
        if tried == encoding:
            break
        return tried, _described(path, {"encoding": tried})[1] | {"rows": told["rows"], "turned": True}
    return encoding, told


def _is_of_letters(error: Exception) -> bool:
    return isinstance(error, UnicodeError) or any(
        w in str(error) for w in ("convert string", "character set")
    )


def _told(meta: Any, encoding: str | None) -> dict[str, Any]:
    sets = [
        {
            "name": name.removeprefix("$"),
            "kind": "D" if s["is_dichotomy"] else "C",
            "label": s["label"] or "",
            "counted": "" if s["counted_value"] is None else str(s["counted_value"]),
            "members": s["variable_list"],
        }
        for name, s in meta.mr_sets.items()
    ]
    columns = [_column(meta, place, name) for place, name in enumerate(meta.column_names)]
    return {
        "columns": list(_folded(columns, sets)),
        "sets": sets,
        "label": meta.file_label or "",
        "encoding": encoding or meta.file_encoding or "",
        "named_encoding": meta.file_encoding or "",
        "turned": encoding is not None,
    }


def _column(meta: Any, place: int, name: str) -> dict[str, Any]:
    labels = meta.variable_value_labels.get(name, {})
    return {
        "name": name,
        "label": meta.column_labels[place] or "",
        "text": meta.readstat_variable_types[name] == "string",
        "shown": _form(meta.original_variable_types.get(name) or ""),
        "measure": meta.variable_measure.get(name, "unknown"),
        "labels": [[word(value), str(label)] for value, label in labels.items()],
        "missing": [[r["lo"], r["hi"]] for r in meta.missing_ranges.get(name, [])],
        "members": [name],
        "set": "",
        "seen": [],
    }


def _folded(columns: list[dict[str, Any]], sets: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every column, the members of a category set as one in the place of the first of them."""
    first, gone = {}, set()
    for one in sets:
        free = [m for m in one["members"] if m not in gone and m not in first]
        if one["kind"] == "C" and len(free) > 1:
            first[free[0]] = (one, free)
            gone |= set(free[1:])
    for column in columns:
        if column["name"] in first:
            one, members = first[column["name"]]
            yield column | {"name": one["name"], "label": one["label"], "members": members, "set": "C"}
        elif column["name"] not in gone:
            yield column


def _form(shown: str) -> str:
    return shown.rstrip("0123456789.").upper()


def word(value: Any) -> str:
    """A value as the text of its cell."""
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else repr(value)
    return str(value).rstrip()


def _rows_said(path: Path) -> int:
    """How many rows the file says it has; -1 where it does not say, as programs that write as they go."""
    with path.open("rb") as file:
        head = file.read(_COUNT_AT + 4)
    order = "<" if head[64:68] in (b"\x02\0\0\0", b"\x03\0\0\0") else ">"
    return int(struct.unpack(f"{order}i", head[_COUNT_AT:])[0])


def _rows_from(path: Path, encoding: str | None, rows: int) -> int:
    """How many rows there are from the last one on that the file says it has, two at most: 1 when it is true."""
    try:
        data, _meta = _read_sav(_Open(path), row_offset=rows - 1, row_limit=2, encoding=encoding)
    except Exception as error:
        if _is_of_letters(error):
            return 1
        if isinstance(error, MemoryError) or rows == 1:
            raise
        return 0
    return len(next(iter(data.values()), []))


def _counted(path: Path, encoding: str | None) -> int:
    """How many rows there really are."""
    first = _read_sav(path, metadataonly=True, encoding=encoding)[1].column_names[:1]
    data, _meta = _read_sav(_Open(path), usecols=first, encoding=encoding)
    return len(next(iter(data.values()), []))


class _Open:
    """The file as if it did not say how many rows it has, so that they are counted and not believed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")

    def read(self, size: int = -1) -> bytes:
        at = self._file.tell()
        data = self._file.read(size)
        if at >= _COUNT_AT + 4 or at + len(data) <= _COUNT_AT:
            return data
        start, end = max(_COUNT_AT - at, 0), min(_COUNT_AT + 4 - at, len(data))
        return data[:start] + b"\xff" * (end - start) + data[end:]

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()


def _piece(path: Path, encoding: str | None, at: int, size: int) -> dict[str, list[Any]]:
    return _read_sav(path, row_offset=at, row_limit=size, encoding=encoding)[0]


def _text(data: dict[str, list[Any]], columns: list[dict[str, Any]]) -> pl.DataFrame:
    series = []
    for place, column in enumerate(columns):
        parts = [_cells(data.pop(name), column) for name in column["members"]]
        joined = _joined(parts, column) if len(parts) > 1 else parts[0]
        series.append(joined.alias(f"c{place}"))
    return pl.DataFrame(series)


def _cells(values: list[Any], column: dict[str, Any]) -> pl.Series:
    if column["text"]:
        return pl.Series(values, dtype=pl.String, strict=False).fill_null("")
    # Without a type given this is a third faster; a column of nothing but blanks has none of its own.
    numbers = pl.Series("n", values)
    numbers = (numbers if numbers.dtype == pl.Float64 else numbers.cast(pl.Float64)).fill_nan(None)
    shown = column["shown"]
    if shown in (*_DATES, *_MOMENTS, *_TIMES):
        frame = pl.DataFrame({"n": numbers})
        return frame.select(_moment(pl.col("n"), shown, column["missing"]).fill_null(""))["n"]
    whole = numbers.cast(pl.Int64, strict=False)
    if (
        whole.null_count() > numbers.null_count()
        or not (whole.cast(pl.Float64) == numbers).fill_null(True).all()
    ):
        return pl.DataFrame({"n": numbers}).select(_number(pl.col("n")).fill_null(""))["n"]
    low, high = whole.min(), whole.max()
    small = low is None or (isinstance(low, int) and isinstance(high, int) and low >= 0 and high < BLANK)
    return whole.fill_null(BLANK).cast(pl.UInt8) if small else whole


def _number(n: pl.Expr) -> pl.Expr:
    whole = n.cast(pl.Int64, strict=False)
    return (
        pl.when((whole.cast(pl.Float64) == n) & (n.abs() < 9e15))
        .then(whole.cast(pl.String))
        .otherwise(n.cast(pl.String))
    )


def _moment(n: pl.Expr, shown: str, missing: list[list[Any]]) -> pl.Expr:
    """A moment as ISO; a user-missing value or one that no calendar has as the number it is."""
    as_is = pl.lit(False)
    for low, high in missing:
        as_is = as_is | n.is_between(low, high)
    if shown in _TIMES:
        second, whole = n.abs() % 60, n.abs().floor().cast(pl.Int64, strict=False)
        sign = pl.when(n < 0).then(pl.lit("-")).otherwise(pl.lit(""))
        two = [part.cast(pl.String).str.zfill(2) for part in (whole // 3600, whole // 60 % 60)]
        rest = (
            pl.when(second == second.floor())
            .then(second.cast(pl.Int64).cast(pl.String))
            .otherwise(second.round(6).cast(pl.String))
        )
        rest = pl.when(second < 10).then(pl.lit("0") + rest).otherwise(rest)
        return (
            pl.when(as_is | (whole > 10**12))
            .then(_number(n))
            .otherwise(sign + two[0] + pl.lit(":") + two[1] + pl.lit(":") + rest)
        )
    since = n - _START
    beyond = ~since.is_between(_FIRST, _LAST)
    exact = (
        pl.when(~beyond)
        .then((since * 1_000_000).round(0))
        .cast(pl.Int64, strict=False)
        .cast(pl.Datetime("us"))
    )
    midnight = since % 86_400 == 0
    whole = since == since.floor()
    written = exact.dt.strftime("%Y-%m-%d %H:%M:%S")
    written = pl.when(whole).then(written).otherwise(exact.dt.strftime("%Y-%m-%d %H:%M:%S%.6f"))
    if shown in _DATES:
        written = pl.when(midnight).then(exact.dt.strftime("%Y-%m-%d")).otherwise(written)
    return pl.when(as_is | beyond).then(_number(n)).otherwise(written)


def _joined(parts: list[pl.Series], column: dict[str, Any]) -> pl.Series:
    """The answers named in several columns, once each, in one cell; a missing value only where there is no other."""
    parts = [in_words(part) for part in parts]
    frame = pl.DataFrame([part.alias(f"p{n}") for n, part in enumerate(parts)])
    missing = [t for t in pl.concat(parts).unique() if is_missing(t, column)]
    table = frame.select(
        pl.concat_list(
            pl.when(pl.col(c).is_in(missing).not_() & (pl.col(c) != "")).then(pl.col(c))
            for c in frame.columns
        )
        .list.drop_nulls()
        .list.unique(maintain_order=True)
        .list.join(SEPARATOR)
        .alias("named"),
        pl.coalesce(pl.when(pl.col(c).is_in(missing)).then(pl.col(c)) for c in frame.columns)
        .fill_null("")
        .alias("missing"),
    )
    return table.select(pl.when(pl.col("named") == "").then("missing").otherwise("named").alias("v"))["v"]


def is_missing(text: str, column: Mapping[str, Any]) -> bool:
    """Whether a cell holds a value that the file declares missing."""
    if column["text"]:
        return any(text == str(low).rstrip() for low, _high in column["missing"])
    try:
        value = float(text)
    except ValueError:
        return False
    return any(low <= value <= high for low, high in column["missing"])


def _learn(path: Path, encoding: str | None, columns: list[dict[str, Any]], first: pl.DataFrame) -> None:
    """Note which values of a missing range are there at all, and the cells of the first rows of a set's members."""
    wide = [c for c in columns if any(low != high for low, high in c["missing"])]
    if wide:
        names = [name for c in wide for name in c["members"]]
        data, _meta = _read_sav(path, usecols=names, encoding=encoding)
        for column in wide:
            plain = column | {"shown": ""}
            cells = pl.concat([in_words(_cells(data[name], plain)) for name in column["members"]])
            distinct = cells.unique(maintain_order=True).to_list()
            column["seen"] = [t for t in distinct if t and is_missing(t, column)][:MOST_DISTINCT]
    for place, column in enumerate(columns):
        some = in_words(first[f"c{place}"].head(2_000).unique(maintain_order=True).head(40))
        column["cells"] = some.to_list()
