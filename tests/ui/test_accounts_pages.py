"""Lists of people and keys in the window: columns, check, import, review; by keyboard, and taken back by undo."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from cxdesk.accounts.queries import account_rows, contact_rest
from cxdesk.importing import detect, mapping, people
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.responses.proposals import review
from ui.accounts.dialogs import bring_in
from ui.app import open_file
from ui.widgets.fields import LineInput

ANSWERS = "Account key,Would you recommend us?,Date\n" + "".join(
    f"{('AL-0001', 'AL-0002', 'AL-000Z')[n % 3]},{n % 11},2026-03-{n % 28 + 1:02d}\n" for n in range(66)
)
LIST = "key,name,segment,Fax\nAL-0001,One,Offices,1\nAL-0002,Two,Hotels,2\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = Project.create(tmp_path / "a.cxdesk")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    import_file(project, mapping.suggest(detect.sniff(tmp_path / "answers.csv")))
    people.import_accounts_file(project, tmp_path / "list.csv")
    project.close()
    return project.path


@pytest.fixture
def opened(window: Any, file: Path, qtbot: Any) -> Any:
    window.resize(1280, 800)
    open_file(window, file)
    rest(window, qtbot)
    return window


def rest(window: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: window.context.bridge.is_open and not window.context.jobs.busy, timeout=20_000)
    qtbot.wait(20)  # what was just built is shown with the next turn of the loop


def button(window: Any, text: str) -> QPushButton:
    found = [
        b for b in window.page.findChildren(QPushButton) if b.isVisibleTo(window.page) and b.text() == text
    ]
    assert found, f"no button “{text}”: {[b.text() for b in window.page.findChildren(QPushButton)]}"
    return found[0]


def click(window: Any, text: str, qtbot: Any) -> None:
    button(window, text).click()
    rest(window, qtbot)


def words(window: Any) -> str:
    return "\n".join(x.text() for x in window.page.findChildren(QLabel) if x.isVisibleTo(window.page))


def listed(window: Any, path: Path, text: str, qtbot: Any, what: str = "accounts") -> None:
    path.write_text(text, encoding="utf-8")
    bring_in(window.context, path, what)
    rest(window, qtbot)


def test_a_list_is_mapped_checked_and_stored_and_one_undo_takes_it_back(
    opened: Any, tmp_path: Path, qtbot: Any
) -> None:
    later = "key,name,segment,Fax\nAL-0001,One,Housing,1\nAL-0003,Three,Hotels,3\n,lost,,\n"
    listed(opened, tmp_path / "later.csv", later, qtbot)
    assert "1 column is not used: Fax." in words(opened)
    qtbot.keyClick(button(opened, "Check the rows"), Qt.Key.Key_Space)
    rest(opened, qtbot)
    shown = words(opened)
    assert "1 new customer, 1 customer changes" in shown
    assert "3 rows in = 1 new customer + 1 changed + 0 as they are + 1 row left out." in shown
    assert "1 customer of the file is not in the list. It stays." in shown
    before = opened.context.project.undo_label
    qtbot.keyClick(button(opened, "Import 2 customers"), Qt.Key.Key_Space)
    rest(opened, qtbot)
    assert opened.room == "accounts"
    assert {a.key: a.segment for a in opened.context.project.read(account_rows)} == {
        "AL-0001": "Housing",
        "AL-0002": "Hotels",
        "AL-0003": "Hotels",
    }
    opened.do("undo")
    assert opened.context.project.undo_label == before
    assert len(opened.context.project.read(account_rows)) == 2


def test_the_same_list_says_that_nothing_changes(opened: Any, file: Path, qtbot: Any) -> None:
    bring_in(opened.context, file.with_name("list.csv"))
    rest(opened, qtbot)
    click(opened, "Check the rows", qtbot)
    assert "The list says what is known already" in words(opened)
    assert not button(opened, "Nothing to import").isEnabled()


@pytest.mark.slow
def test_a_list_without_a_key_waits_for_the_persons_word(opened: Any, tmp_path: Path, qtbot: Any) -> None:
    listed(opened, tmp_path / "other.csv", "Firma,Ort\nA,Köln\nB,Köln\n", qtbot)
    assert "Which column is it?" in words(opened)
    assert not button(opened, "Check the rows").isEnabled()
    from ui.accounts.import_columns import ColumnsStep

    step = opened.page.findChild(ColumnsStep)
    step.choices[0].setFocus()
    step.choices[0].setCurrentIndex(step.choices[0].findData("key"))
    step.choices[0].activated.emit(step.choices[0].currentIndex())
    rest(opened, qtbot)
    assert button(opened, "Check the rows").isEnabled()
    assert "Which column is it?" not in words(opened)


def test_looking_elsewhere_drops_the_work_and_coming_back_takes_it_up(
    opened: Any, file: Path, qtbot: Any
) -> None:
    bring_in(opened.context, file.with_name("list.csv"))
    opened.go("start")
    rest(opened, qtbot)
    opened.go("import_accounts")
    rest(opened, qtbot)
    assert opened.page.outcome is not None
    assert button(opened, "Check the rows").isEnabled()


@pytest.mark.slow
def test_who_rests_is_named_and_invited_only_with_a_reason(opened: Any, tmp_path: Path, qtbot: Any) -> None:
    project = opened.context.project
    guests = "key,e-mail\nAL-0001,a@x.example\nAL-0002,b@x.example\n"
    listed(opened, tmp_path / "first.csv", guests, qtbot, "invited")
    click(opened, "Check the rows", qtbot)
    click(opened, "Note 2 people as invited", qtbot)
    from datetime import date

    from cxdesk.responses import actions as responses

    project.run("Round", responses.add_round, 1, "April", date(2026, 4, 1), date(2026, 4, 20))
    listed(opened, tmp_path / "next.csv", guests + "AL-0002,c@x.example\n", qtbot, "invited")
    box = next(b for b in opened.page.findChildren(QCheckBox) if b.text().startswith("Leave people"))
    box.click()
    rest(opened, qtbot)
    assert project.read(contact_rest) == 90
    opened.page.choose_round(2)
    rest(opened, qtbot)
    click(opened, "Check the rows", qtbot)
    assert "2 people were invited within the rest period and are left out" in words(opened)
    assert button(opened, "Note 1 person as invited").isEnabled()
    reason = next(x for x in opened.page.findChildren(LineInput) if x.isVisibleTo(opened.page))
    qtbot.keyClicks(reason, "Their lift was renewed")
    rest(opened, qtbot)
    click(opened, "Note 3 people as invited", qtbot)
    assert opened.room == "accounts"


@pytest.mark.slow
def test_keys_are_accepted_and_refused_in_the_review(opened: Any, qtbot: Any) -> None:
    project = opened.context.project
    opened.go("accounts")
    rest(opened, qtbot)
    click(opened, "Review", qtbot)
    assert opened.room == "account_matches"
    assert "1 key belongs to no customer" in words(opened)
    assert "at least 80 of 100 alike" in words(opened)
    qtbot.keyClick(button(opened, "Accept"), Qt.Key.Key_Space)
    rest(opened, qtbot)
    assert [b.key for b in project.read(review).by_hand] == ["AL-000Z"]
    assert "Nothing to decide" in words(opened)
    click(opened, "Matched by a person (1)", qtbot)
    click(opened, "Decide again", qtbot)
    click(opened, "To decide (1)", qtbot)
    click(opened, "None of our customers", qtbot)
    assert [u.key for u in project.read(review).refused] == ["AL-000Z"]
    for _step in range(3):
        opened.do("undo")
    rest(opened, qtbot)
    found = project.read(review)
    assert (len(found.doubts), found.by_hand, found.refused) == (1, (), ())


def test_another_customer_can_be_searched_for_a_key(opened: Any, qtbot: Any) -> None:
    opened.go("account_matches")
    rest(opened, qtbot)
    search = next(x for x in opened.page.findChildren(LineInput) if x.isVisibleTo(opened.page))
    qtbot.keyClicks(search, "two")
    rest(opened, qtbot)
    click(opened, "Two (AL-0002)", qtbot)
    assert [(b.key, b.name) for b in opened.context.project.read(review).by_hand] == [("AL-000Z", "Two")]


def test_the_customer_shows_what_is_known_and_what_it_was(opened: Any, tmp_path: Path, qtbot: Any) -> None:
    from datetime import date

    from cxdesk.accounts.actions import AccountSpec, store_accounts

    spec = AccountSpec(
        "AL-0001", segment="Housing", relation="former", left_on=date(2026, 5, 1), revenue=1200.0,
        potential_revenue=2400.0, currency="EUR", owner="Tom Fletcher", renewal_on=date(2027, 1, 31),
    )  # fmt: skip
    opened.context.project.run("Change", store_accounts, [spec], date(2026, 5, 1))
    opened.go("accounts", "AL-0001")
    rest(opened, qtbot)
    shown = words(opened)
    for text in (
        "Former customer",
        "1 May 2026",
        "1,200 EUR",
        "2,400 EUR",
        "31 January 2027",
        "Tom Fletcher",
    ):
        assert text in shown
    assert "Segment: Offices until 1 May 2026" in shown
