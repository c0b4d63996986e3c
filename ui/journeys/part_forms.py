"""All fields of a step, a stage, a lane and a link."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from cxdesk.i18n import _, language, number, pgettext
from cxdesk.journeys.kinds import CURVES, LINES, TRUTH_LIMIT
from ui.journeys.list_part import Form
from ui.journeys.menus import Reach
from ui.journeys.side import narrow
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import row
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.named import NameInput
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.journeys.queries import LaneOnMap, LinkOnMap, StageOnMap, StepOnMap


class PartForm(Form):
    """The form of a stage, step or lane: it is moved among its neighbours, and deleted."""

    part = ""

    def delete(self) -> None:
        """Take it away, with all that is in it."""
        self.do(lambda r, x: r.map.delete(self.part, x.id))

    def shift(self, across: int, down: int) -> None:
        """Move it so many places on, whichever way its neighbours lie."""

        def go(reach: Reach, one: "StageOnMap | StepOnMap | LaneOnMap") -> None:
            rows, stage_id = _neighbours(reach, self.part, one.id)
            place = rows.index(one.id) + across + down
            if 0 <= place < len(rows):
                reach.map.move(self.part, one.id, place, stage_id)

        self.do(go)


class StepForm(PartForm):
    """Name, stage, owner, journey inside, weights, age."""

    part = "step"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name, self.function = LineInput(), NameInput()
        self.stage, self.inner = Choice(), Choice()
        self.scores = {key: Choice() for key in ("customer_score", "employee_score", "business_score")}
        self.checked = DayInput(theme)
        self.open = Button(theme, _("Open the journey inside"), "plain", dense=True, on_click=self._on_open)
        for choice in (self.stage, self.inner):
            narrow(choice)
        do = self.do
        self.name.committed.connect(lambda text: self.rename("step", text))
        self.function.named.connect(lambda name: do(lambda r, x: r.facts.function(x.id, name)))
        self.stage.chosen.connect(lambda value: do(lambda r, x: r.map.move("step", x.id, 1 << 20, value)))
        self.inner.chosen.connect(lambda value: do(lambda r, x: r.facts.inner(x.id, value or None)))
        self.checked.chosen.connect(lambda on: do(lambda r, x: r.facts.step_checked(x.id, on)))
        for key, choice in self.scores.items():
            choice.chosen.connect(partial(self._on_score, key))
        self.add(
            Field(theme, _("Name"), self.name),
            Field(theme, _("Stage"), self.stage),
            Field(theme, _("Owning function"), self.function),
            Field(theme, _("Journey inside"), self.inner),
            row(self.open, None),
            Field(theme, _("Weight for the customer"), self.scores["customer_score"]),
            Field(theme, _("Weight for the employee"), self.scores["employee_score"]),
            Field(theme, _("Weight for the business"), self.scores["business_score"]),
            Field(theme, _("Last checked"), self.checked),
            _places(theme, self),
        )

    def fill_in(self, reach: Reach, row: "StepOnMap") -> None:
        """Put the step's facts into the fields."""
        journey = reach.journey
        stage = next(s for s in journey.stages if row.id in [x.id for x in s.steps])
        self.name.show_text(row.name)
        if not self.function.hasFocus():
            self.function.set_names(reach.offered.functions, row.function)
        self.stage.set_options([(s.id, s.name) for s in journey.stages], stage.id)
        others = [(n, name) for n, name in reach.offered.journeys if n != journey.id]
        self.inner.set_options([(0, pgettext("journey", "none")), *others], row.inner_journey_id or 0)
        self.open.setVisible(row.inner_journey_id is not None)
        weights = [(None, _("not judged")), *((float(n), number(n)) for n in range(TRUTH_LIMIT + 1))]
        for key, choice in self.scores.items():
            value = getattr(row, key)
            choice.set_options(weights, None)
            choice.set_value(None if value is None else float(round(value)))
        self.checked.show_day(row.checked_on)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leaving(self) -> None:
        """Write what is being typed."""
        self.name.commit()
        self.function.commit()

    def _on_score(self, key: str, value: float | None) -> None:
        self.do(lambda r, x: r.facts.score(x.id, key, value))

    def _on_open(self) -> None:
        def go(reach: Reach, step: "StepOnMap") -> None:
            if step.inner_journey_id is not None:
                reach.open_journey(step.inner_journey_id)

        self.do(go)


class StageForm(PartForm):
    """Name, duration, focus, lock."""

    part = "stage"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name, self.duration = LineInput(), LineInput()
        self.focus, self.locked = QCheckBox(_("In focus")), QCheckBox(_("Locked"))
        self.told = caption("", wrap=True)
        do = self.do
        self.name.committed.connect(lambda text: self.rename("stage", text))
        self.duration.committed.connect(lambda text: do(lambda r, x: r.map.set_duration(x.id, text)))
        self.focus.clicked.connect(
            lambda on: do(lambda r, x: r.map.focus(r.journey.id, x.id if on else None))
        )
        self.locked.clicked.connect(lambda on: do(lambda r, x: r.facts.lock("stage", x.id, on)))
        self.add(
            Field(theme, _("Name"), self.name),
            Field(theme, _("Duration"), self.duration),
            self.told,
            self.focus,
            self.locked,
            _places(theme, self),
        )

    def fill_in(self, reach: Reach, row: "StageOnMap") -> None:
        """Put the stage's facts into the fields."""
        self.name.show_text(row.name)
        self.duration.show_text(row.duration)
        # In the row beside it there is seldom room for all of it.
        told = stage_words(row)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        tick_boxes((self.focus, row.in_focus), (self.locked, row.locked))

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leaving(self) -> None:
        """Write what is being typed."""
        self.name.commit()
        self.duration.commit()


