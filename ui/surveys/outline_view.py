"""The list of the outline itself: its keys, its menu, and how rows are dragged to another place."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QLineF,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from cxdesk.i18n import N_, _
from ui.surveys.outline_model import MIME, ROW, OutlineModel
from ui.surveys.outline_paint import PAD, OutlineDelegate
from ui.surveys.outline_rows import OutlineRow
from ui.theme import Theme
from ui.widgets.mirror import visual_rect
from ui.widgets.text import keys_text

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TO = QAbstractItemView.CursorAction
_WAYS = {
    Qt.Key.Key_Up: _TO.MoveUp, Qt.Key.Key_Down: _TO.MoveDown, Qt.Key.Key_Home: _TO.MoveHome,
    Qt.Key.Key_End: _TO.MoveEnd, Qt.Key.Key_PageUp: _TO.MovePageUp, Qt.Key.Key_PageDown: _TO.MovePageDown,
}  # fmt: skip
# Keys that are held while another one is pressed.
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
DEEDS = (
    ("up", N_("Move up"), "Alt+Up"),
    ("down", N_("Move down"), "Alt+Down"),
    ("duplicate", N_("Duplicate"), "Ctrl+D"),
    ("delete", N_("Delete"), "Del"),
)


@dataclass(frozen=True, slots=True)
class OutlineDeeds:
    """What the outline lets a person do; each acts on the rows that are chosen."""

    add: Callable[[str], None]
    add_section: Callable[[], None]
    move: Callable[[int], None]
    drop: Callable[[int], None]
    duplicate: Callable[[], None]
    delete: Callable[[], None]
    write: Callable[[], None]
    to_section: Callable[[int], None]
    paste: Callable[[], None]


class OutlineView(QListView):
    """Rows; several are chosen with Shift and Ctrl, moved with Alt and the arrows, Enter goes into the question.

    Left and right fold and unfold a section: `folding(section, on)` asks for it.
    """

    folding = Signal(int, bool)

    def __init__(self, theme: Theme, model: OutlineModel, deeds: OutlineDeeds) -> None:
        super().__init__()
        self._theme, self._deeds, self._rows = theme, deeds, model
        self._mark_at = -1
        # From where Shift and the arrows choose; the view's own keeps a row that was left long ago.
        self._anchor = QPersistentModelIndex()
        self.setModel(model)
        self.setItemDelegate(OutlineDelegate(theme, self))
        self.setAccessibleName(_("Outline of the survey"))
        self.setObjectName("outline")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.setMinimumWidth(220)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for what the menu says."""
        key, plain = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.ShiftModifier and key in _WAYS:
            self._choose_up_to(self.moveCursor(_WAYS[key], plain))
            return
        if key not in _HELD:
            self._anchor = QPersistentModelIndex()
        if plain == Qt.KeyboardModifier.AltModifier and key in _MOVES:
            self._deeds.move(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._deeds.write()
        elif key == Qt.Key.Key_Delete:
            self._deeds.delete()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._deeds.paste()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not plain:
            self._fold_by(key == (Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left))
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            super().keyPressEvent(event)
        elif plain == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D:
            self._deeds.duplicate()
        else:
            super().keyPressEvent(event)

    def choose_from(self, index: QModelIndex) -> None:
        """Shift and the arrows choose from this row on."""
        self._anchor = QPersistentModelIndex(index)

    def _choose_up_to(self, index: QModelIndex) -> None:
        """Choose all rows from where Shift began up to this one."""
        if not index.isValid():
            return
        if not self._anchor.isValid():
            self._anchor = QPersistentModelIndex(
                self.currentIndex() if self.currentIndex().isValid() else index
            )
        first = self._rows.index(self._anchor.row())
        how = QItemSelectionModel.SelectionFlag
        picked = self.selectionModel()
        picked.setCurrentIndex(index, how.NoUpdate)
        picked.select(QItemSelection(min(first, index), max(first, index)), how.ClearAndSelect)
        self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is chosen stays in view, where a notice below takes room too."""
        before = QRect(QPoint(), event.oldSize())
        held = [i for i in self.selectedIndexes() if before.intersects(self.visualRect(i))]
        super().resizeEvent(event)
        if held:
            self.scrollTo(max(held))
            self.scrollTo(min(held))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the chosen rows."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """The deeds, each with its keys."""
        menu = QMenu(self)
        deeds = {
            "up": lambda: self._deeds.move(-1),
            "down": lambda: self._deeds.move(1),
            "duplicate": self._deeds.duplicate,
            "delete": self._deeds.delete,
        }
        for name, words, keys in DEEDS:
            action = menu.addAction(f"{_(words)}\t{keys_text(keys)}")
            action.triggered.connect(lambda _checked=False, name=name: deeds[name]())
        sections = [r for r in self._rows.all_rows if r.kind == "section"]
        if len(sections) > 1 and any(self.row_at(i).kind == "question" for i in self.selectedIndexes()):
            into = menu.addMenu(_("Put into section"))
            for section in sections:
                action = into.addAction(section.text.replace("&", "&&"))
                action.triggered.connect(partial(self._to_section, section.id))
        return menu

    def _to_section(self, section_id: int, _checked: bool = False) -> None:
        self._deeds.to_section(section_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The arrow before a section folds and unfolds it."""
        index = self.indexAt(event.position().toPoint())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
                self._choose_up_to(index)
                return
        else:
            self._anchor = QPersistentModelIndex()
        if index.isValid() and self._is_on_arrow(index, event.position().toPoint()):
            row = self.row_at(index)
            self.folding.emit(row.id, not self._rows.is_folded(row))
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go into the question."""
        at = event.position().toPoint()
        if not self._is_on_arrow(self.indexAt(at), at):
            self._deeds.write()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only rows of this outline are taken."""
        event.acceptProposedAction() if self._is_mine(event.mimeData()) else event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where they would go."""
        if not self._is_mine(event.mimeData()):
            event.ignore()
            return
        super().dragMoveEvent(event)  # scrolls where the edge is near
        self._mark(self.place_at(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They go nowhere."""
        super().dragLeaveEvent(event)
        self._mark(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where, once the drag is over; the view itself moves nothing."""
        at = self.place_at(event.position().toPoint())
        self._mark(-1)
        if self._is_mine(event.mimeData()):
            # Not the action it was dragged with: the view would take its rows out.
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
            QTimer.singleShot(0, self, lambda: self._deeds.drop(at))
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag what is chosen; the mark is gone afterwards however it ended."""
        super().startDrag(actions)
        self._mark(-1)

    def place_at(self, at: QPoint) -> int:
        """The row before which something is dropped at a point."""
        index = self.indexAt(at)
        if not index.isValid():
            return len(self._rows.rows)
        box = self.visualRect(index)
        return max(
            1 if self._rows.rows and self._rows.rows[0].kind == "survey" else 0,
            index.row() + (at.y() > box.center().y()),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and a line with a bead where what is dragged would stand."""
        super().paintEvent(event)
        if self._mark_at < 0:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour("accent")
        whole = self.viewport().rect()
        y = self._mark_y()
        spot = visual_rect(self.layoutDirection(), whole, QRect(PAD - 4, y - 4, 8, 8))
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QLineF(PAD, y, whole.width() - PAD, y))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(spot.center()) + QPointF(0.5, 0.5), 4, 4)

    def _mark_y(self) -> int:
        rows = self._rows.rowCount()
        if self._mark_at < rows:
            return max(1, self.visualRect(self._rows.index(self._mark_at)).top())
        return self.visualRect(self._rows.index(rows - 1)).bottom() if rows else 1

    def _mark(self, at: int) -> None:
        if at != self._mark_at:
            self._mark_at = at
            self.viewport().update()

    def _is_mine(self, data: QMimeData) -> bool:
        return bool(data.hasFormat(MIME) and bytes(data.data(MIME).data()) == str(id(self._rows)).encode())

    def _is_on_arrow(self, index: QModelIndex, at: QPoint) -> bool:
        if not index.isValid() or self.row_at(index).kind != "section":
            return False
        box = self.visualRect(index)
        spot = QRect(box.topLeft(), QSize(PAD + 20, box.height()))
        return visual_rect(self.layoutDirection(), box, spot).contains(at)

    def _fold_by(self, on: bool) -> None:
        """Fold the section the keyboard is in, or unfold it; a question gives the keyboard to its section first."""
        index = self.currentIndex()
        if not index.isValid():
            return
        row = self.row_at(index)
        if row.kind == "section":
            if self._rows.is_folded(row) != on:
                self.folding.emit(row.id, on)
        elif row.kind == "question" and on:
            home = self._rows.at(("section", row.section_id))
            if home.isValid():
                self.setCurrentIndex(home)

    def row_at(self, index: QModelIndex) -> OutlineRow:
        """The row at an index."""
        found: OutlineRow = index.data(ROW)
        return found
