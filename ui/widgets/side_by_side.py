"""Texts in two languages side by side: a list, and below it the one that is being written beside its source."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from ui.theme import Theme
from ui.widgets.cards import Card, column, empty, put, row
from ui.widgets.fields import Field, LineInput, TextInput
from ui.widgets.lines_input import Lines
from ui.widgets.tables import Column, Table


@dataclass(frozen=True, slots=True)
class Writing:
    """What one row shows below the list: the field it is written into, and the source beside it, if it has one."""

    name: str
    text: str
    rtl: bool
    source_name: str = ""
    source: str = ""
    source_rtl: bool = False


class SideBySide(QWidget):
    """The list and the pair. `writing(row)` says what is shown of a row, `tie(editor, row)` lets what is typed reach
    the file, `ends(row)` gives the buttons below; `key(row)` names a row for good.
    """

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        *,
        name: str,
        key: Callable[[Any], str],
        writing: Callable[[Any], Writing],
        tie: Callable[[Lines, Any], object],
        ends: Callable[[Any], Sequence[QWidget]] = lambda _row: (),
        look: str = "plain",
    ) -> None:
        super().__init__()
        self._theme, self._key, self._writing = theme, key, writing
        self._tie, self._ends, self._look = tie, ends, look
        self.written = ""  # the key of the row that is being written
        self.editor: Lines | None = None
        self.table = Table(theme, columns, name=name, key=key)
        self.table.current_changed.connect(self.show_one)
        self.table.opened.connect(lambda _row: self.focus())
        self._one = column(gap=8)
        below = Card(padding=(16, 12))
        below.box.addLayout(self._one)
        box = column(gap=16)
        box.addWidget(Card(self.table, padding=(12, 4)), 1)
        box.addWidget(below)
        self.setLayout(box)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows under the same eye; the one that is being written stays."""
        self.table.set_rows(rows)
        if self.table.current() is None and rows:
            self.table.choose(self._key(rows[0]))
        self.show_one(self.table.current())

    def show_one(self, chosen: Any) -> None:
        """Show a row below the list; what is being typed in the same row stays."""
        if chosen is not None and self._key(chosen) == self.written and self.editor is not None:
            self.editor.show_text(self._writing(chosen).text)
            return
        self.commit()
        empty(self._one)
        self.editor, self.written = None, ""
        if chosen is None:
            return
        self.written = self._key(chosen)
        told = self._writing(chosen)
        editor = Lines(told.text, lines=2)
        turn(editor, told.rtl)
        self._tie(editor, chosen)
        shown: QWidget = Field(self._theme, told.name, editor, self._look)
        if told.source:
            source = Lines(told.source, lines=1)
            source.setReadOnly(True)
            turn(source, told.source_rtl)
            shown = Pair(Field(self._theme, told.source_name, source), shown)
        self.editor = editor
        put(self._one, shown)
        put(self._one, row(None, *self._ends(chosen), gap=8))

    def forget(self) -> None:
        """Write what is being typed and keep no row: other rows may come."""
        self.commit()
        self.written = ""

    def commit(self) -> None:
        """Write what is being typed."""
        if self.editor is not None:
            self.editor.commit()

    def focus(self) -> None:
        """Put the cursor into the field."""
        if self.editor is not None:
            self.editor.setFocus()


def turn(editor: LineInput | TextInput, rtl: bool) -> None:
    """Let a field run in the direction of the language that is written in it, whatever the window's is."""
    way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    editor.setLayoutDirection(way)
    if isinstance(editor, QLineEdit):
        editor.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        return
    option = editor.document().defaultTextOption()
    option.setTextDirection(way)
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    editor.document().setDefaultTextOption(option)


class Pair(QWidget):
    """Two things side by side, or below each other where they have no room."""

    def __init__(self, first: QWidget, second: QWidget, gap: int = 16) -> None:
        super().__init__()
        self._both = (first, second)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap)
        for widget in self._both:
            self._line.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """No wider than the wider of the two."""
        width = max(w.minimumSizeHint().width() for w in self._both)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where there is no room for both."""
        super().resizeEvent(event)
        needed = sum(w.minimumSizeHint().width() for w in self._both) + self._line.spacing()
        across = self.width() >= needed
        way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
            self.updateGeometry()
