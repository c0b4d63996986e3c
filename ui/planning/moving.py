"""Bringing an action into another state: at once where it is the next step, with a question where it is not."""

from collections.abc import Callable
from datetime import date

from cxdesk.i18n import _, day, listed, pgettext
from cxdesk.planning import actions as planning
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.cycle import needs_note, skipped
from cxdesk.planning.outcomes import Outcome, outcome_of
from cxdesk.planning.state_words import ACTION_STATES
from ui.page import PageContext
from ui.planning.dialogs import Ask
from ui.planning.editing import done
from ui.planning.parts import in_short
from ui.widgets.fields import Choice, Field
from ui.widgets.figures import joined, value_text
from ui.widgets.lines_input import Lines


def move(context: PageContext, action: ActionRow, state: str) -> None:
    """Move an action; what was skipped or taken back asks why, closing asks what came of it."""
    if state == action.state or context.project.read_only:
        return
    if state != "dropped" and action.missing:
        fields = listed(_(planning.NEEDED_TO_START[name]) for name in action.missing)
        context.messages.notice(
            "info",
            _("“{title}” can’t start yet. Still missing: {missing}.").format(
                title=in_short(action.title), missing=fields
            ),
            "",
            _("Open"),
            lambda: context.go("planning", ("action", action.id)),
        )
    elif state == "measured":
        close(context, action)
    elif needs_note(action.state, state):
        _ask_why(context, action, state)
    else:
        done(context, label_of(state), planning.move_action, action.id, state)


def ask_state(context: PageContext, action: ActionRow) -> None:
    """Ask for the state, then as `move`."""
    choice = Choice([(s, pgettext("of an action", ACTION_STATES[s])) for s in ACTION_STATES], action.state)

    def make() -> str:
        move(context, action, choice.value())
        return ""

    field = Field(context.theme, _("State"), choice)
    Ask(context, _("Where does this action stand?"), in_short(action.title), [field], _("Go on"), make)


def close(context: PageContext, action: ActionRow) -> None:
    """Ask what came of an action, with the measured change beside, or why there is none."""
    found = context.project.read(outcome_of, action.id)
    compared = found is not None and found.compared
    theme = context.theme
    result, reason = Lines(action.result, lines=2), Lines(action.not_measured, lines=2)
    fields = [Field(theme, _("What came of it"), result, "internal")]
    if not compared:
        fields.append(Field(theme, _("Why it could not be measured"), reason, "internal"))
    note = Lines(lines=1)
    unusual = needs_note(action.state, "measured")
    if unusual:
        fields.append(Field(theme, _("Why a state is skipped"), note, "internal"))

    def make() -> str:
        if not result.toPlainText().strip():
            return _("Say what came of it, in a few words.")
        if not compared and not reason.toPlainText().strip():
            return _("Say below why it could not be measured.")
        if unusual and not note.toPlainText().strip():
            return _("Say below why a state is skipped.")
        done(
            context, label_of("measured"), planning.measure_action, action.id, result.toPlainText(),
            reason.toPlainText(), note.toPlainText(),
        )  # fmt: skip
        return ""

    Ask(context, _("What came of it?"), change_line(found), fields, _("Close the action"), make)


def ask_slip(context: PageContext, action: ActionRow, due_on: date, on_left: Callable[[], None]) -> None:
    """Ask why a promise moves to a later day; `on_left` follows when it is left as it was."""
    reason = Lines(lines=2)

    def make() -> str:
        if not reason.toPlainText().strip():
            return _("Say why, in a few words.")
        done(context, _("Move the day"), planning.move_due, action.id, due_on, reason.toPlainText())
        return ""

    was = day(action.due_on) if action.due_on else ""
    line = _("{title}: promised for {old}, now {new}. Both days and the reason are kept.").format(
        title=in_short(action.title), old=was, new=day(due_on)
    )
    field = Field(context.theme, _("Reason"), reason, "internal")
    Ask(context, _("Why does the day move?"), line, [field], _("Move the day"), make).rejected.connect(
        on_left
    )


def change_line(found: Outcome | None) -> str:
    """The measured change in one line, or that there is none yet."""
    if found is None or found.standing == "unlinked":
        return _("No question measures it. Tie one to the action, and the next round measures it by itself.")
    if found.now is None:
        return _("No new round yet.")
    now = _("{value} in {round}").format(value=value_text(found.now), round=found.now_round)
    before = ""
    if found.before is not None:
        before = _("{value} in {round}").format(value=value_text(found.before), round=found.before_round)
    change = found.change.sentence if found.change is not None else ""
    so_far = _("so far") if found.standing == "so_far" else ""
    return joined(before, now, change, so_far)


def label_of(state: str) -> str:
    """What the step is called in undo."""
    return {
        "draft": _("Take the action back to its draft"),
        "active": _("Start the action"),
        "done": _("The work is done"),
        "measured": _("Close the action"),
        "dropped": _("Drop the action"),
    }[state]


def _ask_why(context: PageContext, action: ActionRow, state: str) -> None:
    note = Lines(lines=2)

    def make() -> str:
        if not note.toPlainText().strip():
            return _("Say why, in a few words.")
        done(context, label_of(state), planning.move_action, action.id, state, note.toPlainText())
        return ""

    names = listed(pgettext("of an action", ACTION_STATES[s]) for s in skipped(action.state, state))
    if state == "dropped":
        sentence = _("Why is it dropped?")
    elif names:
        sentence = _("You skip “{states}”. Why?").format(states=names)
    else:
        sentence = _("It goes back to “{state}”. Why?").format(
            state=pgettext("of an action", ACTION_STATES[state])
        )
    field = Field(context.theme, _("Why"), note, "internal")
    Ask(context, sentence, in_short(action.title), [field], label_of(state), make)
