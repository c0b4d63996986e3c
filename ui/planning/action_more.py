"""The rest of an action's form: who carries it, what it is for, how it is measured, what it takes, what happened."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cxdesk.i18n import _, day, digits, listed, number, pgettext
from cxdesk.planning import actions as planning
from cxdesk.planning import tracking
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.state_words import ACTION_STATES
from ui.page import PageContext
from ui.planning import deeds
from ui.planning.editing import Typing, done, show_text
from ui.planning.inputs import PersonInput
from ui.planning.moving import change_line
from ui.planning.reading import IssuePage
from ui.widgets.cards import column
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.figures import joined
from ui.widgets.lines_input import Lines
from ui.widgets.named import NameInput
from ui.widgets.text import body, caption

Editor = LineInput | TextInput


class ActionMore(QWidget):
    """Everything about an action that it can start without; shown below its form when asked for."""

    def __init__(self, context: PageContext, page: IssuePage, action: ActionRow) -> None:
        super().__init__()
        self._context, self._id, self._action = context, action.id, action
        self.texts: dict[str, Editor] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._row = 0
        self._make(page, action)
        self._outcome = caption("", wrap=True)
        self._read_as = caption("", wrap=True)
        self._history = column(gap=2)
        self._lay_out()
        self.setLayout(column(self._grid, gap=12))
        self.show_action(page, action)

    def show_action(self, page: IssuePage, action: ActionRow) -> None:
        """Show the fields as the file has them."""
        self._action = action
        values = {
            "functions": listed(action.functions), "champions": listed(action.champions),
            "effort": _typed(action.effort),
        }  # fmt: skip
        for name, editor in self.texts.items():
            show_text(editor, values[name] if name in values else str(getattr(action, name)))
        for names, box, value in (
            (page.people, self.sponsor, action.sponsor),
            (page.goals, self.strategy, action.strategy),
        ):
            if not box.line.hasFocus():
                box.set_names(names, value)
        self.unit.set_value(action.effort_unit)
        self.question.set_options(_questions(page), action.measure_item_id)
        self.question.setToolTip(self.question.currentText())
        self._job.setVisible(action.change_type == "system")
        self._outcome.setText(change_line(page.outcomes.get(action.id)) if action.state != "draft" else "")
        self._outcome.setVisible(bool(self._outcome.text()))
        self._read_as.setText(_numbers(action))
        self._read_as.setVisible(bool(self._read_as.text()))
        self._show_history(action)

    def commit(self) -> None:
        """Write what is being typed."""
        for editor in (*self.texts.values(), self.sponsor, self.strategy):
            editor.commit()

    def _make(self, page: IssuePage, action: ActionRow) -> None:
        context = self._context
        writes: dict[str, Callable[..., Any]] = {
            "functions": deeds.set_functions, "champions": deeds.set_champions, "effort": deeds.set_effort,
        }  # fmt: skip
        for name in ("functions", "champions", "effort", "cost", "forgone", "duration"):
            self.texts[name] = LineInput()
        for name in ("told_inside", "job", "result"):
            self.texts[name] = Lines(lines=1)
        for name, editor in self.texts.items():
            editor.setObjectName(f"action {self._id} {name}")
            own = writes.get(name)
            write, args = (own, (self._id,)) if own else (deeds.set_field, (self._id, name))
            Typing(context, editor, _("Change the action"), write, *args, on_refused=self._again)
        self.sponsor = PersonInput(page.people, action.sponsor)
        self.sponsor.named.connect(lambda name: self._do(deeds.set_sponsor, name))
        self.strategy = NameInput(page.goals, action.strategy, _("Choose or type a goal"))
        self.strategy.named.connect(lambda name: self._do(deeds.set_strategy, name))
        self.question = Choice(_questions(page), action.measure_item_id)
        self.question.chosen.connect(lambda item: self._do(planning.tie_measure, item))
        self.unit = Choice([("hours", _("hours a month")), ("days", _("days a month"))], action.effort_unit)
        self.unit.chosen.connect(lambda unit: self._do(deeds.set_value, "effort_unit", unit))
        for combo in (self.question, self.unit):
            combo.setSizeAdjustPolicy(combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
        for widget in (self.sponsor, self.strategy, self.question, self.unit):
            widget.setEnabled(not context.project.read_only)

    def _lay_out(self) -> None:
        self._head(_("Who carries it"))
        self._two(
            (self.sponsor, _("Executive sponsor")), (self.texts["functions"], _("Functions that take part"))
        )
        self._two(
            (self.texts["champions"], _("Champions")),
            (self.texts["told_inside"], _("Who is told why, and when")),
        )
        self._wide(caption(_("Several names are parted by commas."), tone="text3"))
        self._head(_("What it serves"))
        self._wide(Field(self._context.theme, _("Goal of the business"), self.strategy))
        self._job = Field(self._context.theme, _("What job does it do for the customer?"), self.texts["job"])
        self._wide(self._job)
        self._head(_("How it is measured"))
        self._wide(Field(self._context.theme, _("The question that measures it"), self.question))
        self._wide(self._read_as)
        self._wide(self._outcome)
        self._head(_("What it takes"))
        self._two((self.texts["effort"], _("The owner’s effort")), (self.unit, _("Counted in")))
        self._two(
            (self.texts["cost"], _("Cost")), (self.texts["forgone"], _("Revenue given up")), look="internal"
        )
        self._two((self.texts["duration"], _("How long it takes")), None, look="internal")
        self._head(_("What happened"))
        self._grid.addLayout(self._history, self._row, 0, 1, 2)
        self._row += 1
        self._result = Field(self._context.theme, _("What came of it"), self.texts["result"], "internal")
        self._wide(self._result)

    def _head(self, text: str) -> None:
        self._grid.addWidget(body(text, strong=True), self._row, 0, 1, 2)
        self._row += 1

    def _wide(self, widget: QWidget) -> None:
        self._grid.addWidget(widget, self._row, 0, 1, 2)
        self._row += 1

    def _two(
        self, first: tuple[QWidget, str], second: tuple[QWidget, str] | None, look: str = "plain"
    ) -> None:
        for at, pair in enumerate((first, second)):
            if pair is not None:
                field = Field(self._context.theme, pair[1], pair[0], look)
                self._grid.addWidget(field, self._row, at, Qt.AlignmentFlag.AlignTop)
        self._row += 1

    def _show_history(self, action: ActionRow) -> None:
        from ui.widgets.cards import empty

        empty(self._history)
        lines = history(action)
        for line in lines or [_("Nothing yet. It is a draft.")]:
            self._history.addWidget(caption(line, wrap=True))
        self._result.setVisible(action.state in ("done", "measured"))

    def _do(self, write: Callable[..., Any], *args: object) -> None:
        if not done(self._context, _("Change the action"), write, self._id, *args):
            self._again()

    def _again(self) -> None:
        self.texts["effort"].show_text(_typed(self._action.effort))


def history(action: ActionRow) -> list[str]:
    """Each change of state and each moved promise in words, oldest first."""
    found = []
    for step in action.steps:
        text = _("{day}: {state}").format(
            day=day(step.on), state=pgettext("of an action", ACTION_STATES[step.state])
        )
        found.append((step.on, joined(text, step.note)))
    for slip in action.slips:
        text = _("{day}: moved from {old} to {new}").format(
            day=day(slip.on), old=day(slip.was_due), new=day(slip.due_on)
        )
        found.append((slip.on, joined(text, slip.reason or _("no reason said"))))
    if action.not_measured:
        found.append((action.steps[-1].on, _("Not measured: {reason}").format(reason=action.not_measured)))
    return [text for _on, text in sorted(found, key=lambda pair: pair[0])]


def warning_lines(action: ActionRow) -> str:
    """What should be looked at, in sentences."""
    if action.state == "dropped":
        return ""
    return " ".join(_(tracking.WARNINGS[key]) for key in tracking.warnings(action))


def _questions(page: IssuePage) -> Sequence[tuple[Any, str]]:
    def text(one: Any) -> str:
        point = one.touch_point if one.touch_point != one.question else ""
        return joined(point, one.question, one.survey)

    return [(None, _("no question yet")), *((m.item_id, text(m)) for m in page.measures)]


def _typed(effort: float | None) -> str:
    """A number as somebody would type it: no thousands, so that it is read back as it was."""
    return "" if effort is None else digits(f"{effort:g}")


def _numbers(action: ActionRow) -> str:
    """How baseline and target are counted, where a question measures the action."""
    if action.measure_item_id is None:
        return ""
    low, high = action.baseline_value, action.target_value
    if low is None or high is None:
        return _("Begin “where we are now” and “target” with a number, so that they can be compared.")

    def said(x: float) -> str:
        return number(x, 0 if x == round(x) else 1)

    return _("Counted from {low} to {high}.").format(low=said(low), high=said(high))
