"""What windows about the rules of a survey have in common: one long page that scrolls, and a button to leave."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.cards import row


def frame(dialog: QDialog, heading: str, inside: QWidget, close: Button, size: tuple[int, int]) -> None:
    """Put the page and the button into a dialog that is gone once it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(heading)
    dialog.resize(*size)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(24, 20, 24, 20)
    box.setSpacing(12)
    box.addWidget(scroll, 1)
    box.addLayout(row(None, close))
