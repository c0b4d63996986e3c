"""The dialog for a bug of ours; loaded only when there is one."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.text import body, title


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
