"""A finished plan leaves the house: saved as PDF or printed, both only through the check of every wording."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, language_word, ngettext, number
from cxdesk.planning.plan_queries import PlanRow
from ui.page import PageContext
from ui.widgets.file_dialogs import show_file
from ui.widgets.print_pdf import ask_printer

if TYPE_CHECKING:
    from cxdesk.planning.plan_review import SeenPart
    from exports.pdf.hand_out import Ready
    from ui.planning.review import Review

MOST_LINES = 3


class HandingOut:
    """Saves and prints one plan.

    `on_refused(sentence, lines)` shows every line that is missing and gives what the notice's button does.
    """

    def __init__(
        self, context: PageContext, owner: QWidget, on_refused: Callable[[str, str], Callable[[], None]]
    ) -> None:
        self._context, self._owner, self._on_refused = context, owner, on_refused
        self.save_dialog: QFileDialog | None = None
        self.review: Review | None = None

    def ask_where(self, row: PlanRow, language: str) -> None:
        """Show what will be seen, ask for the file's name, then write it."""

        def ask(ready: "Ready") -> None:
            name = _("Plan for {customer}, version {n} ({language}).pdf")
            shown = name.format(customer=row.account, n=row.version, language=language_word(language))
            dialog = QFileDialog(self._owner, _("Save the plan"), str(Path.home() / shown.replace("/", "-")))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilters(
                [_("PDF documents (*.pdf)"), _("Workbooks (*.xlsx)"), _("Web pages (*.html)")]
            )
            dialog.setDefaultSuffix("pdf")
            dialog.selectFile(shown.replace("/", "-"))
            dialog.fileSelected.connect(lambda path: self.save_to(row.id, language, Path(path), ready))
            self.save_dialog = dialog
            dialog.open()

        self._review(row.id, language, _("Choose where to save"), ask)

    def save_to(self, plan_id: int, language: str, target: Path, ready: "Ready | None" = None) -> None:
        """Write the plan behind the window and say where it is; the PDF that was looked at is the one written."""
        from exports.pdf.hand_out import hand_out, write_ready

        project = self._context.project

        def work() -> Path:
            if ready is not None and target.suffix.lower() == ready.kind:
                return write_ready(project, plan_id, ready, target)
            return hand_out(project, plan_id, language, target)

        self._context.jobs.run(work, self._on_saved, on_error=self._on_error, what=_("Writing the plan"))

    def print_plan(self, plan_id: int, language: str) -> None:
        """Show what will be seen, then ask for a printer and print exactly that."""

        def print_it(ready: "Ready") -> None:
            ask_printer(self._context, self._owner, ready.data, lambda: self._note_printed(plan_id, ready))

        self._review(plan_id, language, _("Choose a printer"), print_it)

    def _review(self, plan_id: int, language: str, button: str, then: "Callable[[Ready], None]") -> None:
        from cxdesk.planning.plan_review import seen_of
        from exports.pdf.hand_out import prepared
        from ui.planning.review import Review

        project = self._context.project

        def work() -> "tuple[Ready, tuple[SeenPart, ...]]":
            ready = prepared(project, plan_id, language)
            return ready, project.read(seen_of, plan_id, ready.plan)

        def show(looked: "tuple[Ready, tuple[SeenPart, ...]]") -> None:
            ready, parts = looked
            self.review = Review(self._context, ready, parts, button, lambda: then(ready))

        self._context.jobs.run(work, show, on_error=self._on_error, what=_("Making the pages"))

    def _note_printed(self, plan_id: int, ready: "Ready") -> None:
        """The log says that a plan was printed once its pages were painted."""
        from exports.pdf.hand_out import note_ready

        note_ready(self._context.project, plan_id, ready, "print")

    def _on_saved(self, path: Path) -> None:
        self._context.messages.notice(
            "good",
            _("The plan is saved."),
            str(path),
            _("Open it"),
            lambda: show_file(path),
        )

    def _on_error(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            bold, _newline, rest = str(error).partition("\n")
            if not rest:
                self._context.messages.refused(bold)
                return
            write_first = self._on_refused(bold, rest)
            self._context.messages.notice("bad", bold, _few(rest.splitlines()), _("Write it"), write_first)
            return

        def again() -> None:
            raise error

        self._context.bridge.act(again)


def _few(lines: list[str]) -> str:
    """As many lines as a notice holds; the page has all of them."""
    rest = len(lines) - MOST_LINES
    if rest <= 0:
        return "\n".join(lines)
    more = ngettext("and {n} more, named below the fields", "and {n} more, named below the fields", rest)
    return "\n".join([*lines[:MOST_LINES], more.format(n=number(rest))])
