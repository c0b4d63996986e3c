"""The shell: top bar, navigation, one page at a time, notices; it knows no room by name but the first."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cxdesk.changes import Changes
from cxdesk.i18n import _
from cxdesk.settings import Settings
from ui import actions, areas
from ui.bridge import Bridge
from ui.jobs import Job, Jobs
from ui.messages import Messages, Notice
from ui.not_yet import NotYet
from ui.page import Page, PageContext
from ui.rooms import BY_ID, IN_NAV, Room, page_maker
from ui.theme import Theme
from ui.widgets.focus_ring import FocusRing
from ui.widgets.logo import mark_icon
from ui.widgets.nav import Nav, NavEntry
from ui.widgets.notices import CLOSE_KEYS, NoticeStack
from ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from ui.widgets.command_box import CommandBox

# What is written on a map changes no number beside the rooms.
UNCOUNTED = frozenset(("card", "card_votes", "card_mark", "lane", "step", "step_link", "stage"))


class MainWindow(QMainWindow):
    """One window on one file. `context` is what its pages get; `room` says which one is shown."""

    def __init__(
        self,
        app: QApplication,
        bridge: Bridge,
        jobs: Jobs,
        messages: Messages,
        theme: Theme,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._app = app
        self.context = PageContext(
            bridge, jobs, messages, theme, settings, self.go, self.do, lambda: self.page
        )
        self.room = "start"
        self._commands: CommandBox | None = None
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self.setMinimumSize(880, 560)
        self.resize(*settings.window)
        self.setWindowIcon(mark_icon(theme))
        self.setAcceptDrops(True)
        self._build()
        self._add_shortcuts()
        bridge.closing.connect(self._on_closing)
        bridge.file_changed.connect(self._on_file_changed)
        bridge.changed.connect(self._on_changed)
        messages.given.connect(self._on_notice)
        jobs.progressed.connect(self._on_progress)
        self._on_file_changed()

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self.room)

    @property
    def commands(self) -> "CommandBox":
        """The command box, made when it is first wanted."""
        if self._commands is None:
            from ui.widgets.command_box import CommandBox

            self._commands = CommandBox(self.context.theme, self._whole)
        return self._commands

    def go(self, room_id: str, target: Any = None) -> None:
        """Show a room, made on the first visit, and hand it the target."""
        room = BY_ID[room_id]
        if room.needs_file and not self.context.bridge.is_open:
            room, target = BY_ID["start"], None
        self._leave_page()
        page = self._page_of(room)
        self.room = room.id
        areas.fit_rail(self)
        self.nav.mark(room.inside or room.id)
        self._stack.setCurrentWidget(page)
        self._refresh(room.id)
        if target is not None:
            self._guarded(lambda: page.open_at(target))
        if self._commands is not None:
            self._commands.close_box()

    def do(self, action_id: str) -> None:
        """Do one row of ui/actions.py; what is being typed is written first, so that undo finds it."""
        if callable(commit := getattr(self.focusWidget(), "commit", None)):
            self._guarded(commit)
        actions.do(actions.BY_ID[action_id], self.context)

    def rebuild(self) -> None:
        """Make everything anew in the language in use, and show the same room."""
        room = self.room
        self._drop_pages()
        self._build()
        self._on_file_changed(room)

    def open_command_box(self) -> None:
        """Search or do anything."""
        from ui import found

        self.commands.open_with(found.entries(self.context))

    def walk_areas(self, step: int = 1) -> None:
        """F6: to the next part of the window."""
        areas.walk(self, step)

    def _build(self) -> None:
        theme = self.context.theme
        self.top_bar = TopBar(theme)
        entries = [NavEntry(room.id, _(room.label), room.icon) for room in IN_NAV]
        self.nav = Nav(theme, entries, NavEntry("settings", _("Settings"), "settings"))
        self._stack = QStackedWidget()
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.nav)
        self.notices = NoticeStack(theme)
        page = QVBoxLayout()
        page.setSpacing(0)
        page.addWidget(self._stack, 1)
        page.addWidget(self.notices)
        below.addLayout(page, 1)
        self._whole = whole = QWidget()
        whole.setProperty("part", "window")
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top_bar)
        box.addLayout(below, 1)
        self.setCentralWidget(whole)
        self._commands = None
        self._ring = FocusRing(theme, self, self._app)
        self.nav.chosen.connect(self.go)
        self.top_bar.asked.connect(self.do)
        self.top_bar.search_wanted.connect(self.open_command_box)

    def _add_shortcuts(self) -> None:
        for keys in dict.fromkeys(row.keys for row in actions.ACTIONS if row.keys):
            self._shortcut(keys, partial(self._do_by_keys, keys))
        self._shortcut("Ctrl+Shift+Z", lambda: self.do("redo"))
        self._shortcut("Ctrl+K", self.open_command_box)
        self._shortcut(CLOSE_KEYS, self._close_notice)
        self._shortcut("F6", self.walk_areas)
        self._shortcut("Shift+F6", lambda: self.walk_areas(-1))

    def _do_by_keys(self, keys: str) -> None:
        """What these keys do in this room; Ctrl+P prints what each room has to print."""
        rows = [row for row in actions.ACTIONS if row.keys == keys]
        here = next((row for row in rows if row.room == self.room), rows[0])
        self.do(here.id)
        if here.id.startswith("go."):
            areas.into_page(self)

    def _shortcut(self, keys: str, action: Callable[[], None]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _page_of(self, room: Room) -> Page:
        if room.id not in self._pages:
            page = self._guarded(lambda: self._made(room)) or NotYet(self.context, room)
            self._pages[room.id] = page
            self._stack.addWidget(page)
            self._stale.add(room.id)
        return self._pages[room.id]

    def _made(self, room: Room) -> Page | None:
        maker = page_maker(room)
        return maker(self.context) if maker else None

    def _refresh(self, room_id: str) -> None:
        if room_id in self._stale:
            self._stale.discard(room_id)
            self._guarded(self._pages[room_id].reload)

    def _leave_page(self) -> None:
        if (page := self.page) is not None:
            self._guarded(page.leaving)

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._stale.clear()

    def _guarded(self, work: Callable[[], Any]) -> Any:
        return self.context.bridge.act(work)

    def _on_closing(self) -> None:
        """What is being typed still goes into the old file; work on it must not outlive it."""
        self._leave_page()
        self.context.jobs.shutdown()

    def _on_file_changed(self, room: str = "start") -> None:
        self._drop_pages()
        project = self.context.bridge.project
        for name, item in self.nav.items.items():
            item.setEnabled(project is not None or not BY_ID[name].needs_file)
        self.setWindowTitle(f"{project.path.stem} – cxdesk" if project else "cxdesk")
        self._show_state()
        for sentence in project.notices if project else ():
            bold, _stop, line = sentence.partition(". ")
            self.context.messages.notice("warn", bold + ("." if line else ""), line)
        self.go(room)

    def _on_changed(self, changes: Changes) -> None:
        for room_id, page in self._pages.items():
            if not page.tables or changes.touches(*page.tables):
                self._stale.add(room_id)
        self._refresh(self.room)
        self._show_state(counts=not changes.tables <= UNCOUNTED)

    def _show_state(self, *, counts: bool = True) -> None:
        project = self.context.bridge.project
        name = project.path.stem if project else "cxdesk"
        state = "" if not project else _("For reading only") if project.read_only else _("All changes saved")
        self.top_bar.show_file(name, state)
        self.top_bar.show_steps(*((project.undo_label, project.redo_label) if project else (None, None)))
        if counts:
            self._show_counts()

    def _show_counts(self) -> None:
        counts = self._guarded(self._counts) if self.context.bridge.project else None
        for room in IN_NAV:
            if room.count:
                self.nav.items[room.id].set_count(getattr(counts, room.count, None))

    def _counts(self) -> Any:
        from cxdesk.programme.overview import counts

        return self.context.bridge.read(counts)

    def _on_notice(self, notice: Notice) -> None:
        self.notices.show_notice(notice)

    def _close_notice(self) -> None:
        self.notices.dismiss()

    def _on_progress(self, job: Job) -> None:
        self.notices.show_work(job)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the page as it stands."""
        return areas.tab(self, forward) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the width of a narrow window to the page."""
        super().resizeEvent(event)
        areas.fit_rail(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files; what has no place on this disk is no file."""
        from ui import dropped

        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self._guarded(lambda: dropped.take(self.context, self.page, paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is being typed, remember the size, let go of the file."""
        self._leave_page()
        settings = self.context.settings
        settings.maximised = self.isMaximized()
        if not settings.maximised:
            settings.window = (self.width(), self.height())
        settings.save()
        self.context.bridge.file_changed.disconnect(self._on_file_changed)
        self.context.bridge.close()
        self.context.jobs.shutdown()
        super().closeEvent(event)
