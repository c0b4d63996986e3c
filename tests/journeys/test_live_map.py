"""Live numbers on the map: the Figure of Insights, its change, the gap to what was expected, and the employees."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cxdesk.analysis import expectations
from cxdesk.analysis.beliefs import apart_words, beliefs
from cxdesk.analysis.compare import difference
from cxdesk.analysis.inventory import inventory
from cxdesk.analysis.scores import figure
from cxdesk.journeys import details
from cxdesk.journeys.beside import facts
from cxdesk.journeys.beside_words import change_words, gap_words
from cxdesk.journeys.layout import customer_copy, lay_out
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.score import Beside, Gap
from cxdesk.journeys.shapes import Icon, Text
from cxdesk.planning.journey_map import journey_map
from cxdesk.project import Project
from cxdesk.responses.filter import Filter
from cxdesk.surveys.queries import survey_rows
from cxdesk.touchpoints import actions as touch_points
from tests.touchpoints.inventory_examples import TODAY, answer, built, items_of, mapped, point


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = built(tmp_path / "a.cxdesk")
    yield made
    made.close()


def shown(project: Project, number: int, **more: Any) -> Any:
    journey = project.read(journey_map, number, "en", today=TODAY, **more)
    return next(c for c in journey.cards if c.touch_point_id)


def texts(journey: JourneyMap) -> str:
    return "\n".join(s.words for s in lay_out(journey, "en").shapes if isinstance(s, Text))


def test_the_map_shows_the_very_figure_of_insights(project: Project) -> None:
    card = shown(project, mapped(project))
    survey = project.read(survey_rows)[0].id
    asked = project.read(
        figure, survey, items_of(project)["WAIT"], Filter(rounds=("March 2026",)), today=TODAY
    )
    assert card.score == asked
    assert (card.score.value, card.score.n) == (45.0, 100)


def test_an_arrow_stands_only_where_the_change_is_real(project: Project) -> None:
    number = mapped(project)
    fell = shown(project, number)
    assert (fell.beside.direction, fell.beside.before_round) == (-1, "September 2025")
    assert change_words(fell.beside, "top2").startswith("−25 (")
    journey = project.read(journey_map, number, "en", today=TODAY)
    icons = [s.name for s in lay_out(journey, "en").shapes if isinstance(s, Icon)]
    assert "arrow-down" in icons
    assert "−25" in texts(journey)
    assert any(said.startswith("Since September 2025: −25 (") for said in facts(fell.beside, fell.score))
    same = replace(fell.beside, direction=0)
    alike = replace(journey, cards=tuple(replace(c, beside=same) if c.beside else c for c in journey.cards))
    # What shows no difference takes no room on the map; the list and the ear are told.
    assert "no real difference shown" not in texts(alike)
    assert "Since September 2025: no real difference shown" in facts(same, fell.score)
    assert "arrow-down" not in [s.name for s in lay_out(alike, "en").shapes if isinstance(s, Icon)]


def test_a_first_round_has_no_change_and_says_why(project: Project) -> None:
    card = shown(project, mapped(project), round_name="September 2025")
    assert (card.score.value, card.beside.direction, card.beside.reason) == (70.0, None, "first time asked")
    assert change_words(card.beside, "top2") == ""


def test_the_gap_is_the_mean_met_minus_the_mean_expected_exactly(project: Project) -> None:
    card = shown(project, mapped(project))
    gap = card.beside.gap
    assert gap is not None
    assert gap.value == pytest.approx((45 * 5 + 55 * 2) / 100 - 4.0)
    assert (gap.expected, gap.met, gap.n, gap.real) == (4.0, pytest.approx(3.35), 100, True)
    # Half the width is Student's 97.5 % quantile with 99 degrees of freedom times the standard error.
    error = (sum((x - 3.35) ** 2 for x in [5.0] * 45 + [2.0] * 55) / 99) ** 0.5 / 10
    assert gap.high - gap.low == pytest.approx(2 * 1.98422 * error, rel=1e-4)
    assert "against what was expected" in gap_words(gap)


def test_without_a_pair_on_one_scale_there_is_no_gap(project: Project) -> None:
    number = mapped(project)
    waiting, items = point(project, "Waiting"), items_of(project)
    project.run("Asks", touch_points.set_asks, waiting.id, items["WAIT_EXPECTED"], "experience")
    assert shown(project, number).beside.gap is None
    assert project.read(expectations.pairs_of) == []


def test_employees_stand_beside_customers_on_the_same_scale(project: Project) -> None:
    near = shown(project, mapped(project)).beside
    assert near.employees is not None
    assert (near.employees.value, near.employees.n, near.employees.scale) == (75.0, 40, (0.0, 100.0))


def test_how_far_employees_and_customers_lie_apart_is_said_only_where_it_is_real(project: Project) -> None:
    mapped(project)
    both = beliefs(project.read(inventory, "en", TODAY))
    assert [(b.entry.row.name, b.customers.value, b.employees.value) for b in both] == [
        ("Waiting", 45.0, 75.0)
    ]
    assert apart_words(both[0]).startswith("+30 (")
    assert apart_words(replace(both[0], apart=None)) == "too few to compare"
    alike = replace(both[0], apart=difference(both[0].customers, both[0].customers))
    assert apart_words(alike) == "no real difference shown"


def test_the_maps_segment_narrows_customers_and_leaves_employees_whole(project: Project) -> None:
    number = mapped(project)
    project.run("For", details.set_for, number, None, "Hotels")
    card = shown(project, number)
    assert (card.score.value, card.score.n) == (90.0, 50)
    assert card.beside.employees.n == 40
    assert shown(project, number, segment="").score.n == 100


def test_a_new_import_is_on_the_map_at_the_next_look(project: Project) -> None:
    number = mapped(project)
    answer(project, "April 2026", date(2026, 4, 20), WAIT=90, VISIT=80)
    card = shown(project, number)
    assert (card.score.value, card.beside.direction, card.beside.before_round) == (90.0, 1, "March 2026")
    project.undo()
    assert shown(project, number).score.value == 45.0


def test_nothing_beside_a_score_reaches_a_customers_copy(project: Project) -> None:
    journey = project.read(journey_map, mapped(project), "en", today=TODAY)
    assert any(c.beside for c in journey.cards)
    assert not any(c.beside or c.expectation for c in customer_copy(journey).cards)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap(None, None, None, 3, None, None, (1, 5), hidden=True), "against what was expected: hidden by the survey’s promise"),
        (Gap(0.5, -1, 2, 12, 3, 3.5, (1, 5), few=True), "against what was expected: too few to compare (n 12)"),
        (Gap(0.1, -0.1, 0.3, 40, 3, 3.1, (1, 5)), "as expected: no real difference shown (n 40)"),
        (Gap(-1.2, -1.5, -0.9, 40, 4, 2.8, (1, 5), real=True), "−1.2 against what was expected (−1.5 to −0.9; n 40)"),
    ],
)  # fmt: skip
def test_a_gap_says_no_more_than_it_may(gap: Gap, words: str) -> None:
    assert gap_words(gap) == words


def test_a_plain_number_that_rises_is_neither_good_nor_bad(project: Project) -> None:
    journey = project.read(journey_map, mapped(project), "en", today=TODAY)
    card = next(c for c in journey.cards if c.score)
    rising = Beside(direction=1, difference=2.0, low=1.0, high=3.0)
    for metric, tone in (("top2", "good"), ("mean", "text2")):
        changed = replace(card, score=replace(card.score, metric=metric), beside=rising)
        one = replace(journey, cards=(changed,))
        arrows = [s for s in lay_out(one, "en").shapes if isinstance(s, Icon) and s.name == "arrow-up"]
        assert [a.colour for a in arrows] == [tone]


def test_what_stands_beside_a_score_is_one_line_of_marks(project: Project) -> None:
    journey = project.read(journey_map, mapped(project), "en", today=TODAY)
    card = next(c for c in journey.cards if c.beside and c.beside.gap and c.beside.employees)
    said = [
        s for s in lay_out(replace(journey, cards=(card,)), "en").cards[0].own.text if isinstance(s, Text)
    ]
    *_above, change, gap, employees = said
    assert [t.words for t in (change, gap, employees)] == ["−25", "−0.6", "75%"]
    assert change.y == gap.y == employees.y
    assert employees.left + employees.width <= 162 - 11
    few = replace(card.beside, direction=0, gap=None, employees=None)
    plain = lay_out(replace(journey, cards=(replace(card, beside=few),)), "en").cards[0]
    assert plain.h == lay_out(replace(journey, cards=(replace(card, beside=None),)), "en").cards[0].h
