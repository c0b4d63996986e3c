"""Cells that say why there is no answer: codes and words that decline, and what was seen and left."""

from collections.abc import Iterable
from typing import Final

from cxdesk.importing import scales
from cxdesk.importing.plan import ChoicePlan, Fields
from cxdesk.importing.profile import Profile
from cxdesk.responses.schema import SKIPPED

DECLARED_CODES: Final = frozenset((97, 98, 99, 88, 997, 998, 999, -1, -9, -98, -97))
SEEN_UNANSWERED: Final = "-99"


def answers_among(whole_numbers: Iterable[int]) -> list[int]:
    """The numbers that are answers, in the order given."""
    return [n for n in whole_numbers if n not in DECLARED_CODES and str(n) != SEEN_UNANSWERED]


def declined_words(profile: Profile) -> tuple[ChoicePlan, ...]:
    """A choice of its own, from 99 on, for each text that declines."""
    words = sorted(v for v in profile.values if scales.declines(v))
    return tuple(ChoicePlan(99 + n, v, v, True) for n, v in enumerate(words))


def seen_blanks(profile: Profile) -> Fields:
    """That a question was seen and left, where a column says so."""
    return {"blanks": ((SEEN_UNANSWERED, SKIPPED),)} if SEEN_UNANSWERED in profile.values else {}
