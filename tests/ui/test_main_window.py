"""The shell with a real file: rooms, undo, search, language, look, keys."""

import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from cxdesk import i18n
from cxdesk.surveys import actions as surveys
from ui.page import Page, PageContext
from ui.rooms import IN_NAV, ROOMS
from ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from ui.app import Window


def idle(window: "Window", qtbot: Any) -> None:
    """Wait until nothing is read behind the window."""
    qtbot.waitUntil(lambda: not window.context.jobs.busy)


@pytest.fixture
def opened(window: "Window", new_file: Path, qtbot: Any) -> "Window":
    """The window on an empty file."""
    assert window.context.bridge.open(new_file)
    idle(window, qtbot)
    return window


def test_without_a_file_only_start_and_settings_can_be_visited(window: "Window") -> None:
    assert [name for name, item in window.nav.items.items() if item.isEnabled()] == ["start", "settings"]
    window.go("surveys")
    assert window.room == "start"


@pytest.mark.slow
def test_every_room_opens_on_an_empty_file_and_says_something(opened: "Window", qtbot: Any) -> None:
    for room in ROOMS:
        opened.go(room.id)
        idle(opened, qtbot)
        assert opened.room == room.id
        assert opened.page is not None
        assert opened.page.isVisible()
    assert opened.failures.bugs == []


def test_the_file_is_named_above_and_all_is_saved(opened: "Window") -> None:
    assert opened.top_bar.name.text() == "Alder Lifts"
    assert opened.top_bar.state.text() == "All changes saved"
    assert opened.windowTitle() == "Alder Lifts – cxdesk"


