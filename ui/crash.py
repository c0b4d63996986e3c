"""When something of ours breaks: a report on disk, a calm dialog, and the file kept safe."""

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.progress import Cancelled
from ui.messages import Messages
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.widgets.crash_dialog import CrashDialog


class Failures:
    """Tells the kinds of trouble apart; jobs, the bridge and the excepthook all end here. Tests read `bugs`."""

    def __init__(self, messages: Messages, show_bug: Callable[[BaseException], None] | None = None) -> None:
        self._messages = messages
        self.show_bug = show_bug
        self.bugs: list[BaseException] = []

    def __call__(self, error: BaseException) -> None:
        """A refusal and a stop become notices, everything else a crash dialog."""
        if isinstance(error, UserError):
            self._messages.refused(str(error))
        elif isinstance(error, Cancelled):
            self._messages.notice("info", _("Stopped. Nothing was changed."))
        else:
            self.bugs.append(error)
            if self.show_bug is not None:
                self.show_bug(error)


def dialogs_for(theme: Theme, window: Callable[[], QWidget | None]) -> Callable[[BaseException], None]:
    """A `show_bug` that opens one dialog at a time over the window."""
    open_now: list[CrashDialog] = []

    def show(error: BaseException) -> None:
        from ui.crash_report import write_report
        from ui.widgets.crash_dialog import CrashDialog

        report = write_report(error)
        if open_now:
            return
        dialog = CrashDialog(theme, report, window())
        open_now.append(dialog)
        dialog.finished.connect(lambda _code: open_now.clear())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    return show


def install(failures: Failures) -> None:
    """Bring what nobody caught, in a slot or a thread, to the same place."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        with suppress(Exception):
            failures(error)

    sys.excepthook = hook
    threading.excepthook = lambda args: hook(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )
