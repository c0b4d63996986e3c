"""Columns with personal data, told by their heading and by what their cells look like.

A heading alone is believed only where the cells could be what it says: "Phone" may as well be the row of a table
of ratings. Cells alone are believed where nothing else looks like them: mail addresses, IP addresses, phone
numbers, pairs of coordinates, streets with a number; names only beside a column of mail addresses.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from ipaddress import ip_address
from typing import Final

from cxdesk.i18n import N_, _, ngettext, number
from cxdesk.importing import scales
from cxdesk.importing.personal_headings import heading_kind, kinds_inside
from cxdesk.importing.plan import ColumnPlan, ImportPlan, SourceColumn, Typed
from cxdesk.importing.profile import Profile

MOST_SEEN: Final = 200
SURE: Final = 0.6
SOME: Final = 0.2
# What a source writes into a column of persons when it does not tell who they are.
NOBODY: Final = ("anonymous", "anoniem", "anonym", "anonyme", "névtelen", "анонім", "анонімно", "ناشناس")
# Kinds of columns that may hold text of a person; scores and facts never do.
_OPEN_KINDS: Final = ("text", "identifier", "number", "date")

WORDS: Final[dict[str, str]] = {
    "mail": N_("Personal data: mail address"),
    "ip": N_("Personal data: IP address"),
    "phone": N_("Personal data: phone number"),
    "name": N_("Personal data: name"),
    "login": N_("Personal data: user name"),
    "coordinates": N_("Personal data: place on the map"),
    "address": N_("Personal data: postal address"),
    "birth": N_("Personal data: date of birth"),
    "number": N_("Personal data: personal number"),
}

_DIGITS: Final = {ord(c): str(n % 10) for n, c in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^\W\d_]{2,}$")
_PHONE: Final = re.compile(r"(\+|00|\(?\d)[\d\s()/.-]{7,}$")
_THREE_THREE_FOUR: Final = re.compile(r"\d{3}[ .-]\d{3}[ .-]\d{4}$")
_AMOUNT: Final = re.compile(r"\d+\.\d+$|\d{1,3}(\.\d{3})+$")
_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_PAIR: Final = re.compile(r"(-?\d{1,2}\.\d{3,})[,;\s]+(-?\d{1,3}\.\d{3,})(\s+-?[\d.]+){0,2}$")
_STREET: Final = re.compile(
    r"(straat|laan|weg|plein|gracht|kade|street|road|avenue|lane|drive|square|\bst\.?|\brd\.?|\bave\.?|straße|strasse"
    r"|str\.|platz|allee|utca|\bút|útja|tér|körút|вул\.?|вулиця|просп|бульвар|rue|boulevard|calle|avenida|خیابان|کوچه)",
    re.IGNORECASE,
)
_TITLES: Final = re.compile(
    r"^(mr|mrs|ms|dr|prof|dhr|mevr|mw|herr|frau|m|mme|sr|sra|dr)\.?\s+", re.IGNORECASE
)
_A_NAME: Final = re.compile(r"[^\W\d_][^\W\d_'’.-]*([ '’-][^\W\d_][^\W\d_'’.-]*)*\.?$")
_NO_PERSON: Final = re.compile(
    r"compan|organi[sz]|account|customer|client|product|brand|bedrijf|klant|cég|vállalat|ügyfél|компан|клієнт|شرکت"
    r"|مشتری|firma|kunde|entreprise|société|empresa|city|town|country|title|job|role|position",
    re.IGNORECASE,
)


def kind_of(column: SourceColumn, profile: Profile) -> str:
    """The kind of personal data a column holds (a key of WORDS), or nothing."""
    values = [v.translate(_DIGITS) for v in list(profile.values)[:MOST_SEEN]]
    if not values:
        return ""
    headings = list(dict.fromkeys(t for t in (column.header, column.label, column.text) if t))
    for heading in headings:
        kind = heading_kind(heading)
        if kind and _could_be(kind, values, profile):
            return kind
    for kind in dict.fromkeys(k for h in headings for k in kinds_inside(h)):
        if _share(values, _LOOKS[kind]) >= (SURE if kind == "name" else SOME):
            return kind
    for kind in ("mail", "ip", "phone", "coordinates", "address"):
        if _are_mostly(values, _LOOKS[kind]):
            return kind
    return ""


def is_open(kind: str) -> bool:
    """Whether a column that its source calls this kind may hold text of a person."""
    return kind in _OPEN_KINDS


def beside(
    plans: list[ColumnPlan], columns: Sequence[SourceColumn], seen: dict[str, Profile]
) -> list[ColumnPlan]:
    """The plans with names found next to mail addresses, which cells alone would not tell."""
    mails = {
        n for n, p in enumerate(plans) if p.personal and kind_of(columns[n], seen[p.key]) in ("mail", "login")
    }
    result = list(plans)
    for at in sorted({m + step for m in mails for step in (-2, -1, 1, 2)} & set(range(len(plans)))):
        plan, column = plans[at], columns[at]
        told = column.role or (column.declared is not None and not is_open(column.declared.kind))
        if plan.personal or told or plan.kind not in ("text", "identifier", "single"):
            continue
        if not _NO_PERSON.search(f"{column.header} {column.text}") and _are_full_names(seen[plan.key]):
            result[at] = left_out(plan, "name")
    return result


def left_out(plan: ColumnPlan, kind: str) -> ColumnPlan:
    """The plan of a column that is not stored because it holds personal data."""
    bare = ColumnPlan(
        plan.key, plan.position, plan.header, "leave_out", plan.text, plan.code, plan.source_id, plan.samples
    )
    return replace(bare, reason=_(WORDS[kind]), personal=True)


def keeps_file(typed: Typed) -> bool:
    """Whether the file itself may be kept: nothing that is not to be stored is in it."""
    return not (away(typed.plan) and typed.person_cells)


def away(plan: ImportPlan) -> tuple[ColumnPlan, ...]:
    """Personal columns whose cells must not be found anywhere in the file."""
    return tuple(c for c in plan.columns if (c.personal and c.kind == "leave_out") or c.kind == "pseudonym")


def _share(values: list[str], looks: Callable[[str], bool]) -> float:
    return sum(map(looks, values)) / len(values)


def _are_mostly(values: list[str], looks: Callable[[str], bool]) -> bool:
    """Whether more than SURE look so; what is something else is known for it after its first cells."""
    left = len(values)
    for value in values:
        left -= not looks(value)
        if left / len(values) <= SURE:
            return False
    return True


def _could_be(kind: str, values: list[str], profile: Profile) -> bool:
    """Whether the cells do not speak against the heading."""
    if kind == "mail":
        return any("@" in v for v in values)
    if kind == "ip":
        return any(v.count(".") >= 2 or v.count(":") >= 2 for v in values)
    if kind in ("phone", "birth", "number"):
        return _share(values, lambda v: sum(c.isdigit() for c in v) >= (5 if kind == "number" else 4)) >= SOME
    if kind == "coordinates":
        return any(re.search(r"\d[.,]\d", v) for v in values)
    if kind == "name":
        return _are_names(values, profile)
    return profile.longest >= (4 if kind == "login" else 6) and not all(map(_is_mark, values))


def _are_names(values: list[str], profile: Profile) -> bool:
    if all(map(_is_mark, values)) or _share(values, lambda v: not any(c.isdigit() for c in v)) < SURE:
        return False
    # The same few words in many rows are a thing to choose from, not people.
    return profile.filled < 20 or profile.distinct * 5 > profile.filled


def _are_full_names(profile: Profile) -> bool:
    values = list(profile.values)[:MOST_SEEN]
    several = profile.distinct * 2 > profile.filled
    return bool(values) and several and _share(values, _looks_like_full_name) >= 0.8


def _is_mark(value: str) -> bool:
    return len(value) <= 2 or scales.yes_or_no(value) is not None or scales.declines(value)


def _looks_like_mail(value: str) -> bool:
    return bool(_MAIL.match(value))


def _looks_like_ip(value: str) -> bool:
    if value.count(".") != 3 and value.count(":") < 2:
        return False
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


def _looks_like_phone(value: str) -> bool:
    value = value.removeprefix("'")  # before a number it keeps it a text in spreadsheets
    if not _PHONE.match(value) or _DATE.match(value) or _looks_like_ip(value):
        return False
    if _AMOUNT.match(value) or not 9 <= sum(c.isdigit() for c in value) <= 15:
        return False
    # Digits alone, or in parts of any length, may as well number an order.
    with_area = value[0] in "0(" and any(c in " ()/.-" for c in value)
    return value.startswith(("+", "00 ")) or with_area or bool(_THREE_THREE_FOUR.match(value))


def _looks_like_pair(value: str) -> bool:
    found = _PAIR.match(value)
    return found is not None and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180


def _looks_like_street(value: str) -> bool:
    return len(value) <= 120 and any(c.isdigit() for c in value) and bool(_STREET.search(value))


def _looks_like_date(value: str) -> bool:
    return bool(_DATE.search(value))


def _looks_like_full_name(value: str) -> bool:
    bare = _TITLES.sub("", value)
    parts = bare.split()
    if not 2 <= len(parts) <= 4 or len(bare) > 50 or not _A_NAME.match(bare):
        return False
    first, last = parts[0], parts[-1]
    return all(p[0].isupper() or not p[0].islower() for p in (first, last))


_LOOKS: Final[dict[str, Callable[[str], bool]]] = {
    "mail": _looks_like_mail,
    "ip": _looks_like_ip,
    "phone": _looks_like_phone,
    "coordinates": _looks_like_pair,
    "address": _looks_like_street,
    "birth": _looks_like_date,
    "name": lambda value: not any(c.isdigit() for c in value) and len(value) > 2 and not _is_mark(value),
}


def sentences(columns: Iterable[ColumnPlan], file_kept: bool = False) -> list[str]:
    """How many columns hold personal data and what happens to them; none where no column does."""
    told = [c for c in columns if c.personal or c.kind == "pseudonym"]
    left = sum(c.kind == "leave_out" for c in told)
    tokens = sum(c.kind == "pseudonym" for c in told)
    found = []
    if left:
        words = ngettext("{n} column is left out.", "{n} columns are left out.", left)
        found.append(words.format(n=number(left)))
    if tokens:
        words = ngettext(
            "{n} column becomes pseudonyms: the same person gets the same word in every round.",
            "{n} columns become pseudonyms: the same person gets the same word in every round.",
            tokens,
        )
        found.append(words.format(n=number(tokens)))
    if kept := len(told) - left - tokens:
        words = ngettext("{n} column is stored as it is.", "{n} columns are stored as they are.", kept)
        found.append(words.format(n=number(kept)))
    if (left or tokens) and not file_kept:
        found.append(_("The file itself is not kept."))
    return found
