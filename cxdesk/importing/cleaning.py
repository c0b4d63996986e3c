"""What a tool or an editor did to the text in cells, undone before the cells are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

import polars as pl

from cxdesk.i18n import N_, _, number
from cxdesk.importing.found import Found
from cxdesk.importing.plan import Detection
from cxdesk.importing.table import Batch

_BRACES: Final = {"lbrace": "{", "newline": "\n", "cr": "\r", "tab": "\t"}
_BRACED: Final = re.compile(r"\{(lbrace|newline|cr|tab)\}")

# The bytes of UTF-8 as Windows-1252 shows them; its five gaps are shown as they are.
_SHOWN: Final = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(0x80, 0x100)}
# Only first bytes of letters and marks that our users write: "CAFÉ…" must stay what it is.
_FIRST: Final = "ÂÃÄÅÐÑØÙÚÛâ"


@dataclass(frozen=True, slots=True)
class Cleaner:
    """One change: which cells it may touch (a pattern), what it makes of them, and how that is reported."""

    pattern: str
    change: Callable[[str], str]
    sentence: str = ""


def unbraced(text: str) -> str:
    """LimeSurvey's {lbrace}, {newline}, {cr} and {tab} as the signs they stand for.

    In one pass, so that a text which held "{newline}" itself, written "{lbrace}newline}", comes back whole.
    """
    return _BRACED.sub(lambda found: _BRACES[found.group(1)], text)


def unscrambled(text: str) -> str:
    """UTF-8 that was read as Windows-1252 put right: "lÃ¥r" is "lår"; any other text stays as it is."""
    if not any(sign in text for sign in _FIRST):
        return text
    try:
        return b"".join(map(_bytes_of, text)).decode()
    except (KeyError, UnicodeDecodeError):
        return text


def _bytes_of(sign: str) -> bytes:
    return sign.encode("ascii") if sign.isascii() else bytes([_SHOWN[sign]])


CLEANERS: Final[dict[str, Cleaner]] = {
    "braces": Cleaner(r"\{(lbrace|newline|cr|tab)\}", unbraced),
    "scrambled": Cleaner(
        f"[{_FIRST}][^\\x00-\\x7f]",
        unscrambled,
        N_("Row {row}: “{before}” was UTF-8 read as Windows-1252; it is read as “{after}”."),
    ),
}


def clean(text: str, names: tuple[str, ...]) -> str:
    """One cell with these changes undone."""
    return reduce(lambda done, name: CLEANERS[name].change(done), names, text)


def cleaned(batch: Batch, detection: Detection, found: Found) -> Batch:
    """The rows with what the detection names undone in every cell; reported where it was damage."""
    for name in detection.cleaning:
        batch = _with(CLEANERS[name], batch, detection, found)
    return batch


def _with(cleaner: Cleaner, batch: Batch, detection: Detection, found: Found) -> Batch:
    columns: list[pl.Series] = []
    mended = batch.mended
    for position, series in enumerate(batch.frame):
        texts = series.filter(series.str.contains(cleaner.pattern)).unique(maintain_order=True).to_list()
        table = {old: new for old in texts if (new := cleaner.change(old)) != old}
        if table and cleaner.sentence:
            places = series.is_in(list(table)).arg_true()
            mended += len(places)
            header = detection.columns[position].header
            _report(_(cleaner.sentence), header, series, places, table, batch.source_rows, found)
        columns.append(series.replace(list(table), list(table.values())) if table else series)
    return replace(batch, frame=pl.DataFrame(columns), mended=mended)


def _report(
    sentence: str,
    header: str,
    series: pl.Series,
    places: pl.Series,
    table: dict[str, str],
    rows: pl.Series,
    found: Found,
) -> None:
    listed = min(found.room(header), len(places))
    for place in places.head(listed):
        row, before = int(rows[place]), str(series[place])
        words = sentence.format(row=number(row), before=before[:60], after=table[before][:60])
        found.note(row, header, words, before[:200], "repaired")
    found.more(len(places) - listed)
