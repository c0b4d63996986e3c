"""Numbers in fields as the language writes them; digits of every script may be typed."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QSpinBox

from cxdesk.i18n import digits, is_rtl, plain_digits
from ui.widgets.fields import LineInput


class NumberBox(QSpinBox):
    """A whole number with arrows, in the digits of the language; what is typed becomes them."""

    def __init__(self, least: int, most: int, value: int, step: int = 1) -> None:
        super().__init__()
        # Qt reads 0 to 9 here, whatever the language of the window: the digits are changed on both ways.
        self.setLocale(QLocale.c())
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setValue(value)
        at_start(self.lineEdit())
        if not is_rtl():
            # The style's air at the start is lost on a field with arrows.
            self.lineEdit().setTextMargins(8, 0, 0, 0)

    def textFromValue(self, value: int) -> str:
        """The number in the digits of the language."""
        return digits(str(value))

    def valueFromText(self, text: str) -> int:
        """The number that was typed in digits of any script."""
        return super().valueFromText(plain_digits(text))

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Whether this can become a number here; its digits become those of the language."""
        state, plain, place = super().validate(plain_digits(text), place)
        return state, digits(plain), place


class DigitsInput(QLineEdit):
    """A line that takes numbers: from any keyboard in the digits of the language, and where its lines begin."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        at_start(self)
        self.textEdited.connect(self._as_written)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits as the language writes them."""
        super().keyPressEvent(in_digits(event))

    def _as_written(self, text: str) -> None:
        """What is pasted or dropped, if it is a number and not words."""
        shown = digits(plain_digits(text))
        if shown != text and not any(c.isalpha() for c in text):
            place = len(plain_digits(text[: self.cursorPosition()]))
            self.setText(shown)
            self.setCursorPosition(place)


class NumberLine(LineInput):
    """The same as a field that tells what was typed."""

    def __init__(self, text: str = "", placeholder: str = "") -> None:
        super().__init__(text, placeholder)
        at_start(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits as the language writes them."""
        super().keyPressEvent(in_digits(event))


def at_start(line: QLineEdit) -> None:
    """A field of digits begins where the window's lines begin: Qt would put them at the left, as they say nothing."""
    if is_rtl():
        line.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )


def in_digits(event: QKeyEvent) -> QKeyEvent:
    """The key as it writes in the language in use: 7 is ۷ in Persian; other keys are as they are."""
    text = event.text()
    said = digits(plain_digits(text)) if text.isdecimal() else text
    if said == text:
        return event
    return QKeyEvent(event.type(), event.key(), event.modifiers(), said, event.isAutoRepeat(), event.count())
