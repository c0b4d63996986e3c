"""A score with its month as somebody typed it, such as “48% in March 2026”, in the language of whoever reads it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from sqlalchemy.orm import Session

from cxdesk.i18n import (
    LANGUAGES,
    isolated,
    language,
    month,
    months,
    number,
    percent,
    plain_digits,
    signed,
    words,
)
from cxdesk.responses.queries import round_rows

_YEAR: Final = re.compile(r"(?<!\d)(?:1[34]|20)\d\d(?!\d)")
_MIDDLE: Final = 15  # a month stands for its middle day where no survey round says which day is meant
_VALUE: Final = r"(?P<sign>[-−–+]?)(?P<whole>\d{1,6})(?:[.,٫](?P<part>\d{1,2}))?\s?(?P<percent>[%٪]?)"
_WAYS: Final = ("{value}, {round}", "{value}، {round}", "{value} ({round})", "{value} {round}", "{round}")
_MARKS: Final = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u061c"))


def round_days(session: Session) -> tuple[date, ...]:
    """The days that name the rounds of the file."""
    return tuple(dict.fromkeys(r.day for r in round_rows(session) if r.day))


def with_months_in(text: str, lang: str | None = None, days: Iterable[date] = ()) -> str:
    """A number with its month as the language writes both; `days` of survey rounds say which month a name means.

    Where anything else stands beside them, the text is in a language of its own: it keeps its months, or it would be
    in two languages at once.
    """
    lang = lang or language()
    plain = text.translate(_MARKS).strip()
    if not _YEAR.search(plain_digits(plain)):
        return text
    for pattern in _patterns():
        found = pattern.fullmatch(plain)
        day = _day_of(found["round"], days) if found is not None else None
        if found is not None and day is not None:
            value = _value(found.groupdict(), lang)
            shown = isolated(month(day, lang), lang)
            if not value:
                return month(day, lang)
            said = words(lang).gettext("{value} in {round}")
            return said.replace("\u2068{round}\u2069", "{round}").format(value=value, round=shown)
    return text


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """How a number and a month stand together, in every language."""
    ways = [words(code).gettext("{value} in {round}").translate(_MARKS) for code in LANGUAGES]
    return tuple(
        re.compile(
            re.escape(way).replace(r"\{value\}", _VALUE).replace(r"\{round\}", "(?P<round>.+)"), re.IGNORECASE
        )
        for way in dict.fromkeys((*ways, *_WAYS))
    )


def _day_of(name: str, days: Iterable[date]) -> date | None:
    """The day that a month's name in any language means."""
    wanted = _plain(name)
    years = {int(found.group()) for found in _YEAR.finditer(plain_digits(name))}
    for day in (*days, *_middles(frozenset(years))):
        if any(_plain(named) == wanted for named in months(day)):
            return day
    return None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _value(found: dict[str, str | None], lang: str) -> str:
    """The number that was found as the language writes it; nothing where there is none."""
    whole, part = found.get("whole"), found.get("part") or ""
    if whole is None:
        return ""
    value = float(f"{int(whole)}.{int(part) if part else 0:0{len(part) or 1}}")
    value = -value if found["sign"] in ("-", "−", "–") else value
    if found["percent"]:
        return percent(value, lang, len(part))
    return signed(value, len(part), lang) if found["sign"] == "+" else number(value, len(part), lang)


@lru_cache(maxsize=64)
def _middles(years: frozenset[int]) -> tuple[date, ...]:
    """The middle of every month of these years; Persian ones are those of that calendar."""
    return tuple(day for year in sorted(years) for day in _months_of(year))


def _months_of(year: int) -> Iterator[date]:
    if year >= 1900:
        yield from (date(year, m, _MIDDLE) for m in range(1, 13))
        return
    from persiantools.jdatetime import JalaliDate

    yield from (JalaliDate(year, m, _MIDDLE).to_gregorian() for m in range(1, 13))
