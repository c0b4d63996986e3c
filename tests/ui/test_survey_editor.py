"""The survey editor by hand and by keyboard: outline, question, properties; quick with 300 questions."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from sqlalchemy import Engine, event

from cxdesk.analysis.figure import Figure
from cxdesk.planning import actions as planning
from cxdesk.planning.recoded import change_axis_code
from cxdesk.project import Project
from cxdesk.responses.filter import AnswerTest, Filter
from cxdesk.surveys import actions, rule_actions
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.fresh import fresh
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touchpoints
from cxdesk.touchpoints.queries import touch_point_rows
from tests.support import keyboard
from ui.surveys.option_deeds import option_sets
from ui.surveys.outline import GROUPS
from ui.surveys.outline_rows import ICONS
from ui.surveys.outline_view import DEEDS
from ui.widgets.fields import Choice

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
HOSTILE = '<b>Bold</b><script>alert(1)</script><img src="file:///etc/passwd"> & more'


def scale(code: str, text: str = "") -> QuestionSpec:
    return QuestionSpec(code, "scale", {"en": text or f"How was {code}?"}, ScaleSpec(1, 5))


def survey_file(path: Path, *sections: tuple[QuestionSpec, ...]) -> Path:
    project = Project.create(path)
    made = tuple(SectionSpec({"en": f"Part {n}"}, elements) for n, elements in enumerate(sections, 1))
    project.run("Survey", actions.build, Definition({"en": "Repair"}, made))
    project.close()
    return path


def open_at(window: Any, path: Path) -> Any:
    assert window.context.bridge.open(path)
    window.go("surveys")
    return window.page


@pytest.fixture
def page(window: Any, tmp_path: Path) -> Any:
    return open_at(window, survey_file(tmp_path / "a.cxdesk", (scale("A"), scale("B")), (scale("C"),)))


def order(page: Any) -> list[str]:
    survey = page.context.project.read(whole, page.survey_id)
    return ["".join(q.code for q in s.elements) for s in survey.sections]


def choose(page: Any, *codes: str) -> None:
    survey = page.context.project.read(whole, page.survey_id)
    page.choose(*(("question", next(q.id for q in survey.elements if q.code == code)) for code in codes))


def now(page: Any, code: str) -> Any:
    survey = page.context.project.read(whole, page.survey_id)
    return next(q for q in survey.elements if q.code == code)


def part(page: Any, name: str) -> Any:
    found = page.findChild(QWidget, name)
    assert found is not None, name
    return found


@pytest.mark.slow
def test_keys_move_copy_and_take_away_what_is_chosen_and_undo_brings_it_back(page: Any, qtbot: Any) -> None:
    view = page.outline.view
    choose(page, "B")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert order(page) == ["A", "BC"]
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    assert order(page) == ["BA", "C"]
    assert [r.code for r in page.outline.rows()] == ["B"]
    qtbot.keyClick(view, Qt.Key.Key_D, CTRL)
    assert order(page) == ["BB-2A", "C"]
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert [r.code for r in page.outline.rows()] == ["B-2", "A"]
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert order(page) == ["B", "C"]
    assert page.context.messages.log[-1].bold == "2 questions are gone."
    page.context.messages.log[-1].on_click()
    assert order(page) == ["BB-2A", "C"]


def drag(page: Any, qtbot: Any, start: Any, to_row: int, below: bool = False) -> list[int]:
    """Press on a row and pull: the view begins a drag, whose data then comes over another row and is let go there.

    The platform without a screen has no drag of its own, so its events are sent by hand. Gives where the mark stood.
    """
    view, model = page.outline.view, page.outline.model
    port = view.viewport()
    begin = view.visualRect(model.at(start)).center()
    box = view.visualRect(model.index(to_row))
    aim = QPointF(box.center().x(), box.bottom() - 2 if below else box.top() + 2)
    pulled: list[Any] = []
    give = model.mimeData
    model.mimeData = lambda indexes: pulled.append([i.row() for i in indexes]) or give(indexes)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, NONE, begin)
    for step in (40, 44, 48):
        if not pulled:  # a drag ends the press: what moves after it would choose rows
            QTest.mouseMove(port, begin + QPoint(0, step))
    del model.mimeData
    assert pulled, "no drag began"
    assert pulled[0] == sorted(i.row() for i in view.selectedIndexes())
    data = give([])
    how = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(port, QDragEnterEvent(aim.toPoint(), *how))
    over = QDragMoveEvent(aim.toPoint(), *how)
    QApplication.sendEvent(port, over)
    assert over.isAccepted()
    mark = view._mark_at
    QApplication.sendEvent(port, QDropEvent(aim, *how))
    qtbot.wait(5)
    return [mark]


@pytest.mark.slow
def test_several_rows_are_dragged_together_by_the_mouse_and_a_mark_shows_where(page: Any, qtbot: Any) -> None:
    choose(page, "A", "B")
    rows = len(page.outline.model.rows)
    assert drag(page, qtbot, ("question", now(page, "A").id), rows - 1, below=True) == [rows]
    assert order(page) == ["", "CAB"]
    assert [r.code for r in page.outline.rows()] == ["A", "B"]
    page.context.do("undo")
    assert order(page) == ["AB", "C"]
    page.choose(("section", page.survey.sections[1].id))
    drag(page, qtbot, ("section", page.survey.sections[1].id), 1)
    assert order(page) == ["C", "AB"]
    assert page.outline.view._mark_at == -1


@pytest.mark.slow
def test_several_sections_move_are_copied_and_deleted_together(page: Any, qtbot: Any) -> None:
    page.add_section()
    one, two, three = page.survey.sections
    page.choose(("section", one.id), ("section", two.id))
    page.outline.view.setFocus()
    qtbot.keyClick(page.outline.view, Qt.Key.Key_Down, ALT)
    assert order(page) == ["", "AB", "C"]
    page.context.do("undo")
    page.choose(("section", one.id), ("section", two.id))
    qtbot.keyClick(page.outline.view, Qt.Key.Key_D, CTRL)
    assert order(page) == ["AB", "A-2B-2", "C", "C-2", ""]
    page.context.do("undo")
    page.choose(("section", two.id), ("section", three.id), ("question", now(page, "C").id))
    qtbot.keyClick(page.outline.view, Qt.Key.Key_Delete)
    assert order(page) == ["AB"]
    page.context.do("undo")
    assert order(page) == ["AB", "C", ""]


@pytest.mark.slow
def test_sections_fold_by_key_and_by_mouse_and_what_is_searched_is_found_in_them(
    page: Any, qtbot: Any
) -> None:
    view, model = page.outline.view, page.outline.model
    choose(page, "A")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert [r.text for r in page.outline.rows()] == ["Part 1"]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert [r.code for r in model.rows if r.kind == "question"] == ["C"]
    page.reload()
    assert [r.code for r in model.rows if r.kind == "question"] == ["C"]  # kept when the file changes
    page.outline.search.setText("how was b")
    assert [r.code for r in model.rows if r.kind == "question"] == ["B"]
    page.outline.search.clear()
    choose(page, "B")  # whoever is led to a question sees it
    assert [r.code for r in model.rows if r.kind == "question"] == ["A", "B", "C"]
    box = view.visualRect(model.at(("section", page.survey.sections[1].id)))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 18, box.center().y())
    )
    assert [r.code for r in model.rows if r.kind == "question"] == ["A", "B"]
    drag(page, qtbot, ("question", now(page, "B").id), len(model.rows) - 1, below=True)
    assert order(page) == ["A", "CB"]  # dropped on a folded section it stands at its end


@pytest.mark.slow
def test_the_search_finds_codes_and_answers_and_keeps_the_keyboard(page: Any, qtbot: Any) -> None:
    page.add_question(page.survey.sections[0].id, "radio")
    made = page.survey.sections[0].elements[-1]
    page.context.project.run("Words", actions.set_choice_label, made.choices[0].id, "Escalator", "en")
    page.reload()
    search = page.outline.search
    search.setFocus()
    qtbot.keyClicks(search, "escal")
    assert [r.id for r in page.outline.model.rows if r.kind == "question"] == [made.id]
    assert search.hasFocus()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert [r.id for r in page.outline.rows()] == [made.id]
    search.setText(made.code.lower())
    assert made.id in [r.id for r in page.outline.model.rows]


@pytest.mark.slow
def test_whoever_deletes_what_a_rule_or_touch_point_looks_at_is_asked_and_undo_restores_all(
    page: Any,
) -> None:
    run = page.context.project.run
    run("Rule", rule_actions.set_show, now(page, "C").id, {"op": "is", "question": "A", "value": 1})
    point = run("Touch point", touchpoints.add, "Repair visit")
    run("Link", touchpoints.link, point, now(page, "A").items[0].id)
    page.reload()
    choose(page, "A")
    page.deeds.delete()
    asked = QApplication.activeModalWidget()
    words = " ".join(label.text() for label in asked.findChildren(QLabel))
    assert "“How was C?”" in words
    assert "Repair visit" in words
    assert order(page) == ["AB", "C"]
    asked.reject()
    page.deeds.delete()
    QApplication.activeModalWidget().yes.click()
    assert order(page) == ["B", "C"]
    page.context.do("undo")
    assert order(page) == ["AB", "C"]
    assert page.context.project.read(touch_point_rows)[0].item_ids == (now(page, "A").items[0].id,)


def test_whoever_takes_a_row_of_a_matrix_away_is_told_what_looks_at_it_and_undo_restores_all(
    page: Any,
) -> None:
    project = page.context.project
    made = page.add_question(page.survey.sections[0].id, "matrix_ticks")
    project.run("Codes", change_axis_code, made, "rows", "1", "VISIT")
    grid = next(q for q in project.read(whole, page.survey_id).elements if q.id == made)
    cell, other = (next(i for i in grid.items if i.settings["row"] == row) for row in ("VISIT", "2"))
    looks = {"op": "ticked", "question": grid.code, "value": [cell.code]}
    project.run("Rule", rule_actions.set_show, now(page, "C").id, looks)
    project.run(
        "Text", actions.set_question_text, now(page, "B").id, f"And {{{{{grid.code}:{cell.code}}}}}?", "en"
    )
    kept = Filter(answers=(AnswerTest(cell.code, "=", "1"),))
    figure = Figure("mean", 1.0, 3, filter=kept)
    project.run("Issue", planning.make_issue, "Nobody came", figure)
    point = project.run("Touch point", touchpoints.add, "Repair visit")
    project.run("Link", touchpoints.link, point, cell.id)
    page.reload()
    page.choose(("question", made))
    rows, columns = option_sets(page.editing(), grid)
    rows.delete("VISIT")
    asked = QApplication.activeModalWidget()
    words = " ".join(label.text() for label in asked.findChildren(QLabel))
    for name in ("“How was C?”", "And {{", "“Nobody came”", "“Repair visit”"):
        assert name in words
    asked.reject()
    assert len(now(page, grid.code).items) == len(grid.items)
    columns.delete(cell.settings["column"])
    QApplication.activeModalWidget().reject()
    # Nobody looks at another row: it goes at once.
    rows.delete("2")
    assert other.code not in [i.code for i in now(page, grid.code).items]
    page.context.do("undo")
    rows.delete("VISIT")
    QApplication.activeModalWidget().yes.click()
    assert cell.id not in [i.id for i in now(page, grid.code).items]
    page.context.do("undo")
    assert [i.id for i in now(page, grid.code).items] == [i.id for i in grid.items]
    assert project.read(touch_point_rows)[0].item_ids == (cell.id,)


def test_a_code_is_changed_in_the_window_and_a_clash_is_said_beside_it(page: Any, qtbot: Any) -> None:
    run = page.context.project.run
    run("Rule", rule_actions.set_show, now(page, "C").id, {"op": "is", "question": "A", "value": 1})
    page.reload()
    choose(page, "A")
    part(page, f"code {now(page, 'A').id}").click()
    dialog = QApplication.activeModalWidget()
    dialog.line.setText("B")
    dialog.yes.click()
    assert "another question" in dialog.line.accessibleDescription()
    dialog.line.setText("FIRST")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert now(page, "C").rules["show"]["question"] == "FIRST"
    assert page.outline.rows()[0].code == "FIRST"
    page.context.do("undo")
    assert now(page, "C").rules["show"]["question"] == "A"


@pytest.mark.slow
def test_enter_goes_into_the_words_and_typing_is_one_step(page: Any, qtbot: Any) -> None:
    choose(page, "C")
    page.outline.view.setFocus()
    qtbot.keyClick(page.outline.view, Qt.Key.Key_Return)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "How long")
    field.commit()
    qtbot.keyClicks(field, " was it")
    field.commit()
    assert now(page, "C").text["en"] == "How long was it"
    assert (
        page.outline.model.data(page.outline.model.at(("question", now(page, "C").id))) == "How long was it"
    )
    page.context.bridge.undo()
    assert now(page, "C").text["en"] == "How was C?"


def test_the_search_shows_what_has_the_words_under_its_section(page: Any, qtbot: Any) -> None:
    qtbot.keyClicks(page.outline.search, "was c")
    assert [r.text for r in page.outline.model.rows] == ["Part 2", "How was C?"]
    assert page.outline.count.text() == "1 of 3 found"
    page.outline.search.setText("nowhere")
    assert page.outline.count.text() == "0 of 3 found"
    page.outline.search.setText("was c")
    choose(page, "A")
    assert page.outline.search.text() == ""
    assert page.outline.count.text() == "3 questions"
    assert len(page.outline.model.rows) == 6


@pytest.mark.slow
def test_a_list_on_the_clipboard_becomes_answers(page: Any, qtbot: Any) -> None:
    page.add_question(page.survey.sections[0].id, "radio")
    panel = page.frame.middle.held
    QGuiApplication.clipboard().setText("Red\nBlue\n" + HOSTILE)
    line = next(iter(panel.lists[0].lines.values()))
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_V, CTRL)
    labels = [c.label["en"] for c in page.survey.elements[2].choices]
    assert labels[2:] == ["Red", "Blue", HOSTILE]
    assert page.context.messages.log[-1].bold == "3 answers were added."
    last = list(page.frame.middle.held.lists[0].lines.values())[-1]
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Up, ALT)
    assert [c.label["en"] for c in page.survey.elements[2].choices][3:] == [HOSTILE, "Blue"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(page.survey.elements[2].choices) == 6
    assert QApplication.focusWidget().text() == ""


@pytest.mark.slow
def test_properties_change_the_question_and_wrong_numbers_are_said(page: Any, qtbot: Any) -> None:
    choose(page, "A")
    box = part(page, "required")
    assert isinstance(box, QCheckBox)
    box.click()
    assert now(page, "A").required
    low = part(page, "scale low")
    low.setText("9")
    low.commit()
    assert page.context.messages.log[-1].bold.startswith("A scale goes from a smaller number")
    assert now(page, "A").scale.low == 1
    kind = part(page, "type")
    kind.chosen.emit("slider")
    assert now(page, "A").kind == "number"
    most = part(page, "setting max")
    most.setText("twelve")
    most.commit()
    assert now(page, "A").settings["max"] == 100
    assert "“twelve” is not a number." in [w.text() for w in page.findChildren(QLabel)]
    most.setText("۱۲٫۵")
    most.commit()
    assert now(page, "A").settings["max"] == 12.5


def test_a_pair_asks_its_touch_point_what_was_expected_and_how_it_was(page: Any) -> None:
    project = page.context.project
    point = project.run("Add", touchpoints.add, "Visit")
    page.add_question(page.survey.sections[0].id, "pair")
    items = page.survey.elements[2].items
    choice = part(page, f"touch point {items[0].id}")
    assert isinstance(choice, Choice)
    choice.chosen.emit(point)
    row = project.read(touch_point_rows)[0]
    assert (row.expectation_ids, row.item_ids) == ((items[0].id,), (items[1].id,))


@pytest.mark.slow
def test_words_of_others_stay_words_and_a_hundred_thousand_letters_are_borne(
    window: Any, tmp_path: Path
) -> None:
    long = "x" * 100_000
    page = open_at(window, survey_file(tmp_path / "a.cxdesk", (scale("A", HOSTILE), scale("L", long))))
    choose(page, "A")
    labels = [w for w in page.findChildren(QLabel) if "script" in w.text()]
    assert labels
    assert all(w.textFormat() == Qt.TextFormat.PlainText for w in labels)
    model = page.outline.model
    said = model.data(model.at(("question", now(page, "A").id)), Qt.ItemDataRole.ToolTipRole)
    assert "<script>" not in said
    choose(page, "L")
    assert page.frame.middle.held.text.height() < 400
    assert len(model.data(model.at(("question", now(page, "L").id)))) <= 200
    page.frame.middle.held.text.setPlainText("Short")
    page.leaving()
    assert now(page, "L").text["en"] == "Short"


class Births(QObject):
    """Counts widgets that come into the window."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ChildAdded and event.child().isWidgetType():  # type: ignore[attr-defined]
            self.count += 1
        return False


