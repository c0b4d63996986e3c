"""Numbers as people write them: decimal comma or point, thousands apart, with a currency or a percent sign."""

import re
from collections.abc import Iterable
from typing import Final

from cxdesk.importing.digits import plain

MOSTLY: Final = 0.95
_POINT: Final = re.compile(
    r"[-+]?(\d+|\d{1,3}(,\d{3})+|\d{1,3}([ \u00a0\u2009\u202f'’]\d{3})+)(\.\d+)?([eE][-+]?\d{1,3})?$|[-+]?\.\d+$"
)
_COMMA: Final = re.compile(
    r"[-+]?(\d+|\d{1,3}(\.\d{3})+|\d{1,3}([ \u00a0\u2009\u202f'’]\d{3})+)(,\d+)?([eE][-+]?\d{1,3})?$|[-+]?,\d+$"
)
_DRESS: Final = re.compile(r"^[€$£¥₴]\s?|\s?([€$£¥%]|₴|EUR|USD|GBP|CHF|UAH|HUF|IRR|Ft|грн\.?|ریال|تومان)$")


def decimal_of(values: Iterable[str]) -> str | None:
    """ "." or "," when the cells are numbers written so; None when they are not numbers."""
    cells = list(values)
    if not cells:
        return None
    # Counted down, so that a column of words is known for one after its first cells.
    point = comma = len(cells)
    for cell in cells:
        bare = undressed(cell)
        point -= not _POINT.match(bare)
        comma -= not _COMMA.match(bare)
        if max(point, comma) < MOSTLY * len(cells):
            return None
    if point == comma:
        # "1.234" alone can be either; two decimals or a different count of digits would have told.
        return "."
    return "." if point > comma else ","


def undressed(text: str) -> str:
    """The number without its currency or percent sign."""
    return _DRESS.sub("", plain(text.strip())).strip()


def read(text: str, decimal: str) -> float | None:
    """One number, or None where the cell is not one."""
    # A Persian decimal sign says what it is, whatever the rest of the column does.
    bare = undressed(text.replace("\u066b", decimal) if "\u066b" in text else text)
    pattern = _COMMA if decimal == "," else _POINT
    if not pattern.match(bare):
        return None
    for sign in (" ", "\u00a0", "\u2009", "\u202f", "'", "’", "." if decimal == "," else ","):
        bare = bare.replace(sign, "")
    return float(bare.replace(",", "."))
