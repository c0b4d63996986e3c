"""Ways to look at a map: which lanes, stage, grades and marks are shown; ready ones and how they are kept."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from cxdesk.i18n import N_
from cxdesk.journeys.kinds import CURVES, LANE_KINDS, LINES
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import CardOnMap, JourneyMap

READY_WORDS = {
    "executive": N_("For the executive"),
    "team": N_("For the team"),
    "customer": N_("As a customer would see it"),
}


@dataclass(frozen=True, slots=True)
class Shows:
    """What of a map is shown; an empty tuple means all of them."""

    kinds: tuple[str, ...] = ()
    stage_id: int = 0
    grades: tuple[str, ...] = ()
    mark_ids: tuple[int, ...] = ()
    stale_only: bool = False
    empty_only: bool = False
    as_customer: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Shows()


READY = {
    "executive": Shows(kinds=("does", "touch_point", "feeling", "pain", "delight", "kpi", "opportunity")),
    "team": Shows(),
    "customer": Shows(as_customer=True),
}


def shown(journey: JourneyMap, shows: Shows) -> JourneyMap:
    """The part of a map that is shown; lanes and steps stay where only cards are asked for."""
    if shows.is_all:
        return journey
    if shows.as_customer:
        journey = customer_copy(journey)
    if shows.kinds:
        lanes = tuple(lane for lane in journey.lanes if lane.kind in shows.kinds)
        journey = replace(journey, lanes=_without_loose_lines(lanes))
    if shows.stage_id and any(stage.id == shows.stage_id for stage in journey.stages):
        journey = replace(
            journey, stages=tuple(s for s in journey.stages if s.id == shows.stage_id), is_loop=False
        )
    lanes_left = {lane.id: lane.kind for lane in journey.lanes}
    steps_left = {step.id for step in journey.steps}
    cards = tuple(
        c
        for c in journey.cards
        if c.lane_id in lanes_left and c.step_id in steps_left and _asked_for(c, lanes_left[c.lane_id], shows)
    )
    links = tuple(k for k in journey.links if k.from_step_id in steps_left and k.to_step_id in steps_left)
    return replace(journey, cards=cards, links=links)


def as_data(shows: Shows) -> dict[str, Any]:
    """What is kept of a view."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(shows).items()}


def from_data(data: dict[str, Any]) -> Shows:
    """A kept view; what this version does not know is passed over."""
    usual = asdict(Shows())
    taken: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(usual.get(key), tuple) and isinstance(value, list):
            taken[key] = tuple(value)
        elif key in usual and type(value) is type(usual[key]):
            taken[key] = value
    return Shows(**taken)


def kinds_on(journey: JourneyMap) -> list[str]:
    """The kinds of lanes that a map has, in the order of kinds."""
    here = {lane.kind for lane in journey.lanes}
    return [kind for kind in LANE_KINDS if kind in here]


def _without_loose_lines(lanes: tuple[Any, ...]) -> tuple[Any, ...]:
    """A line parts what is above from what is below; at an end of the map it parts nothing."""
    kept = list(lanes)
    while kept and kept[0].kind in LINES:
        kept.pop(0)
    while kept and kept[-1].kind in LINES:
        kept.pop()
    return tuple(kept)


def _asked_for(card: CardOnMap, kind: str, shows: Shows) -> bool:
    if shows.grades and card.grade not in shows.grades:
        return False
    if shows.mark_ids and card.mark_id not in shows.mark_ids:
        return False
    if shows.stale_only and card.stale_months is None:
        return False
    # A feeling says all it has to say by its bead.
    return not shows.empty_only or (kind not in CURVES and not card.words and not card.quotation)
