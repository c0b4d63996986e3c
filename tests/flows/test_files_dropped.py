"""Files dropped on the window: what opens, what queues, what is told; and that a slow file can be stopped."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cxdesk.accounts.queries import account_rows
from cxdesk.project import Project
from cxdesk.responses.queries import batch_rows
from cxdesk.storage import backup
from resources.sample.export import write_accounts
from ui.widgets.notices import WorkCard

HEAD = "Account key,Would you recommend us?,Invoice\n"
COPY, LEFT, NO = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def table(path: Path, rows: int = 40) -> Path:
    path.write_text(
        HEAD + "".join(f"AL-{n % 5},{n % 11},{n % 5 + 1}\n" for n in range(rows)), encoding="utf-8"
    )
    return path


def drop(window: Any, *paths: Path, on: QWidget | None = None) -> None:
    """As the system does it: over the thing under the hand, which may refuse, then what it lies in."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    widget: QWidget | None = on or window
    while widget is not None:
        at = widget.rect().center()
        enter = QDragEnterEvent(QPoint(at), COPY, data, LEFT, NO)
        enter.ignore()
        if widget.acceptDrops():
            QApplication.sendEvent(widget, enter)
        if enter.isAccepted():
            QApplication.sendEvent(widget, QDropEvent(QPointF(at), COPY, data, LEFT, NO))
            return
        widget = widget.parentWidget()
    raise AssertionError("nothing took the files")


def said(window: Any) -> str:
    return "\n".join(f"{n.bold} {n.line}" for n in window.context.messages.log)


@pytest.fixture
def wait(window: Any, qtbot: Any) -> Callable[[Callable[[], Any]], None]:
    return lambda until: qtbot.waitUntil(lambda: bool(until()), timeout=20_000)


@pytest.fixture
def opened(window: Any, new_file: Path) -> Any:
    assert window.context.bridge.open(new_file)
    return window


def test_a_file_dropped_on_the_start_page_opens(window: Any, new_file: Path, wait: Any) -> None:
    drop(window, new_file)
    wait(lambda: window.context.bridge.is_open)
    assert window.context.project.path == new_file
    assert window.context.settings.recent[0].path == str(new_file)
    wait(lambda: not window.context.jobs.busy)


@pytest.mark.parametrize("room", ["surveys", "touchpoints", "planning", "journeys", "settings"])
def test_a_table_dropped_on_any_page_goes_to_the_import(
    room: str, opened: Any, tmp_path: Path, wait: Any
) -> None:
    opened.go(room)
    drop(opened, table(tmp_path / "answers.csv"), on=opened.page)
    wait(lambda: opened.room == "importing" and opened.page.typed is not None)


def test_a_table_dropped_on_a_text_field_is_the_windows(opened: Any, tmp_path: Path, wait: Any) -> None:
    opened.go("surveys")
    opened.page.new_survey()
    field = opened.page.frame.middle.held.name
    words = field.text()
    drop(opened, table(tmp_path / "answers.csv"), on=field)
    assert field.text() == words
    wait(lambda: opened.room == "importing" and opened.page.typed is not None)


def test_a_table_dropped_on_the_customers_is_their_list(opened: Any, tmp_path: Path, wait: Any) -> None:
    opened.go("accounts")
    drop(opened, write_accounts(tmp_path / "customers.csv"), on=opened.page)
    wait(lambda: opened.room == "import_accounts" and opened.page.outcome is not None)
    opened.page.check()
    opened.page.store()
    wait(lambda: len(opened.context.project.read(account_rows)) == 140)
    wait(lambda: not opened.context.jobs.busy)