class LaneForm(PartForm):
    """Title, whose feelings, who may see it, lock."""

    part = "lane"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.kind = caption("")
        self.title, self.whose = LineInput(), LineInput()
        self.internal, self.locked = QCheckBox(_("Stays inside")), QCheckBox(_("Locked"))
        self._whose_field = Field(theme, _("Whose feelings these are"), self.whose)
        do = self.do
        self.title.committed.connect(lambda text: do(lambda r, x: r.map.rename("lane", x.id, text)))
        self.whose.committed.connect(lambda text: do(lambda r, x: r.facts.whose(x.id, text)))
        self.internal.clicked.connect(lambda on: do(lambda r, x: r.map.set_internal(x.id, on)))
        self.locked.clicked.connect(lambda on: do(lambda r, x: r.facts.lock("lane", x.id, on)))
        self.add(
            self.kind,
            Field(theme, _("Name"), self.title),
            self._whose_field,
            self.internal,
            self.locked,
            _places(theme, self),
        )

    def fill_in(self, reach: Reach, row: "LaneOnMap") -> None:
        """Put the lane's facts into the fields."""
        from cxdesk.journeys.queries import LANE_WORDS

        self.kind.setText(_(LANE_WORDS[row.kind]))
        self.title.show_text(row.title)
        self.title.setPlaceholderText(_(LANE_WORDS[row.kind]))
        self.whose.show_text(row.whose)
        self._whose_field.setVisible(row.kind in CURVES)
        for box in (self.internal, self.locked):
            box.setVisible(row.kind not in LINES)
        tick_boxes((self.internal, row.internal), (self.locked, row.locked))

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leaving(self) -> None:
        """Write what is being typed."""
        self.title.commit()
        self.whose.commit()


class LinkForm(Form):
    """Whether the way goes on or branches, and the condition in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.told = caption("", wrap=True)
        self.kind, self.words = Choice(), LineInput()
        self.kind.chosen.connect(lambda value: self._write(value, self.words.text()))
        self.words.committed.connect(lambda text: self._write(self.kind.value(), text))
        delete = Button(
            theme,
            _("Take the link away"),
            "danger",
            icon="trash-2",
            dense=True,
            on_click=self.delete,
        )
        self.add(
            self.told,
            Field(theme, _("Kind"), self.kind),
            Field(theme, _("When, in words"), self.words),
            4,
            row(None, delete),
        )

    def fill_in(self, reach: Reach, row: "LinkOnMap") -> None:
        """Put the link's facts into the fields."""
        self.told.setText(link_words(reach, row))
        self.kind.set_options(
            [("goes_to", _("the way goes on")), ("branch", _("the way branches"))], row.kind
        )
        self.words.show_text(row.words)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def delete(self) -> None:
        """Take the link away."""
        self.do(lambda r, x: r.facts.unlink(x.id))

    def leaving(self) -> None:
        """Write what is being typed."""
        self.words.commit()

    def _write(self, kind: str, words: str) -> None:
        self.do(lambda r, x: r.facts.link(x.from_step_id, x.to_step_id, kind, words))


def stage_words(stage: "StageOnMap") -> str:
    """What is said of a whole stage."""
    from cxdesk.journeys.stage_facts import pooled_words

    return ". ".join(pooled_words(stage, language()))


def link_words(reach: Reach, link: "LinkOnMap") -> str:
    """From which step to which."""
    names = {step.id: step.name for step in reach.journey.steps}
    return _("From “{one}” to “{other}”").format(one=names[link.from_step_id], other=names[link.to_step_id])


def tick_boxes(*boxes: tuple[QCheckBox, bool]) -> None:
    """Show what is so without telling anyone."""
    for box, on in boxes:
        with QSignalBlocker(box):
            box.setChecked(on)


def _places(theme: Theme, form: PartForm) -> QHBoxLayout:
    """Buttons that move a stage, step or lane among its neighbours, and the one that deletes it."""
    kind = form.part
    up = _("Move up") if kind == "lane" else _("Move earlier")
    down = _("Move down") if kind == "lane" else _("Move later")
    delete = Button(
        theme,
        _("Delete"),
        "danger",
        icon="trash-2",
        dense=True,
        on_click=form.delete,
    )
    return row(
        IconButton(theme, "arrow-up", up, size=16, on_click=lambda: form.shift(0, -1)),
        IconButton(theme, "arrow-down", down, size=16, on_click=lambda: form.shift(0, 1)),
        None,
        delete,
    )


def _neighbours(reach: Reach, kind: str, number_: int) -> tuple[list[int], int]:
    journey = reach.journey
    if kind == "lane":
        return [lane.id for lane in journey.lanes], 0
    if kind == "stage":
        return [stage.id for stage in journey.stages], 0
    stage = next(s for s in journey.stages if number_ in [x.id for x in s.steps])
    return [step.id for step in stage.steps], stage.id
