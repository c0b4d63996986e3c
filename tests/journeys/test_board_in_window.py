"""The map in the whole window: what dragging, pasting, filters, search and panels do to the file."""

from datetime import date
from time import process_time

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk import i18n
from cxdesk.journeys import actions, details
from cxdesk.journeys.views import Shows
from cxdesk.project import Project
from tests.journeys.journey_examples import fill
from tests.journeys.test_journeys_page import entries, page_in

# Seconds of work, so that a machine that is shared does not count.
MOST_PASTING = 8.0
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def filled(new_file):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    return new_file


def at_card(page, card_id: int) -> QPoint:
    shape = page.board.view.shape_of(card_id)
    return page.board.view.mapFromScene(QPointF(shape.x + 60, shape.y + shape.h / 2))


def drag_card(page, card_id: int, to: QPoint, *, release: bool = True) -> None:
    view = page.board.view
    start = at_card(page, card_id)
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(view.viewport(), start + (to - start) * part)
        QApplication.processEvents()
    if release:
        QTest.mouseRelease(view.viewport(), LEFT, NONE, to)


def lane_of(page, kind: str) -> int:
    return next(lane.id for lane in page.journey.lanes if lane.kind == kind)


def copied(text: str) -> None:
    held = QMimeData()
    held.setText(text)
    QGuiApplication.clipboard().setMimeData(held)


def test_a_card_is_dragged_to_another_step_as_one_undo_step_and_escape_leaves_it(qtbot, window, filled):
    page = page_in(window, filled)
    first, second = page.journey.cards[0], page.journey.cards[4]
    drag_card(page, first.id, at_card(page, second.id), release=False)
    preview = page.board.view.drawing
    assert next(c for c in preview.cards if c.card_id == first.id).step_id == second.step_id
    assert next(c for c in page.journey.cards if c.id == first.id).step_id == first.step_id
    qtbot.keyClick(page.board.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(page.board.view.viewport(), LEFT, NONE, QPoint(5, 5))
    assert next(c for c in page.board.view.drawing.cards if c.card_id == first.id).step_id == first.step_id
    drag_card(page, first.id, at_card(page, second.id))
    assert next(c for c in page.journey.cards if c.id == first.id).step_id == second.step_id
    window.context.bridge.undo()
    assert next(c for c in page.journey.cards if c.id == first.id).step_id == first.step_id


def test_a_step_is_dragged_by_its_name(window, filled):
    page = page_in(window, filled)
    view = page.board.view
    heads = {h.id: h for h in view.drawing.heads if h.kind == "step"}
    one, three = page.journey.steps[0].id, page.journey.steps[2].id
    start = view.mapFromScene(QPointF(heads[one].x + 10, heads[one].y + 8))
    end = view.mapFromScene(QPointF(heads[three].x + heads[three].w - 10, heads[three].y + 8))
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(view.viewport(), start + (end - start) * part)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, end)
    assert page.journey.steps[2].id == one
    assert one in [s.id for s in page.journey.stages[1].steps]


def test_several_cards_are_moved_by_keys_and_deleted_as_one_step(qtbot, window, filled):
    page = page_in(window, filled)
    view = page.board.view
    ids = [c.id for c in page.journey.cards if c.lane_id == lane_of(page, "pain")][:2]
    view.choose_card(ids[0])
    view.selection.choose(frozenset(ids))
    before = {c.id: c.step_id for c in page.journey.cards}
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    after = {c.id: c.step_id for c in page.journey.cards}
    steps = [s.id for s in page.journey.steps]
    assert [steps.index(after[n]) - steps.index(before[n]) for n in ids] == [1, 1]
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert not set(ids) & {c.id for c in page.journey.cards}
    window.context.bridge.undo()
    assert set(ids) <= {c.id for c in page.journey.cards}


def test_the_menu_of_several_cards_grades_and_marks_them(window, filled):
    page = page_in(window, filled)
    window.context.bridge.run("Mark", details.add_mark, page.journey.id, "Quick win", "series_3")
    ids = [c.id for c in page.journey.cards if c.lane_id == lane_of(page, "pain")]
    page.board.view.choose_card(ids[0])
    page.board.view.selection.choose(frozenset(ids))
    found = entries(page.board.menu_for(None))
    entries(found["How sure are we"].menu())["measured"].trigger()
    entries(entries(page.board.menu_for(None))["Colour"].menu())["Quick win"].trigger()
    cards = [c for c in page.journey.cards if c.id in ids]
    assert {(c.grade, c.mark_id) for c in cards} == {("measured", page.journey.marks[0].id)}
    entries(entries(page.board.menu_for(None))["All into one lane"].menu())["Opportunities"].trigger()
    assert {c.lane_id for c in page.journey.cards if c.id in ids} == {lane_of(page, "opportunity")}


