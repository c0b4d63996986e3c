"""Several lines of a leader that are kept while they are typed, with the places they name completed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from ui.journeys.workshop_line import KEPT_AFTER_MS
from ui.journeys.workshop_offers import ENTER, Offers, is_tab, left_alone
from ui.theme import Theme


class Lines(QPlainTextEdit):
    """Several lines that are kept while they are typed; Ctrl+Enter does what they are for."""

    def __init__(self, keep: Callable[[str], None], on_done: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._keep, self._on_done, self._known = keep, on_done, ""
        self.offers: Offers | None = None
        self.setTabChangesFocus(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEPT_AFTER_MS)
        self._later.timeout.connect(self.keep)
        self.textChanged.connect(self._on_typed)

    def sizeHint(self) -> QSize:
        """A few lines, so that all of the desk is seen on a small screen."""
        return QSize(300, 112)

    def offer_places(self, theme: Theme) -> None:
        """Complete what begins with # or @, as the room's own line does."""
        self.offers = Offers(theme, self)
        # The ring would lie over the offers; the field's own edge shows that it has the keyboard.
        self.setProperty("no_ring", True)

    def show_text(self, text: str) -> None:
        """Show what was kept, unless it is being typed over."""
        if self.toPlainText() != text and not self._later.isActive():
            self._known = text
            self.setPlainText(text)
            self._later.stop()

    def keep(self) -> None:
        """Keep it now."""
        self._later.stop()
        if self.toPlainText() != self._known:
            self._known = self.toPlainText()
            self._keep(self._known)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offers is not None and self.offers.takes(event):
            return
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._on_done and control and event.key() in ENTER:
            self._on_done()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Its own Ctrl+Z while it has something to take back; then the file's."""
        if left_alone(self, event):
            event.ignore()
            return True
        if self.offers is not None and is_tab(event) and self.offers.takes(event):
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.offers is not None:
            self.offers.list.hide()

    def _on_typed(self) -> None:
        if not self._later.isActive():
            self._later.start()
