"""Who does what: functions across, touch points down, R A C I by key; those nobody answers for are listed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, listed, ngettext, number
from ui.page import PageContext
from ui.touchpoints import deeds
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, row
from ui.widgets.fields import LineInput
from ui.widgets.key_grid import GridCell, KeyGrid
from ui.widgets.text import caption, title

if TYPE_CHECKING:
    from cxdesk.analysis.inventory import Inventory

MOST_NAMED = 8


class RaciView(QWidget):
    """Letters put a part into a cell or take it out; a second A moves the first one, and that is said."""

    def __init__(self, context: PageContext, choose: Callable[[int], None]) -> None:
        super().__init__()
        self._context, self._choose = context, choose
        self._found: Inventory | None = None
        theme = context.theme
        self.grid = KeyGrid(theme, _("Who does what at each touch point"), "RACI", 200, 72)
        self.grid.typed.connect(self._on_typed)
        self.grid.opened.connect(self._on_opened)
        self.told = caption("", wrap=True)
        self.new = LineInput(placeholder=_("Another function"))
        self.new.setAccessibleName(_("Another function"))
        self.new.setFixedWidth(200)
        self.new.returnPressed.connect(self._on_new)
        usual = Button(
            theme, _("Add the usual functions"), "plain", icon="plus", dense=True,
            on_click=lambda: deeds.add_functions(context),
        )  # fmt: skip
        keys = caption(
            _(
                "Keys: R does it, A answers for it, C is asked, I is told; again takes it away. Only one can answer."
            ),
            wrap=True,
        )
        self.setLayout(
            column(Card(row(title(_("Who does what")), None, usual, self.new), self.told, self.grid, keys))
        )

    def show_inventory(self, found: "Inventory", _chosen: int | None) -> None:
        """Show everybody's part."""
        from cxdesk.touchpoints.roles import RACI_WORDS, without_accountable

        self._found = found
        self.grid.read_only = self._context.project.read_only
        missing = {row.id for row in without_accountable(e.row for e in found.entries)}
        rows = []
        for entry in found.entries:
            cells = []
            for function in found.functions:
                letters = entry.row.letters(function)
                spoken = listed(_(RACI_WORDS[letter]) for letter in letters) or _("no part")
                answers = "A" in letters
                cells.append(
                    GridCell(
                        letters,
                        "accent" if answers else "text",
                        "accent_soft" if answers else "",
                        answers,
                        spoken,
                    )
                )
            first = GridCell(
                entry.row.name,
                strong=True,
                tone="warn" if entry.row.id in missing else "text",
                spoken=_("nobody answers for it") if entry.row.id in missing else "",
            )
            rows.append((first, cells))
        self.grid.show_cells([_("Touch point"), *found.functions], rows)
        self.told.setText(_told([e.row.name for e in found.entries if e.row.id in missing]))

    def _on_typed(self, row_: int, column_: int, text: str) -> None:
        if self._found is not None:
            entry, function = self._found.entries[row_], self._found.functions[column_]
            deeds.set_letters(self._context, entry.row.id, function, text)

    def _on_opened(self, row_: int) -> None:
        if self._found is not None:
            self._choose(self._found.entries[row_].row.id)

    def _on_new(self) -> None:
        deeds.add_function(self._context, self.new.text())
        self.new.clear()


def _told(missing: list[str]) -> str:
    if not missing:
        return _("Every touch point has one function that answers for it.")
    text = ngettext(
        "Nobody answers for {n} touch point: {names}",
        "Nobody answers for {n} touch points: {names}",
        len(missing),
    )
    names = listed(missing[:MOST_NAMED]) + ("…" if len(missing) > MOST_NAMED else "")
    return text.format(n=number(len(missing)), names=names)
