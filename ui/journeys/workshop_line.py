"""The one line a workshop is typed into: places in colour, their ends offered, Enter makes the cards."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QPlainTextEdit, QSizePolicy, QWidget

from cxdesk.i18n import _
from cxdesk.journeys.capture import Names, Offer, offers
from ui.journeys.workshop_look import ICON_PX, TEXT_PX
from ui.theme import Theme
from ui.widgets.fields import passes_on
from ui.widgets.text import ElidedLabel, IconLabel, restyle, start_side

# Less than the half second that may be lost: from the first letter, however fast the next ones come.
KEPT_AFTER_MS = 350
MOST_LINES = 5
_PLACE = re.compile(r"(?<!\S)[#@](?![#@])(?:\"[^\"]*\"|“[^”]*”|«[^»]*»|\S+)")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CaptureLine(QFrame):
    """The field with its icon and what Enter does. `entered(text)` follows Enter, `drafted(text)` typing."""

    entered = Signal(str)
    drafted = Signal(str)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__()
        self.setObjectName("line")
        self._theme, self._names = theme, Names((), ())
        self.field = Field(theme)
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
        self.list = OfferList(theme, over)
        self._over = over
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEPT_AFTER_MS)
        self._later.timeout.connect(self.keep)
        self._kept = ""
        self.field.textChanged.connect(self._on_typed)
        self.field.cursorPositionChanged.connect(self.show_offers)
        self.field.focused.connect(self._on_focused)
        self.field.taken_key = self._takes
        self.setFocusProxy(self.field)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.toPlainText()

    def set_names(self, names: Names) -> None:
        """What can be named now."""
        self._names = names

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

    def show_offers(self) -> None:
        """How the place before the cursor can end."""
        cursor = self.field.textCursor()
        text = cursor.block().text()
        found = offers(text, cursor.positionInBlock(), self._names) if self.field.hasFocus() else []
        typed = text[found[0].start : cursor.positionInBlock()] if found else ""
        # A name that is whole already needs no offer of itself.
        if len(found) == 1 and found[0].written == typed:
            found = []
        if not found:
            self.list.hide()
            return
        start = QTextCursor(cursor)
        start.setPosition(cursor.block().position() + found[0].start)
        at = self.field.viewport().mapTo(self._over, self.field.cursorRect(start).topLeft())
        self.list.show_at(found, at, self.mapTo(self._over, QPoint(0, 0)).y())

    def take_offer(self) -> None:
        """Write the chosen offer in place of what was typed of it."""
        offer = self.list.chosen
        if offer is None:
            return
        cursor = self.field.textCursor()
        block = cursor.block().position()
        here = cursor.position()
        cursor.setPosition(block + offer.start)
        cursor.setPosition(here, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(offer.written + " ")
        self.field.setTextCursor(cursor)
        self.list.hide()

    def _takes(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self.list.isVisible():
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key == Qt.Key.Key_Tab or (key in _ENTER and self.list.was_walked):
                self.take_offer()
                return True
            if key == Qt.Key.Key_Escape:
                self.list.hide()
                return True
        if key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.list.hide()
            self.entered.emit(self.text)
            return True
        return False

    def _on_typed(self) -> None:
        if not self._later.isActive():
            self._later.start()
        self.show_offers()

    def _on_focused(self, on: bool) -> None:
        restyle(self, on=on)
        if not on:
            self.list.hide()
            self.keep()


class Field(QPlainTextEdit):
    """One row that grows by the lines pasted into it."""

    focused = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.taken_key: Callable[[QKeyEvent], bool] = lambda _event: False
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
        self._colours = Places(theme, self.document())
        self.textChanged.connect(self._grow)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.taken_key(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        document = self.document()
        # What gives an empty field its direction counts as a step of its own.
        if passes_on(
            event, bool(self.toPlainText()) and document.isUndoAvailable(), document.isRedoAvailable()
        ):
            event.ignore()
            return True
        # Tab would leave the field before it could take what is offered.
        if (
            isinstance(event, QKeyEvent)
            and (event.type(), event.key()) == (QEvent.Type.KeyPress, Qt.Key.Key_Tab)
            and self.taken_key(event)
        ):
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

    def _grow(self) -> None:
        lines = max(1, min(MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 8)


class Places(QSyntaxHighlighter):
    """Gives what stands behind # and @ the accent."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme

    def highlightBlock(self, text: str) -> None:
        form = QTextCharFormat()
        form.setForeground(self._theme.colour("accent"))
        for hit in _PLACE.finditer(text):
            self.setFormat(hit.start(), hit.end() - hit.start(), form)


class OfferList(QListWidget):
    """The offers over the line; the focus stays in the line."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("offers")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Places that begin so"))
        self._offers: list[Offer] = []
        self.was_walked = False
        self.hide()

    @property
    def chosen(self) -> Offer | None:
        """The offer that is marked."""
        return self._offers[self.currentRow()] if self._offers and self.currentRow() >= 0 else None

    def show_at(self, found: list[Offer], at: QPoint, bottom: int) -> None:
        """Show offers above the line, where the place begins."""
        if [o.written for o in found] != [o.written for o in self._offers] or not self.isVisible():
            self._offers, self.was_walked = found, False
            self.clear()
            self.addItems([o.written for o in found])
            self.setCurrentRow(0)
        self._offers = found
        self.adjustSize()
        height = sum(self.sizeHintForRow(i) for i in range(self.count())) + 24
        parent = self._over
        width = min(self.sizeHintForColumn(0) + 80, parent.width() - 80)
        self.setFixedSize(width, height)
        left = at.x() - (width if self.isRightToLeft() else 28)
        self.move(max(24, min(left, parent.width() - width - 24)), bottom - height - 12)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Mark the next or the one before."""
        self.was_walked = True
        self.setCurrentRow((self.currentRow() + by) % max(1, self.count()))
