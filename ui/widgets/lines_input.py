"""A text input that never cuts a word, however narrow it becomes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextOption

from ui.widgets.fields import TextInput


class Lines(TextInput):
    """A text input that also grows when it becomes narrower, and breaks a word that is longer than its line."""

    def __init__(self, text: str = "", placeholder: str = "", lines: int = 2) -> None:
        super().__init__(text, placeholder, lines)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower field breaks its words into more lines; QPlainTextEdit tells nobody."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()
