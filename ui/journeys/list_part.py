"""One tab of the list: rows at the start, the chosen one with all its fields at the end."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cxdesk.i18n import _
from ui.journeys.menus import Reach
from ui.theme import Theme
from ui.widgets.cards import Card, Thing, boxed, column
from ui.widgets.tables import Column, Table
from ui.widgets.text import body

FORM_WIDTH = 348
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Form(Card):
    """The fields of one row. `show_row` shows it, `leaving` writes what is being typed."""

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.reach: Reach | None = None
        self.row: Any = None

    def show_row(self, reach: Reach, row: Any) -> None:
        """Show one row; what is being typed is written first when it is another one."""
        if self.row is not None and row.id != self.row.id:
            self.leaving()
        self.reach, self.row = reach, row
        self.fill_in(reach, row)

    def fill_in(self, reach: Reach, row: Any) -> None:
        """Put the row's facts into the fields."""

    def leaving(self) -> None:
        """Write what is being typed."""

    def begin(self) -> None:
        """Put the keyboard into the first field."""

    def delete(self) -> None:
        """Take the row away."""

    def shift(self, across: int, down: int) -> None:
        """Move the row: so many columns on in reading direction, so many rows down."""

    def rename(self, kind: str, name: str) -> None:
        """Give the row another name; an empty one leaves it the one it has."""
        if name.strip():
            self.do(lambda reach, row: reach.map.rename(kind, row.id, name))

    def do(self, deed: Callable[[Reach, Any], object]) -> None:
        """Do something to the row that is shown."""
        if self.reach is not None and self.row is not None:
            deed(self.reach, self.row)


class _Rows(Table):
    """The table with the keys of the canvas: Enter writes, Insert adds, Delete takes away, Alt with an arrow moves."""

    def __init__(
        self, theme: Theme, columns: Sequence[Column], name: str, takes: Callable[[QKeyEvent], bool]
    ) -> None:
        super().__init__(theme, columns, name=name, fit=False, key=lambda row: row.id)
        self._takes = takes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)


class ListPart(QWidget):
    """A table and a form; `adding` are the inputs above the table with which a row is made.

    `add` makes one by key, `none` says in a sentence what to do while there is no row. Only rows of which `keeps` is
    true are shown.
    """

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        name: str,
        form: Form,
        *adding: Thing,
        add: Callable[[], None],
        none: Callable[[], str],
    ) -> None:
        super().__init__()
        self.form = form
        self.keeps: Callable[[Any], bool] | None = None
        self.table = _Rows(theme, columns, name, self._takes)
        self.table.current_changed.connect(self._on_current)
        self._add, self._none = add, none
        self._rows: list[Any] = []
        self._every: list[Any] = []
        self._reach: Reach | None = None
        adding_row = QHBoxLayout()
        adding_row.setSpacing(8)
        self._inputs: list[QWidget] = []
        for thing in adding:
            if thing is None:
                adding_row.addStretch(1)
            elif isinstance(thing, QWidget):
                adding_row.addWidget(thing)
                self._inputs.append(thing)
        self.none = body("", tone="text2", wrap=True)
        self.none.setContentsMargins(0, 4, 0, 0)
        self._box = boxed(column(self.table, margins=(12, 4, 12, 8)), "card")
        start = boxed(column(adding_row, self.none, self._box, gap=12))
        # Without rows the sentence stands at the top, not in the middle.
        self._rest = QWidget()
        below = start.layout()
        assert isinstance(below, QVBoxLayout)
        below.addWidget(self._rest)
        for widget in (self._box, self._rest):
            below.setStretchFactor(widget, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(FORM_WIDTH)
        inside = QWidget()
        inside.setProperty("part", "body")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 12, 0)
        box.addWidget(form)
        box.addStretch(1)
        scroll.setWidget(inside)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 12, 12, 16)
        across.setSpacing(16)
        across.addWidget(start, 1)
        across.addWidget(scroll)

    @property
    def row(self) -> Any:
        """The row that is chosen."""
        return self.form.row

    def show_rows(self, reach: Reach, rows: Sequence[Any]) -> None:
        """Show the rows, or the same after a change; the chosen one stays, or the one that takes its place."""
        self._reach, self._every = reach, list(rows)
        self.filter()

    def filter(self) -> None:
        """Show the rows that `keeps` leaves."""
        reach, before = self._reach, self._rows
        if reach is None:
            return
        self._rows = [r for r in self._every if self.keeps is None or self.keeps(r)]
        chosen = self.form.row.id if self.form.row is not None else None
        place = next((i for i, r in enumerate(before) if r.id == chosen), 0)
        self.table.set_rows(self._rows)
        near = self._rows[min(place, len(self._rows) - 1)] if self._rows else None
        row = next((r for r in self._rows if r.id == chosen), near)
        self._show_none()
        if row is None:
            self._go_from_the_form()
            self.form.row = None
            self.form.hide()
            return
        self.form.show()
        self.table.choose(row.id)
        self.form.show_row(reach, row)

    def choose(self, number: int | None) -> None:
        """Go to a row, such as one that was just made."""
        row = next((r for r in self._rows if r.id == number), None)
        if row is not None and self._reach is not None:
            self.table.choose(row.id)
            self.form.show_row(self._reach, row)

    def words_of(self, row: Any) -> str:
        """What is read in a row, as it is searched."""
        from cxdesk.sought import sought

        columns = self.table.rows_model.columns
        parts = [c.text(row) for c in columns] + [c.sub(row) for c in columns if c.sub]
        return sought(" ".join(parts))

    def begin(self) -> None:
        """Put the keyboard on the rows, or where the first one is made."""
        (self.table if self._rows else self._first_input()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_none(self) -> None:
        told = "" if self._rows else _("Nothing here holds these words.") if self._every else self._none()
        left = bool(told) and self.table.hasFocus()
        self.none.setText(told)
        self.none.setVisible(bool(told))
        self._box.setVisible(not told)
        self._rest.setVisible(bool(told))
        if left:
            self.begin()

    def _first_input(self) -> QWidget:
        return next((one for one in self._inputs if one.isEnabled()), self)

    def _go_from_the_form(self) -> None:
        """Where the keyboard was on a row that is gone, it goes to where the next one is made."""
        focus = QApplication.focusWidget()
        if focus is not None and (self.form.isAncestorOf(focus) or focus is self.table):
            self._first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    def _takes(self, event: QKeyEvent) -> bool:
        key, chosen = event.key(), self.form.row is not None
        if key == Qt.Key.Key_Insert:
            self._add()
        elif not chosen:
            return False
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            on = -1 if self.isRightToLeft() else 1
            ways = {
                Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
                Qt.Key.Key_Left: (-on, 0), Qt.Key.Key_Right: (on, 0),
            }  # fmt: skip
            if Qt.Key(key) not in ways:
                return False
            self.form.shift(*ways[Qt.Key(key)])
        elif key in _ENTER or key == Qt.Key.Key_F2:
            self.form.begin()
        elif key == Qt.Key.Key_Delete:
            self.form.delete()
        else:
            return False
        return True

    def _on_current(self, row: Any) -> None:
        if self._reach is not None and (self.form.row is None or row.id != self.form.row.id):
            self.form.show_row(self._reach, row)
