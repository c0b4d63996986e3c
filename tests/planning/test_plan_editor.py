"""Writing a customer’s plan: what is typed, what is drawn, and what a sentence on the page leads to."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from cxdesk.planning import actions as planning
from cxdesk.planning import assemble, wording
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.planning.wording import written
from tests.planning.in_window import asked, drawn, field, quiet, read, type_into, write
from ui.planning.plan_fields import name_of
from ui.widgets.notices import NoticeCard


def test_a_refused_plan_names_each_line_in_its_notice(
    told: Any, story: Any, qtbot: Any, tmp_path: Path
) -> None:
    told.go("planning", ("plan", story.plan))
    told.page.plan.out.save_to(story.plan, "en", tmp_path / "plan.pdf")
    qtbot.waitUntil(lambda: bool(told.context.messages.log), timeout=20_000)
    notice = told.context.messages.log[-1]
    missing = [g.sentence for g in read(told, assemble.gaps, story.plan, "en")]
    assert len(missing) > 8
    assert notice.line.splitlines()[:3] == missing[:3]
    assert notice.line.splitlines()[3] == f"and {len(missing) - 3} more, named below the fields"
    assert [c.notice.line.splitlines() for c in told.page.plan.findChildren(NoticeCard)][-1] == missing
    drawn(told, qtbot)
    notice.on_click()
    assert told.page.plan.tabs.current() == "names"
    assert QApplication.focusWidget().objectName() == name_of("account", story.world.account, "name")
    quiet(told, qtbot)


@pytest.mark.slow
def test_typing_in_one_visit_is_one_undo_step_and_the_next_visit_another(
    told: Any, story: Any, qtbot: Any
) -> None:
    told.go("planning", ("plan", story.plan))
    editor = field(told, "plan_line", story.told, "text")
    steps = len(told.context.project._history.undo)
    editor.setFocus()
    for piece in ("You ", "wait ", "long."):
        qtbot.keyClicks(editor, piece)
        with qtbot.waitSignal(editor.committed, timeout=3000):
            pass  # the pause of half a second
    assert read(told, written, "plan_line", story.told, "en")["text"].text == "You wait long."
    assert len(told.context.project._history.undo) == steps + 1
    assert editor.toPlainText() == "You wait long."
    told.page.plan.preview.view.setFocus()
    editor.setFocus()
    qtbot.keyClicks(editor, "Too ")
    editor.commit()
    assert len(told.context.project._history.undo) == steps + 2
    told.do("undo")
    told.do("undo")
    assert read(told, written, "plan_line", story.told, "en") == {}
    assert field(told, "plan_line", story.told, "text").toPlainText() == ""
    quiet(told, qtbot)


def test_a_pause_in_typing_keeps_the_space_and_the_place(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("plan", story.plan))
    editor = field(told, "plan_line", story.told, "text")
    editor.setFocus()
    qtbot.keyClicks(editor, "You wait ")
    editor.commit()
    qtbot.keyClicks(editor, "long")
    assert editor.toPlainText() == "You wait long"
    quiet(told, qtbot)


def test_the_page_is_drawn_and_outlines_the_line_being_written(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("plan", story.plan))
    editor = field(told, "plan_line", story.told, "text")
    type_into(qtbot, editor, "You wait long.")
    view = told.page.plan.preview.view
    qtbot.waitUntil(lambda: view.place_of(story.told) is not None, timeout=20_000)
    assert view.line_id == story.told
    qtbot.waitUntil(lambda: view._image is not None, timeout=20_000)
    quiet(told, qtbot)
    assert told.page.plan._drawn.clean
    missing = len(read(told, assemble.gaps, story.plan, "en")) - 1  # what was just written waits for approval
    assert told.page.plan.preview.clean.text() == f"{missing} sentences are still to be written."


def test_an_empty_plan_says_what_is_missing_and_offers_no_approval(told: Any, story: Any, qtbot: Any) -> None:
    plan = told.context.project.run("Plan", planning.create_plan, story.world.small_account)
    told.go("planning", ("plan", plan))
    drawn(told, qtbot)
    quiet(told, qtbot)
    foot = told.page.plan.preview
    assert foot.clean.text() == "Nothing is told and nothing promised yet."
    assert not foot.approve.isVisible()
    assert foot.write.isVisible()
    qtbot.mouseClick(foot.write, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget().text().strip() == "Tell an issue"


def test_the_foot_asks_for_words_then_for_approval_then_offers_the_page(
    told: Any, story: Any, qtbot: Any
) -> None:
    told.go("planning", ("plan", story.plan))
    drawn(told, qtbot)
    foot = told.page.plan.preview
    assert (foot.write.isVisible(), foot.approve.isVisible()) == (True, False)
    for kind, owner, name, text in story.wordings():
        told.context.project.run("Write", write, kind, owner, name, text)
    qtbot.waitUntil(foot.approve.isVisible, timeout=20_000)
    assert "wait for approval" in foot.clean.text()
    assert not foot.write.isVisible()
    owners = read(told, assemble.owners, story.plan)
    told.context.project.run("Approve", wording.approve, owners, "en", "Sanne Visser", datetime(2026, 4, 1))
    qtbot.waitUntil(lambda: foot.clean.text().startswith("Approved."), timeout=20_000)
    assert not foot.approve.isVisible()
    assert foot.save.property("kind") == "filled"
    quiet(told, qtbot)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["click", "keys", "list"])
def test_a_sentence_on_the_page_leads_to_its_answers_and_back(
    told: Any, story: Any, qtbot: Any, way: str
) -> None:
    for kind, owner, name, text in story.wordings():
        told.context.project.run("Write", write, kind, owner, name, text)
    told.go("planning", ("plan", story.plan))
    preview = told.page.plan.preview
    qtbot.waitUntil(lambda: preview.view.place_of(story.told) is not None, timeout=20_000)
    quiet(told, qtbot)
    if way == "click":
        at = preview.view.place_of(story.told).toPoint()
        qtbot.mouseClick(preview.view, Qt.MouseButton.LeftButton, pos=QPoint(at))
    elif way == "keys":
        preview.view.setFocus()
        qtbot.keyClick(preview.view, Qt.Key.Key_Down)
        assert preview.view.accessibleDescription().startswith("Based on 3 answers")
        qtbot.keyClick(preview.view, Qt.Key.Key_Down)
        assert preview.view.accessibleDescription().startswith("You expected a fitter")
        qtbot.keyClick(preview.view, Qt.Key.Key_Return)
    else:
        preview._list.click()
        rows = [preview.sentences.item(row).text() for row in range(preview.sentences.count())]
        told_of = next(row for row, text in enumerate(rows) if text.startswith("You expected a fitter"))
        preview.sentences.setCurrentRow(told_of)
        preview.sentences.setFocus()
        qtbot.keyClick(preview.sentences, Qt.Key.Key_Return)
    assert told.room == "responses"
    assert told.page.where.accounts == ("AL-1",)
    assert told.page.item_ids == (story.world.score, story.world.words)
    room_, target = told.page.back
    told.go(room_, target)
    assert told.room == "planning"
    assert told.page.plan.plan_id == story.plan
    drawn(told, qtbot)
    quiet(told, qtbot)


def test_write_it_leads_to_the_field_also_in_another_language(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("plan", story.plan))
    drawn(told, qtbot)
    gap = next(g for g in read(told, assemble.gaps, story.plan, "nl") if g.need.owner_id == story.do)
    told.page.plan.write_gap(gap, "nl")
    assert told.page.plan.tabs.current() == "do"
    assert told.page.plan.language == "nl"
    editor = field(told, "plan_line", story.do, "text")
    assert QApplication.focusWidget() is editor
    type_into(qtbot, editor, "Vanaf 1 juni")
    assert read(told, written, "plan_line", story.do, "nl")["text"].text == "Vanaf 1 juni"
    quiet(told, qtbot)


def test_a_promise_without_a_day_is_said_where_the_page_would_be(told: Any, story: Any, qtbot: Any) -> None:
    told.context.project.run("No day", planning.change_action, story.action, due_on=None)
    told.go("planning", ("plan", story.plan))
    assert "there is no action with a date behind it" in drawn(told, qtbot).problem
    assert told.page.plan.preview._problem.isVisible()
    quiet(told, qtbot)


@pytest.mark.slow
def test_agreed_needs_with_whom_and_is_one_step(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("plan", story.plan))
    told.page.plan._state_setter("agreed")()
    dialog = asked()
    dialog.ok.click()
    assert dialog.isVisible()
    assert read(told, plan_rows)[0].state == "draft"
    dialog.fields[0].editor.setText("your facility manager")
    dialog.ok.click()
    assert read(told, plan_rows)[0].state == "agreed"
    assert read(told, written, "plan", story.plan, "en")["agreed_with"].text == "your facility manager"
    told.do("undo")
    assert read(told, plan_rows)[0].state == "draft"
    assert read(told, written, "plan", story.plan, "en") == {}
    quiet(told, qtbot)


@pytest.mark.slow
def test_the_picture_follows_the_words(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("plan", story.plan))
    view = told.page.plan.preview.view
    seen: list[bytes] = []

    def pixels() -> bytes:
        return bytes(view._image.constBits()) if view._image is not None else b""

    for words in ("You wait long.", "You wait far too long for a fitter.", "You wait long."):
        type_into(qtbot, field(told, "plan_line", story.told, "text"), words)
        before = seen[-1] if seen else b""
        qtbot.waitUntil(lambda before=before: pixels() not in (b"", before), timeout=20_000)
        quiet(told, qtbot)
        qtbot.wait(100)
        quiet(told, qtbot)
        seen.append(pixels())
    assert seen[0] == seen[2] != seen[1]
