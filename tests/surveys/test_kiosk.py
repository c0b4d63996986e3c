"""The kiosk keeps each answer at once, forgets nobody, begins anew when it is left, and lets out only by PIN."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.errors import UserError
from cxdesk.privacy import package
from cxdesk.project import Project
from cxdesk.responses import kiosk as remembered
from cxdesk.responses.actions import add_round
from cxdesk.responses.model import AccountKeyLink, LiveAnswer, LiveResponse, Round
from cxdesk.responses.schema import ANSWERED, FINISHED, NOT_SHOWN, SENT_AWAY, SKIPPED, UNFINISHED
from cxdesk.storage.facts import fact
from cxdesk.surveys import actions
from cxdesk.surveys.described import described
from cxdesk.surveys.model import Item, Question
from cxdesk.surveys.queries import whole
from cxdesk.surveys.versions import release, version_rows
from tests.support.asked import VISIT
from ui.surveys.kiosk import KioskSetup, open_kiosk
from ui.surveys.kiosk_keeping import KioskPlan
from ui.surveys.kiosk_window import KioskWindow
from ui.widgets import key_layouts
from ui.widgets.asking.writing import RespondentDay

if TYPE_CHECKING:
    from ui.app import Window

ROOT = Path(__file__).resolve().parents[2]


class Clock:
    """A time that a test moves."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def given(session: Session) -> list[tuple[int, str, int, Any]]:
    """Response, item code, why it is blank, and what was answered."""
    rows = session.execute(
        select(LiveAnswer.response_id, Item.code, LiveAnswer.blank, LiveAnswer.number, LiveAnswer.words)
        .join(Item, Item.id == LiveAnswer.item_id)
        .join(Question, Question.id == Item.question_id)
        .order_by(LiveAnswer.response_id, Question.position, Item.position)
    )
    return [(n, code, blank, words if words is not None else value) for n, code, blank, value, words in rows]


def answered(project: Project) -> list[tuple[int, str, Any]]:
    return [(n, code, value) for n, code, blank, value in project.read(given) if blank == ANSWERED]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kiosk(window: "Window", tmp_path: Path, clock: Clock) -> Iterator[KioskWindow]:
    window.context.bridge.create(tmp_path / "a.cxdesk")
    project = window.context.project
    survey_id = project.run("Survey", actions.build, VISIT)
    round_id = project.run("Round", add_round, survey_id, "Kiosk", date(2026, 11, 1))
    project.run("PIN", remembered.set_pin, "4711")
    made = KioskWindow(window.context, KioskPlan(round_id, project.read(described, survey_id)), now=clock)
    made.resize(1024, 768)
    made.show()
    yield made
    if not made.unlocked:
        made.unlock()


def choose(kiosk: KioskWindow, code: str, value: Any) -> None:
    """Answer as a person does: the signal of a change follows."""
    asked = kiosk.sheet.parts[code].asked
    assert asked is not None
    asked.set_answer(value)
    asked.changed.emit()


def test_each_answer_is_in_the_file_before_the_next_question(kiosk: KioskWindow) -> None:
    project = kiosk.context.project
    kiosk.begin()
    assert project.read(given) == []
    choose(kiosk, "WHY", 1)
    assert answered(project) == [(1, "WHY", 1.0)]
    choose(kiosk, "WHY", 2)
    assert answered(project) == [(1, "WHY", 2.0)]
    kiosk.forward()
    kiosk.forward()
    assert kiosk.sheet.parts["NPS"].wrong.text() == "Please answer this question."
    QTest.keyClick(kiosk.focusWidget(), Qt.Key.Key_9)
    assert answered(project) == [(1, "WHY", 2.0), (1, "NPS", 9.0)]
    kiosk.back()
    asked = kiosk.sheet.parts["WHY"].asked
    assert asked is not None
    assert asked.answer() == 2
    assert project.undo_label == "Round"


@pytest.mark.slow
def test_at_the_end_every_blank_says_why(kiosk: KioskWindow) -> None:
    project = kiosk.context.project
    kiosk.begin()
    choose(kiosk, "WHY", 2)
    kiosk.forward()
    choose(kiosk, "NPS", 10)
    kiosk.forward()
    choose(kiosk, "FACES", 5)
    for _screen in range(2):
        kiosk.back()
    choose(kiosk, "WHY", 1)
    for _screen in range(5):
        kiosk.forward()
    assert kiosk.stage == "thanks"
    rows = {code: (blank, value) for _n, code, blank, value in project.read(given)}
    assert rows["WHY"] == (ANSWERED, 1.0)
    assert rows["FACES"] == (NOT_SHOWN, None)
    assert rows["TEXT"] == (SKIPPED, None)
    assert rows["END"] == (NOT_SHOWN, None)
    response = project.read(lambda s: s.scalars(select(LiveResponse)).one())
    assert (response.state, response.way, response.language) == (FINISHED, "kiosk", "en")
    kiosk.go.click()
    assert (kiosk.stage, kiosk.respondent.answers) == ("welcome", {})


