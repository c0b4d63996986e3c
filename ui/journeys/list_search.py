"""Searching the list: only the rows that hold the words stay."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget

from cxdesk.i18n import _, ngettext, number
from ui.journeys.list_part import ListPart
from ui.journeys.menus import Reach
from ui.widgets.fields import LineInput
from ui.widgets.speaking import say_of

WIDTH = 220


class ListSearch(LineInput):
    """The line above the rows of `parts`, the first of which are the cards; `stack` shows one of them."""

    def __init__(self, parts: Sequence[ListPart], stack: QStackedWidget) -> None:
        super().__init__(placeholder=_("Search the list"))
        self._parts, self._stack = parts, stack
        self._reach: Reach | None = None
        self.setAccessibleName(_("Search the list"))
        self.setFixedWidth(WIDTH)
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._on_changed)

    def take(self, reach: Reach) -> None:
        """Search this map from now on, or the same after a change: cards as the map is, other rows by what is read."""
        from cxdesk.journeys.finding import found
        from cxdesk.sought import sought

        self._reach, wanted = reach, sought(self.text())
        for part in self._parts:
            part.keeps = partial(_holds, part, wanted) if wanted else None
        if wanted:
            cards = self._parts[0]
            hits = found(reach.journey, self.text(), reach.offered.comments)
            cards.keeps = lambda line: line.id in hits or _holds(cards, wanted, line)

    def _on_changed(self) -> None:
        if self._reach is None:
            return
        self.take(self._reach)
        for part in self._parts:
            part.filter()
        shown = self._stack.currentWidget()
        if self.text().strip() and isinstance(shown, ListPart):
            count = shown.table.rows_model.rowCount()
            say_of(self, ngettext("{n} row", "{n} rows", count).format(n=number(count)))


def _holds(part: ListPart, wanted: str, row: object) -> bool:
    return wanted in part.words_of(row)
