"""Digits of Persian and Arabic as the ones everybody's computer counts with."""

import re
from typing import Final

_ZEROS: Final = (0x0660, 0x06F0)
_TABLE: Final = {zero + n: str(n) for zero in _ZEROS for n in range(10)} | {
    0x066A: "%", 0x066B: ".", 0x066C: None, 0x2212: "-",
}  # fmt: skip
_ANY: Final = re.compile("[\u0660-\u0669\u06f0-\u06f9\u066a-\u066c\u2212]")
# Cells, in the language of patterns of Polars, that are nothing but such digits and signs between them.
ONLY: Final = r"^[\s\d\u0660-\u0669\u06f0-\u06f9\u066a-\u066c.,:/+%\u2212-]+$"
SOME: Final = "[\u0660-\u0669\u06f0-\u06f9]"


def plain(text: str) -> str:
    """The same text with 0 to 9, a point and no thousands sign; ٪ is %."""
    return text.translate(_TABLE) if _ANY.search(text) else text
