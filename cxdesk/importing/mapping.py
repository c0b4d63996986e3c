"""What each column means, proposed from its heading and cells; the person changes what is wrong."""

import re
from dataclasses import replace
from typing import Final

from cxdesk.i18n import _, number
from cxdesk.importing import dates, groups, kinds, names, personal
from cxdesk.importing.names import plain
from cxdesk.importing.plan import FACT_KINDS, ColumnPlan, DatePlan, Detection, ImportPlan, ScalePlan, key_of
from cxdesk.importing.profile import Profile, profiles
from cxdesk.importing.states import says_test
from cxdesk.progress import Progress, no_progress

_INSTEAD: Final = {
    "submitted": "date",
    "started": "date",
    "account_key": "identifier",
    "respondent_key": "identifier",
}


def suggest(detection: Detection, progress: Progress = no_progress) -> ImportPlan:
    """A plan for every column of the file."""
    progress(0, 1, _("Looking at the columns"))
    certain = detection.format != "csv" or detection.header_rows > 1
    columns = detection.columns if certain else groups.by_heading(detection.columns)
    seen = profiles(detection)
    plans = [kinds.propose(c, seen[key_of(c.position)]) for c in columns]
    plans = personal.beside(groups.agree(plans, columns, seen, certain), columns, seen)
    plans = _one_of_each(_with_a_day(plans))
    progress(1, 1, _("Looking at the columns"))
    return ImportPlan(
        detection=replace(detection, columns=columns),
        columns=tuple(plans),
        name=plain(re.sub(r"[_\s]+", " ", detection.path.stem)),
        time_zone=detection.time_zone,
        count_tests=_only_tests(plans, seen),
    )


def with_kind(plan: ImportPlan, key: str, kind: str) -> ImportPlan:
    """The plan with one column read as another kind; scale, choices and dates are found to fit."""
    column = next(c for c in plan.detection.columns if key_of(c.position) == key)
    proposed = kinds.as_kind(column, profiles(plan.detection)[key], kind)
    proposed = replace(proposed, touch_point=plan.column(key).touch_point)
    if plan.column(key).personal or kind == "pseudonym":
        proposed = replace(proposed, personal=True)
    columns = [proposed if c.key == key else c for c in plan.columns]
    if kind in FACT_KINDS:
        columns = [_leave_out(c) if c.kind == kind and c.key != key else c for c in columns]
    return replace(plan, columns=tuple(columns), said=plan.said | {key})


def with_scale(plan: ImportPlan, key: str, low: int, high: int, is_reversed: bool = False) -> ImportPlan:
    """The plan with another scale for one column."""
    old = plan.column(key).scale or ScalePlan(low, high)
    return plan.change(key, scale=replace(old, low=low, high=high, reversed=is_reversed))


def with_date_order(plan: ImportPlan, key: str, order: str) -> ImportPlan:
    """The person's word on day or month first ("day", "month")."""
    old = plan.column(key).date or DatePlan()
    column = replace(plan.column(key), date=replace(old, order=order), needs_word=False)
    return plan.change(key, date=column.date, needs_word=False, reason=kinds.reason_of(column.kind))


def date_question(column: ColumnPlan) -> str:
    """The sentence beside a column of dates: what can be read two ways, and what settled it."""
    sample = column.samples[0] if column.samples else ""
    if column.date is not None and column.date.order == "jalali":
        return dates.persian_words(sample)
    if column.date is None or column.date.order not in ("day", "month", "undecided"):
        return ""
    if not column.date.proof_row or column.date.order == "undecided":
        return _("“{sample}” can be read with the day or the month first, and no row settles it.").format(
            sample=sample
        )
    row, value = number(column.date.proof_row), column.date.proof_value
    if column.date.order == "day":
        return _("Row {row} says “{value}”, so we think the day comes first.").format(row=row, value=value)
    return _("Row {row} says “{value}”, so we think the month comes first.").format(row=row, value=value)


def _with_a_day(plans: list[ColumnPlan]) -> list[ColumnPlan]:
    """Where nothing else tells when answers came, a column called "Date" does."""
    if any(p.kind == "submitted" for p in plans):
        return plans
    day = next((p for p in plans if p.kind == "date" and names.is_plain_date(p.header)), None)
    if day is None:
        return plans
    reason = day.reason if day.needs_word else kinds.reason_of("submitted")
    return [replace(p, kind="submitted", reason=reason) if p is day else p for p in plans]


def _one_of_each(plans: list[ColumnPlan]) -> list[ColumnPlan]:
    """A response has one start, one key and so on; the first column that names it is taken."""
    seen: set[str] = set()
    result = []
    for plan in plans:
        if plan.kind in FACT_KINDS and plan.kind in seen:
            instead = _INSTEAD.get(plan.kind)
            plan = (
                replace(plan, kind=instead, reason=kinds.reason_of(instead)) if instead else _leave_out(plan)
            )
        elif plan.kind in FACT_KINDS:
            seen.add(plan.kind)
        result.append(plan)
    return result


def _leave_out(plan: ColumnPlan) -> ColumnPlan:
    return replace(plan, kind="leave_out", reason=kinds.reason_of("leave_out"), needs_word=False)


def _only_tests(plans: list[ColumnPlan], seen: dict[str, Profile]) -> bool:
    """A file of nothing but tests is imported to be looked at; leaving all of it out would show nothing."""
    status = next((seen[p.key] for p in plans if p.kind == "status"), None)
    if status is None or not status.filled or status.filled < status.rows:
        return False
    return all(says_test(v) for v in status.values)
