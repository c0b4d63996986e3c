"""Parquet files as text, in the child process: the columns' types first, then the rows piece by piece."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

SAMPLED: Final = 8_000
CELLS_PER_PIECE: Final = 3_000_000
MOST_CELLS: Final = 400_000_000
MOST_CHOICES: Final = 300
REASON: Final = " [why blank]"


class Refused(Exception):
    """A file that will not be read; `code` is the child's word for why."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code, self.more = code, more


def read(path: Path, options: Mapping[str, Any]) -> Iterator[dict[str, Any] | pl.DataFrame]:
    """The description first; then some rows (`sample`) or all of them, in columns c0, c1, ... for `pieces.worded`."""
    lazy = pl.scan_parquet(path, missing_columns="raise", hive_partitioning=False, glob=False)
    lazy = _with_reasons(lazy)
    schema = dict(lazy.collect_schema())
    nested = [name for name, kind in schema.items() if not _is_plain(kind)]
    if nested:
        raise Refused("nested", columns=", ".join(nested[:8]))
    flat = lazy.select(*(e for n, (name, kind) in enumerate(schema.items()) for e in _flat(n, name, kind)))
    names = [label for name, kind in schema.items() for label in _names(name, kind)]
    rows = int(lazy.select(pl.len()).collect().item())
    if rows * len(names) > MOST_CELLS:
        raise Refused("too large")
    if options.get("sample"):
        first = flat.head(SAMPLED).collect()
        yield {
            "names": names,
            "types": [_type_of(kind) for kind in schema.values() for _label in _names("", kind)],
            "choices": _choices(lazy, schema),
            "rows": rows,
            "own": pl.read_parquet_metadata(path).get("cxdesk", ""),
        }
        yield _cells(first)
        return
    size = max(2_000, CELLS_PER_PIECE // max(1, len(names)))
    for at in range(0, rows, size):
        yield _cells(flat.slice(at, size).collect())


def _with_reasons(lazy: pl.LazyFrame) -> pl.LazyFrame:
    """Columns of our own exports say beside them why a cell is blank; that word then stands in the cell."""
    schema = dict(lazy.collect_schema())
    pairs = [n for n in schema if n.endswith(REASON) and n.removesuffix(REASON) in schema]
    names = [n.removesuffix(REASON) for n in pairs]
    plain = (_as_text(pl.col(n), schema[n]) for n in names)
    told = [
        pl.coalesce(pl.col(f"{n}{REASON}").cast(pl.String), text).alias(n)
        for n, text in zip(names, plain, strict=True)
    ]
    return lazy.with_columns(told).drop(pairs)


def _is_plain(kind: Any) -> bool:
    if isinstance(kind, pl.Struct):
        return all(not f.dtype.is_nested() and _is_plain(f.dtype) for f in kind.fields)
    return not kind.is_nested() and kind not in (pl.Binary, pl.Object, pl.Unknown)


def _names(name: str, kind: pl.DataType) -> list[str]:
    """The column's name; of a record in a cell, a name for each of its parts."""
    return [f"{name}.{f.name}" for f in kind.fields] if isinstance(kind, pl.Struct) else [name]


def _flat(place: int, name: str, kind: pl.DataType) -> Iterator[pl.Expr]:
    column = pl.col(name)
    if not isinstance(kind, pl.Struct):
        yield _as_text(column, kind).alias(f"f{place}")
        return
    for n, part in enumerate(kind.fields):
        yield _as_text(column.struct.field(part.name), part.dtype).alias(f"f{place}_{n}")


def _as_text(cell: pl.Expr, kind: Any) -> pl.Expr:
    if kind == pl.Boolean:
        return cell.cast(pl.UInt8).cast(pl.String)
    if kind.is_float():
        whole = cell.cast(pl.Int64, strict=False)
        exact = (whole.cast(pl.Float64) == cell) & (cell.abs() < 9e15)
        number = pl.when(exact).then(whole.cast(pl.String)).otherwise(cell.cast(pl.String))
        return pl.when(cell.is_not_nan()).then(number)
    if isinstance(kind, pl.Datetime):
        form = "%Y-%m-%d %H:%M:%S%.6f%:z" if kind.time_zone else "%Y-%m-%d %H:%M:%S%.6f"
        return cell.dt.strftime(form).str.replace(r"\.000000", "")
    return cell.cast(pl.String)


def _type_of(kind: pl.DataType) -> str:
    if kind == pl.Boolean:
        return "flag"
    if kind.is_numeric():
        return "whole" if kind.is_integer() else "number"
    if kind in (pl.Date, pl.Datetime):
        return "moment"
    return "choices" if kind in (pl.Categorical, pl.Enum) else "text"


def _choices(lazy: pl.LazyFrame, schema: Mapping[str, pl.DataType]) -> dict[str, list[str]]:
    """The answers of columns that are kept as a list of answers and numbers into it, in the list's order."""
    found = {}
    for name, kind in schema.items():
        if isinstance(kind, pl.Enum):
            found[name] = kind.categories.to_list()
        elif kind == pl.Categorical:
            used = lazy.select(pl.col(name).unique().cast(pl.String)).collect()[name].drop_nulls().sort()
            found[name] = used.to_list()
    return {name: words for name, words in found.items() if 0 < len(words) <= MOST_CHOICES}


def _cells(frame: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame([s.fill_null("").alias(f"c{n}") for n, s in enumerate(frame)])
