"""What a file could not hold, or a map not take from it, in words that stay until they are read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QVBoxLayout

from cxdesk.i18n import _
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.text import title

# One sentence as long as this is read in a notice; more is a list of its own.
SHORT = 160


class NotesDialog(QDialog):
    """The sentences as a list that is walked with the arrow keys."""

    def __init__(self, context: PageContext, heading: str, notes: Sequence[str]) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(heading)
        self.resize(640, 420)
        self.list = QListWidget()
        self.list.setAccessibleName(heading)
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems(list(notes))
        self.list.setCurrentRow(0)
        close = Button(context.theme, _("Close"), "filled", on_click=self.accept)
        close.setDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(heading))
        box.addWidget(self.list, 1)
        box.addLayout(row(None, close))
        self.list.setFocus()
        self.finished.connect(lambda _code: self.deleteLater())


def tell(context: PageContext, kind: str, bold: str, heading: str, notes: Sequence[str]) -> None:
    """A notice with the one short sentence, or with a button to the list of them; `heading` is the list's."""
    if not notes:
        context.messages.notice(kind, bold)
    elif len(notes) == 1 and len(notes[0]) <= SHORT:
        context.messages.notice(kind, bold, notes[0])
    else:

        def show() -> None:
            NotesDialog(context, heading, notes).open()

        first = notes[0] if len(notes[0]) <= SHORT else notes[0][: SHORT - 1] + "…"
        context.messages.notice(kind, bold, first, _("Show all of it"), show)
