"""Form fields: the plain look, what the customer reads, and what stays inside; never two looks on one field."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QDragEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.cards import row
from ui.widgets.mirror import running
from ui.widgets.text import IconLabel, caption, restyle

LOOKS = ("plain", "customer", "internal")
PAUSE_MS = 500


class Field(QWidget):
    """A caption over an input, with a place for the sentence that says what is wrong.

    look "customer": surface, serif, accent edge and an eye; look "internal": sunken, grey, a lock.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        editor: QWidget,
        look: str = "plain",
        hint: str = "",
        *,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self.editor = editor
        self._head = caption(text, wrap=wraps)
        self._head.setBuddy(editor)
        self._wrong = caption("", tone="bad", wrap=True)
        self._wrong.hide()
        editor.setProperty("look", look if look in LOOKS else "plain")
        editor.setProperty("side", "rtl" if theme.rtl else "ltr")
        editor.setAccessibleName(_spoken(text, look))
        # A head of several lines is as high as its width lets it be.
        high = QSizePolicy.Policy.Minimum if wraps else QSizePolicy.Policy.Maximum
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, high)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        head = row(*_mark(theme, look), gap=6)
        head.addWidget(self._head, 1 if wraps else 0)
        if not wraps:
            head.addStretch(1)
        self._line = head
        box.addLayout(head)
        box.addWidget(editor)
        if hint:
            box.addWidget(caption(hint, tone="text3", wrap=True))
        box.addWidget(self._wrong)

    def put_beside(self, widget: QWidget) -> None:
        """Put something at the end of the caption's line."""
        self._line.addWidget(widget)

    def set_wrong(self, sentence: str) -> None:
        """Say what is wrong below the field; an empty sentence takes it away."""
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        restyle(self.editor, wrong=bool(sentence))
        self.editor.setAccessibleDescription(sentence)


def _mark(theme: Theme, look: str) -> list[QWidget]:
    if look == "customer":
        return [IconLabel(theme, "eye", "accent", 14)]
    return [IconLabel(theme, "lock", "text2", 14)] if look == "internal" else []


def _spoken(text: str, look: str) -> str:
    if look == "customer":
        return _("{field}, the customer reads this").format(field=text)
    return _("{field}, internal").format(field=text) if look == "internal" else text


def _pause(widget: QWidget, commit: Callable[[], None]) -> QTimer:
    """A timer that commits what was typed after half a second without typing."""
    timer = QTimer(widget)
    timer.setSingleShot(True)
    timer.setInterval(PAUSE_MS)
    timer.timeout.connect(commit)
    return timer


