"""A line for a number, in the digits of whoever answers, from any keyboard."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.widgets.asking.skin import Skin


class DigitsLine(QLineEdit):
    """Digits of every script are taken and shown as the respondent's language writes them, as they are typed."""

    def __init__(self, skin: Skin) -> None:
        super().__init__()
        self._skin = skin
        # Before anybody else hears of it: what is pasted, dropped or comes from a screen's keyboard is changed too.
        self.textEdited.connect(self._as_written)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key as the language writes it, so that Ctrl+Z goes on taking back what was typed."""
        text = self._skin.as_typed(event.text())
        if text != event.text():
            event = QKeyEvent(
                event.type(), event.key(), event.modifiers(), text, event.isAutoRepeat(), event.count()
            )
        super().keyPressEvent(event)

    def _as_written(self, text: str) -> None:
        shown = self._skin.as_typed(text)
        if shown != text:
            behind = len(self._skin.as_typed(text[: self.cursorPosition()]))
            self.setText(shown)
            self.setCursorPosition(behind)
