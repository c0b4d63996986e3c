"""What lies beside the map in a workshop: the parking lot, the count of a vote, the keys; one at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from cxdesk.i18n import _, listed, ngettext, number
from ui.journeys.workshop_look import LINE_PX, large
from ui.theme import Theme
from ui.widgets.text import keys_text, set_tone

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap
    from cxdesk.journeys.workshop import ParkedRow, VoteRow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# Around the words of a line, as the look has it, and what Qt leaves free inside a cell.
SIDE, ABOVE, CELL = 18, 12, 20
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


class Panel(QFrame):
    """A head, a line below it, and what follows."""

    def __init__(self, theme: Theme, head: str) -> None:
        super().__init__()
        self.setObjectName("side")
        self.head = large(theme, head, strong=True)
        self.line = large(theme, "", tone="text2")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(28, 24, 28, 24)
        self.box.setSpacing(14)
        self.box.addWidget(self.head)
        self.box.addWidget(self.line)

    def say(self, head: str, line: str) -> None:
        """Other words at the top."""
        self.head.setText(head)
        self.line.setText(line)
        self.line.setVisible(bool(line))


class Parking(Panel):
    """The notes without a place. Enter brings the chosen one onto the map, Delete takes it away."""

    wanted = Signal(int)
    deleted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Parking lot"))
        self.list = _Keys(self._on_key)
        self.list.setAccessibleName(_("Parking lot; Enter brings a note onto the map, Delete takes it away"))
        self.box.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def show_notes(self, rows: "Sequence[ParkedRow]") -> None:
        """Show what is parked; the chosen place stays."""
        at = max(0, self.list.currentRow())
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(row.text)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.list.addItem(item)
        self.list.setCurrentRow(min(at, len(rows) - 1))
        self.list.fit()
        empty = _("Nothing is parked. Type a line and press {keys}.").format(keys=keys_text("F4"))
        self.say(_("Parking lot"), _("Enter: to where the next card goes. Delete: away.") if rows else empty)

    @property
    def chosen(self) -> int | None:
        """The number of the chosen note."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _on_key(self, event: QKeyEvent) -> bool:
        number_ = self.chosen
        if number_ is None or event.key() not in (*_ENTER, Qt.Key.Key_Delete):
            return False
        (self.deleted if event.key() == Qt.Key.Key_Delete else self.wanted).emit(number_)
        return True


