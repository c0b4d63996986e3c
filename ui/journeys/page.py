"""The room “Journeys”: all journeys, or one of them as a map or as rows."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cxdesk.i18n import _, language
from ui.journeys.about import About
from ui.journeys.all_journeys import AllJourneys
from ui.journeys.board import Board
from ui.journeys.deeds import CardDeeds, MapDeeds
from ui.journeys.facts import FactDeeds
from ui.journeys.listing import Listing
from ui.journeys.live import MAP_TABLES, LiveNumbers
from ui.journeys.many import ManyDeeds
from ui.journeys.map_head import HeadDeeds, MapHead
from ui.journeys.menus import Reach
from ui.page import Page, PageContext
from ui.widgets.cards import boxed, column, row

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap
    from cxdesk.planning.clues import Clue
    from ui.journeys.printing import PrintDialog

# From this width on the workshop is a button with its word.
ROOMY = 1360


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return JourneysPage(context)


class JourneysPage(Page):
    """Without a chosen journey it lists all; with one it shows its map, or the same as rows."""

    tables = MAP_TABLES
    wants_rail = True

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.journey_id: int | None = None
        self.round_name = ""
        self.journey: JourneyMap | None = None
        self._deeds = MapDeeds(context.bridge, context.offer_undo)
        self._card_deeds = CardDeeds(context.bridge, context.offer_undo)
        self._many = ManyDeeds(context.bridge, context.offer_undo)
        self._facts = FactDeeds(context.bridge, context.offer_undo)
        self.trail: list[int] = []
        self.board = Board(theme)
        self.board.view.show_pictures(self._picture)
        self.listing = Listing(theme, self._show_on_map)
        self.about = About(theme, self._deeds, self._facts, self._on_about)
        self.about.hide()
        self.views = QStackedWidget()
        self.views.addWidget(self.board)
        self.views.addWidget(self.listing)
        self.head = MapHead(theme, self._head_deeds())
        self.segments = self.head.segments
        self.segments.chosen.connect(self._on_view_chosen)
        one = boxed(column(self.head, row(self.views, self.about, gap=0), gap=0))
        self.all = AllJourneys(context, self.open_at, self.new_journey)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.all)
        self.pages.addWidget(one)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pages)
        self._one, self._seen = one, False
        self.print_dialog: PrintDialog | None = None
        self.truths: Any = None
        self.numbers = LiveNumbers(context.bridge)
        self._is_covered: Callable[[], bool] = lambda: False

    def lie_below(self, window: QWidget, is_covered: Callable[[], bool]) -> None:
        """Show nothing anew while a window lies over all of this page; once it is gone, all that has changed."""
        self._is_covered = is_covered
        window.destroyed.connect(self._on_uncovered, Qt.ConnectionType.QueuedConnection)

    def reload(self) -> None:
        """Read the journeys again and show the chosen one, or all."""
        from cxdesk.journeys.queries import journey_numbers, journey_rows

        if self._is_covered():
            return
        project = self.context.project
        there = project.read(journey_numbers)
        self.trail = [number for number in self.trail if number in there]
        if self.journey_id not in there:
            self.journey_id = None
        if not self._seen and len(there) == 1:
            self.journey_id = next(iter(there))
        self._seen = True
        if self.journey_id is None:
            from cxdesk.planning.map_reviews import map_reviews

            reviews = {review.journey_id: review for review in project.read(map_reviews)}
            self.journey = None
            self.all.show_rows(project.read(journey_rows), reviews)
            self.pages.setCurrentWidget(self.all)
        else:
            self._show_one(self.journey_id)

    def open_at(self, target: Any) -> None:
        """Show the journey of that number."""
        if isinstance(target, int):
            self.leaving()
            self.trail = []
            self.journey_id = target
            self.reload()

    def open_inner(self, journey_id: int) -> None:
        """Show the journey inside a step, with the way back."""
        if self.journey_id is not None:
            self.leaving()
            self.trail.append(self.journey_id)
            self.journey_id = journey_id
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.journey is not None and (event.size().width() >= ROOMY) != (event.oldSize().width() >= ROOMY):
            self._show_head()

    def clue_here(self) -> "Clue | None":
        """The card where the keyboard is on the map, with its touch point’s score."""
        from cxdesk.planning.clues import clue_of_card

        chosen = self.board.view.chosen
        cards = self.journey.cards if self.journey is not None and chosen is not None else ()
        card = next((c for c in cards if chosen and c.id == chosen.card_id), None)
        if card is None or not card.words.strip():
            return None
        return self.context.project.read(clue_of_card, card.id, card.words)

    def leaving(self) -> None:
        """Write what is being typed."""
        self.board.leaving()
        self.listing.leaving()
        self.about.leaving()

    def new_journey(self) -> None:
        """A journey with a first stage and step, its name ready to be typed over."""
        made = self._deeds.create(_("New journey"))
        if made is not None:
            self.open_at(made)
            self.about.show()
            self.about.name.setFocus()
            self.about.name.selectAll()

    def takes_files(self, paths: list[Path]) -> bool:
        """Take a journey that was dropped here; tables go on to the import of answers."""
        from ui.journeys.beginning import OURS_ALONE, take_in

        mine = [path for path in paths if path.suffix.lower() in OURS_ALONE]
        for path in mine:
            take_in(self.context, path, self.open_at)
        return bool(mine)

    def save_map(self, path: Path, *, for_customer: bool = False, width: int = 0) -> None:
        """Write the map that is shown in the format the name ends in."""
        from ui.journeys.saving import save

        if self.journey is not None:
            save(self.context, self.journey, path, for_customer=for_customer, width=width)

    def print_map(self) -> None:
        """Show what can be printed of the map, as it will be."""
        from ui.journeys.printing import PrintDialog

        if self.journey is not None:
            self.leaving()
            self.print_dialog = PrintDialog(self.context, self.journey, self.round_name)
            self.print_dialog.open()

    def _show_one(self, journey_id: int) -> None:
        self.journey = self.numbers.map_of(journey_id, language(), self.round_name)
        offered = self.numbers.choices(journey_id)
        reach = Reach(
            self.journey,
            self._deeds,
            self._card_deeds,
            self._many,
            self._facts,
            self.board.edit,
            self.open_inner,
            self.board.panels.toggle,
            lambda sentence: self.context.messages.notice("info", sentence),
            offered,
        )
        self.pages.setCurrentWidget(self._one)
        self._reach = reach
        self._show_head()
        self.about.show_map(self.journey, offered)
        self.board.show_map(reach)
        self._show_listing()

    def _show_head(self) -> None:
        journeys = self._reach.offered.journeys
        parent = next((name for n, name in journeys if self.trail and n == self.trail[-1]), "")
        rounds = self.numbers.round_choices()
        self.head.show_map(self._reach, rounds, self.round_name, parent, roomy=self.width() >= ROOMY)

    def _head_deeds(self) -> HeadDeeds:
        return HeadDeeds(
            go_back=self._on_back,
            about=self._on_about,
            truths=self._on_truths,
            workshop=partial(self.context.do, "workshop"),
            choose_round=self._choose_round,
            copy_as=self.copy_as,
            compare=lambda: self.context.go("compare", self.journey_id),
            print_map=self.print_map,
            save=self._ask_where,
            chosen_stage=self._chosen_stage,
        )

    def _chosen_stage(self) -> int | None:
        """The stage where the keyboard is on the map, else the last one."""
        cell, stages = self.board.view.chosen_cell, self._reach.journey.stages
        chosen = next((s.id for s in stages if cell and cell[0] in [x.id for x in s.steps]), None)
        return chosen or (stages[-1].id if stages else None)

    def _show_listing(self) -> None:
        """Rows that nobody sees are filled when somebody looks at them."""
        if self.journey is not None and self.views.currentWidget() is self.listing:
            self.listing.show_map(self._reach)

    def _on_view_chosen(self, key: str) -> None:
        self.leaving()
        self.views.setCurrentWidget(self.listing if key == "list" else self.board)
        self._show_listing()

    def _show_on_map(self, card_id: int) -> None:
        self.segments.set_current("map")
        self.views.setCurrentWidget(self.board)
        self.board.view.choose_card(card_id)
        self.board.view.setFocus()

    def _on_uncovered(self) -> None:
        self._is_covered = lambda: False
        if self.context.bridge.is_open:
            self.context.bridge.act(self.reload)

    def _on_back(self) -> None:
        self.leaving()
        self.about.hide()
        self.journey_id = self.trail.pop() if self.trail else None
        self.reload()

    def _on_truths(self) -> None:
        from ui.journeys.truths import open_truths

        self.truths = open_truths(self.context, self.journey_id or 0)

    def _on_about(self) -> None:
        self.about.setVisible(self.about.isHidden())

    def copy_as(self, state: str) -> None:
        """The shown map once more, to be changed and compared."""
        from ui.journeys.beginning import copy_as

        if self.journey is not None:
            self.leaving()
            copy_as(self.context, self.journey.id, self.journey.name, state, self.open_at)

    def _choose_round(self, name: str) -> None:
        self.round_name = name
        self.reload()

    def _ask_where(self, for_customer: bool) -> None:
        if self.journey is None:
            return
        from ui.journeys.saving import ask_where

        ask_where(
            self,
            self.journey.name,
            lambda path, width: self.save_map(path, for_customer=for_customer, width=width),
        )

    def _picture(self, digest: str) -> bytes | None:
        from cxdesk.storage.assets import load

        return self.context.project.read(load, digest)
