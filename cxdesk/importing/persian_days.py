"""Whole columns of dates of the Persian calendar at once, for files of a million rows."""

from typing import Final

import polars as pl

_DIGITS: Final = {chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
_DATE: Final = r"^(1[34]\d\d)[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$"
# Leap years come eight times in 33 years; counted from 979, whose first day is day 79 of 1600.
_FROM: Final = 979


def moments(cell: pl.Expr) -> pl.Expr:
    """Dates with a time or without; null where a cell is written otherwise or the day is 30 Esfand."""
    parts = cell.str.replace_many(list(_DIGITS), list(_DIGITS.values())).str.extract_groups(_DATE)
    year, month, day, hour, minute, second = (parts.struct[str(n)].cast(pl.Int64) for n in range(1, 7))
    since = year - _FROM
    before = pl.when(month <= 7).then((month - 1) * 31).otherwise((month - 1) * 30 + 6)
    days = 365 * since + since // 33 * 8 + (since % 33 + 3) // 4 + before + day - 1 + 79
    most = pl.when(month <= 6).then(31).when(month < 12).then(30).otherwise(29)
    fits = month.is_between(1, 12) & (day >= 1) & (day <= most)
    fits &= (hour.fill_null(0) < 24) & (minute.fill_null(0) < 60) & (second.fill_null(0) < 60)
    moment = pl.datetime(1600, 1, 1) + pl.duration(
        days=days, hours=hour.fill_null(0), minutes=minute.fill_null(0), seconds=second.fill_null(0)
    )
    return pl.when(fits).then(moment)
