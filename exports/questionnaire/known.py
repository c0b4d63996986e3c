"""What is left of a condition once everything that is known before printing is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cxdesk.surveys.definition import Definition
from cxdesk.surveys.logic.expression import DEEPEST, Known, holds


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the respondent before anything is asked: fields, and the hidden questions they fill."""

    fields: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)


def facts_of(survey: Definition, fields: Mapping[str, str]) -> Facts:
    """The fields with the hidden questions by code; what is not known is empty."""
    hidden = {
        q.code: fields.get(str(q.settings.get("field", "")), "")
        for q in survey.questions
        if q.look == "hidden"
    }
    return Facts(fields, hidden)


Reduced = dict[str, Any] | bool | None
NEVER: Final = False


def reduced(expression: Any, facts: Facts) -> Reduced:
    """None where nothing is asked or it holds for everybody here, False where for nobody, else what remains.

    A field that is not known is a blank, as it is on a screen.
    """
    if not expression:
        return None
    found = _reduced(expression, facts, 0)
    return None if found is True else found


def _reduced(e: Any, facts: Facts, depth: int) -> dict[str, Any] | bool:
    if not isinstance(e, Mapping) or depth > DEEPEST:
        return False
    op, of = e.get("op"), e.get("of")
    if op in ("and", "or"):
        parts = [_reduced(part, facts, depth + 1) for part in of] if isinstance(of, list) else [False]
        ends = bool(op == "or")
        if any(part is ends for part in parts):
            return ends
        left = [part for part in parts if not isinstance(part, bool)]
        if not left:
            return not ends
        whole: dict[str, Any] = {"op": op, "of": left}
        return left[0] if len(left) == 1 else whole
    if op == "not":
        inner = _reduced(of, facts, depth + 1)
        return not inner if isinstance(inner, bool) else {"op": "not", "of": inner}
    if "field" in e or e.get("question") in facts.hidden:
        return holds(e, Known(facts.hidden, {}, facts.fields))
    return dict(e) if isinstance(e.get("question"), str) else False
