"""Searching the map: a line over the canvas with the number of hits, on and back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from cxdesk.i18n import _, number
from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.speaking import say_of
from ui.widgets.text import caption


class FindBar(QFrame):
    """`searched(words)` while typing; `stepped(by)` goes to the next hit or the one before."""

    searched = Signal(str)
    stepped = Signal(int)

    def __init__(self, theme: Theme, close: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("part", "head_bar")
        self._close = close
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Search the map"))
        self.line.setAccessibleName(_("Search the map"))
        self.line.setFixedWidth(280)
        self.line.textChanged.connect(self.searched)
        self.count = caption()
        box = QHBoxLayout(self)
        box.setContentsMargins(24, 6, 16, 6)
        box.setSpacing(4)
        box.addWidget(self.line)
        box.addSpacing(8)
        box.addWidget(self.count)
        box.addStretch(1)
        before = IconButton(
            theme, "chevron-up", _("Hit before"), size=16, on_click=lambda: self.stepped.emit(-1)
        )
        after = IconButton(
            theme, "chevron-down", _("Next hit"), size=16, on_click=lambda: self.stepped.emit(1)
        )
        box.addWidget(before)
        box.addWidget(after)
        box.addWidget(IconButton(theme, "x", _("Close"), size=16, on_click=close))
        self.hide()

    def begin(self) -> None:
        """Show it, ready for typing."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self.searched.emit(self.line.text())

    def show_count(self, place: int, hits: int) -> None:
        """Which hit of how many is shown; place 0 is none."""
        if not self.line.text().strip():
            told = ""
        elif not hits:
            told = _("nothing found")
        else:
            told = _("{n} of {all}").format(n=number(place), all=number(hits))
        self.count.setText(told)
        if told:
            say_of(self.line, told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)
