"""Qualtrics' quotas as quotas of ours: so many respondents for whom a condition holds."""

from collections.abc import Iterable
from typing import Any, Final

from cxdesk.i18n import _, listed
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.qsf_logic import Known, condition
from cxdesk.surveys.formats.words import plain

MOST: Final = 999_999_999


def quotas_in(payloads: Iterable[Any], known: Known) -> tuple[list[dict[str, Any]], list[str]]:
    """Those that end the survey of whoever is one too many; and a sentence on the others."""
    found: list[dict[str, Any]] = []
    left: list[str] = []
    for payload in payloads:
        if not isinstance(payload, dict):
            continue
        name = plain(str(payload.get("Name") or payload.get("ID") or ""))[:200]
        most = _whole(payload.get("Occurrences"))
        try:
            when = condition(payload.get("Logic"), known)
        except (NotSimple, RecursionError):
            when = None
        if when is None or most is None or payload.get("QuotaAction") != "EndCurrentSurvey":
            left.append(name)
        else:
            found.append({"name": name, "when": when, "most": most, "then": "end"})
    if not left:
        return found, []
    return found, [
        _("Quotas that could not be taken over: {names}.").format(names=listed(dict.fromkeys(left)))
    ]


def _whole(value: Any) -> int | None:
    number = str(value)
    return int(number) if number.isdecimal() and len(number) < 10 and int(number) <= MOST else None
