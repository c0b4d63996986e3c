"""Many plans in one go: a file each, finished ones stay, the rest are named with the reason."""

import errno
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning import assemble, wording
from cxdesk.progress import Cancelled
from cxdesk.storage.model import HandedOut
from exports.pdf import batch
from exports.pdf.batch import make_all, orders, safe_name

NOW = datetime(2026, 4, 10)


def many(story: Any, names: list[str]) -> None:
    """The firm's one plan written and approved, and as many small ones as there are names."""
    story.write_all()
    story.approve()

    def add(session: Any) -> None:
        specs = [AccountSpec(f"X-{n}", name, language="en") for n, name in enumerate(names)]
        store_accounts(session, specs)
        for n, name in enumerate(names):
            account = 3 + n
            plan = planning.create_plan(session, account, story.world.round)
            line = planning.add_line(session, plan, "do", action_id=story.action)
            for kind, owner, field, text in (
                ("account", account, "name", name.strip() or "?"), ("account", account, "full_name", f"{name} Offices"),
                ("plan", plan, "contact_title", "Manager"), ("plan", plan, "contact_phone", "+31 10 555 0142"),
                ("plan", plan, "contact_mail", "a@b.example"), ("plan_line", line, "text", "We answer calls."),
                ("plan_line", line, "who", "Manager"),
            ):  # fmt: skip
                wording.write(session, kind, owner, field, "en", text)
            wording.approve(session, assemble.owners(session, plan), "en", "Sanne Visser", NOW)

    story.project.run("Many", add)


def handed_out(story: Any) -> int:
    return int(story.project.read(lambda s: s.scalar(select(func.count(HandedOut.id)))))


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
def test_every_plan_becomes_a_file_and_is_noted(story: Any, tmp_path: Path, processes: int) -> None:
    many(story, [f"Firm {n}" for n in range(4)])
    folder = tmp_path / "plans"
    found = make_all(story.project, orders(story.project, folder), processes=processes, now=NOW)
    assert [o.reason for o in found] == [""] * 5
    assert len(list(folder.glob("*.pdf"))) == 5
    assert all(o.file is not None and o.file.read_bytes().startswith(b"%PDF") for o in found)
    assert handed_out(story) == 5


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
def test_a_plan_with_a_gap_is_named_and_the_others_are_made(
    story: Any, tmp_path: Path, processes: int
) -> None:
    many(story, ["Firm 0", "Firm 1"])
    story.write("plan_line", story.do, "who", "")
    found = make_all(story.project, orders(story.project, tmp_path / "p"), processes=processes)
    assert [bool(o.file) for o in found] == [True, True, False]
    assert "“Owner, as the customer knows them” is missing in English" in found[2].reason


def test_names_that_make_the_same_file_name_get_their_key(story: Any, tmp_path: Path) -> None:
    many(story, ["Noord/Zuid", "Noord:Zuid", "NOORD ZUID", "Ünlü", "U\u0308nlü"])
    wanted = orders(story.project, tmp_path / "p")
    names = [o.target.name for o in wanted]
    assert len({n.casefold() for n in names}) == len(names) == 6
    assert "Noord Zuid, version 1 (X-0).pdf" in names
    assert "NOORD ZUID, version 1 (X-2).pdf" in names
    found = make_all(story.project, wanted)
    assert len({o.file for o in found}) == 6


def test_a_name_is_safe_on_every_system() -> None:
    assert safe_name("../../etc/passwd\n") == "etc passwd"
    assert safe_name("CON") == "_CON"
    assert safe_name("nul.pdf") == "_nul.pdf"
    assert safe_name("  \u202e. ") == "_"
    assert len(safe_name("ű" * 20_000)) <= 100


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_refused_before_anything_is_made(
    story: Any, tmp_path: Path
) -> None:
    story.write_all()
    story.approve()
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    with pytest.raises(UserError, match="Nothing can be written to the folder"):
        make_all(story.project, orders(story.project, shut))


def test_a_folder_that_can_not_be_made_or_is_a_file_is_refused(story: Any, tmp_path: Path) -> None:
    story.write_all()
    story.approve()
    with pytest.raises(UserError, match="Nothing can be written to the folder"):
        make_all(story.project, orders(story.project, tmp_path / "no" / "such"))
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match=r"is a file\. Choose a folder"):
        make_all(story.project, orders(story.project, tmp_path / "file"))


def test_a_disk_that_fills_up_leaves_finished_files_whole_and_names_the_rest(
    story: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many(story, [f"Firm {n}" for n in range(5)])
    real, written = os.fsync, []

    def fsync(handle: int) -> None:
        written.append(handle)
        if len(written) > 4:  # two for each file: the file itself, and its folder
            raise OSError(errno.ENOSPC, "full")
        real(handle)

    monkeypatch.setattr("exports.writing.os.fsync", fsync)
    found = make_all(story.project, orders(story.project, tmp_path / "p"))
    assert [bool(o.file) for o in found] == [True, True, False, False, False, False]
    assert all("There was no room on the disk" in o.reason for o in found[2:])
    files = sorted((tmp_path / "p").iterdir())
    assert len(files) == 2
    assert all(f.read_bytes().rstrip().endswith(b"%%EOF") for f in files)
    assert handed_out(story) == 2


def test_a_target_open_in_a_viewer_is_named_and_the_new_file_kept_beside_it(
    story: Any,
    tmp_path: Path,
) -> None:
    many(story, ["Firm 0"])
    wanted = orders(story.project, tmp_path / "p")
    (tmp_path / "p").mkdir()
    wanted[0].target.write_bytes(b"old")
    wanted[0].target.chmod(0o400)
    found = make_all(story.project, wanted)
    assert found[0].file is None
    assert "is open elsewhere or may not be changed. The new file is kept as" in found[0].reason
    assert wanted[0].target.read_bytes() == b"old"
    assert found[1].file is not None


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
def test_stopped_half_way_finished_files_stay_and_the_rest_are_named(
    story: Any,
    tmp_path: Path,
    processes: int,
) -> None:
    many(story, [f"Firm {n}" for n in range(6)])

    def progress(done: int, _total: int, _what: str) -> None:
        if done >= 2:
            raise Cancelled

    found = make_all(story.project, orders(story.project, tmp_path / "p"), progress, processes=processes)
    made = [o for o in found if o.file]
    assert 2 <= len(made) < 7
    assert {o.reason for o in found if not o.file} == {"Stopped before it was made."}
    assert handed_out(story) == len(made) == len(list((tmp_path / "p").iterdir()))


def test_a_process_that_dies_is_said_and_not_waited_for(
    story: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many(story, ["Firm 0"])
    import sys

    monkeypatch.setattr(batch, "_command", lambda *_a: [sys.executable, "-c", "raise SystemExit(3)"])
    found = make_all(story.project, orders(story.project, tmp_path / "p"), processes=2)
    assert {o.reason for o in found} == {"The process that makes the pages ended. Make this plan on its own."}
