"""Expressions as a person would have written them: what a format needs said twice is said once here."""

from collections.abc import Mapping
from typing import Any

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.formats.hints import points

Expression = dict[str, Any]
# These fail on a blank of themselves, so that "is answered" beside them says nothing.
_NEEDS = ("is", "one_of", "<", "<=", ">", ">=", "ticked", "all_ticked", "contains", "is_not", "none_of",
          "not_ticked", "not_contains", "count")  # fmt: skip
_ORDER = ("<", "<=", ">", ">=")


def tidied(e: Expression, questions: Mapping[str, QuestionSpec]) -> Expression:
    """The same condition with nested groups joined and guards against blanks folded into what they guard."""
    op = e.get("op")
    if op == "not":
        inner = tidied(e["of"], questions)
        turned = {"answered": "not_answered", "not_answered": "answered"}.get(str(inner.get("op")))
        if turned:
            return inner | {"op": turned}
        return dict(inner["of"]) if inner.get("op") == "not" else {"op": "not", "of": inner}
    if op not in ("and", "or"):
        return _any(e, questions)
    parts: list[Expression] = []
    for part in e["of"]:
        own = tidied(part, questions)
        parts += own["of"] if own.get("op") == op and own["of"] else [own]
    parts = _either(parts) if op == "or" else _both(parts, questions)
    return _any(parts[0], questions) if len(parts) == 1 else {"op": op, "of": parts}


def _any(e: Expression, questions: Mapping[str, QuestionSpec]) -> Expression:
    """Any of all options is ticked, or any answer given: the question is answered."""
    question = questions.get(str(e.get("question", "")))
    if question is None or e.get("op") not in ("ticked", "one_of"):
        return e
    every = {i.code for i in question.items} if e["op"] == "ticked" else {c.code for c in points(question)}
    if not every or every != set(e["value"]):
        return e
    return {"op": "answered", **{k: v for k, v in e.items() if k in ("question", "item")}}


def _place(e: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(e.get("question", "")), str(e.get("item", "")), str(e.get("field", ""))


def _either(parts: list[Expression]) -> list[Expression]:
    """Several "is" of one question are "one of"; several "ticked" are one."""
    found: list[Expression] = []
    for part in parts:
        before = found[-1] if found else {}
        same = before and _place(before) == _place(part)
        if same and part["op"] == "is" and before["op"] in ("is", "one_of"):
            values = before["value"] if before["op"] == "one_of" else [before["value"]]
            found[-1] = before | {"op": "one_of", "value": [*values, part["value"]]}
        elif same and part["op"] == before["op"] == "ticked":
            found[-1] = before | {"value": [*before["value"], *part["value"]]}
        else:
            found.append(part)
    return found


def _both(parts: list[Expression], questions: Mapping[str, QuestionSpec]) -> list[Expression]:
    parts = _none_at_all(parts, questions)
    for place in dict.fromkeys(_place(p) for p in parts if p.get("op") == "answered"):
        parts = _guarded(parts, place, questions)
    for place in dict.fromkeys(_place(p) for p in parts if p.get("op") in _ORDER):
        declared = _declared(place, questions)
        parts = [
            p
            for p in parts
            if not (_denied(p, place) is not None and set(_denied(p, place) or ()) <= declared)
        ]
    found: list[Expression] = []
    for part in parts:
        before = found[-1] if found else {}
        if (
            before
            and part["op"] in ("ticked", "all_ticked")
            and before["op"] in ("ticked", "all_ticked")
            and _place(before) == _place(part)
            and (len(part["value"]) == 1 or part["op"] == "all_ticked")
            and (len(before["value"]) == 1 or before["op"] == "all_ticked")
        ):
            found[-1] = before | {"op": "all_ticked", "value": [*before["value"], *part["value"]]}
        else:
            found.append(part)
    return found


def _none_at_all(parts: list[Expression], questions: Mapping[str, QuestionSpec]) -> list[Expression]:
    """Where every answer there is was ruled out, none was given."""
    for place in dict.fromkeys(_place(p["of"]) for p in parts if p.get("op") == "not"):
        question = questions.get(place[0])
        denied = [p for p in parts if _denied(p, place) is not None]
        every = {c.code for c in points(question)} if question is not None else set()
        if every and every == {v for p in denied for v in _denied(p, place) or ()}:
            at = next(n for n, p in enumerate(parts) if p is denied[0])
            told = {k: v for k, v in denied[0]["of"].items() if k in ("question", "item")}
            rest = [p for p in parts[at:] if not any(p is d for d in denied)]
            parts = [*parts[:at], {"op": "not_answered", **told}, *rest]
    return parts


def _guarded(
    parts: list[Expression], place: tuple[str, str, str], questions: Mapping[str, QuestionSpec]
) -> list[Expression]:
    """ "Is answered, and is not x" is our "is not x"."""
    mine = [p for p in parts if _denied(p, place) is not None]
    values = [v for p in mine for v in _denied(p, place) or ()]
    unticked = [
        p
        for p in parts
        if p.get("op") == "not" and p["of"].get("op") == "ticked" and _place(p["of"]) == place
    ]
    declared = _declared(place, questions)
    guard = next(p for p in parts if p.get("op") == "answered" and _place(p) == place)
    others = [
        p
        for p in parts
        if p is not guard and not any(p is m for m in mine) and not any(p is u for u in unticked)
    ]
    at = next(n for n, p in enumerate(parts) if p is guard)
    base = {k: v for k, v in guard.items() if k != "op"}
    if unticked:
        folded = {"op": "not_ticked", **base, "value": [v for p in unticked for v in p["of"]["value"]]}
        kept = [folded if p is guard else p for p in parts]
        return [p for p in kept if not any(p is u for u in unticked)]
    ordered = any(p.get("op") in _ORDER and _place(p) == place for p in others)
    if values and declared <= set(values) and not ordered:
        rest = [v for v in values if v not in declared] or values[:1]
        folded = (
            {"op": "is_not", **base, "value": rest[0]}
            if len(rest) == 1
            else {"op": "none_of", **base, "value": rest}
        )
        return [*(p for p in parts[:at] if p in others), folded, *(p for p in parts[at + 1 :] if p in others)]
    if any(p.get("op") in _NEEDS and _place(p) == place for p in others):
        return [p for p in parts if p is not guard]
    return parts


def _denied(e: Mapping[str, Any], place: tuple[str, str, str]) -> list[Any] | None:
    """The values that a "not" rules out for this question."""
    of = e.get("of")
    if e.get("op") != "not" or not isinstance(of, Mapping) or _place(of) != place:
        return None
    if of.get("op") == "is":
        return [of["value"]]
    return list(of["value"]) if of.get("op") == "one_of" else None


def _declared(place: tuple[str, str, str], questions: Mapping[str, QuestionSpec]) -> set[Any]:
    question = questions.get(place[0])
    return {c.code for c in question.choices if c.declared} if question is not None else set()
