"""What layouts of our own have in common: they hold items, and their height follows from their width."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class ItemsLayout(QLayout):
    """Holds the items; where each one goes is said by `_arrange`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt hands an item over."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """The nth item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give the nth item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at this width."""
        edges = self.contentsMargins()
        room = QRect(0, 0, max(0, width - edges.left() - edges.right()), 0)
        return self._arrange(room, apply=False) + edges.top() + edges.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Lay out in this rectangle."""
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), apply=True)

    def _arrange(self, rect: QRect, apply: bool) -> int:
        """Find a place for each item, put it there where `apply` says so, and give the height of all."""
        raise NotImplementedError
