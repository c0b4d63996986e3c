"""How a Figure is said in words: value, range, answers; the same everywhere in the window."""

from cxdesk.analysis.figure import Figure
from cxdesk.i18n import _, isolated, listed, ngettext, number, percent, signed
from ui.widgets.text import joined

__all__ = [
    "answers_text",
    "before_text",
    "doubt_text",
    "joined",
    "range_text",
    "score_text",
    "short_answers_text",
    "spoken",
    "value_text",
]


def score_text(figure: Figure, value: float | None) -> str:
    """One value on the figure's scale: 48%, +31, 4.2; a dash when there is none."""
    if value is None:
        return "–"
    if figure.metric == "top2":
        return percent(value)
    return signed(value) if figure.metric == "nps" else number(value, 1)


def value_text(figure: Figure) -> str:
    """The figure's value in words and digits."""
    return score_text(figure, None if figure.hidden else figure.value)


def range_text(figure: Figure) -> str:
    """The margin of error: “43 to 53”."""
    if figure.hidden or figure.low is None or figure.high is None:
        return ""
    decimals = 1 if figure.metric == "mean" else 0
    low, high = (number(x, decimals) for x in (figure.low, figure.high))
    return _("{low} to {high}").format(low=low, high=high)


def answers_text(figure: Figure) -> str:
    """“412 answers counted”, or “3 of 5 answered” for what the promise hides."""
    if figure.hidden and figure.invited is not None:
        answered = figure.n if figure.answered is None else figure.answered
        return _("{n} of {all} answered").format(n=number(answered), all=number(figure.invited))
    return ngettext("{n} answer counted", "{n} answers counted", figure.n).format(n=number(figure.n))


def short_answers_text(figure: Figure) -> str:
    """“412 answers”, where there is little room."""
    if figure.hidden and figure.invited is not None:
        return answers_text(figure)
    return ngettext("{n} answer", "{n} answers", figure.n).format(n=number(figure.n))


def doubt_text(figure: Figure) -> str:
    """Why a figure is not compared, or nothing."""
    if figure.hidden:
        return figure.suppressed_reason or ""
    if figure.few:
        return _("{answers}: too few to compare.").format(answers=short_answers_text(figure))
    return ""


def before_text(figure: Figure, previous: float | None, round_label: str = "") -> str:
    """The score of the round before and which round that is: “before 25% (March 2026)”; empty where there is none."""
    if previous is None or figure.hidden:
        return ""
    told = _("before {value}").format(value=score_text(figure, previous))
    return f"{told} ({isolated(round_label)})" if round_label else told


def spoken(
    figure: Figure, previous: float | None = None, target: float | None = None, before_round: str = ""
) -> str:
    """The whole glyph for a screen reader."""
    parts = [value_text(figure)]
    if margin := range_text(figure):
        parts.append(_("margin of error {range}").format(range=margin))
    parts.append(answers_text(figure))
    if previous is not None and not figure.hidden:
        parts.append(before_text(figure, previous, before_round))
    if target is not None:
        parts.append(_("target {value}").format(value=score_text(figure, target)))
    return listed(parts)