class Votes(Panel):
    """Dots typed as counts, one card a row; or the result, most first."""

    counted = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Vote"))
        self.table = _Table()
        self._rows: list[tuple[int, str, int, bool]] = []
        self.table.itemChanged.connect(self._on_changed)
        self.left = large(theme, "")
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self.left)
        self.setFocusProxy(self.table)

    def show_counts(
        self,
        name: str,
        cards: "Sequence[CardOnMap]",
        votes: Mapping[int, int],
        numbers: Mapping[int, int],
    ) -> None:
        """Every card with words and its number on the voting sheets, to type its dots beside it."""
        self.say(name, _("Type the dots of each card. {keys}: the result.").format(keys=keys_text("F9")))
        self._fill(
            [(c.id, c.words, votes.get(c.id, 0), _on_paper(numbers.get(c.id))) for c in cards], may_type=True
        )

    def show_result(self, name: str, rows: "Sequence[VoteRow]") -> None:
        """The cards with dots, most first; those with as many share a place."""
        tied = _("Cards with as many dots share a place.") if any(r.tied for r in rows) else ""
        self.say(_("{vote}: the result").format(vote=name), tied if rows else _("No dots were given yet."))
        self._fill([(r.card_id, r.text, r.votes, _place(r.place, r.tied)) for r in rows], may_type=False)

    def show_left(self, dots: int, people: int, given: int) -> None:
        """How many dots the room has, and how many are given."""
        all_, left = dots * people, dots * people - given
        told = [
            ngettext("{n} person", "{n} people", people).format(n=number(people)),
            ngettext("{n} dot each", "{n} dots each", dots).format(n=number(dots)),
            ngettext("{n} given", "{n} given", given).format(n=number(given)),
            ngettext("{n} left", "{n} left", left).format(n=number(left))
            if left >= 0
            else ngettext("{n} too many", "{n} too many", -left).format(n=number(-left)),
        ]
        self.left.setText(listed(told) if all_ else "")
        set_tone(self.left, "bad" if left < 0 else "text2")

    def _fill(self, rows: Sequence[tuple[int, str, int, str]], *, may_type: bool) -> None:
        row, column = self.table.currentRow(), self.table.currentColumn()
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(rows))
            for at, (card, words, votes, place) in enumerate(rows):
                asked = (card, f"{place} {words}".strip(), votes, may_type)
                # Of thousands of cards one has other dots; the others stay as they are.
                if at >= len(self._rows) or self._rows[at] != asked:
                    self._fill_row(at, *asked)
            self._rows = [(card, f"{p} {words}".strip(), votes, may_type) for card, words, votes, p in rows]
            if rows:
                self.table.setCurrentCell(min(max(row, 0), len(rows) - 1), 1 if may_type else max(column, 0))

    def _fill_row(self, at: int, card: int, words: str, votes: int, may_type: bool) -> None:
        fixed = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        name = QTableWidgetItem(words)
        name.setFlags(fixed)
        count = QTableWidgetItem(number(votes) if votes or not may_type else "")
        count.setData(Qt.ItemDataRole.UserRole, card)
        count.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        if not may_type:
            count.setFlags(fixed)
        self.table.setItem(at, 0, name)
        self.table.setItem(at, 1, count)
        self.table.fit_row(at)

    def _on_changed(self, item: QTableWidgetItem) -> None:
        card = item.data(Qt.ItemDataRole.UserRole)
        if item.column() != 1 or card is None:
            return
        text = item.text().translate(_DIGITS).strip()
        self._rows = []  # What is no number is put back by the next showing.
        self.counted.emit(card, int(text) if text.isdecimal() and len(text) < 9 else 0 if not text else -1)


class KeysPanel(Panel):
    """Every key of the workshop with what it does."""

    def __init__(self, theme: Theme, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__(theme, _("Keys"))
        self.line.hide()
        self.list = _Words()
        self.list.setAccessibleName(_("Keys"))
        self.list.addItems([f"{keys_text(keys)}  {words}" for keys, words in rows])
        self.box.addWidget(self.list, 1)
        self.setFocusProxy(self.list)


class _Words(QListWidget):
    """Lines of any length, each as high as its words need."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def fit(self) -> None:
        """Give each line its height; Qt forgets the room around the words when it breaks them."""
        room = self.viewport().width() - 2 * SIDE
        for at in range(self.count()):
            item = self.item(at)
            high = _height(self.fontMetrics(), room, item.text()) + 2 * ABOVE
            item.setSizeHint(QSize(max(1, room), high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class _Keys(_Words):
    """A list that gives keys away before it takes them."""

    def __init__(self, takes: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._takes = takes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)


class _Table(QTableWidget):
    """Words and counts; a digit begins to type, Enter goes on to the next row."""

    def __init__(self) -> None:
        super().__init__(0, 2)
        self.setAccessibleName(_("Cards and their dots"))
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(LINE_PX + 16)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(1, 120)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )

    def fit_row(self, row: int) -> None:
        """Give a row the height its words need in the column there is."""
        room = self.columnWidth(0) - 2 * CELL
        words = self.item(row, 0)
        high = _height(self.fontMetrics(), room, words.text() if words else "")
        self.setRowHeight(row, max(LINE_PX + 16, high + 16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in range(self.rowCount()):
            self.fit_row(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentRow() + 1 < self.rowCount():
            self.setCurrentCell(self.currentRow() + 1, 1)
        else:
            super().keyPressEvent(event)


def _on_paper(number_: int | None) -> str:
    """A card's number on the voting sheets."""
    return "" if number_ is None else f"{number(number_)}\u2002"


def _height(metrics: QFontMetrics, room: int, words: str) -> int:
    flags = int(Qt.TextFlag.TextWordWrap)
    return metrics.boundingRect(QRect(0, 0, max(1, room), 10_000), flags, words).height()


def _place(place: int, tied: bool) -> str:
    """A place in a result; an equals sign says that others have it too."""
    return f"{number(place)}{'=' if tied else ''}."
