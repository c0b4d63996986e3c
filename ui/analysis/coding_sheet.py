"""What a coder's sheet would write, shown before anything is written."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.i18n import _, ngettext, number
from cxdesk.planning.coding_actions import take_codes
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.over import window_over
from ui.widgets.text import body, label, title

if TYPE_CHECKING:
    from cxdesk.importing.codings import Codes

MOST_NAMED = 8


class SheetBack(QDialog):
    """How many comments are coded, the rows that can't be used, and one button that writes the codes as one step."""

    def __init__(self, context: PageContext, found: "Codes", coding_id: int, coder: int) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._found, self._coding_id, self._coder = context, found, coding_id, coder
        n = len(found.codes)
        sentence = ngettext("{n} comment coded", "{n} comments coded", n).format(n=number(n))
        self.setWindowTitle(sentence)
        self.setMinimumWidth(520)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(sentence))
        changed = ngettext("{n} would change", "{n} would change", found.changed).format(
            n=number(found.changed)
        )
        blank = ngettext("{n} left blank", "{n} left blank", found.blank).format(n=number(found.blank))
        box.addWidget(body(f"{changed}, {blank}.", tone="text2"))
        if found.problems:
            words = ngettext("{n} row can’t be used", "{n} rows can’t be used", len(found.problems))
            box.addWidget(label(words.format(n=number(len(found.problems))), strong=True))
            for problem in found.problems[:MOST_NAMED]:
                box.addWidget(body(problem.sentence, tone="warn"))
            if len(found.problems) > MOST_NAMED:
                rest = _("  and {n} more.").strip()
                box.addWidget(body(rest.format(n=number(len(found.problems) - MOST_NAMED)), tone="text2"))
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        self.ok = Button(context.theme, _("Write the codes"), "filled", on_click=self.accept)
        self.ok.setEnabled(bool(found.changed))
        self.ok.setDefault(True)
        box.addLayout(row(None, cancel, self.ok))
        self.open()

    def accept(self) -> None:
        """Write them all, as one step."""
        written = self._context.bridge.run(
            _("Read codes"), take_codes, self._coding_id, self._coder, self._found.codes
        )
        if written is not None:
            words = ngettext("{n} code is written.", "{n} codes are written.", written)
            self._context.messages.notice("good", words.format(n=number(written)))
        super().accept()
