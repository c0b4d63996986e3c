"""Every field of a touch point that the window edits is set from the command line too, in one step."""

from pathlib import Path

import pytest

from cxdesk.touchpoints.model import TouchPoint
from tests.support.commands import refused, said, told
from tests.touchpoints.inventory_examples import built, mapped


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = built(tmp_path / "a.cxdesk")
    mapped(project)
    project.close()
    return project.path


def test_a_touch_point_is_added_with_its_contacts_a_year(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = said(
        capsys, "touchpoints", "add", file, "Front desk", "--volume", "۱۲۰۰۰", "--function", "Service"
    )
    assert (made["volume"], made["function"]) == (12000, "Service")
    assert "digits only" in refused(capsys, "touchpoints", "add", file, "Gate", "--volume", "many")
    assert [t["name"] for t in said(capsys, "touchpoints", "list", file)["touch_points"]].count("Gate") == 0


def test_every_field_is_changed_in_one_step(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = said(capsys, "touchpoints", "show", file, "Waiting")
    code = before["questions"][0]["code"]
    now = said(
        capsys, "touchpoints", "change", file, "Waiting", "--name", "Queue", "--channel", "paper", "--function",
        "Sales", "--owner", "Ann", "--about", "They stand", "--expectation", "Two minutes", "--volume", "900",
        "--digital", "yes", "--process", "partly", "--skill", "missing", "--practice", "in_place", "--checked",
        "2026-11-01", "--also", "Line", "--also", "Row", "--part", "IT=RA", "--part", "Service=C",
        "--expected-by", code, "--survey", "customers",
    )  # fmt: skip
    for name, value in {
        "name": "Queue", "channel": "paper", "function": "Sales", "owner": "Ann", "about": "They stand",
        "expectation": "Two minutes", "volume": 900, "digital": True, "process": "partly", "skill": "missing",
        "practice": "in_place", "checked_on": "2026-11-01", "synonyms": ["Line", "Row"], "accountable": "IT",
    }.items():  # fmt: skip
        assert now[name] == value, name
    assert now["parts"] == {"IT": "RA", "Service": "C"}
    assert [q["asks"] for q in now["questions"] if q["code"] == code] == ["expectation"]
    empty = said(
        capsys, "touchpoints", "change", file, "Queue", "--volume", "", "--owner", "", "--also", "", "--checked", "",
        "--not-asked-by", code, "--survey", "customers", "--digital", "channel", "--skill", "",
    )  # fmt: skip
    assert (empty["volume"], empty["owner"], empty["synonyms"], empty["checked_on"]) == (None, "", [], None)
    assert (empty["digital"], empty["skill"], code in [q["code"] for q in empty["questions"]]) == (
        False,
        None,
        False,
    )
    assert "“Queue” is changed." in told(capsys, "touchpoints", "change", file, "Queue", "--about", "Still")
    for wrong, words in {
        ("--channel", "smoke"): "no channel “smoke”", ("--process", "good"): "“good” is not known",
        ("--digital", "perhaps"): "“perhaps” is not known", ("--part", "RA"): "Service=RA",
        ("--asked-by", "NONE", "--survey", "staff"): "no question “NONE”", ("--checked", "soon"): "soon",
    }.items():  # fmt: skip
        assert words in refused(capsys, "touchpoints", "change", file, "Queue", "--about", "Lost", *wrong)
    assert said(capsys, "touchpoints", "show", file, "Queue")["about"] == "Still"


def test_two_are_made_one(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "touchpoints", "add", file, "Phone call")
    one = said(capsys, "touchpoints", "merge", file, "Waiting", "Phone call")
    assert "Phone call" in one["synonyms"]
    assert "one touch point" in refused(capsys, "touchpoints", "merge", file, "Waiting", "Phone call")


def test_no_field_of_a_touch_point_is_left_to_the_window_alone() -> None:
    columns = {c.key for c in TouchPoint.__table__.columns} - {"id", "position", "is_digital", "checked_on"}
    columns = {c.removesuffix("_id") for c in columns} | {"digital", "checked"}
    source = Path("ui/touchpoints/change_commands.py").read_text(encoding="utf-8")
    assert [c for c in sorted(columns) if f'"--{c}"' not in source and f'_ready("{c}")' not in source] == []
