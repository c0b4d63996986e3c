"""For whom the kiosk speaks: nobody in particular, one customer, or one that is chosen there from a list."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cxdesk.i18n import _
from ui.page import PageContext
from ui.widgets.cards import column
from ui.widgets.fields import Choice, Field
from ui.widgets.named import NameInput

NOBODY, ONE, LIST = "nobody", "one", "list"
_KEY = int(Qt.ItemDataRole.UserRole)


class WhoseAnswers(QWidget):
    """Off by default. A survey that promises to be anonymous asks nothing here. `grown` follows another height."""

    grown = Signal()

    def __init__(self, context: PageContext, anonymous: bool) -> None:
        super().__init__()
        from cxdesk.accounts.queries import account_rows

        theme = context.theme
        self.accounts: list[tuple[str, str]] = [
            (a.key, a.name) for a in context.bridge.read(account_rows) or ()
        ]
        kinds = [
            (NOBODY, _("Nobody in particular")),
            (ONE, _("One customer")),
            (LIST, _("Chosen at the kiosk")),
        ]
        self.kind = Choice(kinds, NOBODY)
        self.kind.chosen.connect(lambda _kind: self._show())
        self.one = NameInput([name for _key, name in self.accounts], "", _("Type the name"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Customers to choose from"))
        self.list.setFixedHeight(120)
        for key, name in self.accounts:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(_KEY, key)
            self.list.addItem(item)
        self.field = Field(theme, _("Answers count for"), self.kind)
        self.one_field = Field(theme, _("Customer"), self.one)
        hint = _("Whoever stands at the kiosk can read these names.")
        self.list_field = Field(theme, _("Customers to choose from"), self.list, hint=hint)
        self.setLayout(column(self.field, self.one_field, self.list_field, gap=12))
        self.setVisible(bool(self.accounts) and not anonymous)
        self._show()

    def chosen(self) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        """The key of the one customer, and the list to choose from; None where what is missing is said."""
        kind = self.kind.value() if not self.isHidden() else NOBODY
        for field in (self.one_field, self.list_field):
            field.set_wrong("")
        if kind == ONE:
            key = key_named(self.accounts, self.one.currentText())
            if not key:
                self.one_field.set_wrong(_("There is no such customer. Choose one from the list."))
                return None
            return key, ()
        if kind == LIST:
            names = dict(self.accounts)
            rows = [self.list.item(n) for n in range(self.list.count())]
            keys = [item.data(_KEY) for item in rows if item.checkState() == Qt.CheckState.Checked]
            if not keys:
                self.list_field.set_wrong(_("Tick the customers that can be chosen."))
                return None
            return "", tuple((key, names[key]) for key in keys)
        return "", ()

    def _show(self) -> None:
        kind: Any = self.kind.value()
        self.one_field.setVisible(kind == ONE)
        self.list_field.setVisible(kind == LIST)
        self.grown.emit()


def key_named(accounts: list[tuple[str, str]], text: str) -> str:
    """The key of the customer of this name or key, spaces and case aside; empty where there is none."""
    from cxdesk.i18n import folded

    wanted = folded(text)
    found = [key for key, name in accounts if wanted and wanted in (folded(name), folded(key))]
    return found[0] if found else ""
