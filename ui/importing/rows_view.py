"""The rows of a file as they will be stored; a million of them scroll as ten do, for only what is seen is written."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from cxdesk.i18n import _, day, digits, number
from ui.theme import Theme
from ui.widgets.cells import COLUMN, ROW, CellDelegate
from ui.widgets.tables import Column

if TYPE_CHECKING:
    from cxdesk.importing.plan import ColumnPlan, Typed

Index = QModelIndex | QPersistentModelIndex
USUAL = 150


class StoredRows(QAbstractTableModel):
    """One row per response, straight from the frames that were read."""

    def __init__(self, typed: "Typed", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = typed.closed["source_row"]
        self._frames = (typed.closed, typed.texts)
        self._parts = [p for c in typed.plan.columns for p in _parts(c) if self._series(p[0]) is not None]
        self._words = [_labels(column) for _key, _head, column in self._parts]
        heads = [_("Row"), *(head for _key, head, _column in self._parts)]
        self._columns = [Column(h, str, "muted" if not n else "text") for n, h in enumerate(heads)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows will be stored."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The row's number in the file, then a column per question."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of one cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self.cell(index.row(), index.column())
            return text if role == Qt.ItemDataRole.DisplayRole or len(text) > 30 else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return {ROW: index.row(), COLUMN: self._columns[index.column()]}.get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The questions."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def cell(self, row: int, column: int) -> str:
        """One cell in words; nothing for a blank one."""
        if column == 0:
            return number(int(self._rows[row]))
        key, _head, _plan = self._parts[column - 1]
        series = self._series(key)
        value = series[row] if series is not None else None
        if value is None:
            return ""
        if isinstance(value, bool):
            return "✓" if value else ""
        if isinstance(value, int):
            return self._words[column - 1].get(value, number(value))
        if hasattr(value, "date"):
            return day(value)
        return digits(f"{value:g}") if isinstance(value, float) else str(value)

    def _series(self, key: str) -> Any:
        return next((f[key] for f in self._frames if key in f.columns), None)


def rows_view(theme: Theme, typed: "Typed") -> QTableView:
    """The table."""
    table = QTableView()
    table.setAccessibleName(_("The rows as they will be stored"))
    table.setModel(StoredRows(typed, table))
    table.setItemDelegate(CellDelegate(theme, table))
    table.viewport().setAutoFillBackground(False)
    table.setCornerWidget(QWidget())  # without one Qt draws a dark hook between the two bars
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    # A million rows must not be asked for their heights.
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(theme.row_height - 8)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.setStretchLastSection(True)
    for place in range(table.model().columnCount()):
        table.setColumnWidth(place, USUAL if place else 80)
    table.setMinimumHeight(420)
    return table


def _parts(column: "ColumnPlan") -> list[tuple[str, str, "ColumnPlan"]]:
    if column.options:
        return [(o.key, o.label, column) for o in column.options]
    return [(column.key if column.is_answer else column.kind, column.label or column.header, column)]


def _labels(column: "ColumnPlan") -> dict[int, str]:
    if column.kind != "single":
        return {}
    return {c.code: c.label for c in column.answers}
