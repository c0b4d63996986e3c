"""What stands on an internal page: findings of the file with what is done about them, and who may be quoted."""

from datetime import date
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.goals import actions as goals
from cxdesk.planning import actions as planning
from cxdesk.planning.assemble_page import internal_page
from cxdesk.planning.internal_page import Deed, InternalPage
from cxdesk.project import Project
from cxdesk.responses.filter import AnswerTest, Filter
from exports.pdf.internal_page import render
from exports.pdf.preview import page_count
from tests.planning.conftest import Story, World

DAY = date(2026, 5, 20)


def page(world: World, **more: object) -> InternalPage:
    return world.project.read(internal_page, world.survey, today=DAY, **more)


def test_a_thing_names_the_next_open_action_with_owner_and_date(story: Story) -> None:
    found = page(story.world)
    assert found.title == "“Emergency call” is lowest so far, but few answered"
    assert found.things[0].deed == Deed("Two dispatchers at peak hours", "Service manager", date(2026, 6, 1))
    story.project.run("Close", planning.close_action, story.action, "dropped", DAY, "The depot closes.")
    assert page(story.world).things[0].deed.what == "Nobody works on this yet. Agree who does, and by when."


def test_only_people_who_agreed_are_quoted(story: Story) -> None:
    assert [q.text for q in page(story.world).quotations] == [
        "I rang in the morning and until noon nobody could say when they would come."
    ]
    # One answer alone, of a person who did not agree; then one of a person who did.
    silent, heard = (Filter(answers=(AnswerTest("Q1", "=", score),)) for score in ("1", "3"))
    assert page(story.world, where=silent).quotations == ()
    assert [q.text for q in page(story.world, where=heard).quotations] == ["Two of us waited."]


def test_fifty_issues_make_no_more_than_three_things_on_one_page(story: Story) -> None:
    def many(session: object) -> None:
        for n in range(50):
            planning.raise_issue(session, f"Issue {n}", "x" * 300, story.world.touch_point, today=DAY)  # type: ignore[arg-type]

    story.project.run("Many", many)
    found = page(story.world)
    assert len(found.things) <= 3
    assert page_count(render(found).pdf) == 1


def test_the_goal_that_an_issue_endangers_goes_before_the_first_one(story: Story) -> None:
    assert page(story.world).goal is None
    project = story.project
    first = project.run("Goal", goals.create, "Sell more")
    assert page(story.world).goal.name == "Sell more"  # type: ignore[union-attr]
    second = project.run("Goal", goals.create, "Keep customers", baseline="86", target="90")
    assert first != second
    project.run("Issue", planning.raise_issue, "Waits", "", story.world.touch_point, second, today=DAY)
    goal = page(story.world).goal
    assert goal is not None
    assert (goal.name, goal.now, goal.target) == ("Keep customers", "86", "90")


def test_the_page_has_the_card_of_its_rounds(world: World) -> None:
    assert page(world).data.answered == 5
    assert [c.round_id for c in page(world).data.cards] == [world.round]


def test_without_answers_there_is_no_page(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "empty.cxdesk")
    with pytest.raises(UserError, match="There are no answers to make a page of"):
        project.read(internal_page, None)
    project.close()
