"""Quotas: how many respondents of a kind are wanted, and what happens to the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cxdesk.i18n import LANGUAGES, _, speaking
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.logic.answers import number_of, whole_number
from cxdesk.surveys.logic.expression import Expression, Known, holds
from cxdesk.surveys.logic.piping import text_in


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `most` respondents for whom `when` holds; the next one's survey ends, and `said` is what they read."""

    name: str
    when: Expression
    most: int
    said: Mapping[str, str] = field(default_factory=dict)


def quotas_of(survey: Definition) -> tuple[Quota, ...]:
    """The quotas of a survey; a nameless one is called by its number (from 1), a broken one is left out."""
    found = []
    told = survey.settings.get("quotas")
    for n, quota in enumerate(told if isinstance(told, (list, tuple)) else (), 1):
        if isinstance(quota, Mapping) and isinstance(quota.get("when"), Mapping):
            most, name = quota.get("most"), quota.get("name")
            if number_of(most) is not None:
                called = name if isinstance(name, str) and name else str(n)
                found.append(Quota(called, quota["when"], whole_number(most), _texts(quota.get("said"))))
    return tuple(found)


def is_full(quota: Quota, known: Known, counts: Mapping[str, int]) -> bool:
    """Whether this respondent would be one too many."""
    return quota.name in counts and counts[quota.name] >= quota.most and holds(quota.when, known)


def filled(survey: Definition, known: Known) -> tuple[str, ...]:
    """The names of the quotas that a finished respondent counts in."""
    return tuple(quota.name for quota in quotas_of(survey) if holds(quota.when, known))


def full_words(survey: Definition, name: str, language: str) -> str:
    """What somebody reads whose survey ends at this quota, in their language: its own words, else ours."""
    own = next((quota.said for quota in quotas_of(survey) if quota.name == name), {})
    if words := text_in(dict(own), language).strip():
        return words
    with speaking(language if language in LANGUAGES else "en"):
        return _("Thank you. Enough people have answered these questions for now, so they end here.")


def _texts(told: Any) -> dict[str, str]:
    if not isinstance(told, Mapping):
        return {}
    return {code: words for code, words in told.items() if isinstance(code, str) and isinstance(words, str)}
