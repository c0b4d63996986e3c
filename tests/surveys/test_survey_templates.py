"""Templates of surveys: complete in five languages, rules that hold, marked until changed, on a touch point."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from cxdesk.i18n import LANGUAGES
from cxdesk.paths import resource
from cxdesk.project import Project
from cxdesk.surveys import actions, editing, options, scales, templates, versions
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.described import described
from cxdesk.surveys.formats.own import Companion, definition_of, document_of, from_json, to_json
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.looks import LOOKS
from cxdesk.surveys.model import PATTERNS, PROMISES
from cxdesk.surveys.ours import left_words, ours
from cxdesk.surveys.queries import QuestionRow, whole
from cxdesk.surveys.restoring import bring_back
from cxdesk.surveys.retyped import change_look
from cxdesk.surveys.review.review import review
from cxdesk.surveys.review.texts import texts_of
from cxdesk.surveys.template_marks import make_texts_own
from cxdesk.surveys.translations import flagged, lines, still_fits, write_text
from cxdesk.touchpoints import actions as touch_points
from cxdesk.touchpoints.queries import touch_point_rows
from exports.questionnaire.field_names import definition_code
from tests.support.commands import refused, said, told
from tests.support.template_texts import texts
from tests.test_wording import OUSTED


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
    # The name, the words at both ends and the heading of the last part are the template's as the nine questions are.
    assert len(survey.elements) == 9
    assert left(project, made) == [
        "survey/name", "survey/intro", *(e.code for e in survey.sections[0].elements), "section/END/title",
        *(e.code for e in survey.sections[1].elements), "survey/thanks",
    ]  # fmt: skip

    number = next(int(i.key) for q in survey.questions for i in q.items if q.code == "BETTER")
    question = project.read(lambda s: _question_of(s, number))
    project.run("Words", actions.set_question_text, question, "Wat kan beter?", "nl")
    assert len(left(project, made)) == 12
    assert "BETTER" not in left(project, made)
    project.undo()
    assert len(left(project, made)) == 13


HEADS: dict[str, Callable[[Session, int, int], Any]] = {
    "survey/name": lambda s, n, _part: actions.rename(s, n, "New", "en"),
    "survey/intro": lambda s, n, _part: editing.set_survey_text(s, n, "intro", "New", "en"),
    "survey/thanks": lambda s, n, _part: editing.set_survey_text(s, n, "thanks", "", "fa"),
    "section/END/title": lambda s, _n, part: actions.rename_section(s, part, "New", "en"),
}


@pytest.mark.parametrize("path", HEADS)
def test_a_changed_word_makes_a_name_or_heading_ones_own_by_every_way(project: Project, path: str) -> None:
    made = project.run("Begin", templates.begin, "onboarding", "en", None)
    part = next(s.id for s in project.read(whole, made).sections if s.code == "END")
    before = left(project, made)
    rest = [one for one in before if one != path]
    project.run("Change", HEADS[path], made, part)
    assert left(project, made) == rest
    project.undo()
    assert left(project, made) == before
    project.run("In the list", write_text, made, path, "nl", "Nieuw")
    assert left(project, made) == rest
    project.undo()
    # The same words written again are no change, and neither is it to say that a translation fits.
    project.run("Same", lambda s: store_same(s, made, path))
    project.run("Fits", still_fits, made, path, "hu")
    assert left(project, made) == before
    row = next(r for r in project.read(ours, made).left if r.path == path)
    assert project.run("Own", make_texts_own, [(row.kind, row.id, row.part)]) == 1
    assert left(project, made) == rest
    project.undo()
    assert left(project, made) == before


def test_the_marks_go_where_the_words_go_and_old_releases_bring_them_back(project: Project) -> None:
    made = project.run("Begin", templates.begin, "onboarding", "en", None)
    first = left(project, made)
    spec = project.read(described, made)
    assert from_json(to_json(Companion(spec))).definition.template_texts == ("name", "intro", "thanks")
    assert (
        left(project, project.run("Taken in", actions.build, from_json(to_json(Companion(spec))).definition))
        == first
    )
    end = next(s for s in project.read(whole, made).sections if s.code == "END")
    copied = project.run("Copy", editing.duplicate_section, end.id)
    assert next(s for s in project.read(whole, made).sections if s.id == copied).template_texts == ("title",)
    project.undo()
    project.run("Release", versions.release, made, "", "", "pilot")
    project.run("Own", actions.rename, made, "Our start together", "en")
    project.run("Own", actions.rename_section, end.id, "One more thing", "en")
    assert left(project, made) == [p for p in first if p not in ("survey/name", "section/END/title")]
    old = project.read(versions.version_rows, made)[0].id
    assert old == project.read(versions.latest_version, made)
    project.run("Back", bring_back, old)
    assert left(project, made) == first
    # To call words our own changes nothing that anybody answers: there is nothing new to be released, no code changes.
    code = definition_code(project.read(described, made))
    project.run("Own", make_texts_own, [(r.kind, r.id, r.part) for r in project.read(ours, made).left])
    assert left(project, made) == []
    assert project.read(versions.before_release, made).is_same
    assert definition_code(project.read(described, made)) == code


def test_a_name_that_somebody_gave_is_his_own_and_one_with_a_touch_point_is_the_templates(
    project: Project,
) -> None:
    point = project.run("Point", touch_points.add, "Repair visit", "visit")
    given = project.run("Begin", templates.begin, "post_repair", "en", point, "Vans in the north")
    assert "survey/name" not in left(project, given)
    assert "survey/intro" in left(project, given)
    assert "survey/name" in left(project, project.run("Begin", templates.begin, "post_repair", "en", point))
    blank = project.run("New", actions.create, "Mine")
    assert left(project, blank) == []
    assert left_words(project.read(ours, blank).rows) == ""


def test_the_command_line_says_what_is_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "d.cxdesk"
    project = Project.create(file)
    made = project.run("Begin", templates.begin, "complaint", "en", None)
    project.close()
    found = said(capsys, "survey", "ours", file)
    assert (found["template"], found["ours"], found["our_own"]) == ("After your complaint", "", [])
    assert found["template_text"][:2] == ["survey/name", "survey/intro"]
    assert "Every text is template text still." in told(capsys, "survey", "review", file)
    project = Project.open(file)
    project.run("Own", actions.rename, made, "How we put it right", "en")
    project.close()
    answer = told(capsys, "survey", "ours", file, "--say", "We ask who called back")
    all_ = len(found["template_text"])
    for words in (
        "Begun from the template “After your complaint”.", f"{all_ - 1} of {all_} texts are template text still.",
        "1 text is our own.", "What is our own in it: We ask who called back", "How we put it right", "Our own",
    ):  # fmt: skip
        assert words in answer
    found = said(capsys, "survey", "ours", file)
    assert (found["our_own"], found["ours"]) == (["survey/name"], "We ask who called back")
    assert said(capsys, "survey", "review", file)["template_text"] == found["template_text"]


def left(project: Project, survey_id: int) -> list[str]:
    return [text.path for text in project.read(ours, survey_id).left]


def store_same(session: Session, survey_id: int, path: str) -> None:
    """Write a text in English and Hungarian as it is."""
    texts_there = next(t.texts for t in texts_of(described(session, survey_id)) if t.path == path)
    for code in ("en", "hu"):
        write_text(session, survey_id, path, code, texts_there[code])


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
    "another way of asking": lambda p, _s, q: p.run("x", change_look, q.id, "radio", "en"),
    "shorter scale": lambda p, _s, q: p.run("x", scales.set_scale, q.id, high=4),
    "message": lambda p, _s, q: p.run("x", editing.set_message, q.id, "New", "en"),
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


@pytest.mark.parametrize("name", [*(f"surveys/{key}" for key in templates.KEYS), "survey_words", "questions"])
def test_a_template_keeps_to_the_words_that_the_windows_use(name: str) -> None:
    data = json.loads(resource("templates", f"{name}.json").read_text(encoding="utf-8"))
    said = [(code, text[code]) for text in texts(data) for code in OUSTED]
    assert [(code, words) for code, words in said if re.search(OUSTED[code], words)] == []
