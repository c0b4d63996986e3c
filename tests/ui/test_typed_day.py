"""A day is typed as people write it; what is none stays to be mended, and Escape forgets it."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.widgets.day_input import DayInput
from ui.widgets.fields import Field
from ui.widgets.typed_day import day_of

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1.2.2027", date(2027, 2, 1)),
        ("2027-02-01", date(2027, 2, 1)),
        ("1/2/27", date(2027, 2, 1)),
        ("۱۲/۱۱/۱۴۰۵", date(2027, 2, 1)),
        ("1405-11-12", date(2027, 2, 1)),
        ("3.12", date(2026, 12, 3)),
        ("3.2", date(2027, 2, 3)),
        ("31.2.2027", None),
        ("soon", None),
        ("1.2.3.4", None),
        ("12", None),
    ],
)
def test_a_day_is_read_as_it_is_written(text: str, meant: date | None) -> None:
    assert day_of(text, TODAY) == meant


def test_typing_in_the_field_chooses_a_day_or_says_that_it_is_none(window: Any, qtbot: Any) -> None:
    editor = DayInput(window.context.theme, date(2026, 11, 27))
    field = Field(window.context.theme, "By when", editor)
    qtbot.addWidget(field)
    told: list[Any] = []
    editor.chosen.connect(told.append)
    QTest.keyClicks(editor, "31.2.2027")
    assert not editor.settled()
    assert editor.text() == "31.2.2027"
    assert "no day" in editor.accessibleDescription()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert (editor.value(), editor.text()) == (date(2026, 11, 27), "27 November 2026")
    assert editor.accessibleDescription() == ""
    QTest.keyClicks(editor, "1.2.2027")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert (told, editor.value()) == ([date(2027, 2, 1)], date(2027, 2, 1))
