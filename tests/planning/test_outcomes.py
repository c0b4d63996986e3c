"""An action's measure is asked again in later rounds: a real step is found, a flat series is not."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from cxdesk.planning import actions as planning
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.outcomes import Outcome, outcomes
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.responses.filter import Filter

STARTED, DONE = date(2026, 4, 2), date(2026, 6, 1)


def add_round(
    story: Any, name: str, opened: date, closed: date, satisfied: int, of: int = 200, key: str = "AL-1"
) -> None:
    run = story.project.run
    number = run("Round", responses.add_round, story.world.survey, name, opened, closed)
    add_answers(story, number, satisfied, of, key)


def add_answers(story: Any, number: int, satisfied: int, of: int = 200, key: str = "AL-1") -> None:
    answers = pl.DataFrame(
        {
            f"i{story.world.score}": pl.Series([5] * satisfied + [2] * (of - satisfied), dtype=pl.Int16),
            "account_key": [key] * of,
            "state": pl.Series([0] * of, dtype=pl.UInt8),
        }
    )
    story.project.run(
        "Answers", responses.add_answers, number, responses.pack(answers), responses.Source("x")
    )
    story.project.run("Match", matching.relink)


@pytest.fixture
def tied(story: Any) -> Any:
    """The action is tied to the question and started; before it, 100 of 200 are satisfied (and 2 of 5)."""
    add_answers(story, story.world.round, 100)
    story.project.run("Tie", planning.tie_measure, story.action, story.world.score)
    story.project.run("Start", planning.start_action, story.action, STARTED)
    return story


def the_outcome(story: Any, account: str | None = None) -> Outcome:
    return story.project.read(outcomes, account)[0]


def test_before_any_new_round_it_says_so(tied: Any) -> None:
    found = the_outcome(tied)
    assert (found.standing, found.before_round, found.now, found.change) == (
        "no_round",
        "March 2026",
        None,
        None,
    )


def test_a_round_while_the_work_goes_on_is_so_far(tied: Any) -> None:
    add_round(tied, "May 2026", date(2026, 5, 1), date(2026, 5, 20), 110)
    found = the_outcome(tied)
    assert (found.standing, found.now_round, found.compared) == ("so_far", "May 2026", False)
    tied.project.run("Done", planning.close_action, tied.action, "done", DONE)
    assert the_outcome(tied).standing == "so_far"


def test_a_step_change_is_found_with_its_margin(tied: Any) -> None:
    tied.project.run("Done", planning.close_action, tied.action, "done", DONE)
    add_round(tied, "September 2026", date(2026, 9, 1), date(2026, 9, 20), 150)
    found = the_outcome(tied)
    assert (found.standing, found.now_round, found.compared) == ("measured", "September 2026", True)
    assert found.change is not None
    assert found.change.real
    assert found.change.difference == pytest.approx(75 - 100 * 102 / 205)
    assert found.change.low is not None
    assert found.change.high is not None
    assert found.change.low > 10
    assert found.change.high < 36
    assert found.reached is True
    assert found.now is not None
    assert (found.now.n, found.now.value) == (200, 75)


def test_a_flat_series_shows_no_change_and_misses_the_target(tied: Any) -> None:
    tied.project.run("Done", planning.close_action, tied.action, "done", DONE)
    add_round(tied, "September 2026", date(2026, 9, 1), date(2026, 9, 20), 101)
    found = the_outcome(tied)
    assert found.change is not None
    assert not found.change.real
    assert found.change.sentence == "no real difference shown"
    assert (found.compared, found.reached) == (True, False)


def test_closing_keeps_both_figures_as_they_are_now(tied: Any) -> None:
    tied.project.run("Done", planning.close_action, tied.action, "done", DONE)
    add_round(tied, "September 2026", date(2026, 9, 1), date(2026, 9, 20), 150)
    tied.project.run(
        "Close",
        planning.measure_action,
        tied.action,
        "Two people answer.",
        "not read",
        today=date(2026, 9, 30),
    )
    row = tied.project.read(action_rows)[0]
    assert (row.state, row.result, row.not_measured) == ("measured", "Two people answer.", "")
    from cxdesk.analysis.figure import Figure
    from cxdesk.planning.model import Action

    def kept(session: Any) -> tuple[float | None, float | None]:
        action = session.get_one(Action, tied.action)
        before, now = Figure.from_json(action.measured_before), Figure.from_json(action.measured_now)
        return before.value, now.value

    assert tied.project.read(kept) == (pytest.approx(100 * 102 / 205), 75)


def test_one_customers_outcome_counts_only_its_own_answers(tied: Any) -> None:
    tied.project.run("Done", planning.close_action, tied.action, "done", DONE)
    add_round(tied, "September 2026", date(2026, 9, 1), date(2026, 9, 20), 150)
    assert the_outcome(tied, "AL-1").now is not None
    other = the_outcome(tied, "AL-2")
    assert (other.standing, other.now) == ("no_round", None)
    assert other.before is not None
    assert other.before.n == 2
    assert other.before.filter == Filter(accounts=("AL-2",), rounds=("March 2026",))


def test_an_action_without_a_question_says_so_and_one_not_started_has_no_outcome(story: Any) -> None:
    assert story.project.read(outcomes) == []
    story.project.run("Start", planning.start_action, story.action, STARTED)
    assert the_outcome(story).standing == "unlinked"


def test_a_target_below_the_baseline_is_reached_from_above(tied: Any) -> None:
    tied.project.run("Fewer", planning.change_action, tied.action, baseline="50%", target="30%")
    tied.project.run("Done", planning.close_action, tied.action, "done", DONE)
    add_round(tied, "September 2026", date(2026, 9, 1), date(2026, 9, 20), 50)
    assert the_outcome(tied).reached is True


def test_work_that_is_taken_up_again_is_no_longer_measured(tied: Any) -> None:
    tied.project.run("Done", planning.close_action, tied.action, "done", DONE)
    add_round(tied, "September 2026", date(2026, 9, 1), date(2026, 9, 20), 150)
    tied.project.run("Again", planning.move_action, tied.action, "active", "It came back.", date(2026, 9, 30))
    assert the_outcome(tied).standing == "no_round"
