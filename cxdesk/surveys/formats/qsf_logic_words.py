"""A condition in the words that Qualtrics keeps beside it and shows in its editor, which are in its own language."""

import html
from collections.abc import Iterable
from typing import Final

_SAID: Final = {
    "Selected": "Is Selected", "NotSelected": "Is Not Selected", "EqualTo": "Is Equal to", "NotEqualTo": "Is Not Equal to",
    "GreaterThan": "Is Greater Than", "GreaterThanOrEqual": "Is Greater Than or Equal to", "LessThan": "Is Less Than",
    "LessThanOrEqual": "Is Less Than or Equal to", "Empty": "Is Empty", "NotEmpty": "Is Not Empty",
    "Contains": "Contains", "DoesNotContain": "Does Not Contain",
}  # fmt: skip


def said(names: Iterable[str], op: str, right: str | None) -> str:
    """A question and its answer, how they are compared, and with what."""
    parts = [*(n for n in names if n), _SAID.get(op, op), *([right] if right is not None else [])]
    return html.escape(" ".join(parts), quote=False)
