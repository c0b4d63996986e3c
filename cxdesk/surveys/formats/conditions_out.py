"""Expressions of ours as conditions of another format, with the rule for blanks written out.

A comparison of ours fails on a blank and on "don't know"; the other tools' do not all, so it is said each time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.formats.conditions_parsed import NotSimple


def quoted(text: str) -> str:
    """Text between quotation marks that are not in it."""
    if "\\" in text or "\n" in text or "{" in text or "}" in text:
        raise NotSimple(text)
    if "'" not in text:
        return f"'{text}'"
    if '"' in text:
        raise NotSimple(text)
    return f'"{text}"'


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a format writes the smallest parts.

    `name` is a question, or an item of it; `value` what it calls an answer; `ticked` whether an option is ticked
    and `count` how many are (empty: it can't say). `answered` and `blank` frame a name.
    """

    questions: Mapping[str, QuestionSpec]
    name: Callable[[QuestionSpec, str], str]
    value: Callable[[QuestionSpec, Any], str]
    ticked: Callable[[QuestionSpec, str], str]
    answered: Callable[[str], str]
    blank: Callable[[str], str]
    count: Callable[[QuestionSpec], str] | None = None
    contains: Callable[[str, str], str] | None = None
    known: Callable[[str], str] | None = None
    text: Callable[[str], str] = quoted
    words: Mapping[str, str] = field(
        default_factory=lambda: {"and": " and ", "or": " or ", "=": "=", "!=": "!="}
    )
    turned: Callable[[str], str] = lambda inner: f"not({inner})"
    always: str = "1 = 1"
    never: str = "1 = 2"


def written(e: Mapping[str, Any], dialect: Dialect, depth: int = 0) -> str:
    """The condition in the format's words. Raises NotSimple where it has none for it."""
    op, of = str(e.get("op", "")), e.get("of")
    if depth > 40:
        raise NotSimple(op)
    if op in ("and", "or") and isinstance(of, list):
        if not of:
            return dialect.always if op == "and" else dialect.never
        return _group(op, [written(part, dialect, depth + 1) for part in of], dialect)
    if op == "not" and isinstance(of, Mapping):
        return dialect.turned(written(of, dialect, depth + 1))
    if "field" in e:
        return _field(op, e, dialect)
    question = dialect.questions.get(str(e.get("question", "")))
    if question is None:
        raise NotSimple(str(e.get("question", "")))
    if question.kind == "multiple":
        return _several(op, e, question, dialect)
    item = str(e.get("item", ""))
    rows = len(question.items) > 1
    if op in ("answered", "not_answered") and rows and not item:
        says = dialect.answered if op == "answered" else dialect.blank
        parts = [says(dialect.name(question, i.code)) for i in question.items]
        return _group("or" if op == "answered" else "and", parts, dialect)
    if rows != bool(item) or (item and item not in {i.code for i in question.items}):
        raise NotSimple(item)
    return _compared(op, e, question, dialect.name(question, item), dialect)


def _group(op: str, parts: list[str], dialect: Dialect) -> str:
    return parts[0] if len(parts) == 1 else "(" + dialect.words[op].join(parts) + ")"


def _compared(op: str, e: Mapping[str, Any], question: QuestionSpec, name: str, dialect: Dialect) -> str:
    value, words = e.get("value"), dialect.words
    if op in ("answered", "not_answered"):
        return dialect.answered(name) if op == "answered" else dialect.blank(name)
    if op == "is":
        return f"{name} {words['=']} {dialect.value(question, value)}"
    if op == "one_of" and isinstance(value, list) and value:
        return _group("or", [f"{name} {words['=']} {dialect.value(question, v)}" for v in value], dialect)
    declared = [c.code for c in question.choices if c.declared]
    guards = [f"{name} {words['!=']} {dialect.value(question, c)}" for c in declared]
    if op in ("is_not", "none_of"):
        values = value if isinstance(value, list) else [value]
        others = [f"{name} {words['!=']} {dialect.value(question, v)}" for v in values if v not in declared]
        return _group("and", [dialect.answered(name), *guards, *others], dialect)
    if op in ("<", "<=", ">", ">="):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or question.kind == "date":
            raise NotSimple(op)
        return _group("and", [dialect.answered(name), *guards, f"{name} {op} {number(value)}"], dialect)
    if op in ("contains", "not_contains") and dialect.contains is not None:
        found = dialect.contains(name, dialect.text(str(value)))
        return (
            found
            if op == "contains"
            else _group("and", [dialect.answered(name), dialect.turned(found)], dialect)
        )
    raise NotSimple(op)


def _several(op: str, e: Mapping[str, Any], question: QuestionSpec, dialect: Dialect) -> str:
    ticked = [dialect.ticked(question, i.code) for i in question.items]
    if op == "answered":
        return _group("or", ticked, dialect)
    if op == "not_answered":
        return dialect.turned(_group("or", ticked, dialect))
    value = e.get("value")
    if op == "count" and dialect.count is not None and isinstance(value, (int, float)):
        sign = str(e.get("is"))
        if sign not in ("=", "<", "<=", ">", ">="):
            raise NotSimple(sign)
        some = [_group("or", ticked, dialect)]
        word = dialect.words["="] if sign == "=" else sign
        counted = f"{dialect.count(question)} {word} {number(value)}"
        return _group("and", [*some, counted], dialect)
    if not isinstance(value, list) or not value or not set(value) <= {i.code for i in question.items}:
        raise NotSimple(op)
    wanted = [dialect.ticked(question, str(v)) for v in value]
    if op == "ticked":
        return _group("or", wanted, dialect)
    if op == "all_ticked":
        return _group("and", wanted, dialect)
    if op == "not_ticked":
        none = [dialect.turned(w) for w in wanted]
        return _group("and", [_group("or", ticked, dialect), *none], dialect)
    raise NotSimple(op)


def _field(op: str, e: Mapping[str, Any], dialect: Dialect) -> str:
    if dialect.known is None:
        raise NotSimple(str(e["field"]))
    name, value, words = dialect.known(str(e["field"])), e.get("value"), dialect.words
    if op in ("answered", "not_answered"):
        return dialect.answered(name) if op == "answered" else dialect.blank(name)
    if op == "is":
        return f"{name} {words['=']} {dialect.text(str(value))}"
    if op == "is_not":
        return _group(
            "and", [dialect.answered(name), f"{name} {words['!=']} {dialect.text(str(value))}"], dialect
        )
    if op == "one_of" and isinstance(value, list) and value:
        return _group("or", [f"{name} {words['=']} {dialect.text(str(v))}" for v in value], dialect)
    raise NotSimple(op)


def number(value: float) -> str:
    """A number as all these formats write it."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
