"""Cells of one column as typed values: in one sweep where they are plain, one by one where they are not.

A caster turns text into values with Polars; whatever it cannot hold is asked of `exact`, once per distinct
text. `exact` gives the value and its blank kind, or None where the text has to be kept as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import polars as pl

from cxdesk.i18n import N_
from cxdesk.importing import dates, numbers, persian_days, scales
from cxdesk.importing.choice_kinds import is_unticked
from cxdesk.importing.plan import ChoicePlan, ColumnPlan
from cxdesk.responses.schema import ANSWERED, DECLARED, TEXT_KINDS

Read = tuple[Any, int]

MOST_NEW_CHOICES: Final = 300
_INT16: Final = pl.Int16()
_FIRST_DAY: Final = datetime(1900, 1, 1)
_LAST_DAY: Final = datetime(2200, 1, 1)
_MOMENT: Final = pl.Datetime("us")
_FAST_DATES: Final[dict[str, tuple[str, ...]]] = {
    "iso": ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%d"),
    "year": ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d"),
    "day": ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y"),
    "month": ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%m-%d-%Y"),
}


@dataclass(slots=True)
class Cells:
    """How one column is cast; `choices` grows when the file shows answers that the plan did not know."""

    column: ColumnPlan
    dtype: pl.DataType
    quick: Callable[[pl.Expr], pl.Expr]
    exact: Callable[[str], Read | None]
    wrong: str
    new_choices: list[ChoicePlan] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The column's key."""
        return self.column.key


def cells_of(column: ColumnPlan, time_zone: str = "") -> Cells:
    """The caster of a column whose kind holds one value per cell; a token that means a blank is no value."""
    cells = _cells(column, time_zone)
    if column.blanks and column.kind not in TEXT_KINDS:
        quick, tokens = cells.quick, [token for token, _blank in column.blanks]
        cells.quick = lambda cell: pl.when(cell.is_in(tokens).not_()).then(quick(cell))
    return cells


def _cells(column: ColumnPlan, time_zone: str) -> Cells:
    if column.kind in ("nps", "scale", "single"):
        return _codes(column)
    if column.kind == "number":
        return Cells(
            column,
            pl.Float64(),
            _quick_number(column),
            _exact_number(column),
            N_("Row {row}: “{value}” is not a number. It is kept as text and not counted."),
        )
    if column.kind in ("date", "started", "submitted"):
        return _moments(column, time_zone)
    if column.kind == "multiple":
        return _ticks(column)
    if column.kind == "consent_quote":
        exact = _exact_flag
        return Cells(
            column,
            pl.Boolean(),
            lambda c: pl.lit(None, dtype=pl.Boolean),
            exact,
            N_("Row {row}: “{value}” is not yes or no. It is kept as text and not counted."),
        )
    return _texts(column)


def _texts(column: ColumnPlan) -> Cells:
    def quick(cell: pl.Expr) -> pl.Expr:
        if column.kind == "text":
            return pl.when(cell.str.len_bytes() > 0).then(cell)
        bare = cell.str.strip_chars()
        if column.kind == "language":
            bare = bare.str.to_lowercase()
        return pl.when(bare.str.len_bytes() > 0).then(bare)

    return Cells(column, pl.String(), quick, lambda text: (None, ANSWERED), "")


def _codes(column: ColumnPlan) -> Cells:
    table = {c.value: (c.code, DECLARED if c.declared else ANSWERED) for c in column.choices}
    cells = Cells(column, _INT16, _quick_code(column), lambda text: None, _wrong_code(column))
    cells.exact = _exact_single(cells, table) if column.kind == "single" else _exact_scale(column, table)
    return cells


def _wrong_code(column: ColumnPlan) -> str:
    return (
        N_("Row {row}: “{value}” is not one of the answers. It is kept as text and not counted.")
        if column.kind == "single"
        else N_("Row {row}: “{value}” is not on the scale. It is kept as text and not counted.")
    )


def _quick_code(column: ColumnPlan) -> Callable[[pl.Expr], pl.Expr]:
    """Plain numbers by a cast, words by a table; declared answers go the exact way for their blank kind."""
    plain = [c for c in column.choices if not c.declared]
    numeric = all(c.value == str(c.code) for c in plain)
    if column.scale is not None and column.kind != "single":
        low, high = column.scale.low, column.scale.high
        if numeric:
            return lambda cell: _within(cell.cast(_INT16, strict=False), low, high)
    elif numeric:
        codes = [c.code for c in plain]
        return lambda cell: _among(cell.cast(_INT16, strict=False), codes)
    # Two answers may have the same words; the first is meant.
    table = {c.value: c.code for c in reversed(plain)}
    words, numbered = pl.Enum(list(table)), pl.Series(list(table.values()), dtype=_INT16)
    # The place of a word among known words is found in half the time that a replacement takes.
    return lambda cell: pl.lit(numbered).gather(cell.cast(words, strict=False).to_physical())


def _within(code: pl.Expr, low: int, high: int) -> pl.Expr:
    return pl.when(code.is_between(low, high)).then(code)


def _among(code: pl.Expr, codes: list[int]) -> pl.Expr:
    return pl.when(code.is_in(codes)).then(code)


