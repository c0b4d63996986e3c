"""Paper forms are typed in by keys alone, each answer is kept at once, and a second entry shows what differs."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk import i18n
from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.responses import desk, live
from cxdesk.responses.actions import add_round
from cxdesk.responses.aggregate import items_of, people
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import LiveResponse
from cxdesk.responses.schema import FINISHED, SENT_AWAY
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.versions import release
from exports.questionnaire.made import Wish, questionnaire_of
from tests.responses.live_survey import VISIT
from ui.surveys.desk import Desk, open_desk


@pytest.fixture
def typing(window: Any, qtbot: Any, new_file: Path) -> Any:
    project = Project.open(new_file)
    project.run("Survey", surveys.build, VISIT)
    project.close()
    window.context.bridge.open(new_file)
    made = open_desk(window.context, 1)
    qtbot.waitUntil(lambda: made.isVisible() and made.number.hasFocus())
    yield made
    made.reject()


def keys(*texts: str) -> None:
    """Each text into whatever has the focus, and Enter."""
    for text in texts:
        QTest.keyClicks(QApplication.focusWidget(), text)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def grabbed(made: Desk, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        QTest.qWait(100)
        made.grab().save(f"{folder}/desk_{name}.png")


@pytest.mark.slow
def test_sheets_are_typed_by_keys_alone_and_twice_to_compare(typing: Desk, window: Any) -> None:
    project = window.context.project
    keys("17", "2", "9")
    # A repair: its questions came in, and what was typed is in the file before the sheet is done.
    assert project.read(live.answers_of_live, 1, VISIT) == {"WHY": 2, "NPS": 9}
    assert [line.slot.key for line in typing.lines[2:5]] == [
        ("STAFF", "DESK"),
        ("STAFF", "VAN"),
        ("HOURS", ""),
    ]
    keys("4", "7")  # there is no 7 on a scale to 5
    assert "7" in typing.lines[3].legend.text()
    grabbed(typing, "lines")
    keys("9")  # nor a 9, which so means a blank
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    keys("5", "2,5", "13", "3.11.2026", "Fine", "1")
    assert typing.told.text() == "Sheet 17 is in."
    assert typing.number.hasFocus()
    assert "1 sheet is in" in typing.count.text()
    given = project.read(live.answers_of_live, 1, VISIT)
    assert given == {
        "WHY": 2, "NPS": 9, "STAFF": {"DESK": 4, "VAN": 5}, "HOURS": 2.5, "WHAT": ["PRICE", "NONE"],
        "DAY": "2026-11-03", "MORE": "Fine", "QUOTE": 1,
    }  # fmt: skip
    nps = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")
    assert project.read(figure, 1, nps).value == 100

    typing.person.setText("Ben")
    keys("17")
    assert typing.sheet is None
    assert "in already" in typing.number.accessibleDescription()
    keys("", "2", "8", "4", "5", "2,5", "13", "3.11.2026", "Fine", ".")
    assert [d.difference.slot.key for d in typing.settling] == [("NPS", ""), ("QUOTE", "")]
    assert "typed by –, the second by Ben" in typing.told.text()
    assert project.read(people, 1)["n"].to_list() == [1]  # a second entry is no second person
    grabbed(typing, "differences")
    QTest.keyClick(typing, "2")
    QTest.keyClick(typing, "1")
    assert typing.told.text() == "Both entries of sheet 17 are the same."
    assert project.read(live.answers_of_live, 1, VISIT) == given | {"NPS": 8}
    assert project.read(figure, 1, nps).value == 0
    keys("17", "")
    assert typing.sheet is None


def test_a_sheet_left_half_way_goes_on_where_it_was(typing: Desk, window: Any) -> None:
    keys("A-3", "1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert typing.isVisible()
    assert typing.sheet is None
    keys("a-3")
    assert typing.lines[0].input.text() == "1"
    assert QApplication.focusWidget() is typing.lines[1].input


def test_a_sheet_of_an_older_release_says_so_by_its_own_code(window: Any, qtbot: Any, new_file: Path) -> None:
    """Its answers were typed as those of the newer questions, and nobody was told."""
    project = Project.open(new_file)
    project.run("Survey", surveys.build, VISIT)
    project.run("Release", release, 1, override="a test")
    old = questionnaire_of(project, 1, Wish("fa", "Letter", 2))
    project.run("Rename", surveys.rename, 1, "Another visit", "en")
    project.run("Release", release, 1, override="a test")
    new = questionnaire_of(project, 1, Wish())
    project.run("Round", add_round, 1, "Autumn")
    project.close()
    window.context.bridge.open(new_file)
    made = open_desk(window.context, 1)
    qtbot.waitUntil(lambda: made.isVisible() and made.number.hasFocus())
    sheet = f"{old.form}-{old.sheets[0]}"
    keys(sheet.lower())
    assert made.sheet is None
    assert "printed from version 1" in made.number.accessibleDescription()
    keys("")
    assert made.sheet is not None
    assert made.sheet.name == sheet.lower()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    for own in (f"{new.form}-{new.sheets[0]}", "17", "ABCDEF-00001"):
        made.number.clear()
        keys(own)
        assert made.sheet is not None
        assert made.number.accessibleDescription() == ""
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    made.reject()


@pytest.mark.parametrize("language", ["fa"])
def test_digits_of_the_own_script_are_digits(language: str) -> None:
    i18n.set_language(language)
    known = path(VISIT, {}).known
    places = {s.question.code: s for s in desk.slots(VISIT, {})}
    assert desk.typed(places["NPS"], "۱۰", known) == 10
    assert desk.typed(places["WHAT"], "۱ ۲", known) == ["PRICE", "SPEED"]
    assert desk.typed(places["DAY"], "۲۰۲۶-۱۱-۰۲", known) == date(2026, 11, 2).isoformat()
    for code, text in (("NPS", "11"), ("NPS", "x"), ("WHAT", "4"), ("DAY", "31.2.2026")):
        with pytest.raises(UserError):
            desk.typed(places[code], text, known)


QUOTA = {"name": "Repairs", "when": {"op": "is", "question": "WHY", "value": 2}, "most": 1}


@pytest.fixture
def limited(window: Any, qtbot: Any, new_file: Path) -> Any:
    """A survey with a quota of one repair, and two customers."""
    project = Project.open(new_file)
    project.run("Survey", surveys.build, replace(VISIT, promise="named", settings={"quotas": [QUOTA]}))
    project.run(
        "Customers", store_accounts, [AccountSpec("N", "North Lifts"), AccountSpec("S", "South Lifts")]
    )
    project.close()
    window.context.bridge.open(new_file)
    made = open_desk(window.context, 1)
    qtbot.waitUntil(lambda: made.isVisible() and made.number.hasFocus())
    yield made
    made.reject()


def test_a_full_quota_is_said_and_who_types_decides(limited: Desk, window: Any) -> None:
    project = window.context.project
    keys("1", "2", "9", *["."] * 7)
    assert limited.told.text() == "Sheet 1 is in."
    keys("2", "2")
    assert "“Repairs” is full" in limited.told.text()
    assert limited.end.isVisible()
    keys("8", *["."] * 7)
    assert limited.told.text() == "Sheet 2 is in, marked as beyond the quota."
    keys("3", "2")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    keys("1")
    assert limited.told.text() == ""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    keys("2")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert limited.told.text() == "Sheet 3 is kept, and does not count."
    assert project.read(people, 1)["n"].to_list() == [2]
    rows = project.read(lambda s: [(r.over_quota, r.state) for r in s.query(LiveResponse)])
    assert rows == [("", FINISHED), ("Repairs", FINISHED), ("Repairs", SENT_AWAY)]


def test_the_customer_is_typed_by_keys_and_the_answers_count_there(
    limited: Desk, window: Any, qtbot: Any
) -> None:
    project = window.context.project
    limited.person.setText("Ada")
    QTest.keyClick(limited.number, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is limited.customer
    QTest.keyClicks(QApplication.focusWidget(), "nowhere")
    limited.number.setFocus()
    keys("1")
    assert limited.sheet is None
    limited.customer.setFocus()
    limited.customer.line.selectAll()
    QTest.keyClicks(limited.customer.line, "sou")
    QTest.keyClick(limited.customer.completer().popup(), Qt.Key.Key_Return)
    # Offscreen, a list that was hidden stays the active window.
    limited.activateWindow()
    qtbot.waitUntil(limited.number.hasFocus)
    assert limited.customer.currentText() == "South Lifts"
    keys("1", "1", "9", *["."] * 4)
    assert limited.told.text() == "Sheet 1 is in."
    keys("2", "1", "3", *["."] * 4)  # the same customer until another is named
    rows = project.read(lambda s: [(r.account_key, r.entered_by) for r in s.query(LiveResponse)])
    assert rows == [("S", "Ada"), ("S", "Ada")]
    assert window.context.settings.person == "Ada"
    where = Filter(accounts=("S",))
    assert project.read(people, 1, where=where)["n"].to_list() == [2]
    assert project.read(people, 1, where=Filter(accounts=("N",)))["n"].to_list() == [0]


@pytest.mark.slow
def test_a_sheet_is_erased_from_the_desk_after_what_goes_was_said(
    limited: Desk, window: Any, qtbot: Any
) -> None:
    project = window.context.project
    keys("1", "1", "9", *["."] * 4)
    limited.erase_sheet()
    assert "number on the sheet" in limited.number.accessibleDescription()
    limited.number.setText("7")
    limited.erase_sheet()
    assert "“7”" in limited.number.accessibleDescription()
    limited.number.setText("1")
    limited.erase.click()
    asked = limited.erasing
    qtbot.waitUntil(asked.erase.isVisible, timeout=20_000)
    asked.erase.click()
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    assert project.read(people, 1)["n"].to_list() == [0]
    assert project.read(lambda s: s.query(LiveResponse).count()) == 0
