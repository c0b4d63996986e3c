"""What the shell gives a room's page, and what a page gives the shell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.i18n import _
from ui.bridge import Bridge
from ui.jobs import Jobs
from ui.messages import Messages
from ui.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from cxdesk.planning.clues import Clue
    from cxdesk.project import Project
    from cxdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class PageContext:
    """Everything a page may use; each room's `make(context)` passes on only what a widget needs.

    `go(room, target)` shows another room and hands it the target; `do(action_id)` runs a row of ui/actions.py;
    `page()` is the page that is shown.
    """

    bridge: Bridge
    jobs: Jobs
    messages: Messages
    theme: Theme
    settings: "Settings"
    go: Callable[..., None]
    do: Callable[[str], None]
    page: "Callable[[], Page | None]" = lambda: None

    def offer_undo(self, bold: str, line: str = "") -> None:
        """Say what is gone, with a button that brings it back while nothing else was done."""
        step = self.project.undo_label

        def undo() -> None:
            if self.bridge.is_open and self.project.undo_label == step:
                self.do("undo")

        self.messages.notice("info", bold, line, _("Undo"), undo)

    @property
    def project(self) -> "Project":
        """The open file; pages that need one are only shown while one is open."""
        project = self.bridge.project
        if project is None:
            raise RuntimeError("this page was shown without an open file")
        return project


NEXT_KEYS = "Ctrl+Return"


class Page(QWidget):
    """One room in the window. The shell calls `reload` when the page is shown and one of `tables` has changed."""

    tables: frozenset[str] = frozenset()
    wants_rail = False

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def goes_on_with_keys(self, button: Callable[[], QPushButton | None]) -> None:
        """Let Ctrl+Enter press the button that goes on, where there is one and it can be pressed."""

        def press() -> None:
            found = button()
            if found is not None and found.isEnabled():
                found.click()

        QShortcut(QKeySequence(NEXT_KEYS), self).activated.connect(press)

    def parts(self) -> Sequence[QWidget]:
        """The parts that F6 walks, in the order they are read; none where the page is one part."""
        return ()

    def start_of_keys(self) -> QWidget | None:
        """Where the keyboard goes when keys led to this page; None: to the first thing that takes it."""
        return None

    def reload(self) -> None:
        """Read the file again and show it; must bear being called at any time."""

    def clue_here(self) -> "Clue | None":
        """What an issue can be made of, where the keyboard is on this page; None where there is nothing."""
        return None

    def make_issue_here(self) -> bool:
        """Make an issue in this page's own way; False where the clue is enough."""
        return False

    def takes_files(self, paths: "list[Path]") -> bool:
        """Take tables that were dropped here, in place of the import of answers; False when this page has no use for them."""
        return False

    def open_at(self, target: Any) -> None:
        """Show one thing of this room: an id or a small frozen dataclass that the rooms agreed on."""

    def leaving(self) -> None:
        """Write what is still being typed; called before another page is shown or the file is closed."""
