"""What each column of a list of people is: proposed from its heading, else from its content, changed by the person."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, folded, listed
from cxdesk.importing import dates, detect
from cxdesk.importing.people_cells import ascii_digits, number_in
from cxdesk.importing.people_fields import (
    ACCOUNTS,
    INVITED,
    UNUSED,
    Field,
    compact,
    field_of,
    fields_of,
)
from cxdesk.importing.plan import DatePlan, Detection, key_of
from cxdesk.importing.profile import Profile, profiles
from cxdesk.progress import Progress, no_progress

BY_HEADING: Final = N_("by its heading")
BY_CONTENT: Final = N_("by its content, have a look")
BY_PERSON: Final = N_("as you said")

_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+$")
_CODE: Final = re.compile(r"(?=\S*\d)\S{1,24}$")


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """One column of the file: what it is taken for, and why; an empty `field` means it is not used."""

    position: int
    header: str
    samples: tuple[str, ...]
    field: str = UNUSED
    reason: str = ""
    date: DatePlan | None = None

    @property
    def guessed(self) -> bool:
        """Whether only the content speaks for it."""
        return self.reason == BY_CONTENT


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """How a list is read. With `blanks_wipe` a blank cell makes the value blank; otherwise it leaves it."""

    detection: Detection
    what: str
    columns: tuple[PeopleColumn, ...]
    blanks_wipe: bool = False

    @property
    def used(self) -> dict[str, PeopleColumn]:
        """The columns in use, by field."""
        return {c.field: c for c in self.columns if c.field}

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings of the columns that are not used."""
        return tuple(c.header for c in self.columns if not c.field)

    @property
    def missing(self) -> tuple[Field, ...]:
        """Fields without which the list can't be read; of the mail address and the contact key one is enough."""
        used = self.used
        if self.what != INVITED:
            needed = ("key",) if self.what == ACCOUNTS else ("key", "on", "amount")
            return tuple(field_of(self.what, name) for name in needed if name not in used)
        wanted = [] if "account_key" in used else ["account_key"]
        wanted += [] if {"mail", "key"} & used.keys() else ["mail"]
        return tuple(field_of(self.what, name) for name in wanted)

    @property
    def undecided(self) -> tuple[PeopleColumn, ...]:
        """Columns of dates that can be read two ways."""
        return tuple(c for c in self.columns if c.date is not None and c.date.order == "undecided")

    @property
    def is_ready(self) -> bool:
        """Whether nothing has to be asked any more."""
        return not self.missing and not self.undecided


def suggest(
    path: Path, what: str, known_keys: Iterable[str] = (), progress: Progress = no_progress
) -> PeoplePlan:
    """Look at a CSV or workbook with one row of headings; `known_keys` are the keys of customers in the file."""
    detection = detect.with_header_rows(detect.sniff(path, progress), 1)
    looks = profiles(detection)
    columns = [
        PeopleColumn(c.position, c.header.strip(), looks[key_of(c.position)].samples)
        for c in detection.columns
    ]
    _by_heading(columns, what)
    known = {folded(k) for k in known_keys}
    guess = {ACCOUNTS: _guesses_of_accounts, INVITED: _guesses_of_invited}.get(what, _guesses_of_purchases)
    _by_content(columns, guess(columns, looks, known))
    return PeoplePlan(detection, what, tuple(_dated(c, what, looks) for c in columns))


def with_field(plan: PeoplePlan, position: int, field: str) -> PeoplePlan:
    """The plan with one column taken for another field; a field has one column, so the one before is let go."""
    looks = profiles(plan.detection)
    columns = []
    for column in plan.columns:
        if column.position == position:
            column = replace(column, field=field, reason=BY_PERSON, date=None)
        elif field and column.field == field:
            column = replace(column, field=UNUSED, reason="", date=None)
        columns.append(_dated(column, plan.what, looks) if column.date is None else column)
    return replace(plan, columns=tuple(columns))


