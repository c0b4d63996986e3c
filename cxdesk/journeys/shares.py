"""How sure a map is: the share of its cards that are opinion, rest on some answers, or are measured."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cxdesk.journeys.queries import JourneyMap
from cxdesk.personas.kinds import GRADES


@dataclass(frozen=True, slots=True)
class GradeShares:
    """Cards by how sure we are; without a card every share is 0."""

    opinion: int = 0
    some: int = 0
    measured: int = 0

    @property
    def cards(self) -> int:
        """All of them."""
        return self.opinion + self.some + self.measured

    def count(self, grade: str) -> int:
        """The cards of one grade."""
        return {"opinion": self.opinion, "some": self.some, "measured": self.measured}[grade]

    def percent(self, grade: str) -> float:
        """The share of one grade, 0 to 100."""
        return 100.0 * self.count(grade) / self.cards if self.cards else 0.0


def grade_shares(document: Mapping[str, Any]) -> GradeShares:
    """The shares of a journey as `formats.document` writes it: now, or as a snapshot kept it."""
    return _counted(str(card.get("grade") or "opinion") for card in document.get("cards") or ())


def shares_on(journey: JourneyMap) -> GradeShares:
    """The shares of a map that is shown."""
    return _counted(card.grade for card in journey.cards)


def _counted(grades: Iterable[str]) -> GradeShares:
    tally = dict.fromkeys(GRADES, 0)
    for grade in grades:
        if grade in tally:
            tally[grade] += 1
    return GradeShares(**tally)
