"""Questions as a respondent answers them: by hand and by keys alone, from either side, whatever their words hold."""

import io
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec
from cxdesk.surveys.logic.expression import Known
from cxdesk.surveys.logic.validation import problems
from cxdesk.surveys.looks import LOOKS
from tests.support.asked import SAMPLES
from ui.theme import Theme
from ui.widgets.asking import Asked, Skin, view_of
from ui.widgets.asking.choosing import DropdownAsked
from ui.widgets.asking.many import ManyTicksAsked
from ui.widgets.asking.picture import PictureTile

QUESTIONS = {q.code: q for q, _answer in SAMPLES}
ANSWERS = {q.code: answer for q, answer in SAMPLES}
Made = Callable[..., Any]


@pytest.fixture
def theme(qapp: Any, tidy: None) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def ask(theme: Theme, qtbot: Any) -> Made:
    def made(question: QuestionSpec | str, language: str = "en", size: str = "desktop", **more: Any) -> Asked:
        spec = QUESTIONS[question] if isinstance(question, str) else question
        asked = view_of(spec, language, size=size, theme=theme, **more)
        qtbot.addWidget(asked)
        asked.resize(900 if size != "phone" else 340, asked.heightForWidth(340) if size == "phone" else 400)
        asked.show()
        return asked

    return made


