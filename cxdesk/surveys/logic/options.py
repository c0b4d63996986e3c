"""What a question offers one respondent: the options and rows that are shown to them, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec
from cxdesk.surveys.logic.answers import whole_number
from cxdesk.surveys.logic.expression import Known, holds
from cxdesk.surveys.logic.order import mixed

_Part = TypeVar("_Part", ChoiceSpec, ItemSpec)


@dataclass(frozen=True, slots=True)
class Options:
    """`choices` are the answers of a choice or the columns of a matrix, `items` what is ticked, ranked or the rows."""

    choices: tuple[ChoiceSpec, ...]
    items: tuple[ItemSpec, ...]


def options_of(question: QuestionSpec, known: Known, seed: int | str = 0) -> Options:
    """What is shown, by each option's own condition, and in a random order where the question says so.

    With several items they are what moves (rows of a matrix of ticks as whole rows), else the choices. What is
    exclusive, "other" or a "don't know" stays in its place, and so do the last `keep_last`.
    """
    choices = tuple(c for c in question.choices if holds(c.settings.get("show"), known))
    items = tuple(i for i in question.items if holds(i.settings.get("show"), known))
    if not question.settings.get("randomise"):
        return Options(choices, items)
    keep = whole_number(question.settings.get("keep_last"))
    words = f"{seed} options {question.code}"
    if len(question.items) < 2:
        return Options(_moved(choices, keep, words), items)
    rows: dict[str, list[ItemSpec]] = {}
    for item in items:
        rows.setdefault(_row(item), []).append(item)
    firsts = _moved(tuple(parts[0] for parts in rows.values()), keep, words)
    return Options(choices, tuple(item for first in firsts for item in rows[_row(first)]))


def parts_of(question: QuestionSpec) -> tuple[ChoiceSpec | ItemSpec, ...]:
    """Its choices, then its items."""
    return (*question.choices, *question.items)


def is_exclusive(part: ChoiceSpec | ItemSpec) -> bool:
    """Whether nothing else can be chosen with it."""
    return bool(part.settings.get("exclusive")) or bool(
        isinstance(part, ItemSpec) and part.option is not None and part.option.declared
    )


def _row(item: ItemSpec) -> str:
    row = item.settings.get("row")
    return f"row {row}" if isinstance(row, str) else f"item {item.code}"


def _moved(parts: tuple[_Part, ...], keep: int, seed: str) -> tuple[_Part, ...]:
    last = len(parts) - keep
    return tuple(mixed(parts, [n < last and not _stays(part) for n, part in enumerate(parts)], seed))


def _stays(part: ChoiceSpec | ItemSpec) -> bool:
    settings: Mapping[str, object] = part.settings
    declared = isinstance(part, ChoiceSpec) and part.declared
    return declared or is_exclusive(part) or bool(settings.get("other"))
