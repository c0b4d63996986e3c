"""Tables: rows given, columns as data, no vertical lines, numbers on the end edge; quick with many thousand rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cxdesk.i18n import listed
from ui.theme import Theme
from ui.widgets.cells import COLUMN, PADDING, ROW, VALUE, CellDelegate
from ui.widgets.figures import spoken
from ui.widgets.score_glyph import ScoreCell

Index = QModelIndex | QPersistentModelIndex

NUMBER_KINDS = ("number",)
LEAST = 80
MEASURED = 200  # rows that say how wide a column has to be
ROOMY = 180  # an open column wider than this gives room to short texts beside it


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, how a row's cell is written, and how it looks.

    kind "text", "strong", "muted" or "number" (end edge); "score" takes a ScoreCell from `value`, "tag" a
    (text, kind) pair, "change" a (text, tone) pair, "bead" a grade. `sub` is a second, small line. `width` in px is
    the least a column has: it grows where the language needs more for the head or a tag; 0 shares the room that is
    left, by `share`.
    """

    head: str
    text: Callable[[Any], str]
    kind: str = "text"
    value: Callable[[Any], Any] | None = None
    sub: Callable[[Any], str] | None = None
    sort: Callable[[Any], Any] | None = None
    width: int = 0
    share: int = 1


