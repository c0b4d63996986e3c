"""A customer added or changed by hand: name, account number, segment, region and language, in a small window."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.i18n import LANGUAGES, NAMES, _, language
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.named import NameInput
from ui.widgets.over import window_over
from ui.widgets.text import body, title

if TYPE_CHECKING:
    from cxdesk.accounts.queries import AccountRow


def add_customer(context: PageContext) -> "CustomerDialog":
    """Ask for a new customer and show it in the list."""
    return CustomerDialog(context)


def change_customer(context: PageContext, known: "AccountRow") -> "CustomerDialog":
    """The same window with what is known; the account number stays, for answers are joined by it."""
    return CustomerDialog(context, known)


class CustomerDialog(QDialog):
    """Only the name is needed. Without an account number the name is what answers call the customer by."""

    def __init__(self, context: PageContext, known: "AccountRow | None" = None) -> None:
        super().__init__(window_over())
        from cxdesk.accounts.queries import account_rows, segments

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._known = context, known
        heading = _("Add a customer") if known is None else _("Change the customer")
        self.setWindowTitle(heading)
        self.setMinimumWidth(480)
        rows = context.project.read(account_rows)
        regions = sorted({r.region for r in rows if r.region})
        self.name = LineInput(known.name if known else "")
        self.key = LineInput(known.key if known else "")
        self.key.setEnabled(known is None)
        self.segment = NameInput(context.project.read(segments), known.segment if known else "")
        self.region = NameInput(regions, known.region if known else "")
        spoken = [(code, NAMES[code]) for code in LANGUAGES]
        if known is not None and known.language not in LANGUAGES:
            spoken.append((known.language, known.language))
        self.language = Choice(spoken, known.language if known else language())
        self.name_field = Field(context.theme, _("Name of the customer"), self.name)
        hint = _("As your answers name this customer. Left empty, it is the name.")
        if known is not None:
            hint = _("It stays, for answers are joined by it.")
        self.key_field = Field(context.theme, _("Account number"), self.key, hint=hint)
        self._lay_out(heading)
        self.name.setFocus()
        self.open()

    def accept(self) -> None:
        """Store it as one step, or say below a field what is wrong."""
        from cxdesk.errors import UserError

        for field in (self.name_field, self.key_field):
            field.set_wrong("")
        if not self.name.text().strip():
            self.name_field.set_wrong(_("A customer needs a name."))
            self.name.setFocus()
            return
        try:
            key = self._store()
        except UserError as refused:
            wrong = self.key_field if self.key.text().strip() else self.name_field
            wrong.set_wrong(str(refused))
            wrong.editor.setFocus()
            return
        super().accept()
        self._context.go("accounts", key)

    def _store(self) -> str:
        from cxdesk.accounts import actions

        given: dict[str, Any] = {
            "name": self.name.text().strip(),
            "segment": self.segment.currentText().strip(),
            "region": self.region.currentText().strip(),
            "language": self.language.value(),
        }
        known, run = self._known, self._context.project.run
        if known is None:
            spec = actions.AccountSpec(self.key.text().strip(), **given)
            return str(run(_("Add a customer"), actions.add, spec))
        cleared = tuple(f for f in ("segment", "region") if not given[f] and getattr(known, f))
        run(
            _("Change the customer"),
            actions.change,
            known.id,
            actions.AccountSpec(known.key, **given, cleared=cleared),
        )
        return known.key

    def _lay_out(self, heading: str) -> None:
        theme = self._context.theme
        self.ok = Button(
            theme,
            _("Add the customer") if self._known is None else _("Keep the change"),
            "filled",
            on_click=self.accept,
        )
        self.ok.setDefault(True)
        cancel = Button(theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(heading))
        if self._known is None:
            box.addWidget(
                body(_("The name is enough. Answers and plans can be for it at once."), tone="text2")
            )
        box.addWidget(self.name_field)
        box.addWidget(self.key_field)
        across = row(gap=16)
        for text, editor in ((_("Segment"), self.segment), (_("Region"), self.region)):
            across.addWidget(Field(theme, text, editor), 1, Qt.AlignmentFlag.AlignTop)
        box.addLayout(across)
        box.addWidget(Field(theme, _("Language of the customer"), self.language))
        box.addStretch(1)
        box.addLayout(row(None, cancel, self.ok))
