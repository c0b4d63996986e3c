"""What the window remembers, and that no broken file keeps it from starting."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from cxdesk import settings


def test_choices_come_back(tmp_path: Path) -> None:
    first = settings.load(tmp_path)
    first.theme, first.language, first.window = "dark", "fa", (1000, 700)
    first.remember(Path("/work/One.cxdesk"), datetime(2026, 3, 4, 9, 12))
    first.note_size(Path("/work/One.cxdesk"), 1204, 2)
    again = settings.load(tmp_path)
    assert (again.theme, again.language, again.window) == ("dark", "fa", (1000, 700))
    assert again.recent[0].name == "One"
    assert again.recent[0].answers == 1204
    assert again.recent[0].opened == datetime(2026, 3, 4, 9, 12)


def test_a_file_opened_again_moves_to_the_top_and_keeps_its_counts(tmp_path: Path) -> None:
    kept = settings.load(tmp_path)
    for name in ("A", "B"):
        kept.remember(Path(f"/x/{name}.cxdesk"))
    kept.note_size(Path("/x/A.cxdesk"), 7, 0)
    kept.remember(Path("/x/A.cxdesk"))
    assert [(r.name, r.answers) for r in kept.recent] == [("A", 7), ("B", 0)]


@pytest.mark.slow
def test_only_the_last_files_are_kept(tmp_path: Path) -> None:
    kept = settings.load(tmp_path)
    for n in range(20):
        kept.remember(Path(f"/x/{n}.cxdesk"))
    assert len(settings.load(tmp_path).recent) == settings.RECENT_KEPT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1]",
        '{"theme": 4, "window": "wide", "recent": 3}',
        '{"recent": [{"answers": 1}, 7, {"path": "/x/y.cxdesk", "answers": null}]}',
    ],
)
def test_a_broken_file_gives_the_usual_values(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    read = settings.load(tmp_path)
    assert read.theme == "system"
    assert read.window == (1280, 800)
    assert all(isinstance(r.answers, int) for r in read.recent)


def test_settings_are_written_whole_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    settings.load(tmp_path).save()
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]
    json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))


def test_settings_that_cannot_be_written_stop_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    settings.load(blocked / "folder").save()
