"""Typing on the canvas: a text field that lies over a card or a name until it is done."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.fields import TextInput

LEAST_WIDTH, WIDEST = 160, 520


class InPlaceEditor(TextInput):
    """A field over the canvas. Enter, Escape and leaving it close it; what was typed is told before."""

    closed = Signal()

    def __init__(self, parent: QWidget, text: str, spoken_name: str) -> None:
        super().__init__(text, lines=1)
        self.setParent(parent)
        self._over = parent
        self.setAccessibleName(spoken_name)
        self._done = False
        self._least = 0

    def lie_over(self, rect: QRectF) -> None:
        """Cover what is edited, but never smaller than can be read."""
        self._place = rect
        self.setFixedWidth(max(LEAST_WIDTH, round(rect.width())))
        self._least = round(rect.height())
        self._grow()

    def begin(self) -> None:
        """Show it with its text chosen, ready to be typed over."""
        self.show()
        self.raise_()
        self.setFocus()
        self.selectAll()

    def _grow(self) -> None:
        super()._grow()
        if not hasattr(self, "_place"):
            return
        # What is longer than the canvas is wide and high gets a wider field first, then a bar to scroll it.
        needed, room = max(self.height(), self._least), self._over.height()
        if needed > room and self.width() < WIDEST:
            self.setFixedWidth(min(WIDEST, self._over.width()))
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > room else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        self.setFixedHeight(min(needed, room))
        right, bottom = self._over.width() - self.width(), room - self.height()
        self.move(max(0, min(round(self._place.x()), right)), max(0, min(round(self._place.y()), bottom)))

    def finish(self) -> None:
        """Tell what was typed and go away."""
        if self._done:
            return
        self._done = True
        self.commit()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape or (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain
        ):
            self.finish()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()
