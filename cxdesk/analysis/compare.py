"""What changed since the last time: two figures, one difference with its margin, one sentence."""

from dataclasses import dataclass
from gettext import NullTranslations
from math import sqrt

from cxdesk import i18n
from cxdesk.analysis.figure import FEW, Figure
from cxdesk.analysis.intervals import (
    NO_DIFFERENCE,
    NPS_ADDED,
    Difference,
    Interval,
    difference_of_means,
    joined,
    nps_from_adjusted,
)
from cxdesk.analysis.quantiles import t_quantile, z_quantile


@dataclass(frozen=True, slots=True)
class Change:
    """Now minus before in the unit of the figures, the ends of its margin, and the sentence to show.

    `difference` is None when the two must not be compared; the sentence then says why. `real` is
    False whenever the margin holds zero.
    """

    difference: float | None
    low: float | None
    high: float | None
    real: bool
    sentence: str


def compare(now: Figure, before: Figure | None, lang: str | None = None) -> Change:
    """The change from `before` to `now`, in words of `lang` or of the window.

    Rounds are taken as independent samples: the same people in both make the margin too wide,
    never too narrow. Each figure's own interval carries what the test needs (see `difference`).
    """
    lang = lang or i18n.language()
    words = i18n.words(lang)
    reason = _why_not(now, before, words, lang)
    if before is None or reason:
        return Change(None, None, None, False, reason)
    change = difference(now, before)
    return Change(*change, _sentence(change, now, words, lang))


def difference(now: Figure, before: Figure) -> Difference:
    """The test itself, from value, n and interval of both figures, without their counts.

    Percent: Newcombe's method takes just the two Wilson intervals. NPS: Rocks adds three answers
    whose own score is 0, so the adjusted score is value * n / (n + 3), and an end of the interval
    that was neither clipped nor stretched lies z standard errors from it. Means: an end lies
    t(n - 1) * sqrt(variance / n) from the mean.
    """
    if now.metric == "nps":
        return _nps(now, before)
    if now.metric == "mean":
        return _means(now, before)
    return joined(_interval(now), _interval(before))


def _why_not(now: Figure, before: Figure | None, words: NullTranslations, lang: str) -> str:
    if now.suppressed_reason:
        return words.gettext(now.suppressed_reason)
    if before is None:
        return words.gettext("first time asked")
    if before.hidden:
        return words.gettext("hidden last time, so not compared")
    if _counted_differently(now, before):
        return words.gettext("counted another way before, so not compared")
    if now.value is None or before.value is None:
        return words.gettext("no answers to compare")
    if now.n < FEW:
        text = words.ngettext("{n} answer: too few to compare", "{n} answers: too few to compare", now.n)
        return text.format(n=i18n.number(now.n, lang=lang))
    if before.n < FEW:
        text = words.ngettext(
            "{n} answer last time: too few to compare", "{n} answers last time: too few to compare", before.n
        )
        return text.format(n=i18n.number(before.n, lang=lang))
    if now.few or before.few:
        return words.gettext("fewer than half answered, so not compared")
    return ""


def _counted_differently(now: Figure, before: Figure) -> bool:
    if (now.metric, now.base, now.counting, now.confidence) != (
        before.metric, before.base, before.counting, before.confidence,
    ):  # fmt: skip
        return True
    # The scale of a plain number is the span of its answers, so it differs from round to round.
    return now.scale != before.scale and (not now.item_ids or now.item_ids != before.item_ids)


def _sentence(change: Difference, now: Figure, words: NullTranslations, lang: str) -> str:
    if not change.real or change.difference is None or change.low is None or change.high is None:
        return words.gettext("no real difference shown")
    decimals = 1 if now.metric == "mean" else 0
    said = words.gettext("{difference} ({low} to {high})").format(
        difference=i18n.signed(change.difference, decimals, lang),
        low=i18n.number(change.low, decimals, lang),
        high=i18n.number(change.high, decimals, lang),
    )
    return i18n.directed(said, lang)


def _interval(figure: Figure) -> Interval:
    return Interval(figure.value, figure.low, figure.high)


def _nps(now: Figure, before: Figure) -> Difference:
    ends = _adjusted(now), _adjusted(before)
    if now.value is None or before.value is None or ends[0] is None or ends[1] is None:
        return NO_DIFFERENCE
    return nps_from_adjusted(now.value - before.value, ends[0], ends[1], now.confidence)


def _adjusted(figure: Figure) -> tuple[float, float] | None:
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    centre = figure.value * figure.n / (figure.n + NPS_ADDED)
    # The end away from the nearer edge of the scale is the one that was not clipped there.
    half = centre - figure.low if centre >= 0 else figure.high - centre
    return centre, half / z_quantile(0.5 + figure.confidence / 2)


def _means(now: Figure, before: Figure) -> Difference:
    if now.value is None or before.value is None:
        return NO_DIFFERENCE
    spread, spread_before = _variance(now), _variance(before)
    if spread is None or spread_before is None:
        return Difference(now.value - before.value, None, None, False)
    return difference_of_means(
        now.n, now.value, spread, before.n, before.value, spread_before, now.confidence
    )


def _variance(figure: Figure) -> float | None:
    if figure.low is None or figure.high is None or figure.n < 2:
        return None
    half = (figure.high - figure.low) / 2
    error = half / t_quantile(0.5 + figure.confidence / 2, figure.n - 1)
    return (error * sqrt(figure.n)) ** 2
