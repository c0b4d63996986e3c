"""Ctrl+Z after every row of ui/actions.py: the file is again as it was."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit
from sqlalchemy import text
from sqlalchemy.orm import Session

from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.planning import actions as planning
from cxdesk.project import Project
from cxdesk.storage.undo import logged_tables
from resources.sample.export import write_accounts, write_export
from ui.actions import ACTIONS
from ui.app import open_file

# Rows that must leave a step when their dialog is answered; the others only show something.
CHANGE_THE_FILE = {"issue.make", "action.add", "import.accounts"}


def dump(project: Project) -> dict[str, list[Any]]:
    def rows(session: Session) -> dict[str, list[Any]]:
        names = [t.name for t in logged_tables()]
        return {
            n: [tuple(r) for r in session.execute(text(f'SELECT * FROM "{n}" ORDER BY id'))] for n in names
        }

    return project.read(rows)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with answers and one issue; copied for each row."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDESK_SETTINGS", str(folder / "settings"))
        project = Project.create(folder / "a.cxdesk")
        import_file(project, mapping.suggest(detect.sniff(write_export(folder / "export.csv"))))
        project.run("Issue", planning.raise_issue, "Waiting takes too long")
        project.close()
    write_accounts(folder / "customers.csv")
    return project.path


def answer_dialogs(folder: Path) -> None:
    """Answer what was opened as a person in a hurry would: a name where one is asked, then yes."""
    for _turn in range(3):
        QApplication.processEvents()
        for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]:
            if isinstance(dialog, QFileDialog):
                _answer_file_dialog(dialog, folder)
                continue
            for box in dialog.findChildren(QLineEdit):
                box.setText(box.text() or "Something to do")
            for area in dialog.findChildren(QPlainTextEdit):
                area.setPlainText(area.toPlainText() or "Something to do")
            dialog.accept()
            if dialog.isVisible():
                dialog.reject()


def _answer_file_dialog(dialog: QFileDialog, folder: Path) -> None:
    wanted = folder / "customers.csv"
    if dialog.fileMode() == QFileDialog.FileMode.ExistingFile and "customers" in dialog.windowTitle():
        dialog.fileSelected.emit(str(wanted))
    dialog.close()


def walk_the_wizard(window: Any, qtbot: Any) -> None:
    """The file was answered; now the columns are looked at, the rows checked and the list stored."""
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    if window.room != "import_accounts" or window.page.plan is None:
        return
    window.page.check()
    window.page.store()


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.id)
def test_undo_after_this_row_gives_the_file_as_it_was(
    row: Any, window: Any, made: Path, tmp_path: Path, qtbot: Any
) -> None:
    path = tmp_path / "a.cxdesk"
    path.write_bytes(made.read_bytes())
    open_file(window, path)
    qtbot.waitUntil(lambda: window.context.bridge.is_open and not window.context.jobs.busy, timeout=20_000)
    before = dump(window.context.project)
    window.do(row.id)
    answer_dialogs(made.parent)
    if row.id in ("import.accounts", "import.invited", "import.purchases"):
        walk_the_wizard(window, qtbot)
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    assert not window.failures.bugs
    if not window.context.bridge.is_open or window.context.project.path != path:
        open_file(window, path)
        bridge = window.context.bridge
        qtbot.waitUntil(lambda: bridge.is_open and bridge.project.path == path, timeout=20_000)
    project = window.context.project
    if row.id in CHANGE_THE_FILE:
        assert project.can_undo, "the row left no step"
        assert dump(project) != before
    # A focused text field keeps its own Ctrl+Z, so the keys are pressed from the navigation.
    with qtbot.waitActive(window, timeout=20_000):
        window.activateWindow()
    window.nav.items["start"].setFocus()
    for _step in range(20):
        if not project.can_undo:
            break
        qtbot.keyClick(window.nav.items["start"], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not project.can_undo
    assert dump(project) == before
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
