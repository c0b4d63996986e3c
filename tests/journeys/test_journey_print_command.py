"""`cxdesk journey print`: the same paper without a window."""

from pathlib import Path

import pypdfium2
import pytest

from cxdesk.project import Project
from tests.journeys.journey_examples import ENGLISH, fill
from tests.support.commands import said
from ui.cli import _run

NAME = ENGLISH["name"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("print") / "maps.cxdesk"
    project = Project.create(path)
    project.run("Fill", fill)
    project.close()
    return path


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def test_a_poster_and_its_sheets_are_printed_by_name_or_number(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, "journey", "print", file, NAME, "--paper", "A0", "-o", tmp_path / "a.pdf")
    assert told == {"journey": NAME, "files": [{"file": str(tmp_path / "a.pdf"), "pages": 1}], "notes": []}
    arguments = ("--paper", "A0", "--tiles", "A4", "--overlap", 15, "-o", tmp_path / "b.pdf")
    told = said(capsys, "journey", "print", file, 1, *arguments)
    assert told["files"][0]["pages"] == len(pages(tmp_path / "b.pdf")) > 20
    assert "A1 of" in pages(tmp_path / "b.pdf")[1]


def test_a_kit_is_a_folder_and_a_customers_copy_holds_no_secret(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(
        capsys, "journey", "print", file, NAME, "--what", "kit", "--for-customer", "-o", tmp_path / "kit"
    )
    found = sorted((tmp_path / "kit").iterdir())
    assert sorted(Path(one["file"]) for one in told["files"]) == found
    assert len(found) == 4
    everything = " ".join(" ".join(page.split()) for path in found for page in pages(path))
    assert "Emergency call" in everything
    for secret in (
        *filter(None, ENGLISH["pain"]),
        *filter(None, ENGLISH["opportunity"]),
        ENGLISH["takeaway"],
    ):
        assert secret not in everything


def test_lanes_of_a_vote_are_named_and_the_language_is_chosen(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "votes.pdf"
    said(
        capsys,
        "journey",
        "print",
        file,
        NAME,
        "--what",
        "votes",
        "--lane",
        "opportunity",
        "--votes",
        5,
        "-o",
        out,
    )
    assert "Van stock" in pages(out)[0]
    assert "No time is promised" not in pages(out)[0]
    assert "You have 5 votes" in pages(out)[0]
    said(capsys, "journey", "print", file, NAME, "--language", "nl", "-o", out)
    assert "Klantreis" in pages(out)[0]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["X"], "There is no journey “X” in this file. There are: Repair after a breakdown."),
        ([NAME, "--paper", "B5"], "There is no paper “B5” here."),
        ([NAME, "--what", "song"], "“song” can’t be printed. There are: map, empty, cards, votes, kit."),
        ([NAME, "--lane", "weather"], "There is no lane “weather” on this map."),
        ([NAME, "--paper", "A4", "--scale", "200"], "At 200% the map is larger than A4."),
    ],
)
def test_a_refusal_is_a_sentence_and_nothing_is_written(
    more: list[str], sentence: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert _run(["journey", "print", str(file), *more, "-o", str(tmp_path / "x.pdf")]) == 1
    assert capsys.readouterr().err.startswith(sentence)
    assert not list(tmp_path.iterdir())
