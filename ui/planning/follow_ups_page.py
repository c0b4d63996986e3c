"""The room “Follow-ups”: customers to be called back beside each other, and the rules that say when."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from ui.page import Page, PageContext
from ui.planning.editing import commit_all
from ui.planning.follow_up_list import FollowUpList
from ui.widgets.cards import row
from ui.widgets.scaffold import Scaffold
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, display

if TYPE_CHECKING:
    from ui.planning.rules_view import RulesView

TABLES = frozenset(
    {
        "rule", "follow_up", "follow_up_step", "follow_up_contact", "staff_column", "plan_setting", "person",
        "business_function", "account", "account_key_link", "issue", "evidence", "import_batch", "round", "survey",
        "question", "item", "choice",
    }
)  # fmt: skip


def make(context: PageContext) -> Page:
    """The page for the shell."""
    return FollowUpsPage(context)


class FollowUpsPage(Page):
    """Two views under one sentence: the follow-ups with one of them beside the list, and the rules."""

    tables = TABLES

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        frame = Scaffold(self, fills=True)
        self._sentence = display(_("Follow-ups"))
        self._line = body("", tone="text2")
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._sentence)
        head.addWidget(self._line)
        self.choice = Segmented(context.theme, [("list", _("Follow-ups")), ("rules", _("Rules"))])
        self.choice.chosen.connect(self.show_view)
        self.list = FollowUpList(context, self.open_at)
        frame.add(head, row(self.choice, None, self.list.filters))
        self._stack = QStackedWidget()
        self.rules: RulesView | None = None
        self._stack.addWidget(self.list)
        frame.body.addWidget(self._stack, 1)
        self.goes_on_with_keys(lambda: self.list.detail.primary)

    def make_issue_here(self) -> bool:
        """The cause of the follow-up that is chosen becomes an issue; its name is asked."""
        self.list.detail.make_issue()
        return True

    def reload(self) -> None:
        """Read again what is shown."""
        from cxdesk.planning.follow_up_queries import follow_up_rows, times
        from cxdesk.planning.follow_up_words import head_words, times_words
        from cxdesk.planning.rule_queries import rule_rows

        read, now = self.context.project.read, datetime.now()
        rows, rules = read(follow_up_rows), read(rule_rows)
        for key, word, n in (("list", _("Follow-ups"), len(rows)), ("rules", _("Rules"), len(rules))):
            self.choice.buttons[key].setText(f"{word} {number(n)}" if n else word)
        showing_rules = self.rules is not None and self._stack.currentWidget() is self.rules
        if showing_rules and self.rules is not None:
            self._sentence.setText(_("Who is called back, and how soon"))
            self._line.setText(_("A rule looks at every answer that comes in and opens a follow-up."))
            self.list.filters.hide()
            self.rules.show_rules(rules)
        else:
            self._sentence.setText(head_words(rows, now))
            self._line.setText(
                times_words(times(rows, now)) or _("Whoever told us something hears back from us.")
            )
            self.list.show_rows(rows, bool(rules), now)

    def open_at(self, target: Any) -> None:
        """("follow_up", id), "open" or "late" for the list, "rules", or "run" for what the rules would open."""
        self.leaving()
        kind, number_ = target if isinstance(target, tuple) else (str(target or "list"), None)
        self.show_view("rules" if kind in ("rules", "run") else "list")
        if kind == "follow_up" and isinstance(number_, int):
            self.list.choose(number_)
        elif kind in ("open", "late", "closed", "all"):
            self.list.filter_by(kind)
        elif kind == "run":
            from ui.planning.run_dialog import run_rules

            run_rules(self.context)

    def show_view(self, which: str) -> None:
        """Show the follow-ups, or the rules."""
        if which == "rules" and self.rules is None:
            from ui.planning.rules_view import RulesView

            self.rules = RulesView(self.context)
            self._stack.addWidget(self.rules)
        self.choice.set_current(which)
        shown = self.rules if which == "rules" and self.rules is not None else self.list
        self._stack.setCurrentWidget(shown)
        try:
            self.reload()
        except UserError as gone:
            self.context.messages.notice("info", str(gone))

    def leaving(self) -> None:
        """Write what is being typed, and count nothing that nobody looks at."""
        commit_all(self)
        if self.rules is not None:
            self.rules.stop()
