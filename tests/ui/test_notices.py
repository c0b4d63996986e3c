"""Notices below the page, one at a time, and the strip of work going on."""

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from cxdesk.progress import Progress
from ui.widgets.notices import WorkCard

if TYPE_CHECKING:
    from ui.app import Window


def test_good_news_leaves_after_six_seconds_and_errors_stay(window: "Window") -> None:
    window.context.messages.notice("good", "1,204 answers imported, 3 refused.")
    window.context.messages.notice("bad", "There was no room on the disk.")
    good, bad = window.notices.cards()
    assert [t.interval() for t in good.findChildren(QTimer)] == [6000]
    assert bad.findChildren(QTimer) == []


def test_one_notice_is_on_view_and_the_time_of_the_others_begins_when_they_are(window: "Window") -> None:
    window.context.messages.notice("good", "1,204 answers imported, 3 refused.")
    window.context.messages.notice("bad", "There was no room on the disk.")
    good, bad = window.notices.cards()
    assert (good.isVisible(), bad.isVisible()) == (False, True)
    assert bad.waiting is not None
    assert bad.waiting.text() == "1 more"
    timer = good.findChildren(QTimer)[0]
    assert not timer.isActive()
    window.notices.dismiss()
    assert (good.isVisible(), timer.isActive()) == (True, True)
    timer.timeout.emit()
    assert not window.notices.isVisible()


def test_a_notice_covers_nothing_of_the_page(window: "Window", qtbot: Any) -> None:
    for n in range(5):
        window.context.messages.notice("bad", f"Notice {n}.", "There was no room on the disk. " * 3)
    stack, strip = window._stack, window.notices
    qtbot.waitUntil(lambda: strip.height() > 20)
    page = stack.rect().translated(stack.mapTo(window, stack.rect().topLeft()))
    assert not page.intersects(strip.rect().translated(strip.mapTo(window, strip.rect().topLeft())))


def test_every_line_of_a_long_refusal_is_seen(window: "Window", qtbot: Any) -> None:
    window.resize(1280, 800)
    window.context.messages.refused(
        f"{'This file is no map of ours. ' * 2}{'It needs a table of steps. ' * 9}", "Show"
    )
    [card] = window.notices.cards()
    said = [label for label in card.findChildren(QLabel) if len(label.text()) > 20]
    assert len(said) == 2
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in said))


def test_a_notice_is_reached_and_closed_with_the_keyboard(window: "Window", qtbot: Any) -> None:
    for n in range(2):
        window.context.messages.notice("bad", f"Notice {n}.", "Try again.", "Show", lambda: None)
    window.page.setFocus()
    window.walk_areas()
    focused = window.focusWidget()
    assert focused is window.notices.cards()[-1].button
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert [c.notice.bold for c in window.notices.cards()] == ["Notice 0."]
    assert not window.notices.isAncestorOf(window.focusWidget() or window)
    qtbot.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert window.notices.cards() == []


def test_the_button_of_a_notice_does_its_work_and_takes_it_away(window: "Window") -> None:
    done: list[str] = []
    window.context.messages.notice(
        "good", "3 refused.", "They have no date.", "Show", lambda: done.append("x")
    )
    card = window.notices.cards()[0]
    assert card.accessibleName() == "3 refused. They have no date."
    card.button.click()
    assert done == ["x"]
    assert window.notices.cards() == []
    assert not window.notices.isVisible()


def test_a_fourth_notice_pushes_the_oldest_out(window: "Window") -> None:
    for n in range(5):
        window.context.messages.notice("info", f"Notice {n}.")
    assert [c.notice.bold for c in window.notices.cards()] == ["Notice 2.", "Notice 3.", "Notice 4."]
    assert len(window.context.messages.log) == 5


def test_errors_are_not_pushed_out_by_good_news(window: "Window") -> None:
    window.context.messages.notice("bad", "There was no room on the disk.")
    for n in range(4):
        window.context.messages.notice("good", f"Notice {n}.")
    bold = [c.notice.bold for c in window.notices.cards()]
    assert bold == ["There was no room on the disk.", "Notice 2.", "Notice 3."]


def test_notices_stay_inside_the_window_with_all_their_words(window: "Window", qtbot: Any) -> None:
    window.context.messages.notice("warn", "This file lies in a synced folder.", "Close it first. " * 12)
    strip, whole = window.notices, window.centralWidget()
    card = strip.cards()[0]

    def whole_words() -> bool:
        words = [w for w in card.findChildren(QLabel) if w.wordWrap()]
        return all(w.height() >= w.heightForWidth(w.width()) for w in words)

    for size in ((1280, 800), (900, 600)):
        window.resize(*size)
        qtbot.waitUntil(lambda: strip.geometry().bottom() == whole.height() - 1)
        qtbot.waitUntil(whole_words)


def test_long_work_shows_how_far_it_is_and_can_be_stopped(window: "Window", qtbot: Any) -> None:
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        for step in range(100):
            progress(step, 100, "Reading the file")
            go_on.wait(0.06)

    window.context.jobs.run(work, progress=True, what="Reading")
    qtbot.waitUntil(lambda: window.notices.findChild(WorkCard) is not None)
    card = window.notices.findChild(WorkCard)
    assert card._what.text() == "Reading the file"
    from ui.widgets.buttons import Button

    card.findChild(Button).click()
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    assert window.context.messages.log[-1].bold == "Stopped. Nothing was changed."
    qtbot.waitUntil(lambda: window.notices.findChild(WorkCard) is None)
