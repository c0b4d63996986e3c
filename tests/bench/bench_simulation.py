"""A thousand random respondents through 150 questions with logic, beside a bare loop over the same conditions."""

from random import Random
from typing import Any

from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.logic.simulation import simulate
from tests.bench.harness import Result, race, say

QUESTIONS = 150
RESPONDENTS = 1000


def run() -> list[Result]:
    """Two of three questions have a condition; every tenth leads past the next two."""
    survey = big_survey()
    seen = sum(c.seen for c in simulate(survey, RESPONDENTS).coverage)
    say(f"{RESPONDENTS:,} respondents see {seen:,} questions; the bare loop {bare():,}")
    name = f"{RESPONDENTS:,} respondents through {QUESTIONS} questions with logic"
    return [race(name, lambda: simulate(survey, RESPONDENTS), bare, 2.0, times=9)]


def big_survey() -> Definition:
    """Scales, choices and ticks by turns, in ten sections."""
    made = [_question(n) for n in range(QUESTIONS)]
    return Definition(
        {"en": "Big"},
        tuple(
            SectionSpec({"en": f"Part {n}"}, tuple(made[n * 15 : n * 15 + 15]), code=f"S{n}")
            for n in range(10)
        ),
    )


def _question(n: int) -> QuestionSpec:
    rules: dict[str, Any] = {}
    if n >= 6 and n % 3 == 0:
        rules["show"] = {"op": ">=", "question": f"Q{n - 6}", "value": 2}
    if n >= 6 and n % 3 == 1:
        low = {"op": "<=", "question": f"Q{n - 4}", "value": 4}
        rules["show"] = {"op": "or", "of": [{"op": "is", "question": f"Q{n - 3}", "value": 2}, low]}
    if n % 10 == 9 and n + 3 < QUESTIONS:
        rules["skip"] = [
            {"when": {"op": "is", "question": f"Q{n}", "value": 1}, "to": {"question": f"Q{n + 3}"}}
        ]
    text = {"en": f"What about part {n} of our work?"}
    if n % 3 == 1:
        choices = tuple(ChoiceSpec(c, {"en": f"Answer {c}"}) for c in range(1, 6))
        return QuestionSpec(
            f"Q{n}", "single", text, choices=choices, items=(ItemSpec(f"Q{n}", text),), rules=rules
        )
    return QuestionSpec(
        f"Q{n}", "scale", text, ScaleSpec(1, 5), items=(ItemSpec(f"Q{n}", text),), rules=rules
    )


def bare() -> int:
    """The same conditions written down in Python, with the same draws: all that has to be done."""
    random = Random(1)
    draw, seen = random.random, 0
    values = [1, 2, 3, 4, 5] * 19 + [None] * 5
    size = len(values)
    for _respondent in range(RESPONDENTS):
        answers: dict[str, int] = {}
        to = 0
        for n, code, first, second, third in _CODES:
            if n < to:
                continue
            if n >= 6 and n % 3 == 0:
                found = answers.get(first)
                if found is None or found < 2:
                    continue
            if n >= 6 and n % 3 == 1 and answers.get(third) != 2:
                found = answers.get(second)
                if found is None or found > 4:
                    continue
            seen += 1
            value = values[int(draw() * size)]
            if value is not None:
                answers[code] = value
            if n % 10 == 9 and n + 3 < QUESTIONS and answers.get(code) == 1:
                to = n + 3
    return seen


_CODES = [(n, f"Q{n}", f"Q{n - 6}", f"Q{n - 4}", f"Q{n - 3}") for n in range(QUESTIONS)]
