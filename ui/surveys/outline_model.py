"""The rows of the outline for a list view; a change of words changes one row and builds nothing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from ui.surveys.editing import tip
from ui.surveys.outline_rows import OutlineRow, found, unfolded

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
MIME = "application/x-cxdesk-outline"


class OutlineModel(QAbstractListModel):
    """All rows but those in folded sections, or those that are searched for. `folded` are numbers of sections."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.all_rows: list[OutlineRow] = []
        self.rows: list[OutlineRow] = []
        self.wanted = ""
        self.folded: set[int] = set()

    def show_rows(self, rows: Sequence[OutlineRow]) -> bool:
        """Show other rows; True when they are not the same things as before, so that a selection is lost."""
        self.all_rows = list(rows)
        new = found(rows, self.wanted) if self.wanted.strip() else unfolded(rows, self.folded)
        if [r.key for r in new] != [r.key for r in self.rows]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return True
        old, self.rows = self.rows, new
        for at, (before, now) in enumerate(zip(old, new, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(at), self.index(at))
        return False

    def search(self, wanted: str) -> bool:
        """Show only what has these words."""
        self.wanted = wanted
        return self.show_rows(self.all_rows)

    def fold(self, section_id: int, on: bool) -> bool:
        """Show only a section's heading, or all of it; True as `show_rows`."""
        (self.folded.add if on else self.folded.discard)(section_id)
        return self.show_rows(self.all_rows)

    def is_folded(self, row: OutlineRow) -> bool:
        """Whether only the heading of this section is on view: what is searched for is always shown."""
        return row.kind == "section" and row.id in self.folded and not self.wanted.strip()

    def home_of(self, key: tuple[str, int]) -> int | None:
        """The folded section in which a thing stands out of sight."""
        row = next((r for r in self.all_rows if r.key == key and r.kind == "question"), None)
        return row.section_id if row is not None and row.section_id in self.folded else None

    def at(self, key: tuple[str, int]) -> QModelIndex:
        """Where a thing stands; an invalid index where it is not shown."""
        place = next((n for n, r in enumerate(self.rows) if r.key == key), -1)
        return self.index(place) if place >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words; for the delegate the row itself."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row.spoken)
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Things are dragged and dropped between others, never into one."""
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags if self.wanted else Qt.ItemFlag.ItemIsDropEnabled
        moves = not self.wanted and self.rows[index.row()].kind != "survey"
        return kept | Qt.ItemFlag.ItemIsDragEnabled if moves else kept

    def supportedDropActions(self) -> Qt.DropAction:
        """A drag moves."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only rows of this outline are taken."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """What is dragged is what is chosen; the file knows the rest."""
        data = QMimeData()
        data.setData(MIME, str(id(self)).encode())
        return data
