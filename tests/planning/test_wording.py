"""Wording for the customer: written, approved, and no longer approved once the words change."""

from datetime import datetime
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning import wording

NOW = datetime(2026, 4, 1, 9, 0)


def test_changed_words_lose_their_approval_and_the_same_words_keep_it(world: Any) -> None:
    run, read = world.project.run, world.project.read
    run("Write", wording.write, "account", 1, "name", "en", "Harbour Square")
    assert run("Approve", wording.approve, [("account", 1)], "en", "Sanne Visser", NOW) == 1
    run("Write", wording.write, "account", 1, "name", "en", "Harbour Square ")
    assert read(wording.written, "account", 1, "en")["name"] == wording.Written(
        "Harbour Square", "Sanne Visser"
    )
    run("Write", wording.write, "account", 1, "name", "en", "Harbour Towers")
    assert not read(wording.written, "account", 1, "en")["name"].approved


def test_undo_of_a_change_brings_the_approval_back(world: Any) -> None:
    run, read = world.project.run, world.project.read
    run("Write", wording.write, "account", 1, "name", "en", "Harbour Square")
    run("Approve", wording.approve, [("account", 1)], "en", "Sanne Visser", NOW)
    run("Write", wording.write, "account", 1, "name", "en", "Harbour Towers")
    world.project.undo()
    assert read(wording.written, "account", 1, "en")["name"] == wording.Written(
        "Harbour Square", "Sanne Visser"
    )


def test_approval_speaks_for_one_language_only(world: Any) -> None:
    run, read = world.project.run, world.project.read
    run("Write", wording.write, "account", 1, "name", "en", "Harbour Square")
    run("Write", wording.write, "account", 1, "name", "nl", "Havenplein")
    run("Approve", wording.approve, [("account", 1)], "en", "Sanne Visser", NOW)
    assert not read(wording.written, "account", 1, "nl")["name"].approved
    assert read(wording.written, "account", 1, "en")["name"].approved


def test_approval_needs_a_name(world: Any) -> None:
    with pytest.raises(UserError, match="Say who approves the wording"):
        world.project.run("Approve", wording.approve, [("account", 1)], "en", "  ", NOW)


def test_empty_words_are_no_wording(world: Any) -> None:
    run, read = world.project.run, world.project.read
    run("Write", wording.write, "account", 1, "name", "en", "Harbour Square")
    run("Write", wording.write, "account", 1, "name", "en", " \n ")
    assert read(wording.written, "account", 1, "en") == {}


@pytest.mark.parametrize(("field", "language"), [("why", "en"), ("text", "de")])
def test_an_internal_field_or_unknown_language_is_no_place_for_customer_wording(
    world: Any, field: str, language: str
) -> None:
    with pytest.raises(UserError, match="no such field for the customer"):
        world.project.run("Write", wording.write, "plan_line", 1, field, language, "Words")


def test_a_deleted_plan_takes_its_wordings_with_it_and_undo_brings_them_back(story: Any) -> None:
    story.write_all()
    story.project.run("Delete", planning.delete_plan, story.plan)
    assert story.project.read(wording.written, "plan_line", story.told, "en") == {}
    assert story.project.read(wording.written, "account", story.world.account, "en")
    story.project.undo()
    assert story.project.read(wording.written, "plan_line", story.told, "en")["text"].text.startswith(
        "You expected"
    )
