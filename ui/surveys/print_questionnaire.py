"""The print dialog of a questionnaire: how on the one side, the pages as they will be on the other."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from cxdesk.i18n import LANGUAGES, _, isolated, language, number
from cxdesk.surveys.queries import shown, whole
from ui.page import PageContext
from ui.surveys.print_options import PrintOptions
from ui.widgets.file_dialogs import show_file
from ui.widgets.over import window_over
from ui.widgets.page_view import LETTER, PAGE
from ui.widgets.print_dialog import PagesDialog, ask_pdf
from ui.widgets.print_pdf import ask_printer
from ui.widgets.text import IconLabel

if TYPE_CHECKING:
    from exports.pdf.document import Rendered
    from exports.questionnaire.made import Wish
    from exports.questionnaire.pdf import Questionnaire

SIZE = (1080, 800)


def open_print(context: PageContext, survey_id: int) -> "PrintQuestionnaire":
    """Show the dialog for a survey."""
    dialog = PrintQuestionnaire(context, survey_id)
    dialog.open()
    return dialog


class PrintQuestionnaire(PagesDialog):
    """Draws one sheet behind the window as a preview; what is printed or saved is drawn anew with ids of its own."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(window_over())
        self._context, self._survey_id = context, survey_id
        survey = context.project.read(whole, survey_id)
        self._name = shown(survey.name)
        languages = [code for code in survey.languages if code in LANGUAGES] or ["en"]
        chosen = language() if language() in languages else languages[0]
        self.drawn: Questionnaire | None = None
        self._rendered: Rendered | None = None
        self.save_dialog: QFileDialog | None = None
        self._job: Any = None
        theme = context.theme
        self.setWindowTitle(_("Print the questionnaire"))
        self.options = PrintOptions(theme, languages, chosen, "A4", _customers(context, survey.promise))
        self.options.changed.connect(self._on_changed)
        self._make_parts(IconLabel(theme, "triangle-alert", "warn", 16), self.print_now)
        self._lay_out(_("Print “{name}”").format(name=isolated(self._name)), self.options, SIZE)
        self._show(None, "")
        self.finished.connect(self._on_finished)
        self.options.what.setFocus()
        self.draw()

    def draw(self) -> None:
        """Draw one sheet as the fields say behind the window."""
        self._later.stop()
        self._drop()
        self._job = self._make(replace(self.options.wish(), copies=1), self._on_drawn)

    def print_now(self) -> None:
        """Draw the copies, each with an id that no other sheet has, and ask for a printer."""
        self._drop()
        self._wait()
        self._job = self._make(self.options.wish(), self._on_ready)

    def ask_where(self) -> None:
        """Ask for the file's name, then write the copies."""
        from exports.pdf.batch import safe_name

        name = f"{safe_name(' '.join(filter(None, (self._name, self.options.wish().account))))}.pdf"
        self.save_dialog = ask_pdf(self, _("Save the questionnaire as PDF"), name, self.save_to)

    def save_to(self, target: Path) -> None:
        """Draw the copies, write them, and say where they are."""
        messages, project, survey_id = self._context.messages, self._context.project, self._survey_id
        wish, places = self.options.wish(), self.options.places.isChecked()

        def work(progress: Any) -> Path:
            from exports.questionnaire.made import questionnaire_of, write_questionnaire

            return write_questionnaire(questionnaire_of(project, survey_id, wish, progress), target, places)[
                0
            ]

        def told(path: Path) -> None:
            messages.notice(
                "good", _("The questionnaire is saved."), str(path), _("Open it"), partial(show_file, path)
            )

        self._context.jobs.run(work, told, progress=True, what=_("Writing the questionnaire"))
        self.accept()

    def _make(self, wish: "Wish", done: Any) -> Any:
        project, survey_id = self._context.project, self._survey_id

        def work(progress: Any) -> "Questionnaire":
            from exports.questionnaire.made import questionnaire_of

            return questionnaire_of(project, survey_id, wish, progress)

        return self._context.jobs.run(
            work, done, on_error=self._on_error, progress=True, what=_("Making the pages")
        )

    def _on_changed(self) -> None:
        self._wait()
        self._later.start()

    def _wait(self) -> None:
        self.save.setEnabled(False)
        self.print.setEnabled(False)

    def _on_drawn(self, drawn: "Questionnaire") -> None:
        from exports.questionnaire.made import draft_note

        self._job = None
        notes = (draft_note(self._context.project, self._survey_id), *drawn.notes)
        self._show(drawn, " ".join(filter(None, notes)))

    def _on_ready(self, made: "Questionnaire") -> None:
        self._job = None
        self._show(self.drawn, self.note.text())
        ask_printer(self._context, self, made.pdf)

    def _show(self, drawn: "Questionnaire | None", said: str) -> None:
        from exports.pdf.document import Rendered

        self.drawn = drawn
        self._rendered = Rendered(drawn.pdf, (), drawn.pages) if drawn else None
        self.view.setVisible(drawn is not None or not said)
        self.save.setEnabled(drawn is not None)
        self.print.setEnabled(drawn is not None and not self.options.wish().fillable)
        self.note.setText(said)
        self.note.setVisible(bool(said))
        self.note_icon.setVisible(bool(said))
        self._show_page(min(self.view.page, drawn.pages) if drawn else 1)

    def _show_page(self, page: int) -> None:
        pages = self.drawn.pages if self.drawn else 1
        letter = self.options.paper.value() == "Letter"
        self.view.show_page(self._rendered, {}, page, LETTER if letter else PAGE)
        told = _("Page {page} of {pages}").format(page=number(page), pages=number(pages))
        self.words.setText(told if self.drawn else "")
        self.back.setVisible(pages > 1)
        self.on.setVisible(pages > 1)
        self.back.setEnabled(page > 1)
        self.on.setEnabled(page < pages)

    def _turn(self, step: int) -> None:
        if self.drawn is not None:
            self._show_page(min(max(1, self.view.page + step), self.drawn.pages))


def _customers(context: PageContext, promise: str) -> list[str]:
    """Names of the customers a form can be for."""
    from cxdesk.accounts.queries import account_rows

    return [] if promise == "anonymous" else [a.name for a in context.project.read(account_rows)]
