"""The first part of the survey page: everything the survey holds in order, to be found, chosen, moved and added to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QVBoxLayout, QWidget

from cxdesk.i18n import N_, _, ngettext, number
from cxdesk.surveys.looks import LOOKS
from ui.surveys.outline_model import ROW, OutlineModel
from ui.surveys.outline_paint import OutlineDelegate
from ui.surveys.outline_rows import ICONS, OutlineRow
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import row, rule
from ui.widgets.fields import LineInput
from ui.widgets.text import caption, keys_text

# The types in the menu, a line between groups.
GROUPS = (
    ("nps", "csat", "ces", "stars", "faces", "points", "slider"),
    ("radio", "ticks", "dropdown", "yes_no", "pictures"),
    ("matrix", "matrix_radio", "matrix_ticks", "pair", "ranking", "sum"),
    ("line", "text", "number", "date", "consent"),
    ("statement", "break", "hidden"),
)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
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


class Outline(QWidget):
    """A search field, the rows, and what can be added. `chosen()` follows another choice of rows."""

    chosen = Signal()

    def __init__(self, theme: Theme, deeds: OutlineDeeds) -> None:
        super().__init__()
        self.search = LineInput(placeholder=_("Search the questions"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(_("Search the questions"))
        self.search.textChanged.connect(self._on_search)
        self.model = OutlineModel(self)
        self.model.dropped.connect(deeds.drop)
        self.view = OutlineView(theme, self.model, deeds)
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        self.count = caption("", tone="text3")
        add = Button(theme, _("Add a question"), icon="plus", dense=True)
        add.setMenu(type_menu(theme, add, deeds.add))
        add.setObjectName("add a question")
        more = Button(theme, _("Add a section"), "plain", dense=True, on_click=deeds.add_section)
        more.setObjectName("add section")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, 0)
        box.setSpacing(8)
        box.addLayout(row(self.search, margins=(12, 0, 12, 0)))
        box.addLayout(row(self.count, None, margins=(12, 0, 12, 0)))
        box.addWidget(self.view, 1)
        box.addWidget(rule())
        box.addLayout(row(add, more, None, gap=4, margins=(12, 0, 12, 8)))
        self._quiet = False

    def show_rows(self, rows: Sequence[OutlineRow], asked: int) -> None:
        """Show the survey as it is now; what was chosen stays chosen where it is still there."""
        self.count.setText(ngettext("{n} question", "{n} questions", asked).format(n=number(asked)))
        self._keeping(lambda: self.model.show_rows(rows))

    def choose(self, *keys: tuple[str, int]) -> None:
        """Choose things without telling anyone; one that is not found by the search ends it."""
        if any(not self.model.at(key).isValid() for key in keys) and self.model.wanted:
            self.search.clear()
        self._quiet = True
        picked = self.view.selectionModel()
        picked.clearSelection()
        for place, key in enumerate(keys):
            index = self.model.at(key)
            if index.isValid():
                picked.select(index, QItemSelectionModel.SelectionFlag.Select)
                if not place:
                    picked.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                    self.view.scrollTo(index)
        self._quiet = False

    def rows(self) -> list[OutlineRow]:
        """The chosen rows in order."""
        places = sorted(i.row() for i in self.view.selectionModel().selectedIndexes())
        return [self.model.rows[at] for at in places]

    def _keeping(self, change: Callable[[], bool]) -> None:
        keys = [r.key for r in self.rows()]
        self._quiet = True
        lost = change()
        self._quiet = False
        if lost:
            self.choose(*[key for key in keys if self.model.at(key).isValid()])

    def _on_search(self, wanted: str) -> None:
        self._keeping(lambda: self.model.search(wanted))

    def _tell(self) -> None:
        if not self._quiet:
            self.chosen.emit()


class OutlineView(QListView):
    """Rows; several are chosen with Shift and Ctrl, moved with Alt and the arrows, Enter goes into the question."""

    def __init__(self, theme: Theme, model: OutlineModel, deeds: OutlineDeeds) -> None:
        super().__init__()
        self._deeds = deeds
        self.setModel(model)
        self.setItemDelegate(OutlineDelegate(theme, self))
        self.setAccessibleName(_("Outline of the survey"))
        self.setObjectName("outline")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self.setMinimumWidth(220)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for what the menu says."""
        key, plain = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.AltModifier and key in _MOVES:
            self._deeds.move(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._deeds.write()
        elif key == Qt.Key.Key_Delete:
            self._deeds.delete()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            super().keyPressEvent(event)
        elif plain == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D:
            self._deeds.duplicate()
        else:
            super().keyPressEvent(event)

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
        return menu

    def mouseDoubleClickEvent(self, event: object) -> None:
        """Go into the question."""
        self._deeds.write()

    def row_at(self, index: QModelIndex) -> OutlineRow:
        """The row at an index."""
        found: OutlineRow = index.data(ROW)
        return found


def type_menu(theme: Theme, parent: QWidget, choose: Callable[[str], None]) -> QMenu:
    """All types of question, in groups."""
    menu = QMenu(parent)
    for at, group in enumerate(GROUPS):
        if at:
            menu.addSeparator()
        for look in group:
            action = menu.addAction(theme.icon(ICONS[look], "text2", 16), _(LOOKS[look].words))
            action.setData(look)
            action.triggered.connect(lambda _checked=False, look=look: choose(look))
    return menu
