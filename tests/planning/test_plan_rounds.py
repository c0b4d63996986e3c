"""A plan counts one round: the one it was made with, until somebody takes newer answers over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy.orm import Session

from cxdesk.accounts.actions import AccountSpec, add
from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning import plan_words
from cxdesk.planning.assemble import draft
from cxdesk.planning.behind import behind_plan
from cxdesk.planning.customer_plan import CustomerPlan
from cxdesk.planning.model import Plan, PlanLine
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.planning.plan_rounds import rest_on, rounds_of_plan
from cxdesk.planning.said_figures import said_in_rounds
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import live, matching
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import Round
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touchpoints
from tests.support.commands import refused, said, told
from tests.support.resting import rest
from tests.surveys.every_look import EVERY_LOOK

NOVEMBER, DECEMBER = date(2025, 11, 20), date(2025, 12, 20)


def answer(session: Session, round_id: int, ease: int, key: str = "N") -> None:
    """One person of the customer answers to the end."""
    definition = described(session, 1)
    made = live.start(session, round_id, "web", "en", account_key=key)
    live.keep(session, made, definition, "CES", ease)
    live.finish(session, made, path(definition, {"CES": ease}))


def a_round(project: Project, name: str, day: date, given: list[int]) -> int:
    number = int(project.run("Round", responses.add_round, 1, name, day))
    for ease in given:
        project.run("Answer", answer, number, ease)
    return number


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A customer who told of November, an issue found there, a plan; then the answers of December."""
    made = Project.create(tmp_path / "a.cxdesk")
    made.run("Survey", surveys.build, replace(EVERY_LOOK, promise="named"))
    made.run("Customer", add, AccountSpec("N", "North Lifts"))
    made.run("Tie", matching.link_known, "N")
    a_round(made, "November 2025", NOVEMBER, [7] * 2 + [1] * 6)
    item = next(q for q in made.read(whole, 1).questions if q.code == "CES").items[0].id
    point = made.run("Point", touchpoints.add, "Repair visit")
    made.run("Link", touchpoints.link, point, item)
    issue = made.run("Issue", planning.raise_issue, "Hard to reach")
    made.run(
        "Evidence", planning.add_figure, issue, made.read(figure, 1, item, Filter(rounds=("November 2025",)))
    )
    plan = made.run("Plan", planning.create_plan, 1, None, date(2025, 11, 25))
    made.run("Told", planning.add_line, plan, "told", issue_id=issue, touch_point_id=point)
    made.run("Since", planning.add_line, plan, "since", touch_point_id=point)
    a_round(made, "December 2025", DECEMBER, [7] * 9 + [1])
    yield made
    made.close()


def page(project: Project, plan: int = 1) -> CustomerPlan:
    found: CustomerPlan = project.read(draft, plan, "en", need_approval=False)[0]
    return found


def counted(project: Project, plan: int = 1) -> tuple[Any, ...]:
    """What the customer would read in numbers, and what a click on it shows."""
    made, behind = page(project, plan), project.read(behind_plan, plan)
    assert behind is not None
    assert made.since is not None
    since = [(c.month.month, c.satisfied, c.answered) for c in made.since.rows]
    annex = [(c.satisfied, c.answered) for c in made.annex]
    return made.answers, made.answers_month, since, annex, behind.where.rounds


def test_a_draft_keeps_the_round_it_was_made_with_until_newer_answers_are_taken_over(
    project: Project,
) -> None:
    november = (8, NOVEMBER, [], [(2, 8)], ("November 2025",))
    assert counted(project) == november
    assert [one.n for one in project.read(rounds_of_plan, 1)[1]] == [8, 10]
    project.run("Take over", rest_on, 1, 2)
    december = (10, DECEMBER, [(11, 2, 8), (12, 9, 10)], [(9, 10)], ("December 2025",))
    assert counted(project) == december
    project.undo()
    assert counted(project) == november
    with pytest.raises(UserError, match="Nobody of this customer"):
        project.run("Take over", rest_on, 1, 99)
    project.run("Sent", planning.set_plan_state, 1, "sent", date(2025, 12, 22))
    with pytest.raises(UserError, match="keeps its figures"):
        project.run("Take over", rest_on, 1, 2)


