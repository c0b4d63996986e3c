"""Margins of error against published examples, hand calculations and what must always hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.intervals import (
    NO_DIFFERENCE,
    NOTHING,
    Difference,
    Interval,
    difference_of_means,
    difference_of_nps,
    difference_of_proportions,
    joined,
    mean_t,
    nps,
    wilson,
)
from cxdesk.analysis.quantiles import t_probability, t_quantile, z_quantile

COUNTS = st.integers(0, 5000)

# Two-sided 95 % and 99 % points of the published t table, and the closed forms for 1 and 2.
T_TABLE = [
    (0.975, 1, math.tan(math.pi * 0.475)),
    (0.975, 2, 0.95 / math.sqrt(2 * 0.975 * 0.025)),
    (0.975, 3, 3.182446305),
    (0.975, 5, 2.570581836),
    (0.975, 10, 2.228138852),
    (0.975, 30, 2.042272456),
    (0.975, 100, 1.983971519),
    (0.995, 4, 4.604094871),
    (0.95, 10, 1.812461123),
    (0.975, 1000, 1.962339081),
    (0.975, 10**9, 1.959963987),
]


@pytest.mark.parametrize(("probability", "df", "expected"), T_TABLE)
def test_t_quantile_equals_the_table(probability, df, expected):
    assert t_quantile(probability, df) == pytest.approx(expected, abs=1e-6)
    assert t_quantile(1 - probability, df) == pytest.approx(-expected, abs=1e-6)


@given(st.floats(0.5001, 0.9999), st.floats(0.6, 1e5))
def test_t_quantile_undoes_t_probability(probability, df):
    assert t_probability(t_quantile(probability, df), df) == pytest.approx(probability, abs=1e-9)


def test_t_quantile_is_smooth_where_the_method_changes():
    assert t_quantile(0.975, 1999.999) == pytest.approx(t_quantile(0.975, 2000.001), abs=1e-8)


def test_t_quantile_refuses_what_has_none():
    for probability, df in ((0.0, 3), (1.0, 3), (0.9, 0)):
        with pytest.raises(ValueError, match="no t quantile"):
            t_quantile(probability, df)


def test_nps_equals_the_hand_calculation():
    # 614 promoters, 349 neutral, 241 critics: n = 1204, plain score 373 / 1204 = +30.980.
    # Adjusted: n' = 1207, p' = 614.75 / 1207 = 0.509321, d' = 241.75 / 1207 = 0.200290,
    # score' = 0.309031, variance = 0.709611 - 0.095500 = 0.614111,
    # error = sqrt(0.614111 / 1207) = 0.0225564, times 1.959964 = 0.0442096.
    value, low, high = nps(614, 349, 241)
    assert value == pytest.approx(30.980, abs=1e-3)
    assert low == pytest.approx(100 * (0.309031 - 0.0442096), abs=1e-3)
    assert high == pytest.approx(100 * (0.309031 + 0.0442096), abs=1e-3)


def test_nps_of_a_small_sample_equals_the_hand_calculation():
    # 4, 3, 3: n' = 13, p' = 4.75 / 13, d' = 3.75 / 13, score' = 1 / 13 = 0.0769231;
    # variance = 8.5 / 13 - 0.00591716 = 0.647929; error = sqrt(0.647929 / 13) = 0.2232505.
    value, low, high = nps(4, 3, 3)
    assert value == pytest.approx(10.0)
    assert low == pytest.approx(7.69231 - 1.959964 * 22.32505, abs=1e-3)
    assert high == pytest.approx(7.69231 + 1.959964 * 22.32505, abs=1e-3)


def test_nps_of_all_promoters_stays_on_the_scale():
    assert nps(40, 0, 0)[::2] == (100.0, 100.0)
    assert nps(1, 0, 0).high == 100.0
    assert nps(0, 0, 40)[:2] == (-100.0, -100.0)


def test_wilson_equals_newcombes_published_rows():
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    for successes, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson(successes, n)
        assert found.value == pytest.approx(100 * successes / n)
        assert (found.low, found.high) == (
            pytest.approx(100 * low, abs=0.005),
            pytest.approx(100 * high, abs=0.005),
        )


def test_difference_of_shares_equals_newcombes_published_rows():
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
    for a, m, b, n, low, high in (
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
    ):
        found = difference_of_proportions(a, m, b, n)
        assert found.difference == pytest.approx(100 * (a / m - b / n))
        assert (found.low, found.high) == (
            pytest.approx(100 * low, abs=0.005),
            pytest.approx(100 * high, abs=0.005),
        )
        assert found.real is (low > 0 or high < 0)


def test_difference_of_nps_equals_the_hand_calculation():
    # Both samples adjusted: (50, 30, 20) -> score' 30 / 103 = 0.291262, d + p = 71.5 / 103,
    # variance' = 0.694175 - 0.084834 = 0.609341, over 103 = 0.00591593;
    # (30, 40, 30) -> score' 0, variance' = 61.5 / 103 = 0.597087, over 103 = 0.00579697.
    # error = sqrt(0.01171290) = 0.108226; 29.1262 -+ 1.959964 * 10.8226 = 7.914 to 50.338.
    found = difference_of_nps((50, 30, 20), (30, 40, 30))
    assert found.difference == pytest.approx(30.0)
    assert (found.low, found.high) == (pytest.approx(7.914, abs=2e-3), pytest.approx(50.338, abs=2e-3))
    assert found.real


def test_mean_equals_the_hand_calculation():
    # Ten answers, mean 4.2, variance 0.9: error = sqrt(0.09) = 0.3; t(9) = 2.262157.
    assert mean_t(10, 4.2, 0.9) == Interval(
        4.2, pytest.approx(4.2 - 0.678647, abs=1e-5), pytest.approx(4.2 + 0.678647, abs=1e-5)
    )
    assert mean_t(1, 3.0, None) == (3.0, None, None)
    assert mean_t(5, 3.0, 0.0) == (3.0, 3.0, 3.0)


def test_difference_of_means_equals_welchs_hand_calculation():
    # 16 answers, mean 20, variance 4; 9 answers, mean 22, variance 9: 4/16 + 9/9 = 1.25;
    # df = 1.5625 / (0.0625/15 + 1/8) = 12.0968; t = 2.17695 between t(12) and t(13);
    # half = 2.17695 * 1.118034.
    found = difference_of_means(16, 20.0, 4.0, 9, 22.0, 9.0)
    half = t_quantile(0.975, 1.5625 / (0.0625 / 15 + 0.125)) * math.sqrt(1.25)
    assert 2.160369 < half / math.sqrt(1.25) < 2.178813
    assert found == (-2.0, pytest.approx(-2 - half), pytest.approx(-2 + half), False)
    assert difference_of_means(1, 3.0, 0.0, 9, 2.0, 1.0) == (1.0, None, None, False)


def test_no_answers_give_nothing():
    assert nps(0, 0, 0) == wilson(0, 0) == mean_t(0, None, None) == NOTHING
    assert difference_of_nps((0, 0, 0), (5, 5, 5)) == difference_of_proportions(1, 2, 0, 0) == NO_DIFFERENCE


def test_negative_counts_are_a_bug():
    for wrong in (lambda: nps(-1, 2, 3), lambda: wilson(4, 3), lambda: mean_t(5, 1.0, -1.0)):
        with pytest.raises(ValueError, match="negative"):
            wrong()


@given(COUNTS, COUNTS, COUNTS)
def test_nps_lies_in_its_margin_and_mirrors(promoters, passives, detractors):
    found, mirrored = nps(promoters, passives, detractors), nps(detractors, passives, promoters)
    if found == NOTHING:
        assert promoters + passives + detractors == 0
        return
    assert -100 <= found.low <= found.value <= found.high <= 100
    assert (-mirrored.high, -mirrored.low) == (pytest.approx(found.low), pytest.approx(found.high))


@given(COUNTS, COUNTS)
def test_a_share_lies_in_its_margin_and_mirrors(successes, others):
    found, mirrored = wilson(successes, successes + others), wilson(others, successes + others)
    if found == NOTHING:
        assert successes + others == 0
        return
    assert 0 <= found.low <= found.value <= found.high <= 100
    assert (100 - mirrored.high, 100 - mirrored.low) == (pytest.approx(found.low), pytest.approx(found.high))


@given(st.tuples(COUNTS, COUNTS, COUNTS), st.tuples(COUNTS, COUNTS, COUNTS))
def test_a_difference_of_nps_lies_in_its_margin_and_turns_round(now, before):
    found, turned = difference_of_nps(now, before), difference_of_nps(before, now)
    _check_difference(found, turned, 200)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_a_difference_of_shares_lies_in_its_margin_and_turns_round(a, b, c, d):
    found, turned = (
        difference_of_proportions(a, a + b, c, c + d),
        difference_of_proportions(c, c + d, a, a + b),
    )
    _check_difference(found, turned, 100)


@given(
    st.integers(1, 500),
    st.floats(0, 10),
    st.floats(0, 25),
    st.integers(1, 500),
    st.floats(0, 10),
    st.floats(0, 25),
)
def test_a_difference_of_means_lies_in_its_margin_and_turns_round(n, mean, spread, m, other, other_spread):
    found = difference_of_means(n, mean, spread, m, other, other_spread)
    _check_difference(found, difference_of_means(m, other, other_spread, n, mean, spread), math.inf)


@given(st.integers(2, 200), st.integers(1, 199))
def test_more_confidence_is_a_wider_margin(n, successes):
    successes = min(successes, n - 1)
    narrow, wide = wilson(successes, n, 0.9), wilson(successes, n, 0.99)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_a_difference_needs_both_margins():
    assert joined(Interval(3.0, None, None), Interval(2.0, 1.0, 3.0)) == (1.0, None, None, False)
    assert z_quantile(0.975) == pytest.approx(1.959964, abs=1e-6)


def _check_difference(found: Difference, turned: Difference, most: float) -> None:
    assert found.real is turned.real
    if found.low is None:
        assert not found.real
        return
    assert -most - 1e-9 <= found.low <= found.difference <= found.high <= most + 1e-9
    assert (turned.difference, turned.low, turned.high) == pytest.approx(
        (-found.difference, -found.high, -found.low)
    )
    assert found.real is (found.low > 0 or found.high < 0)
