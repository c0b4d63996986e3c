"""After each deed in the outline, and after it was taken back or done again: what is chosen, seen and rebuilt."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from cxdesk.project import Project
from cxdesk.surveys import actions, editing
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole

ALT, CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
MANY = 300


def asked(n: int) -> QuestionSpec:
    return QuestionSpec(f"Q{n}", "scale", {"en": f"How was part {n}?"}, ScaleSpec(1, 5))


@pytest.fixture
def page(window: Any, tmp_path: Path, qtbot: Any) -> Any:
    """A survey of 300 questions in three sections of a hundred, and an empty one at the end."""
    path = tmp_path / "many.cxdesk"
    project = Project.create(path)
    parts = tuple(
        SectionSpec({"en": f"Part {s}"}, tuple(asked(n) for n in range(s * 100, s * 100 + 100)))
        for s in range(3)
    )
    project.run(
        "Survey", actions.build, Definition({"en": "Repair"}, (*parts, SectionSpec({"en": "Last"}, ())))
    )
    project.close()
    assert window.context.bridge.open(path)
    window.resize(1280, 800)
    window.go("surveys")
    QApplication.processEvents()
    window.page.outline.view.setFocus()
    return window.page


def key(page: Any, code: str) -> tuple[str, int]:
    return "question", next(q.id for q in page.survey.elements if q.code == code)


def chosen(page: Any) -> list[str]:
    return [r.code or r.text for r in page.outline.rows()]


def seen(page: Any) -> bool:
    """Whether all that is chosen stands in view."""
    view = page.outline.view
    boxes = [view.visualRect(i) for i in view.selectedIndexes()]
    return bool(boxes) and all(view.viewport().rect().contains(box) for box in boxes)


def codes(page: Any, section: int) -> list[str]:
    return [q.code for q in page.context.project.read(whole, page.survey_id).sections[section].elements]


def undone_and_redone(page: Any, deed: Any) -> list[list[str]]:
    """What is chosen after a deed, after undo and after redo, from the other end of the survey each time."""
    found = []
    for step in (deed, lambda: page.context.do("undo"), lambda: page.context.do("redo")):
        step()
        QApplication.processEvents()
        found.append(chosen(page))
        assert seen(page), found
        page.choose(key(page, "Q5"))
        assert seen(page)
        if step is deed:
            continue
    return found


def test_undo_and_redo_lead_to_what_they_touched_wherever_one_was(page: Any) -> None:
    page.choose(key(page, "Q250"))
    assert undone_and_redone(page, page.deeds.duplicate) == [["Q250-2"], ["Q250"], ["Q250-2"]]
    page.choose(key(page, "Q240"), key(page, "Q242"))
    assert undone_and_redone(page, page.deeds.delete) == [["Q243"], ["Q240", "Q242"], ["Q243"]]
    page.choose(key(page, "Q150"), key(page, "Q151"))
    last = page.survey.sections[-1].id
    assert undone_and_redone(page, lambda: page.deeds.to_section(last)) == [["Q150", "Q151"]] * 3
    assert codes(page, 3) == ["Q150", "Q151"]
    words = lambda: page.context.bridge.run(  # noqa: E731
        "Words", actions.set_question_text, key(page, "Q260")[1], "Other words", "en"
    )
    page.choose(key(page, "Q260"))
    assert undone_and_redone(page, words) == [["Q260"]] * 3
    page.outline.fold_all(True)
    page.choose(("section", page.survey.sections[2].id))
    page.deeds.move(-1)
    assert [s.code for s in page.survey.sections] == ["S1", "S3", "S2", "S4"]
    assert chosen(page) == ["S3"]
    page.context.do("undo")
    assert chosen(page) == ["S3"]
    page.deeds.delete()
    assert chosen(page) == ["S2"]
    page.context.do("undo")
    assert chosen(page) == ["S3"]


def test_undo_of_a_new_question_leads_to_the_one_before_it_not_to_the_top(page: Any) -> None:
    page.choose(key(page, "Q120"))
    page.deeds.add("radio")
    made = chosen(page)
    page.context.do("undo")
    assert chosen(page) == ["Q120"]
    assert seen(page)
    page.context.do("redo")
    assert chosen(page) == made


class Rebuilt:
    """Counts how often the rows of the outline are made anew, and where its scroll bar stands."""

    def __init__(self, page: Any) -> None:
        self.page, self.count = page, 0
        page.outline.model.modelReset.connect(self._on)

    def _on(self) -> None:
        self.count += 1

    @property
    def scroll(self) -> int:
        at: int = self.page.outline.view.verticalScrollBar().value()
        return at


def test_no_deed_rebuilds_the_outline_of_300_questions_or_lets_its_scroll_jump(page: Any, qtbot: Any) -> None:
    view, rebuilt = page.outline.view, Rebuilt(page)
    page.choose(key(page, "Q150"))
    QApplication.processEvents()
    view.verticalScrollBar().setValue(rebuilt.scroll + 200)  # the chosen one in the middle of the view
    at, row = rebuilt.scroll, view.sizeHintForRow(5)
    for pressed in (
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Up, ALT),
        (Qt.Key.Key_D, CTRL),
        (Qt.Key.Key_Delete, NONE),
    ):
        qtbot.keyClick(view, *pressed)
        QApplication.processEvents()
        assert abs(rebuilt.scroll - at) <= row, pressed
        assert view.hasFocus()
    for step in ("undo", "undo", "undo", "redo", "redo", "redo"):
        page.context.do(step)
        QApplication.processEvents()
        assert abs(rebuilt.scroll - at) <= row, step
        assert view.hasFocus()
    assert rebuilt.count == 0
    # Rows walk with the keyboard past the edge of the view, and stay in it.
    for _press in range(15):
        qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
        assert seen(page)


def test_shift_chooses_from_the_row_that_was_led_to_and_ctrl_adds_one(page: Any, qtbot: Any) -> None:
    view, model = page.outline.view, page.outline.model
    page.choose(key(page, "Q10"))
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert chosen(page) == ["Q10", "Q11"]
    page.choose(key(page, "Q20"))
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert chosen(page) == ["Q20", "Q21", "Q22"]
    qtbot.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert chosen(page) == ["Q20", "Q21"]

    def click(code: str, held: Any) -> None:
        QTest.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            held,
            view.visualRect(model.at(key(page, code))).center(),
        )

    click("Q23", SHIFT)
    assert chosen(page) == ["Q20", "Q21", "Q22", "Q23"]
    click("Q21", CTRL)
    assert chosen(page) == ["Q20", "Q22", "Q23"]
    qtbot.keyClick(view, Qt.Key.Key_D, CTRL)
    assert chosen(page) == ["Q20-2", "Q22-2", "Q23-2"]
    click("Q20", NONE)
    click("Q20", CTRL)
    # Nothing chosen is the survey itself, and a change of it stays there.
    page.context.bridge.run("Rename", actions.rename, page.survey_id, "Other", "en")
    assert [r.kind for r in page.outline.rows()] == ["survey"]


def test_who_writes_a_question_that_a_search_put_out_of_sight_stays_on_it(page: Any) -> None:
    page.choose(key(page, "Q200"))
    page.outline.search.setText("part 12")
    assert page.outline.view.selectedIndexes() == []
    field = page.frame.middle.held.text
    field.setFocus()
    field.setPlainText("How was all of it?")
    page.leaving()
    assert page.outline.search.text() == "part 12"
    assert chosen(page) == ["Q200"]
    assert page.frame.middle.held.text is field
    page.outline.search.clear()
    assert [page.outline.view.row_at(i).code for i in page.outline.view.selectedIndexes()] == ["Q200"]
    assert seen(page)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Mennyire volt elégedett a szerelővel?", "szerelovel"),
        ("از تعمیر کیفیت راضی بودید؟", "كيفيت"),
        ("كيفيت چطور بود؟", "کیفیت"),
        ("چه‌قدر می‌شود؟", "می شود"),
    ],
)
def test_the_search_finds_words_without_accents_and_persian_letters_of_either_keyboard(
    page: Any, words: str, wanted: str
) -> None:
    page.context.bridge.run("Words", editing.set_words, key(page, "Q7")[1], words, "en")
    page.outline.search.setText(wanted)
    assert [r.code for r in page.outline.model.rows if r.kind == "question"] == ["Q7"]


def test_the_keyboard_never_goes_to_a_strange_button_when_what_it_was_on_is_gone(
    page: Any, qtbot: Any
) -> None:
    page.choose(key(page, "Q2"))
    page.deeds.add("radio")
    lines = list(page.frame.middle.held.lists[0].lines.values())
    lines[-1].setFocus()
    qtbot.keyClick(lines[-1], Qt.Key.Key_Return)
    assert page.window().focusWidget().objectName() == "choice 3"
    page.context.do("undo")
    QApplication.processEvents()
    assert page.window().focusWidget().objectName() == "choice 2"
    page.choose(key(page, "Q3"))
    for name, code in (("Duplicate", "Q3-2"), ("Delete the question", "Q4")):
        button = next(b for b in page.findChildren(QAbstractButton) if b.accessibleName() == name)
        button.setFocus()
        button.click()
        QApplication.processEvents()
        focus = page.window().focusWidget()
        assert chosen(page) == [code]
        assert focus is page.outline.view or focus.accessibleName() == name
    # Of several that are chosen nothing has such a button: the outline has the keyboard.
    page.frame.middle.held.text.setFocus()
    page.choose(key(page, "Q5"), key(page, "Q6"))
    QApplication.processEvents()
    assert page.window().focusWidget() is page.outline.view


def test_the_survey_that_was_deleted_is_shown_again_when_that_is_taken_back(page: Any) -> None:
    mine = page.survey_id
    one = SectionSpec(
        {}, (QuestionSpec("A", "single", {"en": "Why?"}, choices=(ChoiceSpec(1, {"en": "Yes"}),)),)
    )
    other = page.context.bridge.run("Survey", actions.build, Definition({"en": "Other"}, (one,)))
    page.open_at(other)
    page.delete_survey()
    assert page.survey_id == mine
    page.context.do("undo")
    assert page.survey_id == other
    page.context.do("redo")
    assert page.survey_id == mine
