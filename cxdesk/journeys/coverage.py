"""How full a map is: in how many steps each lane says something, and what of it is to be checked again."""

from dataclasses import dataclass

from cxdesk.journeys.kinds import CURVES, LINES
from cxdesk.journeys.queries import CardOnMap, JourneyMap


@dataclass(frozen=True, slots=True)
class LaneCoverage:
    """One lane with the steps that say something in it; `id` is the lane's."""

    id: int
    kind: str
    filled: int
    steps: int
    cards: int
    stale: int
    template: int

    @property
    def percent(self) -> float:
        """The share of steps, 0 to 100; without steps it is 0."""
        return 100.0 * self.filled / self.steps if self.steps else 0.0


def coverage(journey: JourneyMap) -> tuple[LaneCoverage, ...]:
    """Every lane that holds cards; an empty card and a template's text nobody changed fill no step."""
    on_lanes: dict[int, list[CardOnMap]] = {}
    for card in journey.cards:
        on_lanes.setdefault(card.lane_id, []).append(card)
    steps = {step.id for step in journey.steps}
    found = []
    for lane in journey.lanes:
        if lane.kind in LINES:
            continue
        here = [card for card in on_lanes.get(lane.id, []) if card.step_id in steps]
        filled = {card.step_id for card in here if _says(card, lane.kind)}
        stale = sum(1 for card in here if card.stale_months is not None)
        template = sum(1 for card in here if card.is_template)
        found.append(LaneCoverage(lane.id, lane.kind, len(filled), len(steps), len(here), stale, template))
    return tuple(found)


def _says(card: CardOnMap, kind: str) -> bool:
    if card.is_template:
        return False
    return card.feeling is not None if kind in CURVES else bool(card.words or card.quotation)