class RowsModel(QAbstractTableModel):
    """Rows and columns as given; it keeps no copy of the file's facts."""

    def __init__(self, rows: Sequence[Any], columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = list(rows)
        self.columns = tuple(columns)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, or the row and column themselves for the delegate."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            tip = role == Qt.ItemDataRole.ToolTipRole
            told = _in_words(column, row, tip=tip)
            below = column.sub(row) if column.sub is not None and not tip else ""
            # The second, small line is said too, once.
            return told if below in (told or "") else listed(filter(None, (told, below)))
        if role == VALUE:
            return column.value(row) if column.value else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return {ROW: row, COLUMN: column}.get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' heads."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        # A long head goes on in a second line; there is room for it.
        wrapped = _alignment(self.columns[section]).value | Qt.TextFlag.TextWordWrap.value
        return wrapped if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by one column; rows without a value come last."""
        if not 0 <= column < len(self.columns):
            return
        key = self.columns[column].sort or self.columns[column].text
        known = [row for row in self.rows if key(row) is not None]
        rest = [row for row in self.rows if key(row) is None]
        known.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutAboutToBeChanged.emit()
        self.rows = known + rest
        self.layoutChanged.emit()


def _in_words(column: Column, row: Any, tip: bool) -> str | None:
    """What a screen reader says of a cell; as a tooltip only where the cell is drawn and not written."""
    value = column.value(row) if column.value else None
    if isinstance(value, ScoreCell):
        return spoken(value.figure, value.previous, value.target, value.before_round)
    if tip:
        return None
    return str(value[0]) if column.kind in ("tag", "change") and value else column.text(row)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignTrailing if column.kind in NUMBER_KINDS else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter


def shared_widths(
    columns: Sequence[Column], room: int, needs: Sequence[int] = (), wishes: Sequence[int] = ()
) -> list[int]:
    """The width of each column in px: its own or what it needs, or its share of what is left; none under LEAST.

    `needs` are widths below which something would be cut off, `wishes` those at which nothing ends in “…”; a wish is
    granted only while the open columns stay roomy.
    """
    needs = needs or [0] * len(columns)
    wishes = wishes or needs
    least = [max(need, c.width or LEAST) for c, need in zip(columns, needs, strict=True)]
    free = room - sum(w for c, w in zip(columns, least, strict=True) if c.width)
    shares = [0 if c.width else c.share for c in columns]
    spare = free - ROOMY * sum(share > 0 for share in shares)
    for at, column in enumerate(columns):
        if column.width and least[at] < wishes[at] and spare > 0:
            given = min(wishes[at] - least[at], spare)
            least[at], spare, free = least[at] + given, spare - given, free - given
    open_ones = [at for at, c in enumerate(columns) if not c.width]
    while open_ones:
        whole = sum(shares[at] for at in open_ones)
        narrow = [at for at in open_ones if free * shares[at] // whole < least[at]]
        if not narrow:
            return [
                free * shares[at] // whole if at in open_ones else least[at] for at in range(len(columns))
            ]
        # What the narrow ones need more than their share, the wide ones give.
        free -= sum(least[at] for at in narrow)
        open_ones = [at for at in open_ones if at not in narrow]
    return least


def two_lines(metrics: QFontMetrics, text: str) -> int:
    """The width in px at which a text fits into two lines."""
    words = text.split()
    cuts = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words) + 1)]
    return min((max(map(metrics.horizontalAdvance, cut)) for cut in cuts), default=0)


class Table(QTableView):
    """A table in the look. `opened(row)` follows Enter or a click, `current_changed(row)` the walk with the keys.

    `fit` makes it as high as its rows, for short tables inside a scrolling page.
    """

    opened = Signal(object)
    delete_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)
    current_changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        rows: Sequence[Any] = (),
        *,
        name: str,
        fit: bool = False,
        dense: bool = False,
        key: Callable[[Any], Any] | None = None,
        sortable: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._fit, self._dense, self._key = theme, fit, dense, key
        self.note = ""  # the data behind the table: goes below it wherever it is copied
        self.rows_model = RowsModel(rows, columns, self)
        self.setModel(self.rows_model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(theme, self))
        self._set_up_view(sortable)
        self._set_up_header()
        self._size()
        theme.changed.connect(self._size)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the row that was chosen stays chosen when its key is still there."""
        kept = self._key(self.current()) if self._key and self.current() is not None else None
        self.rows_model.set_rows(rows)
        if self.isSortingEnabled() and self.horizontalHeader().sortIndicatorSection() >= 0:
            header = self.horizontalHeader()
            self.rows_model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self._size()
        if kept is not None:
            self.choose(kept)

    def current(self) -> Any:
        """The chosen row, or None."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def choose(self, key: Any) -> bool:
        """Choose the row with this key."""
        if self._key is None:
            return False
        at = next((i for i, row in enumerate(self.rows_model.rows) if self._key(row) == key), -1)
        if at >= 0:
            # Not selectRow: from right to left it chooses nothing while the table has not been laid out.
            self.setCurrentIndex(self.rows_model.index(at, 0))
            self.scrollTo(self.rows_model.index(at, 0))
        return at >= 0

    def as_text(self) -> str:
        """The whole table, tabs between the cells."""
        model = self.rows_model
        lines = [[column.head for column in model.columns]]
        lines += [[_in_words(column, row, tip=False) or "" for column in model.columns] for row in model.rows]
        return "\n".join(
            "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line) for line in lines
        )

    def sizeHint(self) -> QSize:
        """As high as its rows when it fits, else a page's share."""
        return QSize(480, self._wanted_height() if self._fit else 320)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, Ctrl+C copies the table for a spreadsheet."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText("\n".join(filter(None, (self.as_text(), self.note))))
        elif event.key() == Qt.Key.Key_Delete and self.current() is not None:
            self.delete_wanted.emit(self.current())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the hand, or where the keyboard is."""
        by_hand = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_hand else self.currentIndex()
        if index.isValid():
            self.menu_wanted.emit(self.rows_model.rows[index.row()], event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the row."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.opened.emit(self.rows_model.rows[index.row()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns without a width of their own."""
        # Before Qt looks at them: it would show a bar for the columns as wide as they were, and hide it a moment later.
        self._share_room()
        super().resizeEvent(event)

    def _set_up_view(self, sortable: bool) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.setCornerWidget(QWidget())  # without one Qt draws a dark hook between the two bars
        self.verticalHeader().hide()
        if sortable:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
        if self._fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(self.isSortingEnabled())
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(40)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _size(self) -> None:
        tall = any(column.sub for column in self.rows_model.columns)
        height = (
            self._theme.row_height - (8 if self._dense else 0) + (16 + self._theme.extra_line if tall else 0)
        )
        self._needs, self._wishes = self._measured()
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setMinimumSectionSize(height)
        self.horizontalHeader().setFixedHeight(36 + self._theme.extra_line)
        if self._fit:
            self.setFixedHeight(self._wanted_height())
        self._share_room()

    def _wanted_height(self) -> int:
        rows = self.verticalHeader().defaultSectionSize() * self.rows_model.rowCount()
        return rows + self.horizontalHeader().height() + 1

    def _measured(self) -> tuple[list[int], list[int]]:
        """What each column needs so that nothing is cut off, and what it would take to write its cells out."""
        model, theme = self.rows_model, self._theme
        small, body = QFontMetrics(theme.font("caption")), QFontMetrics(theme.font())
        strong = QFontMetrics(theme.font(strong=True))
        arrow = 12 if self.isSortingEnabled() else 0
        needs, wishes = [], []
        for column in model.columns:
            need = two_lines(small, column.head) + arrow
            wish, rows = need, model.rows[:MEASURED] if column.width else []
            if column.kind == "tag" and column.value is not None:
                tags = [value[0] for row in rows if (value := column.value(row))]
                need = max([need, *(small.horizontalAdvance(text) + 2 * PADDING for text in tags)])
            elif column.kind in ("text", "strong", "muted", "number"):
                metrics = strong if column.kind == "strong" else body
                wish = max([wish, *(metrics.horizontalAdvance(column.text(row)) + 2 for row in rows)])
            elif column.kind == "score" and column.sub is not None:
                wish = max([wish, *(small.horizontalAdvance(column.sub(row)) + 2 for row in rows)])
            needs.append(need + 2 * PADDING + 1)
            wishes.append(max(needs[-1], min(wish + 2 * PADDING + 1, column.width * 2)))
        return needs, wishes

    def _share_room(self) -> None:
        widths = shared_widths(self.rows_model.columns, self.viewport().width(), self._needs, self._wishes)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        # Qt measures its bars anew a moment after a column grew or shrank; until then they tell of the old widths.
        self.updateGeometries()

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.current_changed.emit(self.rows_model.rows[current.row()])