def test_who_walks_away_leaves_the_screen_to_the_next(kiosk: KioskWindow, clock: Clock) -> None:
    project = kiosk.context.project
    kiosk.begin()
    choose(kiosk, "WHY", 2)
    clock.at = 44
    kiosk.tick()
    assert not kiosk.idle.isVisible()
    clock.at = 46
    kiosk.tick()
    assert kiosk.idle.isVisible()
    QTest.mouseClick(kiosk.idle, Qt.MouseButton.LeftButton)
    assert not kiosk.idle.isVisible()
    clock.at = 105
    kiosk.tick()
    assert kiosk.stage == "asking"
    clock.at = 107
    kiosk.tick()
    assert kiosk.stage == "welcome"
    assert answered(project) == [(1, "WHY", 2.0)]
    assert project.read(lambda s: s.scalars(select(LiveResponse.state)).all()) == [UNFINISHED]
    kiosk.begin()
    assert kiosk.respondent.answers == {}
    choose(kiosk, "WHY", 1)
    assert {n for n, _code, _value in answered(project)} == {1, 2}


def test_who_touches_the_lock_and_walks_away_leaves_neither_the_pad_nor_answers(
    kiosk: KioskWindow, clock: Clock
) -> None:
    """The pad stayed for ever, and behind it stood what the last respondent had answered."""
    kiosk.begin()
    choose(kiosk, "WHY", 2)
    kiosk.ask_pin()
    QTest.keyClicks(kiosk.pin, "12")
    clock.at = 29
    kiosk.tick()
    assert kiosk.pin.isVisible()
    clock.at = 46
    kiosk.tick()
    assert not kiosk.pin.isVisible()
    assert kiosk.idle.isVisible()
    clock.at = 61
    kiosk.tick()
    assert (kiosk.stage, kiosk.respondent.answers) == ("welcome", {})
    kiosk.ask_pin()
    assert kiosk.pin.dots.text() == " ", "nothing is left of what was typed"
    clock.at = 92
    kiosk.tick()
    assert not kiosk.pin.isVisible()


def test_words_are_kept_after_a_pause_and_the_language_can_change(kiosk: KioskWindow, qtbot: Any) -> None:
    project = kiosk.context.project
    kiosk.respondent.answers.update(WHY=1, NPS=3)
    kiosk.respondent.at = 3
    kiosk.begin()
    choose(kiosk, "TEXT", "Late again")
    assert answered(project) == []
    qtbot.waitUntil(lambda: answered(project) == [(1, "TEXT", "Late again")], timeout=20_000)
    choose(kiosk, "TEXT", "Late again and again")
    kiosk.head.tongues["fa"].click()
    assert answered(project) == [(1, "TEXT", "Late again and again")]
    assert kiosk.layoutDirection() == Qt.LayoutDirection.RightToLeft
    asked = kiosk.sheet.parts["TEXT"].asked
    assert asked is not None
    assert asked.answer() == "Late again and again"


def test_only_the_pin_lets_out(kiosk: KioskWindow, qtbot: Any) -> None:
    assert not kiosk.close()
    assert kiosk.pin.isVisible()
    for wrong in range(5):
        QTest.keyClicks(kiosk.pin, "1234" if wrong else "12345678999")
        QTest.keyClick(kiosk.pin, Qt.Key.Key_Return)
        assert kiosk.isVisible()
        assert kiosk.pin.said.text()
    QTest.keyClicks(kiosk.pin, "4711")
    QTest.keyClick(kiosk.pin, Qt.Key.Key_Return)
    assert kiosk.isVisible(), "five times wrong: even the right one waits"
    kiosk.pin._until = 0.0
    for key in () if kiosk.pin._typed else "4711":
        QTest.mouseClick(kiosk.pin.keys[key], Qt.MouseButton.LeftButton)
    kiosk.pin.leave.click()
    assert kiosk.unlocked