def _exact_scale(column: ColumnPlan, table: dict[str, Read]) -> Callable[[str], Read | None]:
    low, high = (column.scale.low, column.scale.high) if column.scale else (0, 10)
    folded = {v.casefold(): read for v, read in table.items()}

    def exact(text: str) -> Read | None:
        if found := folded.get(text.casefold()):
            return found
        value = numbers.read(text, ",") if "," in text else numbers.read(text, ".")
        if value is None and (pair := scales.number_with_words(text)):
            value = pair[0]
        if value is not None and low <= value <= high and value == int(value):
            return int(value), ANSWERED
        return None

    return exact


def _exact_single(cells: Cells, table: dict[str, Read]) -> Callable[[str], Read | None]:
    """Answers that the plan did not know get a number of their own: a later row may show a new one."""
    folded = {v.casefold(): read for v, read in table.items()}
    used = {code for code, _blank in table.values()}
    by_number = bool(table) and all(v.lstrip("-").isdigit() for v in table)

    def exact(text: str) -> Read | None:
        if found := folded.get(text.casefold()):
            return found
        value = numbers.read(text, ".")
        if value is not None and value == int(value) and str(int(value)) in folded:
            return folded[str(int(value))]
        if len(cells.new_choices) >= MOST_NEW_CHOICES or (by_number and value is None):
            return None
        declared = scales.declines(text)
        code = _free_code(text, value if by_number or not table else None, used, declared)
        used.add(code)
        cells.new_choices.append(ChoicePlan(code, text, text, declared))
        folded[text.casefold()] = (code, DECLARED if declared else ANSWERED)
        return folded[text.casefold()]

    return exact


def _free_code(text: str, value: float | None, used: set[int], declared: bool) -> int:
    if value is not None and value == int(value) and abs(value) < 32_000 and int(value) not in used:
        return int(value)
    code = 99 if declared else 1
    while code in used:
        code += 1
    return code


def _quick_number(column: ColumnPlan) -> Callable[[pl.Expr], pl.Expr]:
    # A number that stands for no answer, such as 999, is looked at closely.
    apart = [*(c.value for c in column.choices), *(token for token, _kind in column.blanks)]

    def quick(cell: pl.Expr) -> pl.Expr:
        if apart:
            cell = pl.when(cell.is_in(apart).not_()).then(cell)
        if column.decimal == ",":
            cell = pl.when(~cell.str.contains(".", literal=True)).then(
                cell.str.replace(",", ".", literal=True)
            )
        value = cell.cast(pl.Float64, strict=False)
        return pl.when(value.is_finite()).then(value)

    return quick


def _exact_number(column: ColumnPlan) -> Callable[[str], Read | None]:
    table = {c.value: (_own_number(c), DECLARED if c.declared else ANSWERED) for c in column.choices}

    def exact(text: str) -> Read | None:
        if text in table:
            return table[text]
        value = numbers.read(text, column.decimal)
        return None if value is None else (value, ANSWERED)

    return exact


def _own_number(choice: ChoicePlan) -> float:
    value = numbers.read(choice.value, ".")
    return float(choice.code) if value is None else value


def _moments(column: ColumnPlan, time_zone: str) -> Cells:
    order = column.date.order if column.date else "iso"
    zone = time_zone if column.kind != "date" else ""
    formats = _FAST_DATES.get("day" if order == "undecided" else order, ())
    chosen = next((f for f in formats if any(_fits(s, f) for s in column.samples)), None)

    def quick(cell: pl.Expr) -> pl.Expr:
        if order == "jalali":
            moment = persian_days.moments(cell)
        elif chosen is None:
            return pl.lit(None, dtype=_MOMENT)
        else:
            moment = cell.str.to_datetime(chosen, time_unit="us", strict=False, cache=False)
        # "%Y" would take 26 for the year 26.
        moment = pl.when(moment.is_between(_FIRST_DAY, _LAST_DAY)).then(moment)
        if not zone:
            return moment
        local = moment.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        return local.dt.convert_time_zone("UTC").dt.replace_time_zone(None)

    def exact(text: str) -> Read | None:
        moment = dates.read(text, order)
        if moment is None:
            return None
        if moment.tzinfo is None and zone:
            moment = moment.replace(tzinfo=ZoneInfo(zone))
        return (moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment), ANSWERED

    return Cells(
        column,
        _MOMENT,
        quick,
        exact,
        N_("Row {row}: “{value}” is not a date in this file’s order. It is kept as text and not counted."),
    )


def _fits(sample: str, form: str) -> bool:
    try:
        datetime.strptime(sample, form.replace("%.f", ".%f"))
    except ValueError:
        return False
    return True


def _ticks(column: ColumnPlan) -> Cells:
    ticked = {t.casefold() for t in column.ticked}
    unticked = {t.casefold() for t in column.unticked}

    def quick(cell: pl.Expr) -> pl.Expr:
        return (
            pl.when(cell.is_in(list(column.ticked))).then(pl.lit(True))
            if column.ticked
            else pl.lit(None, pl.Boolean)
        )

    def exact(text: str) -> Read | None:
        if text.casefold() in ticked:
            return True, ANSWERED
        if text.casefold() in unticked or is_unticked(text):
            return False, ANSWERED
        return (True, ANSWERED) if not ticked else None

    return Cells(
        column,
        pl.Boolean(),
        quick,
        exact,
        N_("Row {row}: “{value}” is neither ticked nor blank. It is kept as text and not counted."),
    )


def _exact_flag(text: str) -> Read | None:
    word = text.casefold()
    value = scales.yes_or_no(text)
    if value is None and word in ("1", "1.0", "0", "0.0"):
        value = word.startswith("1")
    return None if value is None else (value, ANSWERED)
