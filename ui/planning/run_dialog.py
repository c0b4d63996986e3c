"""Run the rules over all answers: first what would open and for whom, then the button that opens it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from ui.page import PageContext
from ui.planning.parts import breakable, never_cut
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, divided_card, empty, put, row
from ui.widgets.over import window_over
from ui.widgets.text import body, caption, label, title

if TYPE_CHECKING:
    from cxdesk.planning.rule_runs import DryRun, RuleOutcome

WIDTH, HEIGHT = 640, 520


def run_rules(context: PageContext) -> None:
    """Show what the rules would open, and ask."""
    from cxdesk.planning.rule_queries import rule_rows

    if not [r for r in context.project.read(rule_rows) if r.switched_on]:
        context.messages.notice(
            "info", _("There is no rule to run yet."), "", _("Write a rule"), lambda: context.do("rule.make")
        )
        return
    RunDialog(context)


class RunDialog(QDialog):
    """Looks behind the window, shows each rule's count, for whom and some customers; nothing opens before that."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Run the rules over all answers"))
        self.resize(WIDTH, HEIGHT)
        self._context = context
        self.found: DryRun | None = None
        self.head = title(_("Looking at the answers"))
        self._lines = column(gap=12)
        self.open_them = Button(context.theme, _("Open them"), "filled", on_click=self.accept)
        self.open_them.setDefault(True)
        self.open_them.setEnabled(False)
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        inside = QWidget()
        inside.setLayout(self._lines)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setAccessibleName(_("Follow-ups that would open"))  # words only: the arrow keys scroll it
        scroll.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(self.head)
        box.addWidget(scroll, 1)
        box.addLayout(row(None, cancel, self.open_them))
        self._job: Any = context.jobs.run(
            self._look,
            self._on_found,
            on_error=self._on_error,
            progress=True,
            what=_("Looking at the answers"),
        )
        self.open()

    def accept(self) -> None:
        """Open what was shown, as one step."""
        from cxdesk.planning.follow_up_words import opened_words
        from cxdesk.planning.rule_runs import open_found

        if self.found is None:
            return
        n = self._context.bridge.run(_("Run the rules"), open_found, self.found, many=True)
        super().accept()
        if n is not None:
            self._context.messages.notice(
                "good", opened_words(n), "", _("Show"), lambda: self._context.go("followups", "open")
            )

    def done(self, result: int) -> None:
        """Closing while it looks drops the looking."""
        if self._job is not None:
            self._job.drop()
            self._job = None
        super().done(result)

    def _look(self, progress: Any) -> "DryRun":
        from cxdesk.planning.rule_runs import dry_run

        found: DryRun = self._context.project.read(dry_run, progress=progress)
        return found

    def _on_found(self, found: "DryRun") -> None:
        from cxdesk.planning.follow_up_words import left_out_words
        from cxdesk.planning.rule_runs import MOST_AT_ONCE

        self._job, self.found = None, found
        n = found.opening
        words = ngettext("{n} follow-up would open", "{n} follow-ups would open", n)
        self.head.setText(words.format(n=number(n)) if n else _("Nothing would open"))
        empty(self._lines)
        if n > MOST_AT_ONCE:
            put(
                self._lines,
                body(
                    _("That is a lot for people to call. Make the rules stricter, or open them all."),
                    tone="bad",
                ),
            )
        if not n:
            put(
                self._lines,
                body(_("Every answer that a rule means has its follow-up already."), tone="text2"),
            )
        put(self._lines, divided_card([self._rule(o) for o in found.rules]))
        if left := left_out_words(found):
            put(self._lines, caption(left, wrap=True))
        put(self._lines, None)
        label_ = ngettext("Open {n} follow-up", "Open {n} follow-ups", n).format(n=number(n))
        self.open_them.setText(label_ if n else _("Open them"))
        self.open_them.setAccessibleName(self.open_them.text())
        self.open_them.setEnabled(bool(n))
        never_cut(self)
        if n:
            self.open_them.setFocus()

    def _rule(self, outcome: "RuleOutcome") -> QWidget:
        from cxdesk.planning.follow_up_words import would_words
        from cxdesk.planning.rule_words import questions_asked, sentence

        read = self._context.project.read
        things = [
            label(breakable(sentence(outcome.rule.spec, read(questions_asked))), "voice", wrap=True),
            caption(would_words(outcome), tone="text2", wrap=True),
        ]
        if whom := self._whom(outcome):
            things.append(caption(_("For {names}").format(names=whom), wrap=True))
        if some := self._some(outcome):
            things.append(caption(_("Such as {names}").format(names=some), tone="text3", wrap=True))
        return boxed(column(*things, gap=4, margins=(16, 12, 16, 12)))

    def _whom(self, outcome: "RuleOutcome") -> str:
        from cxdesk.people.queries import person_rows

        if not outcome.opening:
            return ""
        if outcome.rule.spec.goes_to == "function":
            return outcome.rule.spec.function
        names = {p.id: p.name for p in self._context.project.read(person_rows)}
        return listed(f"{names.get(who or 0) or _('nobody yet')} ({number(n)})" for who, n in outcome.persons)

    def _some(self, outcome: "RuleOutcome") -> str:
        from cxdesk.accounts.queries import account_rows

        names = {a.id: a.name for a in self._context.project.read(account_rows)}
        known = dict.fromkeys(names[x.account_id] for x in outcome.examples if x.account_id in names)
        return listed(known)

    def _on_error(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, UserError):
            self._context.messages.refused(str(error))
        self.reject()
