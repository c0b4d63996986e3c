"""When something of ours breaks: a report on disk, a calm dialog, and the file kept safe."""

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.progress import Cancelled
from ui.crash_report import write_report
from ui.messages import Messages
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.text import body, title


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


class CrashDialog(QDialog):
    """Says in plain words what happened, that the file is safe, and where the report lies."""

    def __init__(self, theme: Theme, report: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong inside cxdesk"))
        self.setMinimumWidth(520)
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 24, 32, 24)
        box.setSpacing(12)
        box.addWidget(title(_("Something went wrong inside cxdesk")))
        box.addWidget(
            body(_("The last step was not done. Your file is as it was before it, and you can carry on."))
        )
        if report is not None:
            words = _("Details for the people who mend it are in {file}. They hold none of your answers.")
            box.addWidget(body(words.format(file=report), tone="text2"))
        self.carry_on = Button(theme, _("Carry on"), "filled", on_click=self.accept)
        buttons: list[QWidget] = [self.carry_on]
        if report is not None:
            buttons.insert(0, Button(theme, _("Show the report"), on_click=lambda: _show(report)))
        box.addSpacing(8)
        box.addLayout(row(None, *buttons, gap=12))
        self.carry_on.setDefault(True)


def _show(report: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(report)))


def dialogs_for(theme: Theme, window: Callable[[], QWidget | None]) -> Callable[[BaseException], None]:
    """A `show_bug` that opens one dialog at a time over the window."""
    open_now: list[CrashDialog] = []

    def show(error: BaseException) -> None:
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
