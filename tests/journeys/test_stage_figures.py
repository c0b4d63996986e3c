"""One figure for a whole stage: all answers to its touch points, worked out again by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from math import sqrt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.inventory import inventory
from cxdesk.analysis.pooled import Sums, interval
from cxdesk.analysis.pooled_words import pooled_cell
from cxdesk.analysis.scores import figure
from cxdesk.analysis.stage_matrix import stage_matrix
from cxdesk.journeys import actions as journeys
from cxdesk.journeys import details
from cxdesk.journeys.layout import customer_copy, lay_out
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Icon, Text
from cxdesk.planning.journey_map import journey_map
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses.filter import Filter
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import survey_rows
from tests.touchpoints.inventory_examples import TODAY, built, items_of, mapped, point

SPRING = Filter(rounds=("March 2026",))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = built(tmp_path / "a.cxdesk")
    yield made
    made.close()


def with_visit(project: Project) -> int:
    """A map whose one stage holds the wait and the visit."""
    number = mapped(project)
    journey = shown(project, number)
    lane = next(lane.id for lane in journey.lanes if lane.kind == "touch_point")
    visit = point(project, "Visit").id
    project.run("Add", journeys.add_card, journey.steps[1].id, lane, touch_point_id=visit)
    return number


def shown(project: Project, number: int, language: str = "en") -> JourneyMap:
    found: JourneyMap = project.read(journey_map, number, language, today=TODAY)
    return found


def texts(journey: JourneyMap, language: str = "en") -> list[str]:
    return [s.words for s in lay_out(journey, language).shapes if isinstance(s, Text)]


def test_a_stage_pools_every_answer_once_and_its_touch_points_keep_the_figures_of_insights(
    project: Project,
) -> None:
    journey = shown(project, with_visit(project))
    survey, items = project.read(survey_rows)[0].id, items_of(project)
    cards = {c.touch_point: c.score for c in journey.cards if c.touch_point_id}
    for code, name in (("WAIT", "Waiting"), ("VISIT", "Visit")):
        assert cards[name] == project.read(figure, survey, items[code], SPRING, today=TODAY)
    stage = journey.stages[0].score
    assert isinstance(stage, Figure)
    # A hundred people said both: 45 are satisfied with the wait and 82 with the visit, the first 45 with both.
    assert (stage.n, stage.answered, stage.counting) == (200, 100, "pooled")
    assert stage.value == 100 * (45 + 82) / 200
    assert set(stage.item_ids) == {items["WAIT"], items["VISIT"]}
    share = 127 / 200
    apart = 45 * (2 - 2 * share) ** 2 + 37 * (1 - 2 * share) ** 2 + 18 * (2 * share) ** 2
    effective = share * (1 - share) / (apart / 200**2)
    assert 100 < effective < 200
    z2 = 1.959964**2
    middle = (share + z2 / (2 * effective)) / (1 + z2 / effective)
    half = sqrt(z2 * share * (1 - share) / effective + z2**2 / (4 * effective**2)) / (1 + z2 / effective)
    assert (stage.low, stage.high) == (
        pytest.approx(100 * (middle - half), abs=1e-3),
        pytest.approx(100 * (middle + half), abs=1e-3),
    )


def test_with_ten_times_the_answers_a_touch_point_has_ten_times_the_weight(project: Project) -> None:
    number = with_visit(project)
    items = items_of(project)
    survey = project.read(survey_rows)[0].id
    day = date(2026, 4, 20)
    round_id = project.run("Round", responses.add_round, survey, "April 2026", day, day)
    data: dict[str, Any] = {
        f"i{items['WAIT']}": pl.Series([5] * 60 + [2] * 40, dtype=pl.Int16),
        f"i{items['VISIT']}": pl.Series([5] * 10 + [None] * 90, dtype=pl.Int16),
        "submitted": [datetime(2026, 4, 20, 9)] * 100,
    }
    packed = responses.pack(pl.DataFrame(data))
    project.run("Answers", responses.add_answers, round_id, packed, responses.Source("April"))
    stage = shown(project, number).stages[0].score
    assert isinstance(stage, Figure)
    # 60% of a hundred and 100% of ten: the mean of both would be 80.
    assert (stage.value, stage.n, stage.answered) == (pytest.approx(100 * 70 / 110), 110, 100)
    assert stage.filter.rounds == ("April 2026",)


def test_what_a_promise_hides_is_not_in_the_pool_and_cannot_be_worked_out_of_it(project: Project) -> None:
    number = with_visit(project)
    survey, items = project.read(survey_rows)[0].id, items_of(project)
    day = date(2026, 4, 20)
    round_id = project.run("Round", responses.add_round, survey, "April 2026", day, day)
    data: dict[str, Any] = {
        f"i{items['WAIT']}": pl.Series([5] * 40, dtype=pl.Int16),
        f"i{items['VISIT']}": pl.Series([1] * 2 + [None] * 38, dtype=pl.Int16),
        "submitted": [datetime(2026, 4, 20, 9)] * 40,
    }
    packed = responses.pack(pl.DataFrame(data))
    project.run("Answers", responses.add_answers, round_id, packed, responses.Source("April"))
    project.run("Promise", surveys.set_promise, survey, "anonymous", True, True)
    journey = shown(project, number)
    hidden = next(c.score for c in journey.cards if c.touch_point == "Visit")
    assert hidden is not None
    assert hidden.hidden
    stage = journey.stages[0].score
    assert isinstance(stage, Figure)
    assert (stage.value, stage.n, stage.item_ids) == (100.0, 40, (items["WAIT"],))


@pytest.mark.parametrize(
    ("sums", "value", "people"),
    [
        (Sums(40, 400, 400, 4000, 4000, 4000), 100.0, 40),
        (Sums(40, 400, 0, 0, 0, 4000), 0.0, 40),
        # All answers of a person alike: ten answers of each of forty people are worth forty answers.
        (Sums(40, 400, 200, 2000, 2000, 4000), 50.0, 40),
    ],
)
def test_ten_answers_of_forty_people_are_worth_no_more_than_forty(
    sums: Sums, value: float, people: int
) -> None:
    from cxdesk.analysis.intervals import wilson

    alone = wilson(people * value / 100, people)
    assert interval(sums) == (
        pytest.approx(value), pytest.approx(alone.low), pytest.approx(alone.high)
    )  # fmt: skip


def test_one_question_pools_to_its_own_figure_and_three_people_are_few(project: Project) -> None:
    journey = shown(project, mapped(project))
    stage, card = journey.stages[0].score, next(c for c in journey.cards if c.touch_point_id)
    assert isinstance(stage, Figure)
    assert isinstance(card.score, Figure)
    assert (stage.value, stage.n) == (card.score.value, card.score.n)
    assert (stage.low, stage.high) == (
        pytest.approx(card.score.low), pytest.approx(card.score.high)
    )  # fmt: skip
    assert not stage.few
    assert replace(stage, n=40, answered=4).few


def test_employees_are_pooled_beside_customers_and_the_matrix_shows_the_same(project: Project) -> None:
    number = with_visit(project)
    stage = shown(project, number).stages[0]
    assert isinstance(stage.employees, Figure)
    assert (stage.employees.value, stage.employees.n, stage.employees.answered) == (75.0, 40, 40)
    row = stage_matrix(project.read(inventory, "en", TODAY)).rows[0]
    assert (row.customers, row.employees) == (stage.score, stage.employees)
    assert pooled_cell(row.customers, "en").startswith("64%, ")
    assert "(100 people, 2 questions)" in pooled_cell(row.customers, "en")
    project.run("For", details.set_for, number, None, "Hotels")
    narrowed = shown(project, number).stages[0]
    assert isinstance(narrowed.score, Figure)
    assert (narrowed.score.answered, narrowed.score.value) == (50, 95.0)
    again = stage_matrix(project.read(inventory, "en", TODAY)).rows[0]
    assert (again.customers, again.segment) == (narrowed.score, "Hotels")


def test_the_head_of_a_stage_says_it_and_a_customers_copy_does_not(project: Project) -> None:
    journey = shown(project, with_visit(project))
    told = texts(journey)
    assert "64%" in told
    assert any("n 200" in text for text in told)
    assert customer_copy(journey).stages[0].score is None
    assert "64%" not in texts(customer_copy(journey))
    assert any("۲۰۰" in text for text in texts(shown(project, journey.id, "fa"), "fa"))


def test_a_step_says_when_it_was_checked_and_a_stage_is_as_old_as_its_oldest_step(project: Project) -> None:
    number = mapped(project)
    steps = shown(project, number).steps
    assert shown(project, number).stages[0].checked_on is None
    project.run("Check", details.validate_step, steps[0].id, date(2026, 4, 3))
    fresh = shown(project, number)
    assert "checked this month" in texts(fresh)
    assert "hourglass" not in [s.name for s in lay_out(fresh, "en").shapes if isinstance(s, Icon)]
    project.run("Check", details.validate_step, steps[1].id, date(2025, 2, 1))
    old = shown(project, number)
    assert old.stages[0].checked_on == date(2025, 2, 1)
    assert texts(old).count("checked 15 months ago") == 2
    marks = [s.name for s in lay_out(old, "en").shapes if isinstance(s, Icon)]
    assert marks.count("hourglass") == 2
    assert "checked 15 months ago" not in texts(customer_copy(old))
