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

    def show_rows(self, rows: Sequence[OutlineRow]) -> None:
        """Show other rows: what is gone goes, what stands elsewhere moves, what is new comes, and all else stays."""
        self.all_rows = list(rows)
        new = found(rows, self.wanted) if self.wanted.strip() else unfolded(rows, self.folded)
        if not {r.key for r in new} & {r.key for r in self.rows}:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        self._take_out({r.key for r in new})
        self._order(new)
        self._put_in(new)
        old, self.rows = self.rows, new
        for at, (before, now) in enumerate(zip(old, new, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(at), self.index(at))

    def search(self, wanted: str) -> None:
        """Show only what has these words."""
        self.wanted = wanted
        self.show_rows(self.all_rows)

    def fold(self, section_id: int, on: bool) -> None:
        """Show only a section's heading, or all of it."""
        (self.folded.add if on else self.folded.discard)(section_id)
        self.show_rows(self.all_rows)

    def _take_out(self, kept: set[tuple[str, int]]) -> None:
        """Take the rows away that are not among these, those that stand together at once; the last ones first."""
        gone = [at for at, row in enumerate(self.rows) if row.key not in kept]
        for first, last in reversed(_runs(gone)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self.rows[first : last + 1]
            self.endRemoveRows()

    def _order(self, new: Sequence[OutlineRow]) -> None:
        """Put the rows that are there in the order they have among the new ones; what is chosen goes with them."""
        place = {row.key: at for at, row in enumerate(new)}
        ordered = sorted(self.rows, key=lambda row: place[row.key])
        if ordered == self.rows:
            return
        self.layoutAboutToBeChanged.emit()
        to = {row.key: at for at, row in enumerate(ordered)}
        before = self.persistentIndexList()
        after = [self.index(to[self.rows[index.row()].key]) for index in before]
        self.rows = ordered
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _put_in(self, new: Sequence[OutlineRow]) -> None:
        """Put the rows in that were not there, those that stand together at once."""
        known = {row.key for row in self.rows}
        for first, last in _runs([at for at, row in enumerate(new) if row.key not in known]):
            self.beginInsertRows(QModelIndex(), first, last)
            self.rows[first:first] = new[first : last + 1]
            self.endInsertRows()

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


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Rising numbers as the first and the last of each that follow one another."""
    runs: list[tuple[int, int]] = []
    for at in places:
        if runs and runs[-1][1] == at - 1:
            runs[-1] = runs[-1][0], at
        else:
            runs.append((at, at))
    return runs
