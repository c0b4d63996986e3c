"""A small window in which a code is typed anew; a clash or a bad one is said in it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from cxdesk.errors import UserError
from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import column, row
from ui.widgets.fields import Field, LineInput
from ui.widgets.over import window_over
from ui.widgets.text import body, title


class CodeDialog(QDialog):
    """Opens at once; `give(code)` does the change, and what it refuses is said below the field."""

    def __init__(
        self, theme: Theme, heading: str, about: str, code: str, give: Callable[[str], object]
    ) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.setMinimumWidth(420)
        self._give = give
        self.line = LineInput(code)
        self.line.setMaxLength(80)
        self.field = Field(theme, _("Code"), self.line)
        self.yes = Button(theme, _("Change"), "filled", on_click=self._on_yes)
        self.yes.setDefault(True)
        cancel = Button(theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        self.setLayout(
            column(title(heading), body(about, tone="text2"), self.field, row(None, cancel, self.yes), gap=12, margins=(24, 24, 24, 24))
        )  # fmt: skip
        self.open()
        self.line.setFocus()
        self.line.selectAll()

    def _on_yes(self) -> None:
        try:
            self._give(self.line.text())
        except UserError as error:
            self.field.set_wrong(str(error))
            self.line.setFocus()
            return
        self.accept()
