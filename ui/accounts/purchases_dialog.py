"""Who of one quadrant bought how much of what: a list to sort, to copy and to save."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.i18n import _, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.file_dialogs import ask_for_saving, show_file
from ui.widgets.over import window_over
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title
from ui.widgets.window_size import resize_within_screen

if TYPE_CHECKING:
    from cxdesk.analysis.account_map import AccountMap
    from cxdesk.analysis.purchases import MapPurchases

SIZE = (900, 620)


class PurchasesDialog(QDialog):
    """The purchases of one quadrant's customers; Enter on a row opens the customer."""

    def __init__(
        self, context: PageContext, found: "AccountMap", bought: "MapPurchases", quadrant: str, go: Any
    ) -> None:
        from cxdesk.analysis import purchase_words as words
        from cxdesk.analysis.map_words import amount, quadrant_word

        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._found, self._bought, self._quadrant, self._go = (
            context,
            found,
            bought,
            quadrant,
            go,
        )
        one, currency = bought.of(quadrant), bought.currency
        heading = _("What {quadrant} bought").format(quadrant=quadrant_word(quadrant))
        self.setWindowTitle(heading)
        columns = [
            Column(_("Customer"), lambda x: x.name, "strong", sub=lambda x: x.key, share=3),
            Column(_("Product or service"), lambda x: x.product or _("nothing"), share=3),
            Column(_("Purchases"), lambda x: number(x.purchases), "number", sort=lambda x: x.purchases, width=84),
            Column(
                _("Quantity"), lambda x: words.quantity_text(x.quantity), "number", sort=lambda x: x.quantity, width=72
            ),
            Column(_("Sales amount"), lambda x: amount(x.amount, currency), "number", sort=lambda x: x.amount, width=108),
            Column(
                _("All of the customer"), lambda x: amount(x.total, currency), "number", sort=lambda x: x.total,
                width=124,
            ),
        ]  # fmt: skip
        self.table = Table(context.theme, columns, one.lines, name=heading, sortable=True)
        self.table.opened.connect(self._open)
        line = " ".join((words.period_line(bought.period), words.buyers_line(one)))
        self.table.note = line
        save = Button(context.theme, _("Save the list"), icon="download", on_click=self.ask_where)
        save.setAutoDefault(False)
        close = Button(context.theme, _("Close"), on_click=self.reject)
        close.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addWidget(title(heading))
        box.addWidget(body(line, tone="text2"))
        box.addWidget(self.table, 1)
        hint = caption(_("Enter opens the customer, Ctrl+C copies the list. A click on a head sorts it."))
        box.addLayout(row(hint, None, save, close))
        resize_within_screen(self, *SIZE)
        self.table.setFocus()
        self.open()

    def ask_where(self) -> None:
        """Ask for the file's name, then write the list."""
        heading, name = _("Save the list"), f"{self.windowTitle()}.xlsx"
        ask_for_saving(heading, name, _("Workbooks (*.xlsx)"), "xlsx", self.save_to)

    def save_to(self, target: Path) -> None:
        """Write the list and say where it is."""
        found, bought, quadrant, messages = self._found, self._bought, self._quadrant, self._context.messages

        def work() -> Path:
            from exports.tables.account_map import write_purchases

            return write_purchases(found, bought, target, quadrant)

        def told(path: Path) -> None:
            messages.notice("good", _("The list is saved."), str(path), _("Open it"), lambda: show_file(path))

        self._context.jobs.run(work, told, what=_("Writing the list"))

    def _open(self, line: Any) -> None:
        self.accept()
        self._go(line.key)
