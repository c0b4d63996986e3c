"""How a question that was understood is drawn: whether it is taken, its type, its words, and its answers below."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.surveys.outline_paint import draw_words
from ui.theme import Theme
from ui.widgets.mirror import visual_rect

Index = QModelIndex | QPersistentModelIndex
ICON = int(Qt.ItemDataRole.UserRole) + 1
PAD, MARK, GAP = 10, 16, 10
_CHECK = Qt.ItemDataRole.CheckStateRole


class UnderstoodDelegate(QStyledItemDelegate):
    """The first line of a text strong, the others small; a row without an icon is a heading."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines for a question, one with air above it for a heading."""
        body = QFontMetrics(self._theme.font("body")).lineSpacing()
        small = QFontMetrics(self._theme.font("caption")).lineSpacing()
        return QSize(120, body + small + 14 if index.data(ICON) else body + 22)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        whole: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        direction = option.direction  # type: ignore[attr-defined]
        head, _line, below = str(index.data() or "").partition("\n")
        painter.save()
        painter.setLayoutDirection(direction)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, self._theme.colour("accent_soft"))
        room = whole.adjusted(PAD, 0, -PAD, 0)
        if not index.data(ICON):
            draw_words(
                self._theme,
                painter,
                room.adjusted(0, 10, 0, 0),
                whole,
                head,
                "body",
                "text2",
                strong=True,
                middle=True,
            )
            painter.restore()
            return
        taken = index.data(_CHECK) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        for n, (icon, tone) in enumerate(
            (
                ("square-check" if taken else "square", "accent" if taken else "text3"),
                (index.data(ICON), "text2" if taken else "text3"),
            )
        ):
            spot = QRect(room.left() + n * (MARK + GAP), room.top() + 9, MARK, MARK)
            painter.drawPixmap(visual_rect(direction, whole, spot), self._theme.pixmap(icon, tone, MARK))
        left = room.adjusted(2 * (MARK + GAP), 6, 0, -6)
        high = QFontMetrics(self._theme.font("body")).lineSpacing()
        first = QRect(left.left(), left.top(), left.width(), high)
        second = QRect(left.left(), first.bottom() + 1, left.width(), left.bottom() - first.bottom())
        draw_words(
            self._theme, painter, first, whole, head, "body", "text" if taken else "text3", middle=True
        )
        draw_words(
            self._theme, painter, second, whole, below, "caption", "text2" if taken else "text3", middle=True
        )
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on the mark, or the space bar, takes the question or leaves it."""
        if not index.data(ICON):
            return False
        pressed = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        clicked = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        if clicked:
            whole: QRect = option.rect  # type: ignore[attr-defined]
            spot = QRect(whole.left(), whole.top(), PAD + MARK + GAP, whole.height())
            at = event.position().toPoint()  # type: ignore[attr-defined]
            clicked = visual_rect(option.direction, whole, spot).contains(at)  # type: ignore[attr-defined]
        if not pressed and not clicked:
            return False
        on = index.data(_CHECK) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        return model.setData(index, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, _CHECK)
