"""What a translator's list would change in a survey, shown before anything is written."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout

from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, joined, label, title

if TYPE_CHECKING:
    from cxdesk.importing.survey_translations import Change, Translations

MOST_NAMED = 8


class Back(QDialog):
    """The changes, the rows that can't be used, and one button that writes them as one step."""

    def __init__(
        self, context: PageContext, found: "Translations", survey_id: int, language: str, source: str
    ) -> None:
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._found = context, found
        self._survey_id, self._language, self._source = survey_id, language, source
        n = len(found.changes)
        sentence = ngettext("{n} text would change", "{n} texts would change", n).format(n=number(n))
        self.setWindowTitle(sentence)
        self.setMinimumSize(860, 520)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(sentence if n else _("Nothing would change")))
        same = ngettext("{n} as it is", "{n} as they are", found.unchanged).format(n=number(found.unchanged))
        blank = ngettext("{n} left blank", "{n} left blank", found.blank).format(n=number(found.blank))
        box.addWidget(body(joined(same, blank), tone="text2"))
        self.table = Table(context.theme, _columns(), found.changes, name=_("What would change"))
        box.addWidget(self.table, 1)
        if found.problems:
            words = ngettext("{n} row can’t be used", "{n} rows can’t be used", len(found.problems))
            box.addWidget(label(words.format(n=number(len(found.problems))), strong=True))
        for problem in found.problems[:MOST_NAMED]:
            box.addWidget(body(problem.sentence, tone="warn"))
        for told in found.left_out[:MOST_NAMED]:
            box.addWidget(body(told.sentence, tone="text2"))
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        self.ok = Button(context.theme, _("Write the changes"), "filled", on_click=self.accept)
        self.ok.setEnabled(bool(n))
        self.ok.setDefault(True)
        box.addLayout(row(None, cancel, self.ok))
        self.open()

    def accept(self) -> None:
        """Write them all, as one step."""
        from cxdesk.importing.survey_translations import store_translations

        done = self._context.bridge.run(
            _("Read translations"), store_translations, self._survey_id, self._language, self._found.changes,
            self._source,
        )  # fmt: skip
        if done is not None:
            words = ngettext("{n} text changed.", "{n} texts changed.", done)
            self._context.messages.notice("good", words.format(n=number(done)))
        super().accept()


def _columns() -> list[Column]:
    def old(c: "Change") -> str:
        return c.line.text or _("nothing yet")

    return [
        Column(_("Where it stands"), lambda c: c.line.where, "strong", share=3),
        Column(_("Source sentence"), lambda c: c.line.source, "muted", share=4),
        Column(_("Until now"), old, "muted", share=4),
        Column(_("From now on"), lambda c: c.new, share=4),
    ]
