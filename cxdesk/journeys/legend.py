"""What the marks of a map mean, in one row; the same under the canvas and at the foot of the paper."""

from collections.abc import Callable
from dataclasses import dataclass

from cxdesk import i18n
from cxdesk.journeys.glyph import score_glyph
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Bead, Box, Diamond, Icon, Piece, Shape
from cxdesk.journeys.truths import cuts_words, scored_at_all
from cxdesk.personas.kinds import GRADE_WORDS, GRADES

AIR = 24.0
# A legend is one row; nothing in it is broken.
WIDEST = 4000.0


@dataclass(frozen=True, slots=True)
class Legend:
    """Marks with their words from left to right, around y = 0."""

    piece: Piece
    width: float


@dataclass(frozen=True, slots=True)
class _Sample:
    """A score that stands for all of them, drawn in the legend."""

    metric: str = "top2"
    value: float | None = 50
    low: float | None = 40
    high: float | None = 60
    n: int = 100
    invited: int | None = None
    answered: int | None = None
    scale: tuple[float, float] = (0.0, 100.0)
    few: bool = False
    hidden: bool = False


def legend(
    journey: JourneyMap,
    language: str,
    style: Style,
    *,
    for_customer: bool = False,
    with_score: bool = True,
    with_cuts: bool = True,
) -> Legend:
    """The marks that this map uses; what is checked again and where our cuts lie is our own affair."""
    words = i18n.words(language)
    rows: list[tuple[Callable[[float], Shape], str]] = [
        (
            lambda x: Diamond(x + 4, 0, 4.5, "accent"),
            _truth(journey, language, with_cuts=with_cuts and not for_customer),
        ),
    ]
    if not for_customer:
        rows.append((lambda x: Icon("hourglass", x - 2, -6.5, 13, "warn"), words.gettext("check again")))
        rows += [(_strip(mark.colour), mark.name) for mark in journey.marks]
    rows += [(_bead(grade), words.gettext(GRADE_WORDS[grade])) for grade in reversed(GRADES)]
    if not for_customer:
        rows += _beside(journey, language)
    piece, x = Piece(), 0.0
    for mark, text in rows:
        line = block(text, style, WIDEST, language)
        piece += Piece((mark(x),), (), line.at(x + 14, -line.height / 2))
        x += 14 + line.width + AIR
    if with_score and any(c.score for c in journey.cards):
        line = block(score_kind(journey, language), style, 400, language)
        glyph = score_glyph(_Sample(), x, x + 48, 0, False)
        piece += Piece((), glyph, line.at(x + 56, -line.height / 2))
        x += 56 + line.width + AIR
    return Legend(piece, x - AIR)


def score_kind(journey: JourneyMap, language: str) -> str:
    """What the scores of a map are."""
    words = i18n.words(language)
    if {c.score.metric for c in journey.cards if c.score} <= {"top2"}:
        return words.gettext("% satisfied, with margin of error")
    return words.gettext("score, with margin of error")


def _strip(colour: str) -> Callable[[float], Shape]:
    """A mark's colour as it stands on the cards, twice as wide to be seen alone."""
    return lambda x: Box(x + 2, -7, 6, 14, colour, None, 0, 3)


def _beside(journey: JourneyMap, language: str) -> list[tuple[Callable[[float], Shape], str]]:
    """The marks of what stands beside a score, only those that occur."""
    words, near = i18n.words(language), [card.beside for card in journey.cards if card.beside]
    rows: list[tuple[Callable[[float], Shape], str]] = []
    if any(one.gap for one in near):
        rows.append((lambda x: Icon("scale", x - 2, -6.5, 13, "text2"), words.gettext("against expectation")))
    if any(one.employees for one in near):
        rows.append((lambda x: Icon("users", x - 2, -6.5, 13, "text2"), words.gettext("employees")))
    return rows


def _truth(journey: JourneyMap, language: str, *, with_cuts: bool) -> str:
    """What the diamond means; with the cuts where steps have scores."""
    words = i18n.words(language)
    if not with_cuts or not scored_at_all(journey):
        return words.gettext("moment of truth")
    return words.gettext("moment of truth: {cuts}").format(cuts=cuts_words(journey.cuts, language))


def _bead(grade: str) -> Callable[[float], Shape]:
    return lambda x: Bead(x + 5, 0, 5, grade, "data", "surface")