def test_several_tables_go_one_after_the_other_and_nonsense_among_them_gets_a_sentence(
    opened: Any, tmp_path: Path, wait: Any, qtbot: Any
) -> None:
    nonsense = tmp_path / "b.csv"
    nonsense.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    paths = [
        table(tmp_path / "a.csv"),
        nonsense,
        table(tmp_path / "c.csv", 50),
        table(tmp_path / "d.csv", 60),
    ]
    drop(opened, *paths, on=opened.page)
    wait(lambda: opened.room == "importing" and opened.page.typed is not None)
    page = opened.page
    shown = [w.text() for w in page.findChildren(QLabel)]
    assert "File 1 of 4: a.csv" in shown
    assert "Then: b.csv, c.csv, d.csv" in shown
    page.next_button.click()
    wait(lambda: page.path == paths[2] and page.typed is not None)
    assert "“b.csv” is a picture, not a table." in said(opened)
    page.leave_out()
    wait(lambda: page.path == paths[3] and page.typed is not None)
    assert "The last one" in [w.text() for w in page.findChildren(QLabel)]
    page.next_button.click()
    wait(lambda: opened.room == "analysis")
    wait(lambda: not opened.context.jobs.busy)
    stored = [b.source_name for b in opened.context.project.read(batch_rows)]
    assert sorted(stored) == ["a.csv", "d.csv"]


def test_more_files_dropped_while_one_is_looked_at_wait_behind_it(
    opened: Any, tmp_path: Path, wait: Any
) -> None:
    drop(opened, table(tmp_path / "a.csv"))
    wait(lambda: opened.room == "importing" and opened.page.typed is not None)
    drop(opened, table(tmp_path / "b.csv"), on=opened.page)
    assert opened.page.path == tmp_path / "a.csv"
    assert opened.page.waiting == [tmp_path / "b.csv"]


def test_a_folder_gets_a_sentence_and_nothing_else_happens(window: Any, tmp_path: Path) -> None:
    drop(window, tmp_path)
    assert f"“{tmp_path.name}” is a folder. Drop the files that are in it." in said(window)
    assert window.room == "start"


def test_nonsense_without_an_open_file_makes_no_file(
    window: Any, tmp_path: Path, wait: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + bytes(2000))
    drop(window, picture)
    wait(lambda: "photo.jpg" in said(window))
    assert list(tmp_path.glob("*.cxdesk")) == []
    assert window.room == "start"


def test_of_two_files_the_first_opens_and_the_other_is_named(window: Any, tmp_path: Path, wait: Any) -> None:
    paths = []
    for name in ("One", "Two"):
        project = Project.create(tmp_path / f"{name}.cxdesk")
        project.close()
        paths.append(project.path)
    drop(window, *paths)
    wait(lambda: window.context.bridge.is_open)
    assert "“One” is opened" in said(window)
    assert "Two.cxdesk" in said(window)
    wait(lambda: not window.context.jobs.busy)


def test_a_slow_file_opens_behind_the_window_and_can_be_stopped(
    opened: Any, tmp_path: Path, wait: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened.context.project.path
    slow = Project.create(tmp_path / "Slow.cxdesk")
    slow.close()
    go_on = threading.Event()

    def copying(*args: Any) -> Path:
        progress = args[-1]
        progress(1, 10, "Making a backup")
        assert go_on.wait(20)
        progress(2, 10, "Making a backup")
        raise AssertionError("it was not stopped")

    monkeypatch.setattr(backup, "made_on", lambda *_args: False)
    monkeypatch.setattr(backup, "back_up", copying)
    drop(opened, slow.path)
    wait(lambda: [c for c in opened.notices.findChildren(WorkCard) if c.isVisible()])
    card = opened.notices.findChildren(WorkCard)[0]
    assert opened.context.project.path == before  # the old one is still there to work in
    card.job.cancel()
    go_on.set()
    wait(lambda: not opened.context.jobs.busy)
    assert opened.context.project.path == before
    assert "Stopped. Nothing was changed." in said(opened)
    monkeypatch.undo()
    again = Project.open(slow.path)
    assert not again.read_only  # the stopped one holds nothing
    again.close()
