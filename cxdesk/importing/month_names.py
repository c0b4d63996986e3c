"""Dates with the month in words, in the five languages and German, and in the Persian calendar."""

import re
from functools import lru_cache
from typing import Final

_LANGUAGES: Final = ("en", "nl", "hu", "uk", "fa", "de")
# As people write them beside what the tables of the languages hold.
_MORE: Final = {"sept": 9, "mrt": 3, "maa": 3, "mär": 3, "mae": 3, "maerz": 3, "marz": 3, "okt": 10, "oct": 10, "dez": 12,
                "jän": 1, "jänner": 1, "січень": 1, "лютий": 2, "березень": 3, "квітень": 4, "травень": 5, "червень": 6,
                "липень": 7, "серпень": 8, "вересень": 9, "жовтень": 10, "листопад": 11, "грудень": 12, "می": 5, "جون": 6,
                "جولای": 7, "آگوست": 8}  # fmt: skip
_PERSIAN: Final = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
_WORD: Final = r"([^\W\d_]+)"
_DAY: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(\d{4}|\d{2})(?!\d)"
_WEEKDAY: Final = re.compile(r"^[^\W\d_]+\.?,?\s+(?=\S*\d|[^\W\d_]+\.?\s+\d)")
_DAY_FIRST: Final = re.compile(rf"{_DAY}\.?(?:\s|-|/|de\s|of\s)*{_WORD}\.?,?[\s/-]*{_YEAR}(.*)$", re.DOTALL)
_MONTH_FIRST: Final = re.compile(rf"{_WORD}\.?[\s-]*{_DAY}\.?(?:,\s*|\s+|-)(\d{{4}})(?!\d)(.*)$", re.DOTALL)
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})\.?[\s/-]*{_WORD}\.?[\s/-]*{_DAY}(?!\d)\.?(.*)$", re.DOTALL)
_BETWEEN: Final = re.compile(
    r"^(?:[\s,.]*(?:at|um|om|o|о|об|року|р|г|ساعت|kl)(?=[\s,.\d]|$))*[\s,.]*(?=\d|$)"
)

# Year, month, day, what follows, and whether the year is of the Persian calendar.
Named = tuple[str, int, str, str, bool]


def parts(text: str) -> Named | None:
    """The parts of a date whose month is a word, or None."""
    text = text.casefold().replace("\u200c", "").strip()
    for start in (text, _WEEKDAY.sub("", text)):
        for pattern, order in ((_DAY_FIRST, "dmy"), (_MONTH_FIRST, "mdy"), (_YEAR_FIRST, "ymd")):
            found = pattern.match(start)
            if found is None:
                continue
            by = dict(zip(order, found.groups()[:3], strict=True))
            month = _months().get(by["m"])
            if month is not None:
                rest = _BETWEEN.sub(" ", found.group(4))
                return by["y"], month[0], by["d"], rest, month[1]
    return None


@lru_cache(maxsize=1)
def _months() -> dict[str, tuple[int, bool]]:
    from babel import Locale

    names: dict[str, tuple[int, bool]] = {}
    for language in _LANGUAGES:
        for context in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for n, name in context[width].items():
                    names[name.casefold().strip(".").replace("هٔ", "ه")] = (n, False)
    names |= {name: (n, False) for name, n in _MORE.items()}
    return names | {name: (n, True) for n, name in enumerate(_PERSIAN, start=1)}
