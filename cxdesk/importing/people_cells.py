"""Cells of lists of people: amounts, digits of other scripts, days."""

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from cxdesk.importing import dates

_DIGITS: Final = {
    **{ord(c): str(n) for n, c in enumerate("۰۱۲۳۴۵۶۷۸۹")},
    **{ord(c): str(n) for n, c in enumerate("٠١٢٣٤٥٦٧٨٩")},
    ord("٬"): ",",
    ord("٫"): ".",
    ord("−"): "-",
}
# What may stand beside an amount: a currency's sign, code or word; any other letter makes it no number ("1.2M").
_MONEY: Final = re.compile(
    r"[€$£¥₴₽%]|(?<![a-z])(?:[a-z]{3}|ft|kr|грн\.?|تومان|ریال|euro?s?)(?![a-z])", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"-?[\d.,'’]+$")


def ascii_digits(text: str) -> str:
    """The text with Persian and Arabic digits and signs as plain ones."""
    return text if text.isascii() else text.translate(_DIGITS)


def number_in(text: str, decimal: str = "") -> float | None:
    """The number in a cell such as 1,234.50, 1.234,50, 1 234 or € 1234, or None.

    `decimal` is the sign that the column as a whole uses before decimals, where it shows one.
    """
    kept = re.sub(r"\s", "", _MONEY.sub("", ascii_digits(text)))
    kept = kept[1:] + "" if kept.startswith("+") else kept
    if kept.startswith("(") and kept.endswith(")"):  # as accountants write what is below zero
        kept = "-" + kept[1:-1]
    if not _NUMBER.match(kept) or not any(c.isdigit() for c in kept):
        return None
    kept = kept.replace("'", "").replace("’", "")
    comma, point = kept.rfind(","), kept.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    elif not decimal:
        decimal = decimal_shown(kept)
    elif kept.count(decimal) > 1:
        return None
    thousands = {",": ".", ".": ","}.get(decimal, ",.")
    for sign in thousands:
        kept = kept.replace(sign, "")
    with suppress(ValueError):
        return float(kept.replace(",", "."))
    return None


def decimal_shown(text: str) -> str:
    """The sign before decimals that one amount proves; nothing where "1.234" can be a thousand or a little over one."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    sign = "," if comma >= 0 else "."
    last = max(comma, point)
    if last < 0 or text.count(sign) > 1:
        return ""
    digits_after = len(re.sub(r"\D", "", text[last:]))
    return "" if digits_after == 3 and last > 0 else sign


def decimal_of(cells: list[str]) -> str:
    """The sign before decimals that a column shows, when all cells that show one agree."""
    shown = {decimal_shown(re.sub(r"\s", "", _MONEY.sub("", ascii_digits(c)))) for c in cells} - {""}
    return shown.pop() if len(shown) == 1 else ""


def day_in(text: str, order: str) -> date | None:
    """The day in a cell as the column writes its dates, or None."""
    moment = dates.read(ascii_digits(text), order)
    if moment is None or not 1900 < moment.year < 2200:
        return None
    # A workbook's day may come back as the last moment of the day before, by rounding.
    return (moment.replace(tzinfo=None) + timedelta(milliseconds=500)).date()
