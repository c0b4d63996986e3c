"""The small interpreter for a questionnaire in a browser: the same logic, held to the same cases."""

from functools import lru_cache

from cxdesk.paths import resource


@lru_cache(maxsize=1)
def script() -> str:
    """The script, which makes `cxdeskLogic`; it has no dependency and loads nothing."""
    return resource("survey", "logic.js").read_text(encoding="utf-8")
