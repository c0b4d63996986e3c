"""One tab of the list: rows at the start, the chosen one with all its fields at the end."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.journeys.menus import Reach
from ui.theme import Theme
from ui.widgets.cards import Card, Thing, boxed, column
from ui.widgets.tables import Column, Table

FORM_WIDTH = 348


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

    def rename(self, kind: str, name: str) -> None:
        """Give the row another name; an empty one leaves it the one it has."""
        if name.strip():
            self.do(lambda reach, row: reach.map.rename(kind, row.id, name))

    def do(self, deed: Callable[[Reach, Any], object]) -> None:
        """Do something to the row that is shown."""
        if self.reach is not None and self.row is not None:
            deed(self.reach, self.row)


class ListPart(QWidget):
    """A table and a form; `adding` are the inputs above the table with which a row is made."""

    def __init__(
        self, theme: Theme, columns: Sequence[Column], name: str, form: Form, *adding: Thing
    ) -> None:
        super().__init__()
        self.form = form
        self.table = Table(theme, columns, name=name, fit=False, key=lambda row: row.id)
        self.table.current_changed.connect(self._on_current)
        self._rows: list[Any] = []
        self._reach: Reach | None = None
        add = QHBoxLayout()
        add.setSpacing(8)
        for thing in adding:
            if thing is None:
                add.addStretch(1)
            elif isinstance(thing, QWidget):
                add.addWidget(thing)
        start = boxed(column(add, boxed(column(self.table, margins=(12, 4, 12, 8)), "card"), gap=12))
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
        """Show the rows, or the same after a change; the chosen one stays."""
        self._reach, self._rows = reach, list(rows)
        chosen = self.form.row.id if self.form.row is not None else None
        self.table.set_rows(self._rows)
        row = next((r for r in self._rows if r.id == chosen), self._rows[0] if self._rows else None)
        self.form.setVisible(row is not None)
        if row is None:
            self.form.row = None
            return
        self.table.choose(row.id)
        self.form.show_row(reach, row)

    def choose(self, number: int | None) -> None:
        """Go to a row, such as one that was just made."""
        row = next((r for r in self._rows if r.id == number), None)
        if row is not None and self._reach is not None:
            self.table.choose(row.id)
            self.form.show_row(self._reach, row)

    def _on_current(self, row: Any) -> None:
        if self._reach is not None and (self.form.row is None or row.id != self.form.row.id):
            self.form.show_row(self._reach, row)
