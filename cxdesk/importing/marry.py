"""Answers and the survey's own definition brought together: what a column means is then told, not guessed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cxdesk.importing.plan import (
    SKIPPED,
    ChoicePlan,
    Declared,
    Detection,
    OptionPlan,
    ScalePlan,
    SourceColumn,
    key_of,
)
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec
from cxdesk.surveys.queries import shown

# Fewer known columns than this share of the questions, and the definition is of another survey.
ENOUGH: Final = 0.3
NEARLY_ALL: Final = 0.8
# Numbers that stay for good: a column that has one is never found by its name.
_IDS: Final = "QID"
_KINDS_WITH_CHOICES: Final = ("single", "nps", "scale", "number")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the definition a column belongs; no item when one column holds the whole question."""

    question: QuestionSpec
    item: ItemSpec | None


def with_definition(detection: Detection, definition: Definition, path: Path | None = None) -> Detection:
    """The file with every column that the definition knows described by it."""
    columns = told(detection.columns, definition)
    return replace(detection, columns=columns, definition=definition, definition_path=path)


def told(columns: Iterable[SourceColumn], definition: Definition) -> tuple[SourceColumn, ...]:
    """The columns, those that the definition knows described by it."""
    places = _places(definition)
    return tuple(_told(c, places) for c in columns)


def fits(detection: Detection, definition: Definition) -> bool:
    """Whether a definition is of the survey that the answers belong to."""
    places = _places(definition)
    known = {p.question.code for c in detection.columns if (p := _place_of(c, places)) is not None}
    asked = [q for q in definition.questions if q.sources or any(i.sources for i in q.items)]
    if not known:
        return False
    # A few questions of a long survey: then the questionnaire knows nearly all that the file asks.
    own = [c for c in detection.columns if not c.role]
    mine = sum(_place_of(c, places) is not None for c in own)
    return len(known) >= ENOUGH * len(asked) or mine >= NEARLY_ALL * len(own)


def _places(definition: Definition) -> dict[str, _Place]:
    found: dict[str, _Place] = {}
    for question in definition.questions:
        for name in question.sources:
            found.setdefault(name, _Place(question, None))
        for item in question.items:
            for name in item.sources:
                found.setdefault(name, _Place(question, item))
    # Case and signs differ between a tool's exports; an exact name wins over one that is only alike.
    for name, place in list(found.items()):
        found.setdefault(_alike(name), place)
    return found


def _alike(name: str) -> str:
    """A name whatever signs part it: "QID4#1-1" and "QID4#1_1", but not QID1_11 and QID11_1."""
    return re.sub(r"[\W_]+", "_", name).strip("_").casefold()


def _place_of(column: SourceColumn, places: dict[str, _Place]) -> _Place | None:
    """By the tool's own number first, however it is written; names that people give may mean another column."""
    own = column.source_id
    names = (
        [own]
        if own.startswith(_IDS) and any(p.startswith(_IDS) for p in places)
        else [own, column.code, column.header]
    )
    for name in filter(None, names):
        for way in (name, _alike(name)):
            if (found := places.get(way)) is not None:
                return found
    return None


def _told(column: SourceColumn, places: dict[str, _Place]) -> SourceColumn:
    place = _place_of(column, places)
    if place is None or column.role in ("made", "personal"):
        return column
    question, item = place.question, place.item
    text = shown(question.text)
    declared = declared_of(question, column.position, item)
    if item is None:
        return replace(
            column, text=text or column.text, code=question.code, role="", group="", declared=declared
        )
    label = shown(item.text)
    return replace(
        column,
        text=f"{text} – {label}" if label else text,
        code=item.code,
        role="",
        group=question.code if len(question.items) > 1 else "",
        group_text=text,
        label=label,
        declared=declared,
    )


def declared_of(question: QuestionSpec, position: int, item: ItemSpec | None = None) -> Declared:
    """What a question's definition says of a column at a position of the file."""
    scale = question.scale
    options = () if item is not None or question.kind != "multiple" else tuple(_options(question, position))
    own = _values(item.option) if item is not None and item.option is not None else ()
    ticked = tuple(v for v in dict.fromkeys((*question.ticked, *own)) if v and v not in question.unticked)
    return Declared(
        kind=question.kind,
        scale=ScalePlan(
            scale.low, scale.high, scale.reversed, shown(scale.low_label), shown(scale.high_label)
        )
        if scale
        else None,
        choices=tuple(_choices(question)) if question.kind in _KINDS_WITH_CHOICES else (),
        ticked=ticked if question.kind == "multiple" and not options else (),
        unticked=question.unticked,
        separator=question.separator if options else "",
        options=options,
        blanks=question.blanks,
        empty=SKIPPED if question.empty is None else question.empty,
        other_of=question.other_of,
        question=question.code,
    )


def _choices(question: QuestionSpec) -> Iterator[ChoicePlan]:
    """Each answer once for every way it may be written; the first is the one shown.

    What is said to be written so wins over words that another answer happens to have too, and the first over later ones.
    """
    owner = {v: c for c in reversed(question.choices) for v in _values(c)}
    owner |= {v: c for c in reversed(question.choices) for v in c.values}
    for choice in question.choices:
        label = shown(choice.label)
        for value in dict.fromkeys(v for v in _values(choice) if v and owner[v] is choice):
            yield ChoicePlan(choice.code, value, label, choice.declared)


def _values(choice: ChoiceSpec) -> tuple[str, ...]:
    return (*choice.values, *choice.label.values(), *([] if choice.values else [str(choice.code)]))


def _options(question: QuestionSpec, position: int) -> Iterator[OptionPlan]:
    for number, item in enumerate(question.items, start=1):
        option = item.option or ChoiceSpec(number, item.text)
        first, *rest = dict.fromkeys(v for v in (*_values(option), item.code) if v)
        yield OptionPlan(f"{key_of(position)}_{number}", first, shown(item.text) or first, tuple(rest))
