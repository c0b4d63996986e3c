"""Answers that came in one by one become ordinary ones by themselves, and neither a kill nor an undo loses one."""

import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import desk, folding, live
from cxdesk.responses.aggregate import people
from cxdesk.responses.collecting import collect
from cxdesk.responses.model import AnswerCollection, ImportBatch, LiveAnswer, LiveResponse, Round
from cxdesk.responses.rounds_of import close_round
from cxdesk.surveys import actions as surveys
from tests.responses.live_survey import REPLIES, VISIT, answered
from tests.responses.test_live import everything
from tests.responses.test_quotas_in_the_field import answer_file
from tests.support.commands import refused, said, told

ROOT = Path(__file__).resolve().parents[2]


def rows(session: Session) -> tuple[int, int, int]:
    """How many live answers, imports, and finished responses that wait there are."""
    answers = session.scalar(select(func.count(LiveAnswer.id))) or 0
    imports = session.scalar(select(func.count(ImportBatch.id))) or 0
    return answers, imports, sum(folding.waiting(session).values())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "fold.cxdesk")
    project.run("Survey", surveys.build, VISIT)
    project.run("Round", responses.add_round, 1, "Autumn")
    for given in REPLIES:
        project.run("Answer", answered, 1, given)
    return project


def reopened(project: Project) -> Project:
    project.close()
    return Project.open(project.path)


def ended(session: Session, round_id: int, day: date) -> None:
    session.get_one(Round, round_id).closed_on = day


def test_closing_a_round_is_one_step_that_puts_its_answers_together(project: Project) -> None:
    seen = everything(project)
    assert close_round(project, 1, date.today()) == 4
    assert everything(project) == seen
    assert project.undo() == "Close a survey round"
    assert project.read(rows)[1:] == (0, 4)
    assert project.read(lambda s: s.get_one(Round, 1).closed_on) is None
    project.close()


