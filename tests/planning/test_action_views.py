"""The actions in their six views, in the real window: moved by keyboard, filtered, drawn, warned of, undone."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from cxdesk import i18n
from cxdesk.planning import actions as planning
from cxdesk.planning import tracking
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.queries import issue_rows
from tests.planning.in_window import asked, read, said, type_into, undone
from ui.planning.action_views import VIEWS
from ui.planning.board import MIME
from ui.planning.timeline_view import TimelineView

TODAY = date(2026, 6, 15)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def views(told: Any, story: Any) -> Any:
    """The six views on the story's file, on a fixed day."""
    told.go("planning", ("actions", None))
    found = told.page.lists.views
    found.today = lambda: TODAY
    told.page.lists.reload()
    return found


def words_in(widget: Any) -> str:
    QApplication.processEvents()  # what was put into a layout is shown a turn later
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def state_of(window: Any) -> str:
    return str(read(window, action_rows)[0].state)


def test_a_card_is_moved_with_ctrl_and_an_arrow_and_back_with_undo(
    told: Any, story: Any, views: Any, qtbot: Any
) -> None:
    told.page.lists.show_list("board")
    board = views.made["board"]
    card = board.cards[story.action]
    assert card.accessibleName().startswith("Two dispatchers at peak hours · Sanne Visser · 1 June 2026")
    assert "14 days late" in words_in(card)
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Right, CTRL)
    assert state_of(told) == "active"
    assert undone(told, lambda: state_of(told)) == "draft"
    qtbot.keyClick(board.cards[story.action], Qt.Key.Key_Return)
    assert told.page.issue.cards[story.action].form is not None
    qtbot.waitUntil(lambda: not told.context.jobs.busy)


def test_a_skipped_state_asks_why_and_the_answer_is_kept(
    told: Any, story: Any, views: Any, qtbot: Any
) -> None:
    told.page.lists.show_list("board")
    board = views.made["board"]
    data = QMimeData()
    data.setData(MIME, str(story.action).encode())
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    board.columns["done"].dropEvent(drop)
    qtbot.waitUntil(lambda: any(w.isVisible() and hasattr(w, "ok") for w in QApplication.topLevelWidgets()))
    dialog = asked()
    assert "You skip “on its way”. Why?" in words_in(dialog)
    dialog.ok.click()
    assert "Say why, in a few words." in words_in(dialog)
    assert state_of(told) == "draft"
    dialog.fields[0].editor.setPlainText("We did it last year.")
    dialog.ok.click()
    row = read(told, action_rows)[0]
    assert (row.state, row.steps[-1].note) == ("done", "We did it last year.")


