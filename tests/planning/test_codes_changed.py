"""A question gets another code: whoever still has the release in hand answers it, and all that names it follows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.scores import figures
from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning.follow_up_model import Rule
from cxdesk.planning.model import Action, Evidence
from cxdesk.planning.recoded import change_axis_code, change_code, change_item_code
from cxdesk.planning.rule_actions import add_rule
from cxdesk.planning.rules import RuleSpec, RuleTest
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import live
from cxdesk.responses.aggregate import items_of
from cxdesk.responses.asked import change_answer_number
from cxdesk.responses.filter import AnswerTest, Filter
from cxdesk.responses.quota_counts import quota_counts
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.described import described
from cxdesk.surveys.fresh import matrix_items
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.model import Choice, Item, Question
from cxdesk.surveys.versions import release, version
from tests.responses.live_survey import NOON, REPLIES, VISIT, answered
from tests.support.commands import refused, said

QUOTA = {"name": "repairs", "most": 5, "when": {"op": "is", "question": "WHY", "value": 2}}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "codes.cxdesk")
    project.run("Survey", surveys.build, VISIT)
    project.run("Round", responses.add_round, 1, "Autumn")
    yield project
    project.close()


def number_of(project: Project, code: str, of: Any = Question) -> int:
    return project.read(lambda s: s.scalars(select(of.id).where(of.code == code)).one())


def answer(session: Session, survey: Definition, given: dict[str, Any]) -> None:
    """One respondent at a kiosk that shows this release."""
    number = live.start(session, 1, "kiosk", "en", now=NOON)
    for code, value in given.items():
        live.keep(session, number, survey, code, value)
    assert live.answers_of_live(session, number, survey) == given
    live.finish(session, number, path(survey, given), NOON)


def test_who_has_the_release_in_hand_answers_the_same_questions_after_their_codes_changed(
    project: Project,
) -> None:
    released = project.run("Release", release, 1, override="a test")
    items = {i.code: i.id for i in project.read(items_of, 1)}
    project.run("Answer", answered, 1, REPLIES[1])
    project.run("Code", change_code, number_of(project, "NPS"), "LOYALTY")
    project.run("Code", change_code, number_of(project, "WHAT"), "MATTERS")
    project.run("Code", change_item_code, items["VAN"], "FITTER")
    survey = project.read(version, released)
    assert [q.code for q in survey.questions][1] == "NPS"

    project.run("Answer", answer, survey, REPLIES[2])
    codes = {i.id: i.code for i in project.read(items_of, 1)}
    assert codes[items["NPS"]] == "LOYALTY"
    assert codes[items["VAN"]] == "FITTER"
    for code in ("NPS", "VAN"):
        assert project.read(figures, 1, [items[code]])[items[code], ""].n == 2


def test_a_code_that_another_question_got_meanwhile_is_not_mistaken_for_it(project: Project) -> None:
    released = project.run("Release", release, 1, override="a test")
    items = {i.code: i.id for i in project.read(items_of, 1)}
    project.run("Code", change_code, number_of(project, "HOURS"), "OLD")
    project.run("Code", change_code, number_of(project, "NPS"), "HOURS")
    project.run("Code", change_code, number_of(project, "OLD"), "NPS")
    project.run("Answer", answer, project.read(version, released), REPLIES[1])
    kept = project.read(
        lambda s: dict(s.execute(select(live.LiveAnswer.item_id, live.LiveAnswer.number)).all())
    )
    assert (kept[items["NPS"]], kept[items["HOURS"]]) == (3, 2.5)


def test_a_quota_of_a_release_counts_answers_to_a_question_with_another_code_by_now(project: Project) -> None:
    asked = replace(VISIT, settings={"quotas": [QUOTA]})
    project.run("Survey", surveys.build, asked)
    project.run("Round", responses.add_round, 2, "Winter")
    released = project.run("Release", release, 2, override="a test")
    project.run("Answer", answered, 2, REPLIES[1])
    why = project.read(
        lambda s: s.scalars(select(Question.id).where(Question.code == "WHY", Question.survey_id == 2)).one()
    )
    assert project.read(quota_counts, 2, project.read(version, released)) == {"repairs": 1}
    project.run("Code", change_code, why, "REASON")
    assert project.read(quota_counts, 2, project.read(version, released)) == {"repairs": 1}


def test_evidence_measures_and_rules_follow_a_code_and_undo_takes_all_back(project: Project) -> None:
    for given in REPLIES:
        project.run("Answer", answered, 1, given)
    nps = number_of(project, "NPS", Item)
    where = Filter(answers=(AnswerTest("WHY", "=", "2"),))
    figure = project.read(figures, 1, [nps], where)[nps, ""]
    issue = project.run("Issue", planning.make_issue, "Repairs", figure)
    action = project.run("Action", planning.add_action, issue, "Carry the parts")
    project.run("Tie", planning.tie_measure, action, nps)
    test = RuleTest("answer", "WHY", "is", ("2",))
    for name, survey in (("of this survey", 1), ("of all", None)):
        project.run("Rule", add_rule, RuleSpec(name, (test,), survey_id=survey, person="Anna"))

    def named(session: Session) -> tuple[list[str], list[str]]:
        filters = [*session.scalars(select(Evidence.filter)), *session.scalars(select(Action.measure_filter))]
        return (
            [t.item for text in filters for t in Filter.from_json(text).answers],
            [
                t["field"]
                for row in session.scalars(select(Rule).order_by(Rule.id))
                for t in row.tests["tests"]
            ],
        )

    assert project.read(named) == (["WHY", "WHY"], ["WHY", "WHY"])
    project.run("Code", change_code, number_of(project, "WHY"), "REASON")
    assert project.read(named) == (["REASON", "REASON"], ["REASON", "REASON"])
    again = Filter.from_json(project.read(lambda s: s.scalars(select(Evidence.filter)).one()))
    assert project.read(figures, 1, [nps], again)[nps, ""].value == figure.value
    project.undo()
    assert project.read(named) == (["WHY", "WHY"], ["WHY", "WHY"])


def test_what_another_survey_means_by_the_same_code_stays(project: Project) -> None:
    project.run("Survey", surveys.build, VISIT)
    project.run("Rule", add_rule, RuleSpec("all", (RuleTest("answer", "WHY", "is", ("2",)),), person="Anna"))
    first = project.read(
        lambda s: s.scalars(select(Question.id).where(Question.code == "WHY", Question.survey_id == 1)).one()
    )
    project.run("Code", change_code, first, "REASON")
    assert project.read(lambda s: s.scalars(select(Rule)).one().tests["tests"][0]["field"]) == "WHY"


def test_the_number_of_an_answer_stays_where_answers_are_kept_by_it(project: Project) -> None:
    choice = project.read(
        lambda s: s.scalars(
            select(Choice.id).join(Question, Question.id == Choice.question_id).where(
                Question.code == "WHY", Choice.code == 2
            )
        ).one()
    )  # fmt: skip
    project.run("Number", change_answer_number, choice, 3)
    project.undo()
    project.run("Answer", answered, 1, REPLIES[1])
    with pytest.raises(UserError, match="1 answer"):
        project.run("Number", change_answer_number, choice, 3)


SIDES = {
    "rows": [{"code": "1", "text": {"en": "Visit"}}, {"code": "2", "text": {"en": "Phone"}}],
    "columns_of": [{"code": "1", "text": {"en": "Quick"}}, {"code": "3", "text": {"en": "Kind"}}],
}


@pytest.fixture
def matrix(project: Project) -> Project:
    """A matrix of ticks, and a question whose condition and text name a cell of it; its survey is number 2."""
    shown = {"op": "ticked", "question": "M", "value": ["1:1", "2:1"]}
    asked = (
        QuestionSpec(
            "M", "multiple", {"en": "How?"}, items=matrix_items(SIDES), look="matrix_ticks", settings=SIDES
        ),
        QuestionSpec("N", "text", {"en": "About {{M:1:1}}"}, rules={"show": shown}),
    )
    project.run("Survey", surveys.build, Definition({"en": "Matrix"}, (SectionSpec({}, asked),)))
    return project


def test_a_row_or_column_of_a_matrix_of_ticks_gets_another_code_and_its_cells_keep_their_answers(
    matrix: Project,
) -> None:
    kept = {i.code: i.id for i in matrix.read(items_of, 2)}
    question = number_of(matrix, "M")
    matrix.run("Answer", answered, 1, REPLIES[1])
    nps = number_of(matrix, "NPS", Item)
    matrix.run("Issue", planning.make_issue, "Visits", matrix.read(figures, 1, [nps])[nps, ""])
    of_cell = Filter(answers=(AnswerTest("1:1", "=", "1"),)).to_json()
    matrix.run("Evidence", lambda s: setattr(s.scalars(select(Evidence)).one(), "filter", of_cell))
    # The condition, the text, what its answers are called, and the evidence.
    assert matrix.run("Code", change_axis_code, question, "rows", "1", "VISIT") == 4
    kept_filter = Filter.from_json(matrix.read(lambda s: s.scalars(select(Evidence.filter)).one()))
    assert [t.item for t in kept_filter.answers] == ["VISIT:1"]
    assert {i.code: i.id for i in matrix.read(items_of, 2)} == {
        "VISIT:1": kept["1:1"], "VISIT:3": kept["1:3"], "2:1": kept["2:1"], "2:3": kept["2:3"], "N": kept["N"],
    }  # fmt: skip
    first, second = matrix.read(described, 2).elements
    assert second.rules["show"]["value"] == ["VISIT:1", "2:1"]
    assert second.text == {"en": "About {{M:VISIT:1}}"}
    assert [part["code"] for part in first.settings["rows"]] == ["VISIT", "2"]
    assert {i.settings["row"] for i in first.items} == {"VISIT", "2"}
    matrix.undo()
    assert {i.code for i in matrix.read(items_of, 2)} == set(kept)
    with pytest.raises(UserError, match="another answer’s"):
        matrix.run("Code", change_axis_code, question, "rows", "1", "2")


def test_the_command_names_a_side_of_a_matrix_by_a_colon(
    matrix: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    matrix.close()
    file, survey = str(matrix.path), ("--survey", "Matrix")
    assert "1:, 2:, :1" in refused(capsys, "survey", "code", file, "M", "X", "--answer", "1", *survey)
    assert said(capsys, "survey", "code", file, "M", "FAST", "--answer", ":1", *survey)["places"] == 3
    assert said(capsys, "survey", "code", file, "M", "PHONE", "--answer", "2", *survey)["places"] == 1
    again = Project.open(matrix.path)
    assert again.read(described, 2).elements[1].rules["show"]["value"] == ["1:FAST", "PHONE:FAST"]
    again.close()
