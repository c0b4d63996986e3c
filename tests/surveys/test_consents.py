"""What a survey says it asks consent for is asked, wherever it is answered; and what is asked is noted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.responses import desk
from cxdesk.responses.actions import add_round
from cxdesk.surveys import actions, consents, editing, rule_actions
from cxdesk.surveys.fresh import fresh
from cxdesk.surveys.queries import whole
from cxdesk.surveys.retyped import change_look
from tests.support.commands import said


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "a.cxdesk")
    project.run("Survey", actions.create, "Visit", "nl")
    section = project.run("Section", actions.add_section, 1, {"nl": "Bezoek"})
    project.run("Question", actions.add_question, section, fresh("nps", "nl"))
    yield project
    project.close()


def flags(project: Project) -> tuple[bool, bool]:
    survey = project.read(whole, 1)
    return survey.consent_to_quote, survey.consent_to_contact


def asking(project: Project) -> dict[str, Any]:
    questions = project.read(whole, 1).questions
    return {str(q.settings.get("purpose")): q for q in questions if q.look == "consent"}


def test_saying_that_consent_is_asked_asks_it_and_the_desk_can_type_it(project: Project) -> None:
    for purpose in ("quote", "contact"):
        project.run("Ask", consents.ask, 1, purpose, True)
        project.run("Ask", consents.ask, 1, purpose, True)
    assert flags(project) == (True, True)
    found = asking(project)
    assert found["contact"].text["nl"] == "Mogen wij contact met u opnemen over uw antwoorden?"
    assert set(found["quote"].text) == {"en", "nl", "hu", "uk", "fa"}
    round_id = project.run("Round", add_round, 1, "Herfst")
    definition, _version = project.read(desk.asked_in, round_id)
    assert [s.question.settings.get("purpose") for s in desk.slots(definition, {})][-2:] == [
        "quote",
        "contact",
    ]
    project.run("No more", consents.ask, 1, "contact", False)
    assert (flags(project), set(asking(project))) == ((True, False), {"quote"})
    project.undo()
    assert (flags(project), set(asking(project))) == ((True, True), {"quote", "contact"})


def test_a_consent_that_a_rule_looks_at_is_not_taken_away_unasked(project: Project) -> None:
    project.run("Ask", consents.ask, 1, "contact", True)
    section, code = project.read(whole, 1).sections[0].id, asking(project)["contact"].code
    phone = project.run("Question", actions.add_question, section, fresh("line", "nl"))
    project.run("Rule", rule_actions.set_show, phone, {"op": "is", "question": code, "value": 1})
    with pytest.raises(UserError, match="looks at this question"):
        project.run("No more", consents.ask, 1, "contact", False)
    assert flags(project) == (False, True)


def test_a_consent_that_is_added_changed_or_taken_away_in_the_editor_is_noted(project: Project) -> None:
    section = project.read(whole, 1).sections[0].id
    made = project.run("Add", editing.add_question_at, section, 0, fresh("consent", "nl"))
    assert flags(project) == (True, False)
    project.run("Purpose", lambda s: editing.set_settings(s, made, purpose="contact"))
    assert flags(project) == (False, True)
    project.run("Purpose", lambda s: editing.set_settings(s, made, purpose=None))
    assert flags(project) == (False, False)
    project.run("Purpose", lambda s: editing.set_settings(s, made, purpose="quote"))
    project.run("Type", change_look, made, "yes_no", "nl")
    assert flags(project) == (False, False)
    project.undo()
    assert flags(project) == (True, False)
    project.run("Delete", editing.delete_chosen, [made], [])
    assert flags(project) == (False, False)


def test_consent_that_came_with_answers_of_another_tool_stays_noted(project: Project) -> None:
    project.run("Imported", actions.set_promise, 1, "named", True, False)
    first = project.read(whole, 1).questions[0].id
    project.run("Delete", editing.delete_chosen, [first], [])
    section = project.read(whole, 1).sections[0].id
    project.run("Add", editing.add_question_at, section, 0, fresh("line", "nl"))
    assert flags(project) == (True, False)


def test_promise_and_consents_are_said_by_command(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project.path
    project.close()
    asked = said(capsys, "survey", "purpose", path, "--promise", "confidential", "--consent", "contact")
    assert (asked["promise"], asked["consents"]) == ("confidential", ["contact"])
    asked = said(capsys, "survey", "purpose", path, "--consent", "none")
    assert (asked["promise"], asked["consents"]) == ("confidential", [])
