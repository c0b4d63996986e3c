"""Nothing is imported into a file that is damaged already, and the person is told which backup to open."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.storage import backup, soundness
from cxdesk.surveys import actions as surveys


def source(path: Path, rows: int = 40) -> Path:
    path.write_text("id,NPS\n" + "".join(f"R{n},{n % 11}\n" for n in range(rows)), encoding="utf-8")
    return path


def imported(project: Project, path: Path, survey_id: int | None = None) -> int:
    return import_file(project, mapping.suggest(detect.sniff(path)), survey_id=survey_id).survey_id


def refusal(project: Project, path: Path, survey_id: int | None = None) -> str:
    with pytest.raises(UserError) as caught:
        imported(project, path, survey_id)
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = Project.create(tmp_path / "a.cxdesk")
    imported(project, source(tmp_path / "first.csv"))
    for n in range(200):
        project.run("Create survey", surveys.create, f"A survey with a rather long name, number {n}")
    project.close()
    return project.path


def test_a_changed_bit_in_the_survey_s_answers_refuses_the_import(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        data = bytearray(
            connection.execute("SELECT data FROM response_chunk WHERE kind='closed'").fetchone()[0]
        )
        data[len(data) // 2] ^= 1
        connection.execute("UPDATE response_chunk SET data=? WHERE kind='closed'", (bytes(data),))
    before = file.read_bytes()
    project = Project.open(file)
    kept = backup.backups(project.file_id)
    sentence = refusal(project, source(tmp_path / "second.csv", 50), 1)
    assert sentence == (
        "The answers numbered 1 to 40 in this file are damaged, so nothing was imported into it. "
        f"Open its latest backup, {kept[0]}, and import there."
    )
    assert backup.backups(project.file_id) == kept, "a damaged file must not push out good backups"
    project.close()
    assert file.read_bytes() == before


def test_a_damaged_page_refuses_the_import(file: Path, tmp_path: Path) -> None:
    data = bytearray(file.read_bytes())
    page = data.index(b"number 100") // 4096 * 4096
    data[page : page + 24] = b"\xff" * 24
    file.write_bytes(data)
    project = Project.open(file)
    assert "damaged" in refusal(project, source(tmp_path / "second.csv", 50))
    project.close()


def test_a_large_file_is_looked_over_table_by_table_and_in_time(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "WHOLE_UP_TO", 0)
    project = Project.open(file)
    assert project.read(soundness.refuse_damaged, 1, seconds=-1.0) is None
    imported(project, source(tmp_path / "second.csv", 50))
    project.close()
    data = bytearray(file.read_bytes())
    page = data.index(b"number 100") // 4096 * 4096
    data[page : page + 24] = b"\xff" * 24
    file.write_bytes(data)
    project = Project.open(file)
    assert "damaged" in refusal(project, source(tmp_path / "third.csv", 60))
    project.close()
