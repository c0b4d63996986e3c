"""One of several buttons, or several of them, walked and chosen by keys alone."""

import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets.asking.skin import Skin

# A second digit within this time belongs to the first: 1 and 0 are ten.
TOGETHER_S = 1.0
_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Group(QObject):
    """Buttons in reading order. With `single` one is chosen and arrows choose; else arrows walk and space ticks.

    `numbers` is what digits choose (a scale's points); without it digits count from 1. Tab stops once per group.
    """

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        skin: Skin,
        buttons: Sequence[QAbstractButton],
        *,
        single: bool = True,
        numbers: Mapping[int, int] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.buttons, self._skin, self._single, self._clock = list(buttons), skin, single, clock
        self._numbers = numbers if numbers is not None else {n + 1: n for n in range(len(buttons))}
        self._typed, self._typed_at = "", 0.0
        for at, button in enumerate(self.buttons):
            button.installEventFilter(self)
            button.clicked.connect(lambda _checked=False, at=at: self._on_clicked(at))
        self._was = -1
        self._rove()

    @property
    def at(self) -> int:
        """Which one is chosen, of a single choice; -1 where none is."""
        return next((n for n, b in enumerate(self.buttons) if b.isChecked()), -1)

    def show(self, at: int) -> None:
        """Show one as chosen (-1: none), without telling anyone."""
        for n, button in enumerate(self.buttons):
            button.setChecked(n == at)
        self._was = at
        self._rove()

    def choose(self, at: int) -> None:
        """Choose one as the person would; -1 takes the choice away."""
        self.show(at)
        self.chosen.emit(at)

    def focus(self) -> None:
        """The keyboard goes to the chosen one, else to the first."""
        if self.buttons:
            self.buttons[max(0, self.at if self._single else 0)].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Home and End, space, digits, Delete."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            at = next((n for n, b in enumerate(self.buttons) if b is watched), -1)
            return at >= 0 and self._key(at, event)
        return False

    def _key(self, at: int, event: QKeyEvent) -> bool:
        other = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if other != Qt.KeyboardModifier.NoModifier:
            return False
        forward = Qt.Key.Key_Left if self._skin.rtl else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if self._skin.rtl else Qt.Key.Key_Left
        key, last = event.key(), len(self.buttons) - 1
        if key in (forward, Qt.Key.Key_Down, back, Qt.Key.Key_Up):
            step = 1 if key in (forward, Qt.Key.Key_Down) else -1
            none_yet = self._single and self.at < 0
            self._walk(at if none_yet else (at + step) % (last + 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk(0 if key == Qt.Key.Key_Home else last)
        elif key in _CLEARS and self._single:
            self.choose(-1)
        elif key == Qt.Key.Key_Space and self._single:
            self._walk(at)  # the arrow chose it already, and many press the space bar after it
        else:
            return self._digit(event.text())
        return True

    def _walk(self, to: int) -> None:
        if self._single:
            self.choose(to)
        self._rove(to)
        self.buttons[to].setFocus(Qt.FocusReason.TabFocusReason)

    def _digit(self, text: str) -> bool:
        value = unicodedata.digit(text, -1) if len(text) == 1 else -1
        if value < 0:
            return False
        now = self._clock()
        together = self._typed + str(value) if now - self._typed_at < TOGETHER_S else ""
        self._typed_at = now
        for typed in (together, str(value)):
            if typed and int(typed) in self._numbers:
                self._typed = typed
                self._by_digit(self._numbers[int(typed)])
                return True
        self._typed = str(value)
        return True

    def _by_digit(self, at: int) -> None:
        if self._single:
            self._walk(at)
        else:
            self._rove(at)
            self.buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.buttons[at].click()

    def _on_clicked(self, at: int) -> None:
        """A second click on what is chosen takes it away again."""
        if self._single:
            self.choose(-1 if at == self._was else at)
        else:
            self.chosen.emit(at)
            self._rove(at)

    def _rove(self, at: int = -1) -> None:
        at = at if at >= 0 else max(0, self.at)
        for n, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if n == at else Qt.FocusPolicy.ClickFocus)
