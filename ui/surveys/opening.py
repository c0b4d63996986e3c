"""“Open a questionnaire”: a file without answers becomes a survey, and what could not be carried is listed."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext
from ui.widgets.file_dialogs import ask, file_dialog
from ui.widgets.notes_list import NotesList

if TYPE_CHECKING:
    from cxdesk.surveys.definition import Definition

PATTERNS = "*.qsf *.lss *.lsa *.xlsx *.xls *.ods *.json *.sav *.zsav"


def open_questionnaire(context: PageContext) -> None:
    """Ask for the file and make a survey from it."""
    kinds = [
        _("Questionnaires ({patterns})").format(patterns=PATTERNS),
        _("All files ({patterns})").format(patterns="*"),
    ]
    dialog = file_dialog(_("Which file holds the questionnaire?"), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    ask(dialog, lambda path: take(context, path))


def take(context: PageContext, path: Path) -> None:
    """Read the file behind the window, then make the survey in one step."""

    def work() -> "Definition":
        from cxdesk.importing.definitions import read_alone

        return read_alone(path)

    def made(definition: "Definition") -> None:
        from cxdesk.surveys import actions

        survey_id = context.bridge.run(_("Create survey"), actions.build, definition)
        if survey_id is None:
            return
        context.go("surveys", survey_id)
        n = len(definition.questions)
        words = ngettext(
            "“{name}” holds a questionnaire: a survey with {n} question was made.",
            "“{name}” holds a questionnaire: a survey with {n} questions was made.",
            n,
        ).format(name=path.name, n=number(n))
        if definition.notes:
            NotesList(context.theme, words, _("What could not be carried over:"), definition.notes)
        else:
            context.messages.notice("good", words)

    context.jobs.run(work, made, what=_("Looking at the file"))
