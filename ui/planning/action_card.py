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
from ui.planning.parts import breakable, in_place, quiet
from ui.planning.reading import IssuePage
from ui.widgets.beads import EvidenceLine
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, boxed, row
from ui.widgets.chips import tag
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Choice, Field, TextInput
from ui.widgets.figures import joined
from ui.widgets.lines_input import Lines
from ui.widgets.text import caption, title

COLUMNS = 8
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
        if is_open:
            self.form = ActionForm(context, page, action)
        top.addWidget(self.form.title if self.form else self._head, 1)
        top.addLayout(self._state)
        self.add(top, self._beads)
        if self.form:
            self.add(self.form)
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
        self._about = caption("", wrap=True)
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
        self._about.setText(self._in_short())
        self.more.show_action(page, action)
        self._warnings.setText(warning_lines(action))
        self._warnings.setVisible(bool(self._warnings.text()))
        self._say_missing()

    def _in_short(self) -> str:
        """What stands in the part that is folded away: the cause, the kind of change, what it treats."""
        heads = (_("Cause"), _("What kind of change"), _("What it treats"))
        said = (combo.currentText() for combo in (self.cause, self.change, self.treats))
        line = _("{head}: {text}")
        return joined(*(line.format(head=h, text=breakable(t)) for h, t in zip(heads, said, strict=True)))

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
        self.title = in_place(context.theme, Lines(action.title, lines=1), "title", _("What changes?"))
        Typing(
            context,
            self.title,
            _("Rename the action"),
            deeds.set_action_title,
            self._id,
            on_refused=self._again,
        )
        self.texts: dict[str, TextInput] = {
            "why": Lines(action.why, lines=1),
            "goal": Lines(action.goal, lines=1),
            "expected": Lines(action.expected, lines=1),
            "measure": Lines(action.measure, lines=1),
            "baseline": Lines(action.baseline, lines=1),
            "target": Lines(action.target, lines=1),
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
        """What it needs to start comes first, so that it and the buttons are on one small screen; the rest folds away."""
        self._kind = QWidget()
        needed, kind = QGridLayout(self), QGridLayout(self._kind)
        for grid in (needed, kind):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(8)
            for at in range(COLUMNS):
                grid.setColumnStretch(at, 1)
        self._put(needed, 0, ("why", self.texts["why"], _("Why it helps"), 8))
        self._put(
            needed,
            1,
            ("goal", self.texts["goal"], _("Goal of this action"), 4),
            ("expected", self.texts["expected"], _("Expected result"), 4),
        )
        self._put(needed, 2, ("owner_id", self.owner, _("Owner"), 4), ("due_on", self.due, _("By when"), 4))
        self._put(
            needed,
            3,
            ("measure", self.texts["measure"], _("Success measure"), 3),
            ("baseline", self.texts["baseline"], _("Where we are now"), 3),
            ("target", self.texts["target"], _("Target"), 2),
        )
        foot = row(self.start, self.finish, self.close_it, None, self.other, self.drop, self.remove, gap=8)
        below = (
            boxed(foot),
            self._missing,
            self._warnings,
            self._about,
            boxed(row(quiet(self.more_button), None)),
        )
        for at, widget in enumerate((*below, self._kind, self.more), 4):
            needed.addWidget(widget, at, 0, 1, COLUMNS)
        self._put(kind, 0, ("", self.cause, _("Which cause does it remove?"), 8))
        self._put(
            kind,
            1,
            ("", self.change, _("What kind of change"), 4),
            ("", self.treats, _("What it treats"), 4),
        )

    def _put(self, grid: QGridLayout, line: int, *fields: tuple[str, QWidget, str, int]) -> None:
        """Fields side by side: the name of what is needed or nothing, the editor, its words, how many columns."""
        at = 0
        for name, editor, text, wide in fields:
            field = Field(self._context.theme, text, editor)
            grid.addWidget(field, line, at, 1, wide, Qt.AlignmentFlag.AlignTop)
            at += wide
            if name:
                self.fields[name] = field

    def _turn_more(self) -> None:
        self._show_more(self.more.isHidden())

    def _show_more(self, shown: bool) -> None:
        self.more.setVisible(shown)
        self._kind.setVisible(shown)
        self._about.setHidden(shown)
        text = (
            _("Less about this action")
            if shown
            else _("More: cause, kind of change, sponsor, effort, what happened")
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
        for editor in (self.title, *self.texts.values()):
            editor.commit()
        self.owner.commit()
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
