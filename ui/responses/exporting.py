"""“Export the answers”: words or numbers, where to, and what came of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cxdesk.i18n import _, ngettext, number
from cxdesk.progress import Progress
from ui.page import PageContext
from ui.widgets.file_dialogs import ask, file_dialog
from ui.widgets.menus import menu_on, pop_up_below

if TYPE_CHECKING:
    from cxdesk.responses.filter import Filter
    from exports.tables.export import Written


def export_answers(context: PageContext) -> None:
    """Ask where the answers of the latest survey go, all of them, and write them there in numbers."""
    from cxdesk.analysis.insights import latest_survey
    from cxdesk.responses.filter import Filter
    from cxdesk.surveys.queries import survey_rows

    found = context.project.read(latest_survey, context.project.read(survey_rows))
    if found is None:
        context.messages.notice("info", _("No answers yet. Import a file, or look at the finished example."))
        return
    ask_where(context, found.id, Filter(), labels=False)


def choose(context: PageContext, survey_id: int, where: "Filter", below: QWidget) -> None:
    """Ask for numbers or words first, in a menu under the button."""
    menu = menu_on(below)
    menu.addAction(
        _("Answers as numbers, for another program"),
        lambda: ask_where(context, survey_id, where, labels=False),
    )
    menu.addAction(
        _("Answers in words, for people to read"), lambda: ask_where(context, survey_id, where, labels=True)
    )
    pop_up_below(menu, below)


def ask_where(context: PageContext, survey_id: int, where: "Filter", *, labels: bool) -> None:
    """Ask for the file; its ending says what is written."""
    from cxdesk.surveys.queries import survey_rows

    row = next(s for s in context.project.read(survey_rows) if s.id == survey_id)
    kinds = {
        _("Table for everything (*.csv)"): "csv",
        _("Spreadsheet (*.xlsx)"): "xlsx",
        _("SPSS (*.sav)"): "sav",
        _("Parquet (*.parquet)"): "parquet",
    }
    dialog = file_dialog(_("Export the answers"), list(kinds))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds.get(kind, "csv")))
    dialog.selectFile("".join(c if c not in '\\/:*?"<>|' else " " for c in row.name))
    ask(dialog, lambda path: write(context, survey_id, where, path, labels=labels))


def write(context: PageContext, survey_id: int, where: "Filter", path: Path, *, labels: bool) -> None:
    """Write the answers behind the window."""
    project = context.project

    def work(progress: Progress) -> "Written":
        from exports.tables.answers import answers_out
        from exports.tables.export import export

        return export(project.read(answers_out, survey_id, where), path, labels, progress)

    def done(written: "Written") -> None:
        sentence = ngettext("{n} answer is in {file}.", "{n} answers are in {file}.", written.rows)
        context.messages.notice(
            "warn" if written.notes else "good",
            sentence.format(n=number(written.rows), file=written.files[0].name),
            " ".join(written.notes),
        )

    context.jobs.run(work, done, progress=True, what=_("Writing the answers"))
