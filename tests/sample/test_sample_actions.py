"""What is planted among the example's actions is found again: a measured one, a slip, late ones, load, warnings."""

from datetime import date

import pytest

from cxdesk.planning import load, tracking
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.outcomes import outcomes
from cxdesk.project import Project

TODAY = date(2026, 6, 15)


@pytest.fixture
def rows(sample: Project) -> dict[str, ActionRow]:
    return {r.title: r for r in sample.read(action_rows)}


def test_the_invoice_was_measured_again_and_is_really_better(sample: Project) -> None:
    measured = [o for o in sample.read(outcomes) if o.compared]
    assert [(o.title, o.before_round, o.now_round) for o in measured] == [
        ("New invoice layout: one line for each visit", "September 2025", "March 2026")
    ]
    [one] = measured
    assert one.change is not None
    assert (one.state, one.change.real, one.change.sentence) == ("measured", True, "+13 (6 to 21)")
    assert (one.baseline, one.target, one.reached) == (61, 70, True)
    assert one.result.startswith("One line for each visit since January")


def test_the_others_wait_for_their_round(sample: Project) -> None:
    standings = [o.standing for o in sample.read(outcomes)]
    assert (standings.count("no_round"), standings.count("unlinked"), standings.count("so_far")) == (8, 3, 0)


def test_one_promise_slipped_with_its_reason(rows: dict[str, ActionRow]) -> None:
    slips = {title: r.slips for title, r in rows.items() if r.slips}
    assert list(slips) == ["Text with the fitter’s name and time of arrival"]
    [slip] = slips["Text with the fitter’s name and time of arrival"]
    assert (slip.was_due, slip.due_on, slip.reason) == (
        date(2026, 5, 31), date(2026, 6, 30), "The text service is delivered a month later.",
    )  # fmt: skip


def test_five_are_late_in_the_middle_of_june(rows: dict[str, ActionRow]) -> None:
    late = tracking.overdue(rows.values(), TODAY)
    assert [tracking.days_late(r, TODAY) for r in late] == [25, 24, 14, 10, 3]


def test_two_owners_and_the_service_carry_too_much_in_june(
    sample: Project, rows: dict[str, ActionRow]
) -> None:
    months, limits = load.months_from(TODAY), sample.read(tracking.limits)
    owners = load.owner_load(rows.values(), months, limits["owner_hours"])
    assert [r.name for r in owners if r.is_over] == ["Sanne Visser", "Willem de Boer"]
    functions = load.function_load(rows.values(), months, limits["function_actions"])
    assert [r.name for r in functions if r.is_over] == ["Service"]


def test_what_is_worth_a_look_is_planted(rows: dict[str, ActionRow]) -> None:
    assert tracking.warnings(rows["Two dispatchers at peak hours"]) == ()
    assert tracking.warnings(rows["Depot open on Saturdays"]) == ("functions",)
    assert tracking.warnings(rows["Photo report on the spot"]) == ("functions", "sponsor", "strategy", "job")


def test_insights_became_actions_in_a_week(sample: Project) -> None:
    found = sample.read(tracking.conversion)
    assert (found.insights, found.acted, found.median_days) == (5, 4, 7)


def test_measures_without_an_action_and_those_with_one(sample: Project) -> None:
    watched = sample.read(tracking.watched_measures)
    acted = {w.measure.question: len(w.actions) for w in watched if w.actions}
    assert acted == {"Time until a fitter arrives": 4, "Handover of a new lift": 3, "Invoice": 2}
    assert sum(w.is_idle for w in watched) > 20


def test_champions_are_thanked(rows: dict[str, ActionRow]) -> None:
    assert [name for name, _titles in tracking.thanks(list(rows.values()))] == [
        "Marta Kowalska",
        "Pieter Hoekstra",
    ]
