"""A page of this room on paper: through the print dialog, or saved as a PDF; the pages are the same."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.file_dialogs import ask_for_saving, show_file
from ui.widgets.menus import menu_on, pop_up_below
from ui.widgets.print_pdf import ask_printer
from ui.widgets.text import keys_text

DOTS = 300  # per inch: what an office printer shows of a page
KEYS = "Ctrl+P"


class OnPaper:
    """Prints and saves what `make` gives as PDF bytes, called behind the window; `name` is the paper's.

    `button` offers both; it can be pressed while there is something to print.
    """

    def __init__(
        self,
        context: PageContext,
        owner: QWidget,
        name: Callable[[], str],
        make: Callable[[], Callable[[], bytes]],
    ) -> None:
        self._context, self._owner, self._name, self._make = context, owner, name, make
        self.button = Button(context.theme, _("Print"), icon="printer", on_click=self._ask)

    def print_it(self) -> None:
        """Make the pages, then ask for a printer."""
        if not self.button.isEnabled():
            return
        work = self._make()
        self._context.jobs.run(
            work, lambda pdf: ask_printer(self._context, self._owner, pdf), what=_("Making the pages")
        )

    def save(self) -> None:
        """Ask for the file's name."""
        ask_for_saving(_("Save as PDF"), self._name(), _("PDF documents (*.pdf)"), "pdf", self.save_to)

    def save_to(self, target: Path) -> None:
        """Write the pages behind the window and say where they are."""
        from exports.writing import write_file

        make = self._make()

        def work() -> Path:
            pdf = make()
            return write_file(target, lambda part: part.write_bytes(pdf))

        self._context.jobs.run(work, self._on_saved, what=_("Making the pages"))

    def _ask(self) -> None:
        menu = menu_on(self._owner)
        menu.addAction(_("Choose a printer") + "\t" + keys_text(KEYS), self.print_it)
        menu.addAction(_("Save as PDF"), self.save)
        pop_up_below(menu, self.button)

    def _on_saved(self, path: Path) -> None:
        self._context.messages.notice(
            "good", _("The PDF is saved."), str(path), _("Open it"), lambda: show_file(path)
        )