def test_a_plan_that_names_no_round_rests_on_what_was_there_the_day_it_was_made(project: Project) -> None:
    def forget(session: Session) -> None:
        session.get_one(Plan, 1).round_id = None

    project.run("As older files have it", forget)
    assert counted(project)[:2] == (8, NOVEMBER)
    second = project.run("Plan", planning.create_plan, 1, None, date(2025, 12, 22))
    assert project.read(rounds_of_plan, second)[0] == 2


def test_two_rounds_in_one_month_of_a_calendar_are_days_on_its_paper(project: Project) -> None:
    def moved(session: Session) -> None:
        for number, day in ((1, date(2025, 11, 25)), (2, date(2025, 12, 10))):
            session.get_one(Round, number).opened_on = day

    project.run("Move", moved)
    project.run("Take over", rest_on, 1, 2)

    def months(lang: str) -> list[str]:
        made = project.read(draft, 1, lang, need_approval=False)[0]
        return [*(row.split(":")[0] for (row,) in plan_words._since(made)), plan_words.based_on(made)]

    assert months("fa")[:2] == ["۴ آذر ۱۴۰۴", "۱۹ آذر ۱۴۰۴"]
    assert "۱۹ آذر ۱۴۰۴" in months("fa")[2]
    assert months("en")[:2] == ["November 2025", "December 2025"]
    assert project.read(plan_rows)[0].round == "December 2025"
    # A plan that says nothing of “since last time” still names the same day as the window.
    project.run("Away", lambda session: session.delete(session.get_one(PlanLine, 2)))
    assert ["۱۹ آذر ۱۴۰۴" in one for one in months("fa")] == [True]


def test_a_sentence_found_in_another_round_says_so(project: Project) -> None:
    assert [(s.round, s.figures[0].value, s.is_plans) for s in project.read(said_in_rounds, 1)] == [
        ("November 2025", 25.0, True)
    ]
    project.run("Take over", rest_on, 1, 2)
    assert [(s.round, s.figures[0].value, s.is_plans) for s in project.read(said_in_rounds, 1)] == [
        ("November 2025", 25.0, False), ("December 2025", 90.0, True),
    ]  # fmt: skip


def test_the_editor_offers_newer_answers_and_takes_them_over_in_one_click(
    window: Any, project: Project, qtbot: Any
) -> None:
    file = project.path
    project.close()
    assert window.context.bridge.open(file)
    window.resize(1280, 800)
    window.go("planning", ("plan", 1))
    editor = window.page.plan
    qtbot.waitUntil(lambda: editor._drawn is not None, timeout=20_000)

    def words() -> str:
        return "\n".join(w.text() for w in editor.findChildren(QLabel) if w.isVisible())

    assert "Newer answers: December 2025, 10 answers" in words()
    assert "Every count of this plan is of November 2025, 8 answers" in words()
    button = next(b for b in editor.findChildren(type(editor.preview.save)) if b.text() == "Take them over")
    button.click()
    qtbot.waitUntil(lambda: editor._drawn.round_id == 2, timeout=20_000)
    rest(window)
    assert "Newer answers" not in words()
    assert "Every count of this plan is of December 2025, 10 answers." in words()
    assert "This was found in November 2025; the plan rests on December 2025." in words()
    window.context.do("undo")
    qtbot.waitUntil(lambda: editor._drawn.round_id == 1, timeout=20_000)
    rest(window)
    assert "Newer answers" in words()


def test_the_command_says_the_round_and_takes_another(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project.path
    project.close()
    command = ("plan", "round", file, "--account", "N")
    assert "of November 2025, 8 answers" in (words := told(capsys, *command))
    assert "Newer answers: December 2025, 10 answers" in words
    assert said(capsys, *command, "--newest")["round"] == "December 2025"
    assert said(capsys, *command, "--take", "november 2025")["newer"] == "December 2025"
    assert "no round “May”" in refused(capsys, *command, "--take", "May")
    assert said(capsys, "plan", "list", file)[0]["round"] == "November 2025"
