"""From an import plan to a survey: which columns make one question, and which item each column is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from cxdesk.importing.plan import ColumnPlan, ImportPlan
from cxdesk.surveys.definition import (
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the plan with the keys of its columns, in the order of its items."""

    spec: QuestionSpec
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the survey to be made: its heading, and questions with or without answers in the file."""

    heading: SectionSpec
    questions: tuple[Asked, ...]


def questions(plan: ImportPlan) -> list[Asked]:
    """The questions a plan describes, in the order of the file."""
    told = {q.code: q for q in plan.detection.definition.questions} if plan.detection.definition else {}
    found = []
    for columns in _together(plan.columns):
        asked = _asked(columns, plan.language)
        defined = told.get(columns[0].question)
        found.append(asked if defined is None else replace(asked, spec=_in_full(asked.spec, defined)))
    return found


def survey_of(plan: ImportPlan) -> Definition:
    """The survey that a plan makes, without its questions."""
    told = plan.detection.definition
    consent = any(c.kind == "consent_quote" for c in plan.columns)
    if told is not None:
        return replace(told, sections=(), consent_to_quote=consent or told.consent_to_quote)
    name = {plan.language: plan.name or plan.detection.path.stem}
    return Definition(name, (), (plan.language,), consent_to_quote=consent)


def parts(plan: ImportPlan, asked: Iterable[Asked]) -> list[Part]:
    """The questions under their headings: those of the source, where it has any, and the rest at the end.

    Questions of the source that the file has no column for have no keys.
    """
    rest = list(asked)
    told = plan.detection.definition
    if told is None:
        return [Part(SectionSpec({}, ()), tuple(rest))]
    found: list[Part] = []
    for section in told.sections:
        here: list[Asked] = []
        for question in section.elements:
            mine = [a for a in rest if a.spec.code == question.code]
            here += mine or [Asked(question, ())]
            rest = [a for a in rest if a not in mine]
        found.append(Part(replace(section, elements=()), tuple(here)))
    if rest:
        found.append(Part(SectionSpec({}, ()), tuple(rest)))
    return found


def _in_full(spec: QuestionSpec, told: QuestionSpec) -> QuestionSpec:
    """A question found in the file with the words, languages and logic that its definition has."""
    texts = {i.code: i for i in told.items}
    by_label = {label: i for i in told.items for label in i.text.values()}
    items = []
    for item in spec.items:
        known = texts.get(item.code) or next((by_label[t] for t in item.text.values() if t in by_label), None)
        items.append(
            item if known is None else replace(item, code=known.code, text=known.text, sources=known.sources)
        )
    found = {i.code for i in items}
    items += [
        i for i in told.items if i.code not in found
    ]  # rows and options that this file has no column for
    choices = {c.code: c for c in told.choices}
    return replace(
        told,
        kind=spec.kind,
        scale=told.scale if spec.kind == told.kind and told.scale else spec.scale,
        items=tuple(items),
        choices=(*told.choices, *(c for c in spec.choices if c.code not in choices))
        if spec.choices
        else told.choices,
        sources=told.sources or spec.sources,
    )


def question_of(column: ColumnPlan, lang: str) -> QuestionSpec:
    """The question that one column alone makes."""
    return _asked([column], lang).spec


def _together(columns: Iterable[ColumnPlan]) -> Iterator[list[ColumnPlan]]:
    """Columns of one question: those of a group that are read alike, or one alone."""
    answers = [c for c in columns if c.is_answer]
    for _key, found in groupby(
        answers, key=lambda c: (c.group, c.kind, c.scale) if c.group else (c.key, "", None)
    ):
        yield list(found)


def _asked(columns: list[ColumnPlan], lang: str) -> Asked:
    first = columns[0]
    if first.options:
        return _of_options(first, lang)
    if len(columns) == 1 and first.kind != "multiple":
        code = first.code or first.header or first.key
        spec = _spec(first, code, first.text or first.header, lang)
        return Asked(replace(spec, sources=_source(first)), (first.key,))
    items = tuple(
        ItemSpec(
            _own(c.code or c.header or c.key, columns, place),
            {lang: c.label or c.text or c.header},
            c.key,
            _source(c),
        )
        for place, c in enumerate(columns)
    )
    return Asked(
        _spec(first, first.group, first.group_text or first.text, lang, items), tuple(c.key for c in columns)
    )


def _of_options(column: ColumnPlan, lang: str) -> Asked:
    code = column.code or column.header or column.key
    items = tuple(ItemSpec(f"{code}_{n}", {lang: o.label}, o.key) for n, o in enumerate(column.options, 1))
    spec = _spec(column, code, column.text or column.header, lang, items)
    return Asked(spec, tuple(o.key for o in column.options))


def _spec(
    column: ColumnPlan, code: str, text: str, lang: str, items: tuple[ItemSpec, ...] = ()
) -> QuestionSpec:
    scale = column.scale
    return QuestionSpec(
        code,
        column.kind,
        {lang: text},
        ScaleSpec(
            scale.low,
            scale.high,
            satisfied_from=9 if column.kind == "nps" else None,
            reversed=scale.reversed,
            low_label={lang: scale.low_label} if scale.low_label else {},
            high_label={lang: scale.high_label} if scale.high_label else {},
        )
        if scale
        else None,
        tuple(_choices(column, lang)),
        items,
        other_of=column.other_of,
    )


def _choices(column: ColumnPlan, lang: str) -> Iterator[ChoiceSpec]:
    """Each answer once, with the cells that meant it: the next file of this source gets the same numbers."""
    for choice in column.answers:
        written = (c.value for c in column.choices if c.code == choice.code and c.value != choice.label)
        yield ChoiceSpec(choice.code, {lang: choice.label}, choice.declared, tuple(written))


def _source(column: ColumnPlan) -> tuple[str, ...]:
    return (column.source_id,) if column.source_id else ()


def _own(code: str, columns: list[ColumnPlan], place: int) -> str:
    """A code no other column of the question has; exports do repeat them."""
    codes = [c.code or c.header or c.key for c in columns]
    return code if codes.count(code) == 1 else f"{code}-{place + 1}"
