"""The head of an open map: what it is called and shows, its two views, the round, and its menus."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from cxdesk.i18n import _, language
from ui.journeys.menus import Reach, add_menu
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import empty, put
from ui.widgets.chips import Chip, tag
from ui.widgets.menus import menu_on, pop_up_below
from ui.widgets.tabs import Segmented
from ui.widgets.text import ElidedLabel, IconLabel, keys_text

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap

LONGEST_NAME = 420


@dataclass(frozen=True, slots=True)
class HeadDeeds:
    """What is done from the head, by the page that shows the map."""

    go_back: Callable[[], None]
    about: Callable[[], None]
    truths: Callable[[], None]
    workshop: Callable[[], None]
    choose_round: Callable[[str], None]
    copy_as: Callable[[str], None]
    compare: Callable[[], None]
    print_map: Callable[[], None]
    save: Callable[[bool], None]
    chosen_stage: Callable[[], int | None]


class MapHead(QFrame):
    """Made anew only when something in it is otherwise: typing on a card leaves it as it is."""

    def __init__(self, theme: Theme, deeds: HeadDeeds) -> None:
        super().__init__()
        self._theme, self._deeds = theme, deeds
        self._reach: Reach | None = None
        self._rounds: list[tuple[str, str]] = []
        self._round_name = ""
        self._shown: tuple[object, ...] = ()
        self.setProperty("part", "head_bar")
        self.setFixedHeight(52 + theme.extra_line)
        self._bar = QHBoxLayout(self)
        self._bar.setContentsMargins(24, 0, 24, 0)
        self._bar.setSpacing(8)
        self.segments = Segmented(theme, [("map", _("Map")), ("list", _("List"))])

    def show_map(
        self, reach: Reach, rounds: list[tuple[str, str]], round_name: str, parent: str, *, roomy: bool
    ) -> None:
        """Show what a map is; `parent` is the name of the journey it lies in, where it was opened from there."""
        from cxdesk.journeys.heads import stale_months

        self._reach, self._rounds, self._round_name = reach, rounds, round_name
        journey, age = reach.journey, stale_months(reach.journey)
        shown = (
            journey.name, journey.state, journey.persona, journey.segment, age, parent, journey.round_name, journey.rounds,
            tuple(rounds), roomy,
        )  # fmt: skip
        if shown == self._shown:
            return
        self._shown = shown
        self.segments.setParent(None)
        empty(self._bar)
        things = [*self._who(journey, parent, age), None, self.segments, *self._ways_on(journey, roomy)]
        for thing in things:
            put(self._bar, thing)

    def _who(self, journey: "JourneyMap", parent: str, age: int | None) -> list[Any]:
        from cxdesk.journeys.extras import stale_words
        from cxdesk.journeys.queries import STATE_WORDS

        theme, deeds = self._theme, self._deeds
        way_back = _("Back to “{name}”").format(name=parent) if parent else _("All journeys")
        things: list[Any] = [IconButton(theme, "arrow-left", way_back, on_click=deeds.go_back)]
        if parent:
            things += [Button(theme, parent, "plain", dense=True, on_click=deeds.go_back)]
            things += [IconLabel(theme, "chevron-right")]
        things += [self._name(journey.name), tag(_(STATE_WORDS[journey.state]))]
        things += [tag(words) for words in (journey.persona, journey.segment) if words]
        if age is not None:
            things.append(tag(stale_words(age, language()), "warn"))
        return [
            *things,
            IconButton(theme, "pencil", _("About this journey"), size=16, on_click=deeds.about),
            IconButton(theme, "diamond", _("Moments of truth"), size=16, on_click=deeds.truths),
        ]

    def _name(self, text: str) -> ElidedLabel:
        name = ElidedLabel(text, "title")
        needed = QFontMetrics(self._theme.font("title")).horizontalAdvance(text) + 8
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name.setFixedWidth(min(needed, LONGEST_NAME))
        return name

    def _ways_on(self, journey: "JourneyMap", roomy: bool) -> list[QWidget]:
        things: list[QWidget] = [self._workshop_button(roomy)]
        if self._rounds:
            chip = Chip(
                self._theme, journey.round_name or _("Latest round"), quiet=not self._round_name,
                on_click=lambda: self._pop_up(self._fill_rounds, chip),
            )  # fmt: skip
            # Where the figures come from several rounds, these are told when it is pointed at.
            chip.setToolTip(journey.rounds)
            things.append(chip)
        for text, icon, fill in (
            (_("Add"), "plus", self._fill_add),
            (_("Print"), "printer", self._fill_print),
        ):
            button = Button(self._theme, text, icon=icon)
            button.clicked.connect(partial(self._pop_up, fill, button))
            things.append(button)
        return things

    def _workshop_button(self, roomy: bool) -> QWidget:
        """Starts a workshop on the map; with its word where there is room."""
        start = _("Start a workshop on this map")
        if not roomy:
            return IconButton(self._theme, "monitor", start, on_click=self._deeds.workshop)
        made = Button(self._theme, _("Workshop"), icon="monitor", on_click=self._deeds.workshop)
        made.setToolTip(f"{start} ({keys_text('F11')})")
        return made

    def _pop_up(self, fill: Callable[[QMenu], None], opener: QWidget, _checked: bool = False) -> None:
        # The head may be made anew by what is chosen, and its buttons with it: the menu is the head's own.
        menu = menu_on(self)
        fill(menu)
        pop_up_below(menu, opener)

    def _fill_add(self, menu: QMenu) -> None:
        from cxdesk.journeys.queries import STATE_WORDS

        assert self._reach is not None
        add_menu(menu, self._reach, self._deeds.chosen_stage())
        menu.addSeparator()
        copies = menu.addMenu(_("A copy of this map"))
        for state, words in STATE_WORDS.items():
            copies.addAction(_(words), partial(self._deeds.copy_as, state))
        menu.addAction(_("Compare, keep a snapshot"), self._deeds.compare)

    def _fill_rounds(self, menu: QMenu) -> None:
        for name, words in (("", _("Latest round")), *self._rounds):
            action = menu.addAction(words, partial(self._deeds.choose_round, name))
            action.setCheckable(True)
            action.setChecked(name == self._round_name)

    def _fill_print(self, menu: QMenu) -> None:
        words = f"{_('Print to scale, cards and voting sheets')}\t{keys_text('Ctrl+P')}"
        menu.addAction(words, self._deeds.print_map)
        menu.addSeparator()
        menu.addAction(_("For us, with everything"), partial(self._deeds.save, False))
        menu.addAction(_("For a customer, without what stays inside"), partial(self._deeds.save, True))