def with_day_first(plan: PeoplePlan, day_first: bool) -> PeoplePlan:
    """The plan with the person's word on all dates that can be read two ways."""
    order = "day" if day_first else "month"
    columns = (
        replace(c, date=replace(c.date, order=order)) if c in plan.undecided and c.date else c
        for c in plan.columns
    )
    return replace(plan, columns=tuple(columns))


def with_blanks(plan: PeoplePlan, wipe: bool) -> PeoplePlan:
    """The plan with the person's word on blank cells."""
    return replace(plan, blanks_wipe=wipe)


def with_map(plan: PeoplePlan, said: Iterable[str]) -> PeoplePlan:
    """The plan with FIELD=COLUMN as the command line takes it; FIELD= lets the field go."""
    known = {f.id: f.id for f in fields_of(plan.what)}
    for one in said:
        name, sign, heading = one.partition("=")
        field = known.get(name.strip().casefold().replace(" ", "_").replace("-", "_"))
        if not sign or field is None:
            raise UserError(
                _("“{text}” is not FIELD=COLUMN. The fields are: {fields}.").format(
                    text=one, fields=listed(known)
                )
            )
        if not heading.strip():
            if field in plan.used:
                plan = with_field(plan, plan.used[field].position, UNUSED)
            continue
        column = next((c for c in plan.columns if folded(c.header) == folded(heading)), None)
        if column is None:
            there = listed(c.header for c in plan.columns if c.header)
            raise UserError(
                _("There is no column “{column}” in “{name}”. There are: {there}.").format(
                    column=heading, name=plan.detection.path.name, there=there
                )
            )
        plan = with_field(plan, column.position, field)
    return plan


def refuse_unready(plan: PeoplePlan) -> None:
    """What has to be said before the list can be read, as a sentence for the command line."""
    if plan.missing:
        words = listed(f"{_(f.word)} (--map {f.id}=…)" for f in plan.missing)
        sentence = _("It is not clear which column of “{name}” is: {fields}. There are: {columns}.")
        columns = listed(c.header for c in plan.columns if c.header)
        raise UserError(sentence.format(name=plan.detection.path.name, fields=words, columns=columns))
    for column in plan.undecided:
        raise UserError(
            _("The dates in “{column}” can be read two ways. Say --day-first or --month-first.").format(
                column=column.header
            )
        )


def _by_heading(columns: list[PeopleColumn], what: str) -> None:
    headings = [compact(c.header) for c in columns]
    for field in fields_of(what):
        for name in field.headings:
            place = next(
                (n for n, h in enumerate(headings) if h == compact(name) and not columns[n].field), None
            )
            if place is not None:
                columns[place] = replace(columns[place], field=field.id, reason=BY_HEADING)
                break


def _by_content(columns: list[PeopleColumn], guesses: Iterator[tuple[int, str]]) -> None:
    for place, field in guesses:
        columns[place] = replace(columns[place], field=field, reason=BY_CONTENT)


def _guesses_of_accounts(
    columns: list[PeopleColumn], looks: dict[str, Profile], known: set[str]
) -> Iterator[tuple[int, str]]:
    """Lazily, so that a column taken by one guess is no candidate of the next."""

    def free() -> list[tuple[int, Profile]]:
        return [(n, looks[key_of(c.position)]) for n, c in enumerate(columns) if not c.field]

    def lacks(field: str) -> bool:
        return all(c.field != field for c in columns)

    # A heading that says nothing among others that do is most likely something else: a fax number is no revenue.
    unheaded = not any(c.field for c in columns)
    if lacks("key") and (best := _best_key(free(), known)) is not None:
        yield best, "key"
    if unheaded:
        dated = [n for n, p in free() if p.filled and dates.order_of(_cells(p)) is not None]
        if len(dated) == 1:
            yield dated[0], "renewal_on"
    if unheaded:
        numbers = [n for n, p in free() if _are_amounts(p)]
        if len(numbers) == 1:
            yield numbers[0], "revenue"
    if lacks("name"):
        names = [n for n, p in free() if _are_names(p)]
        if names:
            yield names[0], "name"


