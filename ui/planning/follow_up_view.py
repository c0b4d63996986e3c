"""One follow-up: what the customer answered, what was said since, how far it is, and what comes next."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, digits
from ui.page import PageContext
from ui.planning import follow_up_dialogs as dialogs
from ui.planning.editing import done
from ui.planning.inputs import PersonInput
from ui.planning.parts import breakable, never_cut
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, divided_card, empty, put, row
from ui.widgets.chips import tag
from ui.widgets.figures import joined
from ui.widgets.flow import FlowLayout
from ui.widgets.text import body, caption, label, title

if TYPE_CHECKING:
    from cxdesk.planning.follow_up_queries import FollowUpRow, FollowUpWhole
    from cxdesk.responses.queries import AnswerWords


def _flow(buttons: list[Button]) -> QWidget:
    """Buttons that go on in a second line where the language is long."""
    lines = FlowLayout(gap=8)
    for button in buttons:
        lines.addWidget(button)
    return boxed(lines)


class FollowUpView(QWidget):
    """Shows one follow-up or nothing; `primary` is the button that goes on."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go = context, go
        self._box = column(gap=12)
        self.setLayout(self._box)
        self._shown: object = None
        self.whole: FollowUpWhole | None = None
        self.primary: Button | None = None
        self.who: PersonInput | None = None

    def show_follow_up(self, number: int | None) -> None:
        """Read and show one; nothing for None or for one that is gone."""
        from cxdesk.planning.follow_up_queries import follow_up_whole

        try:
            whole = self._context.project.read(follow_up_whole, number) if number is not None else None
        except UserError:
            whole = None
        if whole is not None and whole == self._shown:
            return
        self._shown = self.whole = whole
        self._build()

    def take_focus(self) -> None:
        """Put the keyboard on what comes next."""
        if self.primary is not None:
            self.primary.setFocus()

    def make_issue(self) -> None:
        """Make an issue of what was found, unless there is one."""
        if self.whole is not None and self.whole.row.issue_id is None and not self._context.project.read_only:
            dialogs.make_issue(self._context, self.whole.row)

    def _build(self) -> None:
        empty(self._box)
        self.primary = self.who = None
        if self.whole is None:
            return
        row_ = self.whole.row
        put(self._box, Card(*self._head(row_), padding=(16, 16), gap=6))
        if row_.root_cause:
            put(self._box, Card(*self._outcome(row_), gap=6))
        put(self._box, self._said(self.whole))
        put(self._box, self._answered(self.whole))
        if self.whole.steps:
            put(self._box, self._history(self.whole))
        put(self._box, None)
        never_cut(self)

    def _head(self, row_: "FollowUpRow") -> list[Any]:
        from cxdesk.planning.follow_up_words import due_words, moment, state_word
        from cxdesk.planning.rule_words import level_word, priority_word

        tags = [tag(*state_word(row_.state))]
        if row_.level == "manager":
            tags.append(tag(level_word(row_.level), "accent"))
        if row_.priority != "normal":
            words = _("priority: {priority}").format(priority=priority_word(row_.priority))
            tags.append(tag(words, "warn" if row_.priority == "high" else "plain"))
        due, tone = due_words(row_, datetime.now())
        things: list[Any] = [
            title(breakable(row_.account or _("customer not known"))),
            row(*tags, None, gap=6),
            caption(joined(row_.rule, row_.survey), wrap=True),
            caption(_("opened on {moment}").format(moment=moment(row_.opened_at)), wrap=True),
            caption(due, tone=tone, wrap=True),
        ]
        if row_.note:
            things.append(label(breakable(row_.note), "voice", wrap=True))
        if row_.answer_gone:
            things.append(
                caption(_("The answer it rests on does not count any more."), tone="bad", wrap=True)
            )
        if row_.issue_id is not None:
            things.append(self._to_issue(row_))
        if self._context.project.read_only:
            return [*things, body(row_.for_whom or _("nobody yet"))]
        return [*things, 4, self._whose(row_), 4, *self._buttons(row_)]

    def _whose(self, row_: "FollowUpRow") -> QWidget:
        from cxdesk.people.queries import person_rows
        from cxdesk.planning.follow_up_actions import assign

        names = tuple(p.name for p in self._context.project.read(person_rows))
        self.who = PersonInput(names, row_.person)
        self.who.setObjectName("who follows up")
        self.who.setAccessibleName(_("Who follows up"))
        self.who.named.connect(
            lambda name: done(self._context, _("Give the follow-up to somebody"), assign, row_.id, name)
        )
        words = (
            _("Who follows up, for {function}").format(function=row_.function)
            if row_.function
            else _("Who follows up")
        )
        return boxed(column(caption(words), self.who, gap=4))

    def _buttons(self, row_: "FollowUpRow") -> list[Any]:
        context, theme = self._context, self._context.theme
        contact = Button(theme, _("Note a contact"), on_click=lambda: dialogs.note_contact(context, row_))
        state = Button(theme, _("Change the state"), on_click=lambda: dialogs.change_state(context, row_))
        close = Button(theme, _("Close it"), on_click=lambda: dialogs.close(context, row_))
        word = Button(theme, _("The customer’s word"), on_click=lambda: dialogs.hear_word(context, row_))
        issue = Button(theme, _("Make an issue"), on_click=self.make_issue)
        known = Button(theme, _("Add to an issue"), on_click=lambda: dialogs.add_to_issue(context, row_))
        lines = [[contact, word]] if row_.state == "closed" else [[contact, close, state]]
        if row_.issue_id is None:
            lines.append([issue, known])
        self.primary = word if row_.state == "closed" else close if row_.contact_since else contact
        self.primary.set_kind("filled")
        for button in (contact, state, close, word, issue, known):
            if not any(button in line for line in lines):
                button.deleteLater()
        return [_flow(line) for line in lines]

    def _to_issue(self, row_: "FollowUpRow") -> QWidget:
        words = _("Evidence of the issue “{title}”").format(title=row_.issue)
        show = Button(
            self._context.theme, _("Show the issue"), "plain", dense=True,
            on_click=lambda: self._context.go("planning", ("issue", row_.issue_id)),
        )  # fmt: skip
        return boxed(column(caption(breakable(words), wrap=True), row(show, None), gap=2))

    def _outcome(self, row_: "FollowUpRow") -> list[Any]:
        from cxdesk.planning.follow_up_words import customer_word

        return [
            caption(_("Root cause")), body(breakable(row_.root_cause)),
            caption(_("What was done")), body(breakable(row_.action_taken)),
            caption(_("The customer’s word")),
            row(tag(customer_word(row_.customer_word), "good" if row_.customer_word == "satisfied" else "warn"), None),
        ]  # fmt: skip

    def _said(self, whole: "FollowUpWhole") -> QWidget:
        from cxdesk.planning.follow_up_words import channel_word, direction_word, moment

        head = title(_("What was said"))
        if not whole.contacts:
            line = _("Nothing yet. A loop is closed when both sides have spoken.")
            return boxed(column(head, Card(body(line, tone="text2")), gap=8))
        rows = []
        for entry in whole.contacts:
            who = tag(direction_word(entry.direction), "info" if entry.direction == "us" else "accent")
            about = caption(joined(channel_word(entry.channel), moment(entry.at)), tone="text3")
            words = label(breakable(entry.words), "voice", wrap=True)
            rows.append(boxed(column(row(who, about, None), words, gap=6, margins=(16, 10, 16, 10))))
        return boxed(column(head, divided_card(rows), gap=8))

    def _answered(self, whole: "FollowUpWhole") -> QWidget:
        head = title(_("What the customer answered"))
        if not whole.answers:
            return boxed(
                column(head, Card(body(_("The answers are not there any more."), tone="text2")), gap=8)
            )
        rows = []
        for a in whole.answers:
            words: list[Any] = [
                caption(breakable(a.question), wrap=True),
                body(breakable(digits(a.words) if a.kind != "text" else a.words)),
            ]
            if a.staff and not self._context.project.read_only:
                words.append(row(self._staff_button(a), None))
            rows.append(boxed(column(*words, gap=2, margins=(16, 8, 16, 8))))
        return boxed(column(head, divided_card(rows), gap=8))

    def _staff_button(self, answer: "AnswerWords") -> Button:
        context = self._context
        if answer.staff == "withheld":
            words, ask = _("Show names of staff"), dialogs.show_staff
        else:
            words, ask = _("Show them no more"), dialogs.withhold_staff
        return Button(
            context.theme, words, "plain", dense=True, on_click=lambda: ask(context, answer.item_id)
        )

    def _history(self, whole: "FollowUpWhole") -> QWidget:
        from cxdesk.planning.follow_up_words import state_word

        rows = [
            boxed(
                column(
                    row(tag(*state_word(s.state)), caption(day(s.at), tone="text3"), None),
                    *([body(breakable(s.note))] if s.note else []),
                    gap=4,
                    margins=(16, 8, 16, 8),
                )
            )
            for s in whole.steps
        ]
        return boxed(column(title(_("How it went")), divided_card(rows), gap=8))
