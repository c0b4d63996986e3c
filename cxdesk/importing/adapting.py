"""A column read as a question of a survey is: its kind, its scale, its numbers, so that an answer has one number in every round."""

from collections.abc import Iterator
from dataclasses import replace

from cxdesk.i18n import folded
from cxdesk.importing import kinds
from cxdesk.importing.matching import Candidate
from cxdesk.importing.plan import ChoicePlan, ColumnPlan, OptionPlan, ScalePlan, SourceColumn
from cxdesk.importing.profile import Profile
from cxdesk.surveys.queries import ChoiceRow, QuestionRow, shown


def adapted(column: ColumnPlan, candidate: Candidate, seen: dict[str, Profile]) -> ColumnPlan:
    """The column read as the survey's question is: its kind, its scale, its numbers."""
    question = candidate.question
    one_cell = candidate.item is None
    if one_cell != bool(column.separator) and question.kind == "multiple":
        column = _as_kind(column, "multiple", seen)
    elif column.kind != question.kind:
        column = _as_kind(column, question.kind, seen)
    if one_cell:
        return replace(column, item_id=None, options=tuple(_options(column, question)))
    assert candidate.item is not None
    if question.scale is not None:
        low, high = shown(question.scale.low_label), shown(question.scale.high_label)
        scale = ScalePlan(question.scale.low, question.scale.high, question.scale.reversed, low, high)
        own = (
            ()
            if column.scale and (column.scale.low, column.scale.high) != (scale.low, scale.high)
            else column.choices
        )
        return replace(
            column,
            scale=scale,
            choices=_numbered(own, question.choices, on_scale=True),
            item_id=candidate.item.id,
        )
    if question.kind == "single":
        return replace(column, choices=_numbered(column.choices, question.choices), item_id=candidate.item.id)
    return replace(column, item_id=candidate.item.id)


def _as_kind(column: ColumnPlan, kind: str, seen: dict[str, Profile]) -> ColumnPlan:
    source = SourceColumn(
        column.position, column.header, column.text, column.code, column.source_id,
        group=column.group, group_text=column.group_text, label=column.label,
    )  # fmt: skip
    return kinds.as_kind(source, seen[column.key], kind)


def _numbered(
    own: tuple[ChoicePlan, ...], known: tuple[ChoiceRow, ...], on_scale: bool = False
) -> tuple[ChoicePlan, ...]:
    """The survey's answers under every way they are written, and the file's new ones under free numbers.

    On a scale a number means its point, so the file's own stay.
    """
    ways: dict[str, ChoicePlan] = {}
    for row in known:
        label = shown(row.label)
        for value in (*row.label.values(), *row.written, str(row.code)):
            ways.setdefault(folded(value), ChoicePlan(row.code, value, label, row.declared))
    used = {row.code for row in known}
    added: list[ChoicePlan] = []
    for choice in own:
        meant = ways.get(folded(choice.value)) or ways.get(folded(choice.label))
        if meant is not None:
            added.append(ChoicePlan(meant.code, choice.value, meant.label, meant.declared))
        elif on_scale and not choice.declared:
            added.append(choice)
        else:
            code = choice.code if choice.code not in used else max(used) + 1
            used.add(code)
            added.append(replace(choice, code=code))
    written = {c.value for c in added}
    return tuple([c for c in ways.values() if c.value not in written] + added)


def _options(column: ColumnPlan, question: QuestionRow) -> Iterator[OptionPlan]:
    """The survey's options first, then those that only the file has."""
    known: set[str] = set()
    for number, item in enumerate(question.items, start=1):
        first, *rest = dict.fromkeys([*item.text.values(), item.code])
        known |= {folded(w) for w in (first, *rest)}
        yield OptionPlan(f"{column.key}_{number}", first, shown(item.text), tuple(rest))
    extra = [o for o in column.options if not known & {folded(w) for w in (o.value, o.label, *o.also)}]
    for number, option in enumerate(extra, start=len(question.items) + 1):
        yield replace(option, key=f"{column.key}_{number}")