def _guesses_of_invited(
    columns: list[PeopleColumn], looks: dict[str, Profile], known: set[str]
) -> Iterator[tuple[int, str]]:
    def free() -> list[tuple[int, Profile]]:
        return [(n, looks[key_of(c.position)]) for n, c in enumerate(columns) if not c.field]

    if all(c.field != "mail" for c in columns):
        mails = [n for n, p in free() if _share(p, lambda v: bool(_MAIL.match(v))) >= 0.8]
        if mails:
            yield mails[0], "mail"
    if all(c.field != "account_key" for c in columns):
        mine = [(n, _share(p, lambda v: folded(v) in known)) for n, p in free()]
        best = max(mine, key=lambda pair: pair[1], default=(0, 0.0))
        if best[1] >= 0.5:
            yield best[0], "account_key"


def _guesses_of_purchases(
    columns: list[PeopleColumn], looks: dict[str, Profile], known: set[str]
) -> Iterator[tuple[int, str]]:
    def free() -> list[tuple[int, Profile]]:
        return [(n, looks[key_of(c.position)]) for n, c in enumerate(columns) if not c.field]

    def lacks(field: str) -> bool:
        return all(c.field != field for c in columns)

    # Only what customers are called tells their key here: any column of numbers could be one.
    mine = [(n, _share(p, lambda v: folded(v) in known)) for n, p in free()] if lacks("key") else []
    best = max(mine, key=lambda pair: pair[1], default=(0, 0.0))
    if best[1] >= 0.5:
        yield best[0], "key"
    if lacks("on"):
        dated = [n for n, p in free() if p.filled and dates.order_of(_cells(p)) is not None]
        if len(dated) == 1:
            yield dated[0], "on"
    if lacks("amount"):
        numbers = [n for n, p in free() if _are_amounts(p) and dates.order_of(_cells(p)) is None]
        if len(numbers) == 1:
            yield numbers[0], "amount"


def _best_key(candidates: list[tuple[int, Profile]], known: set[str]) -> int | None:
    """The column whose values customers have already; else the first with a short code in each row, each once."""
    shares = [(n, _share(p, lambda v: folded(v) in known)) for n, p in candidates]
    best = max(shares, key=lambda pair: pair[1], default=(0, 0.0))
    if best[1] >= 0.5:
        return best[0]
    codes = [
        n
        for n, p in candidates
        if p.filled and p.filled == p.rows == p.distinct and _share(p, lambda v: bool(_CODE.match(v))) == 1.0
        and dates.order_of(_cells(p)) is None and not _share(p, lambda v: "@" in v)
    ]  # fmt: skip
    return codes[0] if codes else None


def _share(profile: Profile, test: Callable[[str], bool]) -> float:
    """Among the most frequent distinct values, how many pass."""
    values = list(profile.values)
    return sum(map(test, values)) / len(values) if values else 0.0


def _are_amounts(profile: Profile) -> bool:
    return bool(profile.filled) and _share(profile, lambda v: number_in(v) is not None) >= 0.95


def _are_names(profile: Profile) -> bool:
    mostly_words = _share(profile, lambda v: sum(c.isalpha() for c in v) > len(v) / 2 and "@" not in v) >= 0.9
    return profile.filled > 0.9 * profile.rows and profile.distinct > 0.8 * profile.filled and mostly_words


def _cells(profile: Profile) -> list[tuple[int, str]]:
    return [
        (row, ascii_digits(text or "")) for row, text in zip(profile.source_rows, profile.cells, strict=True)
    ]


def _dated(column: PeopleColumn, what: str, looks: dict[str, Profile]) -> PeopleColumn:
    """The column with the order of its dates, when it holds dates; few that can be read are read day first."""
    if not column.field or field_of(what, column.field).kind != "date":
        return replace(column, date=None)
    order = dates.order_of(_cells(looks[key_of(column.position)]))
    return replace(column, date=order or DatePlan("day"))
