"""What the cells of a column look like, from the first megabytes of a file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import polars as pl

from cxdesk.importing import body, digits, spreadsheet
from cxdesk.importing.plan import Detection, SourceColumn, key_of

PROFILED_BYTES: Final = 4_000_000
MOST_VALUES: Final = 400
SAMPLES: Final = 3
_MASK: Final = "filled of "

_WHOLE: Final = re.compile(r"[-+]?\d+(\.0+)?$")


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts over one column; `values` are the most frequent cells, all of them when `complete`."""

    rows: int
    filled: int
    distinct: int
    values: dict[str, int]
    longest: int
    samples: tuple[str, ...]
    cells: pl.Series
    source_rows: pl.Series

    @property
    def complete(self) -> bool:
        """Whether `values` holds every distinct cell."""
        return self.distinct == len(self.values)

    @property
    def whole_numbers(self) -> list[int] | None:
        """The distinct cells as numbers when all are whole."""
        if not self.values or not all(_WHOLE.match(v) and len(v) < 12 for v in self.values):
            return None
        return sorted({int(float(v)) for v in self.values})


def profiles(detection: Detection) -> dict[str, Profile]:
    """A profile per column key."""
    return _profiles(detection, detection.path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _profiles(detection: Detection, _changed: int) -> dict[str, Profile]:
    batch = body.first(detection, PROFILED_BYTES)
    if batch is None:
        empty = pl.Series("", [], dtype=pl.String)
        none = Profile(0, 0, 0, {}, 0, (), empty, pl.Series("", [], dtype=pl.Int64))
        return {key_of(c.position): none for c in detection.columns}
    blanks = {key_of(c.position): _tokens(c) for c in detection.columns}
    looks = _looks(batch.frame)
    return {
        key: profile_of(batch.frame[key], batch.source_rows, blanks.get(key, ()), looks[key])
        for key in batch.frame.columns
    }


@dataclass(frozen=True, slots=True)
class _Look:
    """What is asked of every column at once: one question to Polars for a file of 900 columns, not thousands."""

    stripped: pl.Series
    other_digits: bool
    filled: pl.Series
    longest: int
    samples: tuple[str, ...]


def _looks(frame: pl.DataFrame) -> dict[str, _Look]:
    every, keys = pl.all(), frame.columns
    stripped = frame.select(every.str.strip_chars())
    digits_in = stripped.select(every.str.contains(digits.SOME).any()).row(0)
    filled = stripped.select((every.str.len_bytes() > 0) & ~every.str.contains(spreadsheet.PATTERN))
    both = stripped.hstack(filled.select(every.name.prefix(_MASK)))
    held = {key: pl.col(key).filter(pl.col(_MASK + key)) for key in keys}
    longest = both.select(cells.str.len_chars().max() for cells in held.values()).row(0)
    samples = both.select(
        cells.head(2000).unique(maintain_order=True).head(SAMPLES).implode() for cells in held.values()
    ).row(0)
    return {
        key: _Look(stripped[key], bool(some), filled[key], int(most or 0), tuple(first))
        for key, some, most, first in zip(keys, digits_in, longest, samples, strict=True)
    }


def _tokens(column: SourceColumn) -> list[str]:
    told = column.declared.blanks if column.declared is not None else ()
    return [token for token, _kind in (*column.blanks, *told)]


def profile_of(
    series: pl.Series, rows: pl.Series, blanks: Sequence[str] = (), look: _Look | None = None
) -> Profile:
    """What one column of text cells looks like; `rows` are their rows in the file, `blanks` tokens for nothing."""
    look = look or _looks(series.to_frame())[series.name]
    cells = _counted(look.stripped) if look.other_digits else look.stripped
    if blanks:
        cells = cells.set(cells.is_in(blanks), "")
    if cells is look.stripped:
        filled, longest, samples = cells.filter(look.filled), look.longest, look.samples
    else:
        filled = cells.filter((cells.str.len_bytes() > 0) & ~cells.str.contains(spreadsheet.PATTERN))
        longest = int(filled.str.len_chars().max() or 0)  # type: ignore[arg-type]
        samples = tuple(filled.head(2000).unique(maintain_order=True).head(SAMPLES).to_list())
    counts = filled.value_counts(sort=True, name="n")
    top = counts.head(MOST_VALUES)
    return Profile(
        rows=len(series),
        filled=len(filled),
        distinct=counts.height,
        values=dict(zip(top[series.name].to_list(), top["n"].to_list(), strict=True)),
        longest=longest,
        samples=samples,
        cells=cells,
        source_rows=rows,
    )


def _counted(cells: pl.Series) -> pl.Series:
    """The cells as what they count: numbers in other digits are numbers like any."""
    asked = cells.filter(cells.str.contains(digits.ONLY)).unique()
    table = dict(zip(asked, map(digits.plain, asked), strict=True))
    return cells.replace(table)
