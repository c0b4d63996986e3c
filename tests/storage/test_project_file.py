"""One file on disk: made, opened, refused, locked, backed up, checked."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.storage import backup, synced
from cxdesk.storage.check import check
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import survey_rows


def test_a_file_made_closed_and_copied_opens_elsewhere(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "programme")
    project.run("Create survey", surveys.create, "Relationship")
    project.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["programme.cxdesk"]
    other = tmp_path / "other laptop"
    other.mkdir()
    shutil.copy(project.path, other / "copy.cxdesk")
    copy = Project.open(other / "copy.cxdesk")
    assert [s.name for s in copy.read(survey_rows)] == ["Relationship"]
    copy.close()


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    Project.create(tmp_path / "a.cxdesk").close()
    before = (tmp_path / "a.cxdesk").read_bytes()
    with pytest.raises(UserError, match="is there already"):
        Project.create(tmp_path / "a.cxdesk")
    assert (tmp_path / "a.cxdesk").read_bytes() == before


def test_a_foreign_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.cxdesk"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t(x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="made by another program"):
        Project.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not ours", b"SQLite format 3\0" + b"\xff" * 200])
def test_what_is_no_file_of_ours_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.cxdesk"
    path.write_bytes(content)
    with pytest.raises(UserError):
        Project.open(path)
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_politely(tmp_path: Path) -> None:
    path = tmp_path / "a.cxdesk"
    Project.create(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=999")
    connection.close()
    with pytest.raises(UserError, match="newer cxdesk"):
        Project.open(path)


def test_a_second_window_reads_only_and_says_so(tmp_path: Path) -> None:
    first = Project.create(tmp_path / "a.cxdesk")
    first.run("Create survey", surveys.create, "A")
    second = Project.open(first.path)
    assert second.read_only
    assert "Another window" in second.notices[0]
    assert len(second.read(survey_rows)) == 1
    with pytest.raises(UserError, match="reading only"):
        second.run("Create survey", surveys.create, "B")
    first.run("Create survey", surveys.create, "B")
    assert len(second.read(survey_rows)) == 2
    second.close()
    first.close()
    third = Project.open(first.path)
    assert not third.read_only
    third.close()


def test_a_lock_left_by_a_crash_locks_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "a.cxdesk"
    Project.create(path).close()
    code = (
        "import os, sys; from pathlib import Path; from cxdesk.project import Project;"
        f"Project.open(Path({str(path)!r})); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    project = Project.open(path)
    assert not project.read_only
    project.close()


def test_backups_are_made_once_a_day_and_thinned_out(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk", now=datetime(2026, 3, 1, 9))
    file_id = project.file_id
    project.close()
    Project.open(project.path, now=datetime(2026, 3, 1, 15)).close()
    assert len(backup.backups(file_id)) == 1
    for day in range(2, 28):
        Project.open(project.path, now=datetime(2026, 3, day, 9)).close()
    names = [p.name for p in backup.backups(file_id)]
    assert len(names) == backup.COUNT_KEPT
    assert names[0].startswith("2026-03-27")
    restored = Project.open(shutil.copy(backup.backups(file_id)[0], tmp_path / "b.cxdesk"))
    assert restored.read(survey_rows) == []
    restored.close()


def test_a_file_in_a_synced_folder_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Alder Lifts"
    folder.mkdir()
    project = Project.create(folder / "a.cxdesk")
    assert any("OneDrive" in n for n in project.notices)
    project.close()
    assert synced.service_of(tmp_path / "Work" / "a.cxdesk") is None


def test_check_finds_a_damaged_page(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    for n in range(200):
        project.run("Create survey", surveys.create, f"A survey with a rather long name, number {n}")
    project.close()
    assert check(project.path).problems == ()
    data = bytearray(project.path.read_bytes())
    middle = data.index(b"number 100")
    page = middle // 4096 * 4096
    data[page : page + 24] = b"\xff" * 24
    project.path.write_bytes(data)
    assert check(project.path).problems


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the system's own rights don't bind here")
def test_a_file_we_may_not_write_opens_read_only(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    project.close()
    project.path.chmod(0o444)
    again = Project.open(project.path)
    assert again.read_only
    assert "only be read here" in again.notices[0]
    again.close()


def test_late_work_on_a_closed_file_is_refused_and_does_not_open_it_again(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    project.run("Create survey", surveys.create, "A")
    project.close()
    for late in (
        lambda: project.read(survey_rows),
        lambda: project.run("B", surveys.create, "B"),
        project.undo,
    ):
        with pytest.raises(UserError, match="closed before this could be done"):
            late()
    again = Project.open(project.path)
    assert len(again.read(survey_rows)) == 1
    again.close()
