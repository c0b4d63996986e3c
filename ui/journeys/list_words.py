"""What a row of the list says of a card: where it lies, what is on it, how sure we are."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _, language, listed
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES
from ui.journeys.card_form import Line

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap


def lines_of(journey: "JourneyMap") -> list[Line]:
    """The cards in the order of steps, then lanes."""
    from cxdesk.journeys.labels import lane_words

    at: dict[tuple[int, int], list[object]] = {}
    for card in journey.cards:
        at.setdefault((card.step_id, card.lane_id), []).append(card)
    return [
        Line(card, stage.name, step.name, lane_words(lane, language(), journey.persona), lane.kind)  # type: ignore[arg-type]
        for stage in journey.stages
        for step in stage.steps
        for lane in journey.lanes
        for card in at.get((step.id, lane.id), [])
    ]


def said_on(line: Line) -> str:
    """A card in a line: its words with its score, or how it feels."""
    from cxdesk.journeys.glyph import score_words

    if line.kind in CURVES and line.card.feeling is not None:
        words = _(min(FEELING_WORDS, key=lambda f: abs(f[0] - (line.card.feeling or 0.0)))[1])
        return _("{feeling}: {text}").format(feeling=words, text=line.card.text) if line.card.text else words
    said = line.card.words or line.card.quotation
    if line.card.score is not None:
        return _("{text}: {score}").format(text=said, score=listed(score_words(line.card.score, language())))
    return said


def sure_of(line: Line) -> str:
    """How sure we are of a card."""
    from cxdesk.personas.kinds import GRADE_WORDS

    return _(GRADE_WORDS[line.card.grade])
