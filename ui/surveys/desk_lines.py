"""The lines of the desk: one to type at, and one where two entries of a sheet are not the same."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from cxdesk.i18n import _, directed, isolated
from cxdesk.responses.desk import LONG, Difference, Slot, in_words
from ui.surveys.editing import tip
from ui.theme import Theme
from ui.widgets.number_box import DigitsInput
from ui.widgets.text import body, caption, label, start_side

# A day is ten signs.
_WIDE = {"date": 120}


def _spread(legend: str) -> str:
    """The gaps between answers as words that end in one space: of several at the end of a line that runs from right to
    left Qt draws all, and pushes the last letters out of sight."""
    return legend.replace("   ", "\u00a0\u00a0 ")


class TypingLine(QWidget):
    """The number a question has on its paper and its words, where to type, and what can be typed below."""

    def __init__(self, theme: Theme, slot: Slot, text: str, place: str = "") -> None:
        super().__init__()
        self.slot, self._theme = slot, theme
        self.place = _place(slot, place)
        self.words = body(slot.words)
        self.words.setWordWrap(True)
        self.legend = caption(_spread(slot.legend), tone="text2")
        self.legend.setWordWrap(True)
        self.input = QLineEdit(text) if slot.question.kind in LONG else DigitsInput(text)
        self.input.setAccessibleName(slot.words)
        self.input.setAccessibleDescription(slot.legend)
        self.input.setFixedWidth(256 if slot.question.kind in LONG else _WIDE.get(slot.question.kind, 96))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 6)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(1)
        grid.addWidget(self.place, 0, 0, Qt.AlignmentFlag.AlignTop)
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
            self.legend.setText(_spread(slot.legend))
            self.input.setAccessibleDescription(slot.legend)
        self.slot = slot

    def say(self, problem: str) -> None:
        """What is wrong with what was typed, in the place of what can be typed."""
        self.legend.setText(problem or _spread(self.slot.legend))
        self.legend.setVisible(bool(problem or self.slot.legend))
        self.legend.setStyleSheet(f"color: {self._theme.hex('bad')}" if problem else "")


class DifferenceLine(QWidget):
    """What the first and the second entry say, each with its key and what it means."""

    def __init__(self, theme: Theme, difference: Difference, place: str = "") -> None:
        super().__init__()
        self.difference = difference
        slot = difference.slot
        self.mark = label("", "body")
        self.mark.setFixedWidth(20)
        words = body(slot.words)
        words.setWordWrap(True)
        shown = [in_words(slot, v) or _("blank") for v in (difference.first, difference.second)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(14)
        grid.addWidget(self.mark, 0, 0)
        grid.addWidget(_place(slot, place), 0, 1)
        grid.addWidget(words, 0, 2)
        # As wide on every line, so that the first entries stand below each other, and the second ones.
        grid.addWidget(body(directed(_("1: {answer}").format(answer=isolated(shown[0])))), 0, 3)
        grid.addWidget(body(directed(_("2: {answer}").format(answer=isolated(shown[1])))), 0, 4)
        for column, share in ((2, 2), (3, 1), (4, 1)):
            grid.setColumnStretch(column, share)
            grid.setColumnMinimumWidth(column, 120)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def light(self, on: bool) -> None:
        """Whether the keys are about this line."""
        self.mark.setText("›" if on else "")


def _place(slot: Slot, place: str) -> QLabel:
    """The number on the paper; the code where nothing is printed."""
    made = caption(place or slot.question.code, tone="text2")
    made.setToolTip(tip(slot.question.code) if place else "")
    made.setFixedWidth(44 if place else 110)
    made.setAlignment(start_side() | Qt.AlignmentFlag.AlignTop)
    made.setContentsMargins(0, 3, 0, 0)
    return made
