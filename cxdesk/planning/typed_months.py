"""Months in what a person typed, such as “48% in March 2026”, in the language of whoever reads it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from cxdesk.i18n import is_rtl, language, month, months
from cxdesk.responses.queries import round_rows

_YEAR = re.compile(r"(?<!\d)(?:1[34]|20)\d\d(?!\d)|(?<![۰-۹])۱[۳۴][۰-۹]{2}(?![۰-۹])")
_MIDDLE = 15  # a month stands for its middle day where no survey round says which day is meant


def round_days(session: Session) -> tuple[date, ...]:
    """The days that name the rounds of the file."""
    return tuple(dict.fromkeys(r.day for r in round_rows(session) if r.day))


def with_months_in(text: str, lang: str | None = None, days: Iterable[date] = ()) -> str:
    """The text with its months as the language writes them; `days` of survey rounds say which month a name means.

    Nothing but names of months with a year is touched.
    """
    lang = lang or language()
    years = {int(found.group()) for found in _YEAR.finditer(text)}
    if not years:
        return text
    for day in (*days, *_middles(frozenset(years))):
        shown = month(day, lang)
        for name in sorted(months(day) - {shown}, key=len, reverse=True):
            if name.casefold() in text.casefold():
                inserted = f"\u2068{shown}\u2069" if is_rtl(lang) else shown
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", inserted, text, flags=re.IGNORECASE)
    return text


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
