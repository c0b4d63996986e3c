"""The preview shows a survey as its respondent meets it, and tells why each question is on the way or not."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionViewItem

from cxdesk.responses import live
from cxdesk.responses.actions import add_round
from cxdesk.surveys import actions
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.logic.path import path
from tests.support.asked import VISIT
from tests.surveys.whole_survey import WHOLE
from ui.surveys.entries import ENTRIES, opener
from ui.surveys.path_told import told
from ui.surveys.preview import AT_ONCE, MORE, PHONE, Preview, open_preview
from ui.surveys.respondent import Respondent

if TYPE_CHECKING:
    from ui.app import Window


@pytest.fixture
def preview(window: "Window", tmp_path: Path, qtbot: object) -> Preview:
    window.context.bridge.create(tmp_path / "a.cxdesk")
    survey_id = window.context.project.run("Survey", actions.build, VISIT)
    return open_preview(window.context, survey_id)


def test_a_respondent_goes_by_pages_and_is_told_what_is_missing(preview: Preview) -> None:
    assert list(preview.sheet.parts) == ["WHY", "NPS"]
    preview.forward()
    assert preview.respondent.at == 0
    assert [p.wrong.text() for p in preview.sheet.parts.values()] == ["Please answer this question."] * 2
    why = preview.sheet.parts["WHY"].asked
    nps = preview.sheet.parts["NPS"].asked
    assert why is not None
    assert nps is not None
    why.group.choose(1)  # type: ignore[attr-defined]
    nps.row.group.choose(9)  # type: ignore[attr-defined]
    assert not preview.sheet.parts["WHY"].wrong.text()
    nps.focus_first()
    QTest.keyClick(preview.focusWidget(), Qt.Key.Key_Return)
    assert list(preview.sheet.parts) == ["ST", "FACES", "MATRIX"]
    preview.back()
    assert preview.sheet.parts["WHY"].asked is not None
    assert preview.sheet.parts["WHY"].asked.answer() == 2
    preview.again()
    assert preview.respondent.answers == {}
    preview.reject()


def test_the_words_of_an_other_come_at_once_below_their_answer(preview: Preview) -> None:
    why = preview.sheet.parts["WHY"].asked
    assert why is not None
    why.group.choose(3)  # type: ignore[attr-defined]
    assert list(preview.sheet.parts) == ["WHY", "WHYO", "NPS"]
    why, words = preview.sheet.parts["WHY"].asked, preview.sheet.parts["WHYO"].asked
    assert why is not None
    assert words is not None
    assert why.isAncestorOf(words)
    preview.reject()


def test_the_inspector_says_why_and_a_click_goes_there(preview: Preview) -> None:
    by_code = {row.code: row for row in preview.inspector.rows()}
    assert (by_code["WHY"].state, by_code["WHY"].page) == ("shown", 0)
    assert by_code["FACES"].state == "section"
    assert "“Why did we come?” is “Repair”" in by_code["FACES"].reason
    assert by_code["WHYO"].state == "other"
    preview.go_to("DATE")
    assert preview.respondent.at == 1
    faces = preview.inspector.item_of("FACES")
    preview.inspector.itemActivated.emit(faces)
    assert preview.respondent.at == 0
    preview.respondent.give("RANK", {"A": 1})
    preview.respondent.give("WHY", 1)
    rows = {row.code: row for row in told(preview.respondent)}
    assert (rows["RANK"].answered, rows["END"].state) == (True, "jumped")
    preview.reject()


def test_every_word_of_a_reason_is_in_sight_and_no_line_is_wider_than_the_list(
    window: "Window", tmp_path: Path, qtbot: Any
) -> None:
    window.context.bridge.create(tmp_path / "a.cxdesk")
    preview = open_preview(window.context, window.context.project.run("Survey", actions.build, WHOLE))
    listed = preview.inspector
    qtbot.waitUntil(lambda: listed.verticalScrollBar().maximum() > 0)
    cut = []
    for at in range(listed.count()):
        option, index = QStyleOptionViewItem(), listed.indexFromItem(listed.item(at))
        listed.initViewItemOption(option)
        listed.itemDelegate().initStyleOption(option, index)
        option.rect = listed.visualItemRect(listed.item(at))
        part = QStyle.SubElement.SE_ItemViewItemText
        place = listed.style().subElementRect(part, option, listed)
        layout = QTextDocument()
        layout.setDefaultFont(option.font)
        layout.setDocumentMargin(0)
        layout.setPlainText(listed.item(at).text())
        layout.setTextWidth(place.width() - 2 * 3)
        if (
            layout.size().height() > option.rect.height() + 1
            or option.rect.right() > listed.viewport().width()
        ):
            cut.append(listed.item(at).text())
    assert listed.count() > 20
    assert cut == []
    preview.reject()


def test_of_a_page_of_300_questions_only_those_near_are_built_and_any_is_reached(
    window: "Window", tmp_path: Path, qtbot: Any
) -> None:
    window.context.bridge.create(tmp_path / "a.cxdesk")
    elements = tuple(
        QuestionSpec(f"Q{n}", "text", {"en": f"Why {n}?"}, required=n == 280) for n in range(300)
    )
    survey = Definition({"en": "Long"}, (SectionSpec({}, elements),))
    preview = open_preview(window.context, window.context.project.run("Survey", actions.build, survey))
    assert list(preview.sheet.parts) == [f"Q{n}" for n in range(AT_ONCE)]
    preview.inspector.itemActivated.emit(preview.inspector.item(200))
    assert preview.sheet.parts["Q200"].asked is not None
    assert len(preview.sheet.parts) <= AT_ONCE + MORE
    preview.show_screen()
    qtbot.waitUntil(lambda: preview.view.verticalScrollBar().maximum() > 0)
    seen = len(preview.sheet.parts)
    preview.view.verticalScrollBar().setValue(preview.view.verticalScrollBar().maximum())
    assert len(preview.sheet.parts) > seen
    grown = len(preview.sheet.parts)
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    preview.sheet.parts[f"Q{grown - 1}"].asked.focus_first()
    qtbot.waitUntil(lambda: len(preview.sheet.parts) > grown)
    preview.forward()  # what is missing far below is shown, not only counted
    assert not preview.sheet.parts["Q280"].wrong.isHidden()
    preview.reject()


def test_language_and_width_are_the_respondents(preview: Preview) -> None:
    preview.tongue.set_value("fa")
    preview.width_choice.set_current("phone")
    preview.scheme.set_current("dark")
    preview.dress()
    assert preview.device.width() == PHONE
    assert preview.skin.scheme == "dark"
    assert preview.sheet.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert preview.layoutDirection() == Qt.LayoutDirection.LeftToRight
    preview.reject()


def test_it_follows_the_editor_and_is_reached_from_the_menu(preview: Preview) -> None:
    made = preview.context.project.run("Rename", actions.rename, preview.survey_id, "Other", "en")
    assert made is None
    assert preview.respondent.survey.name["en"] == "Other"
    ways = {entry[2]: entry for entry in ENTRIES}
    assert opener(ways["ui.surveys.preview:open_preview"]) is open_preview
    preview.reject()


def test_each_question_alone_keeps_its_statement_and_its_other() -> None:
    one = Respondent(VISIT, "en", one_by_one=True, answers={"WHY": 2})
    codes = [[stop.element.code for stop in screen] for screen in one.screens]
    assert codes[:3] == [["WHY"], ["NPS"], ["ST", "FACES"]]
    one.give("WHY", 9)
    assert [s.element.code for s in one.screens[0]] == ["WHY", "WHYO"]
    assert one.place == (1, 5)


def test_earlier_answers_stand_in_later_words() -> None:
    survey = Definition({"en": "x"}, VISIT.sections)
    one = Respondent(survey, "en", answers={"WHY": 2})
    assert one.said({"en": "About the {{WHY}}"}) == "About the Repair"


def test_quotas_end_the_preview_as_they_stand_or_as_if_they_were_full(
    window: "Window", tmp_path: Path
) -> None:
    quota = {"name": "Repairs", "when": {"op": "is", "question": "WHY", "value": 2}, "most": 2}
    other = {"name": "Installations", "when": {"op": "is", "question": "WHY", "value": 1}, "most": 5}
    window.context.bridge.create(tmp_path / "q.cxdesk")
    project = window.context.project
    survey = replace(
        VISIT, settings={"quotas": [quota | {"said": {"en": "Enough.", "fa": "بس است."}}, other]}
    )
    survey_id = project.run("Survey", actions.build, survey)
    round_id = project.run("Round", add_round, survey_id, "Autumn")
    for _n in range(2):
        number = project.run("Begin", live.start, round_id, "kiosk", "en")
        project.run("Keep", live.keep, number, survey, "WHY", 2)
        project.run("Finish", live.finish, number, path(survey, {"WHY": 2}))
    preview = open_preview(window.context, survey_id)
    give(preview, "WHY", 2)
    assert "2 of 2 have answered: full, and the survey ends here" in texts_of(preview)
    reasons = {t.code: t.reason for t in told(preview.respondent)}
    assert "the quota “Repairs” is full" in reasons["TEXT"]
    preview.forward()
    assert "Enough." in texts_of(preview)
    preview.again()
    give(preview, "WHY", 1)
    assert not preview.respondent.path.ended
    QTest.keyClick(preview.quotas.boxes["Installations"], Qt.Key.Key_Space)
    assert preview.respondent.path.full == "Installations"
    QTest.keyClick(preview.quotas.boxes["Installations"], Qt.Key.Key_Space)
    assert not preview.respondent.path.ended
    preview.reject()


def give(preview: Preview, code: str, value: object) -> None:
    asked = preview.sheet.parts[code].asked
    assert asked is not None
    asked.set_answer(value)
    asked.changed.emit()


def texts_of(preview: Preview) -> list[str]:
    return [found.text() for found in preview.findChildren(QLabel)]


def test_a_question_that_looks_at_a_later_answer_is_not_told_as_jumped_over() -> None:
    later = {"show": {"op": "answered", "question": "B"}}
    asked = tuple(
        QuestionSpec(code, "text", {"en": code}, rules=later if code == "A" else {}) for code in "AB"
    )
    survey = Definition({"en": "S"}, (SectionSpec({}, asked, code="S"),))
    first, _last = told(Respondent(survey, "en", answers={"B": "x"}))
    assert first.state == "ahead"
    assert "did not hold yet that" in first.reason


def test_earlier_answers_stand_at_the_ends_of_a_scale_beside_a_number_and_in_what_is_said() -> None:
    settings = {"min": 1, "unit": {"en": "per {{A}}"}, "message": {"en": "No, {{A}}"}}
    asked = (
        QuestionSpec("A", "text", {"en": "Who?"}, look="line"),
        QuestionSpec("B", "break", {}, look="break"),
        QuestionSpec("S", "scale", {"en": "How?"}, ScaleSpec(1, 5, 4, False, {"en": "bad, {{A}}"}), look="points"),
        QuestionSpec("N", "number", {"en": "How many?"}, look="number", settings=settings),
    )  # fmt: skip
    survey = Definition({"en": "S"}, (SectionSpec({}, asked, code="S"),))
    one = Respondent(survey, "en", answers={"A": "Ada", "N": 0}, at=1)
    scale, number = one.offered(asked[2]), one.offered(asked[3])
    assert scale.scale is not None
    assert scale.scale.low_label == {"en": "bad, Ada"}
    assert number.settings["unit"] == {"en": "per Ada"}
    assert one.problems() == {"N": "No, Ada"}
