"""A file is put in its place whole, or the person is told where things stand."""

import os
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from exports.writing import write_file


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_the_old_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old")
    assert write_file(target, lambda part: part.write_bytes(b"new")) == target
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["plan.pdf"]


def test_a_new_file_can_be_read_by_others_as_usual(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_file(tmp_path / "made", lambda part: part.write_bytes(b"x"))
    assert (tmp_path / "made").stat().st_mode == plain.stat().st_mode


def test_a_target_held_by_a_viewer_keeps_both_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old")

    def held(source: object, to: object) -> None:
        raise PermissionError(13, "The process cannot access the file", str(to))

    monkeypatch.setattr(os, "replace", held)  # as Windows does while a viewer has the file open
    with pytest.raises(
        UserError, match=r"open elsewhere or may not be changed. The new file is kept as"
    ) as told:
        write_file(target, lambda part: part.write_bytes(b"new"))
    assert target.read_bytes() == b"old"
    (kept,) = [p for p in tmp_path.iterdir() if p != target]
    assert kept.read_bytes() == b"new"
    assert kept.suffix == ".pdf"
    assert str(kept) in str(told.value)


def test_a_read_only_target_keeps_both_files(tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(UserError, match="The new file is kept as"):
        write_file(target, lambda part: part.write_bytes(b"new"))
    assert target.read_bytes() == b"old"
    assert [p.read_bytes() for p in tmp_path.iterdir() if p != target] == [b"new"]


def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="only POSIX can limit the size of files")
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(UserError, match=r"no room on the disk for “plan\.pdf”. Nothing was written"):
            write_file(target, lambda part: part.write_bytes(b"x" * 100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["plan.pdf"]


def test_a_folder_as_target_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        write_file(tmp_path, lambda part: part.write_bytes(b"x"))
    with pytest.raises(UserError, match="There is no folder"):
        write_file(tmp_path / "nowhere" / "plan.pdf", lambda part: part.write_bytes(b"x"))


def test_an_error_in_the_making_leaves_nothing(tmp_path: Path) -> None:
    def breaks(part: Path) -> None:
        part.write_bytes(b"half")
        raise KeyError("bug")

    with pytest.raises(KeyError):
        write_file(tmp_path / "plan.pdf", breaks)
    assert names(tmp_path) == []
