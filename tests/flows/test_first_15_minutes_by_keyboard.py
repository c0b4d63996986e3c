"""The same first fifteen minutes without a mouse: Tab, Enter, shortcuts and Ctrl+K; the focus is always seen."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.queries import issue_rows
from resources.sample.export import write_accounts, write_export
from tests.flows.test_first_15_minutes import WORDS
from tests.support.person import Typist, shows_focus, spoken
from ui.planning.dialogs import Ask
from ui.planning.review import Review
from ui.rooms import IN_NAV

ENTER, DOWN, RIGHT = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Right


@pytest.fixture
def person(window: Any, qtbot: Any) -> Typist:
    window.resize(1280, 800)
    return Typist(window, qtbot)


@pytest.mark.slow
def test_the_example_is_read_by_keyboard(person: Typist) -> None:
    window = person.window
    person.tab_to("Look at a finished example")
    person.press(ENTER)
    person.wait(lambda: window.room == "planning" and window.context.bridge.is_open)
    view = window.page._shown().preview.view
    person.wait(view._boxes)
    person.rest()
    person.press(Qt.Key.Key_F6)
    person.tab_to(spoken(view))
    person.press(DOWN)
    person.press(ENTER)
    person.wait(lambda: window.room == "responses")
    person.rest()
    person.press(Qt.Key.Key_F6)
    person.tab_to("Back")
    person.press(ENTER)
    person.wait(lambda: window.room == "planning")
    person.rest()


def test_own_data_becomes_a_saved_plan_by_keyboard(
    person: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    window = person.window
    person.do("use my own")
    person.choose_file(write_export(tmp_path / "Relationship survey.csv"))
    person.wait(lambda: window.room == "importing" and window.page.typed is not None)
    person.shortcut(ENTER)
    person.wait(lambda: window.room == "analysis" and window.page.insights is not None)
    project = window.context.project
    person.do("import customers")
    person.choose_file(write_accounts(tmp_path / "customers.csv"))
    person.wait(lambda: window.room == "import_accounts" and window.page.outcome is not None)
    person.shortcut(ENTER)
    person.shortcut(ENTER)
    person.wait(lambda: any("customers imported" in n.bold for n in window.context.messages.log))
    person.rest()
    person.shortcut(Qt.Key.Key_6)
    person.rest()
    person.wait(lambda: window.page.insights is not None)
    person.press(Qt.Key.Key_F6)
    person.tab_to("Make this an issue")
    person.press(ENTER)
    assert len(project.read(issue_rows)) == 1
    _write_cause_and_action(person)
    action = project.read(action_rows)[0]
    assert (action.state, action.owner, action.missing) == ("active", "Sanne Visser", ())
    _tell_the_customer(person)
    person.shortcut(Qt.Key.Key_P)
    person.wait(lambda: isinstance(person.front(), Review))
    person.press(ENTER)
    person.choose_file(tmp_path / "plan.pdf")
    person.wait(lambda: any(n.bold == "The plan is saved." for n in window.context.messages.log))
    text = pypdfium2.PdfDocument(tmp_path / "plan.pdf")[0].get_textpage().get_text_range()
    assert WORDS[0][:40] in text.replace("\r\n", " ")


def _write_cause_and_action(person: Typist) -> None:
    person.tab_to("Why does it happen?")
    person.write("Calls wait for one dispatcher.")
    person.press(ENTER)
    person.tab_to("What will you change?")
    person.write("Two dispatchers at peak hours")
    person.press(ENTER)
    for field, words in (
        ("Why it helps", "It costs contracts."),
        ("Goal of this action", "A fitter within 4 hours"),
        ("Expected result", "Calls are answered within two minutes"),
        ("Owner", "Sanne Visser"),
    ):
        person.tab_to(field)
        person.write(words)
    person.tab_to("By when")
    person.press(ENTER)
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    for key in (DOWN, DOWN, DOWN, ENTER):
        person.press(key)
    person.tab_to("Target")
    person.write("65%")
    person.tab_to("Start the action")
    person.press(ENTER)


def _tell_the_customer(person: Typist) -> None:
    window = person.window
    person.tab_to("What will you tell the customer?")
    person.press(ENTER)
    person.write("Harb")  # the list of customers has the focus
    person.press(Qt.Key.Key_Tab)
    person.tab_to("Open the plan")
    person.press(ENTER)
    person.wait(lambda: window.page.plan is not None and window.page.plan._drawn is not None)
    for words in WORDS:
        person.shortcut(ENTER)
        at = QApplication.focusWidget()
        assert at is not None
        assert at.objectName().startswith("wording")
        assert shows_focus(window, at)
        person.write(words)
    person.shortcut(ENTER)
    person.wait(window.page.plan.preview.approve.isVisible)
    person.rest()
    person.shortcut(ENTER)
    assert spoken(QApplication.focusWidget()) == "Approve"
    person.press(ENTER)
    person.write("Sanne Visser")
    person.press(ENTER)
    if isinstance(person.front(), Ask):  # the list named somebody else for this customer
        person.press(ENTER)
    person.wait(lambda: window.page.plan.preview.clean.text().startswith("Approved."))


PLACES: list[tuple[str, Any]] = [(room.id, None) for room in IN_NAV]
PLACES += [("settings", None), ("planning", ("issue", 1)), ("planning", ("plan", 2)), ("journeys", 1)]
PLACES += [
    ("planning", (view, None)) for view in ("table", "board", "timeline", "load", "outcome", "measures")
]
PLACES += [("importing", "Relationship survey.csv")]


@pytest.mark.slow
@pytest.mark.parametrize(("room", "target"), PLACES)
def test_every_button_and_field_of_a_room_is_reached_by_tab_and_shows_it(
    room: str, target: Any, person: Typist, example: Path
) -> None:
    window = person.window
    assert window.context.bridge.open(example)
    window.go(room, write_export(example.with_name(target)) if isinstance(target, str) else target)
    person.rest()
    person.qtbot.wait(50)
    person.rest()
    reached: set[QWidget] = set()
    person.press(Qt.Key.Key_F6)
    for _turn in range(400):
        person.press(Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        assert at is not None, "the focus was nowhere"
        if at in reached:
            break
        assert shows_focus(window, at), f"{spoken(at)!r} does not show that it has the focus"
        reached.add(at)
    wanted = [w for w in window.page.findChildren(QWidget) if _is_for_a_person(w)]
    missed = [spoken(w) for w in wanted if w not in reached and w.focusProxy() not in reached]
    assert not missed
    nameless = [type(w).__name__ for w in wanted if not spoken(w).strip()]
    assert not nameless


def _is_for_a_person(widget: QWidget) -> bool:
    """Whether it is a button or a field of ours that can be used now."""
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    inner = isinstance(widget.parentWidget(), QComboBox | QLineEdit)
    in_group = isinstance(widget, QAbstractButton) and widget.isCheckable() and not widget.isChecked()
    return (
        isinstance(widget, kinds) and widget.isVisible() and widget.isEnabled() and not inner and not in_group
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from ui.start.dialogs import build_example

    path = tmp_path_factory.mktemp("example") / "Alder Lifts 2026.cxdesk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDESK_SETTINGS", str(path.parent / "settings"))
        build_example(path, lambda done, total, what="": None)
    return path


@pytest.fixture
def example(made: Path, tmp_path: Path) -> Path:
    """A copy of the finished example."""
    path = tmp_path / made.name
    path.write_bytes(made.read_bytes())
    return path
