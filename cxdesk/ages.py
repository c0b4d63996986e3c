"""How old what we believe is: whole months since somebody last made sure, and when that is too long."""

from datetime import date

STALE_MONTHS = 12


def months_between(since: date, today: date) -> int:
    """Whole months from one day to another."""
    months = (today.year - since.year) * 12 + today.month - since.month
    return months - (today.day < since.day)


def stale_months(since: date | None, today: date) -> int | None:
    """The age in months where it is too old to rely on; None where it is fresh, or nobody ever checked."""
    if since is None:
        return None
    age = months_between(since, today)
    return age if age >= STALE_MONTHS else None
