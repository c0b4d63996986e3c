"""Columns of facts about a response rather than answers: when it came, its number, its state, a consent."""

import re
from collections.abc import Callable
from typing import Final

import polars as pl

from cxdesk.i18n import N_
from cxdesk.importing import dates, names, numbers, scales
from cxdesk.importing.plan import DatePlan, Fields, SourceColumn
from cxdesk.importing.profile import Profile
from cxdesk.importing.states import says_disposition, says_sent_away

MOST_DATES: Final = 20_000
FEW_DATES: Final = 500
# So much of a column of respondents' numbers must be different from row to row.
MOSTLY: Final = 0.9
_KEY: Final = re.compile(r"\S*\d\S*$")


def fact(column: SourceColumn, profile: Profile) -> Fields | None:
    """The fact that a heading names, where the cells are such."""
    kind = names.fact(column.header)
    if kind in ("started", "submitted"):
        return moment(kind)(column, profile) if date(column, profile) else None
    # Many columns are called Status: only one of dispositions says which rows count.
    said = {"finished": lambda v: scales.is_flag(v) or says_sent_away(v), "status": says_disposition}.get(
        kind
    )
    if said is not None and not all(map(said, profile.values)):
        return None
    # A few numbers that stand twice are rows that came twice; many are one person's many answers.
    if kind == "respondent_key" and profile.distinct < MOSTLY * profile.filled:
        return None
    return {"kind": kind} if kind else None


def consent(column: SourceColumn, profile: Profile) -> Fields | None:
    """The answer whether the person may be quoted."""
    if not (names.is_consent(column.text) or names.is_consent(column.header)):
        return None
    return {"kind": "consent_quote"} if all(scales.is_flag(v) for v in profile.values) else None


def date(column: SourceColumn, profile: Profile) -> Fields | None:
    """Dates, and in which order their parts stand."""
    order = _order(profile)
    if order is None or (order.order == "excel" and not names.fact(column.header)):
        return None
    persian = {"reason": N_("Dates of the Persian calendar")} if order.order == "jalali" else {}
    return {"kind": "date", "date": order, **persian}


def identifier(column: SourceColumn, profile: Profile) -> Fields | None:
    """Numbers or keys that are different in every row and tell nothing more."""
    named = bool(
        re.search(r"(^|[\s_-])(id|uuid|guid|nr|no|number|key|code|token|record)$", column.header, re.I)
    )
    named = named or names.squeezed(column.header) in ("id", "") or column.header.endswith("Id")
    if profile.whole_numbers is not None and _counts_rows(profile):
        return {"kind": "identifier"}
    alone = profile.distinct == profile.filled and profile.filled > 1
    keys = sum(bool(_KEY.match(v)) for v in profile.values) == len(profile.values)
    if profile.whole_numbers is None and numbers.decimal_of(profile.values) is not None:
        return None
    if alone and keys and (named or profile.whole_numbers is None):
        return {"kind": "identifier"}
    return None


def moment(kind: str) -> Callable[[SourceColumn, Profile], Fields]:
    """How a column of dates is read as the start or the end of a response."""

    def made(column: SourceColumn, profile: Profile) -> Fields:
        return (date(column, profile) or {"date": DatePlan()}) | {"kind": kind}

    return made


def _order(profile: Profile) -> DatePlan | None:
    """The order of the dates; only day or month first needs every cell, for the one that proves it."""
    step = max(1, min(profile.rows, MOST_DATES) // FEW_DATES)
    some = dates.order_of(_numbered(profile, step))
    enough = profile.filled >= profile.rows // 2
    if step == 1 or (enough and (some is None or some.order in ("iso", "year", "excel"))):
        return some
    return dates.order_of(_numbered(profile, 1))


def _numbered(profile: Profile, step: int) -> list[tuple[int, str]]:
    rows, cells = profile.source_rows.head(MOST_DATES), profile.cells.head(MOST_DATES)
    return list(zip(rows.gather_every(step).to_list(), cells.gather_every(step).to_list(), strict=True))


def _counts_rows(profile: Profile) -> bool:
    """Whether the cells are the rows' own numbers: all different and close together."""
    if profile.filled < 20 or profile.distinct < profile.filled:
        return False
    values = profile.cells.filter(profile.cells != "").cast(pl.Int64, strict=False)
    low, high = values.min(), values.max()
    return isinstance(low, int) and isinstance(high, int) and high - low < 2 * profile.filled
