"""Questions with one answer of several whose answers are a row of numbers after all: scales, and 0 to 10."""

import re
from dataclasses import replace
from typing import Final

from cxdesk.importing import names, scales
from cxdesk.surveys.definition import NPS_SCALE, ChoiceSpec, Definition, QuestionSpec, ScaleSpec
from cxdesk.surveys.model import Texts

MOST_RUNGS: Final = 11
_TEN: Final = re.compile(r"\b10\b")


def with_scales(definition: Definition) -> Definition:
    """The survey with such questions read as scales; hardly any tool says itself which answers have an order."""
    return replace(
        definition,
        sections=tuple(
            replace(s, elements=tuple(as_scale(q) for q in s.elements)) for s in definition.sections
        ),
    )


def as_scale(question: QuestionSpec) -> QuestionSpec:
    """The question as a scale where its answers' words or numbers are one; otherwise as it is."""
    if question.kind in ("scale", "number"):
        return _as_nps(question)
    if question.kind != "single":
        return question
    declined = tuple(
        replace(c, declared=True) for c in question.choices if c.declared or scales.declines(_words(c))
    )
    asked = tuple(c for c in question.choices if not scales.declines(_words(c)) and not c.declared)
    found = _by_number(asked) or _by_words(asked)
    if found is None:
        return replace(question, choices=(*asked, *declined)) if declined else question
    scale, rungs = found
    # Told by its answers' own words or by the question: "0 to 10" alone may be any ten-point scale.
    is_nps = (scale.low, scale.high) == (0, 10) and any(map(names.asks_to_recommend, _texts(question)))
    taken = {c.code for c in rungs}
    spare = iter(range(max(99, scale.high + 1), 999))
    declined = tuple(replace(c, code=next(spare)) if c.code in taken else c for c in declined)
    return replace(
        question,
        kind="nps" if is_nps else "scale",
        scale=replace(NPS_SCALE, low_label=scale.low_label, high_label=scale.high_label) if is_nps else scale,
        choices=(*rungs, *declined),
    )


def _as_nps(question: QuestionSpec) -> QuestionSpec:
    """A slider or a number from 0 to 10 that asks whether they would recommend us."""
    scale = question.scale
    to_ten = (
        (scale.low, scale.high) == (0, 10)
        if scale
        else _TEN.search(" ".join((question.logic, *_texts(question))))
    )
    if question.items or not to_ten or not any(map(names.asks_to_recommend, _texts(question))):
        return question
    return replace(question, kind="nps", scale=(scale and replace(scale, satisfied_from=9)) or NPS_SCALE)


def _texts(question: QuestionSpec) -> list[str]:
    return [*question.text.values(), question.code, *(t for i in question.items for t in i.text.values())]


def _words(choice: ChoiceSpec) -> str:
    return choice.label.get("en") or next(iter(choice.label.values()), "")


def _by_number(choices: tuple[ChoiceSpec, ...]) -> tuple[ScaleSpec, tuple[ChoiceSpec, ...]] | None:
    """Words such as 1, 2, 3 or "10 - Extremely likely", one after the other."""
    read = [_number(_words(c)) for c in choices]
    found = [r for r in read if r is not None]
    if len(found) < 3 or len(found) < len(read):
        return None
    ordered = sorted(zip(found, choices, strict=True), key=lambda pair: pair[0][0])
    low, high = ordered[0][0][0], ordered[-1][0][0]
    if [n for (n, _w), _c in ordered] != list(range(low, low + len(ordered))) or low > 1 or high > MOST_RUNGS:
        return None
    bare = all(not words for (_n, words), _c in ordered)
    rungs = tuple(
        replace(c, code=n, values=tuple(dict.fromkeys((*c.values, str(n))))) for (n, _w), c in ordered
    )
    ends = [{"en": pair[0][1]} if pair[0][1] else {} for pair in (ordered[0], ordered[-1])]
    kept = () if bare and all(set(c.values) <= {str(c.code)} for c in rungs) else rungs
    return ScaleSpec(low, high, low_label=ends[0], high_label=ends[1]), kept


def _number(words: str) -> tuple[int, str] | None:
    words = words.strip()
    if words.isdecimal() and len(words) <= 2:
        return int(words), ""
    return scales.number_with_words(words)


def _by_words(choices: tuple[ChoiceSpec, ...]) -> tuple[ScaleSpec, tuple[ChoiceSpec, ...]] | None:
    """Words from worst to best, in any of the languages."""
    if not 3 <= len(choices) <= MOST_RUNGS:
        return None
    for lang in dict.fromkeys(lang for c in choices for lang in c.label):
        words = [c.label.get(lang, "") for c in choices]
        ladder = scales.ladder_of(words)
        if ladder is not None and len(set(ladder.values())) == len(choices):
            return _on_ladder(choices, [ladder[w] for w in words], scales.rungs(words))
    return None


def _on_ladder(
    choices: tuple[ChoiceSpec, ...], numbers: list[int], high: int
) -> tuple[ScaleSpec, tuple[ChoiceSpec, ...]]:
    label: dict[int, Texts] = {n: c.label for n, c in zip(numbers, choices, strict=True)}
    rungs = tuple(
        replace(c, code=n, values=c.values or (str(c.code),)) for n, c in zip(numbers, choices, strict=True)
    )
    ordered = tuple(sorted(rungs, key=lambda c: c.code))
    return ScaleSpec(1, high, low_label=label.get(1, {}), high_label=label.get(high, {})), ordered
