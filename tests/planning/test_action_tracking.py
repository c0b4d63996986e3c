"""Late actions, kinds of change, load, from insight to action, standstill, measures nobody acts on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning import load, tracking
from cxdesk.planning.action_queries import ActionRow, action_rows

TODAY = date(2026, 6, 15)


def an_action(number: int = 1, **fields: Any) -> ActionRow:
    made = ActionRow(
        number, 1, "Waiting", None, f"Action {number}", "why", 1, "Sanne Visser", date(2026, 7, 1), None, "process",
        "", "", "", "active", (),
    )  # fmt: skip
    return replace(made, **fields)


def test_three_structural_of_ten_are_thirty_percent() -> None:
    rows = [an_action(n, change_type="structure" if n < 3 else "process") for n in range(10)]
    rows.append(an_action(11, change_type="structure", state="dropped"))
    share = {s.kind: s for s in tracking.change_shares(rows)}["structure"]
    assert (share.count, share.of, share.percent) == (3, 10, 30.0)


def test_late_is_counted_at_a_fixed_day() -> None:
    rows = [
        an_action(1, due_on=date(2026, 6, 14)), an_action(2, due_on=TODAY), an_action(3, due_on=date(2026, 5, 1)),
        an_action(4, due_on=date(2026, 5, 1), state="done"), an_action(5, due_on=None),
        an_action(6, due_on=date(2026, 6, 10), state="draft"),
    ]  # fmt: skip
    assert [(r.id, tracking.days_late(r, TODAY)) for r in tracking.overdue(rows, TODAY)] == [
        (3, 45), (6, 5), (1, 1),
    ]  # fmt: skip


def test_effort_is_summed_per_owner_and_month_in_hours() -> None:
    months = load.months_from(TODAY, 3)
    rows = [
        an_action(1, effort=4, effort_unit="days", due_on=date(2026, 7, 20)),
        an_action(2, effort=10, due_on=date(2026, 6, 30)),
        an_action(3, effort=10, due_on=date(2026, 5, 1)),  # late, so it still takes its time this month
        an_action(4, effort=99, state="done"), an_action(5, owner="Jonas Beck", due_on=date(2026, 8, 1)),
    ]  # fmt: skip
    sanne, jonas = load.owner_load(rows, months, 40)
    assert months == (date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1))
    assert (sanne.name, sanne.amounts, sanne.over) == ("Sanne Visser", (52, 32, 0), (True, False, False))
    assert (jonas.amounts, jonas.unsaid) == ((0, 0, 0), 1)


def test_more_actions_at_once_than_the_limit_warn_for_the_function() -> None:
    months = load.months_from(TODAY, 2)
    rows = [
        an_action(n, functions=("Service", "IT") if n == 1 else ("Service",), started_on=date(2026, 5, 1))
        for n in range(4)
    ]
    found = {r.name: r for r in load.function_load(rows, months, 3)}
    assert (found["Service"].amounts, found["Service"].is_over) == ((4, 4), True)
    assert not found["IT"].is_over
    assert not load.function_load(rows[:3], months, 3)[0].is_over


def test_months_go_over_the_end_of_the_year() -> None:
    assert load.months_from(date(2026, 11, 30), 3) == (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))


def test_conversion_from_insight_to_action_is_exact(story: Any) -> None:
    run, project = story.project.run, story.project
    first = run("Issue", planning.raise_issue, "Second", today=date(2026, 4, 1))
    run("Issue", planning.raise_issue, "Third", today=date(2026, 4, 1))
    ready: dict[str, Any] = {
        "owner_id": 1, "due_on": date(2026, 9, 1), "why": "w", "goal": "g", "expected": "e", "measure": "m",
        "baseline": "1", "target": "2",
    }  # fmt: skip
    second = run("Action", planning.add_action, first, "Do it", **ready)
    from sqlalchemy import text

    run("Raised", lambda s: s.execute(text("UPDATE issue SET raised_on='2026-04-01'")))
    assert project.read(tracking.conversion) == tracking.Conversion(3, 0, None)
    run("Start", planning.start_action, story.action, date(2026, 4, 11))
    run("Start", planning.start_action, second, date(2026, 4, 21))
    found = project.read(tracking.conversion)
    assert (found.insights, found.acted, found.median_days) == (3, 2, 15.0)
    assert found.percent == pytest.approx(200 / 3)


def test_a_standstill_is_told_once_in_each_period(story: Any) -> None:
    run, project = story.project.run, story.project
    assert project.read(tracking.stall, date(2027, 1, 1)) is None, "nothing is going on"
    run("Start", planning.start_action, story.action, date(2026, 4, 1))
    told = []
    day = date(2026, 4, 1)
    while day < date(2026, 4, 1) + timedelta(days=125):
        found = project.read(tracking.stall, day)
        if found is not None:
            told.append((found.days, found.period))
            run("Seen", tracking.stall_seen, found)
        day += timedelta(days=1)
    assert told == [(60, 1), (120, 2)]
    run("Done", planning.close_action, story.action, "done", day)
    assert project.read(tracking.stall, day) is None


def test_a_limit_is_a_number_above_nothing(story: Any) -> None:
    story.project.run("Limit", tracking.set_limit, "stall_days", 14)
    assert story.project.read(tracking.limits)["stall_days"] == 14
    with pytest.raises(UserError, match="A limit is a number above 0"):
        story.project.run("Limit", tracking.set_limit, "stall_days", 0)
    story.project.undo()
    assert story.project.read(tracking.limits) == tracking.LIMITS


def test_a_measure_without_an_action_is_listed_until_it_is_watched_only(story: Any) -> None:
    def idle() -> list[int]:
        return [w.measure.item_id for w in story.project.read(tracking.watched_measures) if w.is_idle]

    run, item = story.project.run, story.world.score
    assert idle() == [item]
    run("Watch", tracking.watch_only, item, True)
    assert idle() == []
    run("Act", tracking.watch_only, item, False)
    assert idle() == [item]
    run("Tie", planning.tie_measure, story.action, item)
    [found] = story.project.read(tracking.watched_measures)
    assert (found.actions, found.is_idle, found.measure.touch_point) == (
        ("Two dispatchers at peak hours",), False, "Emergency call",
    )  # fmt: skip
    run("Drop", planning.close_action, story.action, "dropped", TODAY, "No money.")
    assert idle() == [item]


def test_champions_of_finished_actions_are_thanked_by_name(story: Any) -> None:
    run = story.project.run
    run("Champions", planning.set_champions, story.action, ["Jonas Beck"])
    assert tracking.thanks(story.project.read(action_rows)) == []
    run("Start", planning.start_action, story.action, date(2026, 4, 1))
    run("Done", planning.close_action, story.action, "done", TODAY)
    title = ("Two dispatchers at peak hours",)
    assert tracking.thanks(story.project.read(action_rows)) == [
        ("Jonas Beck", title),
        ("Sanne Visser", title),
    ]
