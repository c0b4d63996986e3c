"""The panels at the end of the canvas, one at a time: what is shown, comments, colours."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from ui.journeys.colours_panel import ColoursPanel
from ui.journeys.comment_panel import CommentPanel
from ui.journeys.filter_panel import FilterPanel
from ui.journeys.side import Side

if TYPE_CHECKING:
    from ui.journeys.board import Board


class Panels:
    """Each is made when it is first opened, and filled whenever the map has changed while it is open."""

    def __init__(self, board: "Board") -> None:
        self._board = board
        self.stack = QStackedWidget()
        self.stack.hide()
        self.filter: FilterPanel | None = None
        self.comments: CommentPanel | None = None
        self.colours: ColoursPanel | None = None

    def toggle(self, key: str) -> None:
        """Open or close a panel: "filter", "comments" or "colours"."""
        if self._board.reach is None:
            return
        if self.is_open(key):
            self.close()
            return
        self.stack.setCurrentWidget(self._panel(key))
        self.stack.show()
        self.show_state()

    def close(self) -> None:
        """Close it; the keyboard goes back to the map."""
        self.leaving()
        self.stack.hide()
        self._board.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_open(self, key: str) -> bool:
        """Whether this one is shown."""
        panels = {"filter": self.filter, "comments": self.comments, "colours": self.colours}
        panel = panels[key]
        return panel is not None and not self.stack.isHidden() and self.stack.currentWidget() is panel

    def show_state(self) -> None:
        """Fill the panel that is open with what is true now."""
        board, reach = self._board, self._board.reach
        if reach is None:
            return
        if self.filter is not None and self.is_open("filter"):
            self.filter.show_state(reach.journey, board.sight.shows, reach.offered.saved_views)
        elif self.comments is not None and self.is_open("comments"):
            chosen = board.view.chosen
            card = chosen.card_id if chosen else None
            self.comments.show_comments(reach.journey, reach.offered.comments, card)
        elif self.colours is not None and self.is_open("colours"):
            self.colours.show_marks(reach.journey)

    def leaving(self) -> None:
        """Write what is being typed."""
        if self.colours is not None:
            self.colours.leaving()

    def _panel(self, key: str) -> Side:
        board = self._board
        assert board.reach is not None
        facts = board.reach.facts
        if key == "filter":
            if self.filter is None:
                self.filter = FilterPanel(board.theme, facts, self.close)
                self.filter.changed.connect(board.sight.show_only)
                self.stack.addWidget(self.filter)
            return self.filter
        if key == "comments":
            if self.comments is None:
                self.comments = CommentPanel(board.theme, facts, self.close, board.view.choose_card)
                self.stack.addWidget(self.comments)
            return self.comments
        if self.colours is None:
            self.colours = ColoursPanel(board.theme, facts, self.close)
            self.stack.addWidget(self.colours)
        return self.colours
