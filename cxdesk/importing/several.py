"""Cells that hold several answers, taken apart into one column of yes and no for each option."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import polars as pl

from cxdesk.i18n import _, number
from cxdesk.importing.found import Found
from cxdesk.importing.plan import ColumnPlan, OptionPlan
from cxdesk.responses.schema import ANSWERED, SKIPPED, UNREADABLE

MOST_OPTIONS: Final = 200
SURELY_ONE: Final = 6


@dataclass(frozen=True, slots=True)
class Apart:
    """The options found, a column for each, and the cells that could not be taken apart."""

    column: ColumnPlan
    columns: dict[str, pl.Series]
    unreadable: tuple[tuple[int, str], ...]


def apart(column: ColumnPlan, text: pl.Series, rows: pl.Series, found: Found) -> Apart:
    """Each distinct cell is taken apart once; options that only later rows show are added to the plan's."""
    separator = column.separator
    ways = {_normal(way, separator): o.key for o in column.options for way in (o.value, *o.also)}
    options = list(column.options)
    tokens = dict(column.blanks)
    table: dict[str, set[str]] = {}
    kinds: dict[str, int] = {}
    for cell in text.unique(maintain_order=True):
        bare = cell.strip()
        if not bare or bare in tokens:
            table[cell], kinds[cell] = set(), tokens.get(bare, column.empty)
            continue
        parts = split(bare, separator, ways)
        for part in parts:
            if _normal(part, separator) not in ways and len(options) < MOST_OPTIONS:
                options.append(OptionPlan(f"{column.key}_{len(options) + 1}", part, part))
                ways[_normal(part, separator)] = options[-1].key
        table[cell] = {ways[w] for p in parts if (w := _normal(p, separator)) in ways}
        kinds[cell] = ANSWERED if all(_normal(p, separator) in ways for p in parts) else UNREADABLE
    columns = _columns(text, table, kinds, options)
    bad = pl.Series([t for t, kind in kinds.items() if kind == UNREADABLE], dtype=pl.String)
    places = text.is_in(bad.implode()).arg_true() if len(bad) else pl.Series([], dtype=pl.UInt32)
    if len(places):
        _report(column, text, places, rows, found)
    if set(kinds.values()) - {ANSWERED, SKIPPED}:
        blank = text.replace_strict(list(kinds), list(kinds.values()), return_dtype=pl.UInt8)
        columns |= {f"b{o.key}": blank.alias(f"b{o.key}") for o in options}
    unreadable = tuple(zip(places, text.gather(places), strict=True))
    return Apart(replace(column, options=tuple(options)), columns, unreadable)


def options_in(values: Mapping[str, int], separator: str) -> dict[str, int]:
    """The options that cells hold and how often each was chosen, when nobody says which were offered.

    An option may hold a comma in its own words: its parts then never come apart. A bracket left open joins;
    so do parts that are always side by side, when the second goes on in small letters, or often enough.
    """
    cells = [(parted(v, separator), n) for v, n in values.items()]
    commas = separator.strip() == ","
    if commas:
        cells = [(_closed(parts, separator), n) for parts, n in cells]
    while commas and (joined := _always_beside(cells)):
        cells = [(_join(parts, joined, separator), n) for parts, n in cells]
    counts: dict[str, int] = {}
    for parts, n in cells:
        for part in filter(None, parts):
            counts[part] = counts.get(part, 0) + n
    return counts


def _closed(parts: list[str], separator: str) -> list[str]:
    """Parts joined while a bracket is open."""
    result: list[str] = []
    for part in parts:
        if result and result[-1].count("(") > result[-1].count(")"):
            result[-1] = f"{result[-1]}{separator}{part}"
        else:
            result.append(part)
    # A bracket that is never closed joins nothing.
    unclosed = any(p.count("(") > p.count(")") for p in result)
    return parts if unclosed else result


def _always_beside(cells: list[tuple[list[str], int]]) -> set[tuple[str, str]]:
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for parts, n in cells:
        alone.update(dict.fromkeys(parts, n))
        pairs.update(dict.fromkeys(pairwise(parts), n))
    return {
        (a, b)
        for (a, b), n in pairs.items()
        if a and b and n == alone[a] == alone[b] and n >= (2 if _goes_on(b) else SURELY_ONE)
    }


def _goes_on(part: str) -> bool:
    """Whether words begin as the middle of a sentence does; digits may begin anything."""
    return part[:1].islower()


def _join(parts: list[str], joined: set[tuple[str, str]], separator: str) -> list[str]:
    result: list[str] = []
    last = ""
    for part in parts:
        if result and (last, part) in joined:
            result[-1] = f"{result[-1]}{separator}{part}"
        else:
            result.append(part)
        last = part
    return result


def split(cell: str, separator: str, known: Container[str]) -> list[str]:
    """The answers in a cell; an option whose own words hold the separator is found before it is split."""
    parts = parted(cell, separator)
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


def parted(cell: str, separator: str) -> list[str]:
    """What stands between the separators; tools put one more before the first answer or behind the last."""
    bare = cell.strip().removeprefix(separator.lstrip()).removesuffix(separator.rstrip())
    return [p.strip() for p in bare.split(separator)]


def _normal(words: str, separator: str) -> str:
    """How an option is looked for: without case, and with the separators in its own words as cells have them."""
    return separator.join(parted(words, separator)).casefold()


def _columns(
    text: pl.Series, table: dict[str, set[str]], kinds: dict[str, int], options: list[OptionPlan]
) -> dict[str, pl.Series]:
    cells = list(table)
    frame = {"t": pl.Series(cells, dtype=pl.String)}
    for key in dict.fromkeys(o.key for o in options):
        ticks = [key in table[cell] if kinds[cell] == ANSWERED else None for cell in cells]
        frame[key] = pl.Series(key, ticks, dtype=pl.Boolean)
    joined = pl.DataFrame({"t": text}).join(pl.DataFrame(frame), on="t", how="left", maintain_order="left")
    return {o.key: joined[o.key] for o in options}


def _report(column: ColumnPlan, text: pl.Series, places: pl.Series, rows: pl.Series, found: Found) -> None:
    listed = min(found.room(column.header), len(places))
    sentence = _("Row {row}: “{value}” holds more answers than this question can have. It is kept as text.")
    for place in places.head(listed):
        row, value = int(rows[place]), str(text[place])
        found.note(row, column.header, sentence.format(row=number(row), value=value[:60]), value[:200])
    found.more(len(places) - listed)
