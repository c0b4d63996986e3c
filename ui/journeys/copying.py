"""Cards through the clipboard: inside a map, to another one, and grids to and from spreadsheets."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from ui.widgets.question import Question

if TYPE_CHECKING:
    from cxdesk.journeys.several import PastedCard
    from ui.journeys.board import Board


class Copying:
    """Copies what is chosen, pastes where the keyboard is."""

    def __init__(self, board: "Board") -> None:
        self._board = board
        self.question: Question | None = None

    def copy(self) -> bool:
        """Put the chosen cards on the clipboard; False where none is chosen."""
        from cxdesk.journeys.clipboard import MIME, packed, text_of

        reach, ids = self._board.reach, self._board.view.chosen_cards
        if reach is None or not ids:
            return False
        cards = reach.many.copied(ids)
        held = QMimeData()
        held.setData(MIME, packed(cards, reach.many.project_name))
        held.setText(text_of(cards))
        QGuiApplication.clipboard().setMimeData(held)
        return True

    def cut(self) -> None:
        """Copy, then take away."""
        ids = self._board.view.chosen_cards
        if self._board.reach is not None and self.copy():
            self._board.reach.many.delete(ids)

    def paste(self) -> None:
        """Make cards of what is on the clipboard, from the cell on where the keyboard is."""
        board = self._board
        cell = board.view.chosen_cell
        if board.reach is None:
            return
        if cell is None:
            board.reach.tell(_("Choose the cell where the first card shall lie, then paste."))
            return
        try:
            cards = self._held()
        except UserError as error:
            board.reach.tell(str(error))
            return
        if not cards:
            board.reach.tell(_("There is no text to paste. Copy cells of a spreadsheet, or cards."))
            return
        needed = board.reach.many.steps_needed(cell[0], cards)
        if not needed:
            self._paste(cell, cards)
            return
        sentence = ngettext(
            "This needs {n} more step than there is.", "This needs {n} more steps than there are.", needed
        ).format(n=number(needed))
        line = _("New steps come at the end of the last stage; one undo takes all of it back.")
        verb = _("Add the steps and paste")
        self.question = Question(board.theme, sentence, line, verb, lambda: self._paste(cell, cards))

    def _held(self) -> "list[PastedCard]":
        from cxdesk.journeys.clipboard import MIME, grid_of, unpacked

        assert self._board.reach is not None
        held = QGuiApplication.clipboard().mimeData()
        if held is not None and held.hasFormat(MIME):
            cards = unpacked(bytes(held.data(MIME).data()), self._board.reach.many.project_name)
            if cards:
                return cards
        return grid_of(held.text()) if held is not None and held.hasText() else []

    def _paste(self, cell: tuple[int, int], cards: "list[PastedCard]") -> None:
        board = self._board
        if board.reach is None:
            return
        made = board.reach.many.paste(*cell, cards)
        if made is None:
            return
        if made.cards:
            board.view.choose_card(made.cards[0])
        if len(made.cards) > 1:
            board.view.selection.choose(frozenset(made.cards))
        if made.left_out:
            told = ngettext(
                "{n} card had no lane to lie in and was left out.",
                "{n} cards had no lane to lie in and were left out.",
                made.left_out,
            )
            board.reach.tell(told.format(n=number(made.left_out)))
