"""The four account quadrants: which one a customer is in, and what could move it over a cut; no session here.

The score is the mean of all satisfaction answers of a customer's people, each brought to 0..100, so
that every answer counts once and touch points add up to it. Revenue is in the customer's currency.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from cxdesk.i18n import N_

MODEL, GROWTH, AT_RISK, DANGLING = QUADRANTS = ("model", "growth", "at_risk", "dangling")
NAMES: Final = {
    MODEL: N_("Model"), GROWTH: N_("Growth"), AT_RISK: N_("At-Risk"), DANGLING: N_("Dangling")
}  # fmt: skip
TREATMENTS: Final = {
    MODEL: N_("keep, and learn from"),
    GROWTH: N_("offer more"),
    AT_RISK: N_("step in now"),
    DANGLING: N_("save, or let go"),
}
SCALE = (0.0, 100.0)
MIDDLE = 50.0
# Below this two numbers are one: means of sevenths and thirds are not exact.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Cuts:
    """From where on a score is good, and from where on a revenue is."""

    score: float = MIDDLE
    revenue: float = 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary score of one customer in one round, 0..100, and where one answer more or less would bring it.

    `lowest` and `highest` are the ends of the scores that are left when any one person's answers are taken
    away, None when nobody is left; `with_middle` is the score with one more person in the middle of every scale.
    """

    score: float
    people: int
    answers: int
    lowest: float | None
    highest: float | None
    with_middle: float


def summary(people: Sequence[tuple[float, int]]) -> Summary | None:
    """From the (sum, number) of each person's answers, each answer 0..100; None without an answer."""
    people = [(total, n) for total, n in people if n]
    if not people:
        return None
    whole, answers = sum(total for total, _n in people), sum(n for _total, n in people)
    score = whole / answers
    left = [(whole - total) / (answers - n) for total, n in people if answers > n]
    # The one more gives as many answers as the others do on average.
    middle = (score * len(people) + MIDDLE) / (len(people) + 1)
    return Summary(
        score, len(people), answers, min(left, default=None), max(left, default=None), middle
    )  # fmt: skip


def is_good(value: float, cut: float) -> bool:
    """Whether a value is at its cut or above."""
    return round(value - cut, _DIGITS) >= 0


def quadrant_of(score: float, revenue: float, cuts: Cuts) -> str:
    """The quadrant of a score and a revenue."""
    if is_good(score, cuts.score):
        return MODEL if is_good(revenue, cuts.revenue) else GROWTH
    return AT_RISK if is_good(revenue, cuts.revenue) else DANGLING


def has_potential(quadrant: str, potential: float | None, cuts: Cuts) -> bool:
    """Whether a Growth customer could buy enough to become a Model one; the trap is to take all for growing."""
    return quadrant == GROWTH and potential is not None and is_good(potential, cuts.revenue)


def doubts(found: Summary, cut: float, answered: int, invited: int | None) -> tuple[str, ...]:
    """Why a customer may as well be on the other side of the score's cut; empty when nothing speaks for it.

    "alone": one person gave all answers. "one_less", "one_more": one answer away, or one more in the
    middle, moves it. "silent_half": fewer than half of those invited answered.
    """
    side = is_good(found.score, cut)
    why = []
    if found.lowest is None or found.highest is None:
        why.append("alone")
    elif is_good(found.lowest, cut) != side or is_good(found.highest, cut) != side:
        why.append("one_less")
    if is_good(found.with_middle, cut) != side:
        why.append("one_more")
    if invited and answered * 2 < invited:
        why.append("silent_half")
    return tuple(why)


def moves_on_one(why: Iterable[str]) -> bool:
    """Whether a single person's answers decide the side."""
    return any(w != "silent_half" for w in why)


def default_cuts(revenues: Iterable[float]) -> Cuts:
    """The middle of the scale and the median revenue; 0 where no revenue is known."""
    known = list(revenues)
    return Cuts(MIDDLE, float(median(known)) if known else 0.0)
