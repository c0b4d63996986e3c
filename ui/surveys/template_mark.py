"""The mark on words that are a template's still, with the button that takes it away."""

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.surveys.editing import Editing
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.chips import tag


class TemplateMark(QWidget):
    """“Template text” beside a text of a survey, a section or a question; who has read it may call it our own."""

    def __init__(self, editing: Editing, kind: str, number: int, part: str) -> None:
        super().__init__()
        self._editing, self._text = editing, (kind, number, part)
        self.own = Button(
            editing.context.theme, _("Make it our own"), "plain", dense=True, on_click=self._make_own
        )
        self.own.setEnabled(not editing.context.project.read_only)
        self.setLayout(row(tag(_("Template text"), "accent"), self.own, None))

    def _make_own(self) -> None:
        from cxdesk.surveys.template_marks import make_texts_own

        self._editing.run(_("Make it our own"), make_texts_own, [self._text])
