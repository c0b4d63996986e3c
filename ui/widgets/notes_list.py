"""A small window with a sentence and a list of things to know, to be read and closed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import column, row
from ui.widgets.over import window_over
from ui.widgets.text import IconLabel, body, title

WIDTH, TALLEST = 560, 360


def note_lines(theme: Theme, notes: Sequence[str]) -> QWidget:
    """The sentences below each other, each with a sign before it."""
    lines = []
    for note in notes:
        across = row(gap=8)
        across.addWidget(IconLabel(theme, "info", "info", 16), 0, Qt.AlignmentFlag.AlignTop)
        words = body(note)
        words.setTextFormat(Qt.TextFormat.PlainText)  # what a file says is shown as it is written
        across.addWidget(words, 1)
        lines.append(across)
    made = QWidget()
    made.setLayout(column(*lines, None, gap=8))
    return made


def scrolled(inside: QWidget) -> QScrollArea:
    """A widget that may be longer than its place."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    # The ground is that of what it stands on.
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    area.setProperty("part", "bare")
    return area


class NotesList(QDialog):
    """Opens at once with the keyboard in it: arrows go through it, Enter and Escape close it."""

    def __init__(self, theme: Theme, sentence: str, line: str, notes: Sequence[str]) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(sentence)
        self.setMinimumWidth(WIDTH)
        close = Button(theme, _("Close"), "filled", on_click=self.accept)
        close.setDefault(True)
        inside = note_lines(theme, notes)
        area = scrolled(inside)
        area.setAccessibleName(line or sentence)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setMinimumHeight(min(TALLEST, inside.sizeHint().height() + 24))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(sentence))
        if line:
            box.addWidget(body(line, tone="text2"))
        box.addWidget(area, 1)
        box.addLayout(row(None, close))
        self.open()
        area.setFocus()
