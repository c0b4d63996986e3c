"""A score as it is drawn and said on a map: value, track, margin and bead; the same on every card and in the legend."""

import json
from functools import lru_cache
from typing import Any

from cxdesk import i18n
from cxdesk.journeys.score import Score
from cxdesk.journeys.shapes import Bead, Box, Line, Shape
from cxdesk.paths import resource


def score_words(score: Score, language: str) -> tuple[str, str]:
    """The value, and below it the range with the answers counted, as glyph and list show them."""
    words = i18n.words(language)
    between = "، " if language == "fa" else " · "
    if score.hidden or score.value is None:
        if score.answered is not None and score.invited is not None:
            told = words.gettext("{answered} of {invited} answered").format(
                answered=i18n.number(score.answered, lang=language),
                invited=i18n.number(score.invited, lang=language),
            )
        else:
            told = words.gettext("too few to show") if score.hidden else words.gettext("no answers yet")
        return "–", told
    counted = words.gettext("n {n}").format(n=i18n.number(score.n, lang=language))
    if score.low is None or score.high is None:
        return value_words(score, language), counted
    return value_words(score, language), _range(score, language) + between + counted


def _range(score: Score, language: str) -> str:
    decimals = 1 if score.metric == "mean" else 0
    low, high = (i18n.number(end or 0.0, decimals, language) for end in (score.low, score.high))
    return i18n.words(language).gettext("{low} to {high}").format(low=low, high=high)


def score_told(score: Score, language: str) -> str:
    """Value, margin of error and answers as one says them, for those who hear them and where there is room."""
    value, told = score_words(score, language)
    if score.hidden or score.value is None:
        return told
    words = i18n.words(language)
    counted = words.ngettext("{n} answer counted", "{n} answers counted", score.n)
    said = [value]
    if score.low is not None and score.high is not None:
        said.append(words.gettext("margin of error {range}").format(range=_range(score, language)))
    said.append(counted.format(n=i18n.number(score.n, lang=language)))
    return i18n.listed(said, language)


def value_words(score: Score, language: str) -> str:
    """The value in the way of its kind: 48%, +31, 4.2."""
    if score.value is None:
        return "–"
    if score.metric == "nps":
        return i18n.signed(score.value, lang=language)
    if score.metric == "mean":
        return i18n.number(score.value, 1, language)
    return i18n.percent(score.value, language)


def score_glyph(
    score: Score, left: float, right: float, y: float, accent: bool, before: float | None = None
) -> tuple[Shape, ...]:
    """Track, margin and bead of a score between two x, as everywhere in the product, at map scale.

    `before` is the value of the round before, a small tick behind the bead.
    """
    spec, size = _spec(), float(_spec()["scale_on_map"])
    low, high = score.scale
    ends = _ticks((left, right), y, spec["end_tick"] * size)
    if score.hidden or score.value is None:
        return (Line(left, y, right, y, "line_strong", 1, (2, 3)), *ends)

    def place(value: float) -> float:
        return left + (min(max(value, low), high) - low) / ((high - low) or 1) * (right - left)

    shapes: list[Shape] = [Line(left, y, right, y, "line_strong"), *ends]
    if low < 0 < high:
        shapes += _ticks((place(0),), y, spec["zero_tick"] * size)
    if score.low is not None and score.high is not None:
        shapes.append(_capsule(place(score.low), place(score.high), y, accent))
    if before is not None:
        width, height = (length * size for length in spec["previous_tick"])
        shapes.append(Line(place(before), y - height / 2, place(before), y + height / 2, "text3", width))
    x, ink = place(score.value), "accent" if accent else "data"
    if score.few:
        line = spec["hollow_stroke"] * size
        shapes.append(Bead(x, y, spec["hollow_radius"] * size, "opinion", ink, "surface", line))
    else:
        shapes.append(Bead(x, y, spec["bead_radius"] * size, "measured", ink, ink, 0))
    return tuple(shapes)


def _capsule(start: float, end: float, y: float, accent: bool) -> Box:
    spec, size = _spec(), float(_spec()["scale_on_map"])
    least, high = spec["margin_capsule_min_width"] * size, spec["margin_capsule_height"] * size
    if end - start < least:
        start, end = (start + end - least) / 2, (start + end + least) / 2
    fill, edge = ("accent_line", "accent_mid") if accent else ("data_soft", "data_line")
    return Box(start, y - high / 2, end - start, high, fill, edge, 1, high / 2)


def _ticks(places: tuple[float, ...], y: float, height: float) -> list[Line]:
    return [Line(x, y - height / 2, x, y + height / 2, "line_strong") for x in places]


@lru_cache(maxsize=1)
def _spec() -> dict[str, Any]:
    tokens = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
    return dict(tokens["score_glyph"])
