"""What changed since the last time: the same answer from figures as from counts, and the sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.compare import Change, compare, difference
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.intervals import (
    difference_of_means,
    difference_of_nps,
    difference_of_proportions,
    mean_t,
    nps,
    wilson,
)
from cxdesk.responses.filter import Filter

SOME = st.integers(0, 900)
PEOPLE = st.tuples(SOME, SOME, SOME).filter(lambda c: sum(c) >= 30)


def top2(successes, n, **more):
    value, low, high = wilson(successes, n)
    return Figure("top2", value, n, low=low, high=high, **more)


def recommend(promoters, passives, detractors):
    value, low, high = nps(promoters, passives, detractors)
    n = promoters + passives + detractors
    return Figure("nps", value, n, low=low, high=high, scale=(-100.0, 100.0))


def mean(n, value, variance, scale=(1.0, 5.0)):
    value, low, high = mean_t(n, value, variance)
    return Figure("mean", value, n, low=low, high=high, scale=scale)


@given(PEOPLE, PEOPLE)
def test_nps_figures_compare_as_their_counts_do(now, before):
    found = difference(recommend(*now), recommend(*before))
    assert found[:3] == pytest.approx(difference_of_nps(now, before)[:3], abs=1e-6)


@given(SOME, SOME, SOME, SOME)
def test_shares_compare_as_their_counts_do(a, b, c, d):
    n, m = a + b + 1, c + d + 1
    found = difference(top2(a, n), top2(c, m))
    assert found[:3] == pytest.approx(difference_of_proportions(a, n, c, m)[:3], abs=1e-9)


@given(
    st.integers(2, 900),
    st.floats(1, 5),
    st.floats(0.01, 4),
    st.integers(2, 900),
    st.floats(1, 5),
    st.floats(0.01, 4),
)
def test_means_compare_as_their_variances_do(n, value, spread, m, other, other_spread):
    found = difference(mean(n, value, spread), mean(m, other, other_spread))
    assert found[:3] == pytest.approx(
        difference_of_means(n, value, spread, m, other, other_spread)[:3], abs=1e-6
    )


def test_a_real_difference_is_told_with_its_margin():
    change = compare(top2(220, 298), top2(183, 300), "en")
    assert change.real
    assert change.sentence == "+13 (5 to 20)"
    assert compare(top2(183, 300), top2(220, 298), "en").sentence == "−13 (−20 to −5)"
    assert compare(mean(100, 4.25, 0.5), mean(100, 3.75, 0.5), "en").sentence == "+0.5 (0.3 to 0.7)"


def test_a_difference_within_the_margin_is_no_real_difference():
    change = compare(top2(198, 412), top2(204, 400), "en")
    assert (change.real, change.sentence) == (False, "no real difference shown")
    assert change.low < 0 < change.high


def test_the_first_time_is_said():
    assert compare(top2(11, 17), None, "en") == Change(None, None, None, False, "first time asked")


def test_few_answers_are_not_compared():
    assert compare(top2(11, 17), top2(90, 100), "en").sentence == "17 answers: too few to compare"
    assert compare(top2(90, 100), top2(1, 1), "en").sentence == "1 answer last time: too few to compare"
    thin = top2(30, 40, invited=100, answered=40, filter=Filter(accounts=("nordic",)))
    change = compare(thin, top2(90, 100), "en")
    assert (change.difference, change.sentence) == (None, "fewer than half answered, so not compared")


def test_what_the_promise_hides_is_not_compared():
    hidden = top2(90, 100).suppressed("hidden by the survey’s promise")
    assert compare(hidden, None, "en").sentence == "hidden by the survey’s promise"
    assert compare(top2(50, 100), hidden, "en").sentence == "hidden last time, so not compared"


def test_other_scores_are_not_compared():
    assert compare(top2(50, 100), recommend(50, 20, 30), "en").difference is None
    assert compare(mean(50, 4, 1), mean(50, 4, 1, (1.0, 7.0)), "en").difference is None
    weighed = replace(top2(50, 100), counting="account")
    assert compare(weighed, top2(50, 100), "en").sentence == "counted another way before, so not compared"


def test_means_of_one_number_question_compare_though_their_spans_differ():
    now, before = mean(100, 9.0, 4.0, (0.0, 30.0)), mean(100, 5.0, 4.0, (0.0, 22.0))
    assert compare(replace(now, item_ids=(7,)), replace(before, item_ids=(7,)), "en").real


def test_persian_figures_have_persian_digits():
    sentence = compare(top2(220, 298), top2(183, 300), "fa").sentence
    assert "۱۳" in sentence
    assert not any(c.isascii() and c.isdigit() for c in sentence)
