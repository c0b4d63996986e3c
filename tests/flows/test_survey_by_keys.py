"""A survey of eight questions with a condition, from an empty file to its preview, with the keyboard alone."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget

from cxdesk.project import Project
from cxdesk.surveys import actions
from tests.support.resting import rest
from ui.surveys.preview import Preview

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
KINDS = (
    ("nps", "How likely are you to recommend us?"),
    ("yes_no", "Did a fitter come?"),
    ("radio", "Why did we come?"),
    ("ticks", "What did the fitter do?"),
    ("stars", "How was the repair?"),
    ("number", "How many hours did you wait?"),
    ("text", "What should we do better?"),
    ("date", "When did we come?"),
)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    for _n in range(times):
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()


def type_(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)
    QApplication.processEvents()


def tab_to(name: str, back: bool = False) -> QWidget:
    """Tab as often as it takes to come to a widget."""
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    for _n in range(200):
        focus = QApplication.focusWidget()
        assert focus is not None
        if name in (focus.objectName(), focus.accessibleName()):
            return focus
        QTest.keyClick(focus, key)
    raise AssertionError(f"Tab never comes to “{name}”")


def choose_by_keys(name: str, value: Any) -> None:
    """In a list that is closed: down to the entry that is wanted."""
    box = tab_to(name)
    assert isinstance(box, QComboBox)
    at = next(n for n in range(box.count()) if box.itemData(n) == value)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, times=at)
    assert box.currentData() == value


@pytest.fixture
def page(window: Any, new_file: Path) -> Any:
    project = Project.open(new_file)
    project.run("Survey", actions.create, "New survey")
    project.close()
    assert window.context.bridge.open(new_file)
    window.go("surveys")
    window.activateWindow()
    rest(window)
    return window.page


def test_a_survey_of_eight_questions_is_written_and_looked_at_by_keys_alone(
    page: Any, window: Any, qtbot: Any
) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    page.outline.view.setFocus()  # F6 and Tab come here: tests/ui/test_by_keyboard_alone.py
    for look, words in KINDS:
        tab_to("outline", back=True)
        press(Qt.Key.Key_Insert)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        groups = [
            [one.data() for one in action.menu().actions()] for action in menu.actions() if action.menu()
        ]
        at = next(n for n, looks in enumerate(groups) if look in looks)
        press(Qt.Key.Key_Down, times=at + 1)
        press(Qt.Key.Key_Right)
        press(Qt.Key.Key_Down, times=groups[at].index(look))
        press(Qt.Key.Key_Return)
        assert QApplication.focusWidget().objectName() == "question text"
        press(Qt.Key.Key_A, CTRL)
        type_(words)
    page.leaving()
    assert [(q.look, q.text["en"]) for q in page.survey.elements] == list(KINDS)

    # Answers: Enter adds one more below.
    tab_to("outline", back=True)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, times=3)
    press(Qt.Key.Key_Return)
    radio = page.survey.elements[2]
    for n, words in enumerate(("Repair", "Inspection", "Modernisation")):
        if n < 2:
            tab_to(f"choice {radio.choices[n].id}")
        press(Qt.Key.Key_A, CTRL)
        type_(words)
        if n == 1:
            press(Qt.Key.Key_Return)
    page.leaving()
    labels = [c.label["en"] for c in page.survey.elements[2].choices]
    assert labels[:2] == ["Repair", "Inspection"]
    assert "Modernisation" in labels

    # The stars only after a repair, or when a fitter came: a group of two.
    tab_to("outline", back=True)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, times=5)
    assert page.outline.rows()[0].text == "How was the repair?"
    tab_to("Add a condition")
    press(Qt.Key.Key_Return)
    code = {q.look: q.code for q in page.survey.elements}
    choose_by_keys("What is looked at", (code["nps"], "", ""))
    choose_by_keys("How it is compared", ">=")
    choose_by_keys("Compared with", 7)
    tab_to("Add a group")
    press(Qt.Key.Key_Return)
    choose_by_keys("What is looked at", (code["radio"], "", ""))
    choose_by_keys("Compared with", 1)
    group = page.frame.end.held._rules.shown.group.parts[1]
    tab_to("Add a condition")
    assert QApplication.focusWidget() is group.add_button
    press(Qt.Key.Key_Return)
    choose_by_keys("What is looked at", (code["yes_no"], "", ""))
    choose_by_keys("Compared with", 1)
    stars = next(q for q in page.survey.elements if q.look == "stars")
    assert stars.rules["show"] == {
        "op": "and",
        "of": [
            {"op": ">=", "question": code["nps"], "value": 7},
            {
                "op": "or",
                "of": [
                    {"op": "is", "question": code["radio"], "value": 1},
                    {"op": "is", "question": code["yes_no"], "value": 1},
                ],
            },
        ],
    }

    # Has to be answered, then the preview from the menu.
    tab_to("required", back=True)
    press(Qt.Key.Key_Space)
    assert next(q for q in page.survey.elements if q.look == "stars").required
    tab_to("More", back=True)
    press(Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    press(Qt.Key.Key_Down, times=texts.index("Preview") + 1)
    press(Qt.Key.Key_Return)
    (preview,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    qtbot.waitUntil(preview.isActiveWindow)
    asked = [code[look] for look, _words in KINDS if look != "stars"]
    assert list(preview.sheet.parts) == asked
    preview.sheet.focus_first()
    press(Qt.Key.Key_Right, times=9)
    tab_to("Repair")
    press(Qt.Key.Key_Space)
    assert code["stars"] in preview.sheet.parts
    press(Qt.Key.Key_Escape)
    assert not any(isinstance(w, Preview) and w.isVisible() for w in QApplication.topLevelWidgets())
