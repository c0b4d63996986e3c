"""Lists name kinds of contact: what nobody knows is proposed, and a person accepts, joins or dismisses it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxdesk.accounts.queries import account_rows
from cxdesk.errors import UserError
from cxdesk.importing import people
from cxdesk.importing.contact_kinds import names_kinds, propose_from
from cxdesk.project import Project
from cxdesk.touchpoints import actions
from cxdesk.touchpoints.proposals import accept, dismiss, join, proposal_named, proposals
from cxdesk.touchpoints.queries import touch_point_rows
from exports.package import write_package
from tests.support.commands import refused, said, told
from ui.app import open_file

CONTACTS = """Customer no.;Day;Contact type
A;2026-03-01;Call back
A;2026-03-02;call  back
B;2026-03-02;Response time
B;2026-03-03;Chat on the site
C;2026-03-04;Contact point: Repair visit
C;2026-03-05;sanne@alder.example
C;2026-03-06;4711
D;2026-03-06;=HYPERLINK("http://x")
D;2026-03-07;
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.cxdesk")
    for name in ("Repair visit", "Waiting"):
        made.run("Add", actions.add, name)
    waiting = next(r.id for r in made.read(touch_point_rows) if r.name == "Waiting")
    made.run("Name", actions.set_synonyms, waiting, ["Response time"])
    yield made
    made.close()


def written(tmp_path: Path, text: str = CONTACTS, name: str = "CRM.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def names(project: Project) -> list[str]:
    return [row.name for row in project.read(touch_point_rows)]


def waiting_for(project: Project) -> list[tuple[str, int]]:
    return [(p.name, p.count) for p in project.read(proposals)]


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [
        ("Contact type", True), ("contact_type", True), ("Contact point", True), ("Soort contact", True),
        ("Kapcsolat típusa", True), ("Тип контакту", True), ("نوع تماس", True), ("Touchpoint", True),
        ("Contact", False), ("Channel", False), ("Type", False), ("Name", False),
    ],
)  # fmt: skip
def test_a_column_of_contact_kinds_is_told_by_its_head_in_every_language(heading: str, is_one: bool) -> None:
    assert names_kinds(heading) is is_one


def test_what_is_known_by_a_name_or_synonym_is_left_out_and_nothing_is_added_by_itself(
    project: Project, tmp_path: Path
) -> None:
    read, noted = propose_from(project, written(tmp_path))
    assert read.headings == ("Contact type",)
    assert {(k.name, k.touch_point) for k in noted.known} == {
        ("Response time", "Waiting"), ("Contact point: Repair visit", "Repair visit"),
    }  # fmt: skip
    # An address, a number and a blank cell are no kind of contact; two spellings are one.
    assert waiting_for(project) == [("Call back", 2), ('=HYPERLINK("http://x")', 1), ("Chat on the site", 1)]
    one = project.read(proposal_named, "call back")
    assert [source[:3] for source in one.sources] == [("CRM.csv", "Contact type", 2)]
    assert names(project) == ["Repair visit", "Waiting"]
    label = project.undo_label
    propose_from(project, written(tmp_path))
    assert (waiting_for(project)[0], project.undo_label) == (("Call back", 2), label)
    propose_from(project, written(tmp_path, "Activity;x\nCall Back;1\n", "Visits.csv"))
    assert waiting_for(project)[0] == ("Call back", 3)


def test_a_person_accepts_joins_and_dismisses_and_each_is_one_step_back(
    project: Project, tmp_path: Path
) -> None:
    propose_from(project, written(tmp_path))
    before = waiting_for(project)
    made = project.run("Accept", accept, project.read(proposal_named, "Call back"), "phone", "Calls us back")
    row = next(r for r in project.read(touch_point_rows) if r.id == made)
    assert (row.name, row.channel, row.synonyms) == ("Calls us back", "phone", ("Call back",))
    project.run("Join", join, project.read(proposal_named, "Chat on the site"), made)
    assert next(r for r in project.read(touch_point_rows) if r.id == made).synonyms == (
        "Call back", "Chat on the site",
    )  # fmt: skip
    link = project.read(proposal_named, '=HYPERLINK("http://x")')
    project.run("Dismiss", dismiss, link)
    assert waiting_for(project) == []
    again = propose_from(project, written(tmp_path))[1]
    assert (again.proposed, again.dismissed) == ((), ('=HYPERLINK("http://x")',))
    assert waiting_for(project) == []
    project.run("Back", dismiss, link, False)
    assert waiting_for(project) == [('=HYPERLINK("http://x")', 1)]
    for _step in range(4):
        project.undo()
    assert waiting_for(project) == before
    assert "Calls us back" not in names(project)


