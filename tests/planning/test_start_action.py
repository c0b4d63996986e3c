"""An action starts only when it says who, when, why and how we will know."""

from datetime import date
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.behind import behind_line

EMPTY: dict[str, Any] = {
    "owner_id": None, "due_on": None, "why": "", "goal": "", "expected": "", "measure": "", "baseline": "", "target": "",
}  # fmt: skip
WORDS = {
    "owner_id": "owner",
    "due_on": "date",
    "why": "why",
    "goal": "goal",
    "expected": "expected result",
    "measure": "success measure",
    "baseline": "where we are now",
    "target": "target",
}


@pytest.mark.parametrize("field", EMPTY)
def test_each_needed_field_is_named_when_it_is_empty(story: Any, field: str) -> None:
    story.project.run("Empty", planning.change_action, story.action, **{field: EMPTY[field]})
    with pytest.raises(UserError) as refused:
        story.project.run("Start", planning.start_action, story.action)
    assert (
        str(refused.value)
        == f"“Two dispatchers at peak hours” can’t start yet. Still missing: {WORDS[field]}."
    )
    assert story.project.read(action_rows)[0].state == "draft"


def test_an_action_with_all_fields_starts(story: Any) -> None:
    story.project.run("Start", planning.start_action, story.action)
    assert story.project.read(action_rows)[0].state == "active"


def test_an_active_action_can_not_lose_a_needed_field(story: Any) -> None:
    story.project.run("Start", planning.start_action, story.action)
    with pytest.raises(UserError, match="Still missing: success measure"):
        story.project.run("Empty", planning.change_action, story.action, measure="")
    assert story.project.read(action_rows)[0].measure


def test_a_date_that_slips_twice_remembers_the_first_promise(story: Any) -> None:
    story.project.run("Start", planning.start_action, story.action)
    for month in (7, 8):
        story.project.run("Later", planning.change_action, story.action, due_on=date(2026, month, 1))
    assert story.project.read(action_rows)[0].slipped_from == date(2026, 6, 1)


def test_behind_a_sentence_stand_the_answers_of_this_customer_only(story: Any) -> None:
    for line in (story.told, story.do):
        behind = story.project.read(behind_line, line)
        assert behind is not None
        assert behind.survey_id == story.world.survey
        assert behind.where.accounts == ("AL-1",)
        assert story.world.score in behind.item_ids
