"""From an import plan to a survey: which columns make one question, and which item each column is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cxdesk.i18n import folded
from cxdesk.importing.plan import ColumnPlan, ImportPlan
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import SurveyWhole


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the plan with the keys of its columns, in the order of its items."""

    spec: QuestionSpec
    keys: tuple[str, ...]


def questions(plan: ImportPlan) -> list[Asked]:
    """The questions a plan describes, in the order of the file."""
    return [_asked(list(columns), plan.language) for columns in _together(plan.columns)]


def definition(plan: ImportPlan, asked: Iterable[Asked]) -> Definition:
    """A new survey with these questions under one heading."""
    specs = tuple(a.spec for a in asked)
    consent = any(c.kind == "consent_quote" for c in plan.columns)
    return Definition(
        {plan.language: plan.name or plan.detection.path.stem},
        (SectionSpec({}, specs),),
        (plan.language,),
        consent_to_quote=consent,
    )


def known_items(asked: Asked, survey: SurveyWhole) -> list[int | None]:
    """The items of a survey that a question's columns mean: by code, or by the question's own words."""
    by_code = {(q.kind, i.code): i.id for q in survey.questions for i in q.items}
    by_words = {
        (q.kind, folded(text)): i.id for q in survey.questions for i in q.items for text in i.text.values()
    }
    items = asked.spec.items or (ItemSpec(asked.spec.code, asked.spec.text),)
    kind = asked.spec.kind
    return [
        by_code.get((kind, item.code))
        or next(
            (by_words[kind, folded(t)] for t in item.text.values() if (kind, folded(t)) in by_words), None
        )
        for item in items
    ]


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
        return Asked(_spec(first, code, first.text or first.header, lang), (first.key,))
    items = tuple(
        ItemSpec(
            _own(c.code or c.header or c.key, columns, place), {lang: c.label or c.text or c.header}, c.key
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
        tuple(ChoiceSpec(c.code, {lang: c.label}, c.declared) for c in column.answers),
        items,
    )


def _own(code: str, columns: list[ColumnPlan], place: int) -> str:
    """A code no other column of the question has; exports do repeat them."""
    codes = [c.code or c.header or c.key for c in columns]
    return code if codes.count(code) == 1 else f"{code}-{place + 1}"
