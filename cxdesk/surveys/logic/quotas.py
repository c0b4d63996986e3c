"""Quotas: how many respondents of a kind are wanted, and what happens to the next one."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxdesk.surveys.definition import Definition
from cxdesk.surveys.logic.answers import number_of, whole_number
from cxdesk.surveys.logic.expression import Expression, Known, holds


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `most` respondents for whom `when` holds; the next one's survey ends."""

    name: str
    when: Expression
    most: int


def quotas_of(survey: Definition) -> tuple[Quota, ...]:
    """The quotas of a survey; a nameless one is called by its number (from 1), a broken one is left out."""
    found = []
    told = survey.settings.get("quotas")
    for n, quota in enumerate(told if isinstance(told, (list, tuple)) else (), 1):
        if isinstance(quota, Mapping) and isinstance(quota.get("when"), Mapping):
            most, name = quota.get("most"), quota.get("name")
            if number_of(most) is not None:
                called = name if isinstance(name, str) and name else str(n)
                found.append(Quota(called, quota["when"], whole_number(most)))
    return tuple(found)


def is_full(quota: Quota, known: Known, counts: Mapping[str, int]) -> bool:
    """Whether this respondent would be one too many."""
    return quota.name in counts and counts[quota.name] >= quota.most and holds(quota.when, known)


def filled(survey: Definition, known: Known) -> tuple[str, ...]:
    """The names of the quotas that a finished respondent counts in."""
    return tuple(quota.name for quota in quotas_of(survey) if holds(quota.when, known))
