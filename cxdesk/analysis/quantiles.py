"""Quantiles of the normal and of Student's t distribution, without the two seconds that scipy costs to load."""

from functools import lru_cache
from math import exp, inf, isinf, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

_TINY = 1e-300
_LARGE = 2000.0


def z_quantile(probability: float) -> float:
    """The standard normal quantile; 0.975 gives 1.959964."""
    return NormalDist().inv_cdf(probability)


@lru_cache(maxsize=4096)
def t_quantile(probability: float, df: float) -> float:
    """Student's t quantile for `df` degrees of freedom, which need not be whole (Welch's are not).

    Exact to about 1e-10: Newton's steps on the incomplete beta function, kept inside a bracket.
    Above 2,000 degrees of freedom the expansion around the normal quantile (Abramowitz and
    Stegun 26.7.5) is closer than that on its own.
    """
    if not 0.0 < probability < 1.0 or df <= 0:
        raise ValueError(f"no t quantile for probability {probability} and {df} degrees of freedom")
    if probability < 0.5:
        return -t_quantile(1.0 - probability, df)
    if probability == 0.5:
        return 0.0
    return _expansion(probability, df) if df > _LARGE else _solve(probability, df)


def t_probability(t: float, df: float) -> float:
    """The share of Student's t distribution below `t`."""
    if isinf(t):
        return 1.0 if t > 0 else 0.0
    return 1.0 - _tail(t, df) if t > 0 else _tail(t, df)


def _expansion(probability: float, df: float) -> float:
    z = z_quantile(probability)
    z3, z5, z7 = z**3, z**5, z**7
    first = (z3 + z) / 4
    second = (5 * z5 + 16 * z3 + 3 * z) / 96
    third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384
    return z + first / df + second / df**2 + third / df**3


def _solve(probability: float, df: float) -> float:
    tail = 1.0 - probability
    low, high = 0.0, inf
    t = max(z_quantile(probability), 1e-8)
    for _attempt in range(200):
        gap = _tail(t, df) - tail
        low, high = (t, high) if gap > 0 else (low, t)
        step = t + gap / _density(t, df)
        if not low < step < high:
            step = 2 * t if isinf(high) else (low + high) / 2
        if abs(step - t) <= 1e-14 * t:
            return step
        t = step
    return t


def _density(t: float, df: float) -> float:
    scale = lgamma((df + 1) / 2) - lgamma(df / 2) - 0.5 * log(df * pi)
    return max(exp(scale - (df + 1) / 2 * log1p(t * t / df)), _TINY)


def _tail(t: float, df: float) -> float:
    """The share beyond |t| on one side: half the regularised incomplete beta function at df / (df + t * t)."""
    # Both x and 1 - x are formed directly; near 1 the subtraction would lose the digits that matter.
    x, rest = df / (df + t * t), t * t / (df + t * t)
    if rest == 0.0 or x == 0.0:
        return 0.5 if rest == 0.0 else 0.0
    a, b = df / 2, 0.5
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    if x < (a + 1) / (a + b + 2):
        return 0.5 * front * _fraction(x, a, b) / a
    return 0.5 * (1.0 - front * _fraction(rest, b, a) / b)


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's evaluation of the continued fraction (Abramowitz and Stegun 26.5.8)."""
    c, d = 1.0, 1.0 / _not_zero(1.0 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 100 + int(5 * sqrt(max(a, b)))):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for part in (even, odd):
            d = 1.0 / _not_zero(1.0 + part * d)
            c = _not_zero(1.0 + part / c)
            value *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return value


def _not_zero(x: float) -> float:
    return x if abs(x) > _TINY else _TINY
