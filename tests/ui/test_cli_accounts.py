"""`cxdesk accounts`: lists mapped, updated, matched and invited without a window."""

from datetime import date
from pathlib import Path

import pytest

from cxdesk.project import Project
from cxdesk.responses import actions as responses
from tests.support.commands import refused, said, told
from ui.cli import _run

HEAD = "Account key,Would you recommend us?,Date\n"
ANSWERS = HEAD + "".join(
    f"{('AL-1', 'AL-2', 'AL-Z')[n % 3]},{n % 11},2026-03-{n % 28 + 1:02d}\n" for n in range(66)
)
LIST = "key,name,segment,Fax\nAL-1,One,Offices,x\nAL-2,Two,Hotels,x\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    for name, text in (("answers.csv", ANSWERS), ("list.csv", LIST)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "a.cxdesk"
    assert _run(["new", str(path)]) == 0
    assert _run(["responses", "import", str(path), str(tmp_path / "answers.csv"), "--yes"]) == 0
    assert _run(["accounts", "import", str(path), str(tmp_path / "list.csv"), "--yes"]) == 0
    return path


@pytest.mark.slow
def test_a_later_list_tells_what_is_new_changed_and_gone(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = tmp_path / "later.csv"
    later.write_text("key,name,segment,Fax\nal-1,One,Housing,x\nAL-3,Three,Hotels,x\n", encoding="utf-8")
    found = said(capsys, "accounts", "import", file, later)
    assert (found["added"], found["updated"], found["unchanged"], found["refused"]) == (1, 1, 0, 0)
    assert found["changed"] == [
        {"key": "AL-1", "name": "One", "field": "segment", "old": "Offices", "new": "Housing"}
    ]
    assert [g["key"] for g in found["gone"]] == ["AL-2"]
    assert found["unused"] == ["Fax"]
    text = told(capsys, "accounts", "import", file, later, "--yes")
    assert "Not used: Fax" in text
    assert "The list says what is known already. Nothing changes." in text
    listed = {a["key"]: a for a in said(capsys, "accounts", "list", file)}
    assert listed["AL-1"]["history"] == [
        {"field": "segment", "value": "Offices", "until": date.today().isoformat()}
    ]


@pytest.mark.slow
def test_the_table_says_which_segments_it_goes_by(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = tmp_path / "later.csv"
    later.write_text("key,segment\nAL-1,Housing\n", encoding="utf-8")
    said(capsys, "accounts", "import", file, later, "--on", "2026-06-01")
    then = said(capsys, "scores", "show", file, "--by", "segment")
    assert {r["group"]: r["n"] for r in then} == {"": 22, "Offices": 22, "Hotels": 22}
    now = said(capsys, "scores", "show", file, "--by", "segment", "--segments-today")
    assert {r["group"]: r["n"] for r in now} == {"": 22, "Housing": 22, "Hotels": 22}
    assert "Segments are those the customers had at each round." in told(
        capsys, "scores", "show", file, "--by", "segment"
    )
    where = 'segment = "housing" and segments = today'
    assert "Segments are those the customers have today." in told(
        capsys, "scores", "show", file, "--where", where
    )


@pytest.mark.slow
def test_a_list_without_a_key_names_what_to_say(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("Firma,Ort\nA,Köln\nB,Köln\n", encoding="utf-8")
    assert "--map key=…" in refused(capsys, "accounts", "import", file, other, "--yes")
    assert (
        said(capsys, "accounts", "import", file, other, "--map", "key=Firma", "--map", "name=")["added"] == 2
    )


@pytest.mark.slow
def test_keys_are_proposed_accepted_and_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "accounts", "match", file)
    assert [(d["key"], d["answers"]) for d in found["doubts"]] == [("AL-Z", 22)]
    assert found["threshold"] == 80
    assert "is no key in the answers" in refused(capsys, "accounts", "match", file, "--accept", "NOPE=AL-1")
    assert "is not KEY=ACCOUNT" in refused(capsys, "accounts", "match", file, "--accept", "AL-Z")
    after = said(capsys, "accounts", "match", file, "--accept", "AL-Z=al-2")
    assert (after["doubts"], after["by_hand"]) == ([], [{"key": "AL-Z", "account": "AL-2"}])
    assert after["matched_answers"] == 66


@pytest.mark.slow
def test_the_rest_period_names_who_is_left_out_and_takes_a_reason(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project.open(file)
    project.run("Round", responses.add_round, 1, "April", date(2026, 4, 10), date(2026, 4, 20))
    project.close()
    guests = tmp_path / "guests.csv"
    guests.write_text("account id,mail\nAL-1,a@x.example\nAL-9,b@x.example\n", encoding="utf-8")
    first = said(capsys, "accounts", "invited", file, guests, "--round", "march 2026")
    assert (first["invited"], first["unknown"], first["resting"]) == (1, ["AL-9"], [])
    assert said(capsys, "accounts", "rest", file) == {"days": None}
    assert "within 60 days" in told(capsys, "accounts", "rest", file, "--days", "60")
    second = said(capsys, "accounts", "invited", file, guests, "--round", "April")
    assert (second["invited"], [r["contact"] for r in second["resting"]]) == (0, ["a@x.example"])
    third = told(
        capsys, "accounts", "invited", file, guests, "--round", "April", "--yes", "--override", "New lift"
    )
    assert "a@x.example was invited to “March 2026”" in third
    assert "1 person noted as invited." in third
    assert "There is no survey round" in refused(
        capsys, "accounts", "invited", file, guests, "--round", "May"
    )
