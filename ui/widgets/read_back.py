"""What a list that was filled in would change, shown before anything is written."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.errors import Problem
from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.over import window_over
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, label, title

MOST_NAMED = 8


class Found(Protocol):
    """What a list would change."""

    @property
    def changes(self) -> Sequence[Any]:
        """A change for each row of the table."""

    @property
    def unchanged(self) -> int:
        """How many are as they are."""

    @property
    def blank(self) -> int:
        """How many were left blank."""

    @property
    def problems(self) -> Sequence[Problem]:
        """Rows that can't be used."""

    @property
    def left_out(self) -> Sequence[Problem]:
        """Rows from which something was taken."""


class ReadBack(QDialog):
    """The changes, the rows that can't be used, and one button that writes them as one step."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context

    def _lay_out(self, found: Found, sentence: str, said: str, columns: list[Column]) -> QVBoxLayout:
        """All but the buttons."""
        self.setWindowTitle(sentence)
        self.setMinimumSize(860, 520)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(sentence if found.changes else _("Nothing would change")))
        box.addWidget(body(said, tone="text2"))
        self.table = Table(self._context.theme, columns, found.changes, name=_("What would change"))
        box.addWidget(self.table, 1)
        if found.problems:
            words = ngettext("{n} row can’t be used", "{n} rows can’t be used", len(found.problems))
            box.addWidget(label(words.format(n=number(len(found.problems))), strong=True))
        for problem in found.problems[:MOST_NAMED]:
            box.addWidget(body(problem.sentence, tone="warn"))
        for told in found.left_out[:MOST_NAMED]:
            box.addWidget(body(told.sentence, tone="text2"))
        return box

    def _add_buttons(self, box: QVBoxLayout, some: bool) -> None:
        cancel = Button(self._context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        self.ok = Button(self._context.theme, _("Write the changes"), "filled", on_click=self.accept)
        self.ok.setEnabled(some)
        self.ok.setDefault(True)
        box.addLayout(row(None, cancel, self.ok))


def counted(found: Found) -> tuple[str, str]:
    """How many are as they are, and how many were left blank."""
    same = ngettext("{n} as it is", "{n} as they are", found.unchanged).format(n=number(found.unchanged))
    blank = ngettext("{n} left blank", "{n} left blank", found.blank).format(n=number(found.blank))
    return same, blank
