"""A customer's plan is made of approved wordings, or says which line is missing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cxdesk.analysis import touch_points
from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning import assemble, plan_tally
from cxdesk.planning.customer_plan import TouchPointCount
from cxdesk.planning.model import Plan
from cxdesk.planning.plan_figures import figures_of_plans, plan_figures
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.project import Project


def test_a_missing_wording_stops_the_plan_and_names_its_line(story: Any) -> None:
    story.write_all()
    story.write("plan_line", story.do, "who", "")
    story.approve()
    with pytest.raises(UserError) as refused:
        story.project.read(assemble.customer_plan, story.plan, "en")
    assert str(refused.value).splitlines() == [
        "The plan is not made in English: 1 wording is missing.",
        "What we will do, line 1: “Owner, as the customer knows them” is missing in English.",
    ]


def test_every_missing_wording_is_named_at_once(story: Any) -> None:
    sentences = story.gaps()
    assert "What you told us, line 1: “What the customer reads” is missing in English." in sentences
    assert "Who to call: “Phone” is missing in English." in sentences
    assert "Sender: “Our name” is missing in English." in sentences
    assert len(sentences) == len(story.wordings())
    assert not [s for s in sentences if "Hours" in s]


def test_wordings_that_nobody_approved_are_refused_but_can_be_previewed(story: Any) -> None:
    story.write_all()
    with pytest.raises(UserError, match="is not approved in English"):
        story.project.read(assemble.customer_plan, story.plan, "en")
    seen = story.project.read(assemble.customer_plan, story.plan, "en", preview=True)
    assert seen.told[0].text.startswith("You expected a fitter")
    story.approve()
    assert (
        story.project.read(assemble.customer_plan, story.plan, "en").account_full == "Harbour Square Offices"
    )
    assert story.gaps() == []


def test_one_language_does_not_stand_in_for_another(story: Any) -> None:
    story.write_all()
    story.approve()
    assert len(story.gaps("fa")) == len(story.wordings())
    with pytest.raises(UserError, match="The plan is not made in Persian"):
        story.project.read(assemble.customer_plan, story.plan, "fa")


def test_the_plan_counts_people_of_this_account_only(story: Any) -> None:
    story.write_all()
    story.approve()
    made = story.project.read(assemble.customer_plan, story.plan, "en")
    assert made.answers == 3
    assert made.answers_month == date(2026, 3, 31)
    assert made.annex == (TouchPointCount("Waiting for a fitter", 1, 3),)


def test_a_quotation_is_printed_with_its_role_when_the_speaker_agreed(story: Any) -> None:
    story.write_all()
    story.approve()
    made = story.project.read(assemble.customer_plan, story.plan, "en").quotation
    assert made is not None
    assert (made.text, made.role) == ("I rang in the morning and nobody could say when.", "Building manager")


def test_a_speaker_who_did_not_agree_is_not_quoted(story: Any) -> None:
    for response in story.world.responses[1:3]:
        plan = story.project.run("Plan", planning.create_plan, story.world.account, story.world.round)
        said = story.project.run(
            "Quote", planning.add_quotation, story.issue, response, story.world.words, "The report came late."
        )
        line = story.project.run("Line", planning.add_line, plan, "quote", evidence_id=said)
        story.write("plan_line", line, "text", "The report came late.")
        story.write("plan_line", line, "role", "Tenant")
        made, _gaps = story.project.read(assemble.draft, plan, "en", need_approval=False)
        assert made.quotation is None


def test_one_of_two_people_is_not_quoted(story: Any) -> None:
    plan = story.project.run("Plan", planning.create_plan, story.world.small_account, story.world.round)
    said = story.project.run(
        "Quote",
        planning.add_quotation,
        story.issue,
        story.world.responses[3],
        story.world.words,
        "Two of us waited.",
    )
    line = story.project.run("Line", planning.add_line, plan, "quote", evidence_id=said)
    story.write("plan_line", line, "text", "Two of us waited.")
    story.write("plan_line", line, "role", "Tenant")
    made, _gaps = story.project.read(assemble.draft, plan, "en", need_approval=False)
    assert made.answers == 2
    assert made.quotation is None


def test_a_later_date_keeps_the_promised_one_and_asks_why(story: Any) -> None:
    story.write_all()
    story.project.run("Start", planning.start_action, story.action)
    story.project.run("Date", planning.change_action, story.action, due_on=date(2026, 7, 1))
    assert "What we will do, line 1: “Why the date moved” is missing in English." in story.gaps()
    story.write("plan_line", story.do, "slip_reason", "the text service was delivered a month late")
    story.approve()
    promise = story.project.read(assemble.customer_plan, story.plan, "en").will_do[0]
    assert (promise.by_when, promise.slipped_from) == (date(2026, 7, 1), date(2026, 6, 1))


def test_an_agreed_plan_says_with_whom(story: Any) -> None:
    story.write_all()
    story.approve()
    story.project.run("Agree", planning.set_plan_state, story.plan, "agreed", date(2026, 4, 14))
    assert story.gaps() == ["Agreement: “Agreed with” is missing in English."]


def test_a_promise_without_a_date_is_named(story: Any) -> None:
    story.write_all()
    story.project.run("No date", planning.change_action, story.action, due_on=None)
    with pytest.raises(UserError, match="What we will do, line 1: there is no action with a date behind it"):
        story.project.read(assemble.draft, story.plan, "en", need_approval=False)


def test_a_second_plan_for_an_account_is_its_next_version(story: Any) -> None:
    plan = story.project.run("Plan", planning.create_plan, story.world.account)
    assert story.project.read(assemble.draft, plan, "en", need_approval=False)[0].version == 2


def test_all_plans_at_once_say_what_each_says_alone(example_file: Path) -> None:
    project = Project.open_to_read(example_file)
    try:
        plans = project.read(lambda session: [p.id for p in session.scalars(select(Plan))])
        together = project.read(lambda session: figures_of_plans(session, session.scalars(select(Plan))))
        rows = project.read(plan_rows)
        held = project.read(assemble.gaps_of, rows)
        assert len(plans) > 5
        assert any(one.since for one in together.values())
        assert any(one.annex for one in together.values())
        assert any(one.quotable for one in together.values())
        for number in plans:
            assert project.read(plan_figures, number) == together[number]
        for row in rows:
            assert project.read(assemble.gaps, row.id, row.language) == held[row.id]
    finally:
        project.close()


def test_the_answers_are_asked_as_often_for_two_customers_as_for_one(
    story: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for module, name in ((plan_tally, "people"), (plan_tally, "counts"), (touch_points, "figures")):
        real = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *a, real=real, name=name, **k: (asked.append(name), real(*a, **k))[1]
        )
    second = story.project.run(
        "Plan", planning.create_plan, story.world.small_account, story.world.round, date(2026, 4, 14)
    )
    for kind in ("told", "since"):
        for plan in (story.plan, second):
            story.project.run(
                "Line",
                planning.add_line,
                plan,
                kind,
                issue_id=story.issue,
                touch_point_id=story.world.touch_point,
            )
    story.project.read(assemble.gaps_of, story.project.read(plan_rows)[:1])
    alone, asked[:] = list(asked), []
    story.project.read(assemble.gaps_of, story.project.read(plan_rows))
    assert sorted(set(alone)) == ["counts", "figures", "people"]
    assert asked == alone