def passes_on(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Whether this asks for an undo or redo the field has none of, so that the file's own is meant."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = (event.matches(k) for k in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo))
    return (undo and not can_undo) or (redo and not can_redo)


class LineInput(QLineEdit):
    """One line. `committed(text)` follows a pause in typing, Enter and leaving the field, when the text is new."""

    committed = Signal(str)

    def __init__(self, text: str = "", placeholder: str = "") -> None:
        super().__init__(text)
        self._known = text
        self.setPlaceholderText(placeholder)
        self._at_rest = False
        self._pause = _pause(self, self.commit)
        self.textEdited.connect(lambda _text: self._pause.start())
        self.editingFinished.connect(self.commit)

    def show_text(self, text: str) -> None:
        """Show what the file says, unless the person is typing here."""
        if self.hasFocus() and self._pause.isActive():
            return
        self._known = text
        if text != self.text():
            self.setText(text)
            self._rest()

    def commit(self) -> None:
        """Tell the new text now."""
        self._pause.stop()
        if self.text() != self._known:
            self._known = self.text()
            self.committed.emit(self._known)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Words may be dropped here; files are the window's."""
        event.ignore() if event.mimeData().hasUrls() else super().dragEnterEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has no room any more shows how it begins."""
        super().resizeEvent(event)
        self._rest()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who did not click at a place goes on at the end."""
        super().focusInEvent(event)
        if self._at_rest and event.reason() != Qt.FocusReason.MouseFocusReason and not self.hasSelectedText():
            self.end(False)
        self._at_rest = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """As it is left."""
        super().focusOutEvent(event)
        self._rest()

    def _rest(self) -> None:
        """Without the keyboard a text that is too long shows how it begins; Qt would show how it ends."""
        needs = self.fontMetrics().horizontalAdvance(self.text())
        if not self.hasFocus() and not self._pause.isActive() and needs > self.contentsRect().width() - 16:
            self.setCursorPosition(0)
            self._at_rest = True

    def event(self, event: QEvent) -> bool:
        """Its own Ctrl+Z while it has something to take back; then the file's. The hint it has no room for, whole."""
        if passes_on(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            QToolTip.showText(event.globalPos(), "" if self.text() else self.placeholderText(), self)
            return True
        return super().event(event)


class TextInput(QPlainTextEdit):
    """Several lines; grows with its text. Tab moves on. `committed(text)` as LineInput."""

    committed = Signal(str)

    def __init__(self, text: str = "", placeholder: str = "", lines: int = 2) -> None:
        super().__init__()
        self._lines = lines
        self._known = text
        self._around = 20
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setPlaceholderText(placeholder)
        self.setPlainText(text)
        self._pause = _pause(self, self.commit)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._lean()
        self._grow()

    def show_text(self, text: str) -> None:
        """Show what the file says, unless the person is typing here."""
        if self.hasFocus() and self._pause.isActive():
            return
        self._known = text
        if text != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(text)
            self._lean()
            self._grow()

    def set_around(self, pixels: int) -> None:
        """How much higher than its text the field is, with its edges."""
        self._around = pixels
        self._grow()

    def commit(self) -> None:
        """Tell the new text now."""
        self._pause.stop()
        if self.toPlainText() != self._known:
            self._known = self.toPlainText()
            self.committed.emit(self._known)

    def event(self, event: QEvent) -> bool:
        """Its own Ctrl+Z while it has something to take back; then the file's."""
        if event.type() == QEvent.Type.ShortcutOverride:
            document = self.document()
            if passes_on(event, document.isUndoAvailable(), document.isRedoAvailable()):
                event.ignore()
                return True
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words may be dropped here; files are the window's."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit on leaving."""
        super().focusOutEvent(event)
        self.commit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow again when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_lines"):
            self._grow()
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._take_ground()
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lean()

    def showEvent(self, event: QShowEvent) -> None:
        """By now the style has said which ground it gives."""
        super().showEvent(event)
        self._take_ground()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words on a ground of its own."""
        viewport = self.viewport()
        if viewport.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            painter = QPainter(viewport)
            painter.fillRect(event.rect(), self._ground())
            painter.end()
        super().paintEvent(event)

    def take_height(self, height: int) -> None:
        """Be so high, and let all around make room at once.

        Left to Qt, each layout on the way up waits for one more turn of the event loop, and each turn paints.
        """
        if (self.minimumHeight(), self.maximumHeight()) == (height, height):
            return
        self.setFixedHeight(height)
        around = self.parentWidget() if self.isVisible() else None
        while around is not None:
            if (layout := around.layout()) is not None:
                layout.activate()
            around = around.parentWidget()

    def _ground(self) -> QBrush:
        viewport = self.viewport()
        return viewport.palette().brush(viewport.backgroundRole())

    def _take_ground(self) -> None:
        """With a style sheet Qt paints all that a field lies on again for each letter, unless told not to."""
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self._ground().isOpaque())

    def _on_text_changed(self) -> None:
        self._lean()
        if self.toPlainText() != self._known:
            self._pause.start()

    def _lean(self) -> None:
        """Begin at the side where the words begin; Qt orders the letters of a line from right to left and leaves it
        at the left. A field that was given a direction keeps it."""
        if self.testAttribute(Qt.WidgetAttribute.WA_SetLayoutDirection):
            return
        way = running(self.document().firstBlock().text(), self.layoutDirection())
        option = self.document().defaultTextOption()
        if option.textDirection() != way:
            is_rtl = way == Qt.LayoutDirection.RightToLeft
            option.setTextDirection(way)
            option.setAlignment(
                Qt.AlignmentFlag.AlignAbsolute
                | (Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft)
            )
            self.document().setDefaultTextOption(option)

    def _grow(self) -> None:
        lines = max(self._lines, round(self.document().size().height()))
        self.take_height(lines * self.fontMetrics().lineSpacing() + self._around)


class Choice(QComboBox):
    """A list to choose one from: (value, text) pairs. `chosen(value)` follows the person's choice only."""

    chosen = Signal(object)

    def __init__(self, options: Sequence[tuple[Any, str]] = (), value: Any = None) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options, value)
        self.activated.connect(lambda _index: self.chosen.emit(self.value()))

    def set_options(self, options: Sequence[tuple[Any, str]], value: Any = None) -> None:
        """Offer other options."""
        with QSignalBlocker(self):
            self.clear()
            for key, text in options:
                self.addItem(text, key)
        self.set_value(value if value is not None or not options else options[0][0])

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """What has no room ends in “…”; Qt would cut it through a letter."""
        super().initStyleOption(option)
        if self.is_cut():
            option.currentText = QFontMetrics(self.font()).elidedText(  # type: ignore[attr-defined]
                self.currentText(), Qt.TextElideMode.ElideRight, self._room()
            )

    def event(self, event: QEvent) -> bool:
        """The whole of what is chosen, where it is cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            QToolTip.showText(event.globalPos(), self.currentText() if self.is_cut() else "", self)
            return True
        return super().event(event)

    def is_cut(self) -> bool:
        """Whether what is chosen has no room."""
        return QFontMetrics(self.font()).horizontalAdvance(self.currentText()) > self._room()

    def _room(self) -> int:
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return field.width()

    def value(self) -> Any:
        """The value of the option that is shown."""
        return self.currentData()

    def set_value(self, value: Any) -> None:
        """Show the option of this value without telling anyone."""
        index = next((i for i in range(self.count()) if self.itemData(i) == value), -1)
        with QSignalBlocker(self):
            self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, so that scrolling never changes an answer."""
        event.ignore()
