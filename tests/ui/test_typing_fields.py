"""What a letter costs around the field that it is typed into: nothing is painted or moved that need not be."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.cards import Card, column
from ui.widgets.fields import Field, TextInput
from ui.widgets.lines_input import Lines


class Painted(QObject):
    """Which widgets were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.widgets.append(watched)
        return False


@pytest.fixture
def theme(qapp: Any) -> Theme:
    return Theme(qapp, "light")


def page_with(theme: Theme, field: TextInput, look: str, qtbot: Any) -> tuple[QWidget, QLabel]:
    """The field in a card on a page, with words below."""
    page, below = QWidget(), QLabel("What comes below")
    QVBoxLayout(page).addWidget(Card(column(Field(theme, "Words", field, look), below)))
    qtbot.addWidget(page)
    page.resize(500, 400)
    page.show()
    qtbot.waitExposed(page)
    QApplication.processEvents()
    return page, below


@pytest.mark.parametrize("look", ["plain", "customer", "internal"])
def test_a_letter_paints_the_field_and_nothing_that_it_lies_on(theme: Theme, look: str, qtbot: Any) -> None:
    field = Lines("Some words", lines=2)
    page, _below = page_with(theme, field, look, qtbot)
    painted = Painted()
    QApplication.instance().installEventFilter(painted)
    field.insertPlainText("x")
    QApplication.processEvents()
    QApplication.instance().removeEventFilter(painted)
    # The font engine's first letter may have the label beside it drawn; the page itself is never.
    assert field.viewport() in painted.widgets
    assert page not in painted.widgets
    assert field not in painted.widgets


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ground_of_a_field_is_that_of_its_look(qapp: Any, scheme: str, qtbot: Any) -> None:
    theme = Theme(qapp, scheme)
    for look, token in (("plain", "surface"), ("internal", "sunken")):
        field = TextInput("", lines=3)
        page, _below = page_with(theme, field, look, qtbot)
        shown = page.grab().toImage()
        middle = field.mapTo(page, field.rect().center())
        assert QColor(shown.pixel(middle)).name() == theme.colour(token).name(), look
    theme.choose("light")
    theme.deleteLater()


def test_a_field_without_a_ground_shows_what_it_lies_on(theme: Theme, qtbot: Any) -> None:
    field = TextInput("", lines=3)
    field.setStyleSheet("QPlainTextEdit { border: none; background: transparent; }")
    page, _below = page_with(theme, field, "plain", qtbot)
    page.setStyleSheet("QWidget { background: #123456; }")
    QApplication.processEvents()
    field.setStyleSheet("QPlainTextEdit { border: none; background: transparent; }")
    QApplication.processEvents()
    shown = page.grab().toImage()
    assert QColor(shown.pixel(field.mapTo(page, field.rect().center()))).name() == "#123456"


def test_a_field_that_grows_makes_room_before_anything_is_painted(theme: Theme, qtbot: Any) -> None:
    field = Lines("One line", lines=1)
    _page, below = page_with(theme, field, "plain", qtbot)
    high, at = field.height(), below.mapTo(below.window(), below.rect().topLeft()).y()
    field.setPlainText("One line\nand another\nand a third")
    grown = field.height() - high
    assert grown > 0
    assert below.mapTo(below.window(), below.rect().topLeft()).y() == at + grown


@pytest.mark.parametrize(
    ("text", "at_the_right"), [("بازدید تعمیر", True), ("Repair visit", False), ("", True)]
)
def test_words_of_several_lines_begin_at_the_side_where_their_script_begins(
    theme: Theme, qtbot: Any, text: str, at_the_right: bool
) -> None:
    page = QWidget()
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(page)
    field = TextInput("first", lines=2)
    QVBoxLayout(page).addWidget(field)
    page.resize(500, 200)
    page.show()
    qtbot.waitExposed(page)
    field.show_text(text)
    middle = field.viewport().width() // 2
    assert (field.cursorRect().x() > middle) is at_the_right
    field.setPlainText("نام")
    assert field.cursorRect().x() > middle
