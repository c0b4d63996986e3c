"""Qualtrics' logic, as data, into expressions of ours: display logic, skips and the branches of its flow."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.qsf_parts import Source, choices_of
from cxdesk.surveys.formats.tidy import tidied
from cxdesk.surveys.formats.words import plain

Expression = dict[str, Any]
_ORDER: Final = {
    "EqualTo": "=", "NotEqualTo": "!=", "GreaterThan": ">", "GreaterThanOrEqual": ">=", "LessThan": "<",
    "LessThanOrEqual": "<=", "Is": "=", "IsNot": "!=",
}  # fmt: skip
_OPERAND: Final = re.compile(r"q://([^/]+)/(\w+)(?:/([^/]+))?(?:/([^/]+))?$")


@dataclass(slots=True)
class Asked:
    """A Qualtrics question with what it became; `code` is the number of each choice or answer by its id."""

    source: Source
    questions: list[QuestionSpec]
    codes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts = self.source.answers or self.source.choices
        by_words = self.questions[0].kind == "nps" if self.questions else False
        found = zip(parts, choices_of(parts, by_words), strict=True)
        self.codes = {part.id: choice.code for part, choice in found}

    def item(self, row: str) -> str:
        """The item that a row or an option became."""
        ids = [p.id for p in self.source.choices]
        items = self.questions[0].items
        if row not in ids or len(items) != len(ids):
            raise NotSimple(row)
        return items[ids.index(row)].code


Known = Mapping[str, Asked]


def condition(logic: Any, known: Known) -> Expression | None:
    """The condition of a "BooleanExpression". Raises NotSimple where a part of it has no counterpart."""
    if not isinstance(logic, dict):
        return None
    found: list[tuple[str, Expression]] = []
    for _key, group in _numbered(logic):
        parts = [(str(p.get("Conjuction") or "And"), _one(p, known)) for _n, p in _numbered(group)]
        if parts:
            joins = "or" if str(group.get("Type", "")).casefold().startswith("or") else "and"
            found.append((joins, _joined(parts)))
    if not found:
        return None
    questions = {q.code: q for a in known.values() for q in a.questions}
    return tidied(_joined([("Or" if joins == "or" else "And", e) for joins, e in found]), questions)


def _numbered(value: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    keys = sorted((k for k in value if str(k).isdecimal() and len(str(k)) < 6), key=int)
    for key in keys:
        if isinstance(value[key], dict):
            yield int(key), value[key]


def _joined(parts: list[tuple[str, Expression]]) -> Expression:
    """ "And" binds more than "or"; the first part's own word says nothing."""
    groups: list[list[Expression]] = []
    for at, (word, e) in enumerate(parts):
        if at and word.casefold() == "or":
            groups.append([e])
        elif groups:
            groups[-1].append(e)
        else:
            groups.append([e])
    made: list[Expression] = [g[0] if len(g) == 1 else {"op": "and", "of": g} for g in groups]
    return made[0] if len(made) == 1 else {"op": "or", "of": made}


def described(logic: Any) -> str:
    """The words Qualtrics has for a condition."""
    if not isinstance(logic, dict):
        return plain(str(logic))[:200]
    found = []
    for _key, group in _numbered(logic):
        for _n, part in _numbered(group):
            found.append(plain(str(part.get("Description") or part.get("LogicType") or "")))
    return " ".join(filter(None, found))[:200] or "–"


def _one(part: Mapping[str, Any], known: Known) -> Expression:
    kind, op = str(part.get("LogicType")), str(part.get("Operator"))
    left, right = str(part.get("LeftOperand") or part.get("ChoiceLocator") or ""), part.get("RightOperand")
    if kind == "EmbeddedField":
        return _field(left, op, right)
    if kind != "Question":
        raise NotSimple(kind)
    return selected(left, op, right, known)


def _field(name: str, op: str, right: Any) -> Expression:
    if op in ("Empty", "NotEmpty"):
        return {"op": "answered" if op == "NotEmpty" else "not_answered", "field": name}
    if op in ("EqualTo", "NotEqualTo", "Is", "IsNot"):
        told: Expression = {"op": "is", "field": name, "value": str(right)}
        return told if op in ("EqualTo", "Is") else {"op": "not", "of": told}
    raise NotSimple(op)


def selected(operand: str, op: str, right: Any, known: Known) -> Expression:
    """What a locator and an operator say of a question."""
    found = _OPERAND.match(unquote(operand))
    asked = known.get(found[1]) if found else None
    if found is None or asked is None or not asked.questions:
        raise NotSimple(operand)
    what, first, second = found[2], found[3] or "", found[4] or ""
    if what in ("SelectableChoice", "SelectableAnswer") and op in ("Selected", "NotSelected"):
        told = _ticked(asked, what, first, second)
        return told if op == "Selected" else {"op": "not", "of": told}
    question = asked.questions[0]
    if what == "SelectedChoicesCount" and question.kind == "multiple" and op in _ORDER and op != "NotEqualTo":
        return {"op": "count", "question": question.code, "is": _ORDER[op], "value": _number(right)}
    if what in (
        "SelectedChoicesRecode",
        "SelectedAnswerRecode",
        "ChoiceNumericEntryValue",
        "ChoiceTextEntryValue",
    ):
        return _compared(question, asked.item(first) if first and len(question.items) > 1 else "", op, right)
    raise NotSimple(what)


def _ticked(asked: Asked, what: str, first: str, second: str) -> Expression:
    question = asked.questions[0]
    if question.kind == "multiple":
        return {"op": "ticked", "question": question.code, "value": [asked.item(first)]}
    if question.kind not in ("single", "scale", "nps"):
        raise NotSimple(question.kind)
    if not asked.source.answers:
        return {"op": "is", "question": question.code, "value": _code(asked, first)}
    if what == "SelectableAnswer" and not second:
        rows = [
            {"op": "is", "question": question.code, "item": i.code, "value": _code(asked, first)}
            for i in question.items
        ]
        return rows[0] if len(rows) == 1 else {"op": "or", "of": rows}
    return {"op": "is", "question": question.code, "item": asked.item(first), "value": _code(asked, second)}


def _code(asked: Asked, id_: str) -> int:
    if id_ not in asked.codes:
        raise NotSimple(id_)
    return asked.codes[id_]


def _compared(question: QuestionSpec, item: str, op: str, right: Any) -> Expression:
    place: Expression = {"question": question.code} | ({"item": item} if item else {})
    if op in ("Empty", "NotEmpty"):
        return {"op": "answered" if op == "NotEmpty" else "not_answered", **place}
    if question.kind == "multiple":
        raise NotSimple(op)
    if op in ("Contains", "DoesNotContain"):
        told = {"op": "contains", **place, "value": str(right)}
        return told if op == "Contains" else {"op": "not", "of": told}
    sign = _ORDER.get(op)
    if sign is None:
        raise NotSimple(op)
    value = str(right) if question.kind in ("text", "date", "identifier") else _number(right)
    if sign in ("=", "!="):
        told = {"op": "is", **place, "value": value}
        return told if sign == "=" else {"op": "not", "of": told}
    return {"op": sign, **place, "value": value}


def _number(right: Any) -> float:
    try:
        value = float(right)
    except (TypeError, ValueError) as error:
        raise NotSimple(str(right)) from error
    if abs(value) > 1e15 or value != value:
        raise NotSimple(str(right))
    return int(value) if value.is_integer() else value
