"""The small widgets: what they tell, how they are drawn, how they are walked."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from cxdesk import i18n
from cxdesk.analysis.figure import Figure
from ui.theme import Theme
from ui.widgets import figures
from ui.widgets.beads import BeadText, Chain, EvidenceLine, Stepper
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, Scrolled, column, empty
from ui.widgets.chips import Chip
from ui.widgets.command_box import Entry, matching
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.flow import FlowLayout
from ui.widgets.score_glyph import ScoreCell, ScoreGlyph, ScoreView
from ui.widgets.tables import Column, RowsModel, Table
from ui.widgets.tabs import Segmented, TabRow
from ui.widgets.text import ElidedLabel, body, label

MANY = Figure("top2", 48.0, 412, low=43.0, high=53.0)
FEW = Figure("top2", 63.0, 17, low=41.0, high=81.0)
HIDDEN = Figure("top2", None, 3, invited=5, answered=3, suppressed_reason="hidden by the survey’s promise")
NPS = Figure("nps", 31.0, 1204, low=26.0, high=36.0)


@pytest.fixture
def theme(qapp: Any, tidy: None) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


def shown(qtbot: Any, widget: QWidget, width: int = 400) -> QWidget:
    """The widget alone on the screen, taken away by qtbot."""
    qtbot.addWidget(widget)
    widget.resize(width, max(widget.sizeHint().height(), 28))
    widget.show()
    return widget


def colours(picture: QImage, y: int) -> list[str]:
    """The colours along one line of pixels."""
    return [picture.pixelColor(x, y).name() for x in range(picture.width())]


def middle(theme: Theme, qtbot: Any, cell: ScoreCell) -> list[str]:
    """The line of pixels through a glyph on white."""
    card = Card(ScoreGlyph(theme, cell), padding=(0, 0))
    shown(qtbot, card, 300)
    picture = card.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return colours(picture, picture.height() // 2)


def test_a_figure_is_said_in_words() -> None:
    assert figures.value_text(MANY) == "48%"
    assert figures.range_text(MANY) == "43 to 53"
    assert figures.answers_text(MANY) == "412 answers counted"
    assert figures.doubt_text(FEW) == "17 answers: too few to compare."
    assert (figures.value_text(HIDDEN), figures.answers_text(HIDDEN)) == ("–", "3 of 5 answered")
    assert figures.value_text(NPS) == "+31"
    spoken = "48%, margin of error 43 to 53, 412 answers counted, before 51%, target 65%"
    assert figures.spoken(MANY, 51, 65) == spoken


def test_no_middle_dot_stands_between_persian_digits() -> None:
    assert figures.joined("412", "51") == "412 · 51"
    i18n.set_language("fa")
    assert "·" not in figures.joined("412", "51")


def test_the_bead_is_filled_for_many_answers_and_hollow_for_few(theme: Theme, qtbot: Any) -> None:
    ink, ground = theme.hex("data").lower(), theme.hex("surface").lower()
    line = middle(theme, qtbot, ScoreCell(MANY))
    at = 6 + round(0.48 * 288)
    assert ink in line[at - 2 : at + 3]
    line = middle(theme, qtbot, ScoreCell(FEW))
    at = 6 + round(0.63 * 288)
    assert ground in line[at - 1 : at + 3]


def test_the_one_that_matters_is_drawn_in_the_accent(theme: Theme, qtbot: Any) -> None:
    assert theme.hex("accent").lower() in middle(theme, qtbot, ScoreCell(MANY, highlight=True))
    assert theme.hex("accent").lower() not in middle(theme, qtbot, ScoreCell(MANY))


def test_a_hidden_figure_is_a_dotted_track_without_a_bead(theme: Theme, qtbot: Any) -> None:
    line = middle(theme, qtbot, ScoreCell(HIDDEN))
    assert theme.hex("data").lower() not in line
    ground = theme.hex("surface").lower()
    changes = sum(1 for one, two in itertools.pairwise(line) if (one == ground) != (two == ground))
    assert changes > 40


def test_the_scale_runs_from_the_right_in_persian(theme: Theme, qtbot: Any) -> None:
    cell = ScoreCell(Figure("top2", 90.0, 400, low=88.0, high=92.0))
    ink = theme.hex("data").lower()
    assert middle(theme, qtbot, cell).index(ink) > 200
    i18n.set_language("fa")
    theme.apply()
    assert middle(theme, qtbot, cell).index(ink) < 100


def test_the_glyph_is_spoken(theme: Theme, qtbot: Any) -> None:
    glyph = ScoreGlyph(theme, ScoreCell(MANY))
    shown(qtbot, glyph)
    assert glyph.accessibleName() == "48%, margin of error 43 to 53, 412 answers counted"


def test_the_big_score_has_a_small_percent_sign_and_its_words_below(theme: Theme, qtbot: Any) -> None:
    view = shown(qtbot, ScoreView(theme, ScoreCell(MANY, 51), "stack"))
    texts = [made.text() for made in view.findChildren(QLabel)]
    assert texts == ["48", "%", "43 to 53 · 412 answers counted · before 51%"] or set(texts) == {
        "48",
        "%",
        "43 to 53 · 412 answers counted · before 51%",
    }


def columns() -> list[Column]:
    return [
        Column("Account", lambda r: r[1], "strong", sub=lambda r: f"AL-{r[0]}"),
        Column("Revenue", lambda r: f"{r[2]:,}", "number", sort=lambda r: r[2]),
        Column("% satisfied", lambda r: "", "score", value=lambda r: ScoreCell(MANY, 51)),
        Column("State", lambda r: "", "tag", value=lambda r: ("Agreed", "good"), width=100),
        Column("Since", lambda r: "", "change", value=lambda r: ("+13", "good")),
        Column("Sure", lambda r: "measured", "bead", value=lambda r: "measured"),
    ]


def accounts(n: int) -> list[tuple[int, str, int | None]]:
    return [(i, f"Account {i}", i * 7 % 1000) for i in range(n)]


def test_the_rows_model_keeps_qts_rules(qapp: Any) -> None:
    model: QAbstractItemModel = RowsModel(accounts(20), columns())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(accounts(5))  # type: ignore[attr-defined]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.rowCount() == 5
    assert tester.model() is model


def test_sorting_puts_rows_without_a_value_last(qapp: Any) -> None:
    model = RowsModel([(1, "a", None), (2, "b", 5), (3, "c", 9)], columns())
    for order, wanted in (
        (Qt.SortOrder.AscendingOrder, [2, 3, 1]),
        (Qt.SortOrder.DescendingOrder, [3, 2, 1]),
    ):
        model.sort(1, order)
        assert [row[0] for row in model.rows] == wanted


def test_of_ten_thousand_rows_only_those_on_the_screen_are_asked_for(
    theme: Theme, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[int] = set()
    data = RowsModel.data

    def counted(model: RowsModel, index: Any, role: int = 0) -> Any:
        asked.add(index.row())
        return data(model, index, role)

    monkeypatch.setattr(RowsModel, "data", counted)
    table = Table(theme, columns(), accounts(10_000), name="Accounts", dense=True)
    qtbot.addWidget(table)
    table.resize(1000, 600)
    table.show()
    table.grab()
    table.set_rows(accounts(10_000))
    table.scrollToBottom()
    table.grab()
    assert 9_999 in asked
    assert len(asked) < 200


def test_a_click_or_enter_opens_a_row_and_the_chosen_row_survives_a_reload(theme: Theme, qtbot: Any) -> None:
    table = Table(theme, columns(), accounts(50), name="Accounts", key=lambda r: r[0])
    shown(qtbot, table, 900)
    opened: list[Any] = []
    table.opened.connect(opened.append)
    spot = table.visualRect(table.rows_model.index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [row[0] for row in opened] == [2, 3]
    table.set_rows(list(reversed(accounts(50))))
    assert table.current()[0] == 3


def test_a_table_is_copied_with_what_its_drawn_cells_say(theme: Theme, qtbot: Any) -> None:
    from PySide6.QtGui import QGuiApplication

    table = Table(theme, columns(), accounts(2), name="Accounts")
    shown(qtbot, table, 900)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    score = "48%, margin of error 43 to 53, 412 answers counted, before 51%"
    assert lines[0] == "Account\tRevenue\t% satisfied\tState\tSince\tSure"
    assert lines[2] == f"Account 1\t7\t{score}\tAgreed\t+13\tmeasured"


def test_numbers_stand_at_the_end_edge(theme: Theme) -> None:
    model = RowsModel(accounts(1), columns())
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.data(model.index(0, 1), role) & Qt.AlignmentFlag.AlignTrailing
    assert model.headerData(1, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignTrailing


def test_typing_is_committed_after_a_pause_once(theme: Theme, qtbot: Any) -> None:
    field = LineInput("Old")
    shown(qtbot, field)
    heard: list[str] = []
    field.committed.connect(heard.append)
    qtbot.keyClicks(field, " name")
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard), timeout=2000)
    field.commit()
    assert heard == ["Old name"]


def test_leaving_a_field_commits_and_a_text_shown_from_the_file_does_not(theme: Theme, qtbot: Any) -> None:
    whole = QWidget()
    box = QVBoxLayout(whole)
    text, other = TextInput("Old"), LineInput()
    box.addWidget(text)
    box.addWidget(other)
    qtbot.addWidget(whole)
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    heard: list[str] = []
    text.committed.connect(heard.append)
    text.show_text("From the file")
    text.setFocus()
    qtbot.keyClicks(text, "! ")
    other.setFocus()
    assert heard == ["! From the file"]


def test_a_long_text_grows_instead_of_scrolling(theme: Theme, qtbot: Any) -> None:
    text = TextInput("short")
    shown(qtbot, text, 300)
    low = text.height()
    text.show_text("a sentence that goes on " * 20)
    qtbot.waitUntil(lambda: text.height() > low * 2)


def test_the_two_looks_are_never_on_one_field_and_are_spoken(theme: Theme, qtbot: Any) -> None:
    customer = Field(theme, "What we will do", TextInput(), "customer")
    internal = Field(theme, "Why", TextInput(), "internal")
    for field in (customer, internal):
        qtbot.addWidget(field)
    assert customer.editor.accessibleName() == "What we will do, the customer reads this"
    assert internal.editor.accessibleName() == "Why, internal"
    grounds = []
    for field in (customer, internal):
        field.resize(300, 100)
        field.show()
        picture = field.editor.grab().toImage()
        grounds.append(picture.pixelColor(picture.width() // 2, picture.height() - 5).name())
    assert grounds == [theme.hex("surface").lower(), theme.hex("sunken").lower()]


def test_what_is_wrong_stands_below_the_field_and_goes_again(theme: Theme, qtbot: Any) -> None:
    field = Field(theme, "By when", LineInput("31 February"))
    shown(qtbot, field)
    field.set_wrong("February has 28 days in 2026.")
    assert field.editor.accessibleDescription() == "February has 28 days in 2026."
    edge = field.editor.grab().toImage().pixelColor(100, 0)
    assert edge == QColor(theme.hex("bad"))
    field.set_wrong("")
    assert field.editor.grab().toImage().pixelColor(100, 0) == QColor(theme.hex("line_strong"))


def test_a_choice_tells_only_what_the_person_chose(theme: Theme, qtbot: Any) -> None:
    choice = Choice([("nps", "0 to 10"), ("scale", "Scale 1 to 5")], "scale")
    shown(qtbot, choice)
    heard: list[Any] = []
    choice.chosen.connect(heard.append)
    choice.set_value("nps")
    choice.set_options([("date", "Date"), ("text", "Text")], "text")
    assert (choice.value(), heard) == ("text", [])
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert heard == ["date"]


def test_a_chip_is_changed_by_its_text_and_removed_by_its_cross(theme: Theme, qtbot: Any) -> None:
    done: list[str] = []
    chip = Chip(
        theme, "March 2026", on_remove=lambda: done.append("removed"), on_click=lambda: done.append("changed")
    )
    shown(qtbot, chip, 160)
    close = chip.findChild(IconButton)
    assert close.accessibleName() == "Remove “March 2026”"
    close.click()
    chip.findChild(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly).click()  # type: ignore[attr-defined]
    assert sorted(done) == ["changed", "removed"]


@pytest.mark.parametrize("made", ["tabs", "segments"])
def test_arrow_keys_walk_views_in_reading_direction(theme: Theme, qtbot: Any, made: str) -> None:
    options = [("map", "Map"), ("list", "List")]
    views = TabRow(options) if made == "tabs" else Segmented(theme, options)
    shown(qtbot, views)
    heard: list[str] = []
    views.chosen.connect(heard.append)
    qtbot.keyClick(views, Qt.Key.Key_Right)
    assert (heard, views.current()) == (["list"], "list")
    views.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(views, Qt.Key.Key_Right)
    assert views.current() == "map"


def test_the_stepper_says_where_we_are_and_goes_back_by_a_click(theme: Theme, qtbot: Any) -> None:
    stepper = Stepper(theme, ["File", "Columns", "Check", "Import"], 1)
    shown(qtbot, stepper, 600)
    assert stepper.accessibleName() == "Step 2 of 4: Columns"
    heard: list[int] = []
    stepper.chosen.connect(heard.append)
    for index in (2, 0):
        x, _width = stepper._places()[index]
        spot = stepper.rect().topLeft() + stepper.rect().center() * 0
        spot.setX(x + 20)
        spot.setY(stepper.height() // 2)
        qtbot.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=spot)
    assert heard == [0]


def test_the_chain_says_how_sure_each_bead_is(theme: Theme, qtbot: Any) -> None:
    beads = [BeadText("Goal", "Keep 9 in 10", "filled"), BeadText("Outcome", "not yet", "hollow", ahead=True)]
    chain = Chain(theme, beads)
    shown(qtbot, chain)
    assert [link.accessibleName() for link in chain.links] == [
        "Goal: Keep 9 in 10, measured",
        "Outcome: not yet, opinion",
    ]
    with qtbot.waitSignal(chain.chosen) as caught:
        chain.links[1].click()
    assert caught.args == [1]
    line = EvidenceLine(theme, beads)
    assert line.accessibleName() == "Goal: measured; Outcome: opinion"
    line.deleteLater()


def test_words_flow_into_lines_and_from_the_right_in_persian(theme: Theme, qtbot: Any) -> None:
    whole = QWidget()
    flow = FlowLayout(whole)
    for text in ("one", "two", "three", "four"):
        made = label(text)
        made.setFixedSize(80, 20)
        flow.addWidget(made)
    qtbot.addWidget(whole)
    whole.resize(180, 100)
    whole.show()
    places = [flow.itemAt(i).geometry().topLeft().toTuple() for i in range(4)]
    assert places == [(0, 0), (88, 0), (0, 28), (88, 28)]
    whole.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.setGeometry(whole.rect())
    assert flow.itemAt(0).geometry().right() == 179


def test_words_that_flow_keep_the_margins_of_their_layout(theme: Theme, qtbot: Any) -> None:
    whole = QWidget()
    flow = FlowLayout(whole)
    flow.setContentsMargins(10, 4, 20, 6)
    for text in ("one", "two"):
        made = label(text)
        made.setFixedSize(80, 20)
        flow.addWidget(made)
    qtbot.addWidget(whole)
    whole.resize(190, 100)
    whole.show()
    assert [flow.itemAt(i).geometry().topLeft().toTuple() for i in range(2)] == [(10, 4), (10, 32)]
    assert flow.heightForWidth(190) == 4 + 20 + 8 + 20 + 6
    assert flow.heightForWidth(198) == 4 + 20 + 6
    assert flow.minimumSize().toTuple() == (110, 30)


def test_words_that_fit_are_not_scrolled(theme: Theme, qtbot: Any) -> None:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    inside = Scrolled(
        column(
            *(body("Words that take two lines where they have little room. " * 3) for _n in range(4)), None
        )
    )
    area.setWidget(inside)
    qtbot.addWidget(area)
    area.resize(600, inside.heightForWidth(600) + 1)
    area.show()
    assert inside.layout().minimumSize().height() > area.height()
    assert area.verticalScrollBar().maximum() == 0


def test_a_label_without_room_shows_the_whole_in_its_tooltip(theme: Theme, qtbot: Any) -> None:
    made = ElidedLabel("A name that is much too long for its place")
    shown(qtbot, made, 80).grab()
    assert made.toolTip() == made.text()
    made.resize(600, 20)
    made.grab()
    assert made.toolTip() == ""


def test_the_empty_state_says_what_to_do_next(theme: Theme, qtbot: Any) -> None:
    done: list[int] = []
    state = EmptyState(theme, "No answers yet", "Import a file.", "Import a file", lambda: done.append(1))
    shown(qtbot, state)
    state.findChild(Button).click()
    assert done == [1]


def test_emptied_layouts_let_everything_go(theme: Theme, qtbot: Any) -> None:
    card = Card(label("one"), label("two"))
    shown(qtbot, card)
    empty(card.box)
    assert card.box.count() == 0
    assert [w for w in card.findChildren(QLabel) if w.parent() is card] == []


def test_matching_prefers_the_start_and_forgives_gaps() -> None:
    entries = [
        Entry(t, "x", lambda: None) for t in ("Import answers", "Make an issue", "Add an action", "Actions")
    ]
    assert [e.text for e in matching(entries, "act")] == ["Actions", "Add an action"]
    assert [e.text for e in matching(entries, "impans")] == ["Import answers"]
    assert [e.text for e in matching(entries, "an issue")] == ["Make an issue"]
    assert len(matching(entries, "")) == 4


def test_the_focus_ring_is_silent_once_its_window_is_gone(qapp: QApplication) -> None:
    from shiboken6 import delete

    from ui.widgets.focus_ring import FocusRing

    theme, window, other = Theme(qapp, "light"), QWidget(), QWidget()
    line = QLineEdit(window)
    ring = FocusRing(theme, window, qapp)
    ring._on_focus_changed(None, line)
    delete(line)
    ring._place()
    assert ring.isHidden()
    delete(window)
    ring._on_focus_changed(None, other)
    theme.deleteLater()
