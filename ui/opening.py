"""Opening a file behind the window: the old one stays until the new one is there, and a slow one can be stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk.i18n import _
from cxdesk.progress import Cancelled, Progress
from ui.page import PageContext

if TYPE_CHECKING:
    from cxdesk.project import Project


def open_behind(context: PageContext, path: Path, then: Callable[[], None] | None = None) -> None:
    """Open a file and put it on top of the recent ones; `then` is called when it is there.

    A second wish takes the place of the first. A refusal is shown and leaves the old file open.
    """
    bridge, path = context.bridge, path.absolute()
    if bridge.opening is not None:
        bridge.opening.cancel()
    if bridge.project is not None and bridge.project.path == path:
        if then is not None:
            then()
        return
    what = _("Opening “{name}”").format(name=path.stem)

    def done(project: "Project") -> None:
        if job.cancelled:  # the stop came too late for the work
            bridge.act(project.close)
            return
        bridge.opening = None
        bridge.adopt(project)
        context.settings.remember(project.path)
        if then is not None:
            then()

    def failed(error: BaseException) -> None:
        latest = bridge.opening is job
        if latest:
            bridge.opening = None
        if not path.exists():
            context.settings.forget(str(path))
        if latest or not isinstance(error, Cancelled):
            bridge.refuse(error)

    job = context.jobs.run(
        lambda progress: _opened(path, what, progress), done, on_error=failed, progress=True, what=what
    )
    bridge.opening = job


def _opened(path: Path, what: str, progress: Progress) -> "Project":
    from cxdesk.project import Project

    progress(0, 0, what)
    return Project.open(path, progress=progress)
