"""Numbers as people write them: decimal comma or point, thousands apart, with a currency or a percent sign."""

import re
from collections.abc import Iterable
from typing import Final

from cxdesk.importing.digits import plain

_POINT: Final = re.compile(
    r"[-+]?(\d+|\d{1,3}(,\d{3})+|\d{1,3}([ \u00a0\u2009\u202f'’]\d{3})+)(\.\d+)?([eE][-+]?\d{1,3})?$|[-+]?\.\d+$"
)
_COMMA: Final = re.compile(
    r"[-+]?(\d+|\d{1,3}(\.\d{3})+|\d{1,3}([ \u00a0\u2009\u202f'’]\d{3})+)(,\d+)?([eE][-+]?\d{1,3})?$|[-+]?,\d+$"
)
_DRESS: Final = re.compile(r"^[€$£¥₴]\s?|\s?([€$£¥%]|₴|EUR|USD|GBP|CHF|UAH|HUF|IRR|Ft|грн\.?|ریال|تومان)$")


def decimal_of(values: Iterable[str]) -> str | None:
    """ "." or "," when the cells are numbers written so; None when they are not numbers."""
    stripped = [undressed(v) for v in values]
    if not stripped:
        return None
    point = sum(bool(_POINT.match(v)) for v in stripped)
    comma = sum(bool(_COMMA.match(v)) for v in stripped)
    if max(point, comma) < 0.95 * len(stripped):
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
