"""Answers as a respondent's session holds them: one value per question code; a missing key is no answer.

| question | value |
|---|---|
| nps, scale, single (one item) | the code, a whole number |
| scale or single with several items (matrix, pair) | {item code: code} |
| number with several items (ranking, constant sum) | {item code: rank or amount} |
| multiple | list of the codes of ticked items, never empty |
| number | a number |
| date | "2026-11-26" |
| text, identifier | text, never empty |

The same values stand in the answer file of the HTML questionnaire and in its small interpreter.
"""

from collections.abc import Mapping
from typing import Any

from cxdesk.surveys.definition import QuestionSpec

Value = int | float | str | list[str] | dict[str, float]
Answers = Mapping[str, Any]


def is_answered(value: Any) -> bool:
    """Whether a value is an answer at all: no blank text, no empty list."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, (list, tuple, dict)):
        return bool(value)
    return value is not None


def is_declared(question: QuestionSpec, value: Any) -> bool:
    """Whether the answer says "don't know", "not applicable" or the like."""
    return any(c.declared and c.code == value for c in question.choices) and not isinstance(value, bool)
