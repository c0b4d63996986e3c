"""Templates of customers and of our own people at one touch point: the gap of the pair, and what is hidden of few."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from cxdesk.analysis.expectations import gaps
from cxdesk.project import Project
from cxdesk.responses import live
from cxdesk.responses.actions import add_round
from cxdesk.surveys import templates
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.path import path
from cxdesk.touchpoints import actions as touch_points
from tests.support.commands import said, told

EXPECTED, MET = (5, 4, 5, 4, 4, 5, 5, 4), (2, 3, 2, 4, 1, 2, 3, 3)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "a.cxdesk")
    point = opened.run("Point", touch_points.add, "Installation", "visit")
    for key in ("post_installation", "employees"):
        opened.run("Begin", templates.begin, key, "en", point)
    yield opened
    opened.close()


def answered(project: Project, survey_id: int, people: Sequence[Mapping[str, object]]) -> None:
    survey = project.read(described, survey_id)
    round_id = project.run("Round", add_round, survey_id, "Autumn")
    for answers in people:
        number = project.run("Begin", live.start, round_id, "kiosk", "en")
        for code, value in answers.items():
            project.run("Keep", live.keep, number, survey, code, value)
        project.run("Finish", live.finish, number, path(survey, dict(answers)))


def test_the_gap_is_that_of_the_pair_though_the_touch_point_is_rated_as_a_whole_too(project: Project) -> None:
    people = [
        {"DONE": met + 1, "TIME": {"EXPECTED": expected, "MET": met}, "WORKS": 1}
        for expected, met in zip(EXPECTED, MET, strict=True)
    ]
    answered(project, 1, people)
    (gap,) = project.read(gaps).values()
    assert (gap.value, gap.expected, gap.met, gap.n) == (-2.0, 4.5, 2.5, 8)


def test_what_few_of_our_own_people_believe_is_hidden_and_never_told_as_nought(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(project, 1, [{"DONE": 5, "WORKS": 1} for _n in range(6)])
    answered(project, 2, [{"SEEN": 5} for _n in range(3)])
    file = project.path
    project.close()
    shown = told(capsys, "touchpoints", "show", file, "Installation")
    assert "hidden by the survey’s promise" in shown
    assert "believe" not in shown
    assert said(capsys, "touchpoints", "coverage", file)["employees"][0]["employees"] is None
    assert "Installation 100 – too few to compare" in told(capsys, "touchpoints", "coverage", file)
