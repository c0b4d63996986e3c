"""Opening, running, undoing and telling, through a real file."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxdesk.changes import Changes
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import survey_rows
from ui.bridge import Bridge
from ui.crash import Failures
from ui.jobs import Jobs
from ui.messages import Messages


class Rig:
    """A bridge with its messages and failures."""

    def __init__(self) -> None:
        self.messages = Messages()
        self.failures = Failures(self.messages)
        self.bridge = Bridge(self.failures)
        self.jobs = Jobs(self.failures)


@pytest.fixture
def rig(qapp: Any, tidy: None) -> Iterator[Rig]:
    made = Rig()
    yield made
    made.jobs.shutdown()
    made.bridge.close()


def test_an_action_changes_the_file_and_undo_takes_it_back(rig: Rig, new_file: Path) -> None:
    heard: list[Changes] = []
    rig.bridge.changed.connect(heard.append)
    assert rig.bridge.open(new_file)
    assert rig.bridge.run("Create survey", surveys.create, "Relationship survey") is not None
    assert [r.name for r in rig.bridge.read(survey_rows)] == ["Relationship survey"]
    assert rig.bridge.undo() == "Create survey"
    assert rig.bridge.read(survey_rows) == []
    assert rig.bridge.redo() == "Create survey"
    assert [c.direction for c in heard] == ["do", "undo", "redo"]
    assert all(c.touches("survey") for c in heard)


def test_changes_made_behind_the_window_are_heard_on_the_gui_thread(
    rig: Rig, new_file: Path, qtbot: Any
) -> None:
    rig.bridge.open(new_file)
    heard: list[str] = []
    rig.bridge.changed.connect(lambda _changes: heard.append(threading.current_thread().name))
    project = rig.bridge.project
    assert project is not None
    rig.jobs.run(lambda: project.run("Create survey", surveys.create, "NPS"))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["MainThread"]


def test_a_file_that_is_gone_is_refused_in_words_and_the_old_one_stays_open(
    rig: Rig, new_file: Path, tmp_path: Path
) -> None:
    rig.bridge.open(new_file)
    before = rig.bridge.project
    assert not rig.bridge.open(tmp_path / "Gone.cxdesk")
    assert rig.bridge.project is before
    assert "There is no file “Gone.cxdesk” at that place." in rig.messages.log[-1].bold
    assert rig.messages.log[-1].kind == "bad"


def test_a_bug_in_an_action_is_kept_for_the_crash_dialog_and_changes_nothing(
    rig: Rig, new_file: Path
) -> None:
    rig.bridge.open(new_file)

    def broken(session: Any) -> None:
        surveys.create(session, "Half made")
        raise ZeroDivisionError

    assert rig.bridge.run("Create survey", broken) is None
    assert isinstance(rig.failures.bugs[0], ZeroDivisionError)
    assert rig.bridge.read(survey_rows) == []
    assert rig.messages.log == []


def test_the_same_file_is_not_opened_twice(rig: Rig, new_file: Path) -> None:
    rig.bridge.open(new_file)
    before = rig.bridge.project
    assert rig.bridge.open(new_file)
    assert rig.bridge.project is before
    assert before is not None
    assert not before.read_only


def test_closing_lets_another_open_the_file_for_writing(rig: Rig, new_file: Path) -> None:
    rig.bridge.open(new_file)
    rig.bridge.close()
    assert not rig.bridge.is_open
    assert rig.bridge.open(new_file)
    assert rig.bridge.project is not None
    assert not rig.bridge.project.read_only
