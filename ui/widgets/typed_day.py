"""A day as people type it: day, month and year with anything between them, year first too; Persian years in Persian."""

import re
from datetime import date

from cxdesk.i18n import calendar_day, plain_digits

_MOST_DAYS_BACK = 31


def day_of(text: str, today: date) -> date | None:
    """The day that is meant; None where none is. Without a year it is the next such day."""
    found = re.findall("[0-9]{1,4}", plain_digits(text))
    parts = [int(part) for part in found]
    if len(parts) == 2:
        return _coming(parts[0], parts[1], today)
    if len(parts) != 3:
        return None
    first, month, last = parts
    if len(found[0]) == 4:
        return _made(first, month, last)
    return (
        _made(last if len(found[2]) == 4 else 2000 + last, month, first) if len(found[2]) in (2, 4) else None
    )


def _coming(number: int, month: int, today: date) -> date | None:
    made = _made(today.year, month, number)
    if made is None or (today - made).days <= _MOST_DAYS_BACK:
        return made
    return _made(today.year + 1, month, number)


def _made(year: int, month: int, number: int) -> date | None:
    """The day of these numbers in a year that somebody may mean; None where none is."""
    meant = 1000 <= year < 1600 or 1900 <= year < 2200
    return calendar_day(year, month, number) if meant else None
