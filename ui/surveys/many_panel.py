"""The middle of the survey page when several rows are chosen: what can be done to all of them."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, ngettext, number
from ui.surveys.editing import Editing
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import Choice, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.text import body, title


class ManyPanel(QWidget):
    """How many are chosen, and buttons for all of them."""

    def __init__(
        self, editing: Editing, ids: tuple[int, ...], sections: tuple[tuple[int, str], ...], deeds: Any
    ) -> None:
        super().__init__()
        self._editing, self._ids = editing, ids
        theme, n = editing.context.theme, len(ids)
        card = Card(gap=12)
        card.add(title(ngettext("{n} question is chosen", "{n} questions are chosen", n).format(n=number(n))))
        card.add(body(_("Drag them in the outline, or move them with Alt and the arrow keys."), tone="text2"))
        line = FlowLayout(gap=8)
        for words, deed in (
            (_("Duplicate"), deeds.duplicate),
            (_("Has to be answered"), lambda: self._require(True)),
            (_("May be left out"), lambda: self._require(False)),
            (_("Delete"), deeds.delete),
        ):
            line.addWidget(
                Button(theme, words, "danger" if deed == deeds.delete else "outline", on_click=deed)
            )
        card.add(line)
        if len(sections) > 1:
            home = Choice([(None, _("Choose a section")), *sections])
            home.chosen.connect(self._to_section)
            card.add(Field(theme, _("Put them into"), home))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)

    def commit(self) -> None:
        """Nothing is typed here."""

    def focus_text(self) -> None:
        """Nothing is typed here."""

    def _require(self, on: bool) -> None:
        from cxdesk.surveys import editing

        words = _("Has to be answered") if on else _("May be left out")
        self._editing.run(words, editing.set_required, self._ids, on)

    def _to_section(self, section_id: int | None) -> None:
        from cxdesk.surveys import editing

        if section_id is not None:
            self._editing.run(_("Move the questions"), editing.move_questions, self._ids, section_id, 10_000)
