"""Conditions as LimeSurvey, XLSForm and SurveyJS write them, read into expressions of ours where they are simple."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.formats.conditions_parsed import Node, NotSimple, node_of
from cxdesk.surveys.formats.tidy import tidied

_TURNED: Final = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ENDS: Final = re.compile(r"\.(NAOK|valueNAOK|value|code|shown)$")
# Spreadsheets turn quotation marks round as a person types.
_STRAIGHT: Final = str.maketrans("‘’“”", "''\"\"")
Expression = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name in a condition stands for: a question, one of its items, or a field of the respondent.

    `values` are the format's own words for answers with our codes, `options` those for items.
    """

    question: QuestionSpec | None
    item: str = ""
    values: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    field: str = ""


def meant(question: QuestionSpec) -> Meant:
    """A question under a name, with its answers by number, by what the source writes, and by words."""
    values: dict[str, int] = {}
    for c in question.choices:
        values |= {w: c.code for w in (*c.values, str(c.code)) if w not in values}
    options: dict[str, str] = {}
    for i in question.items:
        known = [i.code, i.code.removeprefix(f"{question.code}_")]
        known += list(i.option.values) if i.option is not None else []
        options |= {w: i.code for w in known if w not in options}
    return Meant(question, "", values, options)


def read_condition(text: str, names: Mapping[str, Meant]) -> Expression | None:
    """The condition as an expression; None where it always holds. Raises NotSimple where it has no counterpart."""
    text = text.strip().translate(_STRAIGHT)
    if text in ("", "1", "true", "true()"):
        return None
    node = node_of(text)
    return tidied(_meaning(node, names), {m.question.code: m.question for m in names.values() if m.question})


def _meaning(node: Node, names: Mapping[str, Meant]) -> Expression:
    kind = node[0]
    if kind in ("and", "or"):
        return {"op": kind, "of": [_meaning(part, names) for part in node[1]]}
    if kind == "not":
        return {"op": "not", "of": _meaning(node[1], names)}
    if kind == "call":
        return _called(node[1], node[2], names)
    if kind == "compare":
        return _compared(node[1], node[2], node[3], names)
    if node == ("value", 1) or node == ("value", True):
        return {"op": "and", "of": []}
    if node == ("value", False):
        return {"op": "or", "of": []}
    raise NotSimple(str(node))


def _called(name: str, given: list[Node], names: Mapping[str, Meant]) -> Expression:
    if name == "not" and len(given) == 1:
        return {"op": "not", "of": _meaning(given[0], names)}
    if name in ("is_empty", "isempty") and len(given) == 1:
        what = _of(given[0], names)
        if what.item and what.question is not None and what.question.kind == "multiple":
            return {"op": "not", "of": {"op": "ticked", "question": what.question.code, "value": [what.item]}}
        return _told(what, "not_answered")
    if name in ("true", "false") and not given:
        return {"op": "and" if name == "true" else "or", "of": []}
    if name == "selected" and len(given) == 2 and given[1][0] == "value":
        what = _of(given[0], names)
        if what.question is not None and what.question.kind == "multiple":
            return _ticked(what, [given[1][1]], "ticked")
        return _told(what, "is", _value(what, given[1][1]))
    raise NotSimple(name)


def _compared(sign: str, left: Node, right: Node, names: Mapping[str, Meant]) -> Expression:
    if left[0] == "value" and sign in _TURNED:
        left, right, sign = right, left, _TURNED[sign]
    if left[0] == "call":
        return _counted(sign, left, right, names)
    if left[0] == "name" and str(left[1]).endswith(".length") and left[1] not in names:
        return _counted(
            sign, ("call", "countselected", [("name", left[1].removesuffix(".length"))]), right, names
        )
    what = _of(left, names)
    if sign in ("anyof", "allof", "noneof"):
        if right[0] != "list":
            raise NotSimple(sign)
        return _any_of(sign, what, [_literal(n) for n in right[1]])
    value = _literal(right)
    is_multiple = what.question is not None and what.question.kind == "multiple"
    if value == "" and sign in ("=", "!=") and not what.item:
        return _told(what, "not_answered" if sign == "=" else "answered")
    if is_multiple:
        return _of_several(sign, what, value)
    if value == "" and sign in ("=", "!="):
        return _told(what, "not_answered" if sign == "=" else "answered")
    if sign in ("contains", "notcontains"):
        found = _told(what, "contains", str(value))
        return found if sign == "contains" else {"op": "not", "of": found}
    own = _value(what, value)
    if sign == "!=":
        return {"op": "not", "of": _told(what, "is", own)}
    return _told(what, "is" if sign == "=" else sign, own)


