"""The command line: one grammar, JSON on request, sentences for refusals, and no window needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from cxdesk.project import Project
from tests.support.commands import said
from ui.cli import _run

HEAD = "Account key,Would you recommend us?,Invoice\n"
ANSWERS = HEAD + "".join(f"AL-{n % 5},{n % 11},{n % 5 + 1}\n" for n in range(110))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    (tmp_path / "customers.csv").write_text(
        "key,name,segment\nAL-0,Zero,Offices\nAL-1,One,Hotels\n", encoding="utf-8"
    )
    assert _run(["new", str(tmp_path / "a.cxdesk")]) == 0
    return tmp_path / "a.cxdesk"


def test_an_import_prints_rows_in_stored_and_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "responses", "import", file, file.with_name("answers.csv"))
    assert {k: told[k] for k in ("rows_in", "stored", "refused", "repaired_cells", "problems")} == {
        "rows_in": 110,
        "stored": 110,
        "refused": 0,
        "repaired_cells": 0,
        "problems": [],
    }


def test_scores_by_segment_and_condition_equal_a_hand_count(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "responses", "import", file, file.with_name("answers.csv"))
    told = said(capsys, "accounts", "import", file, file.with_name("customers.csv"))
    assert [u["key"] for u in told["unmatched"]] == ["AL-2", "AL-3", "AL-4"]
    rows = said(capsys, "scores", "show", file)
    nps = next(r for r in rows if r["metric"] == "nps")
    assert (nps["n"], nps["value"]) == (110, pytest.approx(100 * (20 - 70) / 110))
    assert nps["low"] < nps["value"] < nps["high"]
    by = said(
        capsys, "scores", "show", file, "--by", "segment", "--where", 'segment in ("Offices", "Hotels")'
    )
    assert {r["group"]: r["n"] for r in by if r["metric"] == "nps"} == {"Offices": 22, "Hotels": 22}
    some = said(capsys, "scores", "show", file, "--where", f'"{nps["item"]}" = 1')
    assert [r["n"] for r in some] == [10, 10]


def test_check_says_that_a_file_is_whole(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "responses", "import", file, file.with_name("answers.csv"))
    assert said(capsys, "check", file) == {"whole": True, "answers": 110, "chunks": 1, "problems": []}


def test_a_folder_in_a_file_s_place_is_called_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["rules", "list", str(tmp_path)]) == 1
    assert capsys.readouterr().err.strip() == f"“{tmp_path.name}” is a folder. Name a file in it."


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "nowhere.cxdesk"], "There is no file “nowhere.cxdesk” at that place."),
        (["rules", "list", "nowhere.cxdesk"], "There is no file “nowhere.cxdesk” at that place."),
        (["accounts", "purchases", "FILE", "none.csv"], "There is no file “none.csv” at that place."),
        (["plan", "leak-check", "FILE", "none.pdf"], "There is no file “none.pdf” at that place."),
        (["package", "nowhere.cxdesk", "-o", "x.cxdesk"], "There is no file “nowhere.cxdesk” at that place."),
        (["scores", "show", "FILE"], "There is no survey in this file yet. Import answers first."),
        (["scores", "show", "FILE", "--where", "round in x"], "After “in” comes a list in brackets."),
        (
            ["plan", "export", "FILE", "--account", "X", "-o", "x.pdf"],
            "There is no customer with the key “X” in this file.",
        ),
        (
            ["journey", "export", "FILE", "--journey", "X", "-o", "x.pdf"],
            "There is no journey “X” in this file. There are: –.",
        ),
        (["new", "FILE"], "“a.cxdesk” is there already. Choose another name."),
    ],
)
def test_a_refusal_is_one_sentence_on_stderr_and_exit_code_1(
    arguments: list[str], sentence: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert _run([str(file) if a == "FILE" else a for a in arguments]) == 1
    assert capsys.readouterr().err == sentence + "\n"


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["new"], ["scores", "show"], ["plan", "export", "a.cxdesk"]]
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_every_noun_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["--help"]) == 0
    shown = capsys.readouterr().out
    for noun in ("open", "demo", "new", "check", "responses", "accounts", "scores", "plan", "journey"):
        assert noun in shown


def test_a_bug_is_a_sentence_and_a_report(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CXDESK_DEBUG", raising=False)

    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(Project, "open", broken)
    assert _run(["scores", "show", str(file)]) == 1
    told = capsys.readouterr().err
    assert told.startswith("Something went wrong inside cxdesk; your file is as it was. Details are in ")
    report = Path(told.split("Details are in ")[1].strip().rstrip("."))
    assert "ZeroDivisionError: planted" in report.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_commands_run_where_the_window_cannot(file: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; sys.modules['shiboken6'] = None\n"
        f"from ui.cli import main; main(['responses', 'import', {str(file)!r}, "
        f"{str(file.with_name('answers.csv'))!r}, '--yes'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    assert "110 rows in = 110 stored + 0 refused" in done.stdout
    refused = subprocess.run(
        [sys.executable, "-c", code.split("main([")[0] + f"main(['open', {str(file)!r}])"],
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert refused.returncode == 1
    assert "The window can’t open here" in refused.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--language", "xx", "--version"],
        ["plan", "export", "a.cxdesk", "--account", "AL-0", "-o", "a.pdf", "--language", "xx"],
    ],
)
def test_an_unknown_language_is_refused_and_all_are_named(
    words: list[str], file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(file.parent)
    assert _run(words) == 1
    told = capsys.readouterr().err
    assert "There is no language “xx” here." in told
    assert all(code in told for code in ("en (English)", "nl", "hu", "uk", "fa"))


@pytest.mark.slow
def test_a_card_is_written_and_shown_and_a_page_made_from_the_command_line(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "responses", "import", file, file.with_name("answers.csv"))
    told = said(
        capsys,
        "responses",
        "card",
        file,
        "--round",
        "answers",
        "--set",
        "known-bias=small blocks",
        "--set",
        "invited=200",
    )
    assert (told["known_bias"], told["invited"], told["answered"]) == ("small blocks", 200, 110)
    assert told["line"].endswith("Source: CSV answers.csv. Known bias: small blocks.")
    assert _run(["responses", "card", str(file), "--round", "spring"]) == 1
    assert "There are: answers." in capsys.readouterr().err
    assert _run(["scores", "show", str(file)]) == 0
    assert capsys.readouterr().out.rstrip().endswith("Known bias: small blocks.")
    made = said(capsys, "scores", "page", file, "--language", "fa", "-o", file.with_name("page.pdf"))
    assert (made["language"], made["things"]) == ("fa", 1)
    assert file.with_name("page.pdf").read_bytes().startswith(b"%PDF")
    assert _run(["scores", "page", str(file), "--language", "xx", "-o", str(file.with_name("b.pdf"))]) == 1
    assert "There is no language “xx” here." in capsys.readouterr().err
