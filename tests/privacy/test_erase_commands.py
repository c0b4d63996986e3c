"""`cxdesk responses erase`: it says what goes and asks; a script says --yes."""

import json
from pathlib import Path

import pytest

from cxdesk.project import Project
from cxdesk.responses.aggregate import counted
from tests.privacy.erasure_examples import KEY, MAIL
from ui.cli import _run


def answers(file: Path) -> int:
    project = Project.open(file)
    n = project.read(counted, 1, []).height
    project.close()
    return n


def told(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert _run([str(a) for a in arguments]) == code
    out = capsys.readouterr()
    return out.out, out.err


@pytest.mark.slow
def test_it_says_what_goes_and_asks_first(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.confirm", lambda *_args, **_more: False)
    before = answers(file)
    out, err = told(capsys, "responses", "erase", file, "--respondent", MAIL, code=1)
    for line in (
        "This can’t be undone. What goes:", "Answers that count: 1", "Imported files that were kept: 5",
        "All backups that cxdesk made of this file; one new backup is made",
        "1 document was handed out to this customer. Recall it, if it speaks of this person:",
        "“Firm 1”, version 1, English, 1 March 2026",
        "Of each erased answer a mark stays that names nobody, so that its own file does not bring it back.",
        "Lists of customers, contacts and purchases that hold this person do bring them back.",
    ):  # fmt: skip
        assert line in out
    assert "Nothing was erased." in err
    assert answers(file) == before


def test_a_script_looks_first_and_erases_with_yes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = answers(file)
    looked = json.loads(told(capsys, "responses", "erase", file, "--respondent", KEY, "--json")[0])
    assert (looked["erased"], looked["answers"], answers(file)) == (False, 2, before)
    done = json.loads(told(capsys, "responses", "erase", file, "--respondent", KEY, "--yes", "--json")[0])
    assert (done["erased"], done["answers"], done["places"]) == (True, 2, looked["places"])
    assert answers(file) == before - 1
    _out, err = told(capsys, "responses", "erase", file, "--respondent", KEY, "--yes", code=1)
    assert f"Nobody with the key “{KEY}” is in this file." in err
    out, _err = told(capsys, "check", file)
    assert "whole" in out
