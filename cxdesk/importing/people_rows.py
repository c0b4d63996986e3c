"""The rows of a list of people read by its plan: customers or contacts as plain data, and every problem."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import polars as pl

from cxdesk.accounts.actions import AccountSpec, ContactSpec
from cxdesk.accounts.purchases import PurchaseSpec
from cxdesk.accounts.updates import CLEARABLE
from cxdesk.errors import Problem, UserError
from cxdesk.i18n import LANGUAGES, NAMES, _, folded, listed
from cxdesk.importing import body
from cxdesk.importing.detect import header_only
from cxdesk.importing.found import Found
from cxdesk.importing.people_cells import day_in, decimal_of, number_in
from cxdesk.importing.people_fields import (
    ACCOUNTS,
    field_of,
    language_of,
    relation_of,
)
from cxdesk.importing.people_plan import PeopleColumn, PeoplePlan, refuse_unready
from cxdesk.importing.plan import key_of
from cxdesk.importing.profile import profiles
from cxdesk.progress import Progress, no_progress

Reader = Callable[[str], object]


Spec = TypeVar("Spec", AccountSpec, ContactSpec, PurchaseSpec)


@dataclass(frozen=True, slots=True)
class PeopleList(Generic[Spec]):
    """What a list of people holds; rows_in = specs + refused."""

    plan: PeoplePlan
    specs: tuple[Spec, ...]
    problems: tuple[Problem, ...]
    problem_count: int
    rows_in: int

    @property
    def refused(self) -> int:
        """Rows that are left out."""
        return self.rows_in - len(self.specs)


class AccountList(PeopleList[AccountSpec]):
    """What a list of customers holds."""


class ContactList(PeopleList[ContactSpec]):
    """What a list of invited people holds."""


def read_accounts(plan: PeoplePlan, progress: Progress = no_progress) -> AccountList:
    """Every customer of the list; the first row of a key is kept."""
    found = Found(plan.detection.problems)
    specs: dict[str, AccountSpec] = {}
    rows = Rows(plan, found)
    key_column = _used(plan)["key"].header
    wipes = {f for f in plan.used if f in CLEARABLE} if plan.blanks_wipe else set()
    for row, cells, values in rows.read(progress):
        key = " ".join(cells.get("key", "").split())
        if not key:
            found.note(row, key_column, _("This row has no key, so it was left out."), "", "refused")
        elif folded(key) in specs:
            sentence = _("The key “{key}” is there twice; the first row was kept.").format(key=key)
            found.note(row, key_column, sentence, key, "refused")
        elif cells:
            cleared = tuple(sorted(f for f in wipes if not cells.get(f)))
            specs[folded(key)] = AccountSpec(**{**values, "key": key}, cleared=cleared)  # type: ignore[arg-type]
    return AccountList(plan, tuple(specs.values()), found.listed(), found.count, rows.count)


def read_contacts(plan: PeoplePlan, progress: Progress = no_progress) -> ContactList:
    """Every person of the list; somebody who is there twice is invited once."""
    found = Found(plan.detection.problems)
    specs: dict[tuple[str, str], ContactSpec] = {}
    rows = Rows(plan, found)
    for row, cells, values in rows.read(progress):
        account, mail = cells.get("account_key", ""), cells.get("mail", "")
        contact = cells.get("key") or mail
        if not account or not contact:
            sentence = _("This row has no customer key or no mail address.")
            found.note(row, "", sentence, "", "refused")
            continue
        if not mail and "@" in contact:
            mail = contact
        one = (folded(account), folded(contact))
        if one in specs:
            sentence = _("“{person}” is there twice and is invited once.").format(person=contact)
            found.note(row, "", sentence, contact, "refused")
            continue
        specs[one] = ContactSpec(**{**values, "account_key": account, "key": contact, "mail": mail})  # type: ignore[arg-type]
    return ContactList(plan, tuple(specs.values()), found.listed(), found.count, rows.count)


def _used(plan: PeoplePlan) -> dict[str, PeopleColumn]:
    refuse_unready(plan)
    return plan.used


class Rows:
    """The rows that are not blank, read by the plan; `count` are those that went by and those the table refused."""

    def __init__(self, plan: PeoplePlan, found: Found, *, plain: bool = False) -> None:
        """With `plain` the values are the cells; whoever asks reads them."""
        self.plan, self.found, self.count = plan, found, 0
        self.used = _used(plan)
        self.readers = {} if plain else _readers(plan)

    def read(self, progress: Progress) -> Iterator[tuple[int, dict[str, str], dict[str, object]]]:
        """Row number, trimmed cells and their values, by field."""
        for batch in body.read(self.plan.detection, self.found, progress):
            self.count += batch.refused
            filled = batch.frame.select(pl.any_horizontal(pl.all().str.strip_chars().str.len_bytes() > 0))
            columns = {f: batch.frame[key_of(c.position)].str.strip_chars() for f, c in self.used.items()}
            lists = [c.to_list() for c in columns.values()]
            rows = zip(batch.source_rows, filled.to_series(), zip(*lists, strict=True), strict=True)
            for row, is_filled, texts in rows:
                if is_filled:
                    self.count += 1
                    cells = {f: text or "" for f, text in zip(columns, texts, strict=True)}
                    yield row, cells, {f: self._value(cells[f], f, row) for f in cells}
        if not self.count:
            raise UserError(header_only(self.plan.detection.path.name))

    def _value(self, cell: str, field: str, row: int) -> object:
        reader = self.readers.get(field)
        if reader is None:
            return cell
        read, wrong = reader
        value = read(cell) if cell else None
        if cell and value is None:
            self.found.note(row, self.used[field].header, wrong.format(value=cell), cell)
        return "" if value is None and field in ("relation", "language") else value


def _readers(plan: PeoplePlan) -> dict[str, tuple[Reader, str]]:
    """How the cells of each field are read, and the sentence for one that can't be."""
    found: dict[str, tuple[Reader, str]] = {}
    for field, column in plan.used.items():
        kind = field_of(plan.what, field).kind
        if kind == "number":
            decimal = decimal_of(list(profiles(plan.detection)[key_of(column.position)].values))
            found[field] = (
                lambda text, decimal=decimal: number_in(text, decimal),  # type: ignore[misc]
                _("“{value}” is not a number; the customer was kept without it."),
            )
        elif kind == "date":
            order = column.date.order if column.date else "day"
            found[field] = (
                lambda text, order=order: day_in(text, order),  # type: ignore[misc]
                _("“{value}” is not a date; the customer was kept without it."),
            )
        elif kind == "language":
            spoken = listed(NAMES[code] for code in LANGUAGES)
            wrong = _("“{value}” is not a language of cxdesk ({languages}); the row was kept without it.")
            found[field] = (
                language_of, wrong.replace("{languages}", spoken),
            )  # fmt: skip
        elif kind == "relation":
            found[field] = (
                relation_of,
                _("“{value}” is not prospect, customer or former; the customer was kept without it."),
            )
    return found


def read(plan: PeoplePlan, progress: Progress = no_progress) -> AccountList | ContactList:
    """The rows of whichever list it is."""
    return read_accounts(plan, progress) if plan.what == ACCOUNTS else read_contacts(plan, progress)
