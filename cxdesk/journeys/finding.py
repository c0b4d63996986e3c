"""Searching a map: which cards, steps and stages hold the words."""

from cxdesk.i18n import folded
from cxdesk.journeys.queries import CardOnMap, JourneyMap


def hits(journey: JourneyMap, words: str) -> list[int]:
    """The cards that hold the words, in reading order: step after step, lane after lane.

    Words of a step or stage find all of its cards; an empty search finds none.
    """
    wanted = folded(words)
    if not wanted:
        return []
    lanes = {lane.id: place for place, lane in enumerate(journey.lanes)}
    named = {
        step.id
        for stage in journey.stages
        for step in stage.steps
        if wanted in folded(f"{stage.name} {step.name}")
    }
    steps = {step.id: place for place, step in enumerate(journey.steps)}
    found = [
        c
        for c in journey.cards
        if c.step_id in steps and c.lane_id in lanes and (c.step_id in named or wanted in _text(c))
    ]
    found.sort(key=lambda c: (steps[c.step_id], lanes[c.lane_id], c.position, c.id))
    return [card.id for card in found]


def _text(card: CardOnMap) -> str:
    return folded(" ".join((card.text, card.touch_point, card.quotation, card.speaker, card.source)))
