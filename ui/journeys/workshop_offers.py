"""How a place behind # or @ can end, offered while it is typed; the keyboard stays where the words are."""

import re
from typing import TypeGuard

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QWidget

from cxdesk.i18n import _
from cxdesk.journeys.capture import Names, Offer, offers
from ui.theme import Theme
from ui.widgets.fields import passes_on

_PLACE = re.compile(r"(?<!\S)[#@](?![#@])(?:\"[^\"]*\"|“[^”]*”|«[^»]*»|\S+)")
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Offers:
    """The completion of one field, shown over its window: above `line` where there is one line, else at the cursor."""

    def __init__(self, theme: Theme, field: QPlainTextEdit, line: QWidget | None = None) -> None:
        self._field, self._line = field, line
        self.names = Names((), ())
        self.list = OfferList(field)
        self.colours = Places(theme, field.document())
        field.textChanged.connect(self.show)
        field.cursorPositionChanged.connect(self.show)

    def show(self) -> None:
        """How the place before the cursor can end."""
        cursor = self._field.textCursor()
        text = cursor.block().text()
        found = offers(text, cursor.positionInBlock(), self.names) if self._field.hasFocus() else []
        typed = text[found[0].start : cursor.positionInBlock()] if found else ""
        # A name that is whole already needs no offer of itself.
        if len(found) == 1 and found[0].written == typed:
            found = []
        if not found:
            self.list.hide()
            return
        over = self._field.window()
        if self.list.parentWidget() is not over:
            self.list.setParent(over)
        start = QTextCursor(cursor)
        start.setPosition(cursor.block().position() + found[0].start)
        where = self._field.cursorRect(start)
        at = self._field.viewport().mapTo(over, where.topLeft())
        top = at.y() if self._line is None else self._line.mapTo(over, QPoint(0, 0)).y()
        self.list.show_at(found, at, top, top + where.height() if self._line is None else None)

    def take(self) -> None:
        """Write the chosen offer in place of what was typed of it."""
        offer = self.list.chosen
        if offer is None:
            return
        cursor = self._field.textCursor()
        block = cursor.block().position()
        here = cursor.position()
        cursor.setPosition(block + offer.start)
        cursor.setPosition(here, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(offer.written + " ")
        self._field.setTextCursor(cursor)
        self.list.hide()

    def takes(self, event: QKeyEvent) -> bool:
        """Walk the offers, take one or close them; False for keys that mean something else."""
        key = event.key()
        if not self.list.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Tab or (key in ENTER and not event.modifiers() and self.list.was_walked):
            self.take()
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        else:
            return False
        return True


class OfferList(QListWidget):
    """The offers over the line; the focus stays in the line."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
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

    def show_at(self, found: list[Offer], at: QPoint, bottom: int, below: int | None = None) -> None:
        """Show offers above `bottom`, where the place begins; below the words where there is no room above."""
        if [o.written for o in found] != [o.written for o in self._offers] or not self.isVisible():
            self._offers, self.was_walked = found, False
            self.clear()
            self.addItems([o.written for o in found])
            self.setCurrentRow(0)
        self._offers = found
        self.adjustSize()
        height = sum(self.sizeHintForRow(i) for i in range(self.count())) + 24
        parent = self.parentWidget()
        assert parent is not None
        width = min(self.sizeHintForColumn(0) + 80, parent.width() - 80)
        self.setFixedSize(width, height)
        left = at.x() - (width if self.isRightToLeft() else 28)
        top = bottom - height - 12
        if below is not None and below + height + 12 < parent.height():
            top = below + 4
        self.move(max(24, min(left, parent.width() - width - 24)), max(0, top))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Mark the next or the one before."""
        self.was_walked = True
        self.setCurrentRow((self.currentRow() + by) % max(1, self.count()))


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


def left_alone(field: QPlainTextEdit, event: QEvent) -> bool:
    """Whether undo and redo go on to the file, because the field has nothing of its own to take back."""
    document = field.document()
    # What gives an empty field its direction counts as a step of its own.
    undo = bool(field.toPlainText()) and document.isUndoAvailable()
    return passes_on(event, undo, document.isRedoAvailable())


def is_tab(event: QEvent) -> TypeGuard[QKeyEvent]:
    """Whether Tab is pressed; it would leave a field before the field could take what is offered."""
    return isinstance(event, QKeyEvent) and (event.type(), event.key()) == (
        QEvent.Type.KeyPress,
        Qt.Key.Key_Tab,
    )
