"""Things of one width side by side, in as many lines as the room asks for, from the side where reading begins."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.widgets.items_layout import ItemsLayout
from ui.widgets.mirror import visual_rect


class EvenLayout(ItemsLayout):
    """All items share the width; where that would make them narrower than `least` they go on in more lines."""

    def __init__(
        self, parent: QWidget | None = None, *, least: int = 40, most: int = 0, gap: int = 8
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._gap = least, most, gap

    def expandingDirections(self) -> Qt.Orientation:
        """Sideways."""
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        """All in one line."""
        n = len(self._items)
        edges = self.contentsMargins()
        width = n * max(self._least, self._most) + max(0, n - 1) * self._gap + edges.left() + edges.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """One beside the other is not needed."""
        return QSize(self._least, 0).grownBy(self.contentsMargins())

    def columns(self, width: int) -> int:
        """How many share a line; lines are made as even as can be."""
        n = max(1, len(self._items))
        fitting = max(1, min(n, (width + self._gap) // (self._least + self._gap)))
        lines = -(-n // fitting)
        return -(-n // lines)

    def _arrange(self, rect: QRect, apply: bool) -> int:
        if not self._items:
            return 0
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        columns = self.columns(rect.width())
        each = (rect.width() - self._gap * (columns - 1)) / columns
        each = min(each, self._most) if self._most else each
        y = rect.y()
        for first in range(0, len(self._items), columns):
            line = self._items[first : first + columns]
            tall = max(_height(item, int(each)) for item in line)
            for at, item in enumerate(line):
                left = rect.x() + round(at * (each + self._gap))
                right = rect.x() + round(at * (each + self._gap) + each)
                if apply:
                    item.setGeometry(visual_rect(direction, rect, QRect(left, y, right - left, tall)))
            y += tall + self._gap
        return y - self._gap - rect.y()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
