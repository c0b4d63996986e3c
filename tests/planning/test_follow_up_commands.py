"""`cxdesk rules` and `cxdesk followups`: the same work without a window."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cxdesk.planning import follow_up_actions as deeds
from cxdesk.planning.rule_runs import run
from cxdesk.project import Project
from tests.planning.follow_up_examples import NOW, add, project_with_answers, unhappy, written
from tests.support.commands import said as told
from ui.cli import _run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = project_with_answers(tmp_path)
    add(project, unhappy(project, goes_to="person", person="Ines Duarte", level="manager"))
    project.close()
    return project.path


def test_rules_are_listed_as_sentences(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = told(capsys, "rules", "list", file)
    assert listed["mode"] == "first"
    assert listed["rules"][0]["sentence"] == (
        "When “Would you recommend us?” is 6 or less, open a follow-up for Ines Duarte as general manager "
        "within 48 hours."
    )
    assert _run(["rules", "list", str(file)]) == 0
    assert "1. Critics: When “Would you recommend us?”" in capsys.readouterr().out


def test_a_dry_run_says_how_many_and_for_whom_and_opens_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dry = told(capsys, "rules", "run", file, "--dry-run")
    assert (dry["looked_at"], dry["would_open"], dry["opened"]) == (28, 5, 0)
    assert dry["rules"][0]["for"] == {"Ines Duarte": 5}
    assert [e["customer"] for e in dry["rules"][0]["examples"]] == [
        "Harbour Square",
        "Van Dalen",
        "Arya Clinic",
    ]
    assert told(capsys, "followups", "list", file)["follow_ups"] == []


def test_a_run_opens_once_and_a_filter_narrows_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "rules", "run", file, "--where", "segment = Offices")["opened"] == 1
    assert told(capsys, "rules", "run", file)["opened"] == 4
    assert told(capsys, "rules", "run", file)["opened"] == 0
    assert len(told(capsys, "followups", "list", file)["follow_ups"]) == 5


def test_more_than_500_are_refused_without_yes(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = [(f"R_c{n}", 1 + n % 5, 3, "Jan Kok", f"no {n}", "A1") for n in range(501)]
    source = written(tmp_path / "many.csv", many)
    imported = told(capsys, "responses", "import", file, source, "--yes")
    assert (imported["follow_ups_opened"], imported["follow_ups_waiting"]) == (0, 501)
    assert _run(["rules", "run", str(file)]) == 1
    assert "506 follow-ups would open at once" in capsys.readouterr().err
    assert told(capsys, "rules", "run", file, "--yes")["opened"] == 506


def test_overdue_is_told_as_of_a_day(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project.open(file)
    project.run("Run", run, now=NOW)
    project.run("Say", deeds.note_contact, 1, "us", "phone", "Called", NOW.replace(hour=12))
    project.close()
    assert told(capsys, "followups", "list", file, "--today", "2026-04-02", "--overdue")["follow_ups"] == []
    late = told(capsys, "followups", "list", file, "--today", "2026-04-03", "--overdue")
    assert len(late["follow_ups"]) == 4
    assert late["first_contact_hours"] == 3
    assert (late["counted"], late["within_deadline"]) == (5, 0.2)
    assert _run(["followups", "list", str(file), "--today", "2026-04-03"]) == 0
    out = capsys.readouterr().out
    assert "4 customers should have heard of us by now." in out
    assert "Dnipro Hotel" in out
    assert _run(["followups", "list", str(file), "--today", "soon"]) == 1
    assert "“soon” is not a day. Write it as year-month-day" in capsys.readouterr().err


def test_the_figures_are_those_of_the_day_that_is_asked_about(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project.open(file)
    project.run("Run", run, now=NOW)
    later = NOW + timedelta(days=10)
    project.run("Say", deeds.note_contact, 1, "us", "phone", "Called", later)
    project.run("Say", deeds.note_contact, 1, "them", "phone", "Well", later)
    project.run("Close", deeds.close, 1, "Late", "Told", "satisfied", now=later)
    project.close()
    before = told(capsys, "followups", "list", file, "--today", "2026-04-03")
    one = next(f for f in before["follow_ups"] if f["id"] == 1)
    assert (one["state"], one["overdue"], one["from_us"], one["root_cause"]) == ("open", True, 0, "")
    assert (before["closed"], before["first_contact_hours"], before["within_deadline"]) == (0, None, 0)
    after = told(capsys, "followups", "list", file, "--today", "2026-04-30")
    one = next(f for f in after["follow_ups"] if f["id"] == 1)
    assert (one["state"], one["overdue"], one["from_us"], one["root_cause"]) == ("closed", False, 1, "Late")
    assert (after["closed"], after["first_contact_hours"]) == (1, 240)
    assert told(capsys, "followups", "list", file, "--today", "2026-03-01")["follow_ups"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("followups", "list", "--today"),
        ("actions", "list", "--today"),
        ("actions", "export", "-o", "out.pdf", "--today"),
        ("report", "routes", "--today"),
        ("report", "due", "--today"),
        ("report", "export", "--audience", "executive", "-o", "out.pdf", "--today"),
        ("report", "route", "--audience", "executive", "--to", "Ines", "--every", "monthly", "--from"),
        ("accounts", "import", "list.csv", "--yes", "--on"),
        ("accounts", "invited", "list.csv", "--round", "March 2026", "--yes", "--on"),
        ("accounts", "retention", "--today"),
        ("accounts", "retention", "--day"),
        ("accounts", "show", "--account", "A1", "--today"),
        ("scores", "show", "--where"),
    ],
    ids=" ".join,
)
def test_a_wrong_day_is_refused_with_one_sentence_everywhere(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(file.parent)
    Path("list.csv").write_text("key,name,mail\nA1,One,a@b.example\n", encoding="utf-8")
    noun, verb, *rest = words
    wrong = "date >= 31/02/2026" if noun == "scores" else "31/02/2026"
    assert _run([noun, verb, str(file), *rest, wrong]) == 1
    sentence = "“31/02/2026” is not a day. Write it as year-month-day, like 2026-03-31."
    assert sentence in " ".join(capsys.readouterr().err.split())
    assert not Path("out.pdf").exists()


def test_a_day_may_be_written_in_persian_digits(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "followups", "list", file, "--today", " ۲۰۲۶-۰۳-۳۱ ")["follow_ups"] == []


def test_an_import_says_what_it_opened(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = [("R_z1", 0, 1, "Jan Kok", "Never again", "A2")] + [
        (f"R_z{n}", 9, 5, "Jan Kok", "Fine", "A2") for n in range(2, 30)
    ]
    assert _run(["responses", "import", str(file), str(written(tmp_path / "z.csv", more)), "--yes"]) == 0
    assert "1 follow-up opened." in capsys.readouterr().out


def test_a_file_without_rules_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project.create(tmp_path / "b.cxdesk")
    project.close()
    assert _run(["rules", "list", str(project.path)]) == 0
    assert "There is no rule in this file yet" in capsys.readouterr().out
    assert told(capsys, "rules", "run", project.path)["opened"] == 0


def test_control_characters_of_a_name_never_reach_the_terminal(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project.open(file)
    add(project, replace(unhappy(project), name="Evil \x1b[31m\u202e", note="\x07"))
    project.close()
    assert _run(["rules", "list", str(file)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_columns_that_name_staff_are_listed_and_shown_with_a_reason_only(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "responses", "staff", file) == [{"question": "Technician", "withheld": True}]
    assert _run(["responses", "staff", str(file), "--question", "Technician", "--show", " "]) == 1
    assert "Say why names of staff" in capsys.readouterr().err
    shown = told(capsys, "responses", "staff", file, "--question", "Technician", "--show", "Safety inquiry")
    assert shown == [{"question": "Technician", "withheld": False}]
    assert told(capsys, "responses", "staff", file, "--question", "Technician", "--no-staff") == []
