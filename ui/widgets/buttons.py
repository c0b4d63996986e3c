"""Buttons: one filled per page, outline for the others, plain accent text for the quiet ones."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from ui.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TONES = {"filled": "on_accent", "outline": "text", "plain": "accent", "danger": "bad"}


class Button(QPushButton):
    """A button of kind filled, outline, plain or danger; the icon comes before the text, `icon_after` behind it."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: str = "outline",
        *,
        icon: str = "",
        icon_after: str = "",
        dense: bool = False,
        on_click: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        # Fusion leaves no air between icon and text; a thin space gives it.
        super().__init__(f" {text}" if icon else text, parent)
        self.setAccessibleName(text)
        self._theme, self._kind, self._icon, self._icon_after = theme, kind, icon or icon_after, icon_after
        self.setProperty("kind", kind)
        self.setProperty("dense", dense)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(16, 16))
        self.setAutoDefault(True)  # Enter presses it, not the space bar alone
        theme.changed.connect(self._show_icon)
        self._show_icon()
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def setMenu(self, menu: QMenu) -> None:
        """Open this menu; the arrow that says so has air before it."""
        super().setMenu(menu)
        self.setProperty("menu", "rtl" if self._theme.rtl else "ltr")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the keyboard, also where a dialog keeps Enter in its fields from pressing it."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def set_kind(self, kind: str) -> None:
        """Make it filled, outline, plain or danger."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._show_icon()

    def _show_icon(self) -> None:
        if not self._icon:
            return
        self.setIcon(self._theme.icon(self._icon, _TONES[self._kind], 16))
        if self._icon_after:
            # Qt draws the icon before the text; the other direction puts it behind.
            right = Qt.LayoutDirection.LeftToRight if self._theme.rtl else Qt.LayoutDirection.RightToLeft
            self.setLayoutDirection(right)


class IconButton(QToolButton):
    """A 32 px button with an icon only; `name` is what a screen reader and the tooltip say."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        tone: str = "text2",
        size: int = 20,
        on_click: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._icon, self._tone, self._size = theme, icon, tone, size
        self.setFixedSize(size + 12, size + 12)
        self.setIconSize(QSize(size, size))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(name)
        theme.changed.connect(self._show_icon)
        self._show_icon()
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def set_name(self, name: str, keys: str = "") -> None:
        """What it does, in words, and the keys that do the same."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)

    def set_icon(self, icon: str, tone: str | None = None) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone or self._tone
        self._show_icon()

    def _show_icon(self) -> None:
        self.setIcon(self._theme.icon(self._icon, self._tone, self._size))
