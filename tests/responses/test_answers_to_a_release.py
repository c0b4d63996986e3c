"""Who has a release in hand answers all of it, also what the draft asks no more: nothing of it is lost or mistaken."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from cxdesk.analysis.scores import figure
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import live
from cxdesk.responses.collecting import collect
from cxdesk.responses.folding import fold
from cxdesk.responses.model import Round
from cxdesk.responses.quota_counts import quota_counts
from cxdesk.surveys import actions as surveys
from cxdesk.surveys import restoring
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.queries import whole
from cxdesk.surveys.versions import release, version, version_rows
from tests.responses.live_survey import NOON, REPLIES, VISIT
from tests.responses.test_quotas_in_the_field import answer_file

PROMOTERS = {"name": "Promoters", "most": 9, "when": {"op": ">=", "question": "NPS", "value": 9}}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "release.cxdesk")
    project.run("Survey", surveys.build, replace(VISIT, settings={"quotas": [PROMOTERS]}))
    project.run("Release", release, 1, override="a test")
    project.run("Round", responses.add_round, 1, "Autumn")
    project.run("Asked", responses.set_version, 1, released(project))
    yield project
    project.close()


def released(project: Project) -> int:
    return project.read(version_rows, 1)[0].id


def answer(session: Session, survey: Definition, version_id: int, given: dict[str, Any]) -> int:
    """One respondent at a kiosk that shows this release."""
    number = live.start(session, 1, "kiosk", "en", version_id=version_id, now=NOON)
    for code, value in given.items():
        live.keep(session, number, survey, code, value)
    live.finish(session, number, path(survey, given), NOON)
    return number


def at_kiosk(project: Project, given: dict[str, Any]) -> int:
    survey = project.read(version, released(project))
    number: int = project.run("Answer", answer, survey, released(project), given)
    assert project.read(live.answers_of_live, number, survey) == given
    return number


def question(project: Project, code: str) -> Any:
    return next(q for q in project.read(whole, 1).questions if q.code == code)


def test_answers_to_a_question_that_the_draft_has_no_more_are_kept_and_count_when_it_is_back(
    project: Project, tmp_path: Path
) -> None:
    nps, ticks = question(project, "NPS"), question(project, "WHAT")
    speed = ticks.items[1].id
    at_kiosk(project, REPLIES[1])
    for gone in (nps, ticks):
        project.run("Delete", surveys.delete_question, gone.id)
    at_kiosk(project, REPLIES[2])
    file = answer_file(tmp_path, project, 1, version=1, answers=REPLIES[0])
    assert [o.result for o in collect(project, [file])] == ["stored"]
    assert project.read(quota_counts, 1, project.read(version, released(project))) == {"Promoters": 2}

    project.run("Back", restoring.bring_back, released(project))
    assert project.read(figure, 1, nps.items[0].id).n == 3
    assert question(project, "WHAT").items[1].id == speed


def test_answers_put_together_while_their_question_was_gone_come_back_with_it(project: Project) -> None:
    nps = question(project, "NPS")
    what = question(project, "MORE")
    for given in REPLIES[:3]:
        at_kiosk(project, given)
    for gone in (nps, what):
        project.run("Delete", surveys.delete_question, gone.id)
    assert fold(project, 1) == 3
    survey = project.read(version, released(project))
    assert project.read(quota_counts, 1, survey) == {"Promoters": 2}
    project.close()
    again = Project.open(project.path)
    assert again.read(quota_counts, 1, survey) == {"Promoters": 2}
    again.run("Back", restoring.bring_back, released(again))
    found = again.read(figure, 1, nps.items[0].id)
    assert (found.n, round(found.value or 0, 1)) == (3, 33.3)
    from cxdesk.responses.aggregate import counted

    words = again.read(lambda s: counted(s, 1, (), texts=[what.items[0].id]))
    assert "Very kind" in words[f"i{what.items[0].id}"].to_list()
    again.close()


def test_answers_are_not_mistaken_for_those_of_another_question_that_took_the_code(project: Project) -> None:
    nps = question(project, "NPS")
    project.run("Delete", surveys.delete_question, nps.id)
    section = project.read(whole, 1).sections[0].id
    project.run(
        "Add", surveys.add_question, section, QuestionSpec("NPS", "number", {"en": "How many lifts?"})
    )
    at_kiosk(project, REPLIES[1])
    assert project.read(figure, 1, question(project, "NPS").items[0].id).n == 0


def test_answers_to_a_newer_release_begin_a_round_of_their_own(project: Project, tmp_path: Path) -> None:
    project.run("Words", surveys.set_question_text, question(project, "WHY").id, "Why?", "en")
    project.run("Release", release, 1, override="a test")
    newer = project.read(version_rows, 1)[0].id
    files = [answer_file(tmp_path, project, n, version=n, answers=REPLIES[0]) for n in (1, 2)]
    found = [o.round for o in collect(project, files)]
    assert found[0] == "Autumn"
    assert found[1] != "Autumn"
    asked = {r.name: r.version_id for r in project.read(lambda s: s.query(Round).all())}
    assert (asked["Autumn"] != newer, asked[found[1]]) == (True, newer)
    draft = answer_file(tmp_path, project, 3, version=0, answers=REPLIES[1])
    assert [o.round for o in collect(project, [draft])] == [found[1]]
