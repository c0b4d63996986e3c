"""What a person does with journeys, in a real file, with undo."""

from datetime import date
from pathlib import Path

import pytest

from cxdesk.ages import months_between
from cxdesk.errors import UserError
from cxdesk.journeys import actions
from cxdesk.journeys.queries import JourneyMap, journey_rows
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from cxdesk.touchpoints import actions as touch_points

TODAY = date(2026, 5, 20)


@pytest.fixture
def project(tmp_path: Path):
    made = Project.create(tmp_path / "journeys.cxdesk")
    yield made
    made.close()


def read(project: Project, journey_id: int) -> JourneyMap:
    return project.read(map_of, journey_id, {}, TODAY)


def lane(journey: JourneyMap, kind: str) -> int:
    return next(x.id for x in journey.lanes if x.kind == kind)


@pytest.fixture
def journey(project: Project) -> int:
    made = project.run("Create", actions.create, "Repair", "Building manager", today=TODAY)
    stage = project.run("Stage", actions.add_stage, made, "Waiting", "3 h")
    for name in ("Calls", "Hears"):
        project.run("Step", actions.add_step, stage, name)
    return made


def test_a_new_journey_has_the_usual_lanes_with_the_line_of_visibility(project, journey):
    shown = read(project, journey)
    assert [x.kind for x in shown.lanes] == [
        "does", "touch_point", "feeling", "thinking", "pain", "line_of_visibility", "behind", "opportunity",
    ]  # fmt: skip
    assert {x.kind for x in shown.lanes if x.internal} == {"pain", "behind", "opportunity"}


def test_every_action_is_one_step_that_undo_takes_back(project, journey):
    before = read(project, journey)
    step = before.steps[0].id
    card = project.run(
        "Card", actions.add_card, step, lane(before, "does"), "Calls us", "some", checked_on=TODAY
    )
    project.run("Text", actions.set_text, card, "Calls the hotline")
    project.run("Grade", actions.set_grade, card, "measured")
    project.run("Truth", actions.set_moment_of_truth, card, True)
    [shown] = read(project, journey).cards
    assert (shown.text, shown.grade, shown.moment_of_truth) == ("Calls the hotline", "measured", True)
    for _step in range(4):
        project.undo()
    assert read(project, journey) == before


def test_deleting_a_stage_takes_steps_and_cards_and_undo_brings_them_back(project, journey):
    shown = read(project, journey)
    project.run("Card", actions.add_card, shown.steps[1].id, lane(shown, "pain"), "Nobody calls back")
    full = read(project, journey)
    project.run("Delete", actions.delete_stage, full.stages[0].id)
    assert read(project, journey).cards == ()
    project.undo()
    assert read(project, journey) == full


def test_a_step_moves_within_its_stage_and_to_another(project, journey):
    shown = read(project, journey)
    calls, hears = shown.steps
    project.run("Move", actions.move_step, hears.id, shown.stages[0].id, 0)
    assert [s.name for s in read(project, journey).steps] == ["Hears", "Calls"]
    after = project.run("Stage", actions.add_stage, journey, "After", place=0)
    project.run("Move", actions.move_step, calls.id, after, 5)
    assert [[s.name for s in stage.steps] for stage in read(project, journey).stages] == [
        ["Calls"],
        ["Hears"],
    ]


def test_lanes_move_and_change(project, journey):
    shown = read(project, journey)
    project.run("Move", actions.move_lane, lane(shown, "opportunity"), 0)
    project.run("Change", actions.change_lane, lane(shown, "thinking"), title="Their words", internal=True)
    lanes = read(project, journey).lanes
    assert lanes[0].kind == "opportunity"
    assert any(x.title == "Their words" and x.internal for x in lanes)


def test_a_card_linked_to_a_touch_point_shows_its_name_and_keeps_its_place_without_it(project, journey):
    shown = read(project, journey)
    point = project.run("Add", touch_points.add, "Emergency call", "phone")
    card = project.run("Card", actions.add_card, shown.steps[0].id, lane(shown, "touch_point"))
    project.run("Link", actions.link_touch_point, card, point)
    [linked] = read(project, journey).cards
    assert (linked.words, linked.channel) == ("Emergency call", "phone")
    project.run("Delete", touch_points.delete, point)
    [left] = read(project, journey).cards
    assert (left.id, left.touch_point_id) == (card, None)


def test_a_card_checked_long_ago_says_how_many_months(project, journey):
    shown = read(project, journey)
    card = project.run("Card", actions.add_card, shown.steps[0].id, lane(shown, "behind"), "By hand")
    project.run("Check", actions.set_checked, card, date(2025, 3, 12))
    assert read(project, journey).cards[0].stale_months == 14
    project.run("Check", actions.set_checked, card, date(2025, 5, 21))
    assert read(project, journey).cards[0].stale_months is None


@pytest.mark.parametrize(
    ("since", "months"), [(date(2025, 5, 20), 12), (date(2025, 5, 21), 11), (date(2026, 5, 20), 0)]
)
def test_months_are_whole_months(since, months):
    assert months_between(since, TODAY) == months


def test_a_step_has_one_feeling_per_lane_and_the_line_holds_no_card(project, journey):
    shown = read(project, journey)
    step = shown.steps[0].id
    project.run("Card", actions.add_card, step, lane(shown, "feeling"), feeling=3)
    with pytest.raises(UserError, match="has a feeling already"):
        project.run("Card", actions.add_card, step, lane(shown, "feeling"), feeling=1)
    with pytest.raises(UserError, match="holds no cards"):
        project.run("Card", actions.add_card, step, lane(shown, "line_of_visibility"))
    with pytest.raises(UserError, match="−5"):
        project.run("Feeling", actions.add_card, shown.steps[1].id, lane(shown, "feeling"), feeling=6)


def test_the_line_of_visibility_is_drawn_once(project, journey):
    with pytest.raises(UserError, match="already"):
        project.run("Lane", actions.add_lane, journey, "line_of_visibility")


def test_a_nameless_journey_is_refused(project):
    with pytest.raises(UserError, match="name"):
        project.run("Create", actions.create, "  ")
    assert project.read(journey_rows) == []


def test_the_list_counts_what_is_on_each_journey(project, journey):
    shown = read(project, journey)
    project.run("Card", actions.add_card, shown.steps[0].id, lane(shown, "does"), "Calls")
    [row] = project.read(journey_rows)
    assert (row.name, row.stages, row.steps, row.cards) == ("Repair", 1, 2, 1)
    project.run("Delete", actions.delete, journey)
    assert project.read(journey_rows) == []
