"""A part of a condition that rows can't show: kept as it came, or taken away."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.cards import row
from ui.widgets.text import caption


class Unread(QWidget):
    """A part that came with a file and can't be shown in rows; it stays as it is, and can be taken away."""

    gone = Signal()

    def __init__(self, theme: Theme, expression: Any) -> None:
        super().__init__()
        self._expression = expression
        words = caption(_("A condition that can only be kept or taken away"), wrap=True)
        away = IconButton(theme, "x", _("Take the condition away"), size=16, on_click=self.gone.emit)
        self.subject = away
        line = row(gap=4)
        line.addWidget(words, 1)
        line.addWidget(away)
        self.setLayout(line)

    def leaf(self) -> Any:
        """As it came."""
        return self._expression

    def draft(self) -> Any:
        """As it came."""
        return self._expression

    def in_order(self) -> Iterator[QWidget]:
        """What Tab comes to."""
        yield self.subject

    def commit(self) -> None:
        """Nothing is typed here."""
