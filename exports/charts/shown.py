"""A figure in words: its value, its range, its answers; the same in every chart and its twin."""

from cxdesk import i18n
from cxdesk.analysis.figure import Figure

NOTHING = "–"


def value(figure: Figure, lang: str) -> str:
    """48%, +31, 4.2, or a dash when there is nothing to show."""
    if figure.value is None:
        return NOTHING
    return amount(figure.value, figure, lang)


def amount(x: float, figure: Figure, lang: str) -> str:
    """A number in the unit of a figure."""
    if figure.metric == "nps":
        return i18n.signed(x, 0, lang)
    if figure.metric == "mean":
        return i18n.number(x, 1, lang)
    return i18n.percent(x, lang)


def span(figure: Figure, lang: str) -> str:
    """43 to 53: the margin of error, empty when there is none."""
    if figure.low is None or figure.high is None:
        return ""
    decimals = 1 if figure.metric == "mean" else 0
    return i18n.words(lang).gettext("{low} to {high}").format(
        low=i18n.number(figure.low, decimals, lang), high=i18n.number(figure.high, decimals, lang)
    )  # fmt: skip


def answers(figure: Figure, lang: str) -> str:
    """How many answers were counted; for a hidden figure "3 of 5", which is all that may be said."""
    if figure.hidden and figure.invited is not None:
        return i18n.words(lang).gettext("{answered} of {invited}").format(
            answered=i18n.number(figure.answered if figure.answered is not None else figure.n, lang=lang),
            invited=i18n.number(figure.invited, lang=lang),
        )  # fmt: skip
    return i18n.number(figure.n, lang=lang)