def test_an_action_is_undone_and_redone_by_keys_and_named(opened: "Window", qtbot: Any) -> None:
    assert not opened.top_bar.undo.isEnabled()
    opened.context.bridge.run("Create survey", surveys.create, "NPS")
    assert opened.top_bar.undo.accessibleName() == "Undo: Create survey"
    assert opened.nav.items["surveys"].count == 1
    with qtbot.waitActive(opened):
        opened.activateWindow()
    qtbot.keyClick(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.nav.items["surveys"].count is None
    assert opened.context.messages.log[-1].bold == "Undone: Create survey"
    qtbot.keyClick(opened, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert opened.nav.items["surveys"].count == 1


class Counting(Page):
    """Counts its reloads."""

    tables = frozenset({"survey"})

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.reloads = 0
        self.left = 0
        self.target: object = None

    def reload(self) -> None:
        """One more."""
        self.reloads += 1

    def leaving(self) -> None:
        """One more."""
        self.left += 1

    def open_at(self, target: object) -> None:
        """Keep it."""
        self.target = target


def test_the_page_on_view_reloads_and_a_hidden_one_waits_until_it_is_shown(opened: "Window") -> None:
    page = Counting(opened.context)
    opened._pages["surveys"] = page
    opened._stack.addWidget(page)
    opened._stale.add("surveys")
    opened.go("surveys", 7)
    assert (page.reloads, page.target) == (1, 7)
    survey = opened.context.bridge.run("Create survey", surveys.create, "NPS")
    assert page.reloads == 2
    opened.go("settings")
    assert page.left == 1
    opened.context.bridge.run("Rename survey", surveys.rename, survey, "Loyalty", "en")
    opened.context.bridge.run("Rename survey", surveys.rename, survey, "Loyalty 2026", "en")
    assert page.reloads == 2
    opened.go("surveys")
    assert page.reloads == 3


def test_a_page_that_fails_is_a_bug_and_the_others_still_open(opened: "Window", qtbot: Any) -> None:
    page = Counting(opened.context)
    page.reload = lambda: 1 / 0  # type: ignore[assignment,method-assign,return-value]
    opened._pages["surveys"] = page
    opened._stack.addWidget(page)
    opened._stale.add("surveys")
    opened.go("surveys")
    assert [type(b) for b in opened.failures.bugs] == [ZeroDivisionError]
    opened.failures.bugs.clear()
    opened.go("settings")
    assert opened.room == "settings"


def test_what_is_being_typed_goes_into_the_file_before_it_is_closed(opened: "Window") -> None:
    page = Counting(opened.context)
    opened._pages["surveys"] = page
    opened._stack.addWidget(page)
    opened.go("surveys")
    written: list[bool] = []
    page.leaving = lambda: written.append(opened.context.bridge.is_open)  # type: ignore[method-assign]
    opened.context.bridge.close()
    assert written[0] is True


def test_work_on_a_file_does_not_outlive_it(opened: "Window", qtbot: Any) -> None:
    import threading

    from cxdesk.progress import Progress

    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress(0, 1, "Reading")

    opened.context.jobs.run(work, lambda _r: pytest.fail("its file is closed"), progress=True)
    assert begun.wait(5)
    opened.context.bridge.close()
    assert not opened.context.jobs.busy
    assert opened.notices.cards() == []
    done: list[int] = []
    opened.context.jobs.run(lambda: 7, done.append)
    qtbot.waitUntil(lambda: done == [7])


def test_a_file_open_elsewhere_is_shown_for_reading_only(
    window: "Window", new_file: Path, qtbot: Any
) -> None:
    from cxdesk.project import Project

    other = Project.open(new_file)
    try:
        assert window.context.bridge.open(new_file)
        idle(window, qtbot)
        assert window.top_bar.state.text() == "For reading only"
        assert any("reading only" in n.bold for n in window.context.messages.log)
        assert window.context.bridge.run("Create survey", surveys.create, "NPS") is None
        assert window.context.messages.log[-1].kind == "bad"
    finally:
        window.context.bridge.close()
        other.close()


def test_the_command_box_finds_a_survey_by_a_few_letters_and_opens_it(opened: "Window", qtbot: Any) -> None:
    opened.context.bridge.run("Create survey", surveys.create, "Relationship survey")
    opened.open_command_box()
    qtbot.keyClicks(opened.commands.input, "relat")
    assert opened.commands.model.entries[0].text == "Relationship survey"
    qtbot.keyClick(opened.commands.input, Qt.Key.Key_Return)
    assert opened.room == "surveys"
    assert not opened.commands.isVisible()


def test_the_command_box_is_walked_with_keys_and_escape_closes_it(window: "Window", qtbot: Any) -> None:
    window.open_command_box()
    box = window.commands
    qtbot.keyClick(box.input, Qt.Key.Key_Down)
    assert box.list.currentIndex().row() == 1
    qtbot.keyClick(box.input, Qt.Key.Key_Up)
    qtbot.keyClick(box.input, Qt.Key.Key_Up)
    assert box.list.currentIndex().row() == box.model.rowCount() - 1
    qtbot.keyClick(box.input, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_what_cannot_be_done_now_says_why_and_is_not_run(window: "Window", qtbot: Any) -> None:
    window.open_command_box()
    qtbot.keyClicks(window.commands.input, "check the file")
    entry = window.commands.model.entries[0]
    assert (entry.text, entry.off) == ("Check the file", "needs an open file")
    qtbot.keyClick(window.commands.input, Qt.Key.Key_Return)
    assert window.commands.isVisible()
    window.commands.close_box()


def test_choosing_persian_turns_the_window_and_english_turns_it_back(opened: "Window", qtbot: Any) -> None:
    opened.do("language.fa")
    idle(opened, qtbot)
    assert i18n.language() == "fa"
    assert opened.layoutDirection() == Qt.LayoutDirection.RightToLeft
    qtbot.waitUntil(lambda: opened.nav.geometry().left() > opened._stack.geometry().left())
    assert opened.context.theme.font().families()[0] == "Vazirmatn"
    assert opened.context.settings.language == "fa"
    opened.do("language.en")
    idle(opened, qtbot)
    assert opened.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_dark_is_chosen_kept_and_drawn(window: "Window") -> None:
    window.do("look.toggle")
    assert window.context.theme.dark
    assert window.context.settings.theme == "dark"
    ground = window.grab().toImage().pixelColor(600, 700)
    assert ground == window.context.theme.colour("bg")
    window.do("look.toggle")
    assert not window.context.theme.dark


def test_f6_walks_through_the_parts_of_the_window(window: "Window", qtbot: Any) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    seen = []
    for _step in range(3):
        window.walk_areas()
        focused = window.focusWidget()
        seen.append(
            next((n for n in ("top_bar", "nav", "_stack") if getattr(window, n).isAncestorOf(focused)), "")
        )
    assert sorted(seen) == ["_stack", "nav", "top_bar"]


def test_the_ring_is_drawn_around_what_the_keys_reached(window: "Window", qtbot: Any) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window._ring.note_input(by_key=True)
    window.nav.items["settings"].setFocus(Qt.FocusReason.TabFocusReason)
    ring, item = window._ring, window.nav.items["settings"]
    assert ring.isVisible()
    corner = item.mapTo(window, item.rect().topLeft())
    assert (ring.x(), ring.y()) == (corner.x() + 8 - 4, corner.y() - 4)
    window._ring.note_input(by_key=False)
    window.nav.items["start"].setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()


@pytest.mark.slow
def test_wizard_and_canvas_get_the_narrow_rail(opened: "Window") -> None:
    page = Counting(opened.context)
    page.wants_rail = True  # type: ignore[misc]
    opened._pages["importing"] = page
    opened._stack.addWidget(page)
    opened.go("importing")
    assert opened.nav.width() == 56
    assert opened.nav.items["responses"].isChecked()
    opened.go("start")
    assert opened.nav.width() == 208


def test_everything_in_the_shell_that_takes_the_focus_has_a_name(window: "Window") -> None:
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QWidget

    nameless = [
        type(w).__name__
        for w in window.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name)
    ]  # fmt: skip
    assert nameless == []


def test_the_window_keeps_its_size(window: "Window") -> None:
    from cxdesk import settings

    window.resize(1100, 700)
    window.close()
    assert settings.load().window == (1100, 700)


def test_a_room_that_has_no_page_yet_says_so(opened: "Window", monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from ui import main_window

    nowhere = replace(IN_NAV[1], module="ui.surveys.nowhere")
    monkeypatch.setitem(main_window.BY_ID, "surveys", nowhere)
    opened.go("surveys")
    assert opened.page is not None
    assert opened.page.findChild(EmptyState).head.text() == "There is nothing here yet"


def test_the_ring_visits_a_dialog_and_comes_home(window: "Window", qtbot: Any, qapp: Any) -> None:
    from PySide6.QtWidgets import QDialog

    with qtbot.waitActive(window):
        window.activateWindow()
    window._ring.note_input(by_key=True)
    window.do("help")
    dialog = next(w for w in qapp.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    qtbot.waitUntil(lambda: window._ring.parentWidget() is dialog and window._ring.isVisible())
    dialog.accept()
    qtbot.waitUntil(lambda: window._ring.parentWidget() is window)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_in_a_narrow_window_the_survey_page_has_room_beside_the_rail(
    window: "Window", example_file: Path, tmp_path: Path, qtbot: Any
) -> None:
    window.context.bridge.open(Path(shutil.copy(example_file, tmp_path / "Alder Lifts.cxdesk")))
    window.resize(window.minimumSize())  # a small screen with text of 150 % has no more
    window.go("surveys", 1)
    idle(window, qtbot)
    frame = window.page.frame  # type: ignore[union-attr]
    assert window.nav.width() < 60
    qtbot.waitUntil(lambda: frame.width() <= window.width() - window.nav.width())
    parts = [frame.widget(at) for at in range(frame.count())]
    edges = [(part.x(), part.x() + part.width()) for part in parts]
    assert all(before[1] <= after[0] for before, after in pairwise(edges)), edges
    assert edges[-1][1] <= frame.width()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.nav.width() > 200)
