"""Choosing a file with answers; the wizard takes it from there."""

from PySide6.QtWidgets import QFileDialog

from cxdesk.i18n import _
from ui.page import PageContext


def import_answers(context: PageContext) -> None:
    """Ask for the file and open the wizard on it."""
    dialog = QFileDialog(None, _("Which file holds the answers?"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [_("Survey exports") + " (*.csv *.tsv *.txt *.xlsx *.xls *.ods)", _("All files") + " (*)"]
    )
    dialog.fileSelected.connect(lambda path: context.go("importing", path))
    dialog.open()
