"""Answers as a respondent's session holds them: one value per question code; a missing key is no answer.

| question | value |
|---|---|
| nps, scale, single (one item) | the code, a whole number |
| scale or single with several items (matrix, pair) | {item code: code} |
| number with several items (ranking, constant sum) | {item code: rank or amount} |
| multiple | list of the codes of ticked items, never empty |
| number | a number |
| date | "2026-11-26" |
| text, identifier | text, never empty |

The same values stand in the answer file of the HTML questionnaire and in its small interpreter,
`resources/survey/logic.js`. What both must agree on is written here:

- Numbers are doubles; truth values are never numbers, and equal nothing. A number and a text are the same when the
  text is that number in plain digits with a point. A number is written in plain digits where it is a whole one
  below 1e15 or lies between 1e-6 and 1e15; others are written as nothing.
- Case is folded letter by letter, for letters below U+0590 and from U+1E00 to U+1FFF, where no version of Unicode
  adds any more; a final sigma is a sigma. "ß" stays one letter.
- Texts are counted and put in order by code points, never by UTF-16 units.
- Blank is what holds nothing but spaces and signs that nobody sees (`BLANKS`).
- Days are "2026-11-26" and compare as texts.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from cxdesk.surveys.definition import QuestionSpec

BLANKS: Final = "".join(
    map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF))
)  # fmt: skip
_PLAIN: Final = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?", re.ASCII)
_LARGEST: Final = 1e15
_SMALLEST: Final = 1e-6
Value = int | float | str | list[str] | dict[str, float]
Answers = Mapping[str, Any]


def is_answered(value: Any) -> bool:
    """Whether a value is an answer at all: no blank text, no empty list."""
    if isinstance(value, str):
        return bool(value.strip(BLANKS))
    if isinstance(value, (list, tuple, dict)):
        return bool(value)
    return value is not None


def is_declared(question: QuestionSpec, value: Any) -> bool:
    """Whether the answer says "don't know", "not applicable" or the like."""
    number = number_of(value)
    return number is not None and any(c.declared and c.code == number for c in question.choices)


def number_of(value: Any) -> float | None:
    """The value as a double, where it is a number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def whole_number(value: Any) -> int:
    """The value where it is a whole number from 1 to a billion, else 0: how settings count."""
    number = number_of(value)
    return int(number) if number is not None and 1 <= number <= 1e9 and number == int(number) else 0


def read_number(value: Any) -> float | None:
    """The value as a double, where it is a number or a text that is one in plain digits."""
    if isinstance(value, str):
        return float(value) if _PLAIN.fullmatch(value) else None
    return number_of(value)


def plain_text(value: Any) -> str | None:
    """A text as it is, a number in plain digits; None for anything else, and for numbers that can't be so written."""
    if isinstance(value, str):
        return value
    number = number_of(value)
    if number is None or abs(number) >= _LARGEST:
        return None
    if number == int(number):
        return str(int(number))
    if abs(number) < _SMALLEST:
        return None
    shown = repr(number)
    if "e" in shown:  # 1e-05: JavaScript writes it out
        from decimal import Decimal

        shown = format(Decimal(shown), "f")
    return shown


def folded(text: str) -> str:
    """The text by which equals are found, case aside."""
    if text.isascii():
        return text.lower()
    return "".join(_small(c) for c in text)


def _small(letter: str) -> str:
    code = ord(letter)
    if code < 0x590 or 0x1E00 <= code <= 0x1FFF:
        return "σ" if letter == "ς" else letter.lower()
    return letter
