"""Why a map should be checked again: each reason alone, and none while nothing has changed since somebody made sure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cxdesk.analysis.coverage import to_check_again
from cxdesk.analysis.inventory import inventory
from cxdesk.journeys import details
from cxdesk.planning import actions as planning
from cxdesk.planning.follow_up_model import FollowUp
from cxdesk.planning.map_reviews import Review, map_reviews
from cxdesk.planning.model import Action
from cxdesk.programme.overview import overview
from cxdesk.project import Project
from cxdesk.surveys.queries import survey_rows
from tests.support.commands import said, told
from tests.touchpoints.inventory_examples import SPRING, TODAY, answer, built, mapped, point

FRESH = date(2026, 4, 20)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = built(tmp_path / "a.cxdesk")
    yield made
    made.close()


def reviewed(project: Project, today: date = TODAY, lang: str = "en") -> list[Review]:
    return project.read(map_reviews, today, lang)


def kinds(project: Project, today: date = TODAY) -> tuple[str, ...]:
    found = reviewed(project, today)
    return found[0].kinds if found else ()


def carried_out(session: Any, action: int, on: date) -> None:
    """As an action stands that ran its course, without the fields that are asked of it on the way."""
    row = session.get_one(Action, action)
    row.state, row.closed_on = "done", on


def test_a_map_that_was_checked_after_all_that_happened_needs_nobody(project: Project) -> None:
    number = mapped(project)
    assert kinds(project) == ()  # drawn today, after the last round
    project.run("Checked", details.validate, number, FRESH)
    assert kinds(project) == ()
    assert kinds(project, date(2027, 5, 1)) == ("age",)
    assert reviewed(project, date(2027, 5, 1))[0].reasons == ("Last checked 12 months ago.",)


def test_new_answers_and_a_score_that_really_changed_are_reasons(project: Project) -> None:
    number = mapped(project)
    project.run("Checked", details.validate, number, SPRING[1] - timedelta(days=1))
    found = reviewed(project)
    assert [r.name for r in found] == ["Repair"]
    assert found[0].kinds == ("answers", "score")
    assert found[0].reasons == (
        "100 new answers about its touch points: March 2026.",
        "The score of 1 touch point has really changed: Waiting.",
    )
    answer(project, "April 2026", date(2026, 4, 28), WAIT=45, VISIT=10)
    # The visit is not on this map, and the wait stayed as it was.
    project.run("Checked", details.validate, number, FRESH)
    assert kinds(project) == ("answers",)


def test_a_map_that_nobody_ever_checked_says_so_with_what_came_since_it_was_drawn(project: Project) -> None:
    mapped(project)
    assert [(a.kind, a.name, a.months) for a in to_check_again(project.read(inventory, "en", TODAY))] == [
        ("journey", "Repair", None)
    ]
    answer(project, "May 2026", date(2026, 5, 20), WAIT=45, VISIT=80)
    assert kinds(project, date(2026, 5, 21)) == ("never", "answers")
    assert kinds(project, date(2027, 5, 1))[0] == "never"
    assert reviewed(project, date(2027, 5, 1))[0].reasons[0] == "Drawn 12 months ago, and never checked."


def test_what_was_carried_out_and_what_went_wrong_at_its_touch_points_are_reasons(project: Project) -> None:
    number, waiting = mapped(project), point(project, "Waiting").id
    project.run("Checked", details.validate, number, FRESH)
    elsewhere = point(project, "Visit").id
    for at in (waiting, waiting, elsewhere, elsewhere, elsewhere):
        issue = project.run("Raise", planning.raise_issue, "They wait", "", at, today=date(2026, 4, 25))
    assert kinds(project) == ()
    issue = project.run("Raise", planning.raise_issue, "Again", "", waiting, today=date(2026, 4, 26))
    assert kinds(project) == ("problems",)
    action = project.run("Act", planning.add_action, issue, "Call before")
    project.run("Do", carried_out, action, date(2026, 4, 28))
    found = reviewed(project)[0]
    assert found.kinds == ("done", "problems")
    assert found.reasons[0] == "1 action was carried out at its touch points: Call before."


def test_far_more_customers_to_call_back_than_usual_are_a_reason(project: Project) -> None:
    number = mapped(project)
    project.run("Checked", details.validate, number, FRESH)
    survey = next(s.id for s in project.read(survey_rows) if s.name == "Customers")

    def call_back(days_ago: int, count: int) -> None:
        at = datetime(2026, 5, 1, 9) - timedelta(days=days_ago)

        def add(session: Any) -> None:
            for n in range(count):
                mark = f"{days_ago}-{n}"
                session.add(
                    FollowUp(
                        rule_name="r",
                        survey_id=survey,
                        response_id=n,
                        answer_mark=mark,
                        level="red",
                        opened_at=at,
                        due_at=at,
                        priority="high",
                    )
                )

        project.run("Call", add)

    call_back(5, 4)
    assert kinds(project) == ()
    call_back(3, 2)
    assert kinds(project) == ("burst",)
    assert "6 customers had to be called back since 20 April 2026" in reviewed(project)[0].told
    call_back(60, 30)  # so many are usual
    assert kinds(project) == ()


def test_the_start_page_and_the_command_line_say_why(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    number = mapped(project)
    project.run("Checked", details.validate, number, date(2025, 3, 1))
    tasks = project.read(overview, TODAY).tasks
    task = next(t for t in tasks if t.target == "journeys")
    assert (task.bold, task.at) == ("Check the map “Repair” again", number)
    assert task.line.startswith("Last checked 14 months ago. 200 new answers about its touch points:")
    project.close()
    assert "Check again: Repair. Last checked" in " ".join(
        told(capsys, "journey", "list", project.path).split()
    )
    assert said(capsys, "journey", "list", project.path)[0]["check_again"] == ["age", "answers", "score"]
