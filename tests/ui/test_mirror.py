"""Which way a line runs in a window of each direction."""

import pytest
from PySide6.QtCore import Qt

from ui.widgets.mirror import running

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize(
    ("text", "in_persian", "in_english"),
    [
        ("Millrace Terrace", LEFT, LEFT),
        ("\u2068Millrace Terrace\u2069 و ۱ مشتری دیگر در خطرند", RIGHT, RIGHT),
        ("Leila Rahimi، تماس به‌موقع", RIGHT, LEFT),
        ("نظرسنجی Relationship", RIGHT, RIGHT),
        ("\u2068Alder Lifts\u2069.", RIGHT, LEFT),
        ("۱۲ / 12", RIGHT, LEFT),
    ],
)
def test_persian_line_runs_from_the_right_also_when_a_name_comes_first(
    text: str, in_persian: Qt.LayoutDirection, in_english: Qt.LayoutDirection
) -> None:
    assert running(text, RIGHT) == in_persian
    assert running(text, LEFT) == in_english
