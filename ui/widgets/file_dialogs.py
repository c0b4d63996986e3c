"""Asking for a file without stopping the window: a static dialog would hold up everything that runs in it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cxdesk.i18n import _
from cxdesk.paths import documents_folder
from ui.widgets.over import window_over

TABLES = (
    "*.csv *.tsv *.tab *.txt *.xlsx *.xls *.ods *.sav *.zsav *.parquet *.zip *.qsf *.lss *.lsr *.lsa *.json"
)

_open: set[QFileDialog] = set()


def file_dialog(heading: str, kinds: Sequence[str]) -> QFileDialog:
    """A dialog that lives until it is answered, whether a window is active or not."""
    dialog = QFileDialog(window_over(), heading, str(documents_folder()))
    dialog.setNameFilters(list(kinds))
    _open.add(dialog)
    dialog.finished.connect(lambda _code: _let_go(dialog))
    return dialog


def ask(dialog: QFileDialog, then: Callable[[Path], object]) -> None:
    """Open it; `then` gets the file."""
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def ask_for_table(heading: str, then: Callable[[Path], object]) -> None:
    """Ask for one file with a table in it."""
    kinds = [
        _("Tables ({patterns})").format(patterns=TABLES),
        _("All files ({patterns})").format(patterns="*"),
    ]
    dialog = file_dialog(heading, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    ask(dialog, then)


def ask_for_saving(heading: str, name: str, kind: str, suffix: str, then: Callable[[Path], object]) -> None:
    """Ask where a file shall be written; signs that no file name may have are left out of the proposed one."""
    dialog = file_dialog(heading, [kind])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile("".join(c if c not in '\\/:*?"<>|' else " " for c in name))
    ask(dialog, then)


def show_file(path: Path) -> None:
    """Let the system's own program show a file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _let_go(dialog: QFileDialog) -> None:
    _open.discard(dialog)
    dialog.deleteLater()
