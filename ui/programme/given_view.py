"""The log of what was given out: what, to whom, which version, from which data, and whether it was of use."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import NAMES, _, day, number
from cxdesk.programme.report import TITLES
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row
from ui.widgets.empty import EmptyState
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.programme.routing import GivenRow


class GivenView(QWidget):
    """Nothing takes a line out again; a reader's answer can be added."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        from cxdesk.programme.routing import ANSWERS, given_rows

        self._context = context
        self.rows: list[GivenRow] = context.project.read(given_rows)
        self.table = Table(
            context.theme, _columns(), self.rows, name=_("Given out"), fit=True, key=lambda r: r.id
        )
        self.table.current_changed.connect(lambda _row: self._show_data())
        self.data = caption("", wrap=True)
        self.answers = [
            Button(context.theme, _(words), dense=True, on_click=partial(self.note, said))
            for said, words in ANSWERS.items()
        ]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(title(_("What was given to whom")))
        if not self.rows:
            words = _("What you save for somebody is noted here for good.")
            box.addWidget(EmptyState(context.theme, _("Nothing was given out yet"), words))
        else:
            self.table.choose(self.rows[0].id)
            box.addWidget(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"))
            box.addWidget(self.data)
            box.addLayout(row(body(_("Was this page of use to you?"), wrap=False), *self.answers, None))
            self._show_data()
        box.addStretch(1)

    def note(self, said: str) -> None:
        """What the reader of the chosen one answered."""
        from cxdesk.programme.routing import answer

        chosen: GivenRow | None = self.table.current()
        if chosen is not None:
            self._context.bridge.run(_("Note a reader’s answer"), answer, chosen.id, said)

    def _show_data(self) -> None:
        chosen: GivenRow | None = self.table.current()
        self.data.setText(chosen.data if chosen is not None else "")


def _columns() -> list[Column]:
    from cxdesk.programme.routing import ANSWERS

    return [
        Column(_("Given on"), lambda r: day(r.made_at), "muted", width=150),
        Column(_("Document"), _document, "strong", share=3),
        Column(_("For"), lambda r: r.recipient or r.title, share=2),
        Column(_("Language"), lambda r: NAMES.get(r.language, r.language), "muted", width=120),
        Column(_("Version"), lambda r: number(r.version), "number", width=90),
        Column(_("Of use?"), lambda r: _(ANSWERS[r.answer]) if r.answer else "–", "muted", width=100),
    ]


def _document(given: "GivenRow") -> str:
    if given.audience in TITLES:
        return f"{_(TITLES[given.audience])} {given.function}".strip()
    return _("Customer’s plan")
