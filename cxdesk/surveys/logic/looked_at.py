"""Which questions the rules of a survey look at, where for the last time, and in which comparisons."""

from collections.abc import Mapping
from typing import Any

from cxdesk.surveys.definition import Definition
from cxdesk.surveys.logic.drawn import all_conditions
from cxdesk.surveys.logic.expression import questions_in
from cxdesk.surveys.logic.options import parts_of
from cxdesk.surveys.logic.path import Order
from cxdesk.surveys.logic.quotas import quotas_of


def last_looks(survey: Definition, order: Order) -> dict[str, int]:
    """The last place at which some rule looks at each question; behind all where a quota does."""
    found: dict[str, int] = {}

    def look(rule: Any, at: int) -> None:
        for code in questions_in(rule):
            found[code] = max(found.get(code, -1), at)

    for at, (section, q) in enumerate(order.steps):
        look(section.rules.get("show"), at)
        look(q.rules.get("show"), at)
        look(q.rules.get("valid"), at)
        skips = q.rules.get("skip")
        for skip in skips if isinstance(skips, (list, tuple)) else ():
            look(skip.get("when") if isinstance(skip, Mapping) else None, at)
        for part in parts_of(q):
            look(part.settings.get("show"), at)
        if q.other_of:
            found[q.other_of] = max(found.get(q.other_of, -1), at)
    for quota in quotas_of(survey):
        look(quota.when, len(order.steps))
    return found


def leaves_of(survey: Definition) -> dict[str, list[Mapping[str, Any]]]:
    """Every single comparison there is, by the question it looks at; each once."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    there: set[str] = set()

    def look(e: Any) -> None:
        if not isinstance(e, Mapping):
            return
        of = e.get("of")
        for part in of if isinstance(of, (list, tuple)) else [of]:
            look(part)
        code = e.get("question")
        if isinstance(code, str) and (words := repr(e)) not in there:
            there.add(words)
            found.setdefault(code, []).append(e)

    for condition in all_conditions(survey):
        look(condition)
    return found
