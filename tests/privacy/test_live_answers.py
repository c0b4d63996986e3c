"""A respondent whose answers came in one by one is erased, and leaves in no package."""

from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.privacy import package
from cxdesk.privacy.actions import Whom, erase, preview
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import desk
from cxdesk.responses.aggregate import people
from cxdesk.responses.folding import fold
from cxdesk.responses.model import LiveAnswer, LiveResponse
from cxdesk.responses.schema import LIVE
from cxdesk.surveys import actions as surveys
from tests.responses.live_survey import REPLIES, VISIT, answered

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


def test_a_person_is_erased_by_their_answer_with_the_second_entry_of_it(project: Project) -> None:
    sheet = project.run("Sheet", desk.begin, 1, "5", "en")
    project.run("Done", desk.done, sheet, VISIT)
    second = project.run("Sheet", desk.begin, 1, "5", "en", second=True)
    assert second.checks == sheet.response_id
    erase(project, Whom(response_id=LIVE + sheet.response_id))
    assert project.read(lambda s: s.query(LiveResponse).count()) == 2
    assert project.read(lambda s: s.query(LiveAnswer).count()) > 0
    project.close()


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
