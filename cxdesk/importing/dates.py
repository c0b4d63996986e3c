"""How the dates of a column are written, and one date read on its own."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from cxdesk.i18n import _
from cxdesk.importing import month_names
from cxdesk.importing.digits import plain
from cxdesk.importing.plan import DatePlan

LONGEST: Final = 60

_ISO: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([T ]|$)")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.] ?(\d{1,2})[/.] ?(\d{1,2})(?!\d)\.?(.*)$")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)(.*)$")
_TIME: Final = re.compile(
    r"[T, ]*(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp])?\.?[Mm]?\.?\s*"
    r"(Z|(?:GMT|UTC)?([+-]\d{1,2}):?(\d{2})?|GMT|UTC)?$"
)
# Words that follow a time, as what stands for them above; zones are those that survey tools write.
_TIME_WORDS: Final = (
    *((word, "am") for word in ("ق.ظ.", "ق.ظ", "قبلازظهر", "дп", "de.")),
    *((word, "pm") for word in ("ب.ظ.", "ب.ظ", "بعدازظهر", "пп", "du.")),
    *((word, "") for word in (" uhr", " uur", "\u200e", "\u200f")),
    *((zone, f" {shift}") for zone, shift in (
        ("cest", "+02:00"), ("cet", "+01:00"), ("eest", "+03:00"), ("eet", "+02:00"), ("wet", "+00:00"),
        ("irst", "+03:30"), ("msk", "+03:00"), ("mez", "+01:00"), ("mesz", "+02:00"), ("oez", "+02:00"), ("oesz", "+03:00"), ("west", "+01:00"), ("edt", "-04:00"), ("est", "-05:00"), ("cdt", "-05:00"),
        ("cst", "-06:00"), ("mdt", "-06:00"), ("mst", "-07:00"), ("pdt", "-07:00"), ("pst", "-08:00"),
        ("bst", "+01:00"), ("mesz", "+02:00"), ("mez", "+01:00"), ("oesz", "+03:00"), ("oez", "+02:00"),
    )),
)  # fmt: skip
_SHORT_YEAR_TURNS: Final = 50
_TWO_DIGITS: Final = re.compile(r"\d\d")
_SERIAL: Final = re.compile(r"\d{5}(\.\d+)?$")
_EXCEL_START: Final = datetime(1899, 12, 30)


def order_of(cells: Iterable[tuple[int, str]]) -> DatePlan | None:
    """The order of day and month that (row, text) cells show, or None when they are not dates.

    "undecided" when every cell can be read both ways.
    """
    cells = list(cells)
    # When so many cells are no dates, the rest can't make the column one; most columns of texts end here.
    most_others, others = 0.1 * len(cells), 0
    total, iso, year_first, year_last, serial, named = 0, 0, 0, 0, 0, 0
    years: Counter[int] = Counter()
    short: list[tuple[int, int, int]] = []
    day_proof: tuple[int, str] | None = None
    month_proof: tuple[int, str] | None = None
    for row, cell in cells:
        cell = plain(cell.strip())
        if not cell:
            continue
        total += 1
        if _ISO.match(cell):
            iso += 1
            years[int(cell[:4])] += 1
        elif found := _YEAR_FIRST.match(cell):
            year_first += 1
            years[int(found.group(1))] += 1
        elif found := _YEAR_LAST.match(cell):
            year_last += 1
            first, second = int(found.group(1)), int(found.group(2))
            if len(found.group(3)) == 4:
                years[int(found.group(3))] += 1
            else:
                short.append((first, second, int(found.group(3))))
            if first > 12 >= second and day_proof is None:
                day_proof = (row, cell)
            elif second > 12 >= first and month_proof is None:
                month_proof = (row, cell)
        elif _SERIAL.match(cell) and 25_000 < float(cell) < 60_000:
            serial += 1
        elif len(cell) < LONGEST and _TWO_DIGITS.search(cell) and month_names.parts(cell) is not None:
            named += 1
        else:
            others += 1
            if others > most_others:
                return None
    best = max(iso, year_first, year_last, named)
    if not total or best + (serial if best else 0) < 0.9 * total:
        return DatePlan("excel") if total and serial == total else None
    if sum(n for year, n in years.items() if _is_persian(year)) > 0.9 * max(total - named, 1):
        return DatePlan("jalali")
    if best == iso:
        return DatePlan("iso")
    if best == year_first:
        return DatePlan("year")
    if best == named:
        return DatePlan("named")
    if _short_year_first(short, total):
        return DatePlan("short year")
    return _by_proof(day_proof, month_proof)


def _by_proof(day: tuple[int, str] | None, month: tuple[int, str] | None) -> DatePlan:
    """The order that the first cell which can be read one way only proves; undecided with proofs of both or none."""
    if day and not month:
        return DatePlan("day", *day)
    if month and not day:
        return DatePlan("month", *month)
    return DatePlan("undecided", *(day or (0, "")))


def read(text: str, order: str) -> datetime | None:
    """One date as written in an order; with a zone in the text it is turned to UTC."""
    text = plain(text.strip())
    persian = order == "jalali"
    if _ISO.match(text):
        return _iso(text, persian)
    if found := _YEAR_FIRST.match(text):
        year, month, day, rest = found.groups()
        return _built(year, month, day, rest, persian)
    if found := _YEAR_LAST.match(text):
        first, second, year, rest = found.groups()
        if order == "short year" and len(year) == 2:
            return _built(_long(first), second, year, rest)
        year = _long(year)
        if order == "month":
            return _built(year, first, second, rest)
        return _built(year, second, first, rest, persian)
    if _SERIAL.match(text) and 25_000 < float(text) < 60_000:
        return _EXCEL_START + timedelta(seconds=round(float(text) * 86_400))
    if parts := month_names.parts(text):
        year, number, day, rest, is_persian = parts
        return _built(_long(year), str(number), day, rest, is_persian)
    return None


def persian_words(sample: str) -> str:
    """How a date of the Persian calendar is read, for the person to see."""
    moment = read(sample, "jalali")
    if moment is None:
        return _("The years are of the Persian calendar.")
    sentence = _("The years are of the Persian calendar: “{sample}” is {day}.")
    return sentence.format(sample=sample, day=f"{moment:%Y-%m-%d}")


def _is_persian(year: int) -> bool:
    """Years of the Persian calendar from 1921 to 2120: no survey is that old by the other one."""
    return 1300 <= year < 1500


def _short_year_first(short: list[tuple[int, int, int]], total: int) -> bool:
    """Whether "26-03-02" begins with the year: the first number hardly changes, the last one runs through days."""
    if not short or len(short) < 0.9 * total or len(short) < 4:
        return False
    first, last = {n for n, _m, _d in short}, {d for _n, _m, d in short}
    return len(first) <= 2 and min(first) > 12 and len(last) > 2 * len(first) and max(last) <= 31


def _long(year: str) -> str:
    """A year of two digits in its century: 49 is 2049, 50 is 1950."""
    if len(year) != 2:
        return year
    return f"20{year}" if int(year) < _SHORT_YEAR_TURNS else f"19{year}"


def _iso(text: str, persian: bool) -> datetime | None:
    found = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(.*)$", text)
    return _built(found[1], found[2], found[3], found[4], persian) if found else None


def _day(year: int, month: int, day: int, persian: bool) -> datetime | None:
    try:
        if persian and _is_persian(year):
            from persiantools.jdatetime import JalaliDate

            found = JalaliDate(year, month, day).to_gregorian()
            return datetime(found.year, found.month, found.day)
        return datetime(year, month, day)
    except ValueError:
        return None


def _time_of(rest: str) -> re.Match[str] | None:
    if found := _TIME.match(rest):
        return found
    rest = rest.casefold()
    for word, sign in _TIME_WORDS:
        if word in rest:
            rest = rest.replace(word, sign)
    # Hungarian and Persian may name the half of the day before the time.
    rest = re.sub(r"^[\s,]*([ap]m)\s*(\d.*)$", r" \2 \1", rest.rstrip())
    return _TIME.match(rest.replace("utc", "UTC").replace("gmt", "GMT").rstrip())


def _built(year: str, month: str, day: str, rest: str, persian: bool = False) -> datetime | None:
    moment = _day(int(year), int(month), int(day), persian)
    if moment is None or not rest.strip():
        return moment
    found = _time_of(rest)
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
    return moment.replace(tzinfo=UTC) if found.group(6) else moment
