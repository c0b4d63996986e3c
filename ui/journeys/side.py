"""The frame of a panel at the end of the canvas: a title, a cross, a body that scrolls."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.cards import Thing, column, empty, put, row, scrolling
from ui.widgets.text import title

WIDTH = 312


def narrow(choice: QComboBox) -> None:
    """Let a list of long names be no wider than its panel."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(6)


class Side(QFrame):
    """A panel with a body to be filled; Escape closes it. One that is not closed has no head either."""

    def __init__(self, theme: Theme, heading: str, close: Callable[[], None] | None) -> None:
        super().__init__()
        self.setProperty("part", "side")
        self.setFixedWidth(WIDTH)
        self.theme, self._close = theme, close
        self.setAccessibleName(heading)
        inside = QWidget()
        inside.setProperty("part", "body")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(16, 0, 16, 16)
        self.body.setSpacing(10)
        scroll = scrolling(inside)
        parts: list[Thing] = [scroll]
        if close is not None:
            cross = IconButton(theme, "x", _("Close"), on_click=close)
            parts = [row(title(heading), None, cross, margins=(16, 16, 12, 8)), scroll]
        self.setLayout(column(*parts, gap=0))

    def fill(self, *things: Thing) -> None:
        """Put other things into the body."""
        empty(self.body)
        for thing in things:
            put(self.body, thing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape and self._close is not None:
            self._close()
        else:
            super().keyPressEvent(event)
