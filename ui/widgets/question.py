"""A question with one verb and a way out, asked in a small window that stops nothing else."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.over import window_over
from ui.widgets.text import body, title


class Question(QDialog):
    """Opens at once; `on_yes` follows the verb."""

    def __init__(
        self, theme: Theme, sentence: str, line: str, verb: str, on_yes: Callable[[], object]
    ) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(sentence)
        self.setMinimumWidth(420)
        self.yes = Button(theme, verb, "filled", on_click=self.accept)
        self.yes.setDefault(True)
        cancel = Button(theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        self.accepted.connect(on_yes)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(sentence))
        if line:
            box.addWidget(body(line, tone="text2"))
        box.addLayout(row(None, cancel, self.yes))
        self.open()
