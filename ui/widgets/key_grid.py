"""A grid that is filled by keys: arrows walk it, a letter puts it into the cell or takes it out, Delete empties it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cxdesk.i18n import listed
from ui.theme import Theme
from ui.widgets.mirror import visual_side

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole)
GAP = 1
WIDEST = 150
LEAST_NAME = 140
_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class GridCell:
    """What a cell shows: words, their tone, a ground by its token's name, and what a screen reader says."""

    text: str = ""
    tone: str = "text"
    ground: str = ""
    strong: bool = False
    spoken: str = ""
    sub: str = ""
    editable: bool = True


def _plain(text: str) -> str | None:
    """A tooltip's words as they are: Qt would read markup in what somebody wrote."""
    return f"<span>{escape(text)}</span>" if text else None


class _Cells(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heads: list[str] = []
        self.rows: list[list[GridCell]] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns, the row's name among them."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words; for the delegate the cell itself."""
        if not index.isValid():
            return None
        cell = self.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row, head = self.rows[index.row()][0].text, self.heads[index.column()]
            return listed(filter(None, (row, head, cell.spoken or cell.text))) if index.column() else row
        if role == Qt.ItemDataRole.ToolTipRole:
            return _plain(cell.spoken)
        return cell if role == CELL else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' heads."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _plain(self.heads[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and not section:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column names its row and is not filled."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        may = index.isValid() and index.column() and self.rows[index.row()][index.column()].editable
        return found | Qt.ItemFlag.ItemIsEditable if may else found


class KeyGrid(QTableView):
    """Rows by columns. `typed(row, column, text)` follows the person's change of a cell; columns count from 0.

    With `letters` each of them is put in or taken out at once; without, typing opens a field over the cell.
    `opened(row)` follows Enter on a row's name.
    """

    typed = Signal(int, int, str)
    opened = Signal(int)

    def __init__(self, theme: Theme, name: str, letters: str = "", first: int = 220, width: int = 84) -> None:
        super().__init__()
        self._theme, self._letters, self._first, self._width = theme, letters, first, width
        self.read_only = False
        self.cells = _Cells(self)
        self.setModel(self.cells)
        self.setItemDelegate(_Painter(theme, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.NoEditTriggers
            if letters
            else triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.viewport().setAutoFillBackground(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(40)
        # Heads of narrow columns go on in a second line; Qt takes that for the alignment of all.
        header.setDefaultAlignment(Qt.AlignmentFlag(_CENTRED | int(Qt.TextFlag.TextWordWrap)))
        theme.changed.connect(self._size)

    def show_cells(self, heads: Sequence[str], rows: Sequence[tuple[GridCell, Sequence[GridCell]]]) -> None:
        """Show other cells under the same eye: the cell where the keyboard is stays chosen."""
        at = self.currentIndex()
        place = (at.row(), at.column()) if at.isValid() else None
        self.cells.beginResetModel()
        self.cells.heads = list(heads)
        self.cells.rows = [[first, *cells] for first, cells in rows]
        self.cells.endResetModel()
        self._size()
        if place is not None:
            self.go_to(*place)

    def go_to(self, row: int, column: int) -> None:
        """Put the keyboard on a cell; column 0 is the row's name."""
        index = self.cells.index(
            min(row, self.cells.rowCount() - 1), min(column, self.cells.columnCount() - 1)
        )
        if index.isValid():
            self.setCurrentIndex(index)

    def cell(self, row: int, column: int) -> GridCell:
        """What a cell shows; column 0 is the row's name."""
        return self.cells.rows[row][column]

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(480, self._wanted_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters fill the cell, Delete empties it, Enter on a name opens the row."""
        index, key = self.currentIndex(), event.key()
        if index.isValid() and index.column() == 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(index.row())
            return
        may = index.isValid() and index.column() > 0 and not self.read_only and self._may(index)
        if may and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.cells.data(index):
                self.typed.emit(index.row(), index.column() - 1, "")
            return
        letter = event.text().upper()
        if may and letter and letter in self._letters:
            has = str(self.cells.data(index) or "")
            now = has.replace(letter, "") if letter in has else has + letter
            self.typed.emit(index.row(), index.column() - 1, now)
            return
        if self._letters and event.text().strip() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        """Share the room."""
        super().resizeEvent(event)
        self._share()

    def _may(self, index: QModelIndex) -> bool:
        return bool(self.cells.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _size(self) -> None:
        tall = any(cell.sub for row in self.cells.rows for cell in row)
        height = self._theme.row_height - 4 + (16 + self._theme.extra_line if tall else 0)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(46 + 2 * self._theme.extra_line)
        self.setFixedHeight(self._wanted_height())
        self._share()

    def _wanted_height(self) -> int:
        rows = self.verticalHeader().defaultSectionSize() * self.cells.rowCount()
        return rows + self.horizontalHeader().height() + 14

    def _share(self) -> None:
        count = self.cells.columnCount() - 1
        if count < 1:
            return
        free = self.viewport().width() - self._first
        each = max(self._width, min(WIDEST, free // count))
        self.setColumnWidth(0, max(min(self._first, LEAST_NAME), self.viewport().width() - each * count))
        for at in range(1, count + 1):
            self.setColumnWidth(at, each)


class _Painter(QStyledItemDelegate):
    """Paints the cells; the field that is opened over one tells what was typed."""

    def __init__(self, theme: Theme, grid: KeyGrid) -> None:
        super().__init__(grid)
        self._theme, self._grid = theme, grid

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Tell what was typed once the field is closed: the cells are built anew by whoever hears it."""
        text, row, column = str(editor.property("text")).strip(), index.row(), index.column() - 1
        if text != str(index.data() or "").strip():
            QTimer.singleShot(0, self._grid, lambda: self._grid.typed.emit(row, column, text))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A plain field, closed while the file is only read."""
        editor = super().createEditor(parent, option, index)
        if self._grid.read_only:
            editor.setProperty("readOnly", True)
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, and a ring where the keyboard is."""
        cell: GridCell = index.data(CELL)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        inner = rect.adjusted(GAP, GAP, -GAP, -GAP)
        if cell.ground:
            painter.fillRect(
                inner, QColor(cell.ground) if cell.ground[0] == "#" else self._theme.colour(cell.ground)
            )
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        body = inner.adjusted(8, 0, -8, 0)
        side = Qt.AlignmentFlag.AlignLeading if index.column() == 0 else Qt.AlignmentFlag.AlignHCenter
        if cell.sub:
            half = body.height() // 2
            self._line(
                painter,
                cell,
                cell.text,
                QRect(body.left(), body.top() + 2, body.width(), half),
                side,
                cell.tone,
            )
            low = QRect(body.left(), body.top() + half - 2, body.width(), half)
            self._line(painter, cell, cell.sub, low, side, "warn", small=True)
        else:
            self._line(painter, cell, cell.text, body, side, cell.tone)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(inner.adjusted(1, 1, -1, -1))
        painter.restore()

    def _line(
        self, painter: QPainter, cell: GridCell, text: str, rect: QRect, side: Qt.AlignmentFlag, tone: str,
        *, small: bool = False,
    ) -> None:  # fmt: skip
        font = self._theme.font("caption" if small else "body", cell.strong and not small)
        painter.setFont(font)
        painter.setPen(QColor(tone) if tone[0] == "#" else self._theme.colour(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        whole = side | Qt.AlignmentFlag.AlignVCenter
        if side == Qt.AlignmentFlag.AlignLeading:
            painter.drawText(rect, int(visual_side(self._grid.layoutDirection(), whole)), shown)
        else:
            painter.drawText(rect, int(whole), shown)
