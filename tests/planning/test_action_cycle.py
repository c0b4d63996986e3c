"""No state of an action is skipped silently, no date slips unseen, and none closes without what came of it."""

from datetime import date
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning import tracking
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.model import ACTION_STATES, CYCLE

START, DONE, CLOSED = date(2026, 4, 2), date(2026, 6, 1), date(2026, 9, 1)


def row(story: Any) -> ActionRow:
    return story.project.read(action_rows)[0]


def move(story: Any, state: str, note: str = "", on: date = START) -> None:
    story.project.run("Move", planning.move_action, story.action, state, note, on)


def test_the_history_of_states_is_kept_with_days(story: Any) -> None:
    move(story, "active")
    move(story, "done", on=DONE)
    story.project.run(
        "Close", planning.measure_action, story.action, "Two people answer.", "No round since.", today=CLOSED
    )
    assert [(s.was, s.state, s.on) for s in row(story).steps] == [
        ("draft", "active", START), ("active", "done", DONE), ("done", "measured", CLOSED),
    ]  # fmt: skip
    assert (row(story).started_on, row(story).closed_on) == (START, DONE)


@pytest.mark.parametrize("was", CYCLE)
@pytest.mark.parametrize("state", ACTION_STATES)
def test_every_change_that_is_not_the_next_step_asks_why(story: Any, was: str, state: str) -> None:
    if was == state:
        return
    story.project.run(
        "Result", planning.change_action, story.action, result="Done.", not_measured="No round."
    )
    if was != "draft":
        move(story, was, "We began before we wrote it down.")
    is_next = state != "dropped" and CYCLE.index(state) == CYCLE.index(was) + 1
    if is_next:
        move(story, state)
    else:
        with pytest.raises(UserError, match=r"Say why"):
            move(story, state)
        assert row(story).state == was
        move(story, state, "Because.")
        assert row(story).steps[-1].note == "Because."
    assert row(story).state == state


def test_a_skip_does_not_go_past_the_fields_an_action_needs(story: Any) -> None:
    story.project.run("Empty", planning.change_action, story.action, goal="", expected="")
    with pytest.raises(UserError, match="Still missing: goal, expected result"):
        move(story, "done", "It was done before.")
    assert row(story).state == "draft"


def test_a_closed_action_needs_a_result_text(story: Any) -> None:
    move(story, "active")
    move(story, "done", on=DONE)
    with pytest.raises(UserError, match="Say what came of “Two dispatchers at peak hours”"):
        story.project.run("Close", planning.measure_action, story.action, " ", "No round since.")
    with pytest.raises(UserError, match="Say why it could not be measured"):
        story.project.run("Close", planning.measure_action, story.action, "Two people answer.", "")
    assert row(story).state == "done"


def test_slipped_days_are_kept_with_the_new_day_and_the_reason(story: Any) -> None:
    move(story, "active")
    run = story.project.run
    run("Later", planning.move_due, story.action, date(2026, 7, 1), "The rota was late.", date(2026, 5, 20))
    run("Later", planning.move_due, story.action, date(2026, 8, 1), "Holidays.", date(2026, 6, 20))
    run("Sooner", planning.move_due, story.action, date(2026, 7, 15))
    found = row(story)
    assert [(s.was_due, s.due_on, s.reason) for s in found.slips] == [
        (date(2026, 6, 1), date(2026, 7, 1), "The rota was late."),
        (date(2026, 7, 1), date(2026, 8, 1), "Holidays."),
    ]
    assert (found.slipped_from, found.due_on) == (date(2026, 6, 1), date(2026, 7, 15))
    for _step in range(3):
        story.project.undo()
    assert (row(story).slips, row(story).due_on) == ((), date(2026, 6, 1))


def test_a_step_before_the_last_one_is_refused(story: Any) -> None:
    move(story, "active", on=DONE)
    with pytest.raises(UserError, match="The last change of this action is of 1 June 2026"):
        move(story, "done", on=START)


