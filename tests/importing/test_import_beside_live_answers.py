"""Answers that came in one by one are there: a file that holds them too adds none of them, and may correct one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cxdesk.analysis.scores import figure
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses.aggregate import items_of, people
from cxdesk.surveys import actions as surveys
from exports.tables.answers import answers_out
from exports.tables.export import export
from tests.responses.live_survey import REPLIES, VISIT, answered


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "here.cxdesk")
    project.run("Survey", surveys.build, VISIT)
    project.run("Round", responses.add_round, 1, "Autumn")
    project.run("Answer", answered, 1, REPLIES[0], "a" * 32)
    project.run("Answer", answered, 1, REPLIES[1], "b" * 32)
    yield project
    project.close()


def nps(project: Project) -> tuple[int, float | None]:
    item = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")
    found = project.read(figure, 1, item)
    return found.n, found.value


def test_the_file_of_a_second_kiosk_adds_only_what_is_not_here(project: Project, tmp_path: Path) -> None:
    other = Project.create(tmp_path / "there.cxdesk")
    other.run("Survey", surveys.build, VISIT)
    other.run("Round", responses.add_round, 1, "Autumn")
    for given, key in ((REPLIES[0], "a"), (REPLIES[2], "c"), (REPLIES[3], "d")):
        other.run("Answer", answered, 1, given, key * 32)
    export(other.read(answers_out, 1), tmp_path / "there.csv")
    other.close()
    plan = mapping.suggest(detect.sniff(tmp_path / "there.csv"))
    done = import_file(project, plan, survey_id=1, round_name="Autumn")
    assert (done.stored, done.unchanged, done.changed) == (2, 1, 0)
    assert project.read(people, 1)["n"].to_list() == [4]
    again = import_file(project, plan, survey_id=1, round_name="Autumn")
    assert (again.stored, again.unchanged, again.changed) == (0, 3, 0)


def test_an_answer_that_was_mended_in_the_file_is_mended_here(project: Project, tmp_path: Path) -> None:
    before = nps(project)
    file = tmp_path / "mended.csv"
    export(project.read(answers_out, 1), file)
    lines = file.read_text("utf-8-sig").splitlines()
    at = lines[0].split(",").index("NPS")
    row = next(n for n, line in enumerate(lines) if line.startswith("b" * 32))
    cells = lines[row].split(",")
    cells[at] = "9"
    lines[row] = ",".join(cells)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = import_file(project, mapping.suggest(detect.sniff(file)), survey_id=1, round_name="Autumn")
    assert (done.stored, done.unchanged, done.changed) == (0, 1, 1)
    assert nps(project) == (2, 100.0)
    project.undo()
    assert nps(project) == before
