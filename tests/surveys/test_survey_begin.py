"""In the window: a survey in three clicks, what it is for, its release, its versions, the bank."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from cxdesk.accounts.actions import AccountSpec
from cxdesk.accounts.actions import add as add_account
from cxdesk.importing.people_fields import INVITED
from cxdesk.project import Project
from cxdesk.responses.queries import round_rows
from cxdesk.surveys import templates, versions
from cxdesk.surveys.described import described
from cxdesk.surveys.looks import LOOKS
from cxdesk.surveys.ours import ours as what_is_ours
from cxdesk.surveys.purpose import describe, purpose, serve_new, tie
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touch_points
from cxdesk.touchpoints.queries import busy_unheard, touch_point_rows
from tests.support.commands import refused
from tests.support.commands import said as said_by
from ui.accounts.import_page import Target
from ui.surveys.bank import BankDialog, open_bank
from ui.surveys.begin import BeginDialog
from ui.surveys.entries import ENTRIES, opener
from ui.surveys.export import ExportDialog
from ui.surveys.ours import OursDialog
from ui.surveys.outline_rows import outline_rows
from ui.surveys.purpose import open_purpose
from ui.surveys.release import open_release
from ui.surveys.template_mark import TemplateMark
from ui.widgets.buttons import Button
from ui.widgets.fields import LineInput


@pytest.fixture
def page(window: Any, tmp_path: Path) -> Any:
    """The room of surveys over a file with one touch point."""
    project = Project.create(tmp_path / "a.cxdesk")
    point = project.run("Point", touch_points.add, "Repair visit", "visit")
    project.run("Volume", lambda s: touch_points.describe(s, point, volume=4300))
    project.close()
    window.resize(1280, 800)
    assert window.context.bridge.open(tmp_path / "a.cxdesk")
    window.go("surveys")
    return window.page() if callable(window.page) else window.page


def begun(page: Any, key: str = "post_repair") -> int:
    project = page.context.project
    point = project.read(touch_point_rows)[0].id
    number: int = page.context.bridge.run("Begin", templates.begin, key, "en", point)
    page.open_at(number)
    return number


class Hand:
    """Clicks, and counts them."""

    def __init__(self, qtbot: Any) -> None:
        self.qtbot, self.clicks = qtbot, 0

    def click(self, widget: Any, at: QPoint | None = None) -> None:
        """One click of the mouse."""
        self.clicks += 1
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or QPoint())

    def click_row(self, table: Any, row: int) -> None:
        """A click on a row of a table."""
        self.click(table.viewport(), table.visualRect(table.rows_model.index(row, 0)).center())


def dialog_of(kind: type) -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def test_a_template_on_a_touch_point_ready_to_print_takes_three_clicks(qtbot: Any, page: Any) -> None:
    begun(page)
    hand, project = Hand(qtbot), page.context.project
    new = next(b for b in page.findChildren(type(page.top.more)) if b.accessibleName() == "New survey")
    hand.click(new)
    dialog = dialog_of(BeginDialog)
    hand.click_row(dialog.templates, 4)
    assert "no question asks here" not in dialog.points.rows_model.rows[1].line
    hand.click_row(dialog.points, 1)
    assert hand.clicks == 3
    survey = project.read(described, page.survey_id)
    assert survey.name["en"] == "After your call: Repair visit"
    asked = {int(i.key) for q in survey.questions for i in q.items if q.code == "EASE"}
    assert asked <= set(project.read(touch_point_rows)[0].item_ids)
    assert len(survey.questions) == 9
    page.context.bridge.undo()
    assert len(project.read(touch_point_rows)[0].item_ids) == 1


def test_an_empty_survey_begins_by_keyboard_with_its_name_to_be_typed(qtbot: Any, page: Any) -> None:
    page.begin_survey()
    dialog = dialog_of(BeginDialog)
    assert "no question asks here yet" in dialog.points.rows_model.rows[1].line
    qtbot.keyClick(dialog.templates, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.templates, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.points, Qt.Key.Key_Return)
    assert page.survey.name == {"en": "New survey"}
    assert page.survey.elements == ()


def test_once_a_template_is_chosen_the_keyboard_stands_in_the_outline(qtbot: Any, page: Any) -> None:
    page.begin_survey()
    dialog = dialog_of(BeginDialog)
    qtbot.keyClick(dialog.templates, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.points, Qt.Key.Key_Return)
    assert page.window().focusWidget() is page.outline.view
    assert page.outline.rows()[0].kind == "question"


def test_where_it_asks_is_added_while_a_survey_begins(qtbot: Any, page: Any) -> None:
    project = page.context.project
    page.begin_survey()
    dialog = dialog_of(BeginDialog)
    assert not dialog.add.isEnabled()
    qtbot.keyClicks(dialog.new_point, "repair VISIT")
    qtbot.keyClick(dialog.new_point, Qt.Key.Key_Return)
    assert dialog.points.current().name == "Repair visit"  # it is there already
    qtbot.keyClicks(dialog.new_point, "Help desk")
    qtbot.keyClick(dialog.new_point, Qt.Key.Key_Return)
    assert [r.name for r in project.read(touch_point_rows)] == ["Repair visit", "Help desk"]
    assert dialog.points.current().name == "Help desk"
    qtbot.keyClick(dialog.points, Qt.Key.Key_Return)
    assert page.survey.name["en"].endswith(": Help desk")
    page.context.bridge.undo()
    page.context.bridge.undo()
    assert [r.name for r in project.read(touch_point_rows)] == ["Repair visit"]


def test_a_busy_touch_point_nobody_asks_about_is_flagged_where_a_lead_looks_and_begins_a_survey(
    qtbot: Any, page: Any
) -> None:
    window = page.window()
    window.go("start")

    def links() -> list[QAbstractButton]:
        return [b for b in window.page.findChildren(QAbstractButton) if b.text() == "Begin a survey there"]

    qtbot.waitUntil(lambda: len(links()) == 1)
    links()[0].click()
    dialog = dialog_of(BeginDialog)
    assert dialog.points.current().name == "Repair visit"
    dialog.reject()
    window.go("touchpoints")
    qtbot.waitUntil(lambda: window.page.found is not None)
    assert (
        "Many contacts, and nobody is asked: Repair visit (4,300 contacts a year)."
        in window.page._line.text()
    )
    begin = next(
        b for b in window.page.findChildren(QAbstractButton) if b.accessibleName() == "Begin a survey here"
    )
    begin.click()
    dialog = dialog_of(BeginDialog)
    dialog.begin()
    assert not page.context.project.read(busy_unheard)
    window.go("start")
    qtbot.waitUntil(lambda: not links())


def test_the_more_menu_opens_purpose_release_and_bank(page: Any) -> None:
    number = begun(page)
    ours = [e for e in ENTRIES if e[2].partition(":")[0].rpartition(".")[2] in ("purpose", "release", "bank")]
    assert len(ours) == 3
    editor = page.context.page()
    third = editor.survey.sections[0].elements[2].id
    editor.choose(("question", third))
    for entry in ours:
        opened = opener(entry)(page.context, number)
        assert opened.isVisible()
        if isinstance(opened, BankDialog):
            assert opened.question.value() == third  # what was written last is kept first
        opened.reject()


def test_what_a_survey_is_for_is_said_in_the_window(qtbot: Any, page: Any) -> None:
    number = begun(page)
    project = page.context.project
    dialog = open_purpose(page.context, number)
    assert "4,300 contacts a year" in dialog.advice.text()
    assert not dialog.tie.isEnabled()
    place = dialog.goal.goal.findData("kind retention")
    assert "fits the template" in dialog.goal.goal.itemText(place)
    dialog.goal.goal.chosen.emit("kind retention")
    for field, words in ((dialog.goal.target, "95 %"), (dialog.whom, "Customers with a repair")):
        qtbot.keyClicks(field, words)
        field.commit()
    qtbot.keyClick(dialog.questions, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.questions, Qt.Key.Key_Return)
    assert project.read(purpose, number).untied == 6
    dialog.tie.click()
    qtbot.keyClicks(dialog.decision, "A second van")
    dialog.accept()
    found = project.read(purpose, number)
    assert (found.missing, found.untied, found.target) == ((), 0, "95 %")
    assert (found.goal, found.decision) == ("Keep customers", "A second van")


def test_a_goal_of_our_own_is_typed(page: Any) -> None:
    number = begun(page)
    dialog = open_purpose(page.context, number)
    dialog.goal.goal.chosen.emit("kind own")
    assert dialog.goal.own.isVisible()
    dialog.goal.own.setText("Fewer second visits")
    dialog.accept()
    assert page.context.project.read(purpose, number).goal == "Fewer second visits"


def test_a_release_without_goal_needs_a_reason_and_an_old_version_comes_back(page: Any) -> None:
    from cxdesk.surveys import actions

    number = begun(page)
    project = page.context.project
    dialog = open_release(page.context, number)
    assert not dialog.ok.isEnabled()
    dialog.override.setPlainText("pilot")
    dialog.ok.click()
    assert [r.override for r in project.read(versions.version_rows, number)] == ["pilot"]
    assert not dialog.ok.isEnabled()
    dialog.reject()
    question = project.read(whole, number).elements[0]
    page.context.bridge.run("Words", actions.set_question_text, question.id, "Solved?", "en")
    dialog = open_release(page.context, number)
    assert "It was “Is the problem solved?”" in dialog.changes.text()
    dialog.versions.look.click()
    assert ("question", "1. Is the problem solved?") in dialog.versions.shown.lines
    dialog.versions.shown.accept()
    dialog.versions.back.click()
    dialog.versions.shown.accept()
    assert project.read(whole, number).elements[0].text["en"] == "Is the problem solved?"
    assert dialog.before.is_same
    dialog.reject()


def test_a_release_says_what_is_not_finished_and_leads_there_and_on(page: Any) -> None:
    number = begun(page)
    project, window = page.context.project, page.window()
    project.run("Goal", serve_new, number, "retention")
    project.run("Say", lambda s: describe(s, number, decision="A second van", whom="Customers"))
    first = project.read(whole, number).elements[0]
    project.run("Tie", tie, first.id, "Keep customers")

    def said(dialog: Any) -> dict[str, Any]:
        rows = {b.accessibleDescription(): b for b in dialog.left.findChildren(QAbstractButton)}
        return {words: button for words, button in rows.items() if words}

    dialog = open_release(page.context, number)
    assert not dialog.next.isVisible()
    assert list(said(dialog)) == [
        "Every text is template text still.",
        "1 text in Dutch is older than its source.",
        "1 text in Hungarian is older than its source.",
        "1 text in Ukrainian is older than its source.",
        "1 text in Persian is older than its source.",
        "6 questions serve no goal.",
    ]
    said(dialog)["6 questions serve no goal."].click()
    assert project.read(purpose, number).untied == 0
    assert "6 questions serve no goal." not in said(dialog)
    said(dialog)["1 text in Hungarian is older than its source."].click()
    assert (window.page.survey_id, window.page.language.value()) == (number, "hu")
    assert [line.key for line in window.page.shown()] == ["survey/name:hu"]
    dialog = open_release(page.context, number)
    said(dialog)["Every text is template text still."].click()
    ours = dialog_of(OursDialog)
    assert ours.count.text() == "Every text is template text still."
    assert [r.path for r in ours.table.rows_model.rows][:3] == ["survey/name", "survey/intro", first.code]
    assert ours.focusWidget() is ours.table
    ours.said.setPlainText("We name the part that failed")
    ours.table.choose(("survey", number, "thanks"))
    ours.table.opened.emit(ours.table.current())
    assert project.read(what_is_ours, number).said == "We name the part that failed"
    assert page.outline.rows()[0].key == ("survey", number)
    assert QApplication.focusWidget().objectName() == "survey thanks"
    marks = {m._text[2]: m for m in page.frame.middle.held.findChildren(TemplateMark)}
    assert [m.isHidden() for m in marks.values()] == [False, False, False]
    marks["intro"].own.click()
    assert [part for part, m in marks.items() if m.isHidden()] == ["intro"]
    assert "1 text is our own" not in page.frame.middle.held.left.text()
    assert page.frame.middle.held.left.text() == "12 of 13 texts are template text still."
    project.undo()
    page.reload()
    assert not marks["intro"].isHidden()
    page.frame.middle.held.thanks.setPlainText("Thank you.")
    page.leaving()
    assert marks["thanks"].isHidden()
    assert next(r for r in outline_rows(project.read(whole, number), "en")).marks == ("template",)
    page.open_at(("question", first.id))
    dialog = open_release(page.context, number)
    assert dialog.ok.isEnabled()
    dialog.ok.click()
    assert dialog.head.text() == "Version 1 is released"
    assert dialog.next.isVisible()
    assert [b.text().strip() for b in dialog.steps][:3] == [
        "Print the questionnaire", "Kiosk", "Type in paper forms",
    ]  # fmt: skip
    dialog.steps[3].click()
    opened = dialog_of(ExportDialog)
    assert opened.format.key == "html"
    opened.reject()


def test_the_purpose_leads_on_to_the_release(page: Any) -> None:
    dialog = open_purpose(page.context, begun(page))
    filled = [b for b in dialog.findChildren(Button) if b.property("kind") == "filled"]
    assert filled == [dialog.release]
    dialog.reject()


def test_what_can_be_asked_fits_a_small_screen_and_is_chosen_by_keyboard(qtbot: Any, page: Any) -> None:
    begun(page)
    add = page.outline.findChild(QAbstractButton, "add a question")
    menu = add.menu()
    inner = [a.menu() for a in menu.actions()]
    assert menu.sizeHint().height() < 300
    assert all(m.sizeHint().height() < 400 for m in inner)
    assert sorted(a.data() for m in inner for a in m.actions()) == sorted(LOOKS)
    before = len(page.survey.elements)
    menu.popup(QPoint(0, 0))
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Right)
    qtbot.keyClick(inner[0], Qt.Key.Key_Return)
    assert len(page.survey.elements) == before + 1
    menu.close()


def test_a_question_is_kept_found_and_put_in(page: Any) -> None:
    number = begun(page)
    dialog = open_bank(page.context, number)
    assert not dialog.put.isEnabled()
    dialog.question.set_value(dialog.question.itemData(2))
    dialog.keep_it.click()
    dialog.search.setText("nothing like it")
    assert "No question has these words" in dialog.none.text()
    dialog.search.setText("EASY arrange")
    dialog.table.choose(1)
    dialog.put.click()
    assert page.survey.elements[-1].code == "EASE-2"


def test_people_are_invited_to_a_new_survey_before_anybody_answers(
    qtbot: Any, page: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number, window = begun(page), page.window()
    project = page.context.project
    project.run("Customer", add_account, AccountSpec("A1", "One"))
    guests = tmp_path / "guests.csv"
    guests.write_text("account id,mail\nA1,a@x.example\n", encoding="utf-8")
    window.go("import_accounts", Target(INVITED, guests))
    importing = window.page
    qtbot.waitUntil(lambda: importing.rows is not None, timeout=20_000)
    assert importing.round_id is None
    name = importing.findChild(LineInput, "new round")
    name.setText("May")
    next(b for b in importing.findChildren(Button) if b.text().strip() == "Begin the round").click()
    assert [(r.name, r.survey_id) for r in project.read(round_rows)] == [("May", number)]
    qtbot.waitUntil(lambda: importing.outcome is not None, timeout=20_000)
    assert importing.outcome.invited == 1
    window.go("surveys")
    page.context.bridge.close()
    file = tmp_path / "a.cxdesk"
    assert "There are: May. Begin it by naming its survey" in refused(
        capsys, "accounts", "invited", file, guests, "--round", "June"
    )
    told_ = said_by(capsys, "accounts", "rest", file, "--days", "60")
    assert told_ == {"days": 60}
    invite = ("accounts", "invited", file, guests, "--round")
    assert said_by(capsys, *invite, "June", "--survey", number, "--on", "2026-06-01")["invited"] == 1
    again = said_by(capsys, *invite, "July", "--survey", number, "--on", "2026-07-01")
    assert (again["invited"], len(again["resting"])) == (0, 1)
