"""What lies over the kiosk: "Are you still there?", and the PIN that lets staff out."""

import unicodedata
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from cxdesk.i18n import _, digits, ngettext, number
from cxdesk.responses.kiosk import LONGEST
from ui.page import PageContext
from ui.widgets.asking.go import GoButton
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Words
from ui.widgets.cards import empty

TRIES = 5
WAIT_S = 30


class Over(QWidget):
    """A card in the middle of the screen; what is below is dimmed and can't be touched."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.card = QFrame()
        self.card.setObjectName("card")
        self.inside = QVBoxLayout(self.card)
        self.inside.setContentsMargins(32, 28, 32, 28)
        self.inside.setSpacing(16)
        box = QVBoxLayout(self)
        box.addStretch(1)
        box.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what is below."""
        QPainter(self).fillRect(self.rect(), QColor(20, 18, 16, 150))

    def _dress(self, skin: Skin) -> None:
        self.card.setStyleSheet(
            f"QFrame#card {{ background: {skin.hex('surface')}; border: 1px solid {skin.hex('line_strong')};"
            " border-radius: 12px; }"
        )
        if (over := self.parentWidget()) is not None:
            self.setGeometry(over.rect())
        self.show()
        self.raise_()


class IdleQuestion(Over):
    """Asks whether somebody is there and counts down; any touch is an answer."""

    def __init__(self, parent: QWidget, stay: Callable[[], None]) -> None:
        super().__init__(parent)
        self._stay = stay
        self._language = ""
        self.seconds: Words | None = None

    def count(self, skin: Skin, left: int) -> None:
        """Show how many seconds are left."""
        with skin.speaking():
            said = ngettext(
                "This begins anew in {n} second.", "This begins anew in {n} seconds.", left
            ).format(n=number(left))
        if self.isVisible() and self.seconds is not None and self._language == skin.language:
            self.seconds.setText(said)
            self.seconds.update()
            return
        self._language = skin.language
        empty(self.inside)
        self.card.setMinimumWidth(520)
        self.setLayoutDirection(skin.direction)
        with skin.speaking():
            head, words = _("Are you still there?"), _("Go on")
        self.inside.addWidget(Words(skin, head, 32, voice=True, strong=True))
        self.seconds = Words(skin, said, 20, tone="text2")
        self.inside.addWidget(self.seconds)
        button = GoButton(skin, words, self._stay)
        self.inside.addWidget(button)
        self._dress(skin)
        button.setFocus()

    def mousePressEvent(self, event: object) -> None:
        """A touch beside the button is one too."""
        self._stay()


class PinPad(Over):
    """Twelve keys for the PIN, and the keyboard's; Escape goes back to the respondent."""

    def __init__(self, parent: QWidget, context: PageContext, unlock: Callable[[], None]) -> None:
        super().__init__(parent)
        self._context, self._unlock = context, unlock
        self._typed = ""
        self._wrong = 0
        self._until = 0.0
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def ask(self, skin: Skin) -> None:
        """Show the keys."""
        if self.isVisible():
            return
        self._typed, self._skin = "", skin
        self._before = self.window().focusWidget()
        empty(self.inside)
        self.card.setMinimumWidth(0)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        with skin.speaking():
            head, back, leave = _("PIN for staff"), _("Back"), _("Leave the kiosk")
        self.inside.addWidget(
            Words(skin, head, 24, voice=True, strong=True, side=Qt.AlignmentFlag.AlignHCenter)
        )
        self.dots = Words(skin, " ", 28, strong=True, side=Qt.AlignmentFlag.AlignHCenter)
        self.dots.setMinimumHeight(40)
        self.said = Words(skin, " ", 15, tone="bad", side=Qt.AlignmentFlag.AlignHCenter)
        self.inside.addWidget(self.dots)
        grid = QGridLayout()
        grid.setSpacing(10)
        self.keys: dict[str, QPushButton] = {}
        for n, key in enumerate("123456789"):
            grid.addWidget(self._key(key), n // 3, n % 3)
        grid.addWidget(self._key("0"), 3, 1)
        self.inside.addLayout(grid)
        self.inside.addWidget(self.said)
        self.leave = GoButton(skin, leave, self.try_pin)
        self.inside.addWidget(self.leave)
        self.inside.addWidget(GoButton(skin, back, self.give_up, "plain", strong=False))
        for child in self.card.findChildren(QWidget):
            child.installEventFilter(self)
        self._dress(skin)
        self.setFocus()

    def type(self, text: str) -> None:
        """A digit more."""
        if len(self._typed) < LONGEST:
            self._typed += text
            self._show()

    def try_pin(self) -> None:
        """Let out who knows it; who tries too often waits."""
        from time import monotonic

        from cxdesk.responses.kiosk import pin_fits

        if monotonic() < self._until:
            self._say_wait()
            return
        fits = self._context.bridge.read(pin_fits, self._typed)
        self._typed = ""
        self._show()
        if fits:
            self._wrong = 0
            self.hide()
            self._unlock()
            return
        self._wrong += 1
        with self._skin.speaking():
            self.said.setText(_("That is not the PIN."))
        if self._wrong >= TRIES:
            self._wrong, self._until = 0, monotonic() + WAIT_S
            self._say_wait()

    def give_up(self) -> None:
        """Back to the respondent."""
        self.hide()
        with suppress(RuntimeError):
            if self._before is not None:
                self._before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, Backspace, Enter, Escape."""
        value = unicodedata.digit(event.text(), -1) if len(event.text()) == 1 else -1
        if value >= 0:
            self.type(str(value))
        elif event.key() == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
            self._show()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.try_pin()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys typed on one of the buttons mean the PIN too; space presses the button."""
        keyed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if keyed and isinstance(event, QKeyEvent) and event.key() not in _OF_BUTTONS:
            self.keyPressEvent(event)
            return True
        return False

    def _key(self, key: str) -> QPushButton:
        button = GoButton(self._skin, digits(key, self._skin.language), lambda: self.type(key), "outline")
        button.setMinimumWidth(76)
        self.keys[key] = button
        return button

    def _show(self) -> None:
        self.dots.setText("•" * len(self._typed) or " ")
        self.dots.update()
        self.said.setText(" ")

    def _say_wait(self) -> None:
        with self._skin.speaking():
            sentence = _("Wrong too often. Try again in half a minute.")
        self.said.setText(sentence)


_OF_BUTTONS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space)
