"""A customer added by hand: in an empty list, by keys, undone in one step, changed, and by command."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from cxdesk.accounts.actions import AccountSpec, add
from cxdesk.accounts.queries import AccountRow, account_keyed, account_rows
from cxdesk.errors import UserError
from cxdesk.project import Project
from tests.support.commands import refused, said, told
from ui.accounts.adding import CustomerDialog


def rows(window: Any) -> list[AccountRow]:
    found: list[AccountRow] = window.context.project.read(account_rows)
    return found


def dialog() -> CustomerDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, CustomerDialog) and w.isVisible())


def rest(window: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    qtbot.wait(20)


def test_a_customer_is_added_by_hand_where_the_list_is_empty(window: Any, new_file: Path, qtbot: Any) -> None:
    window.context.bridge.open(new_file)
    window.go("accounts")
    rest(window, qtbot)
    button = next(b for b in window.page.findChildren(QPushButton) if b.text() == "Add a customer")
    button.click()
    asked = dialog()
    qtbot.keyClick(asked.ok, Qt.Key.Key_Return)
    assert asked.isVisible()  # a name is needed
    qtbot.keyClicks(asked.name, "North Lifts")
    qtbot.keyClicks(asked.key, "N-7")
    qtbot.keyClicks(asked.segment.line, "Housing")
    qtbot.keyClick(asked.name, Qt.Key.Key_Return)
    rest(window, qtbot)
    assert [(r.key, r.name, r.segment, r.language) for r in rows(window)] == [
        ("N-7", "North Lifts", "Housing", "en")
    ]
    assert (window.room, window.page.chosen) == ("accounts", "N-7")

    window.do("account.add")
    asked = dialog()
    qtbot.keyClicks(asked.name, "Beta Hospital")
    qtbot.keyClick(asked.name, Qt.Key.Key_Return)
    rest(window, qtbot)
    assert window.page.chosen == "Beta Hospital"  # the new one is shown, not the one before
    window.context.do("undo")
    rest(window, qtbot)
    assert [r.key for r in rows(window)] == ["N-7"]


def test_a_name_that_is_there_asks_for_a_number_and_what_is_known_can_be_changed(
    window: Any, new_file: Path, qtbot: Any
) -> None:
    from ui.accounts.adding import change_customer

    window.context.bridge.open(new_file)
    project = window.context.project
    project.run("Add", add, AccountSpec("N-7", "North Lifts", "Housing"))
    window.do("account.add")
    asked = dialog()
    qtbot.keyClicks(asked.name, "north  lifts")
    asked.accept()
    assert asked.isVisible()
    asked.reject()

    changed = change_customer(window.context, rows(window)[0])
    assert not changed.key.isEnabled()
    changed.name.setText("North Lifts Ltd")
    changed.segment.setEditText("")
    changed.accept()
    rest(window, qtbot)
    assert [(r.key, r.name, r.segment) for r in rows(window)] == [("N-7", "North Lifts Ltd", "")]
    window.context.do("undo")
    rest(window, qtbot)
    assert [(r.name, r.segment) for r in rows(window)] == [("North Lifts", "Housing")]


def test_what_is_taken_is_refused_in_words(new_file: Path) -> None:
    project = Project.open(new_file)
    project.run("Add", add, AccountSpec("N-7", "North Lifts"))
    for key, name, part in (
        (" n-7 ", "Other", "has this account number already"),
        ("", "NORTH LIFTS", "There is a customer"),
        ("", "  ", "needs a name"),
        ("", "x" * 300, "longer than 200"),
    ):
        with pytest.raises(UserError, match=part):
            project.run("Add", add, AccountSpec(key, name))
    project.run("Add", add, AccountSpec("N-8", "North Lifts"))  # two sites of one name
    assert len(project.read(account_rows)) == 2
    project.close()


def test_the_command_adds_one(new_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ("--key", "N-7", "--segment", "Housing", "--language", "fa")
    assert said(capsys, "accounts", "add", new_file, "North Lifts", *more)["key"] == "N-7"
    assert "Beta" in told(capsys, "accounts", "add", new_file, "Beta")
    assert "already" in refused(capsys, "accounts", "add", new_file, "beta")
    assert "There is no language" in refused(capsys, "accounts", "add", new_file, "C", "--language", "de")
    project = Project.open(new_file)
    found = project.read(account_keyed, "N-7")
    assert (found.name, found.segment, found.language) == ("North Lifts", "Housing", "fa")
    project.close()
