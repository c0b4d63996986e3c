"""Questions with answers keep them: another type is refused in words, a new question is offered, the way may change."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses.asked import answers_to, ask_anew, change_scale, change_type, has_answers, refusal
from cxdesk.surveys import actions
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import QuestionRow, whole


@pytest.fixture
def project(tmp_path: Path) -> Any:
    """Five people rated A, nobody answered B."""
    made = Project.create(tmp_path / "a.cxdesk")
    questions = tuple(QuestionSpec(code, "scale", {"en": code}, ScaleSpec(1, 5)) for code in "AB")
    survey = made.run("Survey", actions.build, Definition({"en": "S"}, (SectionSpec({}, questions),)))
    assert not made.read(has_answers, survey)
    item = made.read(whole, survey).questions[0].items[0].id
    round_id = made.run("Round", responses.add_round, survey, "May", date(2026, 5, 1), date(2026, 5, 1))
    frame = pl.DataFrame({f"i{item}": pl.Series([1, 2, 3, 4, 5, None], dtype=pl.Int16)})
    made.run(
        "Import", responses.add_answers, round_id, responses.pack(frame, None), responses.Source("a.csv")
    )
    yield made
    made.close()


def question(project: Project, code: str) -> QuestionRow:
    return next(q for q in project.read(whole, 1).elements if q.code == code)


def test_a_question_with_answers_stays_what_it_is_and_a_new_one_is_asked_beside_it(project: Project) -> None:
    a, b = question(project, "A").id, question(project, "B").id
    assert project.read(has_answers, 1)
    assert (project.read(answers_to, a), project.read(answers_to, b)) == (5, 0)
    with pytest.raises(UserError, match="5 answers are kept as “Points on a scale”"):
        project.run("Type", change_type, a, "radio", "en")
    assert question(project, "A").kind == "scale"
    made = project.run("New", ask_anew, a, "radio", "en")
    assert [(q.code, q.kind) for q in project.read(whole, 1).elements] == [
        ("A", "scale"),
        ("A-2", "single"),
        ("B", "scale"),
    ]
    assert project.read(answers_to, made) == 0


def test_the_way_it_is_asked_may_change_and_its_numbers_stay(project: Project) -> None:
    a = question(project, "A").id
    assert project.read(refusal, a, "stars") == ""
    project.run("Type", change_type, a, "ces", "en")
    now = question(project, "A")
    assert now.scale is not None
    assert (now.look, now.scale.low, now.scale.high) == ("ces", 1, 5)
    with pytest.raises(UserError, match="would be lost"):
        project.run("Scale", change_scale, a, high=7)
    project.run("Scale", change_scale, a, satisfied_from=5)
    after = question(project, "A").scale
    assert after is not None
    assert after.satisfied_from == 5


def test_a_question_without_answers_changes_freely(project: Project) -> None:
    b = question(project, "B")
    project.run("Scale", change_scale, b.id, high=7)
    project.run("Type", change_type, b.id, "line", "en")
    now = question(project, "B")
    assert (now.kind, now.scale, now.items[0].id) == ("text", None, b.items[0].id)
