"""Cells on their way into a spreadsheet: numbers stay numbers, texts can't become formulas."""

from collections.abc import Sequence
from datetime import date, datetime

Cell = str | int | float | bool | date | datetime | None

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNSEEN = "\ufeff\u200b\u200e\u200f\u061c\u2066\u2067\u2068\u2069"


def as_text(cell: Cell) -> str:
    """The cell as plain text: a point in decimals, dates as ISO, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def harmless(text: str) -> str:
    """A leading apostrophe before what a spreadsheet would run as a formula (OWASP, "CSV injection").

    Marks of direction before the sign are looked through, because spreadsheets may drop them.
    """
    return "'" + text if text.lstrip(_UNSEEN + " ").startswith(_FORMULA_STARTS) else text


def or_why(rows: Sequence[Sequence[Cell]], header: Sequence[str], why: str) -> Sequence[Sequence[Cell]]:
    """The rows, or one that says why there is none and what to do: a file with heads alone looks broken."""
    return rows or [[why, *([None] * (len(header) - 1))]]


def checked(rows: Sequence[Sequence[Cell]], header: Sequence[str]) -> None:
    """Every row is as long as the header, or the table is a bug."""
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"a row of {len(row)} cells under a header of {len(header)}")
