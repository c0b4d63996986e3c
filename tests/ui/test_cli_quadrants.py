"""`cxdesk accounts quadrants` and `show`: whom to act for, told to a person, a program and on paper, without a window."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cxdesk.project import Project
from tests.support.commands import refused, said, told
from ui.cli import _run

ANSWERS = "Account key,How satisfied are you with the visit?,How satisfied are you with the invoice?,Date\n"
# Five people each: Risk is low, Model high, Growth high; of Silent nobody answers.
SAID = {"R": (1, 2), "M": (5, 5), "G": (5, 4)}
LIST = "key,name,segment,revenue,potential revenue,currency\nR,Risk & Co,Hotels,9000,,EUR\nM,Model,Offices,8000,,EUR\nG,Growth,Offices,100,9000,EUR\nS,Silent,Offices,50,,EUR\n"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quadrants")
    rows = [f"{key},{one},{two},2026-03-{n + 1:02d}\n" for key, (one, two) in SAID.items() for n in range(5)]
    (folder / "answers.csv").write_text(ANSWERS + "".join(rows), encoding="utf-8")
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    path = folder / "a.cxdesk"
    assert _run(["new", str(path)]) == 0
    assert _run(["responses", "import", str(path), str(folder / "answers.csv"), "--yes"]) == 0
    assert _run(["accounts", "import", str(path), str(folder / "list.csv"), "--yes"]) == 0
    return path


@pytest.mark.slow
def test_quadrants_are_counted_with_their_revenue(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "accounts", "quadrants", file, "--revenue-cut", "5000")
    assert {q["quadrant"]: (q["customers"], q["revenue"]) for q in found["quadrants"]} == {
        "model": (1, 8000.0), "growth": (1, 100.0), "at_risk": (1, 9000.0), "dangling": (0, 0.0)
    }  # fmt: skip
    assert found["cuts"] == {"score": 50.0, "revenue": 5000.0}
    assert found["absent"] == {"no_score": ["S"]}
    growth = next(c for c in found["customers"] if c["key"] == "G")
    assert growth["growth_with_potential"] is True
    text = told(capsys, "accounts", "quadrants", file, "--revenue-cut", "5000")
    assert "Score from 50 on (the middle of the scale), revenue from 5,000 EUR on (set by a person)." in text
    assert "In Growth, 1 of 1 could buy enough for Model: 9,000 EUR in all." in text
    assert "Not on the map, nobody answered: 1 (Silent)" in text


def test_cuts_are_kept_only_when_asked_for(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    usual = said(capsys, "accounts", "quadrants", file)["cuts"]
    said(capsys, "accounts", "quadrants", file, "--score-cut", "80")
    assert said(capsys, "accounts", "quadrants", file)["cuts"] == usual
    said(capsys, "accounts", "quadrants", file, "--score-cut", "80", "--save")
    assert said(capsys, "accounts", "quadrants", file)["cuts"] == {**usual, "score": 80.0}


@pytest.mark.slow
def test_wrong_cuts_rounds_and_customers_are_refused_in_words(
    file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "between 0 and 100" in refused(capsys, "accounts", "quadrants", file, "--score-cut", "140")
    assert "0 or more" in refused(capsys, "accounts", "quadrants", file, "--revenue-cut", "-1")
    assert "no survey round" in refused(capsys, "accounts", "quadrants", file, "--round", "May")
    assert "no customer with the key" in refused(capsys, "accounts", "show", file, "--account", "Q")
    assert "Choose one of these" in refused(capsys, "accounts", "quadrants", file, "-o", tmp_path / "a.bmp")
    empty = tmp_path / "empty.cxdesk"
    Project.create(empty).close()
    assert "no answers to place" in refused(capsys, "accounts", "quadrants", empty)


@pytest.mark.slow
def test_one_customer_is_told_with_its_touch_points(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "accounts", "show", file, "--account", "risk & co")
    assert (found["answers"], found["answered"]) == (10, 5)
    assert sum(t["answers"] for t in found["touch_points"]) == found["answers"]
    total = sum(t["score"] * t["answers"] for t in found["touch_points"])
    assert total / found["answers"] == pytest.approx(found["score"])
    text = told(capsys, "accounts", "show", file, "--account", "R")
    assert "5 people answered, not a statistic" in text
    assert "All answers" in text
    silent = said(capsys, "accounts", "show", file, "--account", "S")
    assert (silent["answers"], silent["score"], silent["silent_rounds"]) == (0, None, ["March 2026"])


@pytest.mark.parametrize("name", ["map.pdf", "map.png", "map.svg"])
def test_the_map_is_drawn_to_a_file(
    name: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = said(capsys, "accounts", "quadrants", file, "-o", tmp_path / name)["file"]
    assert Path(written).stat().st_size > 2000


@pytest.mark.slow
def test_papers_say_what_they_are_and_are_the_same_twice(file: Path, tmp_path: Path) -> None:
    import pypdfium2

    for arguments in (["quadrants", str(file)], ["show", str(file), "--account", "R"]):
        made = []
        for name in ("one.pdf", "two.pdf"):
            assert _run(["accounts", *arguments, "-o", str(tmp_path / name), "--json"]) == 0
            made.append((tmp_path / name).read_bytes())
        assert made[0] == made[1]
        pages = pypdfium2.PdfDocument(made[0])
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
        assert "Internal. Not for customers." in text
        assert "The data behind this page." in text
        assert "Was this page of use to you?" in text
        assert "Risk & Co" in text


@pytest.mark.slow
def test_it_runs_where_there_is_no_window(file: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; from ui.cli import _run; "
        f"sys.exit(_run(['accounts', 'quadrants', {str(file)!r}, '--json']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path.cwd())
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["quadrants"]


def test_who_left_is_told_by_segment_and_by_quadrant(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import shutil

    path = Path(shutil.copy(file, tmp_path / "left.cxdesk"))
    assert "Nobody is noted as having left." in told(capsys, "accounts", "retention", path)
    leavers = "key,relation,left on\nR,former,2026-09-01\nS,former,2025-12-01\n"
    (tmp_path / "left.csv").write_text(leavers, encoding="utf-8")
    said(capsys, "accounts", "import", path, tmp_path / "left.csv")
    found = said(capsys, "accounts", "retention", path, "--today", "2027-03-05")
    assert {s["segment"]: (s["before"]["left"], s["after"]["left"]) for s in found["segments"]} == {
        "Hotels": (0, 1), "Offices": (1, 0)
    }  # fmt: skip
    # Of one segment alone there is no mean: −100 percent would hide that the other got worse.
    assert found["mean_percent"] is None
    assert {c["quadrant"]: (c["customers"], c["kept"]) for c in found["cohorts"]}["at_risk"] == (1, 0)
    text = told(capsys, "accounts", "retention", path, "--today", "2027-03-05")
    assert "At-Risk: 0 of 1 are customers still (0%)" in text
    assert "Only in “Offices” had anybody left before, so there is no mean over segments." in text
