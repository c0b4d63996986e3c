"""The same journey as rows: for the keyboard, for screen readers, and for writing many cards in a row."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cxdesk.i18n import _, day, language, listed
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES, LINES
from ui.journeys.card_form import CardForm, Line, lane_options
from ui.journeys.comment_panel import CommentPanel
from ui.journeys.coverage_view import CoverageView
from ui.journeys.list_part import ListPart
from ui.journeys.menus import Reach
from ui.journeys.part_forms import LaneForm, LinkForm, StageForm, StepForm
from ui.journeys.side import narrow
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice
from ui.widgets.tables import Column
from ui.widgets.tabs import TabRow

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap, StageOnMap, StepOnMap

COMMENTS_WIDTH = 560


def lines_of(journey: "JourneyMap") -> list[Line]:
    """The cards in the order of steps, then lanes."""
    from cxdesk.journeys.labels import lane_words

    at: dict[tuple[int, int], list[object]] = {}
    for card in journey.cards:
        at.setdefault((card.step_id, card.lane_id), []).append(card)
    return [
        Line(card, stage.name, step.name, lane_words(lane, language(), journey.persona), lane.kind)  # type: ignore[arg-type]
        for stage in journey.stages
        for step in stage.steps
        for lane in journey.lanes
        for card in at.get((step.id, lane.id), [])
    ]


class Listing(QWidget):
    """Tabs for cards, steps, stages, lanes, links and comments; each edits all that there is."""

    def __init__(self, theme: Theme, show_on_map: Callable[[int], None]) -> None:
        super().__init__()
        self._theme = theme
        self._reach: Reach | None = None
        self.form = CardForm(theme, show_on_map)
        self.cards, self.steps = self._cards(), self._steps()
        self.stages, self.lanes, self.links = self._stages(), self._lanes(), self._links()
        self.comments: CommentPanel | None = None
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
        for part in (self.cards, self.steps, self.stages, self.lanes, self.links, self.coverage):
            self.stack.addWidget(part)
        head = QHBoxLayout()
        head.setContentsMargins(24, 8, 24, 0)
        head.addWidget(self.tabs)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.stack, 1)

    def show_map(self, reach: Reach) -> None:
        """Show all of a journey, or the same after a change."""
        self._reach = reach
        journey = reach.journey
        self.cards.show_rows(reach, lines_of(journey))
        self.steps.show_rows(reach, journey.steps)
        self.stages.show_rows(reach, journey.stages)
        self.lanes.show_rows(reach, journey.lanes)
        self.links.show_rows(reach, journey.links)
        steps = [(s.id, s.name) for s in journey.steps]
        for choice in (self.add_step, self.link_from, self.link_to):
            choice.set_options(steps, choice.value() if choice.value() in dict(steps) else None)
        lanes = lane_options(reach, False) + lane_options(reach, True)
        self.add_lane.set_options(
            lanes, self.add_lane.value() if self.add_lane.value() in dict(lanes) else None
        )
        stages = [(s.id, s.name) for s in journey.stages]
        self.add_stage.set_options(
            stages, self.add_stage.value() if self.add_stage.value() in dict(stages) else None
        )
        self._offer_kinds(journey)
        self.coverage.show_map(reach)
        self._show_comments()

    def show_tab(self, key: str) -> None:
        """Show one of the tabs."""
        self.leaving()
        if key == "comments" and self.comments is None and self._reach is not None:
            self.comments = CommentPanel(
                self._theme, self._reach.facts, lambda: self.show_tab("cards"), self._show_on_map
            )
            # Here it is a tab of its own and no panel beside something.
            self.comments.setProperty("part", "body")
            self.comments.setFixedWidth(COMMENTS_WIDTH)
            self.stack.addWidget(self.comments)
            self._show_comments()
        self.tabs.set_current(key)
        parts: dict[str, QWidget | None] = {
            "cards": self.cards,
            "steps": self.steps,
            "stages": self.stages,
            "lanes": self.lanes,
            "links": self.links,
            "comments": self.comments,
            "coverage": self.coverage,
        }
        if (part := parts[key]) is not None:
            self.stack.setCurrentWidget(part)

    def leaving(self) -> None:
        """Write what is being typed."""
        for part in (self.cards, self.steps, self.stages, self.lanes, self.links):
            part.form.leaving()

    def _cards(self) -> ListPart:
        columns = [
            Column(_("Stage"), lambda line: line.stage, "muted", width=100),
            Column(_("Step"), lambda line: line.step, width=116),
            Column(_("Lane"), lambda line: line.lane, "muted", width=128),
            Column(_("Text"), _said, share=3),
            Column(_("How sure are we"), _sure, "muted", width=104),
        ]
        self.add_step, self.add_lane = _choice(_("Step")), _choice(_("Lane"))
        add = Button(self._theme, _("Add a card"), icon="plus", on_click=self._on_add_card)
        return ListPart(
            self._theme,
            columns,
            _("Cards of the journey"),
            self.form,
            self.add_step,
            self.add_lane,
            add,
            None,
        )

    def _steps(self) -> ListPart:
        columns = [
            Column(_("Stage"), self._stage_of, "muted", width=140),
            Column(_("Step"), lambda step: step.name, share=2),
            Column(_("Owning function"), lambda step: step.function, "muted", share=1),
            Column(_("Journey inside"), lambda step: step.inner_journey, "muted", share=1),
            Column(_("Last checked"), self._checked, "tag", self._age_tag, width=190),
        ]
        self.add_stage = _choice(_("Stage"))
        add = Button(self._theme, _("Add a step"), icon="plus", on_click=self._on_add_step)
        return ListPart(
            self._theme, columns, _("Steps of the journey"), StepForm(self._theme), self.add_stage, add, None
        )

    def _stages(self) -> ListPart:
        columns = [
            Column(_("Stage"), lambda stage: stage.name, share=2),
            Column(_("Duration"), lambda stage: stage.duration, "muted", share=1),
            Column(_("What is said of the whole stage"), self._pooled, share=3),
            Column(_("Oldest step checked"), self._checked, "tag", self._age_tag, width=190),
            Column(_("Locked"), lambda stage: _("yes") if stage.locked else "", "muted", width=90),
        ]
        add = Button(self._theme, _("Add a stage"), icon="plus", on_click=self._on_add_stage)
        return ListPart(self._theme, columns, _("Stages of the journey"), StageForm(self._theme), add, None)

    def _lanes(self) -> ListPart:
        columns = [
            Column(_("Lane"), self._lane_words, share=2),
            Column(_("Stays inside"), lambda lane: _("yes") if lane.internal else "", "muted", width=120),
            Column(_("Locked"), lambda lane: _("yes") if lane.locked else "", "muted", width=90),
        ]
        self.add_kind = _choice(_("Kind"))
        add = Button(self._theme, _("Add a lane"), icon="plus", on_click=self._on_add_lane)
        return ListPart(
            self._theme, columns, _("Lanes of the journey"), LaneForm(self._theme), self.add_kind, add, None
        )

    def _links(self) -> ListPart:
        columns = [
            Column(_("From step"), lambda link: self._step_name(link.from_step_id), share=1),
            Column(_("To step"), lambda link: self._step_name(link.to_step_id), share=1),
            Column(_("Kind"), lambda link: _("branch") if link.kind == "branch" else "", "muted", width=90),
            Column(_("When, in words"), lambda link: link.words, share=2),
        ]
        self.link_from, self.link_to = _choice(_("From step")), _choice(_("To step"))
        add = Button(self._theme, _("Link them"), icon="plus", on_click=self._on_link)
        form = LinkForm(self._theme)
        return ListPart(
            self._theme, columns, _("Links between steps"), form, self.link_from, self.link_to, add, None
        )

    def _offer_kinds(self, journey: "JourneyMap") -> None:
        from cxdesk.journeys.kinds import LANE_KINDS
        from cxdesk.journeys.queries import LANE_WORDS

        here = {lane.kind for lane in journey.lanes}
        kinds = [(k, _(LANE_WORDS[k])) for k in LANE_KINDS if k not in LINES or k not in here]
        self.add_kind.set_options(
            kinds, self.add_kind.value() if self.add_kind.value() in dict(kinds) else None
        )

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
        made = reach.card.add(self.add_step.value(), lane_id, kind)
        if made is not None:
            self.cards.choose(made)
            self.form.text.setFocus()

    def _on_add_step(self) -> None:
        if self._reach is not None and self.add_stage.value() is not None:
            self.steps.choose(self._reach.map.add_step(self.add_stage.value()))

    def _on_add_stage(self) -> None:
        if self._reach is not None:
            self.stages.choose(self._reach.map.add_stage(self._reach.journey.id))

    def _on_add_lane(self) -> None:
        from cxdesk.journeys.actions import INTERNAL_KINDS

        kind = self.add_kind.value()
        if self._reach is not None and kind is not None:
            self.lanes.choose(self._reach.map.add_lane(self._reach.journey.id, kind, kind in INTERNAL_KINDS))

    def _on_link(self) -> None:
        one, other = self.link_from.value(), self.link_to.value()
        if self._reach is not None and one is not None and other is not None:
            self.links.choose(self._reach.facts.link(one, other, "goes_to", ""))

    def _stage_of(self, step: "StepOnMap") -> str:
        stages = self._reach.journey.stages if self._reach else ()
        return next((s.name for s in stages if step.id in [x.id for x in s.steps]), "")

    def _checked(self, row: "StepOnMap | StageOnMap") -> str:
        if row.checked_on is None:
            return ""
        text = day(row.checked_on)
        return _("{day}, check again").format(day=text) if self._is_stale(row) else text

    def _age_tag(self, row: "StepOnMap | StageOnMap") -> tuple[str, str] | None:
        text = self._checked(row)
        return (text, "warn" if self._is_stale(row) else "plain") if text else None

    def _pooled(self, stage: "StageOnMap") -> str:
        from cxdesk.journeys.stage_facts import pooled_words

        return ". ".join(pooled_words(stage, language()))

    def _is_stale(self, row: "StepOnMap | StageOnMap") -> bool:
        from cxdesk.ages import stale_months

        today = self._reach.journey.today if self._reach else date.today()
        return stale_months(row.checked_on, today) is not None

    def _lane_words(self, lane: object) -> str:
        from cxdesk.journeys.labels import lane_words

        return lane_words(lane, language(), self._reach.journey.persona if self._reach else "")  # type: ignore[arg-type]

    def _step_name(self, step_id: int) -> str:
        steps = self._reach.journey.steps if self._reach else ()
        return next((s.name for s in steps if s.id == step_id), "")


def _choice(name: str) -> Choice:
    made = Choice()
    narrow(made)
    made.setMinimumContentsLength(22)
    made.setAccessibleName(name)
    return made


def _said(line: Line) -> str:
    from cxdesk.journeys.glyph import score_words

    if line.kind in CURVES and line.card.feeling is not None:
        words = _(min(FEELING_WORDS, key=lambda f: abs(f[0] - (line.card.feeling or 0.0)))[1])
        return _("{feeling}: {text}").format(feeling=words, text=line.card.text) if line.card.text else words
    said = line.card.words or line.card.quotation
    if line.card.score is not None:
        return _("{text}: {score}").format(text=said, score=listed(score_words(line.card.score, language())))
    return said


def _sure(line: Line) -> str:
    from cxdesk.personas.kinds import GRADE_WORDS

    return _(GRADE_WORDS[line.card.grade])