def types(widget: QWidget, text: str) -> None:
    """Letters as a keyboard of any script sends them; QTest knows only ASCII."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(
                widget, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            )


def test_every_look_has_an_example_here() -> None:
    assert {q.look for q in QUESTIONS.values()} == set(LOOKS) - {"statement", "break", "hidden"}


@pytest.mark.parametrize("size", ["desktop", "phone", "kiosk"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_answer_comes_out_as_it_was_shown_and_is_one(ask: Made, language: str, size: str) -> None:
    known = Known({}, QUESTIONS)
    for question, answer in SAMPLES:
        asked = ask(question, language, size)
        assert asked.answer() is None, question.code
        asked.set_answer(answer)
        assert asked.answer() == answer, question.code
        if question.choices or question.look not in ("yes_no", "consent"):
            wrong = [] if question.code != "SUM" else ["The points must add up to 100."]
            assert problems(question, asked.answer(), known) == wrong, question.code
        asked.set_answer({"nonsense": [1]})
        assert asked.answer() is None, question.code


def test_digits_choose_on_a_scale_in_any_script(ask: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask("NPS")
    told: list[Any] = []
    asked.changed.connect(lambda: told.append(asked.answer()))
    asked.focus_first()
    with monkeypatch.context() as patched:
        patched.setattr("ui.widgets.asking.group.TOGETHER_S", 0)
        types(asked.focusWidget(), "7")
        types(asked.focusWidget(), "1")
    asked.set_answer(None)
    asked.focus_first()
    types(asked.focusWidget(), "1")
    types(asked.focusWidget(), "0")
    assert told == [7, 1, 1, 10]
    persian = ask("NPS", "fa")
    persian.focus_first()
    types(persian.focusWidget(), "۸")
    assert persian.answer() == 8
    QTest.keyClick(persian.focusWidget(), Qt.Key.Key_Delete)
    assert persian.answer() is None


@pytest.mark.parametrize(("language", "forward"), [("en", Qt.Key.Key_Right), ("fa", Qt.Key.Key_Left)])
def test_a_scale_runs_from_the_side_where_reading_begins(ask: Made, language: str, forward: Qt.Key) -> None:
    asked = ask("CES", language)
    points = [p.mapTo(asked, QPoint()).x() for p in asked.row.points]
    assert points == sorted(points, reverse=language == "fa")
    asked.focus_first()
    for _press in range(3):
        QTest.keyClick(asked.focusWidget(), forward)
    assert asked.answer() == 3
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_End)
    assert asked.answer() == 7


def test_a_second_click_takes_the_answer_back(ask: Made) -> None:
    asked = ask("WHY")
    for expected in (2, None, 2):
        QTest.mouseClick(asked.buttons[1], Qt.MouseButton.LeftButton)
        assert asked.answer() == expected


def test_the_space_bar_after_an_arrow_keeps_the_answer_and_delete_takes_it_back(ask: Made) -> None:
    asked = ask("WHY")
    asked.focus_first()
    for key, expected in (
        (Qt.Key.Key_Space, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Space, 2),
        (Qt.Key.Key_Delete, None),
    ):
        QTest.keyClick(asked.focusWidget(), key)
        assert asked.answer() == expected


def test_none_of_these_takes_the_others_away_and_goes_when_one_comes(ask: Made) -> None:
    asked = ask("TICKS")
    asked.focus_first()
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Space)
    assert asked.answer() == ["PRICE", "SPEED"]
    types(asked.focusWidget(), "4")
    assert asked.answer() == ["NONE"]
    types(asked.focusWidget(), "1")
    assert asked.answer() == ["PRICE"]


@pytest.mark.parametrize(("code", "at"), [("WHY", 9), ("DROP", 9), ("TICKS", ["OTHER"])])
def test_the_words_of_an_other_stand_where_they_belong(ask: Made, code: str, at: Any) -> None:
    asked, words = ask(code), ask(QuestionSpec("W", "text", {"en": "Namely"}, look="line", other_of=code))
    assert asked.attach(words)
    assert words.isHidden()
    asked.set_answer(at)
    assert not words.isHidden()
    assert asked.isAncestorOf(words)
    assert not ask("YN").attach(words)


def test_a_grid_is_walked_row_by_row_with_keys(ask: Made) -> None:
    asked = ask("MATRIX")
    asked.focus_first()
    types(asked.focusWidget(), "4")
    asked.groups[2].focus()
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Down)
    assert asked.answer() == {"A": 4, "C": 1}
    assert asked.cells["A", 4].accessibleName() == "Arrival on time, 4"


def test_a_ranking_is_made_with_keys_and_by_dragging(ask: Made, qapp: Any) -> None:
    asked = ask("RANK")
    asked.focus_first()
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Space)
    assert asked.answer() == {"A": 1, "B": 2}
    QTest.keyClick(asked.focusWidget(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert asked.answer() == {"B": 1, "A": 2}
    qapp.processEvents()
    third, first = asked.things[2], asked.things[1]
    QTest.mousePress(third, Qt.MouseButton.LeftButton, pos=QPoint(50, 10))
    top = third.mapFromGlobal(first.mapToGlobal(QPoint(50, 2)))
    for place in (QPoint(50, -15), top):
        QTest.mouseMove(third, place)
        _move(third, place)
    QTest.mouseRelease(third, Qt.MouseButton.LeftButton, pos=QPoint(50, 10))
    assert asked.answer() == {"C": 1, "B": 2, "A": 3}
    QTest.keyClick(third, Qt.Key.Key_Delete)
    assert asked.answer() == {"B": 1, "A": 2}


def _move(thing: QWidget, place: QPoint) -> None:
    """QTest's moves carry no button."""
    left = Qt.MouseButton.LeftButton
    where = QPointF(thing.mapToGlobal(place))
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), where, left, left, Qt.KeyboardModifier.NoModifier
    )
    QCoreApplication.sendEvent(thing, event)


def test_points_that_do_not_add_up_are_said(ask: Made) -> None:
    asked = ask("SUM", "fa")
    lines = list(asked.lines.values())
    types(lines[0], "۶۰")
    types(lines[1], "30")
    assert asked.answer() == {"A": 60, "B": 30}
    assert "۹۰" in asked.problem()
    types(lines[2], "10")
    assert asked.problem() == ""


def test_a_number_is_read_in_any_digits_and_nonsense_is_said(ask: Made) -> None:
    asked = ask("NUM")
    for typed, value in (("۱۲", 12), ("3,5", 3.5), ("−4", -4), ("1e999", None), ("twelve", None)):
        asked.line.clear()
        types(asked.line, typed)
        assert asked.answer() == value
        assert bool(asked.problem()) == (value is None)


