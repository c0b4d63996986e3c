"""Words, numbers, dates and digits in five languages, for window, paper and command line alike.

Babel and the Persian calendar are loaded when a date is first written, not at start.
"""

import gettext as _gettext
import locale
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO

from cxdesk.errors import UserError
from cxdesk.paths import resource
from cxdesk.sentences import English, Words

LANGUAGES = ("en", "nl", "hu", "uk", "fa")
NAMES = {"en": "English", "nl": "Nederlands", "hu": "Magyar", "uk": "Українська", "fa": "فارسی"}

_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
# No year before this one is meant of the Gregorian calendar.
_JALALI_UP_TO = 1600
_PERSIAN_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_GROUP = {"en": ",", "nl": ".", "hu": "\u00a0", "uk": "\u00a0", "fa": "٬"}
_DECIMAL = {"en": ".", "nl": ",", "hu": ",", "uk": ",", "fa": "٫"}
_MINUS = "−"
_LRM, _RLM, _ALM, _LRI, _PDI = "\u200e", "\u200f", "\u061c", "\u2066", "\u2069"
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

_state = {"language": "en"}
# A document is made in its reader's language while the window goes on in its own, on another thread.
_spoken: ContextVar[str] = ContextVar("spoken", default="")


def set_language(code: str) -> None:
    """Choose the language of the window and the command line; an unknown code means English."""
    _state["language"] = code if code in LANGUAGES else "en"


def language() -> str:
    """The language in use."""
    return _spoken.get() or _state["language"]


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Let every text made here and now be in a language, whatever the window's is; UserError for an unknown one."""
    token = _spoken.set(known_language(code))
    try:
        yield
    finally:
        _spoken.reset(token)


def known_language(code: str, besides: Iterable[str] = ()) -> str:
    """The code of a language that there is, or of one of those besides; UserError names ours."""
    written = {other.lower(): other for other in (*besides, *LANGUAGES)}
    chosen = code.strip().lower()
    if chosen not in written:
        named = listed(f"{known} ({NAMES[known]})" for known in LANGUAGES)
        raise UserError(
            _("There is no language “{code}” here. There are: {named}.").format(code=code, named=named)
        )
    return written[chosen]


