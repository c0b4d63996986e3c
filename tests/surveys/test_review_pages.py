"""The review and the translations of a survey in the window, by keyboard."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cxdesk.project import Project
from cxdesk.surveys import actions, editing
from cxdesk.surveys.described import described
from tests.surveys.test_review import ENDS, rating, survey_of
from tests.surveys.test_survey_translations import SURVEY
from ui.surveys.entries import ENTRIES, opener
from ui.surveys.review_page import ReviewPage, open_review
from ui.surveys.side_by_side import SideBySidePage, open_side_by_side


@pytest.fixture
def opened(window: Any, tmp_path: Path) -> Any:
    project = Project.create(tmp_path / "s.cxdesk")
    project.run("A", actions.build, survey_of(
        rating("GOOD", "How satisfied or dissatisfied are you with the repair?"),
        rating("BOTH", "Was the technician polite and punctual?"),
        rating("NOT", "Was the lift not <b>repaired</b> on the same day?", scale=ENDS),
    ))  # fmt: skip
    project.run("B", actions.build, SURVEY)
    project.close()
    assert window.context.bridge.open(project.path)
    return window.context


def settle(context: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not context.jobs.busy, timeout=10_000)


def press(widget: Any, qtbot: Any, key: Qt.Key, how: Any = Qt.KeyboardModifier.NoModifier) -> None:
    widget.setFocus()
    QApplication.processEvents()
    qtbot.keyClick(widget, key, how)


def test_findings_are_walked_with_keys_and_a_rule_is_switched_off_and_on(opened: Any, qtbot: Any) -> None:
    open_review(opened, 1)
    page = opened.page()
    assert isinstance(page, ReviewPage)
    settle(opened, qtbot)
    assert [(f.rule, f.question) for f in page.found] == [("double", "BOTH"), ("negative", "NOT")]
    assert page.title.text() == "2 things to look at"
    press(page.table, qtbot, Qt.Key.Key_Down)
    assert page.table.current().finding.question == "NOT"
    press(page.table, qtbot, Qt.Key.Key_Delete)
    settle(opened, qtbot)
    assert [f.rule for f in page.found] == ["double"]
    assert opened.project.read(described, 1).settings["review_off"] == ["negative"]
    opened.do("undo")
    settle(opened, qtbot)
    assert [f.rule for f in page.found] == ["double", "negative"]
    page.switch("negative", on=False)
    page.switch("negative", on=True)
    settle(opened, qtbot)
    assert len(page.found) == 2
    # What is written in the survey is looked at again.
    question = opened.project.read(described, 1).questions[1]
    opened.bridge.run("Change", actions.set_question_text, 2, "Was the technician polite?", "en")
    settle(opened, qtbot)
    assert question.code == "BOTH"
    assert [f.rule for f in page.found] == ["negative"]


def test_a_finding_leads_to_its_question(opened: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    open_review(opened, 1)
    page = opened.page()
    settle(opened, qtbot)
    page.table.choose(0)
    press(page.table, qtbot, Qt.Key.Key_Return)
    assert page.go_button.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.page() is not page)


def test_every_entry_of_the_menu_opens_its_page(opened: Any, qtbot: Any) -> None:
    pages = set()
    for entry in ENTRIES:
        opener(entry)(opened, 2)
        pages.add(type(opened.page()))
        settle(opened, qtbot)
    assert {ReviewPage, SideBySidePage} <= pages


def test_texts_are_written_one_after_the_other_with_keys(opened: Any, qtbot: Any) -> None:
    open_side_by_side(opened, 2)
    page = opened.page()
    assert isinstance(page, SideBySidePage)
    assert (page.source.value(), page.language.value()) == ("en", "nl")
    missing = sum("missing" in line.flags for line in page.rows)
    assert page.title.text() == f"{missing} texts are missing"
    page.next_missing()
    assert page.sides.written.startswith("section/A/title")
    editor = page.sides.editor
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "De reparatie")
    press(editor, qtbot, Qt.Key.Key_F7)
    assert opened.project.read(described, 2).sections[0].title["nl"] == "De reparatie"
    assert page.sides.written == "section/A/intro:nl"
    assert page.title.text() == f"{missing - 1} texts are missing"
    opened.do("undo")
    assert "nl" not in opened.project.read(described, 2).sections[0].title
    assert page.title.text() == f"{missing} texts are missing"


def test_a_filter_shows_one_flag_and_a_stale_text_is_said_to_fit(opened: Any, qtbot: Any) -> None:
    from cxdesk.surveys.translations import write_text

    open_side_by_side(opened, 2)
    page = opened.page()
    run = opened.bridge.run
    run("Write", write_text, 2, "question/WHY/hint", "nl", "Kies er een")
    run("Source", write_text, 2, "question/WHY/hint", "en", "Choose exactly one", "nl")
    page.flag.buttons["stale"].click()
    # The one that is being written stays beside it until another is chosen.
    page.sides.table.choose("question/WHY/hint:nl")
    page.reload()
    assert [line.place.path for line in page.shown()] == ["question/WHY/hint"]
    page._fits(page.rows[[line.place.path for line in page.rows].index("question/WHY/hint")])
    assert not any("stale" in line.flags for line in page.rows)


def test_a_list_goes_out_and_is_shown_before_it_is_stored(opened: Any, qtbot: Any, tmp_path: Path) -> None:
    open_side_by_side(opened, 2)
    page = opened.page()
    page.write_out(tmp_path / "t.csv")
    settle(opened, qtbot)
    text = (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "t.csv").write_text(text.replace("Choose one,,", "Choose one,Kies er een,"), encoding="utf-8")
    page.read_back(tmp_path / "t.csv")
    settle(opened, qtbot)
    assert [c.new for c in page.back.table.rows_model.rows] == ["Kies er een"]
    assert "nl" not in opened.project.read(described, 2).questions[0].hint
    page.back.accept()
    assert opened.project.read(described, 2).questions[0].hint["nl"] == "Kies er een"
    assert opened.project.undo_label == "Read translations"


def test_a_suggested_change_is_made_and_a_finding_passed_over_with_one_key_each(
    opened: Any, qtbot: Any
) -> None:
    opened.bridge.run("Must", editing.set_required, [1], True)
    open_review(opened, 1)
    page = opened.page()
    settle(opened, qtbot)
    first = [f.place for f in page.found]
    assert first == ["not_applicable:GOOD:", "double:BOTH:en", "negative:NOT:en"]
    page.table.choose(0)
    press(page.table, qtbot, Qt.Key.Key_C)
    settle(opened, qtbot)
    assert [f.place for f in page.found] == first[1:]
    assert any(c.declared for c in opened.project.read(described, 1).questions[0].choices)
    opened.do("undo")
    settle(opened, qtbot)
    assert [f.place for f in page.found] == first
    page.table.choose(1)
    press(page.table, qtbot, Qt.Key.Key_P)
    settle(opened, qtbot)
    assert [f.place for f in page.found] == [first[0], first[2]]
    opened.bridge.run("Words", actions.set_question_text, 3, "Was the lift repaired?", "en")
    settle(opened, qtbot)
    assert [f.place for f in page.found] == [first[0]]
    page.look_again()
    settle(opened, qtbot)
    assert [f.place for f in page.found] == first[:2]
