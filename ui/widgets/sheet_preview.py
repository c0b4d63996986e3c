"""An internal page before it is saved: as it will be printed, in the language that is chosen."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout

from cxdesk.i18n import LANGUAGES, NAMES, _, language
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice
from ui.widgets.file_dialogs import show_file
from ui.widgets.over import window_over
from ui.widgets.page_view import PageView
from ui.widgets.print_dialog import ask_pdf
from ui.widgets.print_pdf import ask_printer
from ui.widgets.text import IconLabel, caption, title
from ui.widgets.window_size import resize_within_screen

if TYPE_CHECKING:
    from exports.pdf.document import Rendered

SIZE = (720, 900)


class SheetPreview(QDialog):
    """Shows the page that `make(language)` draws, behind the window, and saves exactly what is shown."""

    def __init__(
        self, context: PageContext, heading: str, file_name: str, make: "Callable[[str], Rendered]"
    ) -> None:
        super().__init__(window_over())
        self._context, self._file_name, self._make = context, file_name, make
        self.rendered: Rendered | None = None
        self.save_dialog: QFileDialog | None = None
        self._job: Any = None
        self.setWindowTitle(_("Make a page"))
        self.language = Choice([(code, NAMES[code]) for code in LANGUAGES], language())
        self.language.setAccessibleName(_("Language of the page"))
        self.language.chosen.connect(lambda _code: self.draw())
        self.view = PageView(context, _("The internal page as it will be printed"))
        self.save = Button(context.theme, _("Save PDF"), "filled", icon="download", on_click=self.ask_where)
        self.save.setEnabled(False)
        self.print = Button(context.theme, _("Print"), icon="printer", on_click=self.ask_printer)
        self.print.setEnabled(False)
        self.print.setAutoDefault(False)
        close = Button(context.theme, _("Close"), on_click=self.reject)
        close.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addLayout(row(title(heading, wrap=False), None, self.language))
        box.addWidget(self.view, 1)
        lock = IconLabel(context.theme, "lock", "text2", 16)
        box.addLayout(
            row(lock, caption(_("Internal. Not for customers.")), None, close, self.print, self.save)
        )
        resize_within_screen(self, *SIZE)
        self.finished.connect(self._on_finished)
        self.draw()

    def draw(self) -> None:
        """Draw the page behind the window."""
        make, code = self._make, self.language.value()
        self._drop()
        self.save.setEnabled(False)
        self.print.setEnabled(False)
        self._job = self._context.jobs.run(
            lambda: make(code), self._on_drawn, on_error=self._on_error, what=_("Making the page")
        )

    def ask_where(self) -> None:
        """Ask for the file's name, then write what is shown."""
        self.save_dialog = ask_pdf(self, _("Save the page as PDF"), self._file_name, self.save_to)

    def ask_printer(self) -> None:
        """Print exactly what is shown."""
        if self.rendered is not None:
            ask_printer(self._context, self, self.rendered.pdf)

    def save_to(self, target: Path) -> None:
        """Write the page and say where it is."""
        rendered = self.rendered
        if rendered is None:
            return
        messages = self._context.messages

        def work() -> Path:
            from exports.writing import write_file

            return write_file(target, lambda part: part.write_bytes(rendered.pdf))

        self._context.jobs.run(
            work,
            lambda path: messages.notice(
                "good", _("The page is saved."), str(path), _("Open it"), _opener(path)
            ),
            what=_("Writing the page"),
        )
        self.accept()

    def _on_drawn(self, rendered: "Rendered") -> None:
        self._job, self.rendered = None, rendered
        self.view.show_page(rendered, {}, 1)
        self.save.setEnabled(True)
        self.print.setEnabled(True)
        self.save.setFocus()

    def _on_error(self, error: BaseException) -> None:
        """Without a page there is nothing to look at: say why in the window."""
        self._job = None
        self.reject()

        def again() -> None:
            raise error

        self._context.bridge.act(again)

    def _on_finished(self) -> None:
        self._drop()
        self.view.stop()
        self.deleteLater()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.drop()
            self._job = None


def _opener(path: Path) -> Callable[[], None]:
    return lambda: show_file(path)
