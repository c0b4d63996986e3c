"""Issues: how sure we are and why, risk and reach, duplicates, and the order of what to do first."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.planning import actions as planning
from cxdesk.planning import duplicates, judging, plan_queries, priorities, queries, reach
from cxdesk.planning.agreement import agreement_of
from cxdesk.planning.judging import Risk
from cxdesk.programme import actions as programme
from cxdesk.programme.queries import decision_rows
from cxdesk.project import Project
from cxdesk.responses import matching
from cxdesk.surveys.queries import survey_rows, whole
from tests.storage.test_undo_property import dump


def row(project: Project, issue: int) -> queries.IssueRow:
    return next(r for r in project.read(queries.issue_rows) if r.id == issue)


def test_only_the_second_kind_of_evidence_makes_an_issue_strong(world: Any) -> None:
    run, read = world.project.run, world.project.read
    issue = run("Issue", planning.raise_issue, "Waiting")
    assert row(world.project, issue).grade == "opinion"
    found = read(figure, world.survey, world.score)
    for _time in range(2):
        run("Figure", planning.add_figure, issue, found)
        assert row(world.project, issue).grade == "some"
    run("Quote", planning.add_quotation, issue, 1, world.words, "Nobody could say when.")
    assert row(world.project, issue).grade == "strong"
    sentence = judging.why_grade(row(world.project, issue).kinds)
    assert sentence == "Strong: 2 kinds of evidence say the same: a figure, a customer’s words."
    world.project.undo()
    assert row(world.project, issue).grade == "some"
    assert "A second kind of evidence" in judging.why_grade(row(world.project, issue).kinds)


@pytest.mark.parametrize("kind", ["follow_up", "observation", "review", "account_fact"])
def test_what_somebody_noted_is_a_kind_of_evidence_too(world: Any, kind: str) -> None:
    run = world.project.run
    issue = run("Issue", planning.raise_issue, "Waiting")
    run("Note", planning.add_note, issue, kind, "Two lifts stood still for a day.", account_id=world.account)
    assert row(world.project, issue).kinds == (kind,)
    assert world.project.read(reach.reach_of, issue).accounts == (world.account,)


def test_a_note_says_what_and_of_which_kind_it_is(world: Any) -> None:
    run = world.project.run
    issue = run("Issue", planning.raise_issue, "Waiting")
    for arguments in (("figure", "x"), ("observation", " "), ("review", "x", "", None, -1)):
        with pytest.raises(UserError):
            run("Note", planning.add_note, issue, *arguments)


@pytest.mark.parametrize(
    ("likelihood", "impact", "raised", "level"),
    [(None, 3, 0, 0), (1, 3, 0, 1), (2, 3, 0, 2), (3, 3, 0, 3), (3, 4, 0, 4), (2, 3, 1, 3), (4, 4, 2, 4)],
)
def test_risk_is_likelihood_times_impact_with_what_reviews_add(
    likelihood: int | None, impact: int, raised: int, level: int
) -> None:
    assert Risk(likelihood, impact, raised).level == level


def test_reach_counts_unhappy_people_and_their_customers_once(world: Any) -> None:
    run, read = world.project.run, world.project.read
    run(
        "Revenue",
        store_accounts,
        [AccountSpec("AL-1", "Harbour Square", revenue=1000.0, currency="EUR"), AccountSpec("AL-2", "Arya Clinic")],
    )  # fmt: skip
    found = read(figure, world.survey, world.score)
    issue = run("Issue", planning.make_issue, "Waiting", found)
    run("Again", planning.add_figure, issue, found)
    run("Quote", planning.add_quotation, issue, 1, world.words, "I rang in the morning.")
    got = read(reach.reach_of, issue)
    # 1, 2 and 3 of 5 are not satisfied: responses 1, 2 and 4, of both customers; only one tells its revenue.
    assert (got.respondents, got.asked, got.accounts) == (3, 5, (1, 2))
    assert (got.revenue, got.unknown_revenue) == ({"EUR": 1000.0}, 1)
    run("Chance", planning.judge_issue, issue, kind="opportunity")
    assert read(reach.reach_of, issue).respondents == 5


def test_the_value_at_risk_is_the_sum_a_person_can_check_by_hand(world: Any) -> None:
    run, read = world.project.run, world.project.read
    specs = [
        AccountSpec("AL-1", "Harbour Square", revenue=412_000.0, currency="EUR"),
        AccountSpec("AL-2", "Arya Clinic", revenue=88_000.0, currency="EUR"),
    ]
    run("Revenue", store_accounts, specs)
    issue = run("Issue", planning.make_issue, "Waiting", read(figure, world.survey, world.score))
    worth = read(priorities.priorities)[0].worth
    assert worth.value == {"EUR": pytest.approx(500_000 * 0.10 * 1)}
    assert "assumed" in priorities.inputs_words(worth)
    run("Inputs", planning.judge_issue, issue, leave_chance=25.0, years=3.0)
    worth = read(priorities.priorities)[0].worth
    assert worth.value == {"EUR": pytest.approx(375_000)}
    assert priorities.formula(worth) == "500,000 EUR a year × 25% that they leave × 3 years = 375,000 EUR"
    assert priorities.inputs_words(worth) == "The revenue is that of 2 customers behind the evidence."
    run("Own", planning.judge_issue, issue, own_revenue=200_000.0)
    assert read(priorities.priorities)[0].worth.value == {"EUR": pytest.approx(150_000)}
    with pytest.raises(UserError):
        run("Too much", planning.judge_issue, issue, leave_chance=101.0)


def test_what_an_opportunity_is_worth_only_a_person_can_say(world: Any) -> None:
    run, read = world.project.run, world.project.read
    run("Revenue", store_accounts, [AccountSpec("AL-1", "Harbour Square", revenue=1000.0, currency="EUR")])
    issue = run("Issue", planning.make_issue, "A night line", read(figure, world.survey, world.score))
    run("Kind", planning.judge_issue, issue, kind="opportunity")
    worth = read(priorities.priorities)[0].worth
    assert (worth.value, priorities.formula(worth)) == ({}, "Say what it could bring in a year.")
    run("Own", planning.judge_issue, issue, own_revenue=120_000.0, leave_chance=40.0)
    worth = read(priorities.priorities)[0].worth
    assert priorities.formula(worth) == "120,000 EUR a year × 40% that it comes about × 1 year = 48,000 EUR"


def test_revenues_of_two_currencies_are_never_added(world: Any) -> None:
    run, read = world.project.run, world.project.read
    specs = [
        AccountSpec("AL-1", "Harbour Square", revenue=100.0, currency="EUR"),
        AccountSpec("AL-2", "Arya Clinic", revenue=9000.0, currency="HUF"),
    ]
    run("Revenue", store_accounts, specs)
    run("Issue", planning.make_issue, "Waiting", read(figure, world.survey, world.score))
    assert read(priorities.priorities)[0].worth.value == {"EUR": 10.0, "HUF": 900.0}


REVIEWS = """Date,Stars,Review,Source,Reach
2026-03-02,1,Stuck in the lift for an hour,trustpilot.com,48000
2026-03-04,2,Nobody came,google.com,900
2026-03-05,5,Fine,google.com,70
"""


def test_public_reviews_with_a_high_reach_raise_the_priority(world: Any, tmp_path: Path) -> None:
    project = world.project
    path = tmp_path / "reviews.csv"
    path.write_text(REVIEWS, encoding="utf-8")
    import_file(project, mapping.suggest(detect.sniff(path)))
    survey = next(s for s in project.read(survey_rows) if s.audience == "public")
    items = {q.code: q.items[0].id for q in project.read(whole, survey.id).questions}
    quiet = project.run("Issue", planning.raise_issue, "Doors close too fast")
    loud = project.run("Issue", planning.raise_issue, "People are stuck")
    for issue in (quiet, loud):
        project.run("Judge", planning.judge_issue, issue, likelihood=3, impact=2, effort=2)
    assert [p.issue.id for p in project.read(priorities.priorities)] == [quiet, loud]
    stars = project.read(figure, survey.id, items["stars"])
    project.run("Figure", planning.add_figure, loud, stars)
    first = project.read(priorities.priorities)[0]
    assert (first.issue.id, first.reach.public, first.risk.raised) == (loud, 48_900, 1)
    assert judging.risk_words(first.risk) == "high: likely, serious"
    words = next(r for r in _responses(project, survey.id) if r)
    project.run("Words", planning.add_quotation, quiet, words, items["review"], "Stuck in the lift")
    assert row(project, quiet).kinds == ("review",)


def _responses(project: Project, survey: int) -> list[int]:
    from cxdesk.responses.aggregate import counted

    return list(project.read(counted, survey, ())["response_id"])


def test_of_a_confidential_survey_no_customer_is_named(world: Any) -> None:
    from cxdesk.surveys.model import Survey

    def promise(session: Any) -> None:
        session.get_one(Survey, world.survey).promise = "confidential"

    run, read = world.project.run, world.project.read
    found = read(figure, world.survey, world.score)
    issue = run("Issue", planning.make_issue, "Waiting", found)
    run("Promise", promise)
    got = read(reach.reach_of, issue)
    assert (got.respondents, got.asked, got.accounts) == (3, 5, ())


def test_two_people_who_coded_the_same_words_agree_by_a_figure_that_takes_chance_out() -> None:
    # A fixed set of twelve customers' words, coded by two.
    one = [
        "leave",
        "leave",
        "stay",
        "get_help",
        "get_help",
        "other",
        "recommend",
        "recommend",
        "stay",
        "leave",
        "buy_more",
        "get_help",
    ]
    two = [
        "leave",
        "stay",
        "stay",
        "get_help",
        "get_help",
        "other",
        "recommend",
        "recommend",
        "stay",
        "leave",
        "buy_more",
        "other",
    ]
    found = agreement_of(one, two)
    assert (found.same, found.n) == (10, 12)
    assert found.share == pytest.approx(100 * 10 / 12)
    chance = (3 * 2 + 2 * 3 + 3 * 2 + 1 * 2 + 2 * 2 + 1 * 1) / 144
    assert found.kappa == pytest.approx((10 / 12 - chance) / (1 - chance))
    alone = agreement_of(["stay"], ["stay"])
    assert (alone.share, alone.kappa) == (100, None)


def test_the_intent_of_words_is_one_of_six(world: Any) -> None:
    run = world.project.run
    issue = run("Issue", planning.raise_issue, "Waiting")
    quote = run("Quote", planning.add_quotation, issue, 1, world.words, "I will look for another firm.")
    run("Code", planning.code_intent, quote, "leave")
    assert world.project.read(queries.evidence_rows, issue)[0].intent == "leave"
    with pytest.raises(UserError):
        run("Code", planning.code_intent, quote, "cancel")


@pytest.fixture
def alike(world: Any) -> tuple[Project, int, int]:
    run = world.project.run
    one = run(
        "Issue", planning.raise_issue, "Waiting for a fitter takes too long", "First.", world.touch_point
    )
    two = run("Issue", planning.raise_issue, "Too long waiting for the fitter", "Second.", world.touch_point)
    run("Issue", planning.raise_issue, "Invoices are hard to read", "", world.touch_point)
    return world.project, one, two


def test_issues_of_one_touch_point_with_like_titles_are_found(alike: tuple[Project, int, int]) -> None:
    project, one, two = alike
    (pair,) = project.read(duplicates.pairs)
    assert (pair.issue_id, pair.other_id) == (one, two)
    assert "titles that are alike" in pair.why
    project.run("Apart", duplicates.tell_apart, one, two)
    assert project.read(duplicates.pairs) == []


def test_another_touch_point_or_kind_is_another_issue(alike: tuple[Project, int, int], world: Any) -> None:
    project, _one, two = alike
    project.run("Kind", planning.judge_issue, two, kind="opportunity")
    assert project.read(duplicates.pairs) == []


def test_the_same_evidence_makes_issues_alike_whatever_they_are_called(world: Any) -> None:
    run, read = world.project.run, world.project.read
    found = read(figure, world.survey, world.score)
    run("Issue", planning.make_issue, "Waiting", found, world.touch_point)
    run("Issue", planning.make_issue, "Dispatch is slow", found, world.touch_point)
    (pair,) = read(duplicates.pairs)
    assert pair.same_evidence
    assert pair.why == "Same touch point, and the same evidence."


def test_merging_loses_nothing_and_is_one_step_that_undo_takes_back(
    alike: tuple[Project, int, int], world: Any
) -> None:
    project, one, two = alike
    run = project.run
    run("Judge", planning.judge_issue, one, impact=2, intent="stay")
    run("Judge", planning.judge_issue, two, impact=4, likelihood=3, intent="leave")
    cause = run("Cause", planning.add_cause, two, "One dispatcher")
    run("Deeper", planning.add_cause, two, "Nobody else was trained", cause)
    action = run("Action", planning.add_action, two, "Two dispatchers", cause)
    run("Quote", planning.add_quotation, two, 1, world.words, "I rang")
    plan = run("Plan", planning.create_plan, world.account)
    line = run("Line", planning.add_line, plan, "told", issue_id=two)
    decision = run("Decide", programme.decide, "Hire", "Sanne Visser")
    run("Cite", programme.cite, decision, two)
    before = dump(project)
    project.run("Merge", duplicates.merge, one, two)
    kept = project.read(queries.issue_whole, one)
    assert [r.id for r in project.read(queries.issue_rows)] == [3, one]
    assert [c.text for c in kept.causes] == ["One dispatcher", "Nobody else was trained"]
    assert [a.id for a in kept.actions] == [action]
    assert [e.quotation for e in kept.evidence] == ["I rang"]
    assert (kept.row.likelihood, kept.row.impact, kept.row.intent) == (3, 2, "stay")
    for words in (
        "First.",
        "Merged from “Too long waiting for the fitter”",
        "Second.",
        "very serious; to leave",
    ):
        assert words in kept.row.statement
    lines = project.read(plan_queries.line_rows, plan)
    assert [(r.id, r.issue_id) for r in lines] == [(line, one)]
    assert [c.issue_id for c in project.read(decision_rows)[0].cited] == [one]
    project.undo()
    assert dump(project) == before
    with pytest.raises(UserError):
        project.run("Merge", duplicates.merge, one, one)


def test_the_order_follows_the_matrix_until_a_person_sets_it(world: Any) -> None:
    run, read = world.project.run, world.project.read
    judged = {"leave": (1, 4), "first": (4, 1), "along": (2, 2), "plan": (3, 3)}
    issues = {}
    for corner, (impact, effort) in judged.items():
        issues[corner] = run("Issue", planning.raise_issue, corner)
        run("Judge", planning.judge_issue, issues[corner], impact=impact, effort=effort)
    issues[""] = run("Issue", planning.raise_issue, "Nobody judged it")
    order = ["first", "plan", "along", "leave", ""]
    assert [p.corner for p in read(priorities.priorities)] == order
    run("Cut", priorities.set_cuts, 4, 3)
    assert {p.issue.title: p.corner for p in read(priorities.priorities)}["plan"] == "leave"
    run("Cut", priorities.set_cuts, 3, 3)
    run("Down", priorities.move, issues["first"], 1)
    now = read(priorities.priorities)
    assert [p.issue.title for p in now][:2] == ["plan", "first"]
    assert all(p.set_by_hand for p in now)
    run("Forget", priorities.forget_order)
    assert [p.corner for p in read(priorities.priorities)] == order
    with pytest.raises(UserError):
        run("Cut", priorities.set_cuts, 1, 3)


def test_evidence_keeps_its_figure_and_tells_todays(story: Any) -> None:
    project = story.project
    (kept,) = [e for e in project.read(queries.evidence_rows, story.issue) if e.figure]
    now = project.read(queries.evidence_now, kept, date(2026, 5, 1))
    assert (kept.figure.as_of, now.as_of) == ("2026-04-01", "2026-05-01")
    assert replace(now, as_of=kept.figure.as_of) == kept.figure
    assert project.read(matching.answered, story.world.survey) == 5