def test_a_slider_has_no_answer_until_it_is_moved(ask: Made) -> None:
    asked = ask("SLIDE", "fa")
    assert asked.answer() is None
    asked.focus_first()
    QTest.keyClick(asked.track, Qt.Key.Key_Home)
    QTest.mouseClick(asked.track, Qt.MouseButton.LeftButton, pos=QPoint(asked.track.width() - 2, 20))
    assert asked.answer() == 0
    QTest.mouseClick(asked.track, Qt.MouseButton.LeftButton, pos=QPoint(2, 20))
    assert asked.answer() == 50


def test_a_bead_at_the_middle_may_be_meant(ask: Made) -> None:
    asked = ask("SLIDE")
    middle = asked.track.width() // 2
    QTest.mouseClick(asked.track, Qt.MouseButton.LeftButton, pos=QPoint(middle, 20))
    assert asked.answer() == 25


def test_markup_is_words_like_any_other(ask: Made) -> None:
    evil = "<b>bold</b><img src=x onerror=alert(1)><script>alert(1)</script>"
    for question, _answer in SAMPLES:
        spec = replace(
            question,
            text={"en": evil},
            choices=tuple(replace(c, label={"en": evil}) for c in question.choices),
            items=tuple(replace(i, text={"en": evil}) for i in question.items),
        )
        asked = ask(spec)
        for shown in asked.findChildren(QLabel):
            assert shown.textFormat() == Qt.TextFormat.PlainText, question.code
        for document in asked.findChildren(QTextDocument):
            assert document.toPlainText() in ("", evil)


def test_a_picture_too_large_is_not_unpacked(ask: Made) -> None:
    small = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(small, "PNG")
    head = b"IHDR" + struct.pack(">II", 20_000, 20_000) + small.getvalue()[24:29]
    huge = small.getvalue()[:12] + head + struct.pack(">I", zlib.crc32(head)) + small.getvalue()[33:]
    begun = time.process_time()
    shown = {}
    for name, data in (("huge", huge), ("small", small.getvalue()), ("broken", b"\x89PNG\r\n")):
        asked = ask("PIC", pictures=lambda _digest, data=data: data)
        shown[name] = [not t.picture.isNull() for t in asked.buttons if isinstance(t, PictureTile)]
    assert shown == {"huge": [False] * 3, "small": [True, True, False], "broken": [False] * 3}
    assert time.process_time() - begun < 3


def test_ten_thousand_options_are_a_list_that_scrolls(ask: Made) -> None:
    begun = time.process_time()
    choices = tuple(ChoiceSpec(n, {"en": f"Option {n}"}) for n in range(10_000))
    one = ask(QuestionSpec("MANY", "single", {"en": "Which?"}, choices=choices, look="radio"))
    items = tuple(ItemSpec(f"I{n}", {"en": f"Thing {n}"}) for n in range(10_000))
    several = ask(QuestionSpec("TICK", "multiple", {"en": "Which?"}, items=items, look="ticks"))
    one.set_answer(9_876)
    several.set_answer(["I3", "I9999"])
    assert isinstance(one, DropdownAsked)
    assert isinstance(several, ManyTicksAsked)
    assert (one.answer(), several.answer()) == (9_876, ["I3", "I9999"])
    assert time.process_time() - begun < 4


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_line_among_two_hundred_is_found_by_its_letters_and_ticked_anywhere(
    ask: Made, language: str, qtbot: Any
) -> None:
    """Only its small box took a touch, and in the dark all boxes looked filled."""
    items = tuple(ItemSpec(f"T{n}", {"en": f"Town {n}"}) for n in range(1, 200))
    last = ItemSpec("NONE", {"en": "None of them"}, settings={"exclusive": True})
    asked = ask(
        QuestionSpec("TOWN", "multiple", {"en": "Which?"}, items=(*items, last), look="ticks"),
        language,
        "kiosk",
    )
    asked.resize(700, 600)

    def touch(row: int) -> None:
        place = asked.list.visualItemRect(asked.list.item(row))
        assert place.height() >= 44
        QTest.mouseClick(asked.list.viewport(), Qt.MouseButton.LeftButton, pos=place.center())

    touch(2)
    assert asked.answer() == ["T3"]
    asked.line.setFocus()
    QTest.keyClicks(asked.line, "town 17")
    assert [n for n in range(200) if not asked.list.isRowHidden(n)] == [16, *range(169, 179)]
    QTest.keyClick(asked.line, Qt.Key.Key_Return)
    assert asked.focusWidget() is asked.list
    touch(176)
    asked.list.setCurrentRow(16)
    QTest.keyClick(asked.list, Qt.Key.Key_Space)
    assert asked.answer() == ["T3", "T17", "T177"], "what is hidden stays ticked"
    asked.line.clear()
    asked.list.setCurrentRow(199)
    QTest.keyClick(asked.list, Qt.Key.Key_Space)
    assert asked.answer() == ["NONE"]


