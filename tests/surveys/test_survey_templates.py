"""Templates of surveys: complete in five languages, rules that hold, marked until changed, on a touch point."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from cxdesk.i18n import LANGUAGES
from cxdesk.paths import resource
from cxdesk.project import Project
from cxdesk.surveys import actions, editing, options, scales, templates
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.described import described
from cxdesk.surveys.formats.own import definition_of, document_of
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.looks import LOOKS
from cxdesk.surveys.model import PATTERNS, PROMISES
from cxdesk.surveys.queries import QuestionRow, whole
from cxdesk.surveys.review.review import review
from cxdesk.surveys.translations import flagged, lines, still_fits, write_text
from cxdesk.touchpoints import actions as touch_points
from cxdesk.touchpoints.queries import touch_point_rows
from tests.support.commands import refused, said, told
from tests.support.template_texts import texts


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "a.cxdesk")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", [*(f"surveys/{key}" for key in templates.KEYS), "survey_words"])
def test_every_text_is_there_in_every_language(name: str) -> None:
    data = json.loads(resource("templates", f"{name}.json").read_text(encoding="utf-8"))
    found = [text for text in texts(data) if text["en"] != "%"]
    assert len(found) > 10
    for text in found:
        assert sorted(text) == sorted(LANGUAGES)
        assert all(text[code].strip() == text[code] != "" for code in LANGUAGES)
        assert len({text[code] for code in LANGUAGES}) > 3, text


def test_there_is_a_file_for_every_template_and_no_other() -> None:
    names = {found.stem for found in resource("templates", "surveys").glob("*.json")}
    assert names == set(templates.KEYS)


def conditions(survey: Definition) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Every comparison with the place of the question whose rule it is."""
    for place, question in enumerate(survey.elements):
        left = [question.rules["show"]] if "show" in question.rules else []
        assert set(question.rules) <= {"show"}
        while left:
            one = left.pop()
            left += one["of"] if isinstance(one.get("of"), list) else []
            if "question" in one:
                yield place, one


@pytest.mark.parametrize("key", templates.KEYS)
def test_a_template_is_a_sound_survey_of_four_to_ten_questions(key: str) -> None:
    survey = templates.definition(key, "en")
    assert definition_of(document_of(survey)) == survey
    elements = survey.elements
    assert 4 <= len(elements) <= 10
    assert len({e.code for e in elements}) == len(elements)
    assert survey.promise in PROMISES
    assert survey.pattern in PATTERNS
    assert survey.settings["minutes"] > 1
    for element in elements:
        assert element.kind == LOOKS[element.look].kind
        assert element.is_template
        assert (element.kind in ("nps", "scale")) == (element.scale is not None)
        assert len({c.code for c in element.choices}) == len(element.choices)
        if element.kind == "single":
            assert len(element.choices) > 1
    places = {e.code: n for n, e in enumerate(elements)}
    for place, one in conditions(survey):
        asked = elements[places[one["question"]]]
        assert places[asked.code] < place
        values = one["value"] if isinstance(one["value"], list) else [one["value"]]
        if asked.kind == "single":
            assert {*values} <= {c.code for c in asked.choices}
    purposes = {e.settings.get("purpose") for e in elements if e.look == "consent"}
    assert "quote" in purposes
    # Who was promised to stay unknown is not asked whether he may be called.
    assert ("contact" in purposes) == (survey.promise != "anonymous")


@pytest.mark.parametrize(
    ("key", "answers", "seen", "hidden"),
    [
        ("relationship_nps", {"NPS": 4}, "FIRST", "VALUE"),
        ("relationship_nps", {"NPS": 10}, "VALUE", "FIRST"),
        ("post_installation", {"WORKS": 2}, "FAULT", ""),
        ("post_installation", {"WORKS": 1}, "BETTER", "FAULT"),
        ("complaint", {"SOLVED": 2}, "LEFT", ""),
        ("win_loss", {"RESULT": 2}, "LOST", "WON"),
        ("lost_customer", {"TOLD": 98}, "GOOD", "REACTED"),
        ("workshop_pulse", {"SURE": 30}, "DOUBT", ""),
        ("workshop_pulse", {"SURE": 80}, "FIRST", "DOUBT"),
    ],
)
def test_a_rule_shows_what_belongs_to_the_answer(
    key: str, answers: dict[str, int], seen: str, hidden: str
) -> None:
    codes = [stop.element.code for stop in path(templates.definition(key, "nl"), answers).stops]
    assert seen in codes
    assert hidden not in codes


