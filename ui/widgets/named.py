"""A name chosen from a list or typed."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from ui.widgets.text import start_side


class NameInput(QComboBox):
    """A name from the list, or a new one; `named(name)` once it is settled."""

    named = Signal(str)

    def __init__(self, names: Sequence[str] = (), value: str = "", placeholder: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        # The frame is the combo's own; a second one inside would indent the name twice.
        self.line.setStyleSheet(
            "QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }"
        )
        self.line.setAlignment(start_side() | Qt.AlignmentFlag.AlignVCenter)
        self.line.setPlaceholderText(placeholder)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        # A window of its own: lists inside the window have no ground, and here that would be black.
        if (popup := completer.popup()) is not None:
            popup.setProperty("part", "suggestions")
        self._known = value
        self.set_names(names, value)
        self.activated.connect(lambda _index: self._settle())
        self.line.editingFinished.connect(self._settle)
        self.line.returnPressed.connect(self._pass_enter_on)
        self.line.installEventFilter(self)

    def set_names(self, names: Sequence[str], value: str) -> None:
        """Offer these names and show one, without telling anyone."""
        with QSignalBlocker(self):
            self.clear()
            self.addItems(list(names))
            self.setCurrentIndex(-1)
            self._known = value
            self.setEditText(value)
            self.line.setCursorPosition(0)  # a long name shows how it begins

    def commit(self) -> None:
        """Tell the name now."""
        self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The name a screen reader says belongs to the line inside too."""
        if event.type() == QEvent.Type.FocusIn:
            self.line.setAccessibleName(self.accessibleName())
        return super().eventFilter(watched, event)

    def _pass_enter_on(self) -> None:
        """Enter closes the list of suggestions; when none was chosen it still means the dialog's button."""
        completer = self.completer()
        popup = completer.popup() if completer is not None else None
        if popup is not None and popup.isVisible() and not popup.currentIndex().isValid():
            popup.hide()
            enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.postEvent(self.line, enter)

    def _settle(self) -> None:
        name = self.currentText().strip()
        if name != self._known:
            self._known = name
            self.named.emit(name)
