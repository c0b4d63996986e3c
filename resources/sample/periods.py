"""When each round of each survey was open; the spring round closes before Nowruz."""

from datetime import date, timedelta

RELATIONSHIP = {
    "September 2025": (date(2025, 9, 1), date(2025, 9, 19)),
    "March 2026": (date(2026, 3, 2), date(2026, 3, 19)),
}
AUTUMN, WINTER = "September to November 2025", "December 2025 to February 2026"
TRANSACTIONS = {
    AUTUMN: (date(2025, 9, 1), date(2025, 11, 30)),
    WINTER: (date(2025, 12, 1), date(2026, 2, 28)),
}
EMPLOYEES = {
    "September 2025": (date(2025, 9, 8), date(2025, 9, 18)),
    "March 2026": (date(2026, 3, 5), date(2026, 3, 17)),
}


def before(day: date, days: int) -> date:
    """So many days earlier."""
    return day - timedelta(days=days)
