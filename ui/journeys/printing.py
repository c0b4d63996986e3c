"""The print dialog of a map: what and how on the one side, the pages as they will be on the other."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from cxdesk.i18n import _, language, ngettext, number
from cxdesk.planning.journey_map import journey_map, journey_pictures
from ui.journeys.print_form import PrintForm
from ui.page import PageContext
from ui.widgets.file_dialogs import show_file
from ui.widgets.over import window_over
from ui.widgets.print_dialog import PagesDialog, ask_pdf
from ui.widgets.print_pdf import ask_printer
from ui.widgets.text import IconLabel

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap
    from exports.journey.kit import Printed

SIZE = (1120, 800)


def print_here(context: PageContext) -> None:
    """Print the map that is shown, or say where one is found."""
    page: Any = context.page()
    if getattr(page, "journey", None) is None or not hasattr(page, "print_map"):
        context.go("journeys")
        page = context.page()
    if getattr(page, "journey", None) is None:
        context.messages.notice("info", _("Open a journey first, then print it."))
        return
    page.print_map()


class PrintDialog(PagesDialog):
    """Draws what is wished behind the window, and prints or saves exactly what is shown."""

    def __init__(self, context: PageContext, journey: "JourneyMap", round_name: str = "") -> None:
        super().__init__(window_over())
        from cxdesk.journeys.kinds import LINES
        from cxdesk.journeys.labels import lane_words

        self._context, self._journey, self._round = context, journey, round_name
        self._spoken = language()
        self.printed: Printed | None = None
        self.save_dialog: QFileDialog | None = None
        self._job: Any = None
        self.setWindowTitle(_("Print the map"))
        theme = context.theme
        lanes = [(x.id, lane_words(x, language())) for x in journey.lanes if x.kind not in LINES]
        self.form = PrintForm(theme, lanes, language())
        self.form.changed.connect(self._on_changed)
        self._make_parts(IconLabel(theme, "info", "info", 16), self._on_print)
        self._lay_out(_("Print the map"), self.form, SIZE)
        self._show(None, "")
        self.finished.connect(self._on_finished)
        self.form.what.setFocus()
        self.draw()

    def draw(self) -> None:
        """Draw what the form says behind the window."""
        self._later.stop()
        wish, code, journey = (
            self.form.wish(),
            self.form.language.value(),
            self._in(self.form.language.value()),
        )
        pictures = self._context.project.read(journey_pictures, journey)
        self._drop()

        def work() -> "Printed":
            from exports.journey.kit import printed

            return printed(journey, code, wish, pictures)

        self._job = self._context.jobs.run(
            work, self._on_drawn, on_error=self._on_error, what=_("Making the pages")
        )

    def ask_where(self) -> None:
        """Ask for the file's name, then write what is shown."""
        from exports.pdf.batch import safe_name

        name = f"{safe_name(self._journey.name)} - {self.form.what.currentText()}.pdf"
        self.save_dialog = ask_pdf(self, _("Save the pages as PDF"), name, self.save_to)

    def save_to(self, target: Path) -> None:
        """Write the pages and say where they are."""
        made = self.printed
        if made is None:
            return
        messages = self._context.messages

        def work() -> Path:
            from exports.writing import write_file

            return write_file(target, lambda part: part.write_bytes(made.pdf))

        def told(path: Path) -> None:
            messages.notice(
                "good", _("The pages are saved."), str(path), _("Open it"), partial(show_file, path)
            )

        self._context.jobs.run(work, told, what=_("Writing the pages"))
        self.accept()

    def _in(self, code: str) -> "JourneyMap":
        """The map with its names and figures in the language of the page."""
        if code != self._spoken:
            self._journey = self._context.project.read(journey_map, self._journey.id, code, self._round)
            self._spoken = code
        return self._journey

    def _on_changed(self) -> None:
        self.save.setEnabled(False)
        self.print.setEnabled(False)
        self._later.start()

    def _on_drawn(self, made: "Printed") -> None:
        self._job = None
        self._show(made, "\n".join(made.notes))

    def _show(self, made: "Printed | None", said: str) -> None:
        self.printed = made
        self.view.setVisible(made is not None or not said)
        self.save.setEnabled(made is not None)
        self.print.setEnabled(made is not None)
        self.note.setText(said)
        self.note.setVisible(bool(said))
        self.note_icon.setVisible(bool(said))
        self.note_icon.set_icon("triangle-alert", "warn")
        self._show_page(min(self.view.page, made.pages) if made else 1)

    def _show_page(self, page: int) -> None:
        from exports.pdf.document import Rendered

        made = self.printed
        if made is None:
            self.view.show_page(None, {}, 1)
            self.words.setText("")
        else:
            rendered = self._rendered if self._rendered and self._rendered.pdf is made.pdf else None
            self._rendered = rendered or Rendered(made.pdf, (), made.pages)
            self.view.show_page(self._rendered, {}, page, made.sizes[page - 1])
            told = ngettext("{n} page", "{n} pages", made.pages).format(n=number(made.pages))
            if made.pages > 1:
                told = _("Page {page} of {pages}").format(page=number(page), pages=number(made.pages))
            self.words.setText(told)
        pages = made.pages if made else 1
        self.back.setVisible(pages > 1)
        self.on.setVisible(pages > 1)
        self.back.setEnabled(page > 1)
        self.on.setEnabled(page < pages)

    _rendered: Any = None

    def _turn(self, step: int) -> None:
        if self.printed is not None:
            self._show_page(min(max(1, self.view.page + step), self.printed.pages))

    def _on_print(self) -> None:
        if self.printed is not None:
            ask_printer(self._context, self, self.printed.pdf)
