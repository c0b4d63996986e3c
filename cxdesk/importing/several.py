"""Cells that hold several answers, taken apart into one column of yes and no for each option."""

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from cxdesk.i18n import _, number
from cxdesk.importing.found import Found
from cxdesk.importing.plan import ColumnPlan, OptionPlan
from cxdesk.responses.schema import ANSWERED, SKIPPED, UNREADABLE

MOST_OPTIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Apart:
    """The options found, a column for each, and the cells that could not be taken apart."""

    column: ColumnPlan
    columns: dict[str, pl.Series]
    unreadable: tuple[tuple[int, str], ...]


def apart(column: ColumnPlan, text: pl.Series, rows: pl.Series, found: Found) -> Apart:
    """Each distinct cell is taken apart once; options that only later rows show are added to the plan's."""
    known = {o.value.casefold(): o.key for o in column.options}
    options = list(column.options)
    table: dict[str, set[str] | None] = {}
    for cell in text.unique(maintain_order=True):
        parts = split(cell.strip(), column.separator, known)
        for part in parts:
            if part.casefold() not in known and len(options) < MOST_OPTIONS:
                options.append(OptionPlan(f"{column.key}_{len(options) + 1}", part, part))
                known[part.casefold()] = options[-1].key
        fits = all(p.casefold() in known for p in parts)
        table[cell] = {known[p.casefold()] for p in parts} if fits else None
    columns = _columns(text, table, options)
    bad = pl.Series([t for t, keys in table.items() if keys is None], dtype=pl.String)
    places = text.is_in(bad.implode()).arg_true() if len(bad) else pl.Series([], dtype=pl.UInt32)
    if len(places):
        _report(column, text, places, rows, found)
        kinds = _kinds(text, places)
        columns |= {f"b{o.key}": kinds.alias(f"b{o.key}") for o in options}
    unreadable = tuple(zip(places, text.gather(places), strict=True))
    return Apart(replace(column, options=tuple(options)), columns, unreadable)


def split(cell: str, separator: str, known: dict[str, str]) -> list[str]:
    """The answers in a cell; an option whose own words hold the separator is found before it is split."""
    parts = [p.strip() for p in cell.split(separator)]
    result: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            joined = separator.join(parts[at:end]) if end - at > 1 else parts[at]
            if end - at == 1 or joined.casefold() in known:
                break
        if joined:
            result.append(joined)
        at = end
    return result


def _columns(
    text: pl.Series, table: dict[str, set[str] | None], options: list[OptionPlan]
) -> dict[str, pl.Series]:
    cells = list(table)
    frame = {"t": pl.Series(cells, dtype=pl.String)}
    for option in options:
        ticks = [None if not keys else option.key in keys for keys in table.values()]
        frame[option.key] = pl.Series(option.key, ticks, dtype=pl.Boolean)
    joined = pl.DataFrame({"t": text}).join(pl.DataFrame(frame), on="t", how="left", maintain_order="left")
    return {o.key: joined[o.key] for o in options}


def _kinds(text: pl.Series, places: pl.Series) -> pl.Series:
    blank = (text.str.strip_chars().str.len_bytes() == 0).cast(pl.UInt8) * SKIPPED + ANSWERED
    return blank.scatter(places, UNREADABLE)


def _report(column: ColumnPlan, text: pl.Series, places: pl.Series, rows: pl.Series, found: Found) -> None:
    listed = min(found.room(column.header), len(places))
    sentence = _("Row {row}: “{value}” holds more answers than this question can have. It is kept as text.")
    for place in places.head(listed):
        row, value = int(rows[place]), str(text[place])
        found.note(row, column.header, sentence.format(row=number(row), value=value[:60]), value[:200])
    found.more(len(places) - listed)
