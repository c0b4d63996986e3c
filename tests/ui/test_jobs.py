"""Work behind the window: where results arrive, how errors and stops are told, and that the thread ends."""

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.progress import Cancelled, Progress
from ui.jobs import Jobs


@pytest.fixture
def errors() -> list[BaseException]:
    return []


@pytest.fixture
def jobs(qapp: Any, tidy: None, errors: list[BaseException]) -> Iterator[Jobs]:
    made = Jobs(errors.append)
    yield made
    made.shutdown()


def test_work_runs_behind_and_its_result_arrives_on_the_gui_thread(jobs: Jobs, qtbot: Any) -> None:
    seen: list[Any] = []

    def work() -> str:
        return threading.current_thread().name

    jobs.run(work, lambda name: seen.append((name, threading.current_thread().name)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("cxdesk-jobs", "MainThread")]
    assert not jobs.busy


def test_jobs_keep_their_order(jobs: Jobs, qtbot: Any) -> None:
    seen: list[int] = []
    for n in range(50):
        jobs.run(lambda n=n: n, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_an_error_goes_to_the_one_handler_or_to_the_callers_own(
    jobs: Jobs, errors: list[BaseException], qtbot: Any
) -> None:
    own: list[BaseException] = []

    def refuse() -> None:
        raise UserError("Row 88 is not a date.")

    jobs.run(refuse)
    jobs.run(refuse, on_error=own.append)
    qtbot.waitUntil(lambda: bool(errors and own))
    assert [str(e) for e in errors + own] == ["Row 88 is not a date."] * 2


def test_even_a_panic_that_is_no_exception_is_told(
    jobs: Jobs, errors: list[BaseException], qtbot: Any
) -> None:
    class PanicException(BaseException):
        pass

    def panic() -> None:
        raise PanicException("index out of bounds")

    jobs.run(panic)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], PanicException)


def test_a_cancelled_job_stops_at_its_next_step(jobs: Jobs, errors: list[BaseException], qtbot: Any) -> None:
    started, go_on = threading.Event(), threading.Event()
    steps: list[int] = []

    def work(progress: Progress) -> None:
        for step in range(1000):
            progress(step, 1000, "Reading")
            steps.append(step)
            started.set()
            go_on.wait(5)

    job = jobs.run(work, lambda _r: pytest.fail("it was stopped"), progress=True)
    assert started.wait(5)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)
    assert steps == [0]


def test_work_that_was_done_already_counts_as_done_though_it_was_cancelled_too_late(
    jobs: Jobs, qtbot: Any
) -> None:
    seen: list[str] = []
    job = jobs.run(lambda: "stored", seen.append)
    job.cancelled = False
    qtbot.waitUntil(lambda: bool(seen))
    job.cancel()
    assert seen == ["stored"]


def test_a_dropped_job_tells_nobody(jobs: Jobs, errors: list[BaseException], qtbot: Any) -> None:
    seen: list[Any] = []
    job = jobs.run(lambda: 1, seen.append)
    job.drop()
    jobs.run(lambda: "last", seen.append)
    qtbot.waitUntil(lambda: "last" in seen)
    assert seen == ["last"]
    assert errors == []


def test_progress_is_told_now_and_then_and_the_last_word_always(jobs: Jobs, qtbot: Any) -> None:
    told: list[tuple[int, int, str]] = []
    jobs.progressed.connect(lambda job: told.append((job.done, job.total, job.what)))

    def work(progress: Progress) -> None:
        for step in range(1, 10_001):
            progress(step, 10_000, "Reading")

    job = jobs.run(work, progress=True)
    qtbot.waitUntil(lambda: job.finished)
    assert (10_000, 10_000, "Reading") in told
    assert len(told) < 200


def test_the_collector_never_runs_on_the_worker_and_is_on_again_afterwards(jobs: Jobs, qtbot: Any) -> None:
    seen: list[bool] = []
    jobs.run(gc.isenabled, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [False]
    assert gc.isenabled()


def test_shutdown_ends_the_thread_and_drops_what_was_on_its_way(qapp: Any, tidy: None) -> None:
    jobs = Jobs(lambda error: pytest.fail(str(error)))
    waiting = threading.Event()

    def work(progress: Progress) -> None:
        waiting.set()
        while True:
            progress(0, 1, "")

    jobs.run(work, lambda _r: pytest.fail("dropped"), progress=True)
    assert waiting.wait(5)
    jobs.shutdown()
    assert not any(t.name == "cxdesk-jobs" for t in threading.enumerate())