def test_what_an_old_file_lacks_does_not_keep_its_words_from_being_changed(story: Any) -> None:
    move(story, "active")
    from sqlalchemy import text

    story.project.run("As old files are", lambda s: s.execute(text("UPDATE action SET goal='', expected=''")))
    story.project.run("Change", planning.change_action, story.action, why="They call twice.")
    assert row(story).why == "They call twice."
    with pytest.raises(UserError, match="Still missing"):
        story.project.run("Change", planning.change_action, story.action, why="")


@pytest.mark.parametrize(
    ("text", "value"),
    [("65% in September 2026", 65), ("+12", 12), ("−5", -5), ("4,2 of 5", 4.2), ("۶۵٪", 65), ("fewer than 10", None), ("", None)],
)  # fmt: skip
def test_a_target_that_begins_with_a_number_is_kept_as_that_number(
    story: Any, text: str, value: float | None
) -> None:
    story.project.run("Target", planning.change_action, story.action, target=text)
    assert row(story).target_value == (pytest.approx(value) if value is not None else None)


def test_a_measure_tied_to_a_question_brings_where_we_are_now(story: Any) -> None:
    run = story.project.run
    run("Empty", planning.change_action, story.action, measure="", baseline="")
    run("Tie", planning.tie_measure, story.action, story.world.score)
    found = row(story)
    assert (found.measure, found.baseline) == ("Time until a fitter arrives", "40%, March 2026")
    assert found.baseline_value == pytest.approx(40)
    with pytest.raises(UserError, match="has no score"):
        run("Tie", planning.tie_measure, story.action, story.world.words)


def test_one_function_no_sponsor_no_goal_and_a_tool_without_a_job_are_warned_of(story: Any) -> None:
    run = story.project.run
    run("Kind", planning.change_action, story.action, change_type="system")
    run("Functions", planning.set_functions, story.action, ["Service"])
    assert tracking.warnings(row(story)) == ("functions", "sponsor", "strategy", "job")
    from cxdesk.goals.actions import goal_named
    from cxdesk.people.actions import person_named

    sponsor = run("Person", person_named, "Ines Duarte")
    goal = run("Goal", goal_named, "Keep 9 in 10 service contracts")
    assert run("Goal", goal_named, "Keep 9 in 10 service contracts") == goal
    run("Functions", planning.set_functions, story.action, ["Service", "IT", "Service", " "])
    run("Champions", planning.set_champions, story.action, ["Jonas Beck"])
    run(
        "Fill", planning.change_action, story.action, sponsor_id=sponsor, strategy_id=goal, job="Tell me when help comes",
    )  # fmt: skip
    found = row(story)
    assert tracking.warnings(found) == ()
    assert (found.functions, found.champions, found.sponsor, found.strategy) == (
        ("Service", "IT"), ("Jonas Beck",), "Ines Duarte", "Keep 9 in 10 service contracts",
    )  # fmt: skip
    assert tracking.warnings(found) == ()


def test_trade_offs_stay_out_of_the_customers_plan(story: Any) -> None:
    from cxdesk.planning import assemble
    from tests.sample.test_sample_plans import texts_in

    secret = {"cost": "€ 24,000 SECRET", "forgone": "two years SECRET", "duration": "SECRET weeks",
              "goal": "SECRET goal", "expected": "SECRET result", "job": "SECRET job", "told_inside": "SECRET told",
              "result": "SECRET came of it"}  # fmt: skip
    story.project.run("Fill", planning.change_action, story.action, **secret)
    story.write_all()
    story.approve()
    texts = texts_in(story.project.read(assemble.customer_plan, story.plan, "en"))
    assert len(texts) > 8
    assert [t for t in texts if "SECRET" in t] == []


def test_effort_is_a_number_of_hours_or_days(story: Any) -> None:
    for wrong in (-1, 20_000):
        with pytest.raises(UserError, match="Effort is a number"):
            story.project.run("Effort", planning.change_action, story.action, effort=wrong)
