"""The cards of a map in the order of lanes and steps, each with the number it has on cards and voting sheets."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxdesk import i18n
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES, LINES
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap

# What people vote on, where there is any of it.
VOTED = ("pain", "delight", "unexpected", "latent_need", "opportunity")


@dataclass(frozen=True, slots=True)
class Numbered:
    """One card with its lane, its number on paper, and where it stands: stage and step."""

    number: int
    card: CardOnMap
    lane: LaneOnMap
    words: str
    stage: str
    step: str


def numbered(journey: JourneyMap, language: str, lanes: Sequence[int] = ()) -> list[Numbered]:
    """All cards with words, or those of some lanes; numbers are the same whichever lanes are asked for."""
    places = {step.id: at for at, step in enumerate(journey.steps)}
    stages = {step.id: (stage.name, step.name) for stage in journey.stages for step in stage.steps}
    found: list[Numbered] = []
    for lane in journey.lanes:
        cards = [c for c in journey.cards if c.lane_id == lane.id and c.step_id in places]
        for card in sorted(cards, key=lambda c: (places[c.step_id], c.position, c.id)):
            if words := _words(card, lane, language):
                found.append(Numbered(len(found) + 1, card, lane, words, *stages[card.step_id]))
    return [one for one in found if not lanes or one.lane.id in lanes]


def voted_lanes(journey: JourneyMap, language: str) -> tuple[int, ...]:
    """The lanes a vote is about when nobody says: pains, delights and opportunities, else all that have cards."""
    with_cards = {one.lane.id for one in numbered(journey, language)}
    usual = tuple(x.id for x in journey.lanes if x.kind in VOTED and x.id in with_cards)
    return usual or tuple(x.id for x in journey.lanes if x.id in with_cards)


def card_lanes(journey: JourneyMap, lanes: Sequence[int] = ()) -> list[LaneOnMap]:
    """The lanes that can hold a card, or those chosen of them."""
    return [x for x in journey.lanes if x.kind not in LINES and (not lanes or x.id in lanes)]


def _words(card: CardOnMap, lane: LaneOnMap, language: str) -> str:
    words = card.words.strip()
    if words or lane.kind not in CURVES or card.feeling is None:
        return words
    felt = card.feeling
    said = min(FEELING_WORDS, key=lambda one: abs(one[0] - felt))[1]
    return i18n.words(language).gettext(said)
