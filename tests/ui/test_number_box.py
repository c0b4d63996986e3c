"""Fields of numbers: the language's digits, whatever keyboard typed them, where the lines of the window begin."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk import i18n
from ui.surveys.property_fields import NumberInput
from ui.widgets.number_box import DigitsInput, NumberBox


@pytest.fixture
def persian(qapp):
    before = i18n.language()
    i18n.set_language("fa")
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    i18n.set_language(before)


def pressed(widget, text):
    """Keys that write these letters; QTest knows none outside ASCII."""
    for letter in text:
        QApplication.sendEvent(
            widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )


def left_edge(line):
    """Where the cursor is before the first digit, which tells where the digits stand."""
    line.setCursorPosition(0)
    line.grab()  # Qt places the line when it draws it
    return line.cursorRect().center().x()


@pytest.mark.parametrize("typed", ["345", "۳۴۵", "٣٤٥"])
def test_a_number_with_arrows_takes_digits_of_every_script_and_shows_its_own(persian, qtbot, typed):
    box = NumberBox(1, 500, 12)
    box.setSuffix(" میلی‌متر")
    qtbot.addWidget(box)
    box.show()
    assert box.text() == "۱۲ میلی‌متر"
    box.selectAll()
    pressed(box.lineEdit(), typed)
    assert (box.text(), box.value()) == ("۳۴۵ میلی‌متر", 345)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert (box.cleanText(), box.value()) == ("۳۴۶", 346)
    # Its arrows choose the whole number, so that the next digit begins a new one; 999 is too much here.
    pressed(box.lineEdit(), "999")
    assert (box.cleanText(), box.value()) == ("۹۹", 99)


@pytest.mark.parametrize("typed", ["90", "۹۰"])
def test_a_number_that_may_be_empty_does_so_too_and_stands_where_lines_begin(persian, qtbot, typed):
    told = []
    line = NumberInput(7, told.append)
    qtbot.addWidget(line)
    line.resize(300, 40)
    line.show()
    assert line.text() == "۷"
    assert left_edge(line) > 150
    line.selectAll()
    pressed(line, typed)
    line.commit()
    assert (line.text(), told) == ("۹۰", [90])
    line.undo()
    assert line.text() != "۹۰"


def test_in_english_they_stay_as_they_are(qtbot):
    box = NumberBox(1, 500, 12)
    qtbot.addWidget(box)
    box.show()
    box.selectAll()
    pressed(box.lineEdit(), "۳4")
    assert (box.text(), box.value()) == ("34", 34)


def test_digits_that_are_pasted_become_those_of_the_language_and_words_stay_as_they_are(persian, qtbot):
    line = DigitsInput("12")
    qtbot.addWidget(line)
    for text, shown in (("34", "۳۴۱۲"), ("Room 7", "Room 7۳۴۱۲")):
        line.setCursorPosition(0)
        QGuiApplication.clipboard().setText(text)
        line.paste()
        assert (line.text(), line.cursorPosition()) == (shown, len(text))
