"""How the dates of a column are written, and one date read on its own."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from cxdesk.importing.plan import DatePlan

ISO_FORMATS: Final = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S%.f",
)

_ISO: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([T ]|$)")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.] ?(\d{1,2})[/.] ?(\d{1,2})(?!\d)\.?(.*)$")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)(.*)$")
_TIME: Final = re.compile(
    r"[T, ]*(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp])?\.?[Mm]?\.?\s*"
    r"(Z|(?:GMT|UTC)?([+-]\d{1,2}):?(\d{2})?|GMT|UTC|[A-Z]{3,4})?$"
)
# Zones by name, as spreadsheets write them: hours from Greenwich.
_ZONES: Final = {
    "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "OEZ": 2, "OESZ": 3,
    "MSK": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_SERIAL: Final = re.compile(r"\d{5}(\.\d+)?$")
_EXCEL_START: Final = datetime(1899, 12, 30)


def order_of(cells: Iterable[tuple[int, str]]) -> DatePlan | None:
    """The order of day and month that (row, text) cells show, or None when they are not dates.

    "undecided" when every cell can be read both ways.
    """
    total, iso, year_first, year_last, serial = 0, 0, 0, 0, 0
    day_proof: tuple[int, str] | None = None
    month_proof: tuple[int, str] | None = None
    for row, cell in cells:
        cell = cell.strip()
        if not cell:
            continue
        total += 1
        if _ISO.match(cell):
            iso += 1
        elif _YEAR_FIRST.match(cell):
            year_first += 1
        elif found := _YEAR_LAST.match(cell):
            year_last += 1
            first, second = int(found.group(1)), int(found.group(2))
            if first > 12 >= second and day_proof is None:
                day_proof = (row, cell)
            elif second > 12 >= first and month_proof is None:
                month_proof = (row, cell)
        elif _SERIAL.match(cell) and 25_000 < float(cell) < 60_000:
            serial += 1
    best = max(iso, year_first, year_last)
    if not total or best + (serial if best else 0) < 0.9 * total:
        return DatePlan("excel") if total and serial == total else None
    if best == iso:
        return DatePlan("iso")
    if best == year_first:
        return DatePlan("year")
    if day_proof and not month_proof:
        return DatePlan("day", *day_proof)
    if month_proof and not day_proof:
        return DatePlan("month", *month_proof)
    return DatePlan("undecided", *(day_proof or (0, "")))


def read(text: str, order: str) -> datetime | None:
    """One date as written in an order; with a zone in the text it is turned to UTC."""
    text = text.strip()
    if _ISO.match(text):
        return _iso(text)
    if found := _YEAR_FIRST.match(text):
        year, month, day, rest = found.groups()
        return _built(year, month, day, rest)
    if found := _YEAR_LAST.match(text):
        first, second, year, rest = found.groups()
        year = year if len(year) == 4 else f"20{year}"
        return _built(year, first, second, rest) if order == "month" else _built(year, second, first, rest)
    if _SERIAL.match(text) and 25_000 < float(text) < 60_000:
        return _EXCEL_START + timedelta(seconds=round(float(text) * 86_400))
    return None


def _iso(text: str) -> datetime | None:
    found = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(.*)$", text)
    return _built(*found.groups()) if found else None


def _built(year: str, month: str, day: str, rest: str) -> datetime | None:
    try:
        moment = datetime(int(year), int(month), int(day))
    except ValueError:
        return None
    if not rest.strip():
        return moment
    found = _TIME.match(rest)
    if found is None:
        return None
    hour, minute, second = int(found.group(1)), int(found.group(2)), int(found.group(3) or 0)
    if half := found.group(5):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    micro = int((found.group(4) or "0").ljust(6, "0")[:6])
    moment = moment.replace(hour=hour, minute=minute, second=second, microsecond=micro)
    if zone := found.group(7):
        shift = timedelta(hours=abs(int(zone)), minutes=int(found.group(8) or 0))
        moment = moment - shift if int(zone) >= 0 and not zone.startswith("-") else moment + shift
    name = found.group(6)
    if name in ("Z", "GMT", "UTC") or found.group(7):
        return moment.replace(tzinfo=UTC)
    if name:
        return (moment - timedelta(hours=_ZONES[name])).replace(tzinfo=UTC) if name in _ZONES else None
    return moment
