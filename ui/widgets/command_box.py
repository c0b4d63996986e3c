"""The command box: everything that can be done or found, by a few letters, walked with the arrow keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.cards import row, rule
from ui.widgets.mirror import visual_rect, visual_side
from ui.widgets.text import IconLabel, caption

Index = QModelIndex | QPersistentModelIndex
ENTRY = int(Qt.ItemDataRole.UserRole)
SHOWN = 60
WIDTH = 640


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the box. With a reason in `off` it is shown and can't be chosen."""

    text: str
    icon: str
    run: Callable[[], None]
    kind: str = ""
    keys: str = ""
    off: str = ""


def matching(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that fit what was typed, the best first; all of them when nothing was typed."""
    words = typed.casefold().split()
    if not words:
        return list(entries)[:SHOWN]
    scored = [(sum(_fit(word, entry.text.casefold()) for word in words), entry) for entry in entries]
    known = [(score, bool(entry.off), at, entry) for at, (score, entry) in enumerate(scored) if score > 0]
    if len(words) > 1:
        known = [k for k in known if all(_fit(word, k[3].text.casefold()) for word in words)]
    known.sort(key=lambda k: (k[1], -k[0], k[2]))
    return [entry for _score, _off, _at, entry in known[:SHOWN]]


def _fit(word: str, text: str) -> int:
    """4 at the start, 3 at the start of a word, 2 inside, 1 when the letters come in this order, else 0."""
    if text.startswith(word):
        return 4
    if f" {word}" in text:
        return 3
    if word in text:
        return 2
    rest = iter(text)
    return 1 if len(word) > 2 and all(letter in rest for letter in word) else 0


class CommandBox(QFrame):
    """Opens over the middle of the window; Escape or a click beside it closes it."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self._entries: list[Entry] = []
        self._before: QWidget | None = None
        self.setProperty("part", "palette")
        self.setAccessibleName(_("Search or do anything"))
        self.input = QLineEdit()
        self.input.setProperty("no_ring", True)
        self.input.setPlaceholderText(_("Search or do anything"))
        self.input.setAccessibleName(_("Search or do anything"))
        self.input.textChanged.connect(self._on_typed)
        self.input.installEventFilter(self)
        self.model = _Entries(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EntryDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(lambda _index: self._run_current())
        self._nothing = caption(_("Nothing of that name."))
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 4, 8, 8)
        box.setSpacing(4)
        box.addLayout(row(8, IconLabel(theme, "search", "text2", 20), self.input, gap=8))
        box.addWidget(rule())
        box.addWidget(self.list)
        box.addWidget(self._nothing)
        self.hide()

    def open_with(self, entries: Sequence[Entry]) -> None:
        """Show the box with these entries."""
        self._entries = list(entries)
        self._before = self._over.window().focusWidget()
        self.input.clear()
        self._on_typed("")
        self._place()
        self.show()
        self.raise_()
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_box(self) -> None:
        """Go back to where the person was."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the input walk the list; losing the focus closes the box."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(Qt.Key(event.key()))
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self.underMouse():
            self._before = None
            self.hide()
        return False

    def _on_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close_box()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run_current()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._walk(8 if key == Qt.Key.Key_PageDown else -8)
        elif key != Qt.Key.Key_Tab:
            return False
        return True

    def _walk(self, step: int) -> None:
        last = self.model.rowCount() - 1
        at = self.list.currentIndex().row() + step
        at = (0 if at > last else last if at < 0 else at) if abs(step) == 1 else min(max(at, 0), last)
        self._stand_at(at)

    def _stand_at(self, at: int) -> None:
        self.list.setCurrentIndex(self.model.index(at))
        if 0 <= at < self.model.rowCount():
            entry = self.model.entries[at]
            self.input.setAccessibleDescription(f"{entry.text} {entry.off}".strip())

    def _on_typed(self, text: str) -> None:
        self.model.show_entries(matching(self._entries, text))
        self.list.setVisible(self.model.rowCount() > 0)
        self._nothing.setVisible(self.model.rowCount() == 0)
        self._stand_at(0)
        self._place()

    def _run_current(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < self.model.rowCount() and not self.model.entries[at].off:
            entry = self.model.entries[at]
            self.close_box()
            entry.run()

    def _place(self) -> None:
        width = min(WIDTH, self._over.width() - 48)
        rows = min(self.model.rowCount(), 11)
        line = 36 + self._theme.extra_line
        self.list.setFixedHeight(max(rows * line, 1))
        height = 64 + (rows * line if rows else 32)
        self.setGeometry((self._over.width() - width) // 2, 56, width, min(height, self._over.height() - 72))


class _Entries(QAbstractListModel):
    """The entries that fit."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        return entry if role == ENTRY else None


class _EntryDelegate(QStyledItemDelegate):
    """Icon, text, then keys, kind or the reason why not at the end."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row."""
        return QSize(100, 36 + self._theme.extra_line)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        entry: Entry = index.data(ENTRY)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = index.row() == self._view.currentIndex().row()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(rect, 4, 4)
        icon = self._visual(rect, QRect(rect.left() + 8, rect.center().y() - 9, 20, 20))
        tone = "line_strong" if entry.off else "accent" if chosen else "text2"
        painter.drawPixmap(icon.topLeft(), theme.pixmap(entry.icon, tone, 20))
        end = entry.off or entry.keys or entry.kind
        painter.setFont(theme.font("caption"))
        room = QFontMetrics(painter.font()).horizontalAdvance(end) + 8
        painter.setPen(theme.colour("text3"))
        tail = self._visual(rect, QRect(rect.right() - room - 4, rect.top(), room, rect.height()))
        painter.drawText(tail, self._flags(Qt.AlignmentFlag.AlignRight), end)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text3" if entry.off else "text"))
        words = QRect(rect.left() + 40, rect.top(), rect.width() - 56 - room, rect.height())
        shown = QFontMetrics(painter.font()).elidedText(
            entry.text, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(self._visual(rect, words), self._flags(Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()

    def _flags(self, side: Qt.AlignmentFlag) -> int:
        return int(visual_side(self._view.layoutDirection(), side))

    def _visual(self, whole: QRect, rect: QRect) -> QRect:
        return visual_rect(self._view.layoutDirection(), whole, rect)
