"""Conditions as data: an expression tree in JSON, and what it says about given answers.

    {"op": "and" | "or", "of": [expression, ...]}        an empty "and" holds, an empty "or" does not
    {"op": "not", "of": expression}
    {"op": "is" | "is_not" | "<" | "<=" | ">" | ">=", "question": code, "item": item code or absent, "value": value}
    {"op": "one_of" | "none_of", "question": code, "item": ..., "value": [value, ...]}
    {"op": "ticked" | "not_ticked", "question": code, "value": [item code, ...]}    any of them; none of them
    {"op": "all_ticked", "question": code, "value": [item code, ...]}
    {"op": "count" , "question": code, "is": "<" | "<=" | ">" | ">=" | "=", "value": number}   how many are ticked
    {"op": "contains" | "not_contains", "question": code, "value": text}            without regard to case
    {"op": "answered" | "not_answered", "question": code, "item": ...}
    {"op": <a comparison>, "field": "account.segment", "value": text}               what is known of the respondent

**The rule for blanks.** A comparison with a question that has no answer (not shown, skipped, or answered "don't
know") does not hold, whatever it compares; nor does its opposite ("is_not", "none_of", "not_ticked",
"not_contains"). Only "not_answered" holds for it, and "not" turns what is inside it round as ever. A code that says
"don't know" can still be asked for by "is" and "one_of". Fields that are not known are blanks too. So is a value
that can't be compared in that way at all: ticks in a number, an order between a text and a number, a part of a text
in a list. How numbers, texts and case are compared is told in `surveys.logic.answers`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.logic.answers import (
    Answers,
    folded,
    is_answered,
    is_declared,
    number_of,
    plain_text,
    read_number,
)

Expression = Mapping[str, Any]
DEEPEST: Final = 50
OPS: Final = (
    "and", "or", "not", "is", "is_not", "<", "<=", ">", ">=", "one_of", "none_of", "ticked", "not_ticked", "all_ticked",
    "count", "contains", "not_contains", "answered", "not_answered",
)  # fmt: skip
_ORDER: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What an expression is held against: the answers, the questions by code, and fields of the respondent."""

    answers: Answers
    questions: Mapping[str, QuestionSpec]
    fields: Mapping[str, str] = field(default_factory=dict)


def holds(expression: Expression | None, known: Known) -> bool:
    """Whether a condition holds; no condition always does. What is no expression of ours never holds."""
    return not expression or _holds(expression, known, 0)


def questions_in(expression: Any) -> Iterator[str]:
    """The codes of all questions that a condition looks at."""
    if isinstance(expression, Mapping):
        if isinstance(expression.get("question"), str):
            yield expression["question"]
        of = expression.get("of")
        for part in of if isinstance(of, list) else [of]:
            yield from questions_in(part)


def fields_in(expression: Any) -> Iterator[str]:
    """The names of all fields of the respondent that a condition looks at."""
    if isinstance(expression, Mapping):
        if isinstance(expression.get("field"), str):
            yield expression["field"]
        of = expression.get("of")
        for part in of if isinstance(of, list) else [of]:
            yield from fields_in(part)


def _holds(e: Any, known: Known, depth: int) -> bool:
    if not isinstance(e, Mapping) or depth > DEEPEST:
        return False
    op, of = e.get("op"), e.get("of")
    if op == "and":
        return isinstance(of, (list, tuple)) and all(_holds(part, known, depth + 1) for part in of)
    if op == "or":
        return isinstance(of, (list, tuple)) and any(_holds(part, known, depth + 1) for part in of)
    if op == "not":
        return not _holds(of, known, depth + 1)
    return isinstance(op, str) and compares(op, e, known)


def compares(op: str, e: Expression, known: Known) -> bool:
    """Whether one comparison holds."""
    value, wanted = _value(e, known), e.get("value")
    there = is_answered(value)
    if op in ("answered", "not_answered"):
        return there == (op == "answered")
    if not there:
        return False
    question = None if "field" in e else known.questions.get(_name(e.get("question")))
    if question is not None and is_declared(question, value) and op not in ("is", "one_of"):
        return False
    if op in ("is", "is_not"):
        return _comparable(value) and _same(value, wanted) == (op == "is")
    if op in ("one_of", "none_of"):
        if not isinstance(wanted, (list, tuple)) or not _comparable(value):
            return False
        return any(_same(value, w) for w in wanted) == (op == "one_of")
    if op in ("ticked", "not_ticked", "all_ticked", "count"):
        return isinstance(value, (list, tuple)) and _ticks(op, list(value), e)
    if op in ("contains", "not_contains"):
        return _contains(value, wanted) is (op == "contains")
    return op in ("<", "<=", ">", ">=") and _in_order(op, value, wanted)


def _name(code: Any) -> str:
    return code if isinstance(code, str) else ""


def _value(e: Expression, known: Known) -> Any:
    if "field" in e:
        return known.fields.get(_name(e["field"]))
    value = known.answers.get(_name(e.get("question")))
    if "item" in e:
        return value.get(_name(e["item"])) if isinstance(value, Mapping) else None
    return value


def _comparable(value: Any) -> bool:
    return isinstance(value, str) or number_of(value) is not None


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return folded(value) == folded(wanted)
    number = read_number(value)
    return number is not None and number == read_number(wanted)


def _ticks(op: str, ticked: list[Any], e: Expression) -> bool:
    wanted = e.get("value")
    if op == "count":
        order, number = _ORDER.get(_name(e.get("is"))), number_of(wanted)
        return order is not None and number is not None and order(len(ticked), number)
    if not isinstance(wanted, (list, tuple)):
        return False
    there = {text for t in ticked if (text := plain_text(t)) is not None}
    found = [plain_text(w) in there for w in wanted]
    if op == "all_ticked":
        return bool(found) and all(found)
    return any(found) == (op == "ticked")


def _contains(value: Any, wanted: Any) -> bool | None:
    text, part = plain_text(value), plain_text(wanted)
    return None if text is None or part is None else folded(part) in folded(text)


def _in_order(op: str, value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return _ORDER[op](value, wanted)
    a, b = read_number(value), read_number(wanted)
    return a is not None and b is not None and _ORDER[op](a, b)