def births(page: Any, qtbot: Any) -> list[int]:
    """Widgets made while a letter is typed into the question, into an answer, and when the pause commits it."""
    choose(page, "Q7")
    counter = Births()
    panel = page.frame.middle.held
    line = next(iter(panel.lists[0].lines.values()))
    QApplication.instance().installEventFilter(counter)  # type: ignore[union-attr]
    found = []
    for field in (panel.text, line):
        field.setFocus()
        for _key in range(2):
            before = counter.count
            qtbot.keyClicks(field, "x")
            field.commit()
            QApplication.processEvents()
            found.append(counter.count - before)
    QApplication.instance().removeEventFilter(counter)  # type: ignore[union-attr]
    return found


@pytest.mark.slow
def test_a_keystroke_builds_as_many_widgets_at_300_questions_as_at_30(
    window: Any, tmp_path: Path, qtbot: Any
) -> None:
    found = []
    for many in (30, 300):
        path = survey_file(tmp_path / f"{many}.cxdesk", tuple(scale(f"Q{n}") for n in range(many)))
        page = open_at(window, path)
        page.reload()
        found.append(births(page, qtbot))
        assert len(page.findChildren(QWidget)) < 300
    assert found[0] == found[1]
    assert max(found[0]) < 40


@pytest.mark.slow
def test_a_change_of_a_rule_reads_the_survey_once(page: Any) -> None:
    choose(page, "C")
    read: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT") and "FROM choice" in statement and "choice.written" in statement:
            read.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        page.frame.end.held._rules.shown.add()
        row = page.frame.end.held._rules.shown.rows[0]
        row.op.set_value("answered")
        row.op.chosen.emit("answered")
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert now(page, "C").rules["show"]["op"] == "answered"
    assert len(read) == 1


