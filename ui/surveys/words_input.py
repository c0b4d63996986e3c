"""Fields for what a respondent reads, of any length, and for one answer in a list of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from ui.widgets.fields import LineInput
from ui.widgets.lines_input import Lines

MOST_LINES = 12


class Words(Lines):
    """Several lines; a text that would fill the page is scrolled in its field instead."""

    def _grow(self) -> None:
        wanted = round(self.document().size().height())
        lines = min(MOST_LINES, max(self._lines, wanted))
        bar = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if wanted > MOST_LINES
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        # Said again, the same policy lays the field out and paints it once more.
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        self.take_height(lines * self.fontMetrics().lineSpacing() + 20)


class OptionInput(LineInput):
    """One answer. `pasted(text)` follows a clipboard of several lines, `more()` Enter, `step(-1|1)` Alt and an arrow."""

    pasted = Signal(str)
    more = Signal()
    step = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Several lines are several answers; Enter asks for one more below."""
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if len(text.strip().splitlines()) > 1:
                self.pasted.emit(text)
                return
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and Qt.Key(event.key()) in moves:
            self.commit()
            self.step.emit(moves[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.commit()
            self.more.emit()
        else:
            super().keyPressEvent(event)
