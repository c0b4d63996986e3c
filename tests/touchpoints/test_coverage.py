"""What is known and what is not, counted by hand: bars, slogan check, stage by channel, ages, the union."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cxdesk.analysis.coverage import (
    STEP_CHECKS,
    missing_words,
    point_shares,
    share_words,
    slogan_check,
    step_shares,
    to_check_again,
)
from cxdesk.analysis.inventory import Inventory, inventory
from cxdesk.analysis.stage_matrix import stage_matrix
from cxdesk.journeys import actions as journeys
from cxdesk.journeys import details
from cxdesk.journeys.formats.document import document_of
from cxdesk.journeys.shares import GradeShares, grade_shares, shares_on
from cxdesk.journeys.templates import begin
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from cxdesk.touchpoints import actions, roles
from tests.touchpoints.inventory_examples import TODAY, built, mapped, point


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = built(tmp_path / "a.cxdesk")
    yield made
    made.close()


def seen(project: Project) -> Inventory:
    return project.read(inventory, "en", TODAY)


def share(found: Any, check: str) -> Any:
    return next(s for s in found if s.check == check)


def test_12_of_20_steps_with_a_feeling_are_60_per_cent(project: Project) -> None:
    mapped(project, steps=20, felt=12)
    found = seen(project)
    feeling = share(step_shares(found.journeys, found), "feeling")
    assert (feeling.have, feeling.of, feeling.percent) == (12, 20, 60.0)
    assert share_words(feeling) == "12 of 20: 60%"
    assert feeling.missing[0] == "Step 13"
    assert share(step_shares(found.journeys, found), "state_of_mind").percent == 0.0


def test_a_templates_words_are_nobodys_thoughts_until_they_are_our_own(project: Project) -> None:
    number = project.run("Begin", begin, "complaint", "en")
    found = seen(project)
    assert {s.check: s.have for s in step_shares(found.journeys, found)} == dict.fromkeys(STEP_CHECKS, 0)
    begun = next(j for j in found.journeys if j.id == number)
    lane = next(lane.id for lane in begun.lanes if lane.kind == "thinking")
    thought = next(c.id for c in begun.cards if c.lane_id == lane)
    project.run("Ours", journeys.set_text, thought, "Will they answer?")
    found = seen(project)
    assert share(step_shares(found.journeys, found), "thinking").have == 1


def test_a_card_of_any_lane_that_is_linked_is_a_place_of_its_touch_point(project: Project) -> None:
    journey = project.run("New", journeys.create, "Repair")
    step = project.run(
        "Step", journeys.add_step, project.run("Stage", journeys.add_stage, journey, "Come"), "Ring"
    )
    lane = next(x.id for x in project.read(map_of, journey, {}, TODAY).lanes if x.kind == "does")
    visit = point(project, "Visit").id
    project.run("Card", journeys.add_card, step, lane, "Opens the door", touch_point_id=visit)
    found = seen(project)
    entry = found.entry(visit)
    assert entry is not None
    assert [p.step for p in entry.places] == ["Ring"]
    assert (found.on_maps, found.count) == (1, 3)
    assert share(point_shares(found), "place").have == 1
    assert share(step_shares(found.journeys, found), "touch_point").have == 1
    assert stage_matrix(found, journey).rows[0].filled == 1


def test_what_a_touch_point_lacks_is_counted_and_named(project: Project) -> None:
    mapped(project)
    project.run("Parts", roles.set_letters, point(project, "Visit").id, "Service", "A")
    project.run(
        "Describe",
        actions.describe,
        point(project, "Visit").id,
        process="partly",
        skill="partly",
        practice="partly",
    )
    shares = point_shares(seen(project))
    assert {s.check: (s.have, s.of) for s in shares} == {
        "survey": (2, 3), "owner": (3, 3), "function": (3, 3), "accountable": (1, 3), "feeling": (1, 3),
        "expectation": (1, 3), "readiness": (1, 3), "place": (1, 3),
    }  # fmt: skip
    assert share(shares, "survey").missing == ("Invoice",)
    assert share(shares, "feeling").missing == ("Visit", "Invoice")


def test_nothing_at_all_is_nought_per_cent_and_no_error(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "empty.cxdesk")
    found = seen(project)
    assert (found.count, [s.percent for s in point_shares(found)]) == (0, [0.0] * 8)
    assert (slogan_check(found.journeys, found), to_check_again(found), stage_matrix(found).rows) == (
        [],
        [],
        (),
    )
    project.close()


def test_the_slogan_check_lists_steps_without_owner_feeling_or_answers_behind_it(project: Project) -> None:
    number = mapped(project, steps=3, felt=1)
    found = seen(project)
    assert [(s.step, s.missing) for s in slogan_check(found.journeys, found)] == [
        # The touch point of the first step brings its owning function.
        ("Step 2", ("function", "feeling")), ("Step 3", ("function", "feeling")),
    ]  # fmt: skip
    second = found.journeys[0].steps[1].id
    lane = next(lane.id for lane in found.journeys[0].lanes if lane.kind == "feeling")
    project.run("Own", details.set_function, second, "Dispatch")
    project.run("Feel", journeys.add_card, second, lane, feeling=-1.0, grade="opinion")
    found = seen(project)
    rows = slogan_check(found.journeys, found)
    assert (rows[0].step, missing_words(rows[0])) == ("Step 2", "a feeling without answers behind it")
    assert number == rows[0].journey_id


def test_the_count_is_the_union_of_maps_and_inventory(project: Project) -> None:
    number = mapped(project, steps=3)
    found = seen(project)
    assert (found.count, found.on_maps) == (3, 1)
    lane = next(lane.id for lane in found.journeys[0].lanes if lane.kind == "touch_point")
    steps = [s.id for s in found.journeys[0].steps]
    project.run("Names", actions.set_synonyms, point(project, "Invoice").id, ["Bill"])
    for step, text in ((steps[1], "bill"), (steps[1], "Chat with us"), (steps[2], "chat  with us")):
        project.run("Card", journeys.add_card, step, lane, text)
    found = seen(project)
    assert (found.count, found.on_maps) == (4, 3)
    assert [(s.name, len(s.places)) for s in found.strays] == [("Chat with us", 2)]
    assert [e.row.name for e in found.entries if e.places] == ["Waiting", "Invoice"]
    assert number


def test_filled_cells_of_stage_and_channel_hold_the_touch_points_and_the_rest_is_on_no_map(
    project: Project,
) -> None:
    mapped(project)
    matrix = stage_matrix(seen(project))
    assert matrix.channels == ("visit", "mail")
    assert [(r.stage, [[e.row.name for e in cell] for cell in r.cells]) for r in matrix.rows] == [
        ("Waiting", [["Waiting"], []]),
        ("", [["Visit"], ["Invoice"]]),
    ]
    assert (matrix.count, matrix.rows[0].filled) == (3, 1)


def test_what_nobody_looked_at_for_a_year_is_listed_oldest_first(project: Project) -> None:
    number = mapped(project)
    step = seen(project).journeys[0].steps[0].id
    project.run("Checked", actions.check, point(project, "Visit").id, date(2025, 4, 1))
    project.run("Checked", actions.check, point(project, "Invoice").id, date(2025, 6, 1))
    project.run("Checked", details.validate, number, date(2024, 1, 1))
    project.run("Checked", details.validate_step, step, date(2025, 5, 1))
    assert [(a.kind, a.name, a.months) for a in to_check_again(seen(project))] == [
        ("journey", "Repair", 28), ("touch_point", "Visit", 13), ("step", "Step 1", 12),
    ]  # fmt: skip
    cards = project.read(map_of, number, {}, TODAY).cards
    assert all(c.stale_months is None for c in cards)


def test_a_card_that_only_names_its_touch_point_is_as_old_as_the_inventory(project: Project) -> None:
    number = mapped(project)
    project.run("Checked", actions.check, point(project, "Waiting").id, date(2025, 1, 1))
    cards = project.read(map_of, number, {}, TODAY).cards
    assert [c.stale_months for c in cards if c.touch_point_id] == [16]


def test_shares_of_how_sure_count_every_card_now_and_in_a_document(project: Project) -> None:
    number = mapped(project, steps=4, felt=2)
    shown = project.read(map_of, number, {}, TODAY)
    document = project.read(document_of, number)
    assert shares_on(shown) == grade_shares(document) == GradeShares(opinion=5, some=0, measured=2)
    assert round(grade_shares(document).percent("measured"), 1) == 28.6
    assert grade_shares({}).percent("opinion") == 0.0