@pytest.mark.slow
def test_every_type_has_a_place_in_the_menu_an_icon_and_opens_in_the_editor(page: Any) -> None:
    from cxdesk.surveys.looks import LOOKS

    assert sorted(look for _words, group in GROUPS for look in group) == sorted(LOOKS) == sorted(ICONS)
    for look in LOOKS:
        page.add_question(page.survey.sections[0].id, look)
        assert fresh(look, "en").kind == page.survey.sections[0].elements[-1].kind
    assert len(set(ICONS.values())) == len(ICONS)
    assert len(page.outline.view.menu().actions()) == len(DEEDS) + 1  # and the sections to be put into


@pytest.mark.slow
def test_everything_has_a_name_and_is_reached_with_tab(page: Any) -> None:
    window = page.window()
    found = []
    section = page.survey.sections[0].id
    shown = {
        look: [("question", page.add_question(section, look))]
        for look in ("radio", "csat", "matrix_ticks", "date")
    }
    shown["survey"] = [("survey", page.survey_id)]
    shown["section"] = [("section", section)]
    shown["many"] = [shown["radio"][0], shown["date"][0]]
    for name, keys in shown.items():
        page.choose(*keys)
        QApplication.processEvents()
        found += [f"{name}: no name: {said}" for said in keyboard.nameless(window)]
        seen = keyboard.walk(window, window.top_bar.search)
        found += [f"{name}: not reached: {said}" for said in keyboard.unreached(window, seen)]
    assert found == []


@pytest.mark.slow
def test_an_answer_gets_its_picture_and_what_is_none_is_refused_in_words(
    page: Any, tmp_path: Path, qtbot: Any
) -> None:
    page.add_question(page.survey.sections[0].id, "pictures")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    assert image.save(str(tmp_path / "lift.png"))
    (tmp_path / "cut.png").write_bytes((tmp_path / "lift.png").read_bytes()[:40])

    def taken(name: str) -> Any:
        made = page.frame.middle.held.lists[0]
        made.take_picture(next(iter(made.lines)), tmp_path / name)
        qtbot.waitUntil(lambda: not page.context.jobs.busy, timeout=20_000)
        return page.survey.sections[0].elements[-1].choices[0].settings.get("picture")

    assert taken("cut.png") is None
    assert "can’t be read as a picture" in page.context.messages.log[-1].bold
    assert len(taken("lift.png")) == 64
    page.context.do("undo")
    assert "picture" not in page.survey.sections[0].elements[-1].choices[0].settings
