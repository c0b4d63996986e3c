"""The navigation: 208 px with names and counts, or a rail of 56 px with icons only."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from cxdesk.i18n import _, listed, number
from ui.theme import Theme
from ui.widgets.buttons import ENTER
from ui.widgets.mirror import visual_rect, visual_side

ITEM = 36
RAIL = 56


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry: the room's id, its name and icon."""

    id: str
    text: str
    icon: str


class NavItem(QAbstractButton):
    """One entry of the navigation, painted: ground, accent bar, icon, name, count."""

    def __init__(self, theme: Theme, entry: NavEntry) -> None:
        super().__init__()
        self._theme, self.entry = theme, entry
        self.count: int | None = None
        self.rail = False
        self.setText(entry.text)
        self.setProperty("ring_inset", 8)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(entry.text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_count(self, count: int | None) -> None:
        """Show how many there are."""
        self.count = count or None
        spoken = listed((self.entry.text, number(count))) if count else self.entry.text
        self.setAccessibleName(spoken)
        self.update()

    def set_rail(self, rail: bool) -> None:
        """Show the icon only, with the name as a tooltip."""
        self.rail = rail
        self.setToolTip(self.entry.text if rail else "")
        self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(RAIL, ITEM + self._theme.extra_line // 2)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, as the space bar does."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, theme = self.isChecked(), self._theme
        ground = QRect(8, 0, self.width() - 17, self.height())
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface" if on else "hover"))
            painter.drawRoundedRect(self._visual(ground), 4, 4)
        if on:
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(self._visual(QRect(8, self.height() // 2 - 10, 3, 20)), 1, 1)
        enabled = self.isEnabled()
        tone = "accent" if on else "text2" if enabled else "line_strong"
        icon = QRect(18 if self.rail else 20, (self.height() - 20) // 2, 20, 20)
        painter.drawPixmap(
            self._visual(icon).topLeft() + QPoint(0, 0), theme.pixmap(self.entry.icon, tone, 20)
        )
        if not self.rail:
            self._paint_words(painter, on, enabled)

    def _paint_words(self, painter: QPainter, on: bool, enabled: bool) -> None:
        theme = self._theme
        small = theme.font("caption")
        count = number(self.count) if self.count else ""
        end = QFontMetrics(small).horizontalAdvance(count)
        room = self.width() - 64 - (end + 17 if count else 0)
        painter.setFont(theme.font("body", strong=on))
        painter.setPen(theme.colour("text" if on else "text2" if enabled else "text3"))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        place = self._visual(QRect(52, 0, room, self.height()))
        painter.drawText(place, self._flags(Qt.AlignmentFlag.AlignLeft), words)
        if count:
            painter.setFont(small)
            painter.setPen(theme.colour("text2"))
            place = self._visual(QRect(self.width() - 21 - end, 0, end, self.height()))
            painter.drawText(place, self._flags(Qt.AlignmentFlag.AlignRight), count)

    def _flags(self, side: Qt.AlignmentFlag) -> int:
        return int(visual_side(self.layoutDirection(), side))

    def _visual(self, rect: QRect) -> QRect:
        return visual_rect(self.layoutDirection(), self.rect(), rect)


class Nav(QFrame):
    """All entries; `chosen(id)` follows a click or Enter, arrow keys walk."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, entries: Sequence[NavEntry], last: NavEntry) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("part", "nav")
        self.setProperty("side", "rtl" if theme.rtl else "ltr")
        self.setAccessibleName(_("Pages"))
        self.items: dict[str, NavItem] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, 12)
        box.setSpacing(2)
        for entry in entries:
            box.addWidget(self._item(entry))
        box.addStretch(1)
        box.addWidget(self._item(last))
        self.set_rail(False)

    def set_rail(self, rail: bool) -> None:
        """Narrow for canvas and wizard, wide for the rest."""
        self.setFixedWidth(RAIL if rail else int(self._theme.tokens["control_px"]["nav"]))
        for item in self.items.values():
            item.set_rail(rail)

    def mark(self, room: str) -> None:
        """Mark the room that is shown."""
        if room in self.items:
            self.items[room].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk up and down."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        items = [item for item in self.items.values() if item.isEnabled()]
        current: QWidget | None = self.focusWidget()
        if not step or current not in items:
            return super().keyPressEvent(event)
        items[(items.index(current) + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)

    def _item(self, entry: NavEntry) -> NavItem:
        item = NavItem(self._theme, entry)
        item.clicked.connect(lambda _checked=False: self.chosen.emit(entry.id))
        self.items[entry.id] = item
        return item