def test_a_survey_from_a_template_asks_about_its_touch_point_and_is_marked_until_changed(
    project: Project,
) -> None:
    point = project.run("Point", touch_points.add, "Installation at the customer", "visit")
    made = project.run("Begin", templates.begin, "post_installation", "nl", point)
    survey = project.read(described, made)
    assert survey.languages == ("nl", "en", "hu", "uk", "fa")
    assert survey.name["nl"] == "Na de installatie: Installation at the customer"
    row = project.read(touch_point_rows)[0]
    codes = {int(i.key): (q.code, i.code) for q in survey.questions for i in q.items}
    assert [codes[i] for i in row.item_ids] == [("DONE", "DONE"), ("TIME", "MET")]
    assert [codes[i] for i in row.expectation_ids] == [("TIME", "EXPECTED")]
    assert templates.texts_left(survey) == len(survey.elements) == 9

    number = next(int(i.key) for q in survey.questions for i in q.items if q.code == "BETTER")
    question = project.read(lambda s: _question_of(s, number))
    project.run("Words", actions.set_question_text, question, "Wat kan beter?", "nl")
    assert templates.texts_left(project.read(described, made)) == 8
    project.undo()
    assert templates.texts_left(project.read(described, made)) == 9


DEEDS: dict[str, Callable[[Project, int, QuestionRow], Any]] = {
    "row": lambda p, _s, q: p.run("x", options.set_item_text, q.items[0].id, "New", "en"),
    "row more": lambda p, _s, q: p.run("x", options.add_item, q.id, "New", "en"),
    "row less": lambda p, _s, q: p.run("x", options.delete_item, q.items[0].id),
    "rows pasted": lambda p, _s, q: p.run("x", options.paste_items, q.id, "One\nTwo", "en"),
    "answer": lambda p, _s, q: p.run("x", actions.set_choice_label, q.choices[0].id, "New", "en"),
    "answer less": lambda p, _s, q: p.run("x", actions.delete_choice, q.choices[0].id),
    "ready answer": lambda p, _s, q: p.run("x", options.add_extra, q.id, "dont_know"),
    "word of the scale": lambda p, _s, q: p.run("x", scales.word_point, q.id, 1, "New", "en"),
    "hint": lambda p, _s, q: p.run("x", editing.set_hint, q.id, "New", "en"),
    "in the list": lambda p, s, q: p.run("x", write_text, s, f"question/{q.code}/text", "en", "New"),
}


def test_whatever_words_of_a_question_are_changed_it_is_ones_own_then(project: Project) -> None:
    made = project.run("Begin", templates.begin, "onboarding", "en", None)

    def question() -> QuestionRow:
        return next(q for q in project.read(whole, made).elements if q.code == "AGREED")

    left = []
    for name, deed in DEEDS.items():
        deed(project, made, question())
        left += [name] if question().is_template else []
        project.undo()
        assert question().is_template
    assert left == []
    # Nobody changed a word who only says that a translation still fits.
    project.run("Fits", still_fits, made, "question/AGREED/text", "hu")
    assert question().is_template


@pytest.mark.parametrize("key", templates.KEYS)
def test_no_translation_of_ours_is_said_to_be_too_long_for_its_place(key: str) -> None:
    survey = templates.definition(key, "en")
    flags = [(one.key, one.flags) for code in LANGUAGES for one in lines(survey, code)]
    assert [found for found in flags if found[1]] == []


def _question_of(session: Any, item_id: int) -> int:
    from cxdesk.surveys.model import Item

    number: int = session.get_one(Item, item_id).question_id
    return number


