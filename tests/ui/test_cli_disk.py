"""A disk without room and files without rights: a sentence, and nothing of ours beside it."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import refused, said, told
from ui.cli import _run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.cxdesk"
    assert _run(["new", str(path)]) == 0
    return path


def test_a_workbook_that_finds_no_room_is_a_sentence_and_no_trace(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, out = file.with_name("answers.csv"), file.with_name("out.xlsx")
    answers.write_text("Would you recommend us?\n" + "9\n4\n" * 20, encoding="utf-8")
    told(capsys, "touchpoints", "add", file, "Desk")
    told(capsys, "responses", "import", file, answers, "--yes")

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    for command in (("touchpoints", "list"), ("responses", "export")):
        assert refused(capsys, *command, file, "-o", out) == (
            "There was no room on the disk for “out.xlsx”. Nothing was written."
        )
    assert sorted(path.name for path in file.parent.iterdir()) == ["a.cxdesk", "answers.csv"]


def test_a_question_that_nobody_answers_ends_in_a_sentence(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = file.with_name("answers.csv")
    answers.write_text("Would you recommend us?\n" + "9\n4\n" * 20, encoding="utf-8")
    with open(os.devnull, encoding="utf-8") as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        assert refused(capsys, "responses", "import", file, answers).endswith(
            "No answer was given, so nothing was done. --yes answers beforehand."
        )
    assert said(capsys, "responses", "list", file) == []


def test_what_may_not_be_read_is_refused_in_a_sentence(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = file.with_name("locked.mmd")
    source.write_text("journey\n  title Day\n  section Morning\n    Tea: 5: Me\n", encoding="utf-8")
    opened = Path.open

    def no_right(path: Path, *arguments: Any, **more: Any) -> Any:
        if path.name == wanted:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *arguments, **more)

    monkeypatch.setattr(Path, "open", no_right)
    monkeypatch.setattr(os, "access", lambda *_given, **_more: False)
    for wanted, command in (
        ("locked.mmd", ("journey", "add", file, source)),
        ("locked.mmd", ("survey", "add", file, source)),
        ("locked.mmd", ("responses", "collect", file, source)),
        ("a.cxdesk", ("journey", "list", file)),
    ):
        assert f"“{wanted}” may not be read here." in refused(capsys, *command)
