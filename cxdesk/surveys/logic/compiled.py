"""Conditions made ready to be asked a hundred thousand times, of answers that are known to be of the right kind."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.logic.answers import Answers, number_of
from cxdesk.surveys.logic.expression import DEEPEST, Expression, Known, holds

Test = Callable[[Answers], Any]  # only its truth counts
_ORDER: Final = ("<", "<=", ">", ">=")
_WHOLE: Final = 1 << 30
_HIGH: Final = float("inf")
# Kinds whose answers in a simulation are whole numbers.
CODED: Final = ("nps", "scale", "single")


def compiled(expression: Any, questions: Mapping[str, QuestionSpec], fields: Mapping[str, str]) -> Test:
    """A function that says of answers what `expression.holds` says of them.

    `fields` is looked at when the function is called, so that its content may change in between. The answers of a
    question on one scale or of one choice must be codes: that is what makes it quick.
    """
    if not expression:
        return lambda answers: True
    return _test(expression, Known({}, questions, fields), 0)


def _test(e: Any, known: Known, depth: int) -> Test:
    if not isinstance(e, Mapping) or depth > DEEPEST:
        return lambda answers: False
    op, of = e.get("op"), e.get("of")
    if op in ("and", "or"):
        if not isinstance(of, (list, tuple)):
            return lambda answers: False
        return _joined(str(op), [_test(part, known, depth + 1) for part in of])
    if op == "not":
        inner = _test(of, known, depth + 1)
        return lambda answers: not inner(answers)
    return _quick(e, known) or _plain(e, known)


def _joined(op: str, parts: list[Test]) -> Test:
    if len(parts) == 2:
        one, two = parts
        if op == "and":
            return lambda answers: one(answers) and two(answers)
        return lambda answers: one(answers) or two(answers)
    if op == "and":
        return lambda answers: all(part(answers) for part in parts)
    return lambda answers: any(part(answers) for part in parts)


def _plain(e: Expression, known: Known) -> Test:
    def asked(answers: Answers) -> bool:
        return holds(e, Known(answers, known.questions, known.fields))

    return asked


def _quick(e: Expression, known: Known) -> Test | None:
    code = e.get("question")
    question = known.questions.get(code) if isinstance(code, str) else None
    if (
        question is None
        or "field" in e
        or "item" in e
        or (len(question.items) > 1 and question.kind in CODED)
    ):
        return None
    if question.kind in CODED:
        return _of_code(str(e.get("op")), question, e.get("value"))
    if question.kind == "multiple":
        return _of_ticks(str(e.get("op")), question.code, e.get("value"))
    return None


def _of_code(op: str, question: QuestionSpec, value: Any) -> Test | None:
    code = question.code
    declared = frozenset(c.code for c in question.choices if c.declared)
    if op == "answered":
        return lambda answers: code in answers
    if op == "one_of" and isinstance(value, (list, tuple)) and all(number_of(v) is not None for v in value):
        several = frozenset(value)
        return lambda answers: answers.get(code) in several
    n = number_of(value)
    if n is None or abs(n) == _HIGH:
        return None
    wanted = int(n) if abs(n) < _WHOLE and n == int(n) else n  # two whole numbers are compared quickest
    if op == "is":
        return lambda answers: answers.get(code) == wanted
    if op == "is_not":
        out = declared | {None, wanted}
        return lambda answers: answers.get(code) not in out
    return _in_order(op, code, wanted, declared)


def _in_order(op: str, code: str, wanted: float, declared: frozenset[int]) -> Test | None:
    if declared or op not in _ORDER:
        return None
    # No answer is below and above everything: that is a comparison less than asking whether there is one.
    if op == "<":
        return lambda answers: answers.get(code, _HIGH) < wanted
    if op == "<=":
        return lambda answers: answers.get(code, _HIGH) <= wanted
    if op == ">":
        return lambda answers: answers.get(code, -_HIGH) > wanted
    return lambda answers: answers.get(code, -_HIGH) >= wanted


def _of_ticks(op: str, code: str, value: Any) -> Test | None:
    if op not in ("ticked", "not_ticked") or not isinstance(value, (list, tuple)):
        return None
    if not all(isinstance(v, str) for v in value):
        return None
    wanted = frozenset(value)
    if op == "ticked":
        return lambda answers: not wanted.isdisjoint(answers.get(code, ()))
    return lambda answers: code in answers and wanted.isdisjoint(answers[code])
