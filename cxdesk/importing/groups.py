"""Columns that belong to one question: the options of a multiple choice, the rows of a table of ratings."""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Final

from cxdesk.importing import kinds
from cxdesk.importing.choice_kinds import ticked_values
from cxdesk.importing.names import plain
from cxdesk.importing.no_answer import SEEN_UNANSWERED
from cxdesk.importing.plan import ColumnPlan, ScalePlan, SourceColumn, key_of
from cxdesk.importing.profile import Profile
from cxdesk.responses.schema import NOT_SHOWN, SKIPPED

_BRACKETED: Final = re.compile(r"(.+?)\s*\[(.+)\]$", re.DOTALL)
_NUMBERED: Final = re.compile(r"(.*[^\W_])[_.\-#/]+(\w{0,3}\d+)$")
_TICKS: Final = frozenset(
    ("1", "1.0", "yes", "y", "x", "true", "checked", "selected", "ja", "igen", "так", "بله")
)
_SHARED: Final = ("scale", "single", "nps")


def by_heading(columns: tuple[SourceColumn, ...]) -> tuple[SourceColumn, ...]:
    """Columns side by side whose headings say that they are parts of one: Q5_1, Q5_2 or "Rate us [Price]"."""
    stems = [_stem(c) for c in columns]
    result = list(columns)
    for n, (stem, label) in enumerate(stems):
        beside = [m for m in (n - 1, n + 1) if 0 <= m < len(stems) and stem and stems[m][0] == stem]
        if beside and not columns[n].group:
            result[n] = replace(columns[n], group=stem, group_text=plain(stem), label=label)
    return tuple(result)


def agree(
    plans: list[ColumnPlan], columns: tuple[SourceColumn, ...], profiles: dict[str, Profile], certain: bool
) -> list[ColumnPlan]:
    """Members of a group read alike; a group that does not hold together is dissolved unless it is certain."""
    members: dict[str, list[int]] = defaultdict(list)
    for n, column in enumerate(columns):
        if column.group and plans[n].kind != "text" and column.declared is None:
            members[column.group].append(n)
    result = list(plans)
    for places in members.values():
        here = [profiles[key_of(columns[n].position)] for n in places]
        if len(places) > 1 and _is_multiple([columns[n] for n in places], here):
            for n, profile in zip(places, here, strict=True):
                result[n] = _ticked(plans[n], profile)
        elif len(places) > 1 and any(plans[n].kind in _SHARED for n in places):
            _share(result, places, columns, here, certain)
        elif not certain:
            _dissolve(result, places)
    return one_order_of_dates(seen_unanswered(result, profiles))


def one_order_of_dates(plans: list[ColumnPlan]) -> list[ColumnPlan]:
    """A tool writes all its dates alike: one column that proves day or month first settles the others."""
    orders = {p.date.order: p.date for p in plans if p.date is not None and p.date.order in ("day", "month")}
    if len(orders) != 1:
        return plans
    (proof,) = orders.values()
    return [
        replace(p, date=proof, needs_word=False, reason=kinds.reason_of(p.kind))
        if p.date is not None and p.date.order == "undecided" and not p.date.proof_row
        else p
        for p in plans
    ]


def seen_unanswered(plans: list[ColumnPlan], profiles: dict[str, Profile]) -> list[ColumnPlan]:
    """Where Qualtrics wrote -99 for what was seen and not answered, a plain blank was never shown."""
    token = SEEN_UNANSWERED
    mine = [p.source_id.startswith("QID") and p.is_answer and not _is_choice(p, token) for p in plans]
    if not any(own and token in profiles[p.key].values for own, p in zip(mine, plans, strict=True)):
        return plans
    return [
        replace(p, blanks=tuple(dict.fromkeys((*p.blanks, (token, SKIPPED)))), empty=NOT_SHOWN) if own else p
        for own, p in zip(mine, plans, strict=True)
    ]


def _is_choice(plan: ColumnPlan, value: str) -> bool:
    return any(c.value == value for c in plan.choices)


def _stem(column: SourceColumn) -> tuple[str, str]:
    if column.role:
        return "", ""
    name = column.cells[0] if column.cells else column.header
    if found := _BRACKETED.match(name):
        return found.group(1), plain(found.group(2))
    if found := _NUMBERED.match(name):
        return found.group(1), column.text if column.text != name else name
    return "", ""


def _is_multiple(columns: list[SourceColumn], profiles: list[Profile]) -> bool:
    """Each column has one way to say yes, and it is a tick or the words of the option itself."""
    ticks = [ticked_values(p) for p in profiles]
    if any(len(t) > 1 for t in ticks) or not any(ticks):
        return False
    if all(t[0].casefold() in _TICKS for t in ticks if t) or _are_places(ticks):
        return True
    return all(_is_own_words(column, tick[0]) for column, tick in zip(columns, ticks, strict=True) if tick)


def _are_places(ticks: list[tuple[str, ...]]) -> bool:
    """Whether each option that was ticked says its own number: 1 in the first column, 2 in the second."""
    told = [(t[0], str(n)) for n, t in enumerate(ticks, start=1) if t]
    return len(told) > 2 and all(a == b for a, b in told)


def _is_own_words(column: SourceColumn, tick: str) -> bool:
    words = plain(tick).casefold()
    return any(words == own.casefold() for own in (column.label, column.text, column.header) if own) or (
        len(words) > 3 and column.text.casefold().endswith(words)
    )


def _ticked(plan: ColumnPlan, profile: Profile) -> ColumnPlan:
    return replace(
        plan,
        kind="multiple",
        reason=kinds.reason_of("multiple"),
        ticked=ticked_values(profile),
        needs_word=False,
        scale=None,
        choices=(),
        separator="",
        options=(),
        date=None,
    )


def _share(
    plans: list[ColumnPlan],
    places: list[int],
    columns: tuple[SourceColumn, ...],
    here: list[Profile],
    certain: bool,
) -> None:
    """One scale or one set of choices for all rows of a table of questions."""
    merged = _merged(here)
    common = kinds.propose(replace(columns[places[0]], role=""), merged)
    alike = all(plans[n].kind in (*_SHARED, "leave_out") for n in places)
    if (
        common.kind not in _SHARED
        or not alike
        or (not certain and common.kind == "single" and merged.distinct > 12)
    ):
        if not certain:
            _dissolve(plans, places)
        return
    scale = common.scale
    if scale is not None and scale.reversed:
        scale = ScalePlan(1, max(scale.high, len(places)), reversed=True)
    for n, profile in zip(places, here, strict=True):
        if (profile.filled or certain) and not plans[n].personal:
            shared = replace(
                plans[n], kind=common.kind, reason=common.reason, scale=scale, choices=common.choices
            )
            plans[n] = replace(shared, blanks=common.blanks, needs_word=False)


def _merged(profiles: list[Profile]) -> Profile:
    values: Counter[str] = Counter()
    for profile in profiles:
        values.update(profile.values)
    complete = all(p.complete for p in profiles)
    ordered = dict(values.most_common())
    return replace(
        profiles[0],
        filled=sum(p.filled for p in profiles),
        distinct=len(ordered) + (not complete),
        values=ordered,
        longest=max(p.longest for p in profiles),
    )


def _dissolve(plans: list[ColumnPlan], places: list[int]) -> None:
    for n in places:
        plans[n] = replace(plans[n], group="", group_text="", label="")
