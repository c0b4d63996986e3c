"""The lines of the desk: one to type at, and one where two entries of a sheet are not the same."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from cxdesk.i18n import _, digits, number
from cxdesk.responses.desk import Difference, Slot, as_typed
from ui.theme import Theme
from ui.widgets.text import body, caption, joined, label

_LONG = ("text", "identifier", "pseudonym")


class TypingLine(QWidget):
    """Code and words of a question, where to type, and what can be typed below."""

    def __init__(self, theme: Theme, slot: Slot, text: str, place: int = 0) -> None:
        """`place` is the number of the question on the sheet, 0 where paper gives it none."""
        super().__init__()
        self.slot, self._theme = slot, theme
        self.code = _place(slot, place)
        self.words = body(slot.words)
        self.words.setWordWrap(True)
        self.legend = caption(slot.legend, tone="text2")
        self.legend.setWordWrap(True)
        self.input = QLineEdit(text)
        self.input.setAccessibleName(slot.words)
        self.input.setAccessibleDescription(slot.legend)
        self.input.setFixedWidth(256 if slot.question.kind in _LONG else 96)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 6)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(1)
        grid.addWidget(self.code, 0, 0, Qt.AlignmentFlag.AlignTop)
        # All end beside the words, so that the eye goes straight down and reads across.
        grid.addWidget(self.input, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignTrailing)
        grid.addWidget(self.words, 0, 2)
        grid.addWidget(self.legend, 1, 2)
        grid.setColumnMinimumWidth(1, 260)
        grid.setColumnStretch(2, 1)
        self.legend.setVisible(bool(slot.legend))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def renew(self, slot: Slot) -> None:
        """The same place with what can be typed now."""
        if slot.legend != self.slot.legend:
            self.legend.setText(slot.legend)
            self.input.setAccessibleDescription(slot.legend)
        self.slot = slot

    def say(self, problem: str) -> None:
        """What is wrong with what was typed, in the place of what can be typed."""
        self.legend.setText(problem or self.slot.legend)
        self.legend.setVisible(bool(problem or self.slot.legend))
        self.legend.setStyleSheet(f"color: {self._theme.hex('bad')}" if problem else "")


class DifferenceLine(QWidget):
    """What the first and the second entry say."""

    def __init__(self, theme: Theme, difference: Difference, place: int = 0) -> None:
        super().__init__()
        self.difference = difference
        slot = difference.slot
        self.mark = label("", "body")
        self.mark.setFixedWidth(20)
        words = body(slot.words)
        words.setWordWrap(True)
        shown = [digits(as_typed(slot, v)) or _("blank") for v in (difference.first, difference.second)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(14)
        grid.addWidget(self.mark, 0, 0)
        grid.addWidget(_place(slot, place), 0, 1)
        grid.addWidget(words, 0, 2)
        grid.addWidget(body(_("1: {answer}").format(answer=shown[0])), 0, 3)
        grid.addWidget(body(_("2: {answer}").format(answer=shown[1])), 0, 4)
        grid.setColumnStretch(2, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def light(self, on: bool) -> None:
        """Whether the keys are about this line."""
        self.mark.setText("›" if on else "")


def _place(slot: Slot, place: int) -> QLabel:
    """Where the question stands on the sheet, then what it is called inside."""
    words = joined(number(place) if place else "", slot.question.code)
    made = caption(words, tone="text2")
    made.setFixedWidth(110)
    made.setToolTip(words)
    return made
