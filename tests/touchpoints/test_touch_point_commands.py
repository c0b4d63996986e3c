"""`cxdesk touchpoints`: the same as in the window, for a person and for a program."""

from pathlib import Path

import pytest

from cxdesk.touchpoints import actions, roles
from tests.support.commands import refused, said, told
from tests.touchpoints.inventory_examples import built, mapped, point
from ui.cli import _run


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = built(tmp_path_factory.mktemp("cli") / "a.cxdesk")
    mapped(project)
    number = point(project, "Waiting").id
    project.run("Names", actions.set_synonyms, number, ["Response time"])
    project.run("Parts", roles.set_letters, number, "Service", "RA")
    project.close()
    return project.path


def test_the_list_tells_scores_change_gap_and_employees(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = said(capsys, "touchpoints", "list", file, "--today", "2026-05-01")
    assert (found["count"], found["on_maps"]) == (3, 1)
    first = found["touch_points"][0]
    assert (first["name"], first["accountable"], first["synonyms"]) == (
        "Waiting",
        "Service",
        ["Response time"],
    )
    assert (first["score"]["value"], first["score"]["n"], first["change"]["direction"]) == (45.0, 100, -1)
    assert first["gap"]["value"] == pytest.approx(-0.65)
    assert first["employees"]["value"] == 75.0
    assert [q["asks"] for q in first["questions"]] == ["experience", "experience", "expectation"]
    assert "3 touch points; 1 has no question" in told(capsys, "touchpoints", "list", file)


def test_one_is_found_by_another_name_and_one_that_is_not_there_is_refused(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "touchpoints", "show", file, "touch point: response TIME")["name"] == "Waiting"
    text = told(capsys, "touchpoints", "show", file, "Response time")
    assert "−25" in text
    assert "against what was expected" in text
    assert "There is no touch point “Nothing”" in refused(capsys, "touchpoints", "show", file, "Nothing")


@pytest.mark.slow
def test_coverage_matrix_and_parts_are_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    coverage = said(capsys, "touchpoints", "coverage", file)
    shares = {s["check"]: (s["have"], s["of"], s["percent"]) for s in coverage["steps"]}
    assert shares["feeling"] == (2, 4, 50.0)
    assert coverage["how_sure"] == [{"journey": "Repair", "opinion": 5, "some": 0, "measured": 2}]
    assert "2 of 4: 50%" in told(capsys, "touchpoints", "coverage", file)
    matrix = said(capsys, "touchpoints", "matrix", file, "--journey", "repair")
    first = matrix["stages"][0]
    assert (first["journey"], first["stage"], first["cells"]) == ("Repair", "Waiting", {"visit": ["Waiting"]})
    assert (first["customers"]["value"], first["customers"]["n"], first["employees"]["value"]) == (
        45.0,
        100,
        75.0,
    )
    as_text = told(capsys, "touchpoints", "matrix", file)
    assert "On no map" in as_text
    assert "not the mean of their percentages" in as_text
    assert "There is no journey “x”" in refused(capsys, "touchpoints", "matrix", file, "--journey", "x")
    parts = said(capsys, "touchpoints", "raci", file)
    assert parts["without_accountable"] == ["Visit", "Invoice"]
    assert "Nobody answers for: Visit, Invoice." in told(capsys, "touchpoints", "raci", file)


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv"])
def test_it_is_written_as_paper_and_table(file: Path, ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"out.{ending}"
    assert _run(["touchpoints", "list", str(file), "-o", str(target)]) == 0
    assert target.stat().st_size > 200


def test_another_ending_is_refused(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ".xlsx, .csv or .pdf" in refused(capsys, "touchpoints", "list", file, "-o", tmp_path / "out.doc")
    assert not (tmp_path / "out.doc").exists()


def test_a_busy_touch_point_that_nobody_asks_about_is_named_until_a_survey_asks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "busy.cxdesk"
    said(capsys, "new", file)
    refusal = refused(capsys, "touchpoints", "add", file, "Call centre", "--volume", "-1")
    assert refusal == "“-1” is no number of contacts a year. Write digits only."
    said(capsys, "touchpoints", "add", file, "Call centre", "--channel", "phone", "--volume", "12000")
    words = "Many contacts, and nobody is asked: Call centre (12,000 contacts a year)."
    assert words in told(capsys, "touchpoints", "coverage", file)
    busy = said(capsys, "touchpoints", "coverage", file)["busy_without_questions"]
    assert busy == [{"name": "Call centre", "volume": 12000}]
    begun = told(capsys, "survey", "new", file, "--template", "call_centre", "--touch-point", "Call centre")
    assert "9 questions" in begun
    assert "12,000 contacts a year" in told(capsys, "survey", "purpose", file)
    assert "nobody is asked" not in told(capsys, "touchpoints", "coverage", file)
    assert "retention, " in refused(capsys, "survey", "purpose", file, "--goal", "share_of_wallet")
