"""What is asked about a follow-up: a contact, a state with its note, what closes it, which issue."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, pgettext
from ui.page import PageContext
from ui.planning.dialogs import Ask
from ui.widgets.fields import Choice, Field, LineInput, TextInput

if TYPE_CHECKING:
    from cxdesk.planning.follow_up_queries import FollowUpRow


def note_contact(context: PageContext, row: "FollowUpRow") -> None:
    """Ask who said what, and how."""
    from cxdesk.planning import follow_up_actions as deeds
    from cxdesk.planning.follow_up_words import channel_word, direction_word

    who = Choice(
        [(d, direction_word(d)) for d in deeds.DIRECTIONS], "them" if row.from_us > row.from_them else "us"
    )
    channel = Choice([(c, channel_word(c)) for c in deeds.CHANNELS])
    words = TextInput(lines=3)

    def note() -> str:
        return _tried(
            context,
            _("Note a contact"),
            deeds.note_contact,
            row.id,
            who.value(),
            channel.value(),
            words.toPlainText(),
        )

    fields = [
        Field(context.theme, _("What was said"), words, "internal"),
        Field(context.theme, _("Who spoke"), who),
        Field(context.theme, pgettext("of a contact", "How"), channel),
    ]
    Ask(context, _("Note a contact"), row.account, fields, _("Note it"), note)


def change_state(context: PageContext, row: "FollowUpRow") -> None:
    """Ask for another state and the note that goes with it."""
    from cxdesk.planning import follow_up_actions as deeds
    from cxdesk.planning.follow_up_words import state_word

    others = [s for s in deeds.CHOSEN_STATES if s != row.state]
    state, note = Choice([(s, state_word(s)[0]) for s in others]), TextInput(lines=2)

    def change() -> str:
        label = _("Change the state")
        return _tried(context, label, deeds.change_state, row.id, state.value(), note.toPlainText())

    fields = [
        Field(context.theme, _("Why"), note, "internal"),
        Field(context.theme, _("State"), state),
    ]
    Ask(context, _("Change the state"), row.account, fields, _("Change it"), change)


def close(context: PageContext, row: "FollowUpRow") -> None:
    """Ask for the root cause, what was done and the customer's word."""
    from cxdesk.planning import follow_up_actions as deeds
    from cxdesk.planning.follow_up_words import customer_word

    cause, action = TextInput(row.root_cause, lines=2), TextInput(row.action_taken, lines=2)
    options = [("", _("Choose")), *((w, customer_word(w)) for w in deeds.CUSTOMER_WORDS)]
    word = Choice(options, "")

    def shut() -> str:
        return _tried(
            context, _("Close the follow-up"), deeds.close, row.id, cause.toPlainText(), action.toPlainText(),
            word.value(), on_done=lambda stays: _reopened(context, stays),
        )  # fmt: skip

    fields = [
        Field(context.theme, _("Root cause"), cause, "internal"),
        Field(context.theme, _("What was done"), action, "internal"),
        Field(context.theme, _("The customer’s word"), word),
    ]
    line = _("An unhappy word opens it again, with a new deadline.")
    Ask(context, _("Close the follow-up"), line, fields, _("Close it"), shut)


def hear_word(context: PageContext, row: "FollowUpRow") -> None:
    """Ask what the customer says of a follow-up that is closed."""
    from cxdesk.planning import follow_up_actions as deeds
    from cxdesk.planning.follow_up_words import customer_word

    word = Choice([(w, customer_word(w)) for w in deeds.CUSTOMER_WORDS], row.customer_word or "satisfied")
    note = TextInput(lines=2)

    def hear() -> str:
        label = _("The customer’s word")
        return _tried(
            context, label, deeds.hear_word, row.id, word.value(), note.toPlainText(),
            on_done=lambda stays: _reopened(context, stays),
        )  # fmt: skip

    fields = [
        Field(context.theme, _("The customer’s word"), word),
        Field(context.theme, _("In their words"), note, "internal"),
    ]
    line = _("An unhappy word opens it again, with a new deadline.")
    Ask(context, _("The customer’s word"), line, fields, _("Note it"), hear)


def make_issue(context: PageContext, row: "FollowUpRow") -> None:
    """Ask for the title of the issue that the follow-up becomes evidence of."""
    from cxdesk.planning import follow_up_actions as deeds

    name = LineInput(row.root_cause.split("\n")[0][:120])

    def make() -> str:
        return _tried(
            context, _("Make an issue"), deeds.make_issue, row.id, name.text(),
            on_done=lambda number: context.go("planning", ("issue", number)),
        )  # fmt: skip

    line = _("The follow-up becomes its first evidence, and the root cause its cause.")
    Ask(context, _("Make an issue"), line, [Field(context.theme, _("Title"), name)], _("Add the issue"), make)


def add_to_issue(context: PageContext, row: "FollowUpRow") -> None:
    """Ask which issue the follow-up is evidence of."""
    from cxdesk.planning import follow_up_actions as deeds
    from cxdesk.planning.queries import issue_rows

    issues = context.project.read(issue_rows)
    if not issues:
        context.messages.notice("info", _("No issues yet."), _("Make one of this follow-up."))
        return
    choice = Choice([(i.id, i.title) for i in issues])

    def add() -> str:
        return _tried(context, _("Add to an issue"), deeds.add_to_issue, row.id, choice.value())

    field = Field(context.theme, _("Issue"), choice)
    Ask(context, _("Add to an issue"), row.account, [field], _("Add it"), add)


def show_staff(context: PageContext, item_id: int) -> None:
    """Ask for the reason why names of staff are to be shown."""
    from cxdesk.responses import staff

    why = TextInput(lines=2)

    def show() -> str:
        return _tried(context, _("Show names of staff"), staff.show_names, item_id, why.toPlainText())

    line = _("A score is about the work, not about whoever did it. The reason is kept with the file.")
    field = Field(context.theme, _("Why"), why, "internal")
    Ask(context, _("Show names of staff"), line, [field], _("Show them"), show)


def withhold_staff(context: PageContext, item_id: int) -> None:
    """Show the names no more."""
    from cxdesk.responses import staff

    context.bridge.run(_("Withhold names of staff"), staff.withhold_names, item_id)


def _tried(
    context: PageContext,
    label: str,
    action: Callable[..., Any],
    *args: Any,
    on_done: Callable[[Any], None] | None = None,
) -> str:
    """Do it as one step; what is missing comes back as a sentence for the dialog, which stays open."""
    found: list[Any] = []

    def work() -> str:
        try:
            found.append(context.project.run(label, action, *args))
        except UserError as missing:
            return str(missing)
        return ""

    wrong = context.bridge.act(work)
    if not wrong and found and on_done is not None:
        on_done(found[0])
    return wrong or ""


def _reopened(context: PageContext, stays: bool) -> None:
    if not stays:
        context.messages.notice(
            "warn",
            _("The customer is not satisfied, so the follow-up is open again."),
            _("It has a new deadline."),
        )
