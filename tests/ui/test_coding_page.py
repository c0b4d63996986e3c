"""The page where two people code comments, by keyboard alone: draw, code, take back, undo, agree, settle."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxdesk.planning import coding_actions, coding_queries
from tests.planning.in_window import read


@pytest.fixture
def page(window: Any, example_file: Path, tmp_path: Path, qtbot: Any) -> Any:
    import shutil

    path = Path(shutil.copy(example_file, tmp_path / "example.cxdesk"))
    assert window.context.bridge.open(path)
    window.go("coding")
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    return window.page


def quiet(page: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not page.context.jobs.busy, timeout=20_000)


@pytest.fixture
def walking(page: Any, qtbot: Any) -> Any:
    """A sample of six, the first coder before it."""
    page.start.size_input.setText("6")
    page.start.first.setText("Ines Duarte")
    page.start.second.setText("Jonas Beck")
    page.start.begin.click()
    quiet(page, qtbot)
    return page


def test_what_is_wrong_in_the_form_is_said_beside_the_field(page: Any, qtbot: Any) -> None:
    for size, first, second in (("1", "", ""), ("many", "", ""), ("6", "Ines", "INES")):
        page.start.size_input.setText(size)
        page.start.first.setText(first)
        page.start.second.setText(second)
        page.start.begin.click()
    quiet(page, qtbot)
    assert page.rows == []


@pytest.mark.slow
def test_number_keys_code_and_the_next_comment_follows(walking: Any, qtbot: Any, window: Any) -> None:
    view = walking.walk
    assert (view.count.text(), view.at) == ("0 of 6", 0)
    QTest.keyClicks(view, "12")
    assert (view.count.text(), view.at) == ("2 of 6", 2)
    assert list(read(window, coding_queries.codes_of, walking.coding_id, 1).values()) == [
        "stay",
        "leave",
        "",
        "",
        "",
        "",
    ]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.at == 1
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert (view.count.text(), view.at) == ("1 of 6", 1)
    QTest.keyClicks(view, "0")
    assert read(window, coding_queries.codes_of, walking.coding_id, 1)[view.comments[1].id] == "none"
    window.do("undo")
    assert (view.count.text(), view.at) == ("1 of 6", 1)
    # Keys that mean nothing here change nothing.
    QTest.keyClicks(view, "789x")
    assert view.count.text() == "1 of 6"
    quiet(walking, qtbot)


@pytest.mark.slow
def test_the_other_coder_starts_anew_and_sees_nothing(walking: Any, qtbot: Any, window: Any) -> None:
    QTest.keyClicks(walking.walk, "111111")
    assert walking.walk._sentence.text() == "You have coded every comment"
    assert "Jonas Beck: 0 of 6" in walking.walk._line.text()
    walking.walk.who.chosen.emit("2")
    quiet(walking, qtbot)
    view = walking.walk
    assert (view.coder, view.count.text(), view.at) == (2, "0 of 6", 0)
    assert set(view.codes.values()) == {""}
    assert all(b.property("kind") == "outline" for b in view.buttons.values())
    QTest.keyClicks(view, "11105")
    assert walking.result is None
    QTest.keyClicks(view, "1")
    qtbot.waitUntil(lambda: walking.result is not None and walking.result.found is not None, timeout=20_000)
    result = walking.result
    assert "n = 6" in result.kappa.text()
    assert result.share.text() == "Both said the same of 4 of 6 comments: 67%."
    assert "Landis & Koch 1977" in result.meaning.text()
    assert "Base: 4 of 6 comments" in result.base.text()
    assert len(result.found.differences) == 2
    result.table.setFocus()
    first = result.chosen
    QTest.keyClicks(result.table, "5")
    quiet(walking, qtbot)
    assert "Base: 5 of 6 comments" in result.base.text()
    assert result.chosen != first
    window.do("undo")
    quiet(walking, qtbot)
    assert "Base: 4 of 6 comments" in result.base.text()
    assert result.chart.data.bars[0].value == 4


def test_a_sheet_is_saved_read_and_written_after_a_look(
    walking: Any, qtbot: Any, tmp_path: Path, window: Any
) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.analysis.coding_sheet import SheetBack

    target = tmp_path / "sample.csv"
    walking.write_sample(2, target)
    quiet(walking, qtbot)
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    keys = [line.split(",")[0] for line in lines[1:] if line.startswith("C")]
    filled = tmp_path / "filled.csv"
    filled.write_text(
        "Key,What the customer means to do\n" + "\n".join(f"{k},2" for k in keys), encoding="utf-8"
    )
    walking.read_sheet(2, filled)

    def back() -> list[SheetBack]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, SheetBack) and w.isVisible()]

    qtbot.waitUntil(lambda: len(back()) == 1, timeout=20_000)
    back()[0].ok.click()
    assert set(read(window, coding_queries.codes_of, walking.coding_id, 2).values()) == {"leave"}
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    walking.read_sheet(2, wrong)
    quiet(walking, qtbot)
    assert "has no columns" in window.context.messages.log[-1].bold


@pytest.mark.slow
def test_a_coding_is_deleted_and_comes_back(walking: Any, qtbot: Any, window: Any) -> None:
    QTest.keyClicks(walking.walk, "12")
    walking.delete()
    quiet(walking, qtbot)
    assert read(window, coding_queries.coding_rows) == []
    window.do("undo")
    quiet(walking, qtbot)
    assert walking.row.coded == (2, 0)


@pytest.mark.slow
def test_a_comment_that_was_erased_leaves_the_sample(walking: Any, qtbot: Any, window: Any) -> None:
    from cxdesk.planning.coding_model import CodingUnit

    def forget(session: Any) -> None:
        row = session.query(CodingUnit).first()
        coding_actions.forget_comments(session, [row.response_id])

    window.context.project.run("Forget", forget)
    quiet(walking, qtbot)
    assert walking.walk.count.text() == "0 of 5"