def test_a_pin_is_kept_as_a_hash_only(kiosk: KioskWindow) -> None:
    project = kiosk.context.project
    assert "4711" not in project.read(fact, "kiosk_pin")
    assert project.read(remembered.pin_fits, "۴۷۱۱")
    assert not project.read(remembered.pin_fits, "4712")
    for bad in ("", "12", "123456789", "12a4", "-123"):
        with pytest.raises(UserError):
            project.run("PIN", remembered.set_pin, bad)
        assert not project.read(remembered.pin_fits, bad)


def test_a_package_without_names_has_no_pin(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    project.run("PIN", remembered.set_pin, "4711")
    project.close()
    package.write(tmp_path / "a.cxdesk", tmp_path / "b.cxdesk")
    packed = Project.open(tmp_path / "b.cxdesk")
    try:
        assert packed.read(fact, "kiosk_pin") == ""
    finally:
        packed.close()


def test_a_new_round_asks_what_was_released_last_and_not_the_draft(window: "Window", tmp_path: Path) -> None:
    window.context.bridge.create(tmp_path / "c.cxdesk")
    project = window.context.project
    survey_id = project.run("Survey", actions.build, VISIT)
    project.run("Release", release, survey_id, override="a test")
    why = next(q for q in project.read(whole, survey_id).questions if q.code == "WHY")
    project.run("Words", actions.set_question_text, why.id, "Not released yet", "en")
    setup = open_kiosk(window.context, survey_id)
    setup.name.setText("Lobby")
    setup.pin.setText("2468")
    setup.accept()
    assert setup.kiosk is not None
    plan = setup.kiosk.plan
    place = project.read(lambda s: s.get_one(Round, plan.round_id).version_id)
    assert (plan.version_id, place) == (project.read(version_rows, survey_id)[0].id,) * 2
    assert "Not released yet" not in {q.text["en"] for q in plan.definition.questions}
    window.context.bridge.close()


def test_it_asks_for_round_and_pin_first(window: "Window", tmp_path: Path) -> None:
    window.context.bridge.create(tmp_path / "b.cxdesk")
    project = window.context.project
    survey_id = project.run("Survey", actions.build, VISIT)
    setup = open_kiosk(window.context, survey_id)
    assert isinstance(setup, KioskSetup)
    assert setup.height() < 700  # the button stays on a screen of 800
    assert setup.rect().contains(setup.ok.geometry())
    setup.name.setText("Lobby")
    setup.accept()
    assert setup.pin_field.findChildren(type(setup.pin))[0].property("wrong")
    assert setup.kiosk is None
    setup.pin.setText("2468")
    setup.accept()
    assert setup.kiosk is not None
    assert setup.kiosk.isVisible()
    # Who starts it reads how it is left; the languages stand there once, large.
    assert "then the PIN" in setup.kiosk.note.text()
    assert not any(b.isVisible() for b in setup.kiosk.head.tongues.values())
    setup.kiosk.begin()
    assert "PIN" not in setup.kiosk.note.text()
    setup.kiosk.begin_anew()
    assert project.undo_label == "Add a survey round"
    window.context.bridge.close()
    assert setup.kiosk.unlocked


KILLED = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtTest import QTest
from cxdesk.settings import Settings
from cxdesk.surveys import actions
from cxdesk.surveys.described import described
from cxdesk.responses.actions import add_round
from tests.support.asked import VISIT
from ui.app import application, make_window
from ui.surveys.kiosk_keeping import KioskPlan
from ui.surveys.kiosk_window import KioskWindow

app = application(["cxdesk"])
window = make_window(app, Settings(), dialogs=False)
window.context.bridge.create(Path(sys.argv[1]))
project = window.context.project
survey = project.run("Survey", actions.build, VISIT)
round_id = project.run("Round", add_round, survey, "Kiosk", date(2026, 11, 1))
kiosk = KioskWindow(window.context, KioskPlan(round_id, project.read(described, survey)))
kiosk.show()
kiosk.begin()
kiosk.sheet.parts["WHY"].asked.buttons[0].click()
kiosk.forward()
kiosk.sheet.parts["NPS"].asked.row.points[7].click()
kiosk.forward()
QTest.keyClick(kiosk.focusWidget(), "2")
kiosk.forward()
QTest.keyClicks(kiosk.sheet.parts["TEXT"].asked.lines, "half a sent")
print("ready", flush=True)
sys.stdin.read()
"""


def test_a_killed_kiosk_loses_at_most_the_screen_in_hand(tmp_path: Path) -> None:
    path = tmp_path / "killed.cxdesk"
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline().strip() == b"ready"
    child.kill()
    child.wait(10)
    child.stdout.close()
    child.stdin.close()
    project = Project.open(path)
    try:
        kept = answered(project)
        assert {row for row in kept if row[1] != "TEXT"} == {(1, "WHY", 1), (1, "NPS", 7), (1, "A", 1)}
        assert project.read(lambda s: s.scalars(select(LiveResponse.state)).all()) == [UNFINISHED]
    finally:
        project.close()


def kiosk_of(
    window: "Window", folder: Path, settings: dict[str, Any] | None = None, **plan: Any
) -> KioskWindow:
    """A kiosk in a file of its own, set up as told."""
    window.context.bridge.create(folder / "own.cxdesk")
    project = window.context.project
    survey_id = project.run("Survey", actions.build, replace(VISIT, settings=settings or {}))
    round_id = project.run("Round", add_round, survey_id, "Kiosk", date(2026, 11, 1))
    made = KioskWindow(window.context, KioskPlan(round_id, project.read(described, survey_id), **plan))
    made.resize(1024, 768)
    made.show()
    return made


QUOTA = {
    "name": "Repairs", "when": {"op": "is", "question": "WHY", "value": 2}, "most": 1,
    "said": {"en": "We have heard enough of repairs.", "fa": "درباره تعمیر بس است."},
}  # fmt: skip


def test_a_full_quota_ends_the_next_one_in_their_language_and_keeps_what_they_said(
    window: "Window", tmp_path: Path
) -> None:
    kiosk = kiosk_of(window, tmp_path, {"quotas": [QUOTA]})
    project = window.context.project
    kiosk.begin()
    choose(kiosk, "WHY", 2)
    kiosk.forward()
    choose(kiosk, "NPS", 9)
    for _screen in range(len(kiosk.respondent.screens) - 1):
        kiosk.forward()
    assert kiosk.stage == "thanks"
    assert "enough" not in " ".join(words.text() for words in kiosk.findChildren(QLabel))

    kiosk.begin_anew()
    kiosk.speak("fa")
    kiosk.begin()
    choose(kiosk, "WHY", 2)
    kiosk.forward()
    assert kiosk.stage == "thanks"
    assert "درباره تعمیر بس است." in [words.text() for words in kiosk.findChildren(QLabel)]
    rows = project.read(lambda s: s.execute(select(LiveResponse.state, LiveResponse.over_quota)).all())
    assert rows == [(FINISHED, ""), (SENT_AWAY, "Repairs")]
    assert (2, "WHY", 2.0) in answered(project)

    kiosk.begin_anew()
    kiosk.begin()
    choose(kiosk, "WHY", 1)
    kiosk.forward()
    assert kiosk.stage == "asking"
    kiosk.unlock()


@pytest.mark.parametrize("language", ["en", "nl", "hu", "uk", "fa"])
def test_words_are_typed_with_the_keys_on_the_screen(
    window: "Window", tmp_path: Path, qtbot: Any, language: str
) -> None:
    kiosk = kiosk_of(window, tmp_path, keys="always")
    kiosk.respondent.answers.update(WHY=1, NPS=3)
    kiosk.respondent.at = 3
    kiosk.begin()
    kiosk.respondent.language = language
    kiosk.activateWindow()
    kiosk.dress()
    qtbot.waitUntil(kiosk.touch_keys.isVisible)
    field = kiosk.focusWidget()
    keys = kiosk.touch_keys
    expected = ""
    letters = [key for row in key_layouts.rows_of(language, "letters") for key in row if len(key) == 1]
    for key in letters[:3]:
        QTest.mouseClick(keys.buttons[key], Qt.MouseButton.LeftButton)
        expected += key
    if "shift" in keys.buttons:
        keys.buttons["shift"].click()
        keys.buttons[letters[0].upper() if letters[0].upper() in keys.buttons else letters[0]].click()
        expected += letters[0].upper()
    keys.buttons["space"].click()
    keys.buttons["signs"].click()
    digit = "۷" if language == "fa" else "7"
    keys.buttons[digit].click()
    keys.buttons["back"].click()
    keys.buttons[digit].click()
    keys.buttons["enter"].click()
    assert kiosk.focusWidget() is field, "the keys never take the keyboard from the field"
    asked = kiosk.sheet.parts["TEXT"].asked
    assert asked is not None
    assert asked.answer() == f"{expected} {digit}"
    assert all(b.width() >= 44 and b.height() >= 44 for b in keys.buttons.values())
    qtbot.waitUntil(lambda: (1, "TEXT", f"{expected} {digit}") in answered(window.context.project))
    keys.buttons["hide"].click()
    assert not keys.isVisible()
    kiosk.unlock()


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
@pytest.mark.parametrize("large", [False, True])
def test_everything_that_is_touched_is_at_least_44_px(
    window: "Window", tmp_path: Path, size: tuple[int, int], large: bool
) -> None:
    kiosk = kiosk_of(window, tmp_path, keys="always", large=large)
    kiosk.resize(*size)
    kiosk.begin()
    kiosk.respondent.answers.update(WHY=2, NPS=8)
    for at in range(len(kiosk.respondent.screens)):
        kiosk.respondent.at = at
        kiosk.show_stage()
        QTest.qWait(1)
        small = [
            (at, type(w).__name__, w.width(), w.height())
            for w in kiosk.findChildren(QAbstractButton) + kiosk.findChildren(QLineEdit)
            # The icon in a field for a day is part of the field, which is touched as a whole.
            if w.isVisible()
            and not isinstance(w.parentWidget(), QLineEdit)
            and min(w.width(), w.height()) < 44
        ]
        assert small == []
        if (days := kiosk.findChildren(RespondentDay)) and days[0].isVisible():
            days[0].open_calendar()
            calendar = days[0].calendar
            assert calendar is not None
            cells = calendar.month.findChild(QTableView)
            assert cells is not None
            assert min(cells.columnWidth(0), cells.rowHeight(1)) >= 44
            calendar.close()
        view = kiosk.view.viewport()
        assert kiosk.view.widget().width() <= view.width(), "nothing stands beside the screen"
    kiosk.unlock()


def test_the_customer_is_chosen_from_a_list_and_answers_count_there(window: "Window", tmp_path: Path) -> None:
    names = tuple((f"K{n}", f"Company {n:02}") for n in range(20))
    kiosk = kiosk_of(window, tmp_path, accounts=names)
    kiosk.begin()
    assert kiosk.stage == "who"
    assert kiosk.who is not None
    assert len(kiosk.who.names) == 12
    QTest.keyClicks(kiosk.who.line, "company 17")
    assert list(kiosk.who.names) == ["K17"]
    kiosk.who.names["K17"].click()
    choose(kiosk, "WHY", 1)
    assert window.context.project.read(lambda s: s.scalars(select(LiveResponse.account_key)).all()) == ["K17"]
    kiosk.back()
    assert kiosk.stage == "who"
    kiosk.back()
    assert kiosk.stage == "welcome"
    kiosk.begin_anew()
    kiosk.begin()
    kiosk.speak_for("")
    choose(kiosk, "WHY", 1)
    keys = window.context.project.read(lambda s: s.scalars(select(LiveResponse.account_key)).all())
    assert keys == ["K17", ""]
    kiosk.unlock()


def test_the_set_up_ties_one_customer_or_a_list(window: "Window", tmp_path: Path) -> None:
    window.context.bridge.create(tmp_path / "b.cxdesk")
    project = window.context.project
    survey_id = project.run("Survey", actions.build, replace(VISIT, promise="named"))
    project.run("Customers", store_accounts, [AccountSpec("N", "North"), AccountSpec("S", "South")])
    setup = open_kiosk(window.context, survey_id)
    setup.pin.setText("2468")
    setup.whose.kind.set_value("one")
    setup.whose.one.setEditText("nowhere")
    setup.accept()
    assert setup.kiosk is None
    setup.whose.one.setEditText("north")
    setup.scheme.set_value("dark")
    setup.accept()
    assert setup.kiosk is not None
    assert (setup.kiosk.plan.account, setup.kiosk.skin.scheme) == ("N", "dark")
    setup.kiosk.begin()
    choose(setup.kiosk, "WHY", 1)
    links = project.read(lambda s: s.execute(select(AccountKeyLink.key, AccountKeyLink.account_id)).all())
    assert links == [("N", 1)]
    setup.kiosk.unlock()
    again = open_kiosk(window.context, survey_id)
    again.whose.kind.set_value("list")
    again.whose.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert again.whose.chosen() == ("", (("S", "South"),))
    again.reject()
    anonymous = project.run("Survey", actions.build, replace(VISIT, promise="anonymous"))
    third = open_kiosk(window.context, anonymous)
    assert third.whose.isHidden()
    third.reject()
