"""Cards that are too long for a map on paper: on the map their beginning, on sheets of their own all of it."""

from dataclasses import replace

from cxdesk.journeys.cards import GROUNDS, content
from cxdesk.journeys.grid import CARD_WIDTH, NAME_AIR
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.queries import CardOnMap, JourneyMap
from exports.journey.cut_text import cut_text
from exports.journey.numbered import Numbered, numbered

# About twenty lines: a card higher than that leaves the map no room, and is no card any more.
TALLEST = 400.0
# So few letters are never higher than the lowest limit that is asked for, so they need not be measured.
SURELY_FITS = 120
NOTE = Style("ui", 12, 16, "text2")


def shortened(
    journey: JourneyMap, language: str, tallest: float = TALLEST
) -> tuple[JourneyMap, tuple[Numbered, ...]]:
    """The map with no card higher than `tallest` pixels, and the cards that had to be shortened, whole.

    A shortened card says under which number all of it is printed: the one it has on cards and voting sheets.
    """
    kinds = {lane.id: lane.kind for lane in journey.lanes}
    long = {
        c.id for c in journey.cards if _letters(c) > SURELY_FITS and _height(c, kinds, language) > tallest
    }
    if not long:
        return journey, ()
    whole = tuple(one for one in numbered(journey, language) if one.card.id in long)
    short = {one.card.id: _short(one, kinds, language, tallest) for one in whole}
    cards = tuple(short.get(card.id, card) for card in journey.cards)
    return replace(journey, cards=cards), whole


def _texts(card: CardOnMap) -> tuple[str, ...]:
    """The parts of a card that people write, each of which may be long."""
    return card.text, card.touch_point, card.quotation, card.speaker, card.source


def _letters(card: CardOnMap) -> int:
    return sum(map(len, _texts(card)))


def _height(card: CardOnMap, kinds: dict[int, str], language: str) -> float:
    kind = kinds.get(card.lane_id, "")
    if kind in GROUNDS:
        return content(card, kind, language).height
    return block(f"{card.text} {card.source}", NOTE, CARD_WIDTH - NAME_AIR, language).height


def _short(one: Numbered, kinds: dict[int, str], language: str, tallest: float) -> CardOnMap:
    """As many letters of each of its parts as fit, by halving."""
    card = replace(one.card, continued=one.number)
    low, high = 1, max(map(len, _texts(card)))
    while low < high:
        middle = (low + high + 1) // 2
        fits = _height(_kept(card, middle), kinds, language) <= tallest
        low, high = (middle, high) if fits else (low, middle - 1)
    return _kept(card, low)


def _kept(card: CardOnMap, most: int) -> CardOnMap:
    text, touch_point, quotation, speaker, source = (cut_text(one, most) for one in _texts(card))
    return replace(
        card, text=text, touch_point=touch_point, quotation=quotation, speaker=speaker, source=source
    )
