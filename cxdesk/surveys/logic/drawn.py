"""What a random respondent may answer to a question: a table to draw from."""

from collections.abc import Iterable
from random import Random
from typing import Any, Final

from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.answers import number_of, whole_number
from cxdesk.surveys.logic.expression import Known, questions_in
from cxdesk.surveys.logic.options import Options, is_exclusive, options_of, parts_of
from cxdesk.surveys.logic.possible import named_values, numbers_beside, texts_beside
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.logic.validation import broken

DRAWS: Final = 48
MOST: Final = 400
# One of so many leaves a question out that may be left out.
BLANK: Final = 20


def conditions_of(survey: Definition) -> dict[str, list[Any]]:
    """All conditions of a survey, by the questions they look at."""
    found: dict[str, list[Any]] = {}
    for expression in all_conditions(survey):
        for code in set(questions_in(expression)):
            found.setdefault(code, []).append(expression)
    return found


def all_conditions(survey: Definition) -> Iterable[Any]:
    """Every condition there is in a survey: of sections, questions, options, skips and quotas."""
    for section in survey.sections:
        yield section.rules.get("show")
        for q in section.elements:
            yield q.rules.get("show")
            yield q.rules.get("valid")
            skips = q.rules.get("skip")
            for skip in skips if isinstance(skips, (list, tuple)) else ():
                yield skip.get("when") if isinstance(skip, dict) else None
            for part in parts_of(q):
                if "show" in part.settings:
                    yield part.settings["show"]
    for quota in quotas_of(survey):
        yield quota.when


def has_conditions(question: QuestionSpec) -> bool:
    """Whether what it offers depends on earlier answers."""
    return any("show" in part.settings for part in parts_of(question))


def table(question: QuestionSpec, conditions: list[Any], known: Known, random: Random) -> list[Any]:
    """Answers to draw from, each as often as it should come; None is no answer. Never empty."""
    found = _answers(question, conditions, options_of(question, known), random)[:MOST]
    if question.rules.get("valid"):
        found = [a for a in found if not broken(question, a, known)] or found
    if not found:
        return [None]
    if question.required:
        return found
    if len(found) >= BLANK:
        return [*found, *[None] * (len(found) // BLANK)]
    return [*found * (BLANK - 1), *[None] * len(found)]


def _answers(question: QuestionSpec, conditions: list[Any], options: Options, random: Random) -> list[Any]:
    named = [v for e in conditions for v in named_values(e, question.code)]
    if question.kind == "multiple":
        return [_ticked(question, options, named, random) for _n in range(DRAWS)] if options.items else []
    if len(options.items) > 1 or len(question.items) > 1:
        return [_rows(question, options, random) for _n in range(DRAWS)] if options.items else []
    if question.kind in ("nps", "scale", "single"):
        return _codes(question, options, named, random)
    if question.kind == "number":
        low = number_of(question.settings.get("min")) or 0.0
        high = number_of(question.settings.get("max"))
        high = low + 100 if high is None else high
        return [
            *numbers_beside(question, named),
            *(float(round(random.uniform(low, high))) for _n in range(8)),
        ]
    if question.kind == "date":
        texts = [v for v in named if isinstance(v, str)]
        first, last = (str(question.settings.get(k) or "2026-06-30") for k in ("min", "max"))
        return [*texts, first, last]
    return texts_beside(named)  # fmt: skip


def _codes(question: QuestionSpec, options: Options, named: list[Any], random: Random) -> list[int]:
    codes = [c.code for c in options.choices]
    scale = question.scale
    if scale is not None or question.kind == "nps":
        low, high = (scale.low, scale.high) if scale else (0, 10)
        codes += range(low, min(high, low + MOST) + 1)
    codes = list(dict.fromkeys(codes))
    if len(codes) <= MOST:
        return codes
    # Of a very long list those that conditions ask for come up often enough to be seen.
    asked_for = {number_of(v) for v in named}
    wanted = [c for c in codes if c in asked_for][: MOST // 4]
    return wanted * (MOST // 4 // len(wanted) if wanted else 0) + random.sample(codes, MOST // 2)


def _ticked(question: QuestionSpec, options: Options, named: list[Any], random: Random) -> list[str]:
    codes = [i.code for i in options.items if not is_exclusive(i)]
    alone = [i.code for i in options.items if is_exclusive(i)]
    if alone and (not codes or random.random() < 1 / (1 + len(codes))):
        return [random.choice(alone)]
    least = max(1, whole_number(question.settings.get("least")))
    most = whole_number(question.settings.get("most")) or min(len(codes), 12)
    wanted = [c for c in codes if c in named]
    n = min(len(codes), random.randint(min(least, most), max(least, most)))
    ticked = set(random.sample(codes, n))
    if wanted and n and random.random() < 0.5 and not ticked & set(wanted):
        ticked.pop()
        ticked.add(random.choice(wanted))
    return [i.code for i in options.items if i.code in ticked]


def _rows(question: QuestionSpec, options: Options, random: Random) -> dict[str, float]:
    codes = [i.code for i in options.items]
    if question.look == "ranking":
        return dict(zip(random.sample(codes, len(codes)), range(1, len(codes) + 1), strict=True))
    if question.kind == "number":
        total = number_of(question.settings.get("total"))
        parts = [random.randint(0, 10) for _code in codes]
        if total is not None:
            cuts = sorted(random.uniform(0, total) for _code in codes[1:])
            ends = [round(c) for c in cuts]
            parts = [b - a for a, b in zip([0, *ends], [*ends, int(total)], strict=True)]
        return dict(zip(codes, parts, strict=True))
    answers = _codes(question, options, [], random)
    return {code: random.choice(answers) for code in codes} if answers else {}
