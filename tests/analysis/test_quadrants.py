"""The account quadrants: which one a customer is in, and what a single answer would change; against brute force."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.quadrants import (
    AT_RISK,
    DANGLING,
    GROWTH,
    MODEL,
    Cuts,
    default_cuts,
    doubts,
    has_potential,
    moves_on_one,
    quadrant_of,
    summary,
)

CUTS = Cuts(50.0, 1000.0)
# A person's answers on a scale of 1 to 5 or 1 to 7, as the share of the way up.
ANSWERS = st.one_of(
    st.lists(st.integers(0, 4).map(lambda c: Fraction(c * 100, 4)), min_size=1, max_size=5),
    st.lists(st.integers(0, 6).map(lambda c: Fraction(c * 100, 6)), min_size=1, max_size=5),
)


@pytest.mark.parametrize(
    ("score", "revenue", "where"),
    [
        (50.0, 1000.0, MODEL), (49.9, 1000.0, AT_RISK), (50.0, 999.0, GROWTH), (49.9, 999.0, DANGLING),
        (100.0, 1e9, MODEL), (0.0, 0.0, DANGLING),
    ],
)  # fmt: skip
def test_what_is_at_a_cut_is_above_it(score: float, revenue: float, where: str) -> None:
    assert quadrant_of(score, revenue, CUTS) == where


def test_the_summary_is_the_mean_of_all_answers_not_of_people() -> None:
    made = summary([(300.0, 3), (0.0, 1)])
    assert made is not None
    assert (made.score, made.people, made.answers) == (75.0, 2, 4)
    assert (made.lowest, made.highest) == (0.0, 100.0)
    assert made.with_middle == pytest.approx((75 * 2 + 50) / 3)


def test_nobody_has_no_summary_and_one_person_stands_alone() -> None:
    assert summary([]) is None
    assert summary([(0.0, 0)]) is None
    made = summary([(50.0, 1)])
    assert made is not None
    assert doubts(made, 40.0, 1, None) == ("alone",)


def test_half_of_those_invited_is_enough_and_one_less_is_not() -> None:
    made = summary([(100.0, 1)] * 5)
    assert made is not None
    assert doubts(made, 50.0, 5, 10) == ()
    assert doubts(made, 50.0, 5, 11) == ("silent_half",)
    assert not moves_on_one(("silent_half",))


def test_one_more_in_the_middle_moves_what_lies_just_above_a_high_cut() -> None:
    made = summary([(70.0, 1)] * 10)
    assert made is not None
    assert doubts(made, 70.0, 10, 10) == ("one_more",)
    assert doubts(made, 60.0, 10, 10) == ()


@given(st.lists(ANSWERS, min_size=1, max_size=8), st.integers(0, 100), st.integers(0, 20))
def test_hollow_is_what_brute_force_finds(people: list[list[Fraction]], cut: int, invited_more: int) -> None:
    made = summary([(float(sum(p)), len(p)) for p in people])
    assert made is not None
    answered, invited = len(people), len(people) + invited_more
    found = doubts(made, float(cut), answered, invited)

    def good(group: list[list[Fraction]]) -> bool:
        flat = [a for p in group for a in p]
        return sum(flat, Fraction(0)) / len(flat) >= cut

    here = good(people)
    fewer = [list(g) for g in combinations(people, len(people) - 1)] if len(people) > 1 else []
    # One more person with as many answers as the others on average, all in the middle, in whole answers.
    flat = [a for p in people for a in p]
    more = (sum(flat, Fraction(0)) + Fraction(len(flat), len(people)) * 50) / (
        len(flat) + Fraction(len(flat), len(people))
    )
    assert ("alone" in found) == (len(people) == 1)
    assert ("one_less" in found) == any(good(g) != here for g in fewer)
    assert ("one_more" in found) == ((more >= cut) != here)
    assert ("silent_half" in found) == (answered * 2 < invited)


def test_growth_with_potential_is_told_from_growth_without() -> None:
    assert has_potential(GROWTH, 1000.0, CUTS)
    assert not has_potential(GROWTH, 999.0, CUTS)
    assert not has_potential(GROWTH, None, CUTS)
    assert not has_potential(MODEL, 5000.0, CUTS)


def test_the_default_cuts_are_the_middle_and_the_median_revenue() -> None:
    assert default_cuts([1.0, 2.0, 10.0, 1000.0]) == Cuts(50.0, 6.0)
    assert default_cuts([]) == Cuts(50.0, 0.0)
