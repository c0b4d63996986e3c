"""The first part of the survey page: everything the survey holds in order, to be found, chosen, moved and added to."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cxdesk.i18n import N_, _, ngettext, number
from cxdesk.surveys.looks import LOOKS
from ui.surveys.outline_model import OutlineModel
from ui.surveys.outline_rows import ICONS, OutlineRow
from ui.surveys.outline_view import OutlineDeeds, OutlineView
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import row, rule
from ui.widgets.fields import LineInput
from ui.widgets.flow import FlowLayout
from ui.widgets.text import caption, keys_text

# The types in the menu: groups with what is in each, so that it fits a small screen.
GROUPS = (
    (N_("Score or rating"), ("nps", "csat", "ces", "stars", "faces", "points", "slider")),
    (N_("Choice of answers"), ("radio", "ticks", "dropdown", "yes_no", "pictures")),
    (N_("Table, order or sum"), ("matrix", "matrix_radio", "matrix_ticks", "pair", "ranking", "sum")),
    (N_("Words, number, date or consent"), ("line", "text", "number", "date", "consent")),
    (N_("No question to answer"), ("statement", "break", "hidden")),
)


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
        self.view = OutlineView(theme, self.model, deeds)
        self._sought_away: list[tuple[str, int]] = []
        self.view.folding.connect(self.fold)
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        self.count = caption("", tone="text3")
        add = Button(theme, _("Add a question"), icon="plus", dense=True)
        add.setMenu(type_menu(theme, add, deeds.add))
        add.setObjectName("add a question")
        add.setToolTip(keys_text("Ins"))
        insert = QShortcut(QKeySequence(Qt.Key.Key_Insert), self.view)
        insert.setContext(Qt.ShortcutContext.WidgetShortcut)
        insert.activated.connect(add.showMenu)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._find)
        # Its whole name would not stand beside the other one in every language.
        more = Button(theme, _("New section"), "plain", dense=True, on_click=deeds.add_section)
        more.setAccessibleName(_("Add a section"))
        more.setToolTip(_("Add a section"))
        more.setObjectName("add section")
        paste = IconButton(
            theme, "clipboard-paste", _("Paste questions from a document"), size=16, on_click=deeds.paste
        )
        paste.set_name(_("Paste questions from a document"), keys_text("Ctrl+V"))
        paste.setObjectName("paste questions")
        self.search.returnPressed.connect(self._to_first)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._to_first)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, 0)
        box.setSpacing(8)
        box.addLayout(row(self.search, margins=(12, 0, 12, 0)))
        box.addLayout(row(self.count, None, paste, margins=(12, 0, 12, 0)))
        box.addWidget(self.view, 1)
        box.addWidget(rule())
        below = FlowLayout(gap=4)
        for button in (add, more):
            below.addWidget(button)
        box.addLayout(row(below, margins=(12, 0, 12, 8)))
        self._quiet = False
        self._asked = 0

    def show_rows(self, rows: Sequence[OutlineRow], asked: int) -> None:
        """Show the survey as it is now; what was chosen stays chosen where it is still there."""
        self._asked = asked
        self._keeping(lambda: self.model.show_rows(rows))
        self._count()

    def choose(self, *keys: tuple[str, int]) -> None:
        """Choose things without telling anyone; one that is not found by the search ends it."""
        if any(not self.model.at(key).isValid() for key in keys) and self.model.wanted:
            self.search.clear()
        for home in {home for key in keys if (home := self.model.home_of(key)) is not None}:
            self._quiet = True
            self.model.fold(home, False)
        self._quiet = True
        picked = self.view.selectionModel()
        picked.clearSelection()
        places = [index for key in keys if (index := self.model.at(key)).isValid()]
        for index in places:
            picked.select(index, QItemSelectionModel.SelectionFlag.Select)
        if places:
            picked.setCurrentIndex(max(places), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.choose_from(min(places))
            self._sought_away = []
        self._quiet = False
        self.reveal()

    def reveal(self) -> None:
        """Bring what is chosen into view, its beginning where not all of it fits."""
        places = sorted(self.view.selectionModel().selectedIndexes())
        for index in (*places[-1:], *places[:1]):
            self.view.scrollTo(index)

    def fold(self, section_id: int, on: bool) -> None:
        """Fold a section or unfold it; where what was chosen is out of sight then, its section is."""
        hidden = any(r.section_id == section_id and r.kind == "question" for r in self.rows())
        self._keeping(lambda: self.model.fold(section_id, on))
        if on and hidden:
            self.choose(*(r.key for r in self.rows()), ("section", section_id))
            self.chosen.emit()

    def fold_all(self, on: bool) -> None:
        """Fold every section, or none."""
        chosen = self.rows()
        for row_ in [r for r in self.model.all_rows if r.kind == "section"]:
            (self.model.folded.add if on else self.model.folded.discard)(row_.id)
        self._keeping(lambda: self.model.show_rows(self.model.all_rows))
        if on and any(r.kind == "question" for r in chosen):
            self.choose(*(("section", home) for home in dict.fromkeys(r.section_id for r in chosen)))
            self.chosen.emit()

    def rows(self) -> list[OutlineRow]:
        """The chosen rows in order; those that were chosen when a search put them out of sight."""
        places = sorted(i.row() for i in self.view.selectionModel().selectedIndexes())
        if not places and self._sought_away:
            return [r for r in self.model.all_rows if r.key in self._sought_away]
        return [self.model.rows[at] for at in places]

    def _keeping(self, change: Callable[[], None]) -> None:
        """Change the rows; what was chosen stays chosen where it is still there, and nobody is told."""
        keys = [r.key for r in self.rows()]
        bar = self.view.verticalScrollBar()
        at = bar.value()
        self._quiet = True
        # The view would go after the row that it takes for the current one when that one goes.
        self.view.setAutoScroll(False)
        change()
        self.view.setAutoScroll(True)
        self._quiet = False
        bar.setValue(at)
        self._sought_away = []
        if [r.key for r in self.rows()] != keys:
            self._choose_again(keys)
        if not self.rows() and self.model.wanted.strip():
            self._sought_away = keys

    def _choose_again(self, keys: Sequence[tuple[str, int]]) -> None:
        """Choose of these what is there, without a move of the view."""
        self._quiet = True
        picked = self.view.selectionModel()
        picked.clearSelection()
        for index in filter(QModelIndex.isValid, map(self.model.at, keys)):
            picked.select(index, QItemSelectionModel.SelectionFlag.Select)
        self._quiet = False

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_first(self) -> None:
        """From the search into what it found, or back to the row that is chosen."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first = next((r for r in self.model.rows if r.kind == "question"), None)
        if self.model.wanted and first is not None:
            self.view.setCurrentIndex(self.model.at(first.key))

    def _on_search(self, wanted: str) -> None:
        self._keeping(lambda: self.model.search(wanted))
        if not wanted:
            self.reveal()
        self._count()

    def _count(self) -> None:
        """How many questions there are, or how many of all that stand here the search found."""
        if self.model.wanted.strip():
            found, all_ = (
                sum(r.kind == "question" for r in rows) for rows in (self.model.rows, self.model.all_rows)
            )
            self.count.setText(_("{n} of {total} found").format(n=number(found), total=number(all_)))
        else:
            words = ngettext("{n} question", "{n} questions", self._asked)
            self.count.setText(words.format(n=number(self._asked)))

    def _tell(self) -> None:
        if not self._quiet:
            self._sought_away = []
            self.chosen.emit()


def type_menu(theme: Theme, parent: QWidget, choose: Callable[[str], None]) -> QMenu:
    """All types of question: a menu for each group, opened by the arrow keys too."""
    menu = QMenu(parent)
    for words, group in GROUPS:
        inner = menu.addMenu(theme.icon(ICONS[group[0]], "text2", 16), _(words))
        for look in group:
            action = inner.addAction(theme.icon(ICONS[look], "text2", 16), _(LOOKS[look].words))
            action.setData(look)
            action.triggered.connect(lambda _checked=False, look=look: choose(look))
    return menu
