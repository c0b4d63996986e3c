"""What dragging shows before it is done, and the rules of where things may lie."""

from dataclasses import replace

from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from cxdesk.journeys.rearrange import Move, card_moves, with_head_moved, with_moves
from ui.journeys.arranging import step_target

STAGES = (
    StageOnMap(1, "One", steps=(StepOnMap(1, "a"), StepOnMap(2, "b"))),
    StageOnMap(2, "Two", steps=(StepOnMap(3, "c"),)),
)
LANES = (
    LaneOnMap(1, "does"),
    LaneOnMap(2, "feeling"),
    LaneOnMap(3, "line_of_visibility"),
    LaneOnMap(4, "pain"),
)
CARDS = (
    CardOnMap(1, 1, 1, "x"),
    CardOnMap(2, 1, 4, "y"),
    CardOnMap(3, 2, 1, "z"),
    CardOnMap(4, 1, 2, feeling=1.0),
    CardOnMap(5, 2, 2, feeling=2.0),
)
JOURNEY = JourneyMap(1, "j", stages=STAGES, lanes=LANES, cards=CARDS)


def cells(journey: JourneyMap) -> dict[int, tuple[int, int]]:
    return {c.id: (c.step_id, c.lane_id) for c in journey.cards}


def test_several_cards_keep_their_distance_to_the_one_that_is_held():
    moves = card_moves(JOURNEY, {1, 2}, 1, 2, 1, 0)
    assert moves == (Move(1, 2, 1, 0), Move(2, 2, 4, 0))
    after = cells(with_moves(JOURNEY, moves))
    assert after[1] == (2, 1)
    assert after[2] == (2, 4)
    assert [c.id for c in with_moves(JOURNEY, moves).cards if (c.step_id, c.lane_id) == (2, 1)] == [1, 3]


def test_what_would_leave_the_map_is_not_moved():
    assert card_moves(JOURNEY, {1, 2}, 1, 2, 4, 0) == ()


def test_a_feeling_goes_only_where_no_other_feeling_is():
    assert card_moves(JOURNEY, {4}, 4, 2, 2, 0) == ()
    assert card_moves(JOURNEY, {4}, 4, 3, 2, 0) == (Move(4, 3, 2, 0),)
    assert card_moves(JOURNEY, {4}, 4, 1, 1, 0) == ()
    assert card_moves(JOURNEY, {1}, 1, 3, 2, 0) == ()
    assert card_moves(JOURNEY, {4, 5}, 4, 2, 2, 0) == (Move(4, 2, 2, 0), Move(5, 3, 2, 0))


def test_nothing_leaves_or_enters_a_locked_stage_or_lane():
    locked = replace(JOURNEY, stages=(replace(STAGES[0], locked=True), STAGES[1]))
    assert card_moves(locked, {1}, 1, 3, 1, 0) == ()
    lane = replace(JOURNEY, lanes=(*LANES[:3], replace(LANES[3], locked=True)))
    assert card_moves(lane, {1}, 1, 1, 4, 0) == ()
    assert card_moves(lane, {2}, 2, 1, 1, 0) == ()


def test_stages_steps_and_lanes_move_among_their_own():
    assert [s.id for s in with_head_moved(JOURNEY, "stage", 2, 0, 0).stages] == [2, 1]
    assert [lane.id for lane in with_head_moved(JOURNEY, "lane", 4, 0, 0).lanes] == [4, 1, 2, 3]
    moved = with_head_moved(JOURNEY, "step", 1, 2, 1)
    assert [[s.id for s in stage.steps] for stage in moved.stages] == [[2], [3, 1]]


def test_a_step_between_two_stages_goes_to_the_one_it_is_held_over():
    assert step_target(JOURNEY, 1, 1, later=False) == (1, 1)
    assert step_target(JOURNEY, 1, 1, later=True) == (2, 0)
    assert step_target(JOURNEY, 1, 2, later=True) == (2, 1)
    assert step_target(JOURNEY, 3, 0, later=False) == (1, 0)
    assert step_target(JOURNEY, 3, 2, later=False) == (1, 2)
