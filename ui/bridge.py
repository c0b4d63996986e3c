"""Between the window and the open file: opening, actions, undo, and who is told about changes."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from cxdesk.changes import Changes
from ui.jobs import Failed, Job

if TYPE_CHECKING:
    from cxdesk.project import Project


class Bridge(QObject):
    """The open file as the window knows it. `project` is None until a file is open; `opening` is the work
    that opens another one.

    `closing` comes while the old file can still be written, `file_changed` when another file, or none, is open.
    `changed(Changes)` follows each action, undo and
    redo, always on the GUI thread, from whatever thread the action ran on.
    """

    file_changed = Signal()
    closing = Signal()
    changed = Signal(object)
    _told = Signal(object)

    def __init__(self, on_error: Failed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._project: Project | None = None
        self.opening: Job | None = None
        self._changes: Counter[str] = Counter()
        self._told.connect(self._on_told, Qt.ConnectionType.AutoConnection)

    @property
    def project(self) -> "Project | None":
        """The open file, or None."""
        return self._project

    @property
    def is_open(self) -> bool:
        """Whether a file is open."""
        return self._project is not None

    def changes_of(self, tables: Iterable[str]) -> int:
        """How often any of these tables has changed so far: who keeps something read knows whether it is still so."""
        return sum(self._changes[table] for table in tables)

    def changes_beside(self, tables: Iterable[str]) -> int:
        """How often anything but these tables has changed so far."""
        return self._changes.total() - self.changes_of(set(tables))

    def open(self, path: Path) -> bool:
        """Open a file in place of the one that is open; a refusal is shown and leaves the old one open."""
        from cxdesk.project import Project

        # A second lock on the same file would only get it for reading.
        if self._project is not None and self._project.path == path.absolute():
            return True
        return self._take(lambda: Project.open(path))

    def adopt(self, project: "Project") -> None:
        """Take a file that was opened behind the window, in place of the one that is open."""
        self._take(lambda: project)

    def refuse(self, error: BaseException) -> None:
        """Show a refusal, or a bug."""
        self._on_error(error)

    def create(self, path: Path) -> bool:
        """Make a new file and open it."""
        from cxdesk.project import Project

        return self._take(lambda: Project.create(path))

    def close(self) -> None:
        """Let go of the file."""
        self._let_go()
        self.file_changed.emit()

    def run(self, label: str, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do one action as one undo step and return its result; a refusal is shown and gives None."""
        return self.act(lambda: self._need().run(label, action, *args, **kwargs))

    def run_merged(
        self, label: str, merge_key: str, action: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Any:
        """As `run`, joined with the step before when that has the same merge key: typing, dragging."""
        return self.act(lambda: self._need().run_merged(label, merge_key, action, *args, **kwargs))

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask the file something; errors are the caller's."""
        return self._need().read(query, *args, **kwargs)

    def undo(self) -> str | None:
        """Take back the last step and return its label."""
        label: str | None = self.act(lambda: self._need().undo())
        return label

    def redo(self) -> str | None:
        """Bring the last undone step again and return its label."""
        label: str | None = self.act(lambda: self._need().redo())
        return label

    def act(self, work: Callable[[], Any]) -> Any:
        """The action wrapper: what the person can act on becomes a notice, a bug the crash dialog; both give None."""
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - the handler tells the two kinds apart
            self._on_error(error)
            return None

    def _take(self, make: Callable[[], "Project"]) -> bool:
        project = self.act(make)
        if project is None:
            return False
        self._let_go()
        self._project = project
        project.listeners.append(self._told.emit)
        self.file_changed.emit()
        return True

    def _let_go(self) -> None:
        if self._project is not None:
            self.closing.emit()
            project, self._project = self._project, None
            project.listeners.clear()
            self.act(project.close)

    def _need(self) -> "Project":
        if self._project is None:
            raise RuntimeError("no file is open")
        return self._project

    @Slot(object)
    def _on_told(self, changes: Changes) -> None:
        if self._project is not None:
            self._changes.update(changes.tables)
            self.changed.emit(changes)
