"""The values of SPSS's variables as cells: numbers as short as they are exact, moments as ISO, sets joined."""

import math
from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from cxdesk.importing.pieces import BLANK, in_words

SEPARATOR: Final = ";"
_DATES: Final = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR")
_MOMENTS: Final = ("DATETIME", "YMDHMS")
_TIMES: Final = ("TIME", "DTIME", "MTIME")
# Midnight of 14 October 1582, where SPSS begins to count seconds, before 1 January 1970.
_START: Final = 12_219_379_200
# The years 1 to 9999; what lies beyond stays a number, because it is no date that anybody meant.
_FIRST, _LAST = -62_135_596_800, 253_402_300_799


def word(value: Any) -> str:
    """A value as the text of its cell."""
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else repr(value)
    return str(value).rstrip()


def cells_of_piece(data: dict[str, list[Any]], columns: list[dict[str, Any]]) -> pl.DataFrame:
    """Some rows in columns c0, c1, ..., for `pieces.worded`; the values are let go one by one."""
    series = []
    for place, column in enumerate(columns):
        parts = [cells(data.pop(name), column) for name in column["members"]]
        joined = _joined(parts, column) if len(parts) > 1 else parts[0]
        series.append(joined.alias(f"c{place}"))
    return pl.DataFrame(series)


def cells(values: list[Any], column: dict[str, Any]) -> pl.Series:
    """One variable's values: a byte each where they are small whole numbers, numbers where whole, else text."""
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
