"""What stands beside a score, in words: the change since the round before, and the gap to what was expected."""

from cxdesk.i18n import directed, language, number, signed, words
from cxdesk.journeys.score import Beside, Gap


def change_words(beside: Beside, metric: str, lang: str | None = None) -> str:
    """“+6 (2 to 10)” where the change is real, else that no real difference is shown; nothing without a comparison."""
    lang = lang or language()
    said = words(lang)
    if beside.direction is None:
        return ""
    if not beside.direction or beside.difference is None or beside.low is None or beside.high is None:
        return said.gettext("no real difference shown")
    decimals = 1 if metric == "mean" else 0
    text = said.gettext("{difference} ({low} to {high})").format(
        difference=signed(beside.difference, decimals, lang),
        low=number(beside.low, decimals, lang),
        high=number(beside.high, decimals, lang),
    )
    return directed(text, lang)


def value_now(difference: float, decimals: int, lang: str) -> str:
    """A difference alone, in the direction of the language: “−0.3”."""
    return directed(signed(difference, decimals, lang), lang)


def gap_words(gap: Gap, lang: str | None = None) -> str:
    """The gap as a sentence: how far from what was expected, with its margin and its answers."""
    lang = lang or language()
    said = words(lang)
    if gap.hidden or gap.value is None:
        return said.gettext("against what was expected: hidden by the survey’s promise")
    n = said.gettext("n {n}").format(n=number(gap.n, lang=lang))
    if gap.few:
        return said.gettext("against what was expected: too few to compare ({n})").format(n=n)
    if not gap.real or gap.low is None or gap.high is None:
        return said.gettext("as expected: no real difference shown ({n})").format(n=n)
    text = said.gettext("{gap} against what was expected ({low} to {high}; {n})").format(
        gap=signed(gap.value, 1, lang),
        low=number(gap.low, 1, lang),
        high=number(gap.high, 1, lang),
        n=n,
    )
    return directed(text, lang)
