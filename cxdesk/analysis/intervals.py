"""Margins of error of scores, and of differences between them, from counts alone.

Shares are percent (0..100), NPS runs from -100 to 100, means are in points of their scale; a
difference is in the unit of the scores it compares. Two-sided, 95 % unless asked otherwise.
Nothing here rounds.
"""

from math import sqrt
from typing import NamedTuple

from cxdesk.analysis.quantiles import t_quantile, z_quantile

CONFIDENCE = 0.95
NPS_ADDED = 3.0
_NPS_ADDED_EACH = 0.75


class Interval(NamedTuple):
    """A score with the ends of its margin of error; None where the answers don't allow one."""

    value: float | None
    low: float | None
    high: float | None


class Difference(NamedTuple):
    """Now minus before, with the ends of its margin; `real` when the margin leaves zero out."""

    difference: float | None
    low: float | None
    high: float | None
    real: bool


NOTHING = Interval(None, None, None)
NO_DIFFERENCE = Difference(None, None, None, False)


def nps(promoters: float, passives: float, detractors: float, confidence: float = CONFIDENCE) -> Interval:
    """Net Promoter Score with its adjusted Wald interval, -100..100.

    Rocks, B. (2016), "Interval Estimation for the Net Promoter Score", The American Statistician
    70(4), 365-372: three answers are added, 3/4 promoter, 3/4 critic and 3/2 neutral. The value is
    the plain score, the one people know from their tool. With a handful of equal answers the
    adjusted interval can leave that score out; it is then stretched to it.
    """
    n = _checked(promoters, passives, detractors)
    if n == 0:
        return NOTHING
    value = 100 * (promoters - detractors) / n
    centre, error = _adjusted_nps(promoters, passives, detractors)
    half = _z(confidence) * error
    return Interval(value, min(value, max(-100.0, centre - half)), max(value, min(100.0, centre + half)))


def wilson(successes: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """A share in percent with Wilson's score interval, 0..100.

    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference",
    JASA 22, 209-212; without continuity correction.
    """
    _checked(successes, n - successes)
    if n == 0:
        return NOTHING
    z2 = _z(confidence) ** 2
    share = successes / n
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = sqrt(z2 * share * (1 - share) / n + z2**2 / (4 * n * n)) / (1 + z2 / n)
    value = 100 * share
    # At 0 and at n the end is the value itself; rounding would put it 1e-17 beside it.
    return Interval(
        value,
        0.0 if successes == 0 else min(value, 100 * (centre - half)),
        100.0 if successes == n else max(value, 100 * (centre + half)),
    )


def mean_t(n: int, mean: float | None, variance: float | None, confidence: float = CONFIDENCE) -> Interval:
    """A mean with Student's interval, in points of its scale.

    `variance` is the sample variance (divided by n - 1) in squared points. One answer has no
    variance and so a value without a margin.
    """
    if n == 0 or mean is None:
        return NOTHING
    if n == 1 or variance is None:
        return Interval(mean, None, None)
    half = t_quantile(0.5 + confidence / 2, n - 1) * sqrt(_not_negative(variance) / n)
    return Interval(mean, mean - half, mean + half)


def difference_of_proportions(
    successes: float, n: float, successes_before: float, n_before: float, confidence: float = CONFIDENCE
) -> Difference:
    """Difference of two independent shares, in percentage points, from their Wilson intervals.

    Newcombe, R. G. (1998), "Interval estimation for the difference between independent
    proportions", Statistics in Medicine 17, 873-890, method 10.
    """
    return joined(wilson(successes, n, confidence), wilson(successes_before, n_before, confidence))


def difference_of_nps(
    now: tuple[float, float, float], before: tuple[float, float, float], confidence: float = CONFIDENCE
) -> Difference:
    """Difference of two independent NPS, in points; each is (promoters, passives, detractors).

    Both samples are adjusted as in `nps` and their variances added, as Lewis and Sauro do
    (measuringu.com, "How to Statistically Compare Two Net Promoter Scores"). The difference told
    is that of the plain scores; the interval lies around that of the adjusted ones.
    """
    n, n_before = _checked(*now), _checked(*before)
    if n == 0 or n_before == 0:
        return NO_DIFFERENCE
    difference = 100 * ((now[0] - now[2]) / n - (before[0] - before[2]) / n_before)
    return nps_from_adjusted(difference, _adjusted_nps(*now), _adjusted_nps(*before), confidence)


def nps_from_adjusted(
    difference: float, now: tuple[float, float], before: tuple[float, float], confidence: float = CONFIDENCE
) -> Difference:
    """The difference of two NPS whose adjusted scores and standard errors are known already."""
    centre = now[0] - before[0]
    half = _z(confidence) * sqrt(now[1] ** 2 + before[1] ** 2)
    return _told(difference, max(-200.0, centre - half), min(200.0, centre + half))


def difference_of_means(
    n: int, mean: float, variance: float, n_before: int, mean_before: float, variance_before: float,
    confidence: float = CONFIDENCE,
) -> Difference:  # fmt: skip
    """Difference of two independent means, in points of their scale, without assuming equal spread.

    Welch, B. L. (1947), "The generalization of 'Student's' problem when several different
    population variances are involved", Biometrika 34, 28-35. Fewer than two answers on a side: no
    margin, so never real.
    """
    if n < 1 or n_before < 1:
        return NO_DIFFERENCE
    difference = mean - mean_before
    if n < 2 or n_before < 2:
        return Difference(difference, None, None, False)
    now, then = _not_negative(variance) / n, _not_negative(variance_before) / n_before
    if now + then == 0:
        return _told(difference, difference, difference)
    # By shares of the whole variance: squares of tiny variances would underflow to a division by zero.
    share = now / (now + then)
    df = 1 / (share**2 / (n - 1) + (1 - share) ** 2 / (n_before - 1))
    half = t_quantile(0.5 + confidence / 2, df) * sqrt(now + then)
    return _told(difference, difference - half, difference + half)


def joined(now: Interval, before: Interval) -> Difference:
    """The difference of two independent scores, from their own intervals.

    Zou, G. Y. and Donner, A. (2008), "Construction of confidence limits about effect measures",
    Statistics in Medicine 27, 1693-1702. For Wilson intervals this is Newcombe's method 10.
    """
    if now.value is None or before.value is None:
        return NO_DIFFERENCE
    difference = now.value - before.value
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return Difference(difference, None, None, False)
    down = sqrt((now.value - now.low) ** 2 + (before.high - before.value) ** 2)
    up = sqrt((now.high - now.value) ** 2 + (before.value - before.low) ** 2)
    return _told(difference, difference - down, difference + up)


def _told(difference: float, low: float, high: float) -> Difference:
    return Difference(difference, min(low, difference), max(high, difference), low > 0 or high < 0)


def _adjusted_nps(promoters: float, passives: float, detractors: float) -> tuple[float, float]:
    """The adjusted score and its standard error, both in points."""
    n = promoters + passives + detractors + NPS_ADDED
    up, down = (promoters + _NPS_ADDED_EACH) / n, (detractors + _NPS_ADDED_EACH) / n
    return 100 * (up - down), 100 * sqrt((up + down - (up - down) ** 2) / n)


def _z(confidence: float) -> float:
    return z_quantile(0.5 + confidence / 2)


def _checked(*counts: float) -> float:
    if min(counts) < 0:
        raise ValueError(f"counts of answers can't be negative: {counts}")
    return sum(counts)


def _not_negative(variance: float) -> float:
    if variance < 0:
        raise ValueError(f"a variance can't be negative: {variance}")
    return variance