def _of_several(sign: str, what: Meant, value: Any) -> Expression:
    """A comparison with a question that takes several answers, or with one of its options."""
    if what.item:
        if value not in ("Y", "", 1, "1", True) or sign not in ("=", "!="):
            raise NotSimple(str(value))
        ticked = {
            "op": "ticked",
            "question": what.question.code if what.question else "",
            "value": [what.item],
        }
        return ticked if (sign == "=") == (value != "") else {"op": "not", "of": ticked}
    if sign in ("contains", "notcontains"):
        ticked = _ticked(what, [value], "ticked")
        return ticked if sign == "contains" else {"op": "not", "of": ticked}
    if sign not in ("=", "!="):
        raise NotSimple(sign)
    only = _ticked(what, [value], "ticked")
    alone = {"op": "count", "question": only["question"], "is": "=", "value": 1}
    found = {"op": "and", "of": [only, alone]}
    return found if sign == "=" else {"op": "not", "of": found}


def _any_of(sign: str, what: Meant, values: list[Any]) -> Expression:
    if what.question is not None and what.question.kind == "multiple":
        found = _ticked(what, values, "all_ticked" if sign == "allof" else "ticked")
    elif sign == "allof":
        raise NotSimple(sign)
    else:
        found = _told(what, "one_of", [_value(what, v) for v in values])
    return {"op": "not", "of": found} if sign == "noneof" else found


def _counted(sign: str, left: Node, right: Node, names: Mapping[str, Meant]) -> Expression:
    if (
        left[1] in ("count-selected", "countselected")
        and len(left[2]) == 1
        and sign in ("=", "<", ">", "<=", ">=")
    ):
        what, n = _of(left[2][0], names), _literal(right)
        if what.question is not None and isinstance(n, (int, float)) and not isinstance(n, bool):
            return {"op": "count", "question": what.question.code, "is": sign, "value": n}
    if left[1] in ("stristr", "strstr") and len(left[2]) == 2 and (sign, right) == ("!=", ("value", "")):
        return _told(_of(left[2][0], names), "contains", str(_literal(left[2][1])))
    if left[1] == "count" and left[2] and sign in ("=", "<", ">", "<=", ">="):
        # LimeSurvey counts the options by name: all of one question is how many are ticked.
        found, n = [_of(node, names) for node in left[2]], _literal(right)
        question = found[0].question
        if question is not None and isinstance(n, (int, float)) and not isinstance(n, bool):
            mine = {f.item for f in found if f.question is question}
            if question.kind == "multiple" and mine == {i.code for i in question.items}:
                return {"op": "count", "question": question.code, "is": sign, "value": n}
    raise NotSimple(str(left[1]))


def _of(node: Node, names: Mapping[str, Meant]) -> Meant:
    if node[0] != "name":
        raise NotSimple(str(node))
    word = str(node[1])
    found = names.get(word) or names.get(_ENDS.sub("", word))
    if found is None:
        raise NotSimple(word)
    return found


def _literal(node: Node) -> Any:
    if node[0] != "value":
        raise NotSimple(str(node))
    return node[1]


def _told(what: Meant, op: str, value: Any = None) -> Expression:
    found: Expression = {"op": op}
    if what.field:
        found["field"] = what.field
    elif what.question is not None:
        found["question"] = what.question.code
        found |= {"item": what.item} if what.item else {}
    return found if op in ("answered", "not_answered") else found | {"value": value}


def _ticked(what: Meant, values: list[Any], op: str) -> Expression:
    codes = [what.options.get(str(v)) for v in values]
    if what.question is None or None in codes:
        raise NotSimple(str(values))
    return {"op": op, "question": what.question.code, "value": codes}


def _value(what: Meant, value: Any) -> Any:
    """A literal as the answer it means: a code, a number, or text."""
    question = what.question
    if question is None:
        return str(value)
    if isinstance(value, bool):
        value = "true" if value else "false"
    if str(value) in what.values:
        return what.values[str(value)]
    if question.kind in ("nps", "scale", "single", "number"):
        try:
            number = float(value)
        except ValueError as error:
            raise NotSimple(str(value)) from error
        return int(number) if number.is_integer() else number
    return str(value)
