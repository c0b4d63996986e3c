"""A layout that runs like words in a line and starts a new line when there is no more room."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.items_layout import ItemsLayout
from ui.widgets.mirror import visual_rect


class FlowLayout(ItemsLayout):
    """Widgets in reading direction, wrapped; `line_gap` parts the lines, the same as `gap` when it is not given.

    From the item number `pushed` on they stand at the end of their line.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        gap: int = 8,
        line_gap: int | None = None,
        pushed: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._line_gap = gap if line_gap is None else line_gap
        self.pushed = pushed
        self.setSpacing(gap)

    def expandingDirections(self) -> Qt.Orientation:
        """Never more than it needs."""
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        """As small as the widest item allows."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest and the highest item, and the margins round them."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _arrange(self, rect: QRect, apply: bool) -> int:
        lines = self._lines(rect.width())
        y = rect.y()
        for line in lines:
            if apply:
                self._place(line, rect, y)
            y += max((self._items[at].sizeHint().height() for at in line), default=0) + self._line_gap
        return max(0, y - self._line_gap - rect.y())

    def _lines(self, room: int) -> list[list[int]]:
        """Which items share a line; what is hidden has no place."""
        lines: list[list[int]] = []
        used = 0
        for at, item in enumerate(self._items):
            if item.isEmpty():
                continue
            width = item.sizeHint().width()
            if not lines or used + width > room:
                lines.append([])
                used = 0
            lines[-1].append(at)
            used += width + self.spacing()
        return lines

    def _place(self, line: list[int], rect: QRect, y: int) -> None:
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        hints = {at: self._items[at].sizeHint() for at in line}
        tall = max(hint.height() for hint in hints.values())
        spare = rect.width() - sum(h.width() for h in hints.values()) - self.spacing() * (len(line) - 1)
        x, moved = rect.x(), False
        for at, hint in hints.items():
            if self.pushed is not None and at >= self.pushed and not moved:
                x, moved = x + max(0, spare), True
            width = min(hint.width(), rect.width())
            box = QRect(x, y + (tall - hint.height()) // 2, width, hint.height())
            self._items[at].setGeometry(visual_rect(direction, rect, box))
            x += hint.width() + self.spacing()
