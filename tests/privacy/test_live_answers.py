"""A respondent whose answers came in one by one is erased, and leaves in no package."""

from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.privacy import package
from cxdesk.privacy.actions import Whom, erase, preview
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import desk, live
from cxdesk.responses.aggregate import as_kept, people
from cxdesk.responses.folding import fold
from cxdesk.responses.model import LiveAnswer, LiveResponse
from cxdesk.responses.schema import LIVE
from cxdesk.surveys import actions as surveys
from tests.responses.live_survey import REPLIES, VISIT, answered
from tests.support.commands import refused, said

WORDS = "Ask for Mrs Quillfeather, extension 5521"


def bytes_of(project: Project) -> bytes:
    path = project.path
    project.close()
    return path.read_bytes()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "live.cxdesk")
    project.run("Survey", surveys.build, VISIT)
    project.run("Round", responses.add_round, 1, "Autumn")
    project.run("Answer", answered, 1, REPLIES[0] | {"MORE": WORDS}, "sheet-77", "paper")
    project.run("Answer", answered, 1, REPLIES[1], "sheet-78", "paper")
    return project


@pytest.mark.parametrize("folded", [False, True])
def test_a_person_is_erased_by_the_key_of_their_sheet(project: Project, folded: bool) -> None:
    if folded:
        fold(project, 1)
    whom = Whom(key="SHEET-77")
    assert preview(project, whom).responses == 1
    assert erase(project, whom).places["answers"] == 1
    assert project.read(people, 1)["n"].to_list() == [1]
    left = project.read(lambda s: [r.key for r in s.query(LiveResponse)])
    assert left == ["sheet-78"]
    with pytest.raises(UserError):
        erase(project, whom)
    data = bytes_of(project)
    assert b"Quillfeather" not in data
    assert b"sheet-77" not in data


@pytest.mark.parametrize("folded", [False, True])
def test_a_person_is_erased_by_their_answer_with_the_second_entry_of_it(
    project: Project, folded: bool
) -> None:
    first = typed(project, "5", "Call Mrs Quillfeather")
    second = typed(project, "5", "Call Mrs Featherquill", second=True)
    other = typed(project, "6", "Nothing to say")
    assert second.checks == first.response_id
    number = LIVE + first.response_id
    if folded:
        fold(project, 1)
        number = project.read(as_kept, 1, [], every_state=True)["response_id"].to_list()[2]
    assert preview(project, Whom(response_id=number)).responses == 1
    erase(project, Whom(response_id=number))
    left = project.read(lambda s: {r.key: r.id for r in s.query(LiveResponse)})
    assert left.keys() == {"sheet-77", "sheet-78", "paper 1 6"}
    assert left["paper 1 6"] == other.response_id
    assert project.read(lambda s: {a.response_id for a in s.query(LiveAnswer)}) <= set(left.values())
    data = bytes_of(project)
    assert b"Featherquill" not in data
    assert b"Call Mrs" not in data
    assert b"paper 1 5" not in data
    again = Project.open(project.path)
    assert again.read(people, 1)["n"].to_list() == [3]
    again.close()


def typed(project: Project, name: str, words: str, second: bool = False) -> desk.Sheet:
    sheet = project.run("Sheet", desk.begin, 1, name, "en", second=second)
    project.run("Type", live.keep, sheet.response_id, VISIT, "MORE", words)
    project.run("Done", desk.done, sheet, VISIT)
    return sheet


def test_a_sheet_is_erased_by_its_number_and_round(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(project, "A 5", "Call Mrs Quillfeather")
    project.close()
    path = project.path
    sentence = refused(capsys, "responses", "erase", path, "--sheet", "9", "--round", "Autumn", "--yes")
    assert "“9”" in sentence
    assert "one of" in refused(capsys, "responses", "erase", path, "--yes")
    told_ = said(capsys, "responses", "erase", path, "--sheet", "a 5", "--round", "Autumn", "--yes")
    assert told_["answers"] == 1
    again = Project.open(path)
    assert again.read(people, 1)["n"].to_list() == [2]
    again.close()


def test_a_package_keeps_the_figures_and_no_words(project: Project, tmp_path: Path) -> None:
    project.close()
    packed = package.write(project.path, tmp_path / "out.cxdesk")
    assert packed.answers == 2
    data = (tmp_path / "out.cxdesk").read_bytes()
    assert b"Quillfeather" not in data
    assert b"sheet-77" not in data
    copy = Project.open(tmp_path / "out.cxdesk")
    assert copy.read(people, 1)["n"].to_list() == [2]
    copy.close()


@pytest.mark.parametrize("folded", [False, True])
def test_a_person_is_erased_by_the_mail_address_they_left_as_their_answer(
    project: Project, folded: bool
) -> None:
    left = {"MORE": " Ann.Quillfeather@lifts.example "}
    project.run("Answer", answered, 1, REPLIES[2] | left, "c" * 32)
    project.run("Answer", answered, 1, REPLIES[3] | {"MORE": "Ask ann.quillfeather@lifts.example"}, "d" * 32)
    if folded:
        fold(project, 1)
    whom = Whom(key="ann.quillfeather@lifts.example")
    assert preview(project, whom).responses == 1
    erase(project, whom)
    assert project.read(people, 1)["n"].to_list() == [3]
    data = bytes_of(project)
    assert b"Ann.Quillfeather" not in data