def system_language() -> str:
    """The language the person's system asks for, or English; CXDESK_LANGUAGE goes first."""
    asked = os.environ.get("CXDESK_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    code = (asked or locale.getlocale()[0] or "")[:2].lower()
    return code if code in LANGUAGES else "en"


def is_rtl(lang: str | None = None) -> bool:
    """Whether the language runs from right to left."""
    return (lang or language()) == "fa"


@lru_cache(maxsize=len(LANGUAGES) + 1)
def words(lang: str) -> _gettext.NullTranslations:
    """The catalogue of one language, compiled from its .po on first use when no .mo lies beside it."""
    if lang == "en" or lang not in LANGUAGES:
        return English()
    compiled = resource("translations", f"{lang}.mo")
    source = resource("translations", f"{lang}.po")
    if compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as file:
            return Words(file)
    if not source.exists():
        return English()
    return Words(_compile(source.read_bytes()))


def _compile(po: bytes) -> BytesIO:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = BytesIO()
    write_mo(out, read_po(BytesIO(po)))
    out.seek(0)
    return out


def _(text: str) -> str:
    """The text in the language in use."""
    return words(language()).gettext(text)


def ngettext(one: str, many: str, n: int) -> str:
    """The text for n things in the language in use."""
    return words(language()).ngettext(one, many, n)


def pgettext(context: str, text: str) -> str:
    """The text in the language in use, where the same English words mean something else elsewhere."""
    return words(language()).pgettext(context, text)


def N_(text: str) -> str:
    """Mark a text for the catalogues; show it through `_` later."""
    return text


def NP_(context: str, text: str) -> str:
    """Mark a text with its context; show it through `pgettext` with the same context later."""
    return text


def digits(text: str, lang: str | None = None) -> str:
    """The text with the digits of the language."""
    return text.translate(_PERSIAN) if (lang or language()) == "fa" else text


def plain_digits(text: str) -> str:
    """The text with digits of every script as 0 to 9, as a program reads them."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def number(x: float, decimals: int = 0, lang: str | None = None) -> str:
    """A number with the language's separators, digits and a true minus."""
    lang = lang or language()
    shown = f"{abs(x):,.{decimals}f}"
    separators: dict[str, str | int | None] = {",": _GROUP[lang], ".": _DECIMAL[lang]}
    shown = shown.translate(str.maketrans(separators))
    negative = x < 0 and any(c in "123456789" for c in shown)
    return digits((_sign(_MINUS, lang) if negative else "") + shown, lang)


def number_to_type(x: float, lang: str | None = None) -> str:
    """A number for a field that is typed in: no groups, a plain minus, and as many decimals as it has."""
    shown = str(int(x)) if isinstance(x, int) or float(x).is_integer() else f"{x:.15g}"
    return digits(shown.replace(".", _DECIMAL[lang or language()]), lang)


def signed(x: float, decimals: int = 0, lang: str | None = None) -> str:
    """A number that always carries its sign, as scores from -100 to 100 and differences do."""
    lang = lang or language()
    shown = number(x, decimals, lang)
    return _sign("+", lang) + shown if x > 0 and any(c not in "0۰.٫,٬" for c in shown) else shown


def _sign(sign: str, lang: str) -> str:
    return (_LRM + sign) if lang == "fa" else sign


def percent(x: float, lang: str | None = None, decimals: int = 0) -> str:
    """A share of 0..100 with its sign; an Arabic letter mark keeps ٪ on its side of the digits."""
    lang = lang or language()
    shown = number(x, decimals, lang)
    if lang == "fa":
        return f"{_ALM}{shown}٪"
    return f"{shown}%"


def day(d: date, lang: str | None = None) -> str:
    """A day in full: 14 April 2026, 14 april 2026, 2026. április 14., 14 квітня 2026 р., ۲۵ فروردین ۱۴۰۵."""
    return _date(d, lang, "d MMMM y")


def short_day(d: date, lang: str | None = None) -> str:
    """A day without its year, beside a date that has one: 31 May, ۱۰ خرداد."""
    return _date(d, lang, "d MMMM")


def month(d: date, lang: str | None = None) -> str:
    """A month with its year: March 2026, اسفند ۱۴۰۴."""
    return _date(d, lang, "LLLL y")


def month_or_day(d: date, others: Iterable[date], lang: str | None = None) -> str:
    """The month with its year; the day in full where one of the others is another day of that month."""
    named = month(d, lang)
    return day(d, lang) if any(o != d and month(o, lang) == named for o in others) else named


def months(d: date) -> set[str]:
    """The names of a month in every language of the app."""
    return {month(d, code) for code in LANGUAGES}


def short_month(d: date, lang: str | None = None) -> str:
    """A month in short with a two-digit year, for axes: Mar 26."""
    return _date(d, lang, "LLL yy")


def clock(moment: datetime, lang: str | None = None) -> str:
    """The hour and minute, as lists of files show it."""
    return digits(moment.strftime("%H:%M"), lang)


def _date(d: date, lang: str | None, pattern: str) -> str:
    lang = lang or language()
    if isinstance(d, datetime):
        d = d.date()
    if lang == "fa":
        return _jalali(d, pattern)
    from babel.dates import format_date

    if lang == "hu":
        hungarian = {"d MMMM y": "y. MMMM d.", "d MMMM": "MMMM d.", "LLLL y": "y. MMMM", "LLL yy": "yy. MMM"}
        pattern = hungarian[pattern]
    if lang == "uk" and pattern in ("d MMMM y", "LLLL y"):
        # After a day the letter for "year" never begins a line; rounds are known by the names of months as they are.
        pattern += "\u00a0'р'." if pattern.startswith("d") else " 'р'."
    # Axes want three letters: British English has "Sept".
    british = lang == "en" and pattern != "LLL yy"
    return format_date(d, pattern, locale="en_GB" if british else lang)


def _jalali(d: date, pattern: str) -> str:
    from persiantools.jdatetime import JalaliDate

    jalali = JalaliDate(d)
    name = _PERSIAN_MONTHS[jalali.month - 1]
    year = f"{jalali.year % 100:02d}" if pattern == "LLL yy" else f"{jalali.year}"
    parts = [str(jalali.day), name] if pattern.startswith("d ") else [name]
    parts += [year] if "y" in pattern else []
    return digits(" ".join(parts), "fa")


def written_day(text: str) -> date:
    """A day as a person writes it for a program, 2026-03-31, in digits of any language; UserError says how."""
    plain = plain_digits(text.strip())
    try:
        return date.fromisoformat(plain)
    except ValueError:
        sentence = _("“{text}” is not a day. Write it as year-month-day, like 2026-03-31.")
        raise UserError(sentence.format(text=text)) from None


def calendar_day(year: int, month_number: int, day_number: int) -> date | None:
    """The day of these numbers, a year from 1000 up to 1600 being one of the Persian calendar; None where none is."""
    try:
        if 1000 <= year < _JALALI_UP_TO:
            from persiantools.jdatetime import JalaliDate

            made: date = JalaliDate(year, month_number, day_number).to_gregorian()
            return made
        return date(year, month_number, day_number)
    except ValueError:
        return None


def listed(parts: Iterable[str], lang: str | None = None) -> str:
    """Words one after the other, with the comma of the language."""
    return ("، " if is_rtl(lang) else ", ").join(parts)


def visible(text: str) -> str:
    """The text without signs that nobody sees: zero-width ones, marks of direction, a stray byte-order mark."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def folded(text: str) -> str:
    """A text by which equals are found: spaces, case and unseen signs aside."""
    return " ".join(visible(text).split()).casefold()


def directed(text: str, lang: str | None = None) -> str:
    """A text that begins with a sign or a number, made to run in the direction of its language."""
    return f"{_RLM}{text}" if is_rtl(lang) else text


def isolated(text: str, lang: str | None = None) -> str:
    """Words of a person, in their own direction inside a sentence that runs from right to left."""
    return f"\u2068{text}{_PDI}" if text and is_rtl(lang) else text


def isolate_ltr(text: str) -> str:
    """Latin text, a phone number or a mail address that keeps its own direction inside Persian."""
    return f"{_LRI}{text}{_PDI}"


def language_word(code: str) -> str:
    """What a language is called inside a sentence; NAMES has its own name, for choosing it."""
    shown = {
        "en": _("English"),
        "nl": _("Dutch"),
        "hu": _("Hungarian"),
        "uk": _("Ukrainian"),
        "fa": _("Persian"),
    }
    return shown.get(code) or _babel_name(code, language())


def language_name(code: str) -> str:
    """What a language is called where it stands alone, in a list or a column: Ukrainian has another case there."""
    shown = {
        "en": pgettext("alone", "English"),
        "nl": pgettext("alone", "Dutch"),
        "hu": pgettext("alone", "Hungarian"),
        "uk": pgettext("alone", "Ukrainian"),
        "fa": pgettext("alone", "Persian"),
    }
    return shown.get(code) or _babel_name(code, language())


def endonym(code: str) -> str:
    """What a language calls itself, of those too that the window does not speak."""
    return NAMES.get(code) or _babel_name(code)


def _babel_name(code: str, spoken: str | None = None) -> str:
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_")).get_display_name(spoken) or code
    except (UnknownLocaleError, ValueError):
        return code