def test_commands_store_close_and_open_again(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.close()
    path = project.path
    assert said(capsys, "responses", "store", path) == [{"round": "Autumn", "answers": 4}]
    assert "waiting" in told(capsys, "responses", "store", path)
    assert "Autumn" in told(capsys, "responses", "close", path, "--round", "autumn")
    assert said(capsys, "responses", "close", path, "--round", "Autumn", "--reopen")["closed_on"] is None
    assert "Winter" in refused(capsys, "responses", "close", path, "--round", "Winter")
    again = Project.open(path)
    assert again.read(people, 1)["n"].to_list() == [4]
    again.close()


def test_a_few_of_an_open_round_wait_and_all_of_a_closed_one_are_put_together_at_close(
    project: Project,
) -> None:
    seen = everything(project)
    begun = project.run("Begin", live.start, 1, "kiosk", "en")
    project.run("Keep", live.keep, begun, VISIT, "WHY", 1)
    again = reopened(project)
    assert again.read(rows)[1:] == (0, 4)
    again.run("Close", ended, 1, date.today() - timedelta(1))
    last = reopened(again)
    assert everything(last) == seen
    # What was begun and left stays as it is: nobody said that it is whole.
    assert last.read(rows) == (1, 1, 0)
    last.close()


def test_enough_of_an_open_round_are_put_together_but_not_its_paper(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "WORTH_A_CHUNK", 4)
    sheet = project.run("Sheet", desk.begin, 1, "5", "en")
    project.run("Keep", live.keep, sheet.response_id, VISIT, "NPS", 8)
    project.run("Done", desk.done, sheet, VISIT)
    seen = everything(project)
    again = reopened(project)
    assert again.read(rows)[1:] == (1, 1)
    assert everything(again) == seen
    second = again.run("Second", desk.begin, 1, "5", "en", second=True)
    assert second.checks == sheet.response_id
    again.close()


def test_one_button_puts_all_together_and_undo_takes_it_back(project: Project) -> None:
    seen = everything(project)
    assert project.read(folding.waiting, 1) == {1: 4}
    assert folding.fold(project, 1) == 4
    assert folding.fold(project, 1) == 0
    assert project.undo() == "Put answers that came in one by one together"
    assert project.read(rows)[1:] == (0, 4)
    project.redo()
    assert everything(project) == seen
    last = reopened(project)
    assert everything(last) == seen
    last.close()


KILLED = """
import os, signal, sys
from datetime import datetime, timedelta
from pathlib import Path
from cxdesk.project import Project
from cxdesk.responses import folding, store

place = sys.argv[2]
def die(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
if place == "moved":  # the chunk is written, nothing is committed
    folding._move_references = die
elif place == "between":  # committed, the live rows are there still
    folding.collect = die
else:  # after the collecting, before the last
    store.collect = die
folding.WORTH_A_CHUNK = 1
project = Project.open(Path(sys.argv[1]))
project.close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("place", ["moved", "between", "after"])
def test_killed_in_the_middle_all_answers_are_there_once(project: Project, place: str) -> None:
    seen = everything(project)
    project.close()
    child = subprocess.run([sys.executable, "-c", KILLED, str(project.path), place], cwd=ROOT, check=False)
    assert child.returncode == -signal.SIGKILL
    again = Project.open(project.path)
    assert everything(again) == seen
    assert again.read(rows)[1:] == ((0, 4) if place == "moved" else (1, 0))
    last = reopened(again)
    assert everything(last) == seen
    last.close()


def test_a_disk_without_room_leaves_them_where_they_are(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cxdesk.errors import UserError

    def full(*_args: Any, **_kwargs: Any) -> None:
        raise UserError("no room")

    seen = everything(project)
    monkeypatch.setattr(folding, "WORTH_A_CHUNK", 1)
    monkeypatch.setattr(folding, "_move_references", full)
    again = reopened(project)
    assert again.read(rows)[1:] == (0, 4)
    assert everything(again) == seen
    monkeypatch.undo()
    again.close()


def test_a_collection_is_one_step_that_says_what_it_took_back(project: Project, tmp_path: Path) -> None:
    seen = everything(project)
    files = [answer_file(tmp_path, project, n) for n in range(3)]
    assert [o.result for o in collect(project, files, "Web")] == ["stored"] * 3
    assert project.read(people, 1)["n"].to_list() == [7]
    after = everything(project)
    assert project.undo() == "Take in the answers of 3 people"
    assert everything(project) == seen
    assert project.read(live.response_of_key, f"{1:032x}") is None
    assert "Web" not in project.read(lambda s: [r.name for r in s.query(live.Round)])
    assert project.redo() == "Take in the answers of 3 people"
    assert everything(project) == after
    project.undo()
    # Once more by hand after an undo: they count once.
    assert [o.result for o in collect(project, files[:2], "Web")] == ["stored"] * 2
    assert [o.result for o in collect(project, files, "Web")] == ["known", "known", "stored"]
    assert everything(project) == after
    project.undo()
    last = reopened(project)
    assert last.read(people, 1)["n"].to_list() == [6]
    assert last.read(lambda s: s.query(AnswerCollection).count()) == 0
    assert last.read(lambda s: s.query(LiveResponse).count()) == 6
    assert [o.result for o in collect(last, files, "Web")] == ["known", "known", "stored"]
    last.close()


def test_a_round_with_answers_that_is_undone_and_done_again_gives_all_back(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "round.cxdesk")
    project.run("Survey", surveys.build, VISIT)
    project.run("Round", responses.add_round, 1, "Lobby")
    for given in REPLIES:
        project.run("Answer", answered, 1, given)
    seen = everything(project)
    assert project.undo() == "Round"
    assert project.read(people, 1)["n"].to_list() == [0]
    project.redo()
    assert everything(project) == seen
    project.undo()
    project.undo()
    project.redo()
    project.redo()
    assert everything(project) == seen
    project.close()


def test_a_round_that_was_undone_with_answers_in_it_comes_back_at_close(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "round.cxdesk")
    project.run("Survey", surveys.build, VISIT)
    project.run("Round", responses.add_round, 1, "Lobby")
    for given in REPLIES:
        project.run("Answer", answered, 1, given)
    seen = everything(project)
    project.undo()
    last = reopened(project)
    assert everything(last) == seen
    last.close()
