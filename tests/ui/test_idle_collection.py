"""When waste is collected: not while somebody works, soon after, and all of it when a file is closed."""

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from cxdesk.project import Project
from tests.journeys.journey_examples import fill
from ui.idle_collection import DUE, IDLE_MS, LAST

NOT_WASTE = 1_000


class Knot:
    """What only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def whole_looks() -> Iterator[list[str]]:
    """The threads on which the whole heap was looked through."""
    seen: list[str] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            seen.append(threading.current_thread().name)

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def quiet_moment(milliseconds: int = IDLE_MS + 150) -> None:
    """Nobody does anything."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until_collected(window: Any) -> None:
    """Quiet moments, on a busy machine more than one, until what was asked for is done."""
    for _turn in range(20):
        quiet_moment()
        if not window.collection.is_asked:
            return


def work() -> "weakref.ref[Knot]":
    """As much as makes Python want to look through everything."""
    knot = Knot()
    kept = []
    while gc.get_count()[2] < DUE + 3:
        kept.append([Knot() for _n in range(200)])
    return weakref.ref(knot)


def test_waste_is_collected_in_a_quiet_moment_and_not_in_the_midst_of_work(
    window: Any, whole_looks: list[str]
) -> None:
    until_collected(window)
    quiet_moment()
    whole_looks.clear()
    waste = work()
    assert not whole_looks, "the whole heap was looked through inside the work"
    for _turn in range(20):
        if not whole_looks:
            quiet_moment()
    assert whole_looks == ["MainThread"]
    assert waste() is None
    quiet_moment()
    assert len(whole_looks) == 1, "without new objects there is nothing to look for"


def test_while_there_is_work_behind_the_window_nothing_is_collected(
    window: Any, whole_looks: list[str], qtbot: Any
) -> None:
    go_on = threading.Event()
    window.context.jobs.run(lambda: go_on.wait(10))
    work_waste = [Knot() for _n in range(1000)]
    del work_waste
    window.context.bridge.file_changed.emit()
    quiet_moment()
    assert not whole_looks
    go_on.set()
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    until_collected(window)
    assert whole_looks == ["MainThread"]


def test_a_closed_window_leaves_the_collector_as_python_has_it(window: Any) -> None:
    assert gc.get_threshold()[2] == LAST
    window.context.bridge.file_changed.emit()
    until_collected(window)
    assert gc.get_freeze_count() > 0, "what lives long was not set aside"
    window.close()
    assert (gc.get_threshold()[2], gc.get_freeze_count()) == (10, 0)
    window.close()


def test_a_map_that_is_opened_and_closed_again_and_again_leaves_nothing(window: Any, new_file: Path) -> None:
    project = Project.open(new_file)
    project.run("Draw", fill)
    project.close()
    alive: list[int] = []
    for _turn in range(3):
        window.context.bridge.open(new_file)
        window.go("journeys", 1)
        page = weakref.ref(window.page)
        until_collected(window)
        opened = gc.get_freeze_count()
        window.context.bridge.close()
        until_collected(window)
        assert page() is None, "the page of the closed file is still there"
        alive.append(gc.get_freeze_count())
    # The first turn fills caches that stay, as words and pictures do.
    assert opened - alive[-1] > NOT_WASTE
    assert alive[-1] - alive[1] < NOT_WASTE
