"""The map and the page of a customer in the window: walked, hovered, empty, read-only, mirrored."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip

from cxdesk import i18n
from cxdesk.accounts.actions import AccountSpec, ContactSpec, store_accounts, store_contacts
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole
from ui.app import open_file

# Key: revenue, the codes its people gave.
CUSTOMERS = {
    "M": (5000.0, (5, 5, 4)),
    "R": (9000.0, (1, 2, 1)),
    "G": (100.0, (5, 4, 4)),
    "D": (50.0, (1, 1, 2)),
    "X": (None, (5, 5, 5)),
    "S": (70.0, ()),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = Project.create(tmp_path / "a.cxdesk")
    specs = [
        AccountSpec(k, f"Customer {k}", "Offices", revenue=r, currency="EUR")
        for k, (r, _c) in CUSTOMERS.items()
    ]
    project.run("Accounts", store_accounts, specs)
    made = Definition(
        {"en": "R"}, (SectionSpec({}, (QuestionSpec("Q", "scale", {"en": "How was it?"}, ScaleSpec(1, 5)),)),)
    )
    survey = project.run("Survey", surveys.build, made)
    (item,) = (i.id for q in project.read(whole, survey).questions for i in q.items)
    for name, day in (("Fall", date(2025, 9, 1)), ("Spring", date(2026, 3, 1))):
        round_id = project.run("Round", responses.add_round, survey, name, day, day)
        rows = [(k, c) for k, (_r, codes) in CUSTOMERS.items() for c in codes]
        data = pl.DataFrame(
            {
                f"i{item}": pl.Series([c for _k, c in rows], dtype=pl.Int16),
                "account_key": [k for k, _c in rows],
                "respondent_key": [f"{k}{n}" for n, (k, _c) in enumerate(rows)],
                "submitted": [datetime(day.year, day.month, day.day)] * len(rows),
            }
        )
        project.run(
            "Import", responses.add_answers, round_id, responses.pack(data), responses.Source("a.csv")
        )
    project.run("Match", matching.relink)
    people = project.run(
        "People", store_contacts, [ContactSpec("M", "M0", "Ann"), ContactSpec("M", "Z", "Zed", "Buyer")]
    )
    project.run("Invite", matching.invite, round_id, list(people.values()))
    project.close()
    return project.path


def rest(window: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: window.context.bridge.is_open and not window.context.jobs.busy, timeout=20_000)
    qtbot.wait(20)


@pytest.fixture
def opened(window: Any, file: Path, qtbot: Any) -> Any:
    window.resize(1280, 800)
    open_file(window, file)
    rest(window, qtbot)
    return window


def on_map(window: Any, qtbot: Any) -> Any:
    window.go("account_map")
    rest(window, qtbot)
    qtbot.waitUntil(
        lambda: window.page.view is not None and window.page.view.places is not None, timeout=20_000
    )
    return window.page


def words(window: Any) -> str:
    return "\n".join(x.text() for x in window.page.findChildren(QLabel) if x.isVisibleTo(window.page))


def test_the_map_says_who_is_at_risk_who_is_absent_and_lists_the_same(opened: Any, qtbot: Any) -> None:
    page = on_map(opened, qtbot)
    said = words(opened)
    assert "Customer R is at risk" in said
    assert "Not on the map, nobody answered: 1 (Customer S)" in said
    assert "Not on the map, revenue not known: 1 (Customer X)" in said
    assert "Nobody changed the quadrant." in said
    listed = [p.standing.key for p in page.table.rows_model.rows]
    assert sorted(listed) == sorted(p.standing.key for p in page.found.placed) == ["D", "G", "M", "R"]


def test_arrow_keys_walk_to_the_neighbour_in_that_direction(opened: Any, qtbot: Any) -> None:
    view = on_map(opened, qtbot).view
    view.setFocus()
    for code, key in (
        (Qt.Key.Key_Right, "R"),
        (Qt.Key.Key_Right, "M"),
        (Qt.Key.Key_Down, "G"),
        (Qt.Key.Key_Left, "D"),
    ):
        qtbot.keyClick(view, code)
        assert view.key == key
    assert opened.page.table.current().standing.key == "D"
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.key == "D"


@pytest.mark.slow
def test_walking_the_list_marks_the_same_customer_on_the_map(opened: Any, qtbot: Any) -> None:
    page = on_map(opened, qtbot)
    page.table.setFocus()
    page.table.choose("G")
    assert page.view.key == "G"
    assert "Customer G: Model." in page.view.accessibleDescription()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    rest(opened, qtbot)
    assert opened.room == "account"
    assert opened.page.review.account.key == "G"


@pytest.mark.slow
def test_a_hand_over_a_bubble_hears_who_it_is_and_why_it_is_hollow(opened: Any, qtbot: Any) -> None:
    page = on_map(opened, qtbot)
    page.cuts.set_cut(score=91)
    rest(opened, qtbot)
    qtbot.waitUntil(lambda: page.found.cuts.score == 91 and page.view.places is not None, timeout=20_000)
    at = page.view.place_of("M").toPoint()
    assert page.view._key_at(QPointF(at)) == "M"
    QApplication.sendEvent(page.view, QHelpEvent(QEvent.Type.ToolTip, at, page.view.mapToGlobal(at)))
    assert "Customer M: Model." in QToolTip.text()
    assert "Without one person’s answers" in QToolTip.text()
    QToolTip.hideText()


@pytest.mark.slow
def test_a_click_chooses_and_a_double_click_opens(opened: Any, qtbot: Any) -> None:
    page = on_map(opened, qtbot)
    at = page.view.place_of("D").toPoint()
    qtbot.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=at)
    assert page.table.current().standing.key == "D"
    qtbot.mouseDClick(page.view, Qt.MouseButton.LeftButton, pos=at)
    rest(opened, qtbot)
    assert opened.room == "account"


@pytest.mark.slow
def test_the_revenues_cut_is_dragged_too_and_the_usual_cuts_come_back(opened: Any, qtbot: Any) -> None:
    page = on_map(opened, qtbot)
    view, usual = page.view, page.found.cuts.revenue
    x = round(view.places.frame[0] + 30)
    start = QPoint(x, round(view.places.cut[1]))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, QPoint(x, start.y() - 60))
    assert view.drag_text().endswith(" EUR")
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(x, start.y() - 60))
    rest(opened, qtbot)
    qtbot.waitUntil(lambda: page.found.cuts.revenue > usual, timeout=20_000)
    next(b for b in opened.page.findChildren(QPushButton) if b.text().strip() == "Usual cuts").click()
    qtbot.waitUntil(lambda: page.found.cuts.revenue == usual, timeout=20_000)
    for _step in range(2):
        opened.do("undo")
    rest(opened, qtbot)
    assert page.found.cuts.revenue == usual


@pytest.mark.slow
def test_the_page_tells_trend_people_and_what_is_not_there(opened: Any, qtbot: Any) -> None:
    opened.go("account", "M")
    rest(opened, qtbot)
    said = words(opened)
    for text in (
        "Customer M",
        "Score over the rounds",
        "Zed",
        "Buyer, invited, did not answer",
        "Nothing is open for this customer.",
    ):
        assert text in said
    opened.go("account", "S")
    rest(opened, qtbot)
    said = words(opened)
    assert "Nobody answered in Spring, Fall." in said
    assert "Nobody of this customer answered in this round." in said
    opened.page.make_issue()
    rest(opened, qtbot)
    assert opened.room == "account"


@pytest.mark.slow
def test_the_plan_is_made_by_its_key_once_and_opened_after(opened: Any, qtbot: Any) -> None:
    from cxdesk.planning.plan_queries import plan_rows

    for _time in range(2):
        opened.go("account", "R")
        rest(opened, qtbot)
        qtbot.keyClick(opened.page, Qt.Key.Key_F8)
        rest(opened, qtbot)
        assert opened.room == "planning"
    assert [p.account_key for p in opened.context.project.read(plan_rows)] == ["R"]


def test_a_file_without_answers_and_one_without_customers_say_what_to_do(
    window: Any, new_file: Path, qtbot: Any
) -> None:
    open_file(window, new_file)
    rest(window, qtbot)
    for room, text in (("account_map", "No answers yet"), ("account", "No customer is chosen")):
        window.go(room)
        rest(window, qtbot)
        assert text in words(window)


@pytest.mark.skipif(not hasattr(os, "chmod"), reason="no rights to take away")
def test_a_file_for_reading_only_shows_the_map_and_moves_no_cut(window: Any, file: Path, qtbot: Any) -> None:
    holder = Project.open(file)
    try:
        open_file(window, file)
        rest(window, qtbot)
        page = on_map(window, qtbot)
        assert page.cuts.score.isReadOnly()
        cut = page.found.cuts
        page.view.score_cut.emit(80.0)
        rest(window, qtbot)
        assert page.found.cuts == cut
    finally:
        window.context.bridge.close()
        holder.close()


@pytest.mark.slow
def test_in_persian_the_map_is_mirrored_and_alt_left_goes_on(opened: Any, qtbot: Any) -> None:
    i18n.set_language("fa")
    opened.rebuild()
    page = on_map(opened, qtbot)
    places = page.view.places
    assert places.mirrored
    assert page.view.place_of("M").x() < places.cut[0] < page.view.place_of("R").x()
    page.open_account("R")
    rest(opened, qtbot)
    qtbot.keyClick(opened.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    rest(opened, qtbot)
    assert opened.page.review.account.key == page.found.placed[1].standing.key


def test_what_was_deleted_elsewhere_leaves_no_page_behind(opened: Any, qtbot: Any) -> None:
    from cxdesk.accounts.actions import delete
    from cxdesk.accounts.queries import account_keyed

    opened.go("account", "D")
    rest(opened, qtbot)
    project = opened.context.project
    opened.context.bridge.run("Delete", delete, project.read(account_keyed, "D").id)
    rest(opened, qtbot)
    assert "No customer is chosen" in words(opened)
