"""Choosing between a few views: tabs with an underline, and the joined buttons of “Map | List”."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.cards import rule


class _OneOf(QWidget):
    """A row of buttons of which one is chosen; arrow keys walk it in reading direction."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], part: str, gap: int) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.line = QHBoxLayout()
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(gap)
        for key, text in options:
            button = _Steady(text)
            button.setProperty("part", part)
            button.setCheckable(True)
            button.setAutoDefault(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
            self.line.addWidget(button)
        if options:
            self.set_current(options[0][0])

    def current(self) -> str:
        """The key of the chosen one."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose without telling anyone."""
        if key not in self.buttons:
            return
        self.buttons[key].setChecked(True)
        for name, button in self.buttons.items():
            # Tab goes to the chosen one; Qt sees to that only where a person chose.
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            return super().keyPressEvent(event)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        keys = list(self.buttons)
        key = keys[(keys.index(self.current()) + step) % len(keys)]
        self.buttons[key].setFocus()
        self.buttons[key].click()


class _Steady(QPushButton):
    """As wide as its text in the strong weight, so that nothing moves when it is chosen."""

    def sizeHint(self) -> QSize:
        """Room for the strong weight."""
        hint = super().sizeHint()
        font = QFont(self.font())
        plain = QFontMetrics(font).horizontalAdvance(self.text())
        font.setWeight(QFont.Weight.DemiBold)
        return QSize(
            hint.width() - plain + QFontMetrics(font).horizontalAdvance(self.text()) + 2, hint.height()
        )


class TabRow(_OneOf):
    """Tabs as words with an accent underline, over a hairline. `chosen(key)`."""

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(options, "tab", 16)
        self.line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self.line)
        box.addWidget(rule())


class Segmented(_OneOf):
    """Two or three joined buttons. `chosen(key)`."""

    def __init__(self, theme: Theme, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(options, "segment", 0)
        buttons = list(self.buttons.values())
        ends = ("right", "left") if theme.rtl else ("left", "right")
        buttons[0].setProperty("at", ends[0] if len(buttons) > 1 else "only")
        if len(buttons) > 1:
            buttons[-1].setProperty("at", ends[1])
        self.setLayout(self.line)
