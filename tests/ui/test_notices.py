"""Notices at the window's bottom start, and the strip of work going on."""

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

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


def test_notices_stay_inside_the_window_with_all_their_words(window: "Window", qtbot: Any) -> None:
    window.context.messages.notice("warn", "This file lies in a synced folder.", "Close it first. " * 12)
    stack = window.notices
    qtbot.waitUntil(lambda: stack.geometry().bottom() == window._stack.height() - 25)
    card = stack.cards()[0]
    assert card.height() >= card.sizeHint().height() or card.height() >= card.heightForWidth(card.width())
    window.resize(900, 600)
    qtbot.waitUntil(lambda: stack.geometry().bottom() == window._stack.height() - 25)


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
