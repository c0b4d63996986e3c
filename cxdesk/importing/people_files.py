"""Lists of customers and of invited contacts: which column is what, and rows as plain data."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cxdesk.accounts.actions import AccountSpec, ContactSpec
from cxdesk.errors import Problem, UserError
from cxdesk.i18n import LANGUAGES, _, listed
from cxdesk.importing.plan import ColumnPlan, ImportPlan, key_of
from cxdesk.progress import Progress, no_progress

# Headings as lists of customers have them, in the five languages and German; the first that fits wins.
ACCOUNT_HEADINGS: dict[str, tuple[str, ...]] = {
    "key": (
        "key", "account key", "account id", "account no", "account number", "account code", "accountid", "customer id",
        "customer no", "customer number", "customer key", "klantnummer", "debiteurnummer", "ügyfélkód", "ügyfélszám",
        "код", "код клієнта", "номер клієнта", "کد مشتری", "شماره مشتری", "kundennummer", "id",
    ),
    "name": (
        "name", "account", "account name", "customer", "customer name", "company", "klant", "klantnaam", "bedrijf",
        "ügyfél", "ügyfél neve", "név", "cég", "клієнт", "назва", "компанія", "نام", "نام مشتری", "مشتری", "kunde", "firma",
    ),
    "segment": ("segment", "vertical", "industry", "branche", "szegmens", "iparág", "сегмент", "галузь", "بخش", "صنعت"),
    "region": ("region", "area", "regio", "régió", "регіон", "منطقه", "gebiet"),
    "revenue": ("revenue", "turnover", "sales", "omzet", "árbevétel", "дохід", "виручка", "درآمد", "فروش", "umsatz"),
    "currency": ("currency", "valuta", "pénznem", "валюта", "ارز", "währung"),
    "owner": ("owner", "account manager", "account owner", "eigenaar", "felelős", "відповідальний", "مسئول", "betreuer"),
    "language": ("language", "taal", "nyelv", "мова", "زبان", "sprache"),
    "renewal_on": ("renewal", "renewal date", "contract end", "verlenging", "megújítás", "продовження", "تمدید"),
    "relation": ("relation", "status", "relatie", "kapcsolat", "стосунки", "رابطه"),
}  # fmt: skip
CONTACT_HEADINGS: dict[str, tuple[str, ...]] = {
    "account_key": ACCOUNT_HEADINGS["key"],
    "key": (
        "contact key", "contact id", "contact", "e-mail", "email", "mail", "e-mailadres", "email address", "e-mail cím",
        "електронна пошта", "пошта", "ایمیل", "رایانامه",
    ),
    "name": ("contact name", "name", "naam", "név", "ім'я", "ім’я", "نام"),
    "role": ("role", "function", "title", "job title", "functie", "szerep", "beosztás", "роль", "посада", "نقش", "سمت"),
    "language": ACCOUNT_HEADINGS["language"],
}  # fmt: skip
_DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y.%m.%d", "%Y/%m/%d", "%Y. %m. %d.")


@dataclass(frozen=True, slots=True)
class AccountList:
    """What a list of customers holds; rows_in = rows + those named in `problems` as refused."""

    specs: tuple[AccountSpec, ...]
    problems: tuple[Problem, ...]
    columns: dict[str, str]
    rows_in: int


@dataclass(frozen=True, slots=True)
class ContactList:
    """What a list of invited contacts holds."""

    specs: tuple[ContactSpec, ...]
    problems: tuple[Problem, ...]
    rows_in: int


def read_accounts(path: Path, progress: Progress = no_progress) -> AccountList:
    """Read a CSV or XLSX of customers; a column for the key is needed."""
    header, rows, first_row = _table(path, progress)
    columns = _columns(header, ACCOUNT_HEADINGS)
    if "key" not in columns:
        raise UserError(
            _(
                "No column of “{name}” looks like a customer key. Name one of them “key”. There are: {columns}."
            ).format(name=path.name, columns=listed(h for h in header if h))
        )
    specs: dict[str, AccountSpec] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, first_row):
        cells = {field: row[place].strip() for field, place in columns.items()}
        key = cells.get("key", "")
        if not key:
            problems.append(
                Problem(number, header[columns["key"]], _("This row has no key, so it was left out."))
            )
        elif key in specs:
            sentence = _("The key “{key}” is there twice; the first row was kept.").format(key=key)
            problems.append(Problem(number, header[columns["key"]], sentence, key))
        else:
            specs[key] = _account(cells, number, header, columns, problems)
    names = {field: header[place] for field, place in columns.items()}
    return AccountList(tuple(specs.values()), tuple(problems), names, len(rows))


def read_contacts(path: Path, progress: Progress = no_progress) -> ContactList:
    """Read a CSV or XLSX of those who were invited: customer key, mail or contact key, name, role."""
    header, rows, first_row = _table(path, progress)
    columns = _columns(header, CONTACT_HEADINGS)
    if "account_key" not in columns or "key" not in columns:
        raise UserError(
            _(
                "A list of invited people needs a column with the customer’s key and one with the mail address."
            )
        )
    specs: list[ContactSpec] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, first_row):
        cells = {field: row[place].strip() for field, place in columns.items()}
        if cells["account_key"] and cells["key"]:
            mail = cells["key"] if "@" in cells["key"] else ""
            specs.append(ContactSpec(**{**cells, "mail": mail}))
        else:
            problems.append(Problem(number, "", _("This row has no customer key or no mail address.")))
    return ContactList(tuple(specs), tuple(problems), len(rows))


def _table(path: Path, progress: Progress) -> tuple[list[str], list[tuple[str, ...]], int]:
    """Header, rows and the number of the first row, every cell as its text."""
    from cxdesk.importing import detect
    from cxdesk.importing.typed import build

    detection = detect.with_header_rows(detect.sniff(path, progress), 1)
    columns = tuple(ColumnPlan(key_of(c.position), c.position, c.header, "text") for c in detection.columns)
    texts = build(ImportPlan(detection, columns), progress).texts
    ordered = texts.select([c.key for c in columns])
    rows = [tuple("" if cell is None else str(cell) for cell in row) for row in ordered.iter_rows()]
    return [c.header for c in detection.columns], rows, 2


def _columns(header: Iterable[str], headings: dict[str, tuple[str, ...]]) -> dict[str, int]:
    folded = [_folded(h) for h in header]
    found: dict[str, int] = {}
    for field, names in headings.items():
        place = next(
            (folded.index(n) for n in names if n in folded and folded.index(n) not in found.values()), None
        )
        if place is not None:
            found[field] = place
    return found


def _folded(heading: str) -> str:
    return re.sub(r"[\s_]+", " ", heading.strip().casefold()).strip(" :*")


def _account(
    cells: dict[str, str], row: int, header: list[str], columns: dict[str, int], problems: list[Problem]
) -> AccountSpec:
    texts = {k: v for k, v in cells.items() if k not in ("revenue", "renewal_on")}
    language = texts.get("language", "").lower()[:2]
    texts["language"] = language if language in LANGUAGES else ""
    revenue = renewal = None
    if cells.get("revenue"):
        revenue = number_in(cells["revenue"])
        if revenue is None:
            problems.append(_unread(row, header[columns["revenue"]], cells["revenue"], _("is not a number")))
    if cells.get("renewal_on"):
        renewal = _date_in(cells["renewal_on"])
        if renewal is None:
            problems.append(
                _unread(row, header[columns["renewal_on"]], cells["renewal_on"], _("is not a date"))
            )
    return AccountSpec(**texts, revenue=revenue, renewal_on=renewal)


def _unread(row: int, column: str, value: str, what: str) -> Problem:
    sentence = _("“{value}” {what}; the customer was kept without it.").format(value=value, what=what)
    return Problem(row, column, sentence, value, "note")


def number_in(text: str) -> float | None:
    """The number in a cell such as 1,234.50, 1.234,50, 1 234 or € 1234, or None."""
    kept = re.sub(r"[^0-9.,\-−]", "", text).replace("−", "-")
    if not any(c.isdigit() for c in kept) or re.search(r"[0-9]\s*[eE][-+]?[0-9]", text):
        return None
    comma, point = kept.rfind(","), kept.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    else:
        sign = "," if comma >= 0 else "."
        tail = len(kept) - 1 - max(comma, point)
        decimal = "" if kept.count(sign) > 1 or (tail == 3 and max(comma, point) > 0) else sign
    thousands = {",": ".", ".": ","}.get(decimal, ",.")
    for sign in thousands:
        kept = kept.replace(sign, "")
    with suppress(ValueError):
        return float(kept.replace(",", "."))
    return None


def _date_in(text: str) -> date | None:
    for shape in _DATES:
        with suppress(ValueError):
            return datetime.strptime(text.split(" 00:00")[0].strip(), shape).date()
    return None
