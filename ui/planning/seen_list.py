"""What a customer will see, line by line: each with what it is and who approved it, to be walked with the keys."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cxdesk.i18n import _, folded, is_rtl
from cxdesk.planning.plan_review import Seen, SeenPart, approval_words
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)
FOUND = LINE + 1
_ROOM, _SIDE = 6, 10
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class SeenList(QListWidget):
    """The lines of one plan under the heads of the page; `passed(step)` says that the keys went over its end."""

    passed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(_("Everything on the page and in the file"))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Lines(theme, self))
        theme.changed.connect(self.scheduleDelayedItemsLayout)
        self.found: list[int] = []

    def show_parts(
        self, parts: Sequence[SeenPart], language: str, needle: str = "", reason: str = ""
    ) -> None:
        """Show a plan's lines, or why there are none; what holds the needle is marked, the first of it chosen."""
        self.clear()
        wanted = folded(needle)
        for text in reason.splitlines():
            self._add(text, None, "", found=False)  # in the window's language
        for part in parts:
            self._add(part.head, None, language, found=False)
            for line in part.lines:
                self._add(line.text, line, language, found=bool(wanted) and wanted in folded(line.text))
        self.found = [n for n in range(self.count()) if self.item(n).data(FOUND)]
        self.setCurrentRow(self.found[0] if self.found else 0)

    def next_found(self) -> bool:
        """Choose the next marked line; False where there is none below."""
        later = next((n for n in self.found if n > self.currentRow()), None)
        if later is None:
            return False
        self.setCurrentRow(later)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Beyond the last line the next plan begins, before the first one the plan before."""
        down, up = event.key() == Qt.Key.Key_Down, event.key() == Qt.Key.Key_Up
        if down and self.currentRow() >= self.count() - 1:
            self.passed.emit(1)
        elif up and self.currentRow() <= 0:
            self.passed.emit(-1)
        else:
            super().keyPressEvent(event)

    def _add(self, text: str, line: Seen | None, language: str, *, found: bool) -> None:
        item = QListWidgetItem(text, self)
        item.setData(LINE, (line, is_rtl(language or None)))
        item.setData(FOUND, found)
        if line is not None:
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, approval_words(line))
            item.setToolTip(approval_words(line))


class _Lines(QStyledItemDelegate):
    """A head in bold, or a line with what it is and who approved it below."""

    def __init__(self, theme: Theme, view: SeenList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as both texts in the width of the list."""
        width = self._view.viewport().width() - 2 * _SIDE
        line, _rtl = index.data(LINE)
        high = self._high(str(index.data()), width, "body", strong=line is None)
        if line is not None:
            high += self._high(approval_words(line), width, "caption")
        return QSize(max(width, 80), high + 2 * _ROOM + (_ROOM if line is None else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, mark of what was looked for, both texts."""
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        line, rtl = index.data(LINE)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        elif index.data(FOUND):
            painter.fillRect(rect, self._theme.colour("warn_soft"))
        text, inner = str(index.data()), rect.adjusted(_SIDE, _ROOM, -_SIDE, -_ROOM)
        if line is None:
            self._set(painter, inner.adjusted(0, _ROOM, 0, 0), text, "body", "text", rtl, strong=True)
        else:
            high = self._high(text, inner.width(), "body")
            self._set(painter, QRect(inner.topLeft(), QSize(inner.width(), high)), text, "body", "text", rtl)
            below = inner.adjusted(0, high, 0, 0)
            self._set(painter, below, approval_words(line), "caption", "text2", is_rtl())
        painter.restore()

    def _high(self, text: str, width: int, role: str, *, strong: bool = False) -> int:
        measure = QFontMetrics(self._theme.font(role, strong))
        return measure.boundingRect(0, 0, width, 10_000, _WRAP, text).height()

    def _set(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        role: str,
        tone: str,
        rtl: bool,
        *,
        strong: bool = False,
    ) -> None:
        painter.setFont(self._theme.font(role, strong))
        painter.setPen(self._theme.colour(tone))
        way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(way)
        painter.drawText(rect, _WRAP | Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop, text)
