"""One action of an issue: a line that opens into its form, with what is still missing said beside the fields."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cxdesk.i18n import _, day, listed
from cxdesk.planning import actions as planning
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.model import CHANGE_TYPES, TREATS
from ui.page import PageContext
from ui.planning import deeds, words
from ui.planning.action_more import ActionMore, warning_lines
from ui.planning.deleting import delete
from ui.planning.editing import Typing, done, show_text
from ui.planning.inputs import PersonInput
from ui.planning.moving import ask_slip, ask_state, move
from ui.planning.parts import breakable, quiet
from ui.planning.reading import IssuePage
from ui.widgets.beads import EvidenceLine
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, boxed, row
from ui.widgets.chips import tag
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.figures import joined
from ui.widgets.lines_input import Lines
from ui.widgets.text import caption, title

TEXTS = ("why", "goal", "expected", "measure", "baseline", "target")


class ActionCard(Card):
    """An action, closed or open. `asked_open` when its head is chosen."""

    asked_open = Signal(int)

    def __init__(self, context: PageContext, page: IssuePage, action: ActionRow, is_open: bool) -> None:
        super().__init__(gap=8)
        self._context, self.action_id, self._action = context, action.id, action
        self.form: ActionForm | None = None
        self._beads = EvidenceLine(context.theme, self._chain(page, action))
        self._head = title(breakable(action.title))
        self._line = caption("", wrap=True)
        self._state = row(gap=8)
        top = row(gap=8)
        top.addWidget(self._head, 1)
        top.addLayout(self._state)
        self.add(top, self._beads)
        if is_open:
            self.form = ActionForm(context, page, action)
            self.add(4, self.form)
        else:
            button = Button(
                context.theme, _("Open"), dense=True, on_click=lambda: self.asked_open.emit(action.id)
            )
            button.setAccessibleName(_("Open the action “{title}”").format(title=action.title))
            below = row(gap=8)
            below.addWidget(self._line, 1)
            below.addWidget(button)
            self.add(below)
        self.show_action(page, action)

    def show_action(self, page: IssuePage, action: ActionRow) -> None:
        """Show the action as it is now."""
        self._action = action
        self._head.setText(breakable(action.title))
        self._beads.show_beads(self._chain(page, action))
        due = _("by {day}").format(day=day(action.due_on)) if action.due_on else _("no day yet")
        self._line.setText(joined(action.owner or _("nobody yet"), due))
        while (item := self._state.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._state.addWidget(tag(*words.action_state(action.state)))
        if self.form is not None:
            self.form.show_action(page, action)

    def _chain(self, page: IssuePage, action: ActionRow) -> list[Any]:
        return words.chain(page.whole.evidence, action, page.told.get(action.id, ""))


class ActionForm(QWidget):
    """The fields of one action; what it needs to start is said below each, and beside the button."""

    def __init__(self, context: PageContext, page: IssuePage, action: ActionRow) -> None:
        super().__init__()
        self._context, self._id, self._pointed_out = context, action.id, False
        self._action = action
        self.fields: dict[str, Field] = {}
        self._make_editors(page, action)
        self._missing = caption("", wrap=True)
        self.start = Button(context.theme, _("Start the action"), on_click=self._start)
        self.finish = Button(context.theme, _("It is done"), on_click=lambda: self._move("done"))
        self.close_it = Button(context.theme, _("Close it"), on_click=lambda: self._move("measured"))
        self.other = Button(context.theme, _("Another state"), "plain", on_click=self._ask_state)
        self.drop = Button(context.theme, _("Drop it"), "plain", on_click=lambda: self._move("dropped"))
        self._warnings = caption("", tone="warn", wrap=True)
        self.more = ActionMore(context, page, action)
        self.more_button = Button(context.theme, "", "plain", on_click=self._turn_more)
        self.remove = IconButton(
            context.theme, "trash-2", _("Delete the action"), size=16, on_click=self._delete
        )
        self._lay_out()
        self._show_more(False)
        self.show_action(page, action)

    def show_action(self, page: IssuePage, action: ActionRow) -> None:
        """Show the fields as the file has them, and what is missing."""
        self._action = action
        show_text(self.title, action.title)
        for name in TEXTS:
            show_text(self.texts[name], getattr(action, name))
        if self.due.value() != action.due_on:
            self.due.show_day(action.due_on)
        if not self.owner.line.hasFocus():
            self.owner.set_names(page.people, action.owner)
        self.change.set_value(action.change_type or None)
        self.treats.set_value(action.treats)
        self.cause.set_options(_causes(page), action.cause_id)
        self.cause.setToolTip(self.cause.currentText())
        self.more.show_action(page, action)
        self._warnings.setText(warning_lines(action))
        self._warnings.setVisible(bool(self._warnings.text()))
        self._say_missing()

    def _say_missing(self) -> None:
        action, own = self._action, not self._context.project.read_only
        for name, field in self.fields.items():
            wrong = name in action.missing and self._pointed_out
            field.set_wrong(_(words.NEEDED[name]) if wrong else "")
        self.start.setVisible(action.state == "draft")
        self.finish.setVisible(action.state == "active")
        self.close_it.setVisible(action.state == "done")
        self.drop.setVisible(action.state in ("draft", "active"))
        for button in (self.start, self.finish, self.close_it, self.other, self.drop, self.remove):
            button.setEnabled(own)
        if action.state == "draft" and action.missing:
            fields = listed(_(planning.NEEDED_TO_START[name]) for name in action.missing)
            self._missing.setText(_("Before it can start: {fields}.").format(fields=fields))
        elif action.state == "draft":
            self._missing.setText(_("Everything is there. It can start."))
        elif action.slipped_from:
            self._missing.setText(_("First promised for {day}.").format(day=day(action.slipped_from)))
        else:
            self._missing.setText("")
        self._missing.setVisible(bool(self._missing.text()))

    def _make_editors(self, page: IssuePage, action: ActionRow) -> None:
        context, own = self._context, not self._context.project.read_only
        self.title = Lines(action.title, lines=1)
        Typing(
            context,
            self.title,
            _("Rename the action"),
            deeds.set_action_title,
            self._id,
            on_refused=self._again,
        )
        self.texts: dict[str, LineInput | TextInput] = {
            "why": Lines(action.why, lines=2),
            "goal": Lines(action.goal, lines=1),
            "expected": Lines(action.expected, lines=1),
            "measure": Lines(action.measure, lines=1),
            "baseline": LineInput(action.baseline),
            "target": LineInput(action.target),
        }
        for name, editor in self.texts.items():
            Typing(
                context,
                editor,
                _("Change the action"),
                deeds.set_field,
                self._id,
                name,
                on_refused=self._again,
            )
            editor.setObjectName(f"action {self._id} {name}")
        self.cause = Choice(_causes(page), action.cause_id)
        self.cause.chosen.connect(lambda value: self._set("cause_id", value))
        kinds = [(None, _("not said"))] + [(k, _(words.CHANGE_TYPES[k])) for k in CHANGE_TYPES]
        self.change = Choice(kinds, action.change_type or None)
        self.change.chosen.connect(lambda value: self._set("change_type", value or ""))
        treats = [("", _("not said")), *((k, _(words.TREATS[k])) for k in TREATS)]
        self.treats = Choice(treats, action.treats)
        self.treats.chosen.connect(lambda value: self._set("treats", value))
        self.owner = PersonInput(page.people, action.owner)
        self.owner.named.connect(self._set_owner)
        for combo in (self.cause, self.change, self.treats):
            combo.setSizeAdjustPolicy(combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
        self.due = DayInput(context.theme, action.due_on)
        self.due.chosen.connect(self._set_due)
        self.due.may_change = own
        for widget in (self.cause, self.change, self.treats, self.owner):
            widget.setEnabled(own)

    def _lay_out(self) -> None:
        theme = self._context.theme
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

        def put(editor: QWidget, text: str, at: tuple[int, int], wide: bool = False, name: str = "") -> None:
            field = Field(theme, text, editor)
            grid.addWidget(field, at[0], at[1], 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            if name:
                self.fields[name] = field

        put(self.title, _("What changes?"), (0, 0), wide=True)
        put(self.cause, _("Which cause does it remove?"), (1, 0), wide=True)
        put(self.change, _("What kind of change"), (2, 0))
        put(self.treats, _("What it treats"), (2, 1))
        put(self.texts["why"], _("Why it helps"), (3, 0), True, "why")
        put(self.texts["goal"], _("Goal of this action"), (4, 0), name="goal")
        put(self.texts["expected"], _("Expected result"), (4, 1), name="expected")
        put(self.owner, _("Owner"), (5, 0), name="owner_id")
        put(self.due, _("By when"), (5, 1), name="due_on")
        put(self.texts["measure"], _("Success measure"), (6, 0), True, "measure")
        put(self.texts["baseline"], _("Where we are now"), (7, 0), name="baseline")
        put(self.texts["target"], _("Target"), (7, 1), name="target")
        foot = row(self.start, self.finish, self.close_it, None, self.other, self.drop, self.remove, gap=8)
        grid.addWidget(boxed(foot), 8, 0, 1, 2)
        grid.addWidget(self._missing, 9, 0, 1, 2)
        grid.addWidget(self._warnings, 10, 0, 1, 2)
        grid.addWidget(boxed(row(quiet(self.more_button), None)), 11, 0, 1, 2)
        grid.addWidget(self.more, 12, 0, 1, 2)

    def _turn_more(self) -> None:
        self._show_more(self.more.isHidden())

    def _show_more(self, shown: bool) -> None:
        self.more.setVisible(shown)
        text = (
            _("Less about this action")
            if shown
            else _("More: sponsor, functions, effort, costs, what happened")
        )
        self.more_button.setText(text)
        self.more_button.setAccessibleName(text)

    def _ask_state(self) -> None:
        self._commit()
        ask_state(self._context, self._action)

    def _start(self) -> None:
        self._commit()
        self._pointed_out = True
        if done(self._context, _("Start the action"), planning.start_action, self._id):
            self._pointed_out = False
        self._say_missing()
        for name in self._action.missing:
            self.fields[name].editor.setFocus()
            break

    def _move(self, state: str) -> None:
        self._commit()
        move(self._context, self._action, state)

    def _delete(self) -> None:
        delete(self._context, "action", self._id, self._action.title)

    def _commit(self) -> None:
        for editor in (self.title, *self.texts.values(), self.owner):
            editor.commit()
        self.more.commit()

    def _set(self, field: str, value: object) -> None:
        if not done(self._context, _("Change the action"), deeds.set_value, self._id, field, value):
            self._again()

    def _set_due(self, value: date | None) -> None:
        before = self._action.due_on
        if self._action.state == "active" and value is not None and before is not None and value > before:
            ask_slip(self._context, self._action, value, self._again)
        else:
            self._set("due_on", value)

    def _set_owner(self, name: str) -> None:
        if not done(self._context, _("Give the action to somebody"), deeds.set_owner, self._id, name):
            self._again()

    def _again(self) -> None:
        """Show what the file says after a refusal."""
        self.due.show_day(self._action.due_on)
        for name in TEXTS:
            self.texts[name].show_text(getattr(self._action, name))
        self.title.show_text(self._action.title)
        self.owner.setEditText(self._action.owner)


def _causes(page: IssuePage) -> list[tuple[Any, str]]:
    return [(None, _("not said yet")), *((c.id, c.text) for c in page.whole.causes)]
