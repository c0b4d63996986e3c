"""A sentence for a customer knows its customer's own figure, and shares that no answer says are told."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from cxdesk.accounts.actions import AccountSpec, add
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figure
from cxdesk.planning import actions as planning
from cxdesk.planning.behind import behind_plan
from cxdesk.planning.model import Action
from cxdesk.planning.plan_actions import add_line, create_plan
from cxdesk.planning.said_figures import said_in_rounds, strange_shares
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import live, matching
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.queries import whole
from tests.surveys.every_look import EVERY_LOOK


def test_shares_that_no_answer_says_are_named() -> None:
    known = [Figure("top2", 35.3, 17)]
    assert strange_shares("Only 35% of you, and ۶۵٪ not; 40 % said so.", known) == [40]
    assert strange_shares("Three of you", known) == []
    assert strange_shares("40%", []) == []


def test_the_figure_is_that_of_the_customer_alone(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    project.run("Survey", surveys.build, EVERY_LOOK)
    definition = project.read(described, 1)
    round_id = project.run("Round", responses.add_round, 1, "Autumn", date(2026, 11, 20))
    for key in ("N", "B"):
        project.run("Customer", add, AccountSpec(key, f"Customer {key}"))
        project.run("Tie", matching.link_known, key)
    # Enough of each for the survey's promise.
    given = [("N", 7)] * 2 + [("N", 1)] * 6 + [("B", 7)] * 8
    for key, ease in given:

        def answer(session: Session, key: str = key, ease: int = ease) -> None:
            made = live.start(session, round_id, "web", "en", account_key=key)
            live.keep(session, made, definition, "CES", ease)
            live.finish(session, made, path(definition, {"CES": ease}))

        project.run("Answer", answer)
    item = next(q for q in project.read(whole, 1).questions if q.code == "CES").items[0].id
    kept = project.read(figure, 1, item)
    assert (kept.value, kept.n) == (62.5, 16)
    issue = project.run("Issue", planning.raise_issue, "Hard to reach")
    project.run("Evidence", planning.add_figure, issue, kept)
    action = project.run("Action", planning.add_measured_action, issue, "One number")
    measured = project.read(lambda s: s.get_one(Action, action))
    assert (measured.measure_item_id, measured.baseline.split(",")[0]) == (item, "62%")
    plan = project.run("Plan", create_plan, 1)
    line = project.run("Line", add_line, plan, "told", issue_id=issue)
    said = project.read(said_in_rounds, line)
    assert [(one.round, one.is_plans) for one in said] == [("Autumn", True)]
    assert [(f.value, f.n) for f in said[0].figures] == [(25.0, 8)]
    behind = project.read(behind_plan, plan)
    assert behind is not None
    assert (behind.where.accounts, behind.where.rounds, behind.item_ids) == (("N",), ("Autumn",), ())
    project.close()
