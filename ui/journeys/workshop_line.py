"""The one line a workshop is typed into: places in colour, their ends offered, Enter makes the cards."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy

from cxdesk.i18n import _
from cxdesk.journeys.capture import Names
from ui.journeys.workshop_look import ICON_PX, TEXT_PX
from ui.journeys.workshop_offers import ENTER, Offers, is_tab, left_alone
from ui.theme import Theme
from ui.widgets.text import ElidedLabel, IconLabel, restyle, start_side

# Less than the half second that may be lost: from the first letter, however fast the next ones come.
KEPT_AFTER_MS = 350
MOST_LINES = 5


class CaptureLine(QFrame):
    """The field with its icon and what Enter does. `entered(text)` follows Enter, `drafted(text)` typing."""

    entered = Signal(str)
    drafted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("line")
        self.field = Field(theme)
        self.field.told = (
            _("What is said, then #step and @lane; F1 names the keys"),
            _("What is said, then #step and @lane"),
            _("What is said"),
        )
        self.hint = ElidedLabel("", tone="text2")
        self.hint.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hint.setMaximumWidth(620)
        self.icon = IconLabel(theme, "pencil", "text2", ICON_PX)
        box = QHBoxLayout(self)
        box.setContentsMargins(24, 14, 24, 14)
        box.setSpacing(20)
        box.addWidget(self.icon)
        box.addWidget(self.field, 1)
        box.addWidget(self.hint)
        self.offers = Offers(theme, self.field, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEPT_AFTER_MS)
        self._later.timeout.connect(self.keep)
        self._kept = ""
        self.field.textChanged.connect(self._on_typed)
        self.field.focused.connect(self._on_focused)
        self.field.taken_key = self._takes
        self.setFocusProxy(self.field)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.toPlainText()

    def set_names(self, names: Names) -> None:
        """What can be named now."""
        self.offers.names = names

    def set_text(self, text: str) -> None:
        """Put words into the field, the cursor behind them."""
        if text != self.text:
            self.field.setPlainText(text)
            self.field.moveCursor(QTextCursor.MoveOperation.End)

    def clear(self) -> None:
        """Empty the field, and what is kept of it."""
        self.field.clear()
        self.keep()

    def keep(self) -> None:
        """Tell what is typed now."""
        self._later.stop()
        if self.text != self._kept:
            self._kept = self.text
            self.drafted.emit(self._kept)

    def _takes(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self.offers.takes(event):
            return True
        if key in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.offers.list.hide()
            self.entered.emit(self.text)
            return True
        return False

    def _on_typed(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _on_focused(self, on: bool) -> None:
        restyle(self, on=on)
        if not on:
            self.offers.list.hide()
            self.keep()


class Field(QPlainTextEdit):
    """One row that grows by the lines pasted into it."""

    focused = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.taken_key: Callable[[QKeyEvent], bool] = lambda _event: False
        # What may stand in the empty field, the longest first; the first that has room is shown.
        self.told: tuple[str, ...] = ()
        font = theme.font("body")
        font.setPixelSize(TEXT_PX)
        self.setFont(font)
        self.setAccessibleName(_("New card: words, then # and stage or step, @ and lane"))
        # The whole line shows that it has the keyboard.
        self.setProperty("no_ring", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        option = QTextOption(start_side())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        self.document().setDefaultTextOption(option)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._grow)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.taken_key(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if left_alone(self, event):
            event.ignore()
            return True
        if is_tab(event) and self.taken_key(event):
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words only; a table's cells become lines with spaces."""
        if source.hasText():
            self.insertPlainText(source.text().replace("\t", " ").replace("\r\n", "\n"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()
        room = self.viewport().width() - 2 * int(self.document().documentMargin())
        fitting = [told for told in self.told if self.fontMetrics().horizontalAdvance(told) <= room]
        self.setPlaceholderText((fitting or self.told[-1:] or ("",))[0])

    def _grow(self) -> None:
        lines = max(1, min(MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 8)
