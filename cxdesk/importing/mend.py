"""Cells that the quick sweep left empty: read exactly, told apart as kinds of blank, or kept as text."""

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from cxdesk.i18n import _, number
from cxdesk.importing import spreadsheet
from cxdesk.importing.cells import Cells
from cxdesk.importing.found import Found
from cxdesk.importing.plan import ColumnPlan
from cxdesk.responses.schema import ANSWERED, SKIPPED, UNREADABLE

_SHORTENED: Final = r"^\d([.,]\d+)?E\+\d\d$"
_NO_VALUE: Final = f"#{spreadsheet.FORMULA}"


@dataclass(frozen=True, slots=True)
class Mended:
    """A column after a closer look; `blank` only where blanks differ; `unreadable` are (place, text)."""

    values: pl.Series
    blank: pl.Series | None = None
    unreadable: tuple[tuple[int, str], ...] = ()


def mend(
    cells: Cells, text: pl.Series, values: pl.Series, rows: pl.Series, found: Found, blanks: int
) -> Mended:
    """The values with every cell read that can be; what cannot is a problem and keeps its text.

    `blanks` is how many cells of `text` are blank.
    """
    empty = cells.column.empty
    if values.null_count() == blanks:
        return Mended(values, None if empty == SKIPPED else plain_blank(values, empty))
    places = (values.is_null() & (text.str.len_bytes() > 0)).arg_true()
    asked = text.gather(places)
    reads = {t: _read(cells, t) for t in asked.unique(maintain_order=True)}
    texts = list(reads)
    numbers = _mapped(asked, texts, [v for v, _kind in reads.values()], values.dtype)
    kinds = _mapped(asked, texts, [k for _value, k in reads.values()], pl.UInt8())
    values = values.scatter(places, numbers)
    unreadable = places.filter(kinds == UNREADABLE)
    if len(unreadable):
        _report(cells, text, unreadable, rows, found)
    return Mended(
        values,
        _blank(values, places, kinds, empty),
        tuple((n, spreadsheet.shown(t)) for n, t in zip(unreadable, text.gather(unreadable), strict=True)),
    )


def worded(column: ColumnPlan, values: pl.Series) -> Mended:
    """A column of text: tokens that mean a blank are taken out of it."""
    if not column.blanks:
        return Mended(values, None if column.empty == SKIPPED else plain_blank(values, column.empty))
    tokens = dict(column.blanks)
    kinds = values.str.strip_chars().replace_strict(
        list(tokens), list(tokens.values()), default=None, return_dtype=pl.UInt8
    )
    kept = values.set(kinds.is_not_null(), None)
    blank = kinds.fill_null(plain_blank(kept, column.empty))
    return Mended(kept, blank if kinds.null_count() < len(kinds) or column.empty != SKIPPED else None)


def without_errors(
    column: ColumnPlan, text: pl.Series, rows: pl.Series, found: Found
) -> tuple[pl.Series, list[tuple[int, str]]]:
    """A column of text without a spreadsheet's errors, and where those were with their words."""
    likely = text.str.starts_with("#") | text.str.starts_with(spreadsheet.FORMULA)
    if not likely.any():
        return text, []
    places = [int(n) for n in likely.arg_true() if spreadsheet.is_error(text[int(n)])]
    if not places:
        return text, []
    words = [str(text[n]) for n in places]
    listed = min(found.room(column.header), len(places))
    for place, value in list(zip(places, words, strict=True))[:listed]:
        row = int(rows[place])
        sentence = spreadsheet.sentence(row, column.header, value)
        found.note(row, column.header, sentence, spreadsheet.shown(value)[:200])
    found.more(len(places) - listed)
    blank = text.scatter(places, [None] * len(places))
    return blank, [(n, spreadsheet.shown(w)) for n, w in zip(places, words, strict=True)]


def note_shortened(column: ColumnPlan, text: pl.Series, rows: pl.Series, found: Found) -> None:
    """Keys that a spreadsheet wrote as 4.34E+09 are kept and named: their last digits are lost."""
    if not text.str.contains("E+", literal=True).any():
        return
    places = text.str.contains(_SHORTENED).arg_true()
    listed = min(found.room(column.header), len(places))
    for place in places.head(listed):
        row, value = int(rows[place]), str(text[place])
        sentence = _(
            "Row {row}, {column}: “{value}” is a long number that a spreadsheet shortened, so its last digits are lost. "
            "Format the column as text there and export it again."
        )
        words = sentence.format(row=number(row), column=column.header, value=value[:60])
        found.note(row, column.header, words, value[:200])
    found.more(len(places) - listed)


def plain_blank(values: pl.Series, empty: int = SKIPPED) -> pl.Series:
    """The blank kinds of a column in which a blank is only a blank, of the one kind given."""
    return values.is_null().cast(pl.UInt8) * empty


def _read(cells: Cells, text: str) -> tuple[Any, int]:
    bare = text.strip()
    if not bare:
        return None, SKIPPED
    if bare[0] in _NO_VALUE and spreadsheet.is_error(bare):
        return None, UNREADABLE
    for token, kind in cells.column.blanks:
        if bare == token:
            return None, kind
    return cells.exact(bare) or (None, UNREADABLE)


def _mapped(asked: pl.Series, texts: list[str], values: list[Any], dtype: pl.DataType) -> pl.Series:
    answers = pl.Series("v", values, dtype=dtype)
    table = pl.DataFrame({"t": pl.Series(texts, dtype=pl.String), "v": answers})
    return pl.DataFrame({"t": asked}).join(table, on="t", how="left", maintain_order="left")["v"]


def _blank(values: pl.Series, places: pl.Series, kinds: pl.Series, empty: int) -> pl.Series | None:
    if empty == SKIPPED and kinds.is_in([ANSWERED, SKIPPED]).all():
        return None
    return plain_blank(values, empty).scatter(places, kinds)


def _report(cells: Cells, text: pl.Series, places: pl.Series, rows: pl.Series, found: Found) -> None:
    header = cells.column.header
    listed = min(found.room(header), len(places))
    for place in places.head(listed):
        row, value = int(rows[place]), str(text[place])
        found.note(row, header, _wrong(cells, row, value), spreadsheet.shown(value)[:200])
    found.more(len(places) - listed)


def _wrong(cells: Cells, row: int, value: str) -> str:
    if spreadsheet.is_error(value):
        return spreadsheet.sentence(row, cells.column.header, value)
    return _(cells.wrong).format(row=number(row), value=value.strip()[:60])
