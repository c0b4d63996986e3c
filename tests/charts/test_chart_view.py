"""The chart in the window: as wide as its place, redrawn with the theme, read out, copied."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from cxdesk import i18n
from tests.charts.chart_examples import examples, long_rows
from ui.theme import Theme
from ui.widgets.charts import ChartView

SOURCE = "Relationship survey, March 2026; 3 of 5 answered. Known bias: <b>small</b> blocks."


@pytest.fixture
def theme(qapp):
    before = qapp.styleSheet()
    made = Theme(qapp, "light")
    yield made
    qapp.setStyleSheet(before)
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def view(qtbot, theme):
    made = ChartView(theme)
    qtbot.addWidget(made)
    made.resize(600, 100)
    made.show_chart(examples("en")["score_rows"], "Touch points, lowest first", source=SOURCE)
    made.show()
    qtbot.waitExposed(made)
    yield made
    QGuiApplication.clipboard().clear()


def ground(view):
    return QColor(view.grab().toImage().pixel(1, view.height() - 2)).name().upper()


def test_a_chart_is_as_wide_as_its_place_and_as_tall_as_it_needs(qtbot, view):
    assert view.figure().get_figwidth() * 96 == pytest.approx(600)
    tall = view.height()
    assert tall == round(view.figure().get_figheight() * 96) > 200
    view.show_chart(long_rows(31), source=SOURCE)
    assert view.height() > 5 * tall


def test_a_chart_is_drawn_anew_when_its_width_has_settled(qtbot, view):
    view.resize(500, view.height())
    assert view.figure().get_figwidth() * 96 == pytest.approx(600)
    qtbot.waitUntil(lambda: round(view.figure().get_figwidth() * 96) == 500, timeout=2000)


def test_a_chart_follows_the_theme(view, theme):
    assert ground(view) == "#FFFFFF"
    theme.choose("dark")
    assert ground(view) == "#25221E"


def test_a_hidden_chart_waits_until_it_is_shown(qtbot, theme):
    page = QWidget()
    qtbot.addWidget(page)
    waiting = ChartView(theme, page)
    waiting.show_chart(examples("en")["bars"], source=SOURCE)
    assert waiting.figure() is None
    page.show()
    qtbot.waitUntil(lambda: waiting.figure() is not None)


def test_a_screen_reader_hears_the_title_and_the_rows(view):
    assert view.accessibleName() == "Touch points, lowest first"
    assert "Invoice: 74%, 69 to 79, 298 answers" in view.accessibleDescription()


def test_ctrl_c_copies_the_picture_and_the_table(qtbot, view):
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    assert bytes(mime.data("image/png").data()).startswith(b"\x89PNG")
    assert b"<svg" in bytes(mime.data("image/svg+xml").data())
    assert "<td>Invoice</td>" in mime.html()
    first, *rows = mime.text().split("\n")
    assert first.split("\t")[:3] == ["Touch point", "Function", "Score"]
    assert any(row.startswith("Invoice\tFinance\t74.2\t") for row in rows)
    assert not QImage(mime.imageData()).isNull()


def test_the_copied_picture_is_on_white_in_the_dark_theme_too(qtbot, view, theme):
    theme.choose("dark")
    view.copy()
    assert QImage(QGuiApplication.clipboard().mimeData().imageData()).pixelColor(0, 0).name() == "#ffffff"


def test_nothing_to_show_is_no_chart_and_copies_nothing(view):
    view.show_chart(None, source="")
    assert view.figure() is None
    assert view.height() == 0
    QGuiApplication.clipboard().setText("kept")
    view.copy()
    assert QGuiApplication.clipboard().text() == "kept"


def test_a_persian_window_shows_a_persian_chart(qtbot, theme):
    before = i18n.language()
    i18n.set_language("fa")
    try:
        made = ChartView(theme)
        qtbot.addWidget(made)
        made.show_chart(examples("fa")["nps_distribution"], source=SOURCE)
        made.show()
        qtbot.waitUntil(lambda: "۱۰" in made.accessibleDescription())
    finally:
        i18n.set_language(before)


def test_the_data_behind_a_chart_is_copied_with_its_table(view):
    view.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text().splitlines()[-1] == SOURCE
    assert "&lt;b&gt;small&lt;/b&gt; blocks.</p>" in mime.html()
