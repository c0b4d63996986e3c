"""What of a map is seen: the filter with its line over the canvas, and what a search found."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cxdesk.i18n import _
from ui.journeys.filter_panel import filter_strip, filter_words
from ui.journeys.find_bar import FindBar
from ui.journeys.menus import Reach

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cxdesk.journeys.finding import By
    from cxdesk.journeys.queries import JourneyMap
    from cxdesk.journeys.views import Shows
    from ui.journeys.board import Board


class Sight:
    """The part of the map that is shown, kept for each map while the file is open, and the hits in it."""

    def __init__(self, board: "Board") -> None:
        self._board = board
        self._shows: dict[int, Shows] = {}
        self._strip: QWidget | None = None
        self._hits: list[int] = []
        self._found: dict[int, By] = {}
        self._place = -1
        self.journey: JourneyMap | None = None
        self.find_bar = FindBar(board.theme, self.stop_finding, self.show_comments)
        self.find_bar.searched.connect(self._on_searched)
        self.find_bar.stepped.connect(self.step)

    @property
    def shows(self) -> "Shows":
        """What is shown of the map that is open."""
        from cxdesk.journeys.views import Shows

        reach = self._board.reach
        return self._shows.get(reach.journey.id, Shows()) if reach else Shows()

    def begin(self, reach: Reach) -> None:
        """Take another map, or the same after a change; a stage or colour that is gone is no filter any more."""
        from cxdesk.journeys.views import shown

        shows, journey = self.shows, reach.journey
        if shows.stage_id and shows.stage_id not in {s.id for s in journey.stages}:
            shows = replace(shows, stage_id=0)
        marks = tuple(m for m in shows.mark_ids if m in {mark.id for mark in journey.marks})
        self._shows[journey.id] = shows = replace(shows, mark_ids=marks)
        self.journey = shown(journey, shows)
        self._show_strip()

    def show_only(self, shows: "Shows") -> None:
        """Show another part of the map."""
        reach = self._board.reach
        if reach is None:
            return
        self._shows[reach.journey.id] = shows
        self.begin(reach)
        self._board.show_again()
        self._board.panels.show_state()

    def focus_stage(self, stage_id: int) -> None:
        """Show one stage alone, or all with 0."""
        self.show_only(replace(self.shows, stage_id=stage_id))

    def show_all(self) -> None:
        """Leave nothing out."""
        from cxdesk.journeys.views import Shows

        self.show_only(Shows())
        self._board.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """Close the search, then leave the one stage: what Escape means on the map."""
        if self.find_bar.isVisible():
            self.stop_finding()
        elif self.shows.stage_id:
            self.focus_stage(0)

    def find(self) -> None:
        """Open the search."""
        self.find_bar.begin()

    def stop_finding(self) -> None:
        """Close the search; the keyboard stays on the hit."""
        self.find_bar.hide()
        self._hits, self._found, self._place = [], {}, -1
        self._board.view.selection.show_found(frozenset())
        self._board.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next hit, or to the one before; after the last comes the first."""
        if not self._hits:
            self.find_bar.show_count(0, 0)
            return
        self._place = (self._place + by) % len(self._hits)
        card = self._hits[self._place]
        self._board.view.choose_card(card)
        self.find_bar.show_count(self._place + 1, len(self._hits), self._found[card])

    def show_comments(self) -> None:
        """Open the comments, where those about the map as a whole are read."""
        if not self._board.panels.is_open("comments"):
            self._board.panels.toggle("comments")

    def show_hits(self) -> None:
        """Find again after the map has changed."""
        if self.find_bar.isVisible():
            self._search(self.find_bar.line.text())

    def _on_searched(self, words: str) -> None:
        self._place = -1
        self._search(words)
        if self._hits:
            self.step(1)
        else:
            self.find_bar.show_count(0, 0)

    def _search(self, words: str) -> None:
        from cxdesk.journeys.finding import about_the_map, found

        reach = self._board.reach
        comments = reach.offered.comments if reach else ()
        self._found = found(self.journey, words, comments) if self.journey else {}
        self._hits = list(self._found)
        self.find_bar.show_about_the_map(len(about_the_map(words, comments)))
        self._place = min(self._place, len(self._hits) - 1)
        self._board.view.selection.show_found(frozenset(self._hits))

    def _show_strip(self) -> None:
        if self._strip is not None:
            self._strip.setParent(None)
            self._strip.deleteLater()
            self._strip = None
        reach = self._board.reach
        if reach is None or self.journey is None:
            return
        if not reach.journey.stages:
            told = _("No stage yet. Add one; its steps come next.")
            self._lay_over(told, _("Add a stage"), self._add_stage)
        elif not self.shows.is_all:
            told = filter_words(reach.journey, self.shows, len(self.journey.cards))
            self._lay_over(told, _("Show all"), self.show_all)

    def _lay_over(self, told: str, does: str, work: Callable[[], None]) -> None:
        self._strip = filter_strip(self._board.theme, told, does, work)
        self._board.box.insertWidget(0, self._strip)

    def _add_stage(self) -> None:
        """The first stage of an empty map, ready to be named."""
        reach = self._board.reach
        made = reach.map.add_stage(reach.journey.id) if reach else None
        if made is not None:
            self._board.edit("stage", made)
