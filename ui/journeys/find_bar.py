"""Searching the map: a line over the canvas with the number of hits, on and back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from cxdesk.i18n import _, listed, ngettext, number
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.speaking import say_of
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.journeys.finding import By


class FindBar(QFrame):
    """`searched(words)` while typing; `stepped(by)` goes to the next hit or the one before."""

    searched = Signal(str)
    stepped = Signal(int)

    def __init__(self, theme: Theme, close: Callable[[], None], show_comments: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("part", "head_bar")
        self._close = close
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Search the map"))
        self.line.setAccessibleName(_("Search the map"))
        self.line.setFixedWidth(280)
        self.line.textChanged.connect(self.searched)
        self.count = caption()
        self.about = Button(theme, "", "plain", dense=True, on_click=show_comments)
        self.about.hide()
        box = QHBoxLayout(self)
        box.setContentsMargins(24, 6, 16, 6)
        box.setSpacing(4)
        box.addWidget(self.line)
        box.addSpacing(8)
        box.addWidget(self.count)
        box.addSpacing(8)
        box.addWidget(self.about)
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

    def show_count(self, place: int, hits: int, how: "By" = "words") -> None:
        """Which hit of how many is shown, and by what it was found where its words don't say so; place 0 is none."""
        if not self.line.text().strip():
            told = ""
        elif not hits:
            told = _("nothing found")
        else:
            told = _("{n} of {all}").format(n=number(place), all=number(hits))
            told = listed(filter(None, (told, _how_words(how))))
        self.count.setText(told)
        if told:
            say_of(self.line, told)

    def show_about_the_map(self, count: int) -> None:
        """Offer the comments on the map as a whole that hold the words too."""
        told = ngettext("{n} comment on the whole map", "{n} comments on the whole map", count)
        told = told.format(n=number(count))
        self.about.setText(told)
        self.about.setAccessibleName(told)
        self.about.setVisible(count > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)


def _how_words(how: "By") -> str:
    """By what a card was found, where that can't be read on it."""
    return {"colour": _("by its colour"), "comment": _("in a comment")}.get(how, "")