def test_arrows_walk_over_the_board_and_empty_columns(told: Any, story: Any, views: Any, qtbot: Any) -> None:
    run = told.context.project.run
    second = run("Second", planning.add_action, story.issue, "Van stock")
    third = run("Third", planning.add_action, story.issue, "Open on Saturdays")
    run("Drop", planning.close_action, third, "dropped", TODAY, "No money.")
    told.page.lists.show_list("board")
    board = views.made["board"]
    with qtbot.waitActive(told, timeout=20_000):
        told.activateWindow()
    board.cards[story.action].setFocus()
    qtbot.keyClick(board.cards[story.action], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is board.cards[second]
    qtbot.keyClick(board.cards[second], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is board.cards[third]
    qtbot.keyClick(board.cards[third], Qt.Key.Key_Left)
    assert QApplication.focusWidget() is board.cards[story.action]
    qtbot.keyClick(board.cards[second], Qt.Key.Key_Delete)
    assert len(read(told, action_rows)) == 2
    told.do("undo")
    assert len(read(told, action_rows)) == 3


def test_an_action_that_is_not_ready_says_what_is_missing_and_stays(
    told: Any, story: Any, views: Any, qtbot: Any
) -> None:
    told.context.project.run("Empty", planning.change_action, story.action, goal="")
    told.page.lists.show_list("board")
    views.made["board"].push(story.action, 1)
    assert "can’t start yet. Still missing: goal" in said(told)
    assert state_of(told) == "draft"


def test_the_filter_by_kind_of_change_says_its_share(told: Any, story: Any, views: Any) -> None:
    run = told.context.project.run
    for n in range(9):
        run(
            "More",
            planning.add_action,
            story.issue,
            f"More {n}",
            change_type="structure" if n < 3 else "process",
        )
    views.kind.set_value("structure")
    views.kind.chosen.emit("structure")
    assert views.kind.currentText() == "who is responsible: 3, 30%"
    assert len(told.page.lists.tables["actions"].rows_model.rows) == 3
    assert "3 of 10 change who is responsible: 30%." in words_in(views)


def test_a_standstill_is_said_once_and_again_after_undo(told: Any, story: Any, views: Any) -> None:
    told.context.bridge.run("Start", planning.start_action, story.action, date(2026, 4, 1))
    assert "No action was done or measured for 75 days, since 1 April 2026." in words_in(views)
    next(b for b in views.findChildren(QPushButton) if b.text() == "I have seen it").click()
    assert "No action was done or measured" not in words_in(views)
    told.do("undo")
    assert "No action was done or measured" in words_in(views)


def test_the_load_warns_and_a_limit_can_be_set(told: Any, story: Any, views: Any, qtbot: Any) -> None:
    run = told.context.bridge.run
    run("Effort", planning.change_action, story.action, effort=6, effort_unit="days", due_on=date(2026, 8, 1))
    told.page.lists.show_list("load")
    load = views.made["load"]
    assert "Sanne Visser: 48 h in June 2026, more than 40 h." in words_in(load)
    assert [load.owners.rows_model.columns[n].text(load.owners.rows_model.rows[0]) for n in (1, 3, 4)] == [
        "48 h", "48 h", "–",
    ]  # fmt: skip
    type_into(qtbot, load.limits["owner_hours"], "50")
    assert read(told, tracking.limits)["owner_hours"] == 50
    assert "more than" not in words_in(load)
    type_into(qtbot, load.limits["owner_hours"], "none")
    assert "A limit is a number above 0." in said(told)
    assert load.limits["owner_hours"].text() == "50"
    told.do("undo")
    assert "more than 40 h" in words_in(load)


def test_the_timeline_is_drawn_read_out_and_saved(
    told: Any, story: Any, views: Any, qtbot: Any, tmp_path: Path
) -> None:
    told.context.project.run("Start", planning.start_action, story.action, date(2026, 4, 1))
    told.context.project.run("Second", planning.add_action, story.issue, "Van stock")
    told.page.lists.show_list("timeline")
    shown = views.made["timeline"]
    qtbot.waitUntil(lambda: shown.chart.figure() is not None)
    assert "Two dispatchers at peak hours: Sanne Visser, 1 April 2026, 1 June 2026, 14 days late." in (
        shown.chart.accessibleDescription()
    )
    assert "1 action has no day yet: Van stock." in words_in(shown)
    for name in ("timeline.pdf", "timeline.svg", "timeline.png"):
        shown.save_to(tmp_path / name)
        qtbot.waitUntil(lambda name=name: (tmp_path / name).exists(), timeout=20_000)
    qtbot.waitUntil(lambda: not told.context.jobs.busy)
    assert (tmp_path / "timeline.pdf").read_bytes().startswith(b"%PDF")
    shown.save_to(tmp_path / "timeline.doc")
    qtbot.waitUntil(lambda: "A picture can be saved as" in said(told), timeout=20_000)
    qtbot.waitUntil(lambda: not told.context.jobs.busy)


def test_measures_are_watched_only_and_acted_on_again(told: Any, story: Any, views: Any, qtbot: Any) -> None:
    told.page.lists.show_list("measures")
    shown = views.made["measures"]
    assert "Nobody acts on 1 measure" in words_in(shown)
    shown.watch.click()
    assert "Choose a measure in the list first." in said(told)
    shown.table.choose(story.world.score)
    shown.watch.click()
    assert "Every measure has an action or is only watched" in words_in(shown)
    assert shown.watch.accessibleName() == "Act on it again"
    told.do("undo")
    assert "Nobody acts on 1 measure" in words_in(shown)
    told.context.bridge.run("Tie", planning.tie_measure, story.action, story.world.score)
    shown.table.choose(story.world.score)
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert told.page.issue is not None
    qtbot.waitUntil(lambda: not told.context.jobs.busy)


def test_every_view_says_what_to_do_while_there_is_nothing(room: Any, world: Any, qtbot: Any) -> None:
    for view in VIEWS:
        room.go("planning", (view, None))
        assert "No action yet" in words_in(room.page)
    issue = room.context.bridge.run("Issue", planning.raise_issue, "Waiting")
    room.context.bridge.run("Action", planning.add_action, issue, "Do it")
    expected = {
        "board": "Nothing here",
        "timeline": "No action has a day yet",
        "outcome": "No action was started yet",
    }
    for view, words in expected.items():
        room.go("planning", (view, None))
        assert words in words_in(room.page.lists.views.made[view])
    assert read(room, issue_rows)
    qtbot.waitUntil(lambda: not room.context.jobs.busy)


def test_a_day_that_slips_asks_why_and_leaving_keeps_the_old_day(told: Any, story: Any, qtbot: Any) -> None:
    told.context.project.run("Start", planning.start_action, story.action, date(2026, 4, 1))
    told.go("planning", ("action", story.action))
    form = told.page.issue.cards[story.action].form
    form.due._pick(date(2026, 7, 1))
    asked().reject()
    assert form.due.value() == date(2026, 6, 1)
    form.due._pick(date(2026, 7, 1))
    dialog = asked()
    dialog.ok.click()
    assert "Say why, in a few words." in words_in(dialog)
    dialog.fields[0].editor.setPlainText("The rota was late.")
    dialog.ok.click()
    row = read(told, action_rows)[0]
    assert [(s.was_due, s.due_on, s.reason) for s in row.slips] == [
        (date(2026, 6, 1), date(2026, 7, 1), "The rota was late.")
    ]
    assert "moved from 1 June 2026 to 1 July 2026 · The rota was late." in " ".join(
        label.text() for label in form.more.findChildren(QLabel)
    )
    assert undone(told, lambda: read(told, action_rows)[0].due_on) == date(2026, 6, 1)
    qtbot.waitUntil(lambda: not told.context.jobs.busy)


@pytest.mark.slow
def test_the_rest_of_the_form_reaches_the_file_field_by_field(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("action", story.action))
    form = told.page.issue.cards[story.action].form
    form.more_button.click()
    more = form.more
    values = {
        "functions": ("Service, IT", ("Service", "IT")), "champions": ("Jonas Beck; Marta Kowalska", ("Jonas Beck", "Marta Kowalska")),
        "effort": ("4", 4.0), "cost": ("24,000 a year", "24,000 a year"), "forgone": ("two visits", "two visits"),
        "duration": ("a month", "a month"), "told_inside": ("Fitters, on Monday", "Fitters, on Monday"),
    }  # fmt: skip
    for name, (text, value) in values.items():
        empty = getattr(read(told, action_rows)[0], name)
        type_into(qtbot, more.texts[name], text)
        assert getattr(read(told, action_rows)[0], name) == value, name
        assert undone(told, lambda name=name: getattr(read(told, action_rows)[0], name)) == empty
    type_into(qtbot, more.texts["effort"], "much")
    assert "Effort is a number of hours or days a month" in said(told)
    assert more.texts["effort"].text() == "4"
    for box, name in ((more.sponsor, "sponsor"), (more.strategy, "strategy")):
        box.line.setFocus()
        qtbot.keyClicks(box.line, "Ines Duarte")
        box.commit()
        assert getattr(read(told, action_rows)[0], name) == "Ines Duarte"
    assert not more._job.isVisible()
    assert "Only one function" not in form._warnings.text()
    form.change.set_value("system")
    form.change.chosen.emit("system")
    assert more._job.isVisible()
    assert form._warnings.text() == "A tool comes before the need: say what job it does for the customer."
    type_into(qtbot, more.texts["job"], "Tell me when help comes")
    assert not form._warnings.isVisible()
    qtbot.waitUntil(lambda: not told.context.jobs.busy)


def test_the_actions_are_saved_as_a_document(
    told: Any, story: Any, views: Any, qtbot: Any, tmp_path: Path
) -> None:
    views.save_to(tmp_path / "actions.pdf")
    qtbot.waitUntil(lambda: "The actions are saved." in said(told), timeout=20_000)
    assert (tmp_path / "actions.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(lambda: not told.context.jobs.busy)


def test_a_title_of_any_length_is_borne_by_every_view(told: Any, story: Any, views: Any, qtbot: Any) -> None:
    evil = "<b>=1+1</b> $x$ " * 1250
    told.context.project.run("Long", planning.change_action, story.action, title=evil, goal=evil, cost=evil)
    told.context.bridge.run("Start", planning.start_action, story.action, date(2026, 4, 1))
    for view in VIEWS:
        told.page.lists.show_list(view)
        QApplication.processEvents()
    board = views.made["board"]
    assert board.cards[story.action].height() < 400
    board.push(story.action, -1)
    assert asked().height() < 500
    asked().reject()
    qtbot.waitUntil(lambda: not told.context.jobs.busy)


def test_of_five_hundred_actions_the_timeline_draws_those_whose_day_comes_first(told: Any) -> None:
    from dataclasses import replace

    from ui.planning.timeline_view import MOST

    one = told.context.project.read(action_rows)[0]
    today = date(2026, 4, 1)
    many = [replace(one, id=n, due_on=today + timedelta(days=500 - n)) for n in range(500)]
    view = TimelineView(told.context, lambda _target: None)
    view.show_rows(many, today)
    assert view._data is not None
    assert len(view._data.bars) == MOST
    assert max(bar.end for bar in view._data.bars) == today + timedelta(days=MOST)
    assert view._more.text() == "440 actions with later days are in the table."
    view.show_rows(many[:3], today)
    assert not view._more.isVisibleTo(view)
    view.deleteLater()


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_all_that_an_action_needs_and_its_button_lie_on_one_small_screen(
    lang: str, told: Any, story: Any, qtbot: Any
) -> None:
    i18n.set_language(lang)  # the page is made after it
    run = told.context.project.run
    empty = run("Issue", planning.raise_issue, "Invoices are hard to read")
    action = run("Action", planning.add_action, empty, "One page for each invoice")
    told.resize(1280, 800)
    told.go("planning", ("action", action))
    form = told.page.issue.cards[action].form
    qtbot.waitUntil(lambda: not told.context.jobs.busy)
    seen = {name: field.editor for name, field in form.fields.items()} | {
        "start": form.start,
        "title": form.title,
    }
    assert {
        name for name, widget in seen.items() if widget.visibleRegion().boundingRect() != widget.rect()
    } == set()
    assert set(form.fields) == set(planning.NEEDED_TO_START)
    assert not form.cause.isVisible()
    form.more_button.click()
    assert form.cause.isVisible()
    assert not form._about.isVisible()


def test_what_is_folded_away_of_an_action_is_said_in_one_line(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("action", story.action))
    form = told.page.issue.cards[story.action].form
    form.treats.chosen.emit("symptom")
    assert form._about.isVisible()
    assert "Cause: " in form._about.text()
    assert form._about.text().endswith("What kind of change: not said · What it treats: only a symptom")
    qtbot.waitUntil(lambda: not told.context.jobs.busy)
