"""What the marks of a map mean, in one row; the same under the canvas and at the foot of the paper."""

from collections.abc import Callable
from dataclasses import dataclass

from cxdesk import ages, i18n
from cxdesk.journeys.beside import shows
from cxdesk.journeys.glyph import score_glyph
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Bead, Box, Diamond, Icon, Piece, Shape, joined, moved
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
    entries: tuple[tuple[Piece, float], ...] = ()

    def within(self, room: float) -> "Legend":
        """As many whole entries as there is room for: half a word says nothing.

        What fits with half the air between its entries loses none of them.
        """
        if self.width <= room:
            return self
        closer = (self.width - room) / max(1, len(self.entries) - 1)
        if closer <= AIR / 2:
            nearer = [moved(piece, -n * closer, 0) for n, (piece, _end) in enumerate(self.entries)]
            return Legend(joined(nearer), room)
        fitting = [entry for entry in self.entries if entry[1] <= room]
        return Legend(joined([piece for piece, _end in fitting]), fitting[-1][1] if fitting else 0.0)


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
    rows: list[tuple[Callable[[float], Shape], str]] = []
    if any(card.moment_of_truth for card in journey.cards):
        told = _truth(journey, language, with_cuts=with_cuts and not for_customer)
        rows.append((lambda x: Diamond(x + 4, 0, 4.5, "accent"), told))
    if not for_customer:
        if _is_stale(journey):
            rows.append((lambda x: Icon("hourglass", x - 2, -6.5, 13, "warn"), words.gettext("check again")))
        rows += [(_strip(mark.colour), mark.name) for mark in journey.marks]
    rows += [(_bead(grade), words.gettext(GRADE_WORDS[grade])) for grade in reversed(GRADES)]
    if not for_customer:
        rows += _beside(journey, language)
    entries: list[tuple[Piece, float]] = []
    x = 0.0
    for mark, text in rows:
        line = block(text, style, WIDEST, language)
        end = x + 14 + line.width
        entries.append((Piece((mark(x),), (), line.at(x + 14, -line.height / 2)), end))
        x = end + AIR
    if with_score and any(c.score for c in journey.cards):
        line = block(score_kind(journey, language), style, 400, language)
        glyph = score_glyph(_Sample(), x, x + 48, 0, False)
        entries.append((Piece((), glyph, line.at(x + 56, -line.height / 2)), x + 56 + line.width))
    return Legend(joined([piece for piece, _end in entries]), entries[-1][1], tuple(entries))


def _is_stale(journey: JourneyMap) -> bool:
    """Whether anything on the map carries the mark of age."""
    today = journey.today
    days = [step.checked_on for step in journey.steps] + [stage.checked_on for stage in journey.stages]
    return any(card.stale_months is not None for card in journey.cards) or any(
        ages.stale_months(day, today) is not None for day in days if day is not None
    )


def rounds_before(journey: JourneyMap) -> list[str]:
    """The rounds that the ticks beside the scores are of, as a reader sees them."""
    shown = [card.beside for card in journey.cards if card.beside and card.score and not card.score.hidden]
    return list(dict.fromkeys(near.before_round for near in shown if near.before is not None))


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
    words = i18n.words(language)
    shown = [shows(card.beside, card.score) for card in journey.cards if card.beside]
    rows: list[tuple[Callable[[float], Shape], str]] = []
    if any(gap for _change, gap, _employees in shown):
        rows.append((lambda x: Icon("scale", x - 2, -6.5, 13, "text2"), words.gettext("against expectation")))
    if any(employees for *_, employees in shown) or any(stage.employees for stage in journey.stages):
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
