"""From the map of customers to the one at risk, from its score to the answers, and from there to an issue and a plan."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from cxdesk.planning.plan_queries import plan_rows
from cxdesk.planning.queries import issue_whole
from cxdesk.responses.filter import Filter
from resources.sample.names import NILOUFAR
from tests.support.person import Clicker


@pytest.fixture
def person(window: Any, qtbot: Any, example_file: Path, tmp_path: Path) -> Clicker:
    window.resize(1280, 800)
    window.context.bridge.open(Path(shutil.copy(example_file, tmp_path / "Alder Lifts.cxdesk")))
    found = Clicker(window, qtbot)
    found.rest()
    return found


def map_page(person: Clicker) -> Any:
    window = person.window
    window.do("accounts.map")
    person.wait(
        lambda: getattr(window.page, "view", None) is not None and window.page.view.places is not None
    )
    return window.page


def drawn_anew(person: Clicker, page: Any, cut: float) -> None:
    person.wait(lambda: page.found.cuts.score == cut and page.view.places is not None)


def key(person: Clicker, widget: Any, code: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    person.qtbot.keyClick(widget, code, modifier)
    person.rest()


def words(window: Any) -> str:
    return "\n".join(x.text() for x in window.page.findChildren(QLabel) if x.isVisibleTo(window.page))


def test_from_a_moved_cut_to_the_customer_at_risk_its_answers_an_issue_and_its_plan(person: Clicker) -> None:
    window, qtbot = person.window, person.qtbot
    page = map_page(person)
    project = window.context.project
    assert page.found.cuts.score == 50
    assert NILOUFAR not in {p.standing.name for p in page.found.placed if p.quadrant == "at_risk"}

    # Take hold of the score's cut and drag it to 60; it is one undo step, kept with the round.
    view, places = page.view, page.view.places
    y = round(places.frame[1] + places.frame[3] * 0.55)
    start = QPoint(round(places.cut[0]), y)
    aim = next(x for x in range(start.x(), view.width()) if round(places.x_value(x)) == 60)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    assert view.dragged is not None, "a bubble lies on the line here"
    qtbot.mouseMove(view, QPoint(aim, y))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(aim, y))
    drawn_anew(person, page, 60)
    assert project.undo_label == "Move a cut"
    assert page.cuts.score.text() == "60"
    assert "Niloufar Towers and" in words(window)
    assert "at risk" in words(window)

    # By keyboard to the largest customer, and into its page.
    page.view.setFocus()
    key(person, page.view, Qt.Key.Key_Home)
    assert page.view.placed(page.view.key).standing.name == NILOUFAR
    assert page.table.current().standing.name == NILOUFAR
    assert "At-Risk" in page.view.accessibleDescription()
    key(person, page.view, Qt.Key.Key_Return)
    assert window.room == "account"
    person.wait(lambda: window.page.table is not None and "At-Risk" in words(window))
    said = words(window)
    assert "11 of 24 answered, not a statistic" in said

    # Follow a score to its answers and come back.
    table = window.page.table
    table.setFocus()
    table.choose("Invoice")
    key(person, table, Qt.Key.Key_Return)
    assert window.room == "responses"
    assert window.page.answers.model.total == 11
    person.click("Back")
    person.wait(lambda: window.room == "account" and window.page.table is not None)

    # Make an issue of a touch point with one key: its figure is the evidence.
    person.rest()
    assert window.page.table.current().touch_point.name == "Invoice"
    window.page.table.choose("Time until a fitter arrives")
    window.page.table.setFocus()
    key(person, window.page.table, Qt.Key.Key_F7)
    person.wait(lambda: window.room == "planning")
    made = project.read(issue_whole, max(i.id for i in project.read(_issues)))
    assert made.row.title == "Niloufar Towers: “Time until a fitter arrives”, 1 of 11 satisfied"
    figure = made.evidence[0].figure
    assert figure is not None
    assert figure.filter == Filter(accounts=("AL-0108",), rounds=("March 2026",))

    # And its plan.
    window.go("account", "AL-0108")
    person.wait(lambda: window.page.table is not None)
    assert made.row.title in {i.title for i in window.page.review.issues}
    key(person, window.page, Qt.Key.Key_F8)
    person.wait(lambda: window.room == "planning")
    plan = next(p for p in project.read(plan_rows) if p.account == NILOUFAR)
    person.wait(lambda: _shows_plan(window, plan.id))


def test_undo_brings_the_cut_back_and_a_typed_one_that_is_no_number_is_refused(person: Clicker) -> None:
    page = map_page(person)
    field = page.cuts.score
    field.setFocus()
    field.selectAll()
    person.qtbot.keyClicks(field, "72.5")
    key(person, field, Qt.Key.Key_Return)
    drawn_anew(person, page, 72.5)
    person.window.do("undo")
    drawn_anew(person, page, 50)
    for wrong in ("much", "140"):
        field = page.cuts.score
        field.setFocus()
        field.selectAll()
        person.qtbot.keyClicks(field, wrong)
        key(person, field, Qt.Key.Key_Return)
        assert page.found.cuts.score == 50
        assert page.cuts.score.text() == "50"


def test_neighbours_are_walked_with_alt_and_arrows(person: Clicker) -> None:
    page = map_page(person)
    names = [p.standing.key for p in page.found.placed]
    page.open_account(names[0])
    person.rest()
    window = person.window
    alt = Qt.KeyboardModifier.AltModifier
    for code, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1)):
        key(person, window.page, code, alt)
        person.wait(lambda at=at: window.page.review.account.key == names[at])


def test_a_segment_and_an_older_round_are_a_click_away(person: Clicker) -> None:
    page = map_page(person)
    page._filter(segment="Hotels")
    person.wait(lambda: page.found.segment == "Hotels")
    assert {p.standing.segment for p in page.found.placed} == {"Hotels"}
    page._filter(round_name="September 2025", segment="")
    person.wait(lambda: page.found.round.name == "September 2025")
    assert page.found.moves == ()


def _issues(session: Any) -> Any:
    from cxdesk.planning.queries import issue_rows

    return issue_rows(session)


def _shows_plan(window: Any, plan_id: int) -> bool:
    from ui.planning.plan_editor import PlanEditor

    return any(e.plan_id == plan_id for e in window.page.findChildren(PlanEditor))
