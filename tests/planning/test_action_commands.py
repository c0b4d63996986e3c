"""`cxdesk actions`: late at a fixed day, what came of it, in words and as JSON, without a window."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cxdesk.planning import actions as planning
from tests.planning.test_outcomes import add_answers, add_round
from ui.cli import _run


@pytest.fixture
def file(story: Any) -> Path:
    """The story with a measured step, closed, and one more action in draft."""
    run = story.project.run
    add_answers(story, story.world.round, 100)
    run("Tie", planning.tie_measure, story.action, story.world.score)
    run("Start", planning.start_action, story.action, date(2026, 4, 2))
    run("Second", planning.add_action, story.issue, "Van stock", due_on=date(2026, 6, 10))
    return Path(story.project.path)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert _run([*words]) == 0
    return capsys.readouterr().out


def test_what_is_late_on_a_day_is_listed(file: Path, story: Any, capsys: pytest.CaptureFixture[str]) -> None:
    story.project.close()
    rows = json.loads(
        said(capsys, "actions", "list", str(file), "--today", "2026-06-05", "--overdue", "--json")
    )
    assert [(r["title"], r["days_late"], r["state"]) for r in rows] == [
        ("Two dispatchers at peak hours", 4, "active")
    ]
    assert rows[0]["warnings"] == ["functions", "sponsor", "strategy"]
    rows = json.loads(said(capsys, "actions", "list", str(file), "--today", "2026-06-11", "--json"))
    assert [r["days_late"] for r in rows] == [10, 1]
    text = said(capsys, "actions", "list", str(file), "--today", "2026-06-11")
    assert "No executive sponsor yet. Two dispatchers at peak hours, Van stock" in text
    assert "No action was done or measured for 70 days, since 2 April 2026." in text
    assert (
        said(capsys, "actions", "list", str(file), "--today", "2026-05-01", "--overdue").strip()
        == "Nothing is late."
    )


def test_a_day_that_is_none_is_refused(file: Path, story: Any, capsys: pytest.CaptureFixture[str]) -> None:
    story.project.close()
    assert _run(["actions", "list", str(file), "--today", "31/02/2026"]) == 1
    assert "“31/02/2026” is not a day. Write it as year-month-day" in capsys.readouterr().err


def test_the_outcome_says_before_now_and_the_margin(
    file: Path, story: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    story.project.run("Done", planning.close_action, story.action, "done", date(2026, 6, 1))
    add_round(story, "September 2026", date(2026, 9, 1), date(2026, 9, 20), 150)
    story.project.close()
    found = json.loads(said(capsys, "actions", "outcome", str(file), "--json"))
    [outcome] = found["outcomes"]
    assert (outcome["standing"], outcome["now"]["value"], outcome["now_round"]) == (
        "measured",
        75,
        "September 2026",
    )
    assert outcome["change"]["real"] is True
    assert (found["insights"], found["acted"], found["measures_without_action"]) == (1, 1, [])
    text = said(capsys, "actions", "outcome", str(file))
    assert all(word in text for word in ("measured", "again", "75%"))
    assert "1 of 1 issue led to an action (100%). Half of them within 0 days." in text
    assert "Thanks are due to: Sanne Visser (Two dispatchers at peak hours)." in " ".join(text.split())
    one = json.loads(said(capsys, "actions", "outcome", str(file), "--account", "AL-2", "--json"))
    assert one["outcomes"][0]["standing"] == "no_round"
    assert set(one) == {"account", "outcomes"}
    alone = said(capsys, "actions", "outcome", str(file), "--account", "AL-2")
    assert alone.startswith("Only what the people of ")
    assert "issue" not in alone.casefold()
    assert _run(["actions", "outcome", str(file), "--account", "nobody"]) == 1


def test_an_empty_file_says_that_there_is_nothing(new_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "actions", "list", str(new_file)).strip() == "No action yet"
    assert said(capsys, "actions", "outcome", str(new_file)).splitlines() == [
        "No action was started yet.",
        "No issues yet",
    ]
    assert json.loads(said(capsys, "actions", "list", str(new_file), "--json")) == []


def test_measures_nobody_acts_on_are_named(
    file: Path, story: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    story.project.run("Untie", planning.tie_measure, story.action, None)
    story.project.close()
    text = said(capsys, "actions", "outcome", str(file))
    words = " ".join(text.split())
    assert "1 measure has no action and is not marked “watch only”: " in words
    assert words.endswith(" (Time until a fitter arrives).")
