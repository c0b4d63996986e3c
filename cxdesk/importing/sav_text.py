"""SPSS files as text, in the child process: what the file says of its columns, then the rows piece by piece.

Numbers are written as short as they are exact ("5", "1.25"), moments as ISO; a user-missing value stays the
number it is. The members of a category set are one column here, with the codes that were named between ";".
"""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from cxdesk.importing.pieces import in_words
from cxdesk.importing.sav_cells import cells, cells_of_piece, is_missing, word

SAMPLED: Final = 8_000
SAMPLED_CELLS: Final = 800_000
CELLS_PER_PIECE: Final = 3_000_000
MOST_ROWS_PER_PIECE: Final = 262_144
MOST_DISTINCT: Final = 200

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
        first = cells_of_piece(_piece(path, encoding, 0, few), columns)
        _learn(path, encoding, columns, first)
        yield told
        yield first
        return
    rows = int(options["rows"])
    turn, turns = int(options.get("turn", 0)), int(options.get("turns", 1))
    size = max(2_000, min(CELLS_PER_PIECE // max(1, len(columns)), MOST_ROWS_PER_PIECE))
    for at in range(turn * size, max(rows, 1), turns * size):
        piece = cells_of_piece(_piece(path, encoding, at, size), columns)
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


def _learn(path: Path, encoding: str | None, columns: list[dict[str, Any]], first: pl.DataFrame) -> None:
    """Note which values of a missing range are there at all, and the cells of the first rows of a set's members."""
    wide = [c for c in columns if any(low != high for low, high in c["missing"])]
    if wide:
        names = [name for c in wide for name in c["members"]]
        data, _meta = _read_sav(path, usecols=names, encoding=encoding)
        for column in wide:
            plain = column | {"shown": ""}
            found = pl.concat([in_words(cells(data[name], plain)) for name in column["members"]])
            distinct = found.unique(maintain_order=True).to_list()
            column["seen"] = [t for t in distinct if t and is_missing(t, column)][:MOST_DISTINCT]
    for place, column in enumerate(columns):
        some = in_words(first[f"c{place}"].head(2_000).unique(maintain_order=True).head(40))
        column["cells"] = some.to_list()