def test_a_grid_of_a_spreadsheet_is_pasted_where_the_keyboard_is(qtbot, window, filled):
    page = page_in(window, filled)
    view = page.board.view
    view.choose_card(next(c.id for c in page.journey.cards if c.lane_id == lane_of(page, "pain")))
    copied("=2+3\tsecond\n\tthird")
    before = len(page.journey.cards)
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    texts = [c.text for c in page.journey.cards]
    assert len(texts) == before + 3
    assert "=2+3" in texts
    assert len(view.selection.cards) == 3
    window.context.bridge.undo()
    assert len(page.journey.cards) == before


def test_steps_that_a_grid_needs_are_only_made_when_the_person_says_so(qtbot, window, filled):
    page = page_in(window, filled)
    view = page.board.view
    view.choose_card(next(c.id for c in page.journey.cards if c.step_id == page.journey.steps[-1].id))
    copied("a\tb\tc")
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    question = page.board.copying.question
    assert question is not None
    assert len(page.journey.steps) == 8
    question.yes.click()
    assert len(page.journey.steps) == 10
    window.context.bridge.undo()
    assert len(page.journey.steps) == 8


def test_cards_are_copied_cut_and_pasted_with_their_sources(qtbot, window, filled):
    page = page_in(window, filled)
    view = page.board.view
    card = next(c for c in page.journey.cards if c.lane_id == lane_of(page, "pain"))
    window.context.bridge.run("Source", details.set_source, card.id, "interviews", 14, date(2026, 3, 1))
    view.choose_card(card.id)
    qtbot.keyClick(view, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert card.id not in {c.id for c in page.journey.cards}
    assert QGuiApplication.clipboard().text() == card.text
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    twin = next(c for c in page.journey.cards if c.text == card.text)
    assert (twin.source, twin.source_n) == ("interviews", 14)


def test_nothing_on_the_clipboard_is_said_and_changes_nothing(qtbot, window, filled):
    page = page_in(window, filled)
    page.board.view.choose_card(page.journey.cards[0].id)
    copied("   ")
    before = len(page.journey.cards)
    qtbot.keyClick(page.board.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(page.journey.cards) == before
    assert "no text to paste" in window.context.messages.log[-1].bold


def test_the_search_counts_and_walks_the_hits(qtbot, window, filled):
    page = page_in(window, filled)
    view, bar = page.board.view, page.board.sight.find_bar
    qtbot.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert bar.isVisible()
    qtbot.keyClicks(bar.line, "tenants")
    assert bar.count.text() == "1 of 4"
    first = view.chosen.card_id
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    assert (bar.count.text(), view.chosen.card_id != first) == ("2 of 4", True)
    qtbot.keyClick(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.chosen.card_id == first
    bar.line.setText("no such words")
    assert bar.count.text() == "nothing found"
    qtbot.keyClick(bar.line, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_a_filter_shows_a_part_says_so_and_is_kept_under_a_name(window, filled):
    page = page_in(window, filled)
    board = page.board
    board.panels.toggle("filter")
    panel = board.panels.filter
    for field, value in list(panel.checks):
        if field == "kinds" and value not in ("pain", "does"):
            panel.checks[field, value].click()
    assert {lane.kind for lane in board.journey.lanes} == {"does", "pain"}
    assert len(page.journey.lanes) == 8
    panel.name.setText("Pains")
    panel._on_save()
    assert [name for _id, name, _shows in board.reach.offered.saved_views] == ["Pains"]
    board.sight.show_all()
    assert len(board.journey.lanes) == 8
    panel.changed.emit(board.reach.offered.saved_views[0][2])
    assert len(board.journey.lanes) == 2


@pytest.mark.slow
def test_one_stage_is_shown_alone_and_escape_brings_the_others_back(qtbot, window, filled):
    page = page_in(window, filled)
    board = page.board
    board.view.choose_card(page.journey.cards[0].id)
    entries(entries(board.menu_for(None))["Stage"].menu())["Show only this stage"].trigger()
    assert [s.name for s in board.journey.stages] == ["Something breaks"]
    qtbot.keyClick(board.view, Qt.Key.Key_Escape)
    assert len(board.journey.stages) == 4


def test_a_stage_that_is_deleted_is_no_filter_any_more(window, filled):
    page = page_in(window, filled)
    stage = page.journey.stages[0].id
    page.board.sight.focus_stage(stage)
    window.context.bridge.run("Delete", actions.delete_stage, stage)
    assert page.board.sight.shows == Shows()
    assert len(page.board.journey.stages) == 3


def test_comments_are_written_settled_and_shown_on_the_card(window, filled):
    page = page_in(window, filled)
    board = page.board
    card = page.journey.cards[0]
    board.view.choose_card(card.id)
    board.panels.toggle("comments")
    panel = board.panels.comments
    panel._on_add()
    assert board.reach.offered.comments == ()
    panel.text.setPlainText("Was he alone?")
    panel.author.setText("Ada")
    panel._on_add()
    comment = board.reach.offered.comments[0]
    assert (comment.card_id, comment.author, comment.text) == (card.id, "Ada", "Was he alone?")
    assert page.journey.cards[0].comments == 1
    panel._deeds.settle(comment.id, True)
    assert page.journey.cards[0].comments == 0
    window.context.bridge.undo()
    assert page.journey.cards[0].comments == 1


def test_colours_get_a_meaning_and_lose_it(window, filled):
    page = page_in(window, filled)
    board = page.board
    board.panels.toggle("colours")
    board.panels.colours._on_add(page.journey.id, "series_2")
    mark = page.journey.marks[0]
    board.panels.colours.names[mark.id].setText("Costs us customers")
    board.panels.colours.leaving()
    assert page.journey.marks[0].name == "Costs us customers"
    page._many.mark([page.journey.cards[0].id], mark.id)
    assert "Costs us customers" in board.bar.strip.accessibleName()
    board.panels.colours._deeds.delete_mark(mark.id)
    assert page.journey.cards[0].mark_id is None


def test_a_step_opens_the_journey_inside_it_and_the_way_leads_back(qtbot, window, filled):
    page = page_in(window, filled)
    outer = page.journey.id
    inner = window.context.bridge.run("Inner", actions.create, "Emergency call in detail")
    window.context.bridge.run("Inner", details.set_inner_journey, page.journey.steps[0].id, inner)
    page.board.view.choose_card(page.journey.cards[0].id)
    qtbot.keyClick(page.board.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.journey.id == inner
    page._on_back()
    assert page.journey.id == outer
    page.board._on_head_opened("step", page.journey.steps[0].id)
    assert page.journey.id == inner
    window.context.bridge.run("Delete", actions.delete, outer)
    assert page.trail == []


def test_each_place_is_said_in_words(qtbot, window, filled):
    page = page_in(window, filled)
    view = page.board.view
    card = next(c for c in page.journey.cards if c.lane_id == lane_of(page, "pain"))
    view.choose_card(card.id)
    said = view.accessibleDescription()
    assert said.startswith(
        "Step 2 of 8: Calls us, stage Something breaks. Lane Pain. Card 1 of 1: No time is promised"
    )
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert "No card here. Enter adds one." in view.accessibleDescription()


def test_a_locked_lane_refuses_in_a_sentence_and_the_map_stays(window, filled):
    page = page_in(window, filled)
    card = next(c for c in page.journey.cards if c.lane_id == lane_of(page, "pain"))
    page._facts.lock("lane", card.lane_id, True)
    page._card_deeds.write(card.id, "Other words")
    assert next(c for c in page.journey.cards if c.id == card.id).text == card.text
    assert "locked" in window.context.messages.log[-1].bold


def test_long_words_are_typed_into_a_field_that_grows_and_is_never_cut(qtbot, window, filled):
    page = page_in(window, filled)
    page.board.edit("card", page.journey.cards[0].id)
    editor = page.board.editor
    low = editor.height()
    editor.setPlainText("Waits and waits and waits for somebody to come. " * 6)
    assert editor.height() > low
    editor.setPlainText("word " * 1000)
    room = page.board.view.viewport().rect()
    assert room.contains(editor.geometry())
    assert editor.verticalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert len(page.journey.cards[0].text) == 4999


def test_in_persian_the_sentence_of_a_place_is_persian(window, filled):
    i18n.set_language("fa")
    window.rebuild()
    page = page_in(window, filled)
    page.board.view.choose_card(page.journey.cards[0].id)
    assert page.board.view.accessibleDescription()


def test_two_thousand_cards_are_pasted_at_once_and_one_undo_takes_them_back(qtbot, window, filled):
    page = page_in(window, filled)
    view, before = page.board.view, page.journey
    view.choose_card(
        next(c.id for c in before.cards if c.lane_id == lane_of(page, "pain") and c.step_id == 2)
    )
    words = "Waits, answers tenants and calls again"
    copied("\n".join("\t".join(f"{words} {row} {column}" for column in range(667)) for row in range(3)))
    started = process_time()
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.board.copying.question.yes.click()
    took = process_time() - started
    assert len(page.journey.cards) == len(before.cards) + 2001
    assert len(view.selection.cards) == 2001
    assert len(page.journey.steps) == 1 + 667
    assert took < MOST_PASTING, took
    window.context.bridge.undo()
    assert page.journey.cards == before.cards
    assert page.journey.steps == before.steps
