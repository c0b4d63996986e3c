"""Somebody at the window: with a mouse who counts every click, or with a keyboard alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGraphicsView,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)

SECONDS = 30_000
LEFT = Qt.MouseButton.LeftButton


class Person:
    """What both can do: look, wait, type, and answer the system's own file dialog, which is not ours to count."""

    def __init__(self, window: Any, qtbot: Any) -> None:
        self.window, self.qtbot = window, qtbot
        self.clicks = self.scrolls = self.keys = 0

    def wait(self, until: Callable[[], Any]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=SECONDS)

    def rest(self) -> None:
        """Wait until nothing runs behind the window."""
        self.wait(lambda: not self.window.context.jobs.busy)

    def front(self) -> QWidget:
        """The dialog in front, or the window."""
        dialogs = [d for d in QApplication.topLevelWidgets() if isinstance(d, QDialog) and d.isVisible()]
        return dialogs[-1] if dialogs else self.window

    def button(self, text: str, place: int = 0) -> QAbstractButton:
        """The visible button of these words in front; waits until it is on the screen."""
        self.wait(lambda: len(self._buttons(text)) > place)
        return self._buttons(text)[place]

    def field(self, name: str) -> QWidget:
        """The visible field that a screen reader calls this."""

        def found() -> list[QWidget]:
            fields = self.front().findChildren(QWidget)
            return [w for w in fields if w.isVisible() and w.accessibleName() == name and w.isEnabled()]

        self.wait(found)
        return found()[0]

    def choose_file(self, path: Path) -> None:
        """Answer the system's dialog: the name is pasted, then the button."""
        self.wait(lambda: isinstance(self.front(), QFileDialog))
        dialog = self.front()
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setFocus()
        name.selectAll()
        name.setText(str(path))  # pasted: typed letters would open Qt's list of suggestions over the button
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None
        self.qtbot.mouseClick(box.buttons()[0], LEFT)
        self.wait(lambda: not dialog.isVisible())

    def activate(self, widget: QWidget) -> None:
        """A window manager gives the focus back when a dialog closes; without a screen there is none."""
        own = widget.window()
        if QApplication.activeWindow() is not own and QApplication.activePopupWidget() is None:
            own.activateWindow()
            self.wait(lambda: QApplication.activeWindow() is own)

    def _buttons(self, text: str) -> list[QAbstractButton]:
        buttons = self.front().findChildren(QAbstractButton)
        shown = [b for b in buttons if b.isVisible() and b.isEnabled()]
        return [b for b in shown if b.text().replace("&&", "&").strip() == text]


class Clicker(Person):
    """Somebody with a mouse. What lies out of sight is scrolled to, and that is counted too."""

    def click(self, what: str | QWidget, at: QPoint | None = None) -> None:
        """One click in the middle of a thing, or at a place in it."""
        widget = self.button(what) if isinstance(what, str) else what
        self.activate(widget)
        self._scroll_to(widget)
        point = at or widget.rect().center()
        hit = widget.window().childAt(widget.mapTo(widget.window(), point))
        assert hit is not None, f"nothing lies at {widget}"
        assert hit is widget or widget.isAncestorOf(hit), f"{hit} lies on {widget}"
        self.clicks += 1
        self.qtbot.mouseClick(widget, LEFT, pos=point)

    def type_in(self, name: str | QWidget, text: str, end: Qt.Key | None = None) -> None:
        """A click into a field, then words."""
        field = self.field(name) if isinstance(name, str) else name
        self.click(field, QPoint(field.width() // 2, min(16, field.height() // 2)))
        typed = QApplication.focusWidget()
        assert typed is not None
        self.qtbot.keyClicks(typed, text)
        if end is not None:
            self.qtbot.keyClick(typed, end)

    def pick_from_menu(self, words: str) -> None:
        """A click on an entry of the menu that is open."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(a for a in menu.actions() if a.text().replace("&&", "&") == words)
        self.clicks += 1
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    def pick_from(self, box: QComboBox, start: str) -> None:
        """A click on a list, its first letters, and Enter."""
        self.click(box)
        view = box.view()
        self.wait(view.isVisible)
        self.qtbot.keyClicks(view, start)
        self.qtbot.keyClick(view, Qt.Key.Key_Return)

    def _scroll_to(self, widget: QWidget) -> None:
        if self._in_sight(widget):
            return
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        assert area is not None, f"{widget} is out of sight and can't be scrolled to"
        self.scrolls += 1
        area.ensureWidgetVisible(widget, 0, 40)
        self.wait(lambda: self._in_sight(widget))

    def _in_sight(self, widget: QWidget) -> bool:
        # A part that paints all of its own ground hides what it lies in.
        shown = widget.childAt(widget.rect().center()) or widget
        centre = QRect(shown.rect().center(), shown.rect().center())
        return shown.visibleRegion().intersects(centre)


class Typist(Person):
    """Somebody with a keyboard alone. Each key is counted; wherever the focus goes it must be seen."""

    def press(self, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, where the focus is."""
        self.activate(self.front())
        self.keys += 1
        QTest.keyClick(self._native(), key, how)

    def shortcut(self, key: Qt.Key) -> None:
        """Ctrl and a key."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def write(self, text: str) -> None:
        """Words, where the focus is."""
        self.activate(self.front())
        self.keys += len(text)
        for letter in text:
            QTest.keyClick(self._native(), letter)

    def tab_to(self, name: str, most: int = 60) -> QWidget:
        """Tab until the focus is on the thing of this name; what has the focus on the way shows it."""
        seen = []
        for _turn in range(most):
            self.press(Qt.Key.Key_Tab)
            at = QApplication.focusWidget()
            assert at is not None, f"after {seen[-3:]} the focus was nowhere"
            seen.append(spoken(at))
            assert shows_focus(self.window, at), f"{seen[-1]!r} does not show that it has the focus"
            if seen[-1].startswith(name):
                return at
        raise AssertionError(f"{name!r} can't be reached by Tab; passed {seen}")

    def _native(self) -> QWindow:
        """Keys come to the system's window in front, as from a real keyboard, so that shortcuts and the ring see them."""
        popup = QApplication.activePopupWidget()
        # A list of suggestions hands keys on; it may be gone after each.
        front = self.front() if popup is None or isinstance(popup, QAbstractItemView) else popup
        native = front.windowHandle()
        assert native is not None
        return native

    def do(self, words: str) -> None:
        """Ctrl+K, a few letters, Enter."""
        self.shortcut(Qt.Key.Key_K)
        self.write(words)
        self.press(Qt.Key.Key_Return)


def spoken(widget: QWidget) -> str:
    """What a screen reader says a thing is."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text.strip() or type(widget).__name__


def shows_focus(window: Any, widget: QWidget) -> bool:
    """Whether the ring lies around it, or it is a list or a map, which shows its own row or card."""
    if isinstance(widget, QAbstractItemView | QGraphicsView) or widget.property("no_ring"):
        return True
    ring = window._ring
    if not ring.isVisible():
        return False
    outer = ring._around
    return outer is widget or (outer is not None and outer.isAncestorOf(widget))
