"""Work behind the window: one worker thread, results back on the GUI thread as closures through one signal.

Python's collector runs on whatever thread happens to allocate, and would take widgets apart on the worker.
So while work goes on it is off, and the GUI thread collects at each word of progress.
"""

import gc
import threading
import time
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from cxdesk.progress import Cancelled

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]

TOLD_EVERY = 0.05


class Job:
    """One piece of work in the queue. `cancel` makes its next progress call raise Cancelled."""

    def __init__(
        self, work: Callable[..., Any], what: str, on_done: Done | None, on_error: Failed | None
    ) -> None:
        self.work = work
        self.what = what
        self.on_done = on_done
        self.on_error = on_error
        self.cancelled = False
        self.finished = False
        self.done = 0
        self.total = 0

    def cancel(self) -> None:
        """Ask the work to stop at its next step; nothing half done is kept. Work that was done already stays done."""
        self.cancelled = True

    def drop(self) -> None:
        """Cancel and tell nobody, for a page that goes away."""
        self.cancel()
        self.on_done = None
        self.on_error = _silent


class Jobs(QObject):
    """The queue. `progressed(job)` is for the strip that shows what is going on; a finished job comes last."""

    progressed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, on_error: Failed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._queue: SimpleQueue[tuple[Job, bool] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._waiting: list[Job] = []
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any work is waiting or running."""
        return bool(self._waiting)

    def run(
        self,
        work: Callable[..., Any],
        on_done: Done | None = None,
        *,
        on_error: Failed | None = None,
        progress: bool = False,
        what: str = "",
    ) -> Job:
        """Run `work()` behind the window, or `work(progress)` when `progress` is true; then `on_done(result)`.

        Without `on_error` a UserError or Cancelled becomes a notice, a bug the crash dialog.
        """
        job = Job(work, what, on_done, on_error)
        self._waiting.append(job)
        gc.disable()
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._work, args=(self._queue,), name="cxdesk-jobs", daemon=True
            )
            self._thread.start()
        self._queue.put((job, progress))
        return job

    def shutdown(self, wait: float = 5.0) -> None:
        """Cancel everything and let the thread end; results still on their way are dropped.

        The next `run` starts a new thread with a queue of its own, whatever the old one is still busy with.
        """
        for job in self._waiting:
            job.cancel()
            job.finished = True
            self.progressed.emit(job)
        self._waiting.clear()
        gc.enable()
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(wait)
            self._thread = None
            self._queue = SimpleQueue()

    def _work(self, queue: "SimpleQueue[tuple[Job, bool] | None]") -> None:
        while (entry := queue.get()) is not None:
            job, progress = entry
            try:
                if job.cancelled:
                    raise Cancelled
                result = job.work(self._progress_of(job)) if progress else job.work()
            except BaseException as error:  # noqa: BLE001 - Polars' panic is a BaseException; it is a bug report, not an end
                self._send(partial(self._fail, job, error))
            else:
                self._send(partial(self._finish, job, result))

    def _progress_of(self, job: Job) -> Callable[[int, int, str], None]:
        told = 0.0

        def progress(done: int, total: int, what: str = "") -> None:
            nonlocal told
            if job.cancelled:
                raise Cancelled
            now = time.monotonic()
            if now - told >= TOLD_EVERY or done >= total:
                told = now
                self._send(lambda: self._tell(job, done, total, what))

        return progress

    def _send(self, closure: Callable[[], None]) -> None:
        try:
            self._arrived.emit(closure)
        except RuntimeError:
            # The window is gone already; nobody is left to be told.
            pass

    @Slot(object)
    def _on_arrived(self, closure: Callable[[], None]) -> None:
        closure()

    def _tell(self, job: Job, done: int, total: int, what: str) -> None:
        gc.collect(1)
        if job in self._waiting:
            job.done, job.total, job.what = done, total, what or job.what
            self.progressed.emit(job)

    def _leave(self, job: Job) -> bool:
        if job not in self._waiting:
            return False
        self._waiting.remove(job)
        job.finished = True
        if not self._waiting:
            gc.enable()
        self.progressed.emit(job)
        return True

    def _finish(self, job: Job, result: Any) -> None:
        if self._leave(job) and job.on_done is not None:
            job.on_done(result)

    def _fail(self, job: Job, error: BaseException) -> None:
        if self._leave(job):
            (job.on_error or self._on_error)(error)


def _silent(_error: BaseException) -> None:
    """Nobody is left to be told."""
