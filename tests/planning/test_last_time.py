"""“Since last time” begins with what the customer read last time and says now."""

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning import wording
from cxdesk.planning.last_time import propose_since, words_from_last_time
from tests.planning.in_window import quiet


def next_plan(story: Any, project: Any) -> int:
    """The next version with a line about the same touch point."""
    plan = project.run("Plan", planning.create_plan, story.world.account, story.world.round, date(2026, 9, 1))
    return int(project.run("Line", planning.add_line, plan, "since", touch_point_id=story.world.touch_point))


def test_you_said_we_did_and_internal_words_stay_inside(story: Any) -> None:
    story.write_all()
    story.approve()
    story.project.run("Start", planning.start_action, story.action)
    story.project.run("Close", planning.close_action, story.action, "done")
    line = next_plan(story, story.project)
    words = story.project.read(words_from_last_time, line, "en")
    assert words == (
        "Last time you said: You expected a fitter within 4 hours; it takes longer. "
        "What we did: From 1 June two people answer breakdown calls."
    )
    story.project.run("Propose", propose_since, line, "en")
    here = story.project.read(wording.written, "plan_line", line, "en")["text"]
    assert (here.text, here.approved) == (words, False)


def test_what_is_not_done_or_not_approved_is_not_said(story: Any) -> None:
    story.write_all()
    line = next_plan(story, story.project)
    with pytest.raises(UserError, match="Nothing of the plan before is written in this language"):
        story.project.read(words_from_last_time, line, "en")
    story.approve()
    assert "What we did" not in story.project.read(words_from_last_time, line, "en")


def test_the_first_plan_has_no_last_time(story: Any) -> None:
    line = story.project.run(
        "Line", planning.add_line, story.plan, "since", touch_point_id=story.world.touch_point
    )
    with pytest.raises(UserError, match="there is no last time"):
        story.project.read(words_from_last_time, line, "en")


def test_one_button_writes_the_proposal_and_undo_takes_it_back(told: Any, story: Any, qtbot: Any) -> None:
    project = told.context.project
    project.run(
        "All", lambda s: [wording.write(s, kind, owner, f, "en", t) for kind, owner, f, t in story.wordings()]
    )
    from cxdesk.planning import assemble

    owners = project.read(assemble.owners, story.plan)
    project.run("Approve", wording.approve, owners, "en", "Sanne Visser", datetime(2026, 4, 1))
    line = next_plan(story, project)
    told.go("planning", ("plan", story.plan + 1))
    told.page.plan.tabs.buttons["since"].click()
    told.page.plan.findChild(QPushButton, f"propose {line}").click()
    assert project.read(wording.written, "plan_line", line, "en")["text"].text.startswith(
        "Last time you said"
    )
    told.do("undo")
    assert project.read(wording.written, "plan_line", line, "en") == {}
    quiet(told, qtbot)