def test_our_own_people_are_asked_about_the_touch_point_by_its_name() -> None:
    for language in LANGUAGES:
        spec = templates.definition("employees", language, "Help desk")
        # A touch point has one name: it stands in the first language, and the side by side says where it is not yet.
        assert [c for c in LANGUAGES if "Help desk" in spec.questions[0].text[c]] == [language]
        assert "{point}" not in json.dumps(document_of(spec))
    plain = templates.definition("employees", "en")
    assert plain.questions[0].text["en"] == "In your view, how do customers find it here?"


def test_a_touch_point_without_names_in_other_languages_is_left_out_there_and_that_is_said(
    project: Project,
) -> None:
    point = project.run("Point", touch_points.add, "Repair visit", "visit")
    made = project.run("Begin", templates.begin, "post_repair", "en", point)
    survey = project.read(described, made)
    assert survey.name["en"] == "After the repair: Repair visit"
    assert all("Repair visit" not in survey.name[code] for code in LANGUAGES if code != "en")
    for code in ("nl", "hu", "uk", "fa"):
        assert [line.key for line in flagged(lines(survey, code), "stale")] == [f"survey/name:{code}"]
        assert not flagged(lines(survey, code), "missing")
    project.run("Write", write_text, made, "survey/name", "nl", "Na de reparatie: reparatiebezoek")
    assert not flagged(lines(project.read(described, made), "nl"), "stale")
    asked = project.read(described, project.run("Begin", templates.begin, "employees", "nl", point))
    assert len(flagged(lines(asked, "fa"), "stale")) == 1 + sum(
        "Repair visit" in q.text["nl"] for q in asked.questions
    )
    plain = project.read(described, project.run("Begin", templates.begin, "employees", "nl"))
    assert not flagged(lines(plain, "fa"), "stale")


def test_the_command_line_begins_a_survey(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "b.cxdesk"
    project = Project.create(file)
    project.run("Point", touch_points.add, "Phone", "phone")
    project.close()
    rows = said(capsys, "survey", "templates", "--language", "fa")
    assert [r["key"] for r in rows] == list(templates.KEYS)
    made = said(capsys, "survey", "new", file, "--template", "call_centre", "--touch-point", "phone")
    assert made == {"survey": "after-your-call-phone", "name": "After your call: Phone", "questions": 9}
    assert "“call_center”" in refused(capsys, "survey", "new", file, "--template", "call_center")
    fax = ("survey", "new", file, "--template", "complaint", "--touch-point", "Fax")
    answer = refused(capsys, *fax)
    assert "There are: Phone" in answer
    assert "cxdesk touchpoints add" in answer
    added = said(capsys, "touchpoints", "add", file, "Fax", "--channel", "letter")
    assert (added["name"], added["channel"]) == ("Fax", "letter")
    assert said(capsys, *fax)["name"].endswith(": Fax")
    assert "“Fax” already" in refused(capsys, "touchpoints", "add", file, "Fax")
    assert "phone, visit" in refused(capsys, "touchpoints", "add", file, "Desk", "--channel", "radio")
    assert "“Desk” is a touch point now" in told(capsys, "touchpoints", "add", file, "Desk")
    empty = tmp_path / "c.cxdesk"
    Project.create(empty).close()
    answer = refused(capsys, "survey", "new", empty, "--template", "complaint", "--touch-point", "Fax")
    assert "no touch point in this file yet" in answer
    assert "touchpoints add" in answer
    assert "–" not in answer
    assert "with 0 questions" in told(capsys, "survey", "new", file, "--name", "Mine")


@pytest.mark.parametrize("key", templates.KEYS)
def test_a_template_passes_our_own_review(key: str) -> None:
    found = {(f.rule, f.question) for f in review(templates.definition(key, "en"))}
    # Whether it serves a goal is for whoever takes it to say; to ask whether somebody complained needs a "not".
    assert found <= {("no_goal", ""), ("negative", "TOLD")}
