"""What is left of a condition once everything that is known before printing is known."""

from collections.abc import Mapping
from typing import Any, Final

from cxdesk.surveys.logic.expression import DEEPEST, Known, holds

Reduced = dict[str, Any] | bool | None
NEVER: Final = False


def reduced(expression: Any, fields: Mapping[str, str]) -> Reduced:
    """None where nothing is asked or it holds for everybody here, False where for nobody, else what remains.

    A field that is not known is a blank, as it is on a screen.
    """
    if not expression:
        return None
    found = _reduced(expression, fields, 0)
    return None if found is True else found


def _reduced(e: Any, fields: Mapping[str, str], depth: int) -> dict[str, Any] | bool:
    if not isinstance(e, Mapping) or depth > DEEPEST:
        return False
    op, of = e.get("op"), e.get("of")
    if op in ("and", "or"):
        parts = [_reduced(part, fields, depth + 1) for part in of] if isinstance(of, list) else [False]
        ends = bool(op == "or")
        if any(part is ends for part in parts):
            return ends
        left = [part for part in parts if not isinstance(part, bool)]
        if not left:
            return not ends
        whole: dict[str, Any] = {"op": op, "of": left}
        return left[0] if len(left) == 1 else whole
    if op == "not":
        inner = _reduced(of, fields, depth + 1)
        return not inner if isinstance(inner, bool) else {"op": "not", "of": inner}
    if "field" in e:
        return holds(e, Known({}, {}, fields))
    return dict(e) if isinstance(e.get("question"), str) else False
