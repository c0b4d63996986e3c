"""How conditions are joined: an expression as rows show it, and back."""

from collections.abc import Mapping
from typing import Any

from cxdesk.i18n import _

Expression = Mapping[str, Any]


def plain(expression: Any) -> Any:
    """An expression without joins of one part: what the rows of it say."""
    if not isinstance(expression, Mapping) or expression.get("op") not in ("and", "or", "not"):
        return expression or None
    of = expression.get("of")
    if expression["op"] == "not":
        return {"op": "not", "of": plain(of)}
    if not isinstance(of, (list, tuple)) or not of:
        return expression
    parts = [plain(part) for part in of]
    return (
        parts[0]
        if len(parts) == 1 and isinstance(parts[0], Mapping)
        else {"op": expression["op"], "of": parts}
    )


def joins() -> tuple[tuple[str, str], ...]:
    """The ways to join conditions, with their words."""
    return (
        ("and", _("all of these are so")),
        ("or", _("any of these is so")),
        ("none", _("none of these is so")),
    )


def parts_in(expression: Any) -> tuple[str, list[Any]]:
    """How the parts of an expression are joined, and the parts; one condition alone is all of them."""
    if not expression:
        return "and", []
    if isinstance(expression, Mapping):
        op, of = expression.get("op"), expression.get("of")
        if op in ("and", "or") and isinstance(of, (list, tuple)):
            return str(op), list(of)
        if op == "not" and of:
            inside = of.get("of") if isinstance(of, Mapping) and of.get("op") == "or" else None
            several = isinstance(inside, (list, tuple)) and len(inside) > 1
            return "none", list(inside) if several and inside is not None else [of]
        if op in ("and", "or", "not"):
            return "and", []
    return "and", [expression]


def joined(how: str, said: list[Any]) -> Expression:
    """One expression of several parts; one part alone is itself."""
    if how == "none":
        return {"op": "not", "of": said[0] if len(said) == 1 else {"op": "or", "of": said}}
    return said[0] if len(said) == 1 and isinstance(said[0], Mapping) else {"op": how, "of": said}
