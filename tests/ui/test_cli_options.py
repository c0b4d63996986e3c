"""Options that a format can't follow are refused and not passed over in silence."""

from pathlib import Path

import pytest

from tests.support.commands import refused, said, told
from ui.cli import _run

EXPORT = ("survey", "export", "--survey", "how-was-the-workshop")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("options") / "a.cxdesk"
    assert _run(["new", str(path)]) == 0
    assert _run(["survey", "new", str(path), "--template", "workshop_pulse"]) == 0
    assert _run(["journey", "new", str(path), "--template", "complaint"]) == 0
    return path


@pytest.mark.parametrize(
    "option", [["--paper", "A9"], ["--columns", "2"], ["--big"], ["--copies", "3"], ["--form-map"]]
)
def test_options_of_paper_are_for_paper(
    file: Path, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = file.with_name("x.lss")
    sentence = refused(capsys, "survey", "export", file, "--format", "lss", "-o", out, *option)
    assert "are for pdf and form-pdf, not for lss" in sentence
    assert not out.exists()


def test_a_paper_in_two_languages_is_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = file.with_name("x.pdf")
    more = ("--format", "pdf", "--language", "en", "--language", "nl", "-o", out)
    assert "in one language" in refused(capsys, "survey", "export", file, *more)
    assert not out.exists()


def test_an_overlap_needs_sheets_that_overlap(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = file.with_name("map.pdf")
    command = ("journey", "export", file, "--journey", "1", "-o", out, "--overlap", "20")
    assert "--tiles" in refused(capsys, *command)
    assert not out.exists()
    assert said(capsys, *command, "--paper", "A2", "--tiles", "A4")["pages"] > 1


def test_a_survey_leaves_in_a_language_that_cxdesk_does_not_speak(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "form.json"
    source.write_text(
        '{"title": {"default": "Survey", "de": "Umfrage"}, "pages": [{"elements": [{"type": "text", '
        '"name": "q", "title": {"default": "How was it?", "de": "Wie war es?"}}]}]}',
        encoding="utf-8",
    )
    code = said(capsys, "survey", "add", file, source)[0]["survey"]
    out = tmp_path / "out.lss"
    said(capsys, "survey", "export", file, "--survey", code, "--format", "lss", "--language", "DE", "-o", out)
    written = out.read_text(encoding="utf-8")
    assert "Wie war es?" in written
    assert "How was it?" not in written
    more = ("--format", "lss", "--language", "sw", "-o", tmp_path / "no.lss")
    assert "It has: en, de" in refused(capsys, "survey", "export", file, "--survey", code, *more)


def test_a_round_that_is_not_there_is_refused_with_those_that_are(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refused(capsys, "touchpoints", "list", file, "--round", "Spring")
    assert sentence.startswith("There is no round “Spring” in this file.")


def test_one_of_several_journeys_that_is_refused_is_named(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, other, nameless = tmp_path / "day.mmd", tmp_path / "other.json", tmp_path / "nameless.json"
    good.write_text("journey\n  title Day\n  section Morning\n    Tea: 5: Me\n", encoding="utf-8")
    other.write_text('{"SurveyEntry": {}}', encoding="utf-8")
    nameless.write_text('{"format": "cxdesk journey", "version": 1, "name": ""}', encoding="utf-8")
    assert "“other.json” is JSON, but no journey" in refused(capsys, "journey", "add", file, good, other)
    assert "nameless.json: This journey has no name." in refused(
        capsys, "journey", "add", file, good, nameless
    )


def test_what_is_written_never_takes_the_place_of_a_project(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("work.cxdesk", "renamed.lss"):
        there = tmp_path / name
        there.write_bytes(file.read_bytes())
        for format_ in ("lss", "pdf", "html"):
            command = (*EXPORT, file, "--format", format_, "--language", "en", "-o", there)
            assert "is a cxdesk file with everything in it" in refused(capsys, *command)
        assert there.read_bytes() == file.read_bytes()
    before = file.read_bytes()
    refused(capsys, *EXPORT, file, "--format", "lss", "-o", file)
    assert file.read_bytes() == before


def test_a_check_before_a_release_says_so_where_nothing_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, source = tmp_path / "b.cxdesk", tmp_path / "q.txt"
    assert _run(["new", str(project)]) == 0
    source.write_text("1. How was it?\na) Good\nb) Bad\n", encoding="utf-8")
    said(capsys, "survey", "add", project, source)
    purpose = ("--goal", "retention", "--decision", "Which parts to carry", "--whom", "Customers")
    said(capsys, "survey", "purpose", project, *purpose)
    assert told(capsys, "survey", "release", project, "--check") == (
        "Nothing is left to do before “q” is released."
    )
