"""Issues in the window: judged, merged, told apart; notes as evidence; the matrix, the log; all undone again."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt

from cxdesk import i18n
from cxdesk.analysis.scores import figure
from cxdesk.journeys import actions as journeys
from cxdesk.planning import actions as planning
from cxdesk.planning.queries import evidence_rows, issue_rows, issue_whole
from cxdesk.programme import actions as programme
from cxdesk.programme.queries import decision_rows
from cxdesk.surveys.model import Survey
from tests.planning.in_window import asked, read, said, type_into, undone

DOWN, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Return


def run(window: Any, action: Any, *args: Any, **kwargs: Any) -> Any:
    return window.context.project.run("Step", action, *args, **kwargs)


def rest(window: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)


def test_each_judgement_is_one_step_and_shows_in_the_list(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("issue", story.issue))
    judged = told.page.issue.judged
    for name, value in (
        ("kind", "opportunity"),
        ("intent", "leave"),
        ("likelihood", 4),
        ("impact", 3),
        ("effort", 2),
    ):
        judged.choices[name].set_value(value)
        judged.choices[name].chosen.emit(value)
        assert getattr(read(told, issue_rows)[0], name) == value
        before = {"kind": "problem", "intent": ""}.get(name)
        assert undone(told, lambda name=name: getattr(read(told, issue_rows)[0], name)) == before
    rest(told, qtbot)
    assert judged.line.text().startswith("Risk: very high: almost certain, serious. Reach: ")
    told.go("planning", ("issues", None))
    table = told.page.lists.tables["issues"]
    shown = [table.rows_model.data(table.rows_model.index(0, n)) for n in range(6)]
    assert shown[1:4] == ["Opportunity", "strong", "very high"]


def test_a_note_is_added_and_taken_off_again(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("issue", story.issue))
    page = told.page.issue
    add = next(b for b in page.evidence.findChildren(type(page.tell)) if b.accessibleName() == "Add evidence")
    add.click()
    dialog = asked()
    dialog.ok.click()
    assert dialog.fields[0]._wrong.text() == "Say what shows it, in a few words."
    dialog.fields[0].editor.setPlainText("A video of people stuck")
    dialog.fields[1].editor.set_value("review")
    dialog.fields[1].editor.chosen.emit("review")
    dialog.fields[4].editor.setText("many")
    dialog.ok.click()
    assert dialog.fields[4]._wrong.text() == "“many” is not a number."
    dialog.fields[4].editor.setText("120,000")
    dialog.ok.click()
    note = read(told, evidence_rows, story.issue)[-1]
    assert (note.kind, note.reach, note.quotation) == ("review", 120_000, "A video of people stuck")
    rest(told, qtbot)
    assert "reached 120,000 people" in page.judged.line.text()
    off = [
        b
        for b in page.evidence.findChildren(object)
        if getattr(b, "accessibleName", str)() == "Remove the evidence"
    ]
    off[-1].click()
    assert len(read(told, evidence_rows, story.issue)) == 2
    assert "The evidence is off the issue." in said(told)
    told.do("undo")
    assert len(read(told, evidence_rows, story.issue)) == 3
    rest(told, qtbot)


def test_words_are_followed_to_the_answer_they_were_taken_from(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("issue", story.issue))
    buttons = told.page.issue.evidence.findChildren(object)
    [b for b in buttons if getattr(b, "accessibleName", str)() == "See the answers"][-1].click()
    assert told.room == "responses"
    assert (told.page.where.accounts, told.page.where.rounds) == (("AL-1",), ("March 2026",))
    assert [row[0] for row in told.page.answers.model.rows] == ["Harbour Square"] * 3
    rest(told, qtbot)


def test_what_a_customer_means_is_coded_beside_the_words(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("issue", story.issue))
    found = told.page.issue.evidence.findChildren(object)
    choice = next(c for c in found if getattr(c, "accessibleName", str)() == "What the customer means to do")
    choice.chosen.emit("get_help")
    assert read(told, evidence_rows, story.issue)[1].intent == "get_help"
    rest(told, qtbot)


def test_an_issue_that_looks_like_this_one_is_merged_or_told_apart(told: Any, story: Any, qtbot: Any) -> None:
    twin = run(
        told, planning.raise_issue, "Waiting too long for a fitter", "Said again.", story.world.touch_point
    )
    told.go("planning", ("issues", None))
    assert told.page.lists._line.text() == "1 pair of issues looks alike. Open one of them to merge the two."
    told.go("planning", ("issue", story.issue))
    alike = told.page.issue.alike
    assert alike.isVisible()
    alike.buttons[twin].click()
    assert [r.id for r in read(told, issue_rows)] == [story.issue]
    assert "Said again." in read(told, issue_whole, story.issue).row.statement
    assert not alike.isVisible()
    assert "The two issues are one now" in said(told)
    told.do("undo")
    assert len(read(told, issue_rows)) == 2
    alike._apart(twin)
    assert not alike.isVisible()
    rest(told, qtbot)


def test_evidence_that_says_something_else_today_shows_both_days_and_both_figures(
    told: Any, story: Any, qtbot: Any
) -> None:
    from ui.widgets.text import QLabel

    def only_the_happy(session: Any) -> None:
        from cxdesk.surveys.model import Scale

        for scale in session.query(Scale):
            scale.satisfied_from = 2

    assert told.context.project.run("Scale", only_the_happy) is None
    told.go("planning", ("issue", story.issue))
    rest(told, qtbot)
    texts = " | ".join(w.text() for w in told.page.issue.evidence.findChildren(QLabel))
    assert "as kept on " in texts
    assert "then 40%" in texts
    assert "80%" in texts


def test_the_fishbone_is_walked_edited_and_undone_by_keyboard(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("causes", story.issue))
    page = told.page.causes
    view = page.fish.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert page.fish.bone() == ""
    assert view.chosen is not None
    qtbot.keyClick(view, ENTER)
    page.fish.editor.selectAll()
    qtbot.keyClicks(page.fish.editor, "Nobody answers before ten")
    qtbot.keyClick(page.fish.editor, ENTER)
    assert read(told, issue_whole, story.issue).causes[0].text == "Nobody answers before ten"
    page.hang(story.cause, "people")
    assert read(told, issue_whole, story.issue).causes[0].bone == "people"
    page.show_view("list")
    assert page.table.rows_model.rowCount() == 1
    page.table.choose(story.cause)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert read(told, issue_whole, story.issue).causes == ()
    told.do("undo")
    assert len(read(told, issue_whole, story.issue).causes) == 1
    assert page.ratio.text() == ""
    run(told, planning.change_action, story.action, treats="symptom")
    assert page.ratio.text() == "0 of 1 action treats a cause"
    page.show_view("whys")
    editor = page.whys.editors[story.cause]
    type_into(qtbot, editor, "One person answers")
    assert read(told, issue_whole, story.issue).causes[0].text == "One person answers"


def test_the_card_of_an_action_says_whether_it_treats_a_cause(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("action", story.action))
    form = told.page.issue.cards[story.action].form
    form.treats.set_value("cause")
    form.treats.chosen.emit("cause")
    assert read(told, issue_whole, story.issue).actions[0].treats == "cause"
    rest(told, qtbot)


def test_priorities_are_moved_judged_and_forgotten(told: Any, story: Any, qtbot: Any) -> None:
    other = run(told, planning.raise_issue, "Invoices")
    run(told, planning.judge_issue, other, impact=4, effort=1)
    told.go("planning", ("priorities", None))
    page = told.page.priorities
    qtbot.waitUntil(lambda: len(page.rows) == 2, timeout=20_000)
    assert [p.issue.id for p in page.rows] == [other, story.issue]
    page.table.setFocus()
    page.table.choose(story.issue)
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: [p.issue.id for p in page.rows] == [story.issue, other], timeout=20_000)
    assert page._line.text().startswith("The order is yours.")
    type_into(qtbot, page.panel.amounts["leave_chance"], "25")
    qtbot.waitUntil(lambda: page.rows[0].worth.chance == 25, timeout=20_000)
    type_into(qtbot, page.panel.amounts["own_revenue"], "a lot")
    assert page.panel.fields["own_revenue"]._wrong.text() == "“a lot” is not a number."
    type_into(qtbot, page.panel.amounts["own_revenue"], "200,000")
    qtbot.waitUntil(lambda: "200,000 a year × 25%" in page.panel.formula.text(), timeout=20_000)
    page.show_view("matrix")
    page.matrix.setFocus()
    page.matrix.choose_card(story.issue)
    qtbot.keyClick(page.matrix, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(page.matrix, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.rows[0].issue.impact == 1 and page.rows[0].issue.effort == 1, timeout=20_000)
    page.again.click()
    qtbot.waitUntil(lambda: [p.issue.id for p in page.rows] == [other, story.issue], timeout=20_000)
    page.panel.cut_impact.set_value(4)
    page.panel.cut_impact.chosen.emit(4)
    qtbot.waitUntil(lambda: page.panel.cuts.impact == 4, timeout=20_000)


def test_the_log_of_decisions_is_written_changed_exported_and_undone(
    told: Any, story: Any, qtbot: Any, tmp_path: Path
) -> None:
    told.go("planning", ("decisions", None))
    page = told.page.decisions
    page.new()
    dialog = page.dialog
    dialog.ok.click()
    assert dialog.fields[0]._wrong.text() == "Say what was decided."
    dialog.fields[0].editor.setText("Hire a second dispatcher")
    dialog.fields[6].editor.setText("x")
    dialog.ok.click()
    assert dialog.fields[6]._wrong.text() == "“x” is not a number."
    dialog.fields[6].editor.setText("31,000")
    dialog.ok.click()
    assert page.columns_shown()[0][3] == "no evidence"
    page.open_decision(read(told, decision_rows)[0].id)
    issues = page.dialog.fields[2].editor
    qtbot.keyClick(issues.boxes[story.issue], Qt.Key.Key_Space)
    page.dialog.ok.click()
    assert page.columns_shown()[0][3] == "evidence"
    assert undone(told, lambda: read(told, decision_rows)[0].cites_evidence) is False
    page.save(tmp_path / "log.xlsx")
    rest(told, qtbot)
    assert openpyxl.load_workbook(tmp_path / "log.xlsx").active["A2"].value == "Hire a second dispatcher"
    page.table.choose(read(told, decision_rows)[0].id)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert read(told, decision_rows) == []
    told.do("undo")
    assert len(read(told, decision_rows)) == 1


@pytest.mark.slow
def test_a_card_of_a_map_becomes_an_issue_with_its_score(told: Any, story: Any, qtbot: Any) -> None:
    journey = run(told, journeys.create, "Repair")
    from cxdesk.journeys.whole_map import map_of

    step = run(told, journeys.add_step, run(told, journeys.add_stage, journey, "Repair"), "Calls")
    drawn = read(told, map_of, journey, {}, date(2026, 4, 1))
    lane = next(lane for lane in drawn.lanes if lane.kind == "touch_point")
    card = run(told, journeys.add_card, step, lane.id, "Calls us")
    run(told, journeys.link_touch_point, card, story.world.touch_point)
    told.go("journeys", journey)
    told.page.board.view.choose_card(card)
    told.do("issue.here")
    made = read(told, issue_rows)[0]
    assert (made.title, made.kinds, made.touch_point) == ("Calls us", ("figure",), "Emergency call")
    rest(told, qtbot)


def test_a_delight_beside_cards_of_one_touch_point_is_an_opportunity_there(
    told: Any, story: Any, qtbot: Any
) -> None:
    from cxdesk.journeys.whole_map import map_of

    journey = run(told, journeys.create, "Repair")
    step = run(told, journeys.add_step, run(told, journeys.add_stage, journey, "Repair"), "Calls")
    lanes = {lane.kind: lane.id for lane in read(told, map_of, journey, {}, date(2026, 4, 1)).lanes}
    lanes["delight"] = run(told, journeys.add_lane, journey, "delight")
    for words in ("Calls us", "Calls us again"):
        card = run(told, journeys.add_card, step, lanes["touch_point"], words)
        run(told, journeys.link_touch_point, card, story.world.touch_point)
    card = run(told, journeys.add_card, step, lanes["delight"], "Somebody answers at once")
    told.go("journeys", journey)
    told.page.board.view.choose_card(card)
    clue = told.page.clue_here()
    assert (clue.title, clue.kind) == ("Somebody answers at once", "opportunity")
    assert (clue.touch_point_id, clue.figure is not None) == (story.world.touch_point, True)
    rest(told, qtbot)


def test_an_answer_given_in_confidence_is_not_quoted(told: Any, story: Any, qtbot: Any) -> None:
    from cxdesk.errors import UserError
    from cxdesk.planning.clues import clue_of_answer

    def promise(session: Any) -> None:
        session.get_one(Survey, story.world.survey).promise = "anonymous"

    assert read(told, clue_of_answer, story.world.survey, 1).words.startswith("I rang")
    run(told, promise)
    with pytest.raises(UserError, match="in confidence"):
        read(told, clue_of_answer, story.world.survey, 1)


def test_a_file_for_reading_shows_all_pages_and_changes_nothing(window: Any, story: Any, qtbot: Any) -> None:
    story.project.run("Decide", programme.decide, "Hire")
    # The story's own project stays open and holds the right to write.
    assert window.context.bridge.open(story.project.path)
    assert window.context.project.read_only
    pages = (("issue", story.issue), ("causes", story.issue), ("priorities", None), ("decisions", None))
    for target in pages:
        window.go("planning", target)
        rest(window, qtbot)
        assert not window.failures.bugs
    assert not window.page.decisions.log.isEnabled()
    qtbot.keyClick(window.page.decisions.table, Qt.Key.Key_Delete)
    window.go("planning", ("causes", story.issue))
    page = window.page.causes
    page.fish.view.choose_card(story.cause)
    qtbot.keyClick(page.fish.view, Qt.Key.Key_Delete)
    qtbot.keyClick(page.fish.view, ENTER)
    assert page.fish.editor is None
    assert (page.add.isEnabled(), page.print.isEnabled()) == (False, True)
    window.go("planning", ("priorities", None))
    rest(window, qtbot)
    assert not any(c.isEnabled() for c in window.page.priorities.panel.steps.values())
    assert len(read(window, decision_rows)) == 1
    assert len(read(window, issue_whole, story.issue).causes) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_pages_of_issues_open_in_every_language(told: Any, story: Any, qtbot: Any, language: str) -> None:
    run(told, programme.decide, "Hire", "Sanne Visser")
    found = read(told, figure, story.world.survey, story.world.score)
    run(told, planning.make_issue, "Waiting for a fitter", found, story.world.touch_point)
    i18n.set_language(language)
    told.context.theme.apply()
    told.rebuild()
    for target in (
        ("issue", story.issue), ("causes", story.issue), ("priorities", None), ("decisions", None), ("issues", None),
        ("decision", 1),
    ):  # fmt: skip
        told.go("planning", target)
        rest(told, qtbot)
        assert not told.failures.bugs
    told.page.decisions.dialog.reject()
    told.go("planning", ("causes", story.issue))
    for view in ("whys", "list", "fishbone"):
        told.page.causes.show_view(view)
    told.go("planning", ("priorities", None))
    rest(told, qtbot)
    told.page.priorities.show_view("matrix")
    i18n.set_language("en")
    told.context.theme.apply()
