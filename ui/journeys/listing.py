"""The same journey as rows: for the keyboard, for screen readers, and for writing many cards in a row."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cxdesk.i18n import _
from ui.journeys.card_form import CardForm, lane_options
from ui.journeys.comment_panel import CommentPanel
from ui.journeys.coverage_view import CoverageView
from ui.journeys.list_columns import (
    card_columns,
    lane_columns,
    lines_of,
    link_columns,
    stage_columns,
    step_columns,
)
from ui.journeys.list_part import ListPart
from ui.journeys.list_search import ListSearch
from ui.journeys.menus import Reach, lanes_to_add
from ui.journeys.part_forms import LaneForm, LinkForm, StageForm, StepForm
from ui.journeys.side import narrow
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, row
from ui.widgets.fields import Choice
from ui.widgets.tabs import TabRow

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap

COMMENTS_WIDTH = 560


class Listing(QWidget):
    """Tabs for cards, steps, stages, lanes, links and comments; each edits all that there is."""

    def __init__(self, theme: Theme, show_on_map: Callable[[int], None]) -> None:
        super().__init__()
        self._theme = theme
        self._reach: Reach | None = None
        self.form = CardForm(theme, show_on_map, self.go_to_comments)
        self.cards, self.steps = self._cards(), self._steps()
        self.stages, self.lanes, self.links = self._stages(), self._lanes(), self._links()
        self._parts = (self.cards, self.steps, self.stages, self.lanes, self.links)
        self.comments: CommentPanel | None = None
        self._comments_box: QWidget | None = None
        self._show_on_map = show_on_map
        self.tabs = TabRow(
            [
                ("cards", _("Cards")),
                ("steps", _("Steps")),
                ("stages", _("Stages")),
                ("lanes", _("Lanes")),
                ("links", _("Links")),
                ("comments", _("Comments")),
                ("coverage", _("What is missing")),
            ]
        )
        self.tabs.chosen.connect(self.show_tab)
        self.stack = QStackedWidget()
        self.coverage = CoverageView(theme)
        for part in (*self._parts, self.coverage):
            self.stack.addWidget(part)
        self.search = ListSearch(self._parts, self.stack)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.begin_search)
        head = QHBoxLayout()
        head.setContentsMargins(24, 8, 24, 0)
        head.setSpacing(16)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.stack, 1)

    def show_map(self, reach: Reach) -> None:
        """Show all of a journey, or the same after a change."""
        self._reach = reach
        journey = reach.journey
        self.search.take(reach)
        self.cards.show_rows(reach, lines_of(journey))
        self.steps.show_rows(reach, journey.steps)
        self.stages.show_rows(reach, journey.stages)
        self.lanes.show_rows(reach, journey.lanes)
        self.links.show_rows(reach, journey.links)
        steps = [(s.id, s.name) for s in journey.steps]
        for choice in (self.add_step, self.link_from):
            _offer(choice, steps)
        # Nobody links a step to itself; the next one is meant most often.
        _offer(self.link_to, steps, steps[min(1, len(steps) - 1)][0] if steps else None)
        lanes = lane_options(reach, False) + lane_options(reach, True)
        _offer(self.add_lane, lanes)
        _offer(self.add_stage, [(s.id, s.name) for s in journey.stages])
        _offer(self.add_kind, lanes_to_add(journey))
        self.coverage.show_map(reach)
        self._show_comments()

    def show_tab(self, key: str) -> None:
        """Show one of the tabs."""
        self.leaving()
        if key == "comments" and self.comments is None and self._reach is not None:
            self.comments = CommentPanel(self._theme, self._reach.facts, None, self._show_on_map)
            # Here it is a tab of its own and no panel beside something: no head, no edge, as wide as is read well.
            self.comments.setProperty("part", "body")
            self.comments.setFixedWidth(COMMENTS_WIDTH)
            self._comments_box = boxed(row(self.comments, None, margins=(8, 12, 12, 8)))
            self.stack.addWidget(self._comments_box)
            self._show_comments()
        self.tabs.set_current(key)
        parts: dict[str, QWidget | None] = {
            "cards": self.cards,
            "steps": self.steps,
            "stages": self.stages,
            "lanes": self.lanes,
            "links": self.links,
            "comments": self._comments_box,
            "coverage": self.coverage,
        }
        if (part := parts[key]) is not None:
            self.stack.setCurrentWidget(part)
        self.search.setEnabled(key not in ("comments", "coverage"))

    def begin_search(self) -> None:
        """Put the keyboard into the search."""
        if self.search.isEnabled():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def go_to_comments(self) -> None:
        """Show what was said of the chosen card, ready to say more."""
        self.show_tab("comments")
        if self.comments is not None:
            self.comments.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leaving(self) -> None:
        """Write what is being typed."""
        for part in self._parts:
            part.form.leaving()

    def _cards(self) -> ListPart:
        self.add_step, self.add_lane = _choice(_("Step")), _choice(_("Lane"))
        add = Button(self._theme, _("Add a card"), icon="plus", on_click=self._on_add_card)
        return ListPart(
            self._theme,
            card_columns(),
            _("Cards of the journey"),
            self.form,
            self.add_step,
            self.add_lane,
            add,
            None,
            add=self._on_add_card,
            none=self._no_card,
        )

    def _steps(self) -> ListPart:
        self.add_stage = _choice(_("Stage"))
        add = Button(self._theme, _("Add a step"), icon="plus", on_click=self._on_add_step)
        return ListPart(
            self._theme, step_columns(self._shown), _("Steps of the journey"), StepForm(self._theme), self.add_stage, add, None,
            add=self._on_add_step, none=self._no_step,
        )  # fmt: skip

    def _stages(self) -> ListPart:
        add = Button(self._theme, _("Add a stage"), icon="plus", on_click=self._on_add_stage)
        return ListPart(
            self._theme, stage_columns(self._shown), _("Stages of the journey"), StageForm(self._theme), add, None,
            add=self._on_add_stage, none=lambda: _("No stage yet. Add one; its steps come next."),
        )  # fmt: skip

    def _lanes(self) -> ListPart:
        self.add_kind = _choice(_("Kind"))
        add = Button(self._theme, _("Add a lane"), icon="plus", on_click=self._on_add_lane)
        return ListPart(
            self._theme, lane_columns(self._shown), _("Lanes of the journey"), LaneForm(self._theme), self.add_kind, add, None,
            add=self._on_add_lane, none=lambda: _("No lane yet. Choose a kind and add one."),
        )  # fmt: skip

    def _links(self) -> ListPart:
        self.link_from, self.link_to = _choice(_("From step")), _choice(_("To step"))
        add = Button(self._theme, _("Link them"), icon="plus", on_click=self._on_link)
        form = LinkForm(self._theme)
        told = _("No link yet. Link two steps where customers can go another way than on to the next one.")
        return ListPart(
            self._theme, link_columns(self._shown), _("Links between steps"), form, self.link_from, self.link_to, add, None,
            add=self._on_link, none=lambda: told,
        )  # fmt: skip

    def _shown(self) -> "JourneyMap | None":
        return self._reach.journey if self._reach is not None else None

    def _show_comments(self) -> None:
        if self.comments is not None and self._reach is not None:
            chosen = self.cards.row
            self.comments.show_comments(
                self._reach.journey, self._reach.offered.comments, chosen.id if chosen else None
            )

    def _on_add_card(self) -> None:
        reach, lane_id = self._reach, self.add_lane.value()
        if reach is None or lane_id is None or self.add_step.value() is None:
            return
        kind = next(lane.kind for lane in reach.journey.lanes if lane.id == lane_id)
        self.search.clear()
        made = reach.card.add(self.add_step.value(), lane_id, kind)
        if made is not None:
            self.cards.choose(made)
            self.form.begin()

    def _on_add_step(self) -> None:
        if self._reach is not None and self.add_stage.value() is not None:
            self._begin_with(self.steps, self._reach.map.add_step(self.add_stage.value()))

    def _on_add_stage(self) -> None:
        if self._reach is not None:
            self._begin_with(self.stages, self._reach.map.add_stage(self._reach.journey.id))

    def _begin_with(self, part: ListPart, made: int | None) -> None:
        """Go to a row that was just made, ready to be named."""
        if made is not None:
            self.search.clear()
            part.choose(made)
            part.form.begin()

    def _on_add_lane(self) -> None:
        from cxdesk.journeys.actions import INTERNAL_KINDS

        kind = self.add_kind.value()
        if self._reach is not None and kind is not None:
            internal = kind in INTERNAL_KINDS
            self._begin_with(self.lanes, self._reach.map.add_lane(self._reach.journey.id, kind, internal))

    def _on_link(self) -> None:
        one, other = self.link_from.value(), self.link_to.value()
        if self._reach is not None and one is not None and other is not None:
            self._begin_with(self.links, self._reach.facts.link(one, other, "goes_to", ""))

    def _no_card(self) -> str:
        if self._reach is not None and not self._reach.journey.steps:
            return self._no_step()
        return _("No card yet. Choose a step and a lane, then add one.")

    def _no_step(self) -> str:
        if self._reach is not None and not self._reach.journey.stages:
            return _("No stage yet. Add one under “{tab}”; its steps come next.").format(tab=_("Stages"))
        return _("No step yet. Add one under “{tab}”.").format(tab=_("Steps"))


def _offer(choice: Choice, options: list[tuple[Any, str]], instead: Any = None) -> None:
    """Offer these; what is chosen stays chosen while it is among them."""
    choice.set_options(options, choice.value() if choice.value() in dict(options) else instead)


def _choice(name: str) -> Choice:
    made = Choice()
    narrow(made)
    made.setMinimumContentsLength(22)
    made.setAccessibleName(name)
    return made
