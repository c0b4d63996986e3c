"""The room of touch points by hand and by keyboard: record, parts, readiness, matrix, merging, deleting."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from cxdesk.journeys import actions as journeys
from cxdesk.journeys.whole_map import map_of
from cxdesk.touchpoints.queries import touch_point_rows
from tests.touchpoints.inventory_examples import TODAY, answer, built, mapped
from ui.app import open_file
from ui.found import entries
from ui.journeys.truths import open_truths


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = built(tmp_path / "Alder.cxdesk")
    mapped(project)
    project.close()
    return project.path


@pytest.fixture
def room(window: Any, file: Path, qtbot: Any) -> Iterator[Any]:
    open_file(window, file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    window.go("touchpoints")
    quiet(window, qtbot)
    yield window
    quiet(window, qtbot)


def quiet(window: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=15_000)


def shown(room: Any, qtbot: Any, view: str) -> Any:
    room.page.show_view(view)
    quiet(room, qtbot)
    return room.page.views[view]


def named(room: Any, name: str) -> Any:
    return next(p for p in room.context.project.read(touch_point_rows) if p.name == name)


def type_into(qtbot: Any, line: Any, text: str) -> None:
    line.setFocus()
    line.selectAll()
    line.insert(text)  # QTest knows ASCII keys only
    line.commit()


@pytest.mark.slow
def test_the_record_is_written_field_by_field_and_undone(room: Any, qtbot: Any) -> None:
    record = room.page.views["list"].record
    type_into(qtbot, record.inputs["synonyms"], "Response time; Reaction، Pause")
    type_into(qtbot, record.inputs["volume"], "12,400")
    record.expectation.setPlainText("Within two hours.")
    record.expectation.commit()
    record.digital.chosen.emit("yes")
    record.ready["process"].chosen.emit("missing")
    record._on_checked()
    quiet(room, qtbot)
    row = named(room, "Waiting")
    assert row.synonyms == ("Response time", "Reaction", "Pause")
    assert (row.volume, row.expectation, row.digital, row.process) == (
        12400,
        "Within two hours.",
        True,
        "missing",
    )
    assert row.checked_on is not None
    for _step in range(6):
        room.do("undo")
    assert named(room, "Waiting").synonyms == ()


def test_a_volume_in_words_is_refused_and_the_old_one_stays(room: Any, qtbot: Any) -> None:
    record = room.page.views["list"].record
    type_into(qtbot, record.inputs["volume"], "many")
    quiet(room, qtbot)
    assert named(room, "Waiting").volume is None
    assert "number" in room.context.messages.log[-1].bold
    assert record.inputs["volume"].text() == ""


@pytest.mark.slow
def test_a_name_that_means_another_one_is_refused_and_the_old_one_is_shown(room: Any, qtbot: Any) -> None:
    record = room.page.views["list"].record
    type_into(qtbot, record.inputs["synonyms"], "Invoice")
    assert "means “Invoice” already" in room.context.messages.log[-1].bold
    assert record.inputs["synonyms"].text() == ""
    type_into(qtbot, record.inputs["name"], "Visit")
    assert record.inputs["name"].text() == "Waiting"


@pytest.mark.slow
def test_where_we_listen_shows_figures_and_what_a_question_asks_can_be_said(room: Any, qtbot: Any) -> None:
    entry = room.page.found.entry(room.page.chosen)
    assert [(q.survey, q.asks, q.figure.value if q.figure else None) for q in entry.listening] == [
        ("Customers", "experience", 45.0), ("Staff", "experience", 75.0), ("Customers", "expectation", None),
    ]  # fmt: skip
    from ui.touchpoints import deeds

    deeds.set_asks(room.context, entry.row.id, entry.row.expectation_ids[0], "experience")
    quiet(room, qtbot)
    assert named(room, "Waiting").expectation_ids == ()
    room.do("undo")
    assert len(named(room, "Waiting").expectation_ids) == 1


@pytest.mark.slow
def test_parts_are_given_by_key_and_a_second_a_moves_the_first(room: Any, qtbot: Any) -> None:
    view = shown(room, qtbot, "raci")
    qtbot.keyClicks(view.new, "Sales")
    qtbot.keyClick(view.new, Qt.Key.Key_Return)
    quiet(room, qtbot)
    assert list(room.page.found.functions) == ["Sales", "Service"]
    view.grid.setFocus()
    view.grid.go_to(0, 1)
    for key in "ra":
        qtbot.keyClick(view.grid, key)
        quiet(room, qtbot)
    assert dict(named(room, "Waiting").roles) == {"Sales": "RA"}
    qtbot.keyClick(view.grid, Qt.Key.Key_Right)
    qtbot.keyClick(view.grid, "A")
    quiet(room, qtbot)
    assert dict(named(room, "Waiting").roles) == {"Sales": "R", "Service": "A"}
    assert "Service answers for it now, and Sales no longer does." in room.context.messages.log[-1].bold
    assert "Nobody answers for 2 touch points: Visit, Invoice" in view.told.text()
    room.do("undo")
    assert dict(named(room, "Waiting").roles) == {"Sales": "RA"}
    quiet(room, qtbot)
    view.grid.go_to(0, 1)
    qtbot.keyClick(view.grid, Qt.Key.Key_Delete)
    quiet(room, qtbot)
    assert named(room, "Waiting").roles == ()
    qtbot.keyClick(view.grid, "x")
    assert named(room, "Waiting").roles == ()


@pytest.mark.slow
def test_readiness_is_given_by_key_and_every_blank_cell_is_shown(room: Any, qtbot: Any) -> None:
    view = shown(room, qtbot, "heat")
    assert view._told.text() == "9 cells are not looked at yet."
    view.grid.setFocus()
    view.grid.go_to(0, 1)
    for key, state in (("1", "missing"), ("3", "in_place"), ("2", "partly")):
        qtbot.keyClick(view.grid, key)
        quiet(room, qtbot)
        assert named(room, "Waiting").process == state
    assert view._told.text() == "8 cells are not looked at yet."
    assert view.chart.data is not None
    assert view.twin.rows_model.rowCount() == 2
    assert view.chart.data.columns == ("September 2025", "March 2026")


@pytest.mark.slow
def test_a_filled_cell_leads_to_the_record_and_a_stray_comes_in_with_its_card(room: Any, qtbot: Any) -> None:
    project = room.context.project
    shown_map = project.read(map_of, 1, {}, TODAY)
    lane = next(lane.id for lane in shown_map.lanes if lane.kind == "touch_point")
    room.context.bridge.run("Card", journeys.add_card, shown_map.steps[1].id, lane, "Chat")
    quiet(room, qtbot)
    view = shown(room, qtbot, "matrix")
    assert view.links[0].text() == "Waiting"
    from ui.touchpoints import deeds

    deeds.take_in(room.context, room.page.found.strays[0])
    quiet(room, qtbot)
    assert room.page.found.strays == ()
    assert [c.touch_point for c in project.read(map_of, 1, {}, TODAY).cards if c.text == "Chat"] == ["Chat"]
    qtbot.keyClick(view.links[0], Qt.Key.Key_Return)
    assert room.page._view == "list"
    assert room.page.chosen == named(room, "Waiting").id


@pytest.mark.slow
def test_what_is_missing_is_counted_and_named(room: Any, qtbot: Any) -> None:
    view = shown(room, qtbot, "coverage")
    bars = {bar.label: bar.shown for bar in view.points.data.bars}
    assert bars["a question"] == "2 of 3: 67%"
    assert {bar.label: bar.shown for bar in view.steps.data.bars}["a feeling"] == "2 of 4: 50%"
    assert [s.step for s in view.slogans.rows_model.rows] == ["Step 2", "Step 3", "Step 4"]
    assert view._missing.itemAt(0).widget().text() == "Invoice"


@pytest.mark.slow
def test_deleting_asks_where_something_uses_it_and_undo_restores(room: Any, qtbot: Any) -> None:
    record = room.page.views["list"].record
    record._on_delete()
    assert record.dialog is not None
    assert len(room.context.project.read(touch_point_rows)) == 3
    record.dialog.accept()
    quiet(room, qtbot)
    assert [p.name for p in room.context.project.read(touch_point_rows)] == ["Visit", "Invoice"]
    room.do("undo")
    quiet(room, qtbot)
    assert len(named(room, "Waiting").item_ids) == 2


@pytest.mark.slow
def test_two_that_are_one_are_merged_with_one_undo(room: Any, qtbot: Any) -> None:
    room.page.choose(named(room, "Visit").id)
    record = room.page.views["list"].record
    record._on_merge()
    record.dialog.accept()
    quiet(room, qtbot)
    assert named(room, "Visit").synonyms == ("Waiting",)
    room.do("undo")
    quiet(room, qtbot)
    assert [p.name for p in room.context.project.read(touch_point_rows)] == ["Waiting", "Visit", "Invoice"]


@pytest.mark.slow
def test_another_name_and_another_word_find_it_in_the_command_box(room: Any, qtbot: Any) -> None:
    record = room.page.views["list"].record
    type_into(qtbot, record.inputs["synonyms"], "Response time")
    quiet(room, qtbot)
    found = {entry.text: entry for entry in entries(room.context)}
    room.go("start")
    found["Response time, Waiting"].run()
    quiet(room, qtbot)
    assert (room.room, room.page.chosen) == ("touchpoints", named(room, "Waiting").id)
    room.go("start")
    found["contact point"].run()
    assert room.room == "touchpoints"


def test_the_open_map_shows_what_was_just_imported_and_counts_answers_once(room: Any, qtbot: Any) -> None:
    room.go("journeys")
    quiet(room, qtbot)
    page = room.page

    def shown_score() -> float | None:
        return next(c.score.value for c in page.journey.cards if c.score)

    assert shown_score() == 45.0
    before = page.journey
    room.context.bridge.run("Write", journeys.set_text, before.cards[0].id, "Waits on")
    quiet(room, qtbot)
    kept = len(page.numbers._kept)
    assert (page.journey.cards[0].text, kept) == ("Waits on", 1)
    answer(room.context.project, "April 2026", date(2026, 4, 20), WAIT=90, VISIT=80)
    quiet(room, qtbot)
    assert shown_score() == 90.0
    room.do("undo")
    quiet(room, qtbot)
    assert shown_score() == 45.0


def test_an_empty_file_says_what_a_touch_point_is(window: Any, new_file: Path, qtbot: Any) -> None:
    open_file(window, new_file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    window.go("touchpoints")
    quiet(window, qtbot)
    assert window.page.views == {}
    window.page.add()
    quiet(window, qtbot)
    assert window.page.views["list"].record.inputs["name"].text() == "New touch point"


@pytest.mark.slow
def test_scores_of_steps_are_typed_into_the_grid_and_the_map_follows(room: Any, qtbot: Any) -> None:
    room.go("journeys")
    quiet(room, qtbot)
    dialog = open_truths(room.context)
    assert dialog is not None
    quiet(room, qtbot)
    dialog.grid.setFocus()

    def typed() -> tuple[float | None, ...]:
        step = room.page.journey.steps[0]
        return step.customer_score, step.employee_score, step.business_score

    for column, text in ((1, "9"), (2, "8.5"), (3, "10")):
        dialog.grid.go_to(0, column)
        qtbot.keyClick(dialog.grid, text[0])
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda at=column - 1, said=text: typed()[at] == float(said), timeout=10_000)
        quiet(room, qtbot)
    assert typed() == (9.0, 8.5, 10.0)
    assert [c.truth_by_scores for c in room.page.journey.cards if c.moment_of_truth] == [True]
    assert dialog.rows[0].by_scores
    dialog.grid.go_to(0, 1)
    dialog.take_proposal()
    quiet(room, qtbot)
    assert room.page.journey.steps[0].customer_score == 8.0
    dialog._on_typed(0, 0, "eleven")
    assert "0 to 10" in room.context.messages.log[-1].bold
    dialog.grid.go_to(1, 1)
    dialog.mark_by_hand()
    quiet(room, qtbot)
    assert dialog.rows[1].by_hand
    dialog._on_cut("customer", "8,5")
    quiet(room, qtbot)
    assert room.page.journey.cuts[0] == 8.5
    assert not dialog.rows[0].by_scores
    dialog.accept()
    quiet(room, qtbot)
