"""A survey keeps all that the studio puts into it, in the file and as plain data; a path follows its rules."""

from pathlib import Path

import pytest

from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.definition import (
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
)
from cxdesk.surveys.described import described
from cxdesk.surveys.formats.own import definition_of, document_of
from cxdesk.surveys.logic.expression import Known, holds
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.looks import LOOKS, look_of
from cxdesk.surveys.model import KINDS
from cxdesk.surveys.queries import survey_rows, whole

REPAIR = {"op": "is", "question": "WHY", "value": 2}
SURVEY = Definition(
    {"en": "Visit"},
    (
        SectionSpec(
            {"en": "First"},
            (
                QuestionSpec(
                    "WHY",
                    "single",
                    {"en": "Why did we come?"},
                    choices=(
                        ChoiceSpec(1, {"en": "Installation"}),
                        ChoiceSpec(2, {"en": "Repair"}, settings={"show": {"op": "and", "of": []}}),
                        ChoiceSpec(9, {"en": "Don’t know"}, declared=True),
                    ),
                    look="radio",
                    hint={"en": "Choose one"},
                    goal="Retention",
                ),
                QuestionSpec("HELLO", "statement", {"en": "Now about the repair"}, rules={"show": REPAIR}),
                QuestionSpec("", "break", {}),
                QuestionSpec(
                    "WAIT",
                    "scale",
                    {"en": "The wait"},
                    ScaleSpec(1, 5),
                    items=(
                        ItemSpec("WAIT_E", {"en": "Expected"}, settings={"role": "expectation"}),
                        ItemSpec("WAIT_M", {"en": "Met"}, settings={"role": "experience"}),
                    ),
                    look="pair",
                    rules={"show": REPAIR, "skip": [{"when": None, "to": {"section": "LAST"}}]},
                    is_template=True,
                ),
            ),
            code="FIRST",
            intro={"en": "Two questions"},
        ),
        SectionSpec({"en": "Middle"}, (QuestionSpec("MORE", "text", {"en": "Anything else?"}),)),
        SectionSpec({"en": "Last"}, (QuestionSpec("NPS", "nps", {"en": "Recommend?"}),), code="LAST"),
    ),
    intro={"en": "Hello"},
    thanks={"en": "Thank you"},
    settings={"minutes": 3},
    consent_to_contact=True,
)


def test_a_survey_comes_out_of_the_file_as_it_went_in(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "s.cxdesk")
    number = project.run("Survey", actions.build, SURVEY)
    found = project.read(described, number)
    again = project.read(described, project.run("Survey", actions.build, found))
    plain = [document_of(d) for d in (found, again)]
    for d in plain:
        for section in d["sections"]:
            for element in section["elements"]:
                for item in element["items"]:
                    item["key"] = ""
    assert plain[0] == plain[1]
    assert [e.code for e in found.elements] == ["WHY", "HELLO", "Q3", "WAIT", "MORE", "NPS"]
    assert (found.settings, found.thanks, found.consent_to_contact) == (
        {"minutes": 3},
        {"en": "Thank you"},
        True,
    )
    wait = next(q for q in found.questions if q.code == "WAIT")
    assert (wait.look, wait.rules["show"], wait.is_template) == ("pair", REPAIR, True)
    assert [i.settings["role"] for i in wait.items] == ["expectation", "experience"]
    assert [s.code for s in found.sections] == ["FIRST", "S2", "LAST"]
    assert project.read(survey_rows)[0].questions == 4
    assert len(project.read(whole, number).elements) == 6
    project.close()


def test_a_definition_is_the_same_after_plain_data() -> None:
    assert definition_of(document_of(SURVEY)) == SURVEY


@pytest.mark.parametrize(
    ("answers", "seen"),
    [
        ({}, ["WHY", "", "MORE", "NPS"]),
        ({"WHY": 1}, ["WHY", "", "MORE", "NPS"]),
        ({"WHY": 2}, ["WHY", "HELLO", "", "WAIT", "NPS"]),
        ({"WHY": 9}, ["WHY", "", "MORE", "NPS"]),
    ],
)
def test_a_path_follows_rules_and_jumps(answers: dict[str, int], seen: list[str]) -> None:
    assert [stop.element.code for stop in path(SURVEY, answers).stops] == seen


def test_a_page_ends_at_a_break_and_at_a_section() -> None:
    pages = path(SURVEY, {"WHY": 2}).pages
    assert [[s.element.code for s in page] for page in pages] == [["WHY", "HELLO"], ["WAIT"], ["NPS"]]


def test_a_blank_fails_a_comparison_and_its_opposite() -> None:
    known = Known({}, {q.code: q for q in SURVEY.questions})
    assert not holds(REPAIR, known)
    assert not holds(REPAIR | {"op": "is_not"}, known)
    assert holds({"op": "not", "of": REPAIR}, known)
    assert holds({"op": "not_answered", "question": "WHY"}, known)


def test_every_look_is_kept_as_a_kind_there_is() -> None:
    assert {look.kind for look in LOOKS.values()} <= set(KINDS)
    assert [look_of(q) for q in SURVEY.elements] == ["radio", "statement", "break", "pair", "text", "nps"]
