"""`cxdesk responses`: the next round, changed answers, reports, settings and reading anew, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from cxdesk.project import Project
from cxdesk.surveys.queries import survey_rows, whole
from ui.cli import _run

HEAD = "ResponseID,Finished,Would you recommend us?,Which product?,Date\n"
PRODUCTS = ("Lift", "Escalator", "Ramp")


def rows(count: int, first: int = 0, month: str = "03") -> str:
    return "".join(
        f"R_{n:03d},{int(n % 10 != 9)},{n % 11},{PRODUCTS[n % 3]},2026-{month}-{n % 28 + 1:02d}\n"
        for n in range(first, first + count)
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "march.csv").write_text(HEAD + rows(60), encoding="utf-8")
    (tmp_path / "april.csv").write_text(HEAD + rows(60) + rows(30, 60, "04"), encoding="utf-8")
    assert _run(["new", str(tmp_path / "a.cxdesk")]) == 0
    assert (
        _run(["responses", "import", str(tmp_path / "a.cxdesk"), str(tmp_path / "march.csv"), "--yes"]) == 0
    )
    return tmp_path / "a.cxdesk"


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    capsys.readouterr()
    assert _run([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    capsys.readouterr()
    assert _run(list(map(str, arguments))) == 1
    return capsys.readouterr().err


def test_the_next_round_of_a_known_source_goes_into_its_survey_by_itself(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = told(capsys, "responses", "import", file, file.with_name("april.csv"))
    assert {k: done[k] for k in ("rows_in", "stored", "unchanged", "changed", "refused", "survey")} == {
        "rows_in": 90,
        "stored": 30,
        "unchanged": 60,
        "changed": 0,
        "refused": 0,
        "survey": 1,
    }
    again = told(capsys, "responses", "import", file, file.with_name("april.csv"))
    assert (again["stored"], again["unchanged"], again["import"]) == (0, 90, None)
    apart = told(capsys, "responses", "import", file, file.with_name("april.csv"), "--survey", "1")
    assert apart["stored"] == 0


def test_changed_answers_are_updated_or_kept_as_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = file.with_name("changed.csv")
    changed.write_text(HEAD + rows(60).replace("R_003,1,3,", "R_003,1,9,"), encoding="utf-8")
    kept = told(capsys, "responses", "import", file, changed, "--on-change", "keep")
    assert (kept["changed"], kept["import"]) == (1, None)
    done = told(capsys, "responses", "import", file, changed, "--on-change", "update")
    assert (done["changed"], done["stored"], done["unchanged"]) == (1, 0, 59)
    report = told(capsys, "responses", "report", file, "--import", str(done["import"]))
    assert [(c["row"], c["before"], c["now"]) for c in report["changes"]] == [(5, "3", "9")]


def test_the_report_is_a_page_in_which_cells_of_the_file_are_only_text(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = file.with_name("bad.csv")
    lines = rows(30, 200).replace("R_205,1,7,", "R_205,1,<script>alert(1)</script>,")
    bad.write_text(HEAD + lines, encoding="utf-8")
    out = file.with_name("report.html")
    assert _run(["responses", "import", str(file), str(bad), "--yes", "--report", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "30 rows in = 30 stored + 0 unchanged + 0 changed + 0 refused." in page


def test_why_a_score_differs_names_the_rows_left_out(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "responses", "why", file) == [
        "March 2026: 6 unfinished rows are stored but do not count."
    ]


def test_an_import_is_removed_by_its_number(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "responses", "remove", file, "--import", "1") == {"removed": 1}
    assert told(capsys, "responses", "list", file)[0]["state"] == "removed"
    assert "There is no import 1 in this file." in refused(
        capsys, "responses", "remove", file, "--import", "1"
    )


def test_an_imported_file_is_read_anew_without_being_found_again(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.with_name("march.csv").unlink()
    done = told(capsys, "responses", "remap", file, "--import", "1", "--kind", "Which product?=text")
    assert (done["stored"], done["survey"]) == (60, 1)
    project = Project.open(file)
    survey = project.read(whole, 1)
    assert {q.text["en"]: q.kind for q in survey.questions}["Which product?"] == "text"
    assert len(survey.questions) == 2
    project.close()
    assert [r["state"] for r in told(capsys, "responses", "list", file)] == ["live", "removed"]
    assert told(capsys, "responses", "why", file)[0].startswith("March 2026: 6 unfinished")


def test_settings_are_exported_and_used_for_a_file_of_another_project(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.json"
    told(capsys, "responses", "remap", file, "--import", "1", "--kind", "Which product?=text")
    assert _run(["responses", "settings", str(file), "--import", "2", "-o", str(settings)]) == 0
    other = tmp_path / "other.cxdesk"
    assert _run(["new", str(other)]) == 0
    told(capsys, "responses", "import", other, file.with_name("april.csv"), "--settings", settings)
    project = Project.open(other)
    survey = project.read(whole, project.read(survey_rows)[0].id)
    assert {q.text["en"]: q.kind for q in survey.questions}["Which product?"] == "text"
    project.close()
    (tmp_path / "wrong.json").write_text("{}")
    sentence = refused(
        capsys,
        "responses",
        "import",
        other,
        file.with_name("april.csv"),
        "--yes",
        "--settings",
        tmp_path / "wrong.json",
    )
    assert "“wrong.json” does not hold import settings" in sentence


def test_a_column_is_mapped_by_name_and_a_name_that_is_not_there_is_refused(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = file.with_name("other.csv")
    other.write_text(HEAD.replace("Which product?", "Ding") + rows(30, 300), encoding="utf-8")
    source = ("responses", "import", file, other, "--survey", "1")
    assert "There is no column “Dong”" in refused(capsys, *source, "--yes", "--map", "Dong=x")
    assert "There is no question “x”" in refused(capsys, *source, "--yes", "--map", "Ding=x")
    told(capsys, *source, "--map", "Ding=Which product?")
    project = Project.open(file)
    assert len(project.read(whole, 1).questions) == 2
    project.close()


def test_what_a_file_is_names_each_question_with_its_binding(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, "responses", "detect", file.with_name("march.csv"))
    assert (found["format"], found["encoding"], found["delimiter"], found["header_rows"]) == (
        "csv",
        "utf-8",
        ",",
        1,
    )
    assert [(q["text"], q["type"], q["binding"]) for q in found["questions"]] == [
        ("Would you recommend us?", "nps", "one column"),
        ("Which product?", "single", "one column"),
    ]


def test_a_file_that_was_not_kept_is_given_again_to_be_read_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, source = tmp_path / "a.cxdesk", tmp_path / "a.csv"
    lines = [f"R_{n},{n % 11},{('Lift', 'Ramp', 'Door')[n % 3]},2026-03-{n % 28 + 1:02d}" for n in range(60)]
    head = "ResponseID,Would you recommend us?,Which product?,Date\n"
    source.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    assert _run(["new", str(file)]) == 0
    told(capsys, "responses", "import", file, source, "--no-original")
    assert "was not kept" in refused(capsys, "responses", "remap", file, "--import", "1")
    remap = ("responses", "remap", file, source, "--import", "1", "--kind", "Which product?=text")
    assert told(capsys, *remap)["stored"] == 60
    source.write_text(source.read_text(encoding="utf-8") + "R_61,1,Lift,2026-03-03\n", encoding="utf-8")
    assert "is not the file of import 2" in refused(
        capsys, "responses", "remap", file, source, "--import", "2"
    )


def test_settings_are_told_as_json_with_and_without_a_file(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.json"
    said = told(capsys, "responses", "settings", file, "--import", "1")
    assert told(capsys, "responses", "settings", file, "--import", "1", "-o", settings) == {
        "file": str(settings)
    }
    assert json.loads(settings.read_text(encoding="utf-8")) == said
    assert "R_000" not in json.dumps(said)


def test_settings_of_another_source_are_refused_in_words(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, other = tmp_path / "settings.json", tmp_path / "visits.csv"
    assert _run(["responses", "settings", str(file), "--import", "1", "-o", str(settings)]) == 0
    other.write_text("Visitor,Stars\nV1,4\nV2,5\n", encoding="utf-8")
    sentence = refused(capsys, "responses", "import", file, other, "--settings", settings, "--yes")
    assert "of another source: no column of “visits.csv” is in them" in sentence
