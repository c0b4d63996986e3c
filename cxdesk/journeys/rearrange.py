"""A map with cards, stages, steps or lanes at another place: what dragging shows before it is done; no session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cxdesk.journeys.kinds import CURVES, LINES
from cxdesk.journeys.queries import CardOnMap, JourneyMap, StageOnMap

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Move:
    """One card to where a step meets a lane, at a place (from 0) among the cards there."""

    card_id: int
    step_id: int
    lane_id: int
    place: int


def card_moves(
    journey: JourneyMap, card_ids: Collection[int], grabbed: int, step_id: int, lane_id: int, place: int
) -> tuple[Move, ...]:
    """Where each card comes to when the grabbed one goes to a cell; the others keep their distance to it.

    Empty where one of them would leave the map, come to a line, into or out of a lane of feelings, onto a
    second feeling, or where a stage or lane is locked.
    """
    steps = [step.id for step in journey.steps]
    lanes = [lane.id for lane in journey.lanes if lane.kind not in LINES]
    cards = {card.id: card for card in journey.cards}
    if grabbed not in cards or step_id not in steps or lane_id not in lanes:
        return ()
    across = steps.index(step_id) - steps.index(cards[grabbed].step_id)
    down = lanes.index(lane_id) - lanes.index(cards[grabbed].lane_id)
    fixed = locked_cells(journey)
    moves: list[Move] = []
    order = [c for c in journey.cards if c.id in card_ids and c.id != grabbed]
    for card in [cards[grabbed], *order]:
        column, row = steps.index(card.step_id) + across, lanes.index(card.lane_id) + down
        if not (0 <= column < len(steps) and 0 <= row < len(lanes)):
            return ()
        cell = (steps[column], lanes[row])
        if fixed((card.step_id, card.lane_id)) or fixed(cell) or not _suits(journey, card, cell, card_ids):
            return ()
        at = place if card.id == grabbed else _count(journey, cell, card_ids)
        moves.append(Move(card.id, *cell, at))
    return tuple(moves)


def with_moves(journey: JourneyMap, moves: Sequence[Move]) -> JourneyMap:
    """The map as it is after the moves."""
    going = {move.card_id for move in moves}
    cells: dict[tuple[int, int], list[CardOnMap]] = {}
    for card in journey.cards:
        if card.id not in going:
            cells.setdefault((card.step_id, card.lane_id), []).append(card)
    known = {card.id: card for card in journey.cards}
    for move in moves:
        here = cells.setdefault((move.step_id, move.lane_id), [])
        moved = replace(known[move.card_id], step_id=move.step_id, lane_id=move.lane_id)
        here.insert(max(0, min(move.place, len(here))), moved)
    return replace(journey, cards=tuple(card for here in cells.values() for card in here))


def with_head_moved(journey: JourneyMap, kind: str, number: int, stage_id: int, place: int) -> JourneyMap:
    """The map with a stage, step or lane at another place, counted without itself; `stage_id` is for steps."""
    if kind == "stage":
        stages = _moved(journey.stages, next(s for s in journey.stages if s.id == number), place)
        return replace(journey, stages=stages)
    if kind == "lane":
        lanes = _moved(journey.lanes, next(lane for lane in journey.lanes if lane.id == number), place)
        return replace(journey, lanes=lanes)
    step = next(s for s in journey.steps if s.id == number)

    def stage_with(stage: StageOnMap) -> StageOnMap:
        others = tuple(s for s in stage.steps if s.id != number)
        if stage.id == stage_id:
            others = (*others[:place], step, *others[place:])
        return replace(stage, steps=others)

    return replace(journey, stages=tuple(stage_with(stage) for stage in journey.stages))


def locked_cells(journey: JourneyMap) -> "_Locked":
    """Which cells lie in a locked stage or lane."""
    steps = {step.id for stage in journey.stages if stage.locked for step in stage.steps}
    return _Locked(frozenset(steps), frozenset(lane.id for lane in journey.lanes if lane.locked))


@dataclass(frozen=True, slots=True)
class _Locked:
    steps: frozenset[int]
    lanes: frozenset[int]

    def __call__(self, cell: tuple[int, int]) -> bool:
        return cell[0] in self.steps or cell[1] in self.lanes


def _moved(rows: Sequence[T], row: T, place: int) -> tuple[T, ...]:
    others = [one for one in rows if one is not row]
    others.insert(max(0, min(place, len(others))), row)
    return tuple(others)


def _suits(journey: JourneyMap, card: CardOnMap, cell: tuple[int, int], going: Collection[int]) -> bool:
    kinds = {lane.id: lane.kind for lane in journey.lanes}
    if (kinds[card.lane_id] in CURVES) != (kinds[cell[1]] in CURVES):
        return False
    return kinds[cell[1]] not in CURVES or not _count(journey, cell, going)


def _count(journey: JourneyMap, cell: tuple[int, int], without: Collection[int]) -> int:
    return sum(1 for c in journey.cards if (c.step_id, c.lane_id) == cell and c.id not in without)
