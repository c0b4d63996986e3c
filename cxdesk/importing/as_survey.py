"""The survey that a file implies: questions, items, scales and choices, out of a plan."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cxdesk.importing.names import unique_names
from cxdesk.importing.plan import ChoicePlan, ColumnPlan, ImportPlan
from cxdesk.surveys.definition import (
    NPS_SCALE,
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
)

CODE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class _Group:
    """Columns that make up one question."""

    columns: tuple[ColumnPlan, ...]

    @property
    def first(self) -> ColumnPlan:
        return self.columns[0]


def definition(plan: ImportPlan, only: Iterable[str] | None = None) -> Definition:
    """A survey of one section; each item's `key` is the key of its column in `Typed`.

    `only` names the columns wanted (by key); without it all that become answers. Take `Typed.plan`, not the
    plan before it: the file may have shown more choices and options.
    """
    wanted = None if only is None else set(only)
    columns = [c for c in plan.columns if c.is_answer and (wanted is None or c.key in wanted)]
    groups = _groups(columns)
    codes = unique_names([_code(g) for g in groups])
    questions = tuple(_question(g, code, plan.language) for g, code in zip(groups, codes, strict=True))
    language = plan.language
    return Definition({language: plan.name}, (SectionSpec({}, questions),), (language,))


def _groups(columns: list[ColumnPlan]) -> list[_Group]:
    found: dict[tuple[str, str], list[ColumnPlan]] = {}
    for column in columns:
        # Rows that are read as different kinds cannot be one question.
        group = column.group if not column.separator and column.kind != "text" else ""
        found.setdefault((group or column.key, column.kind if group else ""), []).append(column)
    return [_Group(tuple(own)) for own in found.values()]


def _code(group: _Group) -> str:
    if len(group.columns) == 1:
        return group.first.code[:CODE_LENGTH]
    codes = [c.code for c in group.columns]
    first, last = min(codes), max(codes)
    length = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return re.sub(r"[_\W]+$", "", first[:length])[:CODE_LENGTH] or group.first.group[:CODE_LENGTH]


def _question(group: _Group, code: str, language: str) -> QuestionSpec:
    first = group.first
    text = first.group_text if len(group.columns) > 1 and first.group_text else first.text or first.header
    return QuestionSpec(
        code=code,
        kind=first.kind,
        text={language: text},
        scale=_scale(first, language),
        choices=_choices(first.choices if first.kind in ("single", "scale", "nps") else (), first, language),
        items=_items(group, code, language),
    )


def _items(group: _Group, code: str, language: str) -> tuple[ItemSpec, ...]:
    first = group.first
    if first.separator:
        return tuple(
            ItemSpec(f"{code}_{n}", {language: o.label}, o.key) for n, o in enumerate(first.options, start=1)
        )
    if len(group.columns) == 1:
        return (ItemSpec(code, {language: first.text or first.header}, first.key),)
    codes = unique_names([c.code[:CODE_LENGTH] for c in group.columns])
    return tuple(
        ItemSpec(own, {language: c.label or c.text or c.header}, c.key)
        for own, c in zip(codes, group.columns, strict=True)
    )


def _scale(column: ColumnPlan, language: str) -> ScaleSpec | None:
    if column.kind == "nps":
        return NPS_SCALE
    plan = column.scale
    if column.kind != "scale" or plan is None:
        return None
    low = {language: plan.low_label} if plan.low_label else {}
    high = {language: plan.high_label} if plan.high_label else {}
    return ScaleSpec(plan.low, plan.high, None, plan.reversed, low, high)


def _choices(choices: tuple[ChoicePlan, ...], column: ColumnPlan, language: str) -> tuple[ChoiceSpec, ...]:
    """Each number once; numbers that are only themselves need no words on a scale."""
    kept: dict[int, ChoiceSpec] = {}
    for choice in choices:
        bare = choice.label == str(choice.code) and column.kind != "single" and not choice.declared
        if choice.code not in kept and not bare:
            kept[choice.code] = ChoiceSpec(choice.code, {language: choice.label}, choice.declared)
    return tuple(kept.values())
