"""The room “Journeys”: the list of journeys, and one of them as a map or as rows."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cxdesk.i18n import _, language, ngettext, number
from ui.journeys.about import About
from ui.journeys.board import Board
from ui.journeys.deeds import CardDeeds, MapDeeds
from ui.journeys.facts import FactDeeds
from ui.journeys.head_parts import round_chip, workshop_button
from ui.journeys.listing import Listing
from ui.journeys.live import LiveNumbers
from ui.journeys.many import ManyDeeds
from ui.journeys.menus import Reach, add_menu
from ui.page import Page, PageContext
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import boxed, column, divided_card, empty, put, row
from ui.widgets.chips import tag
from ui.widgets.empty import EmptyState
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.tabs import Segmented
from ui.widgets.text import ElidedLabel, IconLabel, body, keys_text, title

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap, JourneyRow
    from cxdesk.planning.clues import Clue
    from cxdesk.planning.map_reviews import Review
    from ui.journeys.printing import PrintDialog

LONGEST_NAME = 420
# From this width on the workshop is a button with its word.
ROOMY = 1360
TABLES = (
    "journey",
    "stage",
    "step",
    "lane",
    "card",
    "touch_point",
    "touch_point_item",
    "import_batch",
    "round",
    "account_key_link",
    "card_mark",
    "card_votes",
    "step_link",
    "journey_comment",
    "journey_view",
    "persona",
    "account",
    "account_history",
    "invitation",
    "survey",
    "question",
    "item",
    "scale",
    "data_set",
    "issue",
    "action",
    "follow_up",
)


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return JourneysPage(context)


class JourneysPage(Page):
    """Without a chosen journey it lists all; with one it shows its map, or the same as rows."""

    tables = frozenset(TABLES)
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
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(24, 0, 24, 0)
        self._bar.setSpacing(8)
        bar = boxed(self._bar, "head_bar")
        bar.setFixedHeight(52 + theme.extra_line)
        self.segments = Segmented(theme, [("map", _("Map")), ("list", _("List"))])
        self.segments.chosen.connect(self._on_view_chosen)
        one = boxed(column(bar, row(self.views, self.about, gap=0), gap=0))
        self.all = QWidget()
        self.frame = Scaffold(self.all)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.all)
        self.pages.addWidget(one)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pages)
        self._one, self._seen = one, False
        self._head: tuple[object, ...] = ()
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
            self._show_all(project.read(journey_rows), reviews)
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
            self._show_head(self._reach, self._rounds)

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

    def _show_all(self, rows: "list[JourneyRow]", reviews: "dict[int, Review]") -> None:
        self.journey = None
        self.frame.clear()
        self.pages.setCurrentWidget(self.all)
        theme = self.context.theme
        if not rows:
            self.frame.add(
                EmptyState(
                    theme,
                    _("No journey yet"),
                    _("Draw what your customers go through, step by step, and see where it hurts."),
                    _("New journey"),
                    self._on_new,
                ),
                None,
            )
            return
        count = ngettext("{n} journey", "{n} journeys", len(rows)).format(n=number(len(rows)))
        people = Button(theme, _("Personas"), icon="users", on_click=lambda: self.context.go("personas"))
        beside = Button(
            theme, _("Two maps beside each other"), icon="split", on_click=lambda: self.context.go("compare")
        )
        new = Button(theme, _("New journey"), "filled", icon="plus", on_click=self._on_new)
        self.frame.head(count, "", people, beside, new)
        table = Table(theme, _columns(reviews), rows, name=_("Journeys"), fit=True, key=lambda r: r.id)
        table.opened.connect(lambda r: self.open_at(r.id))
        self.frame.add(boxed(column(table, margins=(12, 4, 12, 8)), "card"))
        self._show_reviews([reviews[row.id] for row in rows if row.id in reviews])
        self.frame.add(None)

    def _show_reviews(self, reviews: "list[Review]") -> None:
        """Why maps should be checked again, each with the way to it."""
        if not reviews:
            return
        lines = []
        for review in reviews:
            there = Button(
                self.context.theme, _("Open the map"), "plain", icon_after="chevron-right",
                on_click=partial(self.open_at, review.journey_id),
            )  # fmt: skip
            told = column(body(review.name, strong=True), body(review.told, tone="text2"), gap=0)
            line = row(gap=16, margins=(16, 10, 16, 10))
            line.addWidget(IconLabel(self.context.theme, "hourglass", "warn", 20))
            line.addLayout(told, 1)
            line.addWidget(there)
            lines.append(boxed(line))
        self.frame.add(24, title(_("To look at again")), 8, divided_card(lines))

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
        self._show_head(reach, self.numbers.round_choices())
        self.about.show_map(self.journey, offered)
        self.board.show_map(reach)
        self._show_listing()

    def _show_listing(self) -> None:
        """Rows that nobody sees are filled when somebody looks at them."""
        if self.journey is not None and self.views.currentWidget() is self.listing:
            self.listing.show_map(self._reach)

    def _show_head(self, reach: Reach, rounds: list[tuple[str, str]]) -> None:
        from cxdesk.journeys.heads import stale_months

        journey, theme = reach.journey, self.context.theme
        self._reach, self._rounds = reach, rounds
        age, roomy = stale_months(journey), self.width() >= ROOMY
        parent = next((name for n, name in reach.offered.journeys if self.trail and n == self.trail[-1]), "")
        head = (
            journey.name, journey.state, journey.persona, journey.segment, age, parent, journey.round_name, journey.rounds,
            tuple(rounds), roomy,
        )  # fmt: skip
        if head == self._head:
            return
        self._head = head
        from cxdesk.journeys.extras import stale_words
        from cxdesk.journeys.queries import STATE_WORDS

        self.segments.setParent(None)
        empty(self._bar)
        way_back = _("Back to “{name}”").format(name=parent) if parent else _("All journeys")
        back = IconButton(theme, "arrow-left", way_back, on_click=self._on_back)
        name = ElidedLabel(journey.name, "title")
        needed = QFontMetrics(theme.font("title")).horizontalAdvance(journey.name) + 8
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name.setFixedWidth(min(needed, LONGEST_NAME))
        things: list[Any] = [back]
        if parent:
            things += [Button(theme, parent, "plain", dense=True, on_click=self._on_back)]
            things += [IconLabel(theme, "chevron-right")]
        things += [name, tag(_(STATE_WORDS[journey.state]))]
        things += [tag(words) for words in (journey.persona, journey.segment) if words]
        if age is not None:
            things.append(tag(stale_words(age, language()), "warn"))
        things += [
            IconButton(theme, "pencil", _("About this journey"), size=16, on_click=self._on_about),
            IconButton(theme, "diamond", _("Moments of truth"), size=16, on_click=self._on_truths),
            None,
        ]
        things.append(self.segments)
        things.append(workshop_button(theme, partial(self.context.do, "workshop"), roomy=roomy))
        if rounds:
            things.append(round_chip(theme, journey, self.round_name, self._on_rounds))
        things.append(Button(theme, _("Add"), icon="plus", on_click=self._on_add))
        things.append(Button(theme, _("Print"), icon="printer", on_click=self._on_print))
        for thing in things:
            put(self._bar, thing)

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

    def _on_add(self) -> None:
        menu = self._menu()
        cell = self.board.view.chosen_cell
        stages = self._reach.journey.stages
        chosen = next((s.id for s in stages if cell and cell[0] in [x.id for x in s.steps]), None)
        add_menu(menu, self._reach, chosen or (stages[-1].id if stages else None))
        menu.addSeparator()
        from cxdesk.journeys.queries import STATE_WORDS

        copies = menu.addMenu(_("A copy of this map"))
        for state, words in STATE_WORDS.items():
            copies.addAction(_(words), partial(self.copy_as, state))
        menu.addAction(
            _("Compare, keep a snapshot"), lambda: self.context.go("compare", self._reach.journey.id)
        )
        self._pop_up(menu)

    def _on_new(self) -> None:
        from ui.journeys.beginning import TemplateDialog, ask_for_file

        menu = self._menu()
        menu.addAction(_("Empty"), self.new_journey)
        menu.addAction(_("From a template"), lambda: TemplateDialog(self.context, self.open_at))
        menu.addAction(_("From a file"), lambda: ask_for_file(self.context, self.open_at))
        self._pop_up(menu)

    def copy_as(self, state: str) -> None:
        """The shown map once more, to be changed and compared."""
        from ui.journeys.beginning import copy_as

        if self.journey is not None:
            self.leaving()
            copy_as(self.context, self.journey.id, self.journey.name, state, self.open_at)

    def _on_rounds(self) -> None:
        menu = self._menu()
        for name, words in (("", _("Latest round")), *self._rounds):
            action = menu.addAction(words, partial(self._choose_round, name))
            action.setCheckable(True)
            action.setChecked(name == self.round_name)
        self._pop_up(menu)

    def _choose_round(self, name: str) -> None:
        self.round_name = name
        self.reload()

    def _on_print(self) -> None:
        menu = self._menu()
        menu.addAction(
            f"{_('Print to scale, cards and voting sheets')}\t{keys_text('Ctrl+P')}", self.print_map
        )
        menu.addSeparator()
        menu.addAction(_("For us, with everything"), lambda: self._ask_where(for_customer=False))
        menu.addAction(
            _("For a customer, without what stays inside"), lambda: self._ask_where(for_customer=True)
        )
        self._pop_up(menu)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _pop_up(self, menu: QMenu) -> None:
        sender = self.sender()
        below = sender if isinstance(sender, QWidget) else self
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _ask_where(self, *, for_customer: bool) -> None:
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


def _columns(reviews: "dict[int, Review]") -> list[Column]:
    from cxdesk.journeys.queries import STATE_WORDS

    def _again(one: "JourneyRow") -> str:
        return _("check again") if one.id in reviews else ""

    return [
        Column(_("Journey"), lambda r: r.name, "strong", share=3),
        Column(_("Whose journey it is"), lambda r: r.persona, "muted", share=2),
        Column(_("What the map shows"), lambda r: _(STATE_WORDS[r.state]), "muted", share=1),
        Column("", _again, "tag", lambda r: (_again(r), "warn") if _again(r) else None, width=100),
        Column(_("Stages"), lambda r: number(r.stages), "number", width=90),
        Column(_("Steps"), lambda r: number(r.steps), "number", width=90),
        Column(_("Cards"), lambda r: number(r.cards), "number", width=90),
    ]