def test_lists_that_name_no_kind_are_refused_in_words(project: Project, tmp_path: Path) -> None:
    plain = written(tmp_path, "Customer no.;Note\nA;fine\n", "Plain.csv")
    with pytest.raises(UserError, match="names a kind of contact"):
        propose_from(project, plain)
    with pytest.raises(UserError, match="There is no column “Kind”"):
        propose_from(project, plain, ["Kind"])
    many = written(tmp_path, "Contact type\n" + "".join(f"Call {n}\n" for n in range(400)), "Many.csv")
    assert propose_from(project, many)[0].too_many == ("Contact type",)
    assert waiting_for(project) == []
    with pytest.raises(UserError, match="more than 200 different texts"):
        propose_from(project, many, ["Contact type"])
    assert propose_from(project, plain, ["Note"])[1].proposed == ("fine",)


def test_an_import_of_customers_proposes_in_its_own_step(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path, "Customer no.;Name;Contact type\nA;One;Open day\nB;Two;Open day\n", "List.csv")
    done = people.import_accounts_file(project, path)
    assert done.touch_points.proposed == ("Open day",)
    assert waiting_for(project) == [("Open day", 2)]
    project.undo()
    assert (waiting_for(project), project.read(account_rows)) == ([], [])


def test_the_package_for_somebody_from_outside_holds_no_proposal(project: Project, tmp_path: Path) -> None:
    propose_from(project, written(tmp_path, "Contact type\nCall to Erika Musterfrau\n", "Erika.csv"))
    file = project.path
    project.close()
    out = tmp_path / "out.cxdesk"
    write_package(file, out)
    assert b"Musterfrau" not in out.read_bytes()
    assert b"Erika" not in out.read_bytes()


def test_the_command_line_proposes_and_decides(
    tmp_path: Path, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    source = written(tmp_path)
    file = project.path
    project.close()
    found = said(capsys, "touchpoints", "propose", file, source)
    assert (found["proposed"][0], found["proposals"][0]["count"]) == ("Call back", 2)
    assert found["known"][0]["touch_point"] in ("Waiting", "Repair visit")
    assert "Call back" in told(capsys, "touchpoints", "proposals", file)
    assert (
        said(capsys, "touchpoints", "accept", file, "call back", "--channel", "phone")["name"] == "Call back"
    )
    assert said(capsys, "touchpoints", "join", file, "Chat on the site", "--with", "call back") == {
        "name": "Chat on the site", "touch_point": "Call back",
    }  # fmt: skip
    link = str(said(capsys, "touchpoints", "proposals", file)[0]["id"])
    assert "is dismissed" in told(capsys, "touchpoints", "dismiss", file, link)
    assert said(capsys, "touchpoints", "proposals", file) == []
    assert len(said(capsys, "touchpoints", "proposals", file, "--dismissed")) == 1
    assert "Nothing is proposed as “x”" in refused(capsys, "touchpoints", "accept", file, "x")


def test_the_window_reads_a_list_and_a_person_decides(
    window: Any, project: Project, tmp_path: Path, qtbot: Any
) -> None:
    def quiet() -> None:
        qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=15_000)

    file = project.path
    project.close()
    open_file(window, file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    window.go("touchpoints", "proposed")
    quiet()
    view = window.page.views["proposed"]
    assert (view.table.isHidden(), view.rows) == (False, [])
    view.read_list(written(tmp_path))
    quiet()
    assert view.rows[0].name == "Call back"
    view.name.setText("Return call")
    view.channel.set_value("phone")
    view.accept.click()
    quiet()
    assert "Return call" in names(window.context.project)
    view.table.choose(view.rows[-1].id)
    chosen = view.chosen.name
    view.dismiss.click()
    quiet()
    assert chosen not in [p.name for p in view.rows]
    view.look.click()
    assert [p.name for p in view.rows] == [chosen]
    window.do("undo")
    quiet()
    assert view.rows == []
    view.look.click()
    assert chosen in [p.name for p in view.rows]