def test_a_question_of_a_hundred_thousand_letters_is_shown(ask: Made) -> None:
    long = "wort " * 20_000
    begun = time.process_time()
    ask(replace(QUESTIONS["WHY"], choices=(ChoiceSpec(1, {"en": long}),))).grab()
    assert time.process_time() - begun < 5


def test_targets_at_the_kiosk_are_large_and_everything_has_a_name(ask: Made, qapp: Any) -> None:
    for question, _answer in SAMPLES:
        asked = ask(question, "fa", "kiosk")
        qapp.processEvents()
        for part in (*asked.findChildren(QAbstractButton), *asked.findChildren(QLineEdit)):
            if part.objectName().startswith("qt_") or not part.isVisible():
                continue
            inside = isinstance(part.parentWidget(), QLineEdit)
            assert inside or min(part.height(), part.width()) >= 48, (question.code, part)
            assert part.accessibleName(), (question.code, part)


def test_the_senders_colour_is_readable_light_and_dark(theme: Theme) -> None:
    from exports.brand import contrast_on_white

    for scheme in ("light", "dark"):
        for accent in ("#FFE800", "#000000", "#2B5A48", "#FF0000"):
            skin = Skin(theme, "en", accent=accent, scheme=scheme)
            on, ground = contrast_on_white(skin.hex("accent")), contrast_on_white(skin.hex("surface"))
            ratio = on / ground if scheme == "light" else ground / on
            assert ratio >= 4.5, (scheme, accent, skin.hex("accent"))


HOURS = QuestionSpec("HOURS", "number", {"en": "How many hours?"}, look="number")


@pytest.mark.parametrize(
    ("language", "typed", "shown", "stored"),
    [
        ("fa", "12.5", "۱۲٫۵", 12.5),
        ("fa", "۱۲٫۵", "۱۲٫۵", 12.5),
        ("fa", "-1,5", "-۱٫۵", -1.5),
        ("fa", "٣٤", "۳۴", 34),
        ("en", "۱۲٫۵", "12.5", 12.5),
        ("nl", "1,5", "1,5", 1.5),
    ],
)
def test_a_number_is_shown_in_the_respondents_digits_as_it_is_typed_and_stored_as_the_same_number(
    ask: Made, language: str, typed: str, shown: str, stored: float
) -> None:
    asked = ask(HOURS, language)
    line = asked.findChild(QLineEdit)
    types(line, typed)
    assert (line.text(), asked.answer(), asked.problem()) == (shown, stored, "")
    line.undo()
    assert line.text() != shown, "what was typed can be taken back"
    line.clear()
    QGuiApplication.clipboard().setText(typed)
    line.paste()
    assert (line.text(), line.cursorPosition(), asked.answer()) == (shown, len(shown), stored)
    asked.set_answer(stored)
    assert asked.answer() == stored


def test_a_digit_typed_into_the_middle_or_over_a_selection_leaves_the_caret_behind_it(ask: Made) -> None:
    asked = ask(HOURS, "fa")
    line = asked.findChild(QLineEdit)
    types(line, "1234")
    line.setCursorPosition(2)
    types(line, "9")
    assert (line.text(), line.cursorPosition()) == ("۱۲۹۳۴", 3)
    line.setSelection(1, 3)
    types(line, "7")
    assert (line.text(), line.cursorPosition(), line.hasSelectedText()) == ("۱۷۴", 2, False)
    line.setCursorPosition(1)
    QGuiApplication.clipboard().setText("56")
    line.paste()
    assert (line.text(), line.cursorPosition()) == ("۱۵۶۷۴", 3)
