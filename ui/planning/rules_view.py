"""The rules as sentences in their order, each with what it would have opened."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from cxdesk.i18n import _, number
from ui.page import PageContext
from ui.planning.editing import done, remember_focus
from ui.planning.parts import breakable, never_cut
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import boxed, column, divided_card, empty, put, row
from ui.widgets.chips import tag
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.figures import joined
from ui.widgets.text import body, caption, label

if TYPE_CHECKING:
    from cxdesk.planning.rule_runs import DryRun
    from cxdesk.planning.rules import RuleRow


class RulesView(QWidget):
    """A bar with what can be done, and a row per rule. The counts follow from behind."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._job: Any = None
        self.counts: dict[int, Any] = {}
        self.mode = Choice(
            [("first", _("The first rule that fits wins")), ("all", _("Every rule that fits opens one"))]
        )
        self.mode.setAccessibleName(_("Which rules apply"))
        self.mode.chosen.connect(self._set_mode)
        self.write = Button(
            context.theme, _("Write a rule"), "filled", icon="plus", on_click=lambda: context.do("rule.make")
        )
        self.run = Button(
            context.theme, _("Run over all answers"), icon="play", on_click=lambda: context.do("rules.run")
        )
        self._box = column(gap=12)
        inside = QWidget()
        inside.setLayout(self._box)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its rows have buttons; a stop on nothing would puzzle
        scroll.setWidget(inside)
        self._bar = boxed(row(self.mode, None, self.run, self.write, gap=8))
        whole = column(self._bar, gap=12)
        whole.addWidget(scroll, 1)
        self.setLayout(whole)

    def show_rules(self, rules: "Sequence[RuleRow]") -> None:
        """Build the rows anew and count behind the window."""
        from cxdesk.planning.rule_queries import mode
        from cxdesk.planning.rule_words import questions_asked

        project = self._context.project
        give_back = remember_focus(self)
        empty(self._box)
        self.counts = {}
        self._bar.setVisible(bool(rules))
        for widget in (self.mode, self.write, self.run):
            widget.setEnabled(not project.read_only)
        if not rules:
            put(self._box, self._empty())
        else:
            self.mode.set_value(project.read(mode))
            asked = project.read(questions_asked)
            put(self._box, divided_card([self._row(r, len(rules), asked) for r in rules]))
        put(self._box, None)
        never_cut(self)
        give_back()
        self._count(rules)

    def stop(self) -> None:
        """Count no more."""
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _row(self, rule: "RuleRow", of: int, asked: Any) -> QWidget:
        from cxdesk.planning.rule_words import priority_word, sentence

        spec, own = rule.spec, not self._context.project.read_only
        place = label(number(rule.position + 1), "title", tone="accent")
        place.setFixedWidth(28)
        words = label(
            breakable(sentence(spec, asked)), "voice", wrap=True, tone="text" if rule.switched_on else "text2"
        )
        self.counts[rule.id] = caption("", tone="text2")
        priority = (
            ""
            if spec.priority == "normal"
            else _("priority: {priority}").format(priority=priority_word(spec.priority))
        )
        head = row(body(breakable(spec.name), strong=True, wrap=False), gap=8)
        if not rule.switched_on:
            head.addWidget(tag(_("off")))
        head.addStretch(1)
        text = column(head, words, row(self.counts[rule.id], caption(priority), None, gap=12), gap=4)
        if spec.note:
            text.addWidget(caption(breakable(joined(spec.note)), tone="text3", wrap=True))
        across = row(place, gap=12, margins=(16, 12, 12, 12))
        across.addLayout(text, 1)
        if own:
            across.addLayout(self._deeds(rule, of))
        return boxed(across)

    def _deeds(self, rule: "RuleRow", of: int) -> Any:
        from cxdesk.planning import rule_actions as deeds
        from ui.planning.rule_editor import change_rule

        context, name = self._context, rule.spec.name
        theme = context.theme
        change = Button(theme, _("Change the rule"), dense=True, on_click=lambda: change_rule(context, rule))
        change.setAccessibleName(_("Change the rule “{name}”").format(name=name))
        change.setObjectName(f"change rule {rule.id}")
        up = IconButton(
            theme, "arrow-up", _("Move the rule up"), size=16,
            on_click=lambda: self._do(_("Move the rule"), deeds.move_rule, rule.id, -1),
        )  # fmt: skip
        down = IconButton(
            theme, "arrow-down", _("Move the rule down"), size=16,
            on_click=lambda: self._do(_("Move the rule"), deeds.move_rule, rule.id, 1),
        )  # fmt: skip
        up.setObjectName(f"up {rule.id}")
        down.setObjectName(f"down {rule.id}")
        up.setEnabled(rule.position > 0)
        down.setEnabled(rule.position < of - 1)
        words = _("Switch the rule off") if rule.switched_on else _("Switch the rule on")
        switch = IconButton(
            theme, "eye-off" if rule.switched_on else "eye", words, size=16,
            on_click=lambda: self._do(words, deeds.switch_rule, rule.id, not rule.switched_on),
        )  # fmt: skip
        switch.setObjectName(f"switch {rule.id}")
        gone = IconButton(
            theme, "trash-2", _("Delete the rule"), size=16, on_click=partial(self._delete, rule)
        )
        return row(change, up, down, switch, gone, gap=4)

    def _do(self, words: str, action: Any, *args: Any) -> None:
        done(self._context, words, action, *args)

    def _delete(self, rule: "RuleRow") -> None:
        from cxdesk.planning.rule_actions import delete_rule

        if done(self._context, _("Delete the rule"), delete_rule, rule.id):
            self._context.offer_undo(_("The rule is gone. What it opened stays."), rule.spec.name)

    def _set_mode(self, chosen: str) -> None:
        from cxdesk.planning.rule_actions import set_mode

        done(self._context, _("Choose which rules apply"), set_mode, chosen)

    def _count(self, rules: "Sequence[RuleRow]") -> None:
        from cxdesk.planning.rule_runs import dry_run

        self.stop()
        # A rule that is off takes no answer from those below it.
        counting = [r for r in rules if r.switched_on]
        if not counting:
            return
        project = self._context.project

        def work() -> "DryRun":
            return project.read(dry_run, counting)

        self._job = self._context.jobs.run(work, self._on_counted, on_error=lambda _error: None)

    def _on_counted(self, found: "DryRun") -> None:
        from cxdesk.planning.follow_up_words import would_words

        self._job = None
        for outcome in found.rules:
            if outcome.rule.id in self.counts:
                self.counts[outcome.rule.id].setText(would_words(outcome))

    def _empty(self) -> EmptyState:
        own = not self._context.project.read_only
        return EmptyState(
            self._context.theme,
            _("No rule yet"),
            _(
                "Write a rule, such as: when somebody would not recommend us, the account’s owner calls within 48 hours."
            ),
            _("Write a rule") if own else "",
            lambda: self._context.do("rule.make"),
        )
