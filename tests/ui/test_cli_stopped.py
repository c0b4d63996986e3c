"""Ctrl+C on the command line: a sentence, the code that shells expect, and nothing half done."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxdesk.project import Project
from tests.support.commands import refused, said
from ui import cli


def test_ctrl_c_in_the_middle_of_a_command_says_so_and_ends_with_130(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_path: Path) -> Project:
        raise KeyboardInterrupt

    monkeypatch.setattr(Project, "create", stopped)
    with pytest.raises(SystemExit) as left:
        cli.main(["new", str(tmp_path / "a.cxdesk"), "--json"])
    printed = capsys.readouterr()
    assert left.value.code == 130
    assert printed.err == "Stopped. Nothing that was half done is kept.\n"
    assert printed.out == ""
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_while_a_room_is_loaded_is_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_arguments: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_add_rooms", stopped)
    with pytest.raises(SystemExit) as left:
        cli.main(["survey", "list", "a.cxdesk"])
    assert left.value.code == 130
    assert capsys.readouterr().err == "Stopped. Nothing that was half done is kept.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for a child")
def test_a_long_export_that_is_stopped_leaves_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.cxdesk"
    assert cli._run(["new", str(file)]) == 0
    said(capsys, "survey", "new", file, "--template", "relationship_nps")
    before = file.read_bytes()
    command = [
        sys.executable,
        "-c",
        "from ui.cli import main; print(1, flush=True); main()",
        "survey",
        "simulate",
        str(file),
    ]
    child = subprocess.Popen(
        [*command, "--respondents", "100000", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "1\n"
    time.sleep(1)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out) == (130, "")
    assert err == "Stopped. Nothing that was half done is kept.\n"
    assert file.read_bytes() == before


def test_several_questionnaires_come_in_as_one_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.cxdesk"
    assert cli._run(["new", str(file)]) == 0
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("1. How was the visit?\na) Good\nb) Bad\n", encoding="utf-8")
    from cxdesk.surveys import actions

    build, made = actions.build, []

    def second_fails(session, definition, first_item_id=None):  # type: ignore[no-untyped-def]
        if made:
            raise KeyboardInterrupt
        made.append(build(session, definition, first_item_id))
        return made[-1]

    monkeypatch.setattr(actions, "build", second_fails)
    assert cli._run(["survey", "add", *map(str, (file, tmp_path / "one.txt", tmp_path / "two.txt"))]) == 130
    monkeypatch.undo()
    assert said(capsys, "survey", "list", file) == []
    assert len(said(capsys, "survey", "add", file, tmp_path / "one.txt", tmp_path / "two.txt")) == 2


def test_a_folder_in_place_of_a_source_is_called_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.cxdesk"
    assert cli._run(["new", str(file)]) == 0
    folder = tmp_path / "folder"
    folder.mkdir()
    expected = "“folder” is a folder. Name a file in it."
    for noun, verb in (("journey", "add"), ("survey", "add"), ("responses", "collect")):
        assert expected in refused(capsys, noun, verb, file, folder)
