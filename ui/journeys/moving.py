"""Where a card may be moved to: the neighbouring steps, and the lanes above and below it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxdesk.i18n import N_
from cxdesk.journeys.kinds import CURVES, LINES

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap

WAYS = {
    "before": N_("To the step before"),
    "after": N_("To the next step"),
    "up": N_("Up"),
    "down": N_("Down"),
}
KEYS = {"before": "Alt+Left", "after": "Alt+Right", "up": "Alt+Up", "down": "Alt+Down"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A step, a lane, and the place (from 0) among the cards there."""

    step_id: int
    lane_id: int
    place: int


def spot(journey: "JourneyMap", card: "CardOnMap", way: str) -> Spot | None:
    """Where a card comes to when it is moved one `way` ("before", "after", "up", "down"); None at the edge.

    Up and down change places with a card of the same cell first, then go to the next lane that holds cards.
    """
    if way in ("before", "after"):
        steps = [s.id for s in journey.steps]
        to = steps.index(card.step_id) + (1 if way == "after" else -1)
        if not 0 <= to < len(steps) or not _is_free(journey, steps[to], card.lane_id):
            return None
        return Spot(steps[to], card.lane_id, _count(journey, steps[to], card.lane_id))
    step = 1 if way == "down" else -1
    here = [c.id for c in journey.cards if (c.step_id, c.lane_id) == (card.step_id, card.lane_id)]
    place = here.index(card.id) + step
    if 0 <= place < len(here):
        return Spot(card.step_id, card.lane_id, place)
    return _next_lane(journey, card, step)


def _next_lane(journey: "JourneyMap", card: "CardOnMap", step: int) -> Spot | None:
    lanes = list(journey.lanes)
    at = next(place for place, lane in enumerate(lanes) if lane.id == card.lane_id) + step
    while 0 <= at < len(lanes):
        lane = lanes[at]
        # A feeling is a point of the curve, not a card with words.
        if lane.kind not in (*LINES, *CURVES):
            return Spot(card.step_id, lane.id, 0 if step > 0 else _count(journey, card.step_id, lane.id))
        at += step
    return None


def _is_free(journey: "JourneyMap", step_id: int, lane_id: int) -> bool:
    feeling = any(lane.id == lane_id and lane.kind in CURVES for lane in journey.lanes)
    return not feeling or not _count(journey, step_id, lane_id)


def _count(journey: "JourneyMap", step_id: int, lane_id: int) -> int:
    return sum(1 for c in journey.cards if (c.step_id, c.lane_id) == (step_id, lane_id))
