"""What an issue is and how it is judged, in one row of choices under its title; and issues that look like it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.i18n import _
from cxdesk.planning import actions as planning
from cxdesk.planning import duplicates, judging
from cxdesk.planning.duplicates import Pair
from cxdesk.planning.model import INTENTS, ISSUE_KINDS, STEPS
from cxdesk.planning.priorities import reach_words
from cxdesk.planning.reach import Reach
from ui.page import PageContext
from ui.planning.editing import done
from ui.planning.inputs import narrow
from ui.planning.parts import breakable, never_cut
from ui.planning.reading import IssuePage
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, empty, put, row
from ui.widgets.fields import Choice
from ui.widgets.flow import FlowLayout
from ui.widgets.text import body, caption

NAMES = ("kind", "intent", "likelihood", "impact", "effort")


class Judged(QWidget):
    """Kind, intent, likelihood, impact and effort of one issue, with the risk and the reach in words below."""

    def __init__(self, context: PageContext, issue_id: int) -> None:
        super().__init__()
        self._context, self._id = context, issue_id
        self.choices = {
            "kind": Choice([(k, _(judging.KINDS[k])) for k in ISSUE_KINDS]),
            "intent": Choice(
                [("", _("customers mean to…")), *((c, judging.intent_word(c)) for c in INTENTS)]
            ),
            "likelihood": Choice(_steps(_("how often?"), judging.likelihood_word)),
            "impact": Choice(_steps(_("how bad?"), judging.impact_word)),
            "effort": Choice(_steps(_("how much work?"), judging.effort_word)),
        }
        words = {
            "kind": _("Kind"),
            "intent": _("What customers mean to do"),
            "likelihood": _("How often it will happen"),
            "impact": _("Impact"),
            "effort": _("Effort"),
        }
        flow = FlowLayout(gap=8)
        for name, choice in self.choices.items():
            choice.setAccessibleName(words[name])
            choice.setToolTip(words[name])
            narrow(choice, 14)
            choice.setEnabled(not context.project.read_only)
            choice.chosen.connect(lambda value, name=name: self._judge(name, value))
            flow.addWidget(choice)
        self.line = caption("", wrap=True)
        holder = QWidget()
        holder.setLayout(flow)
        self.setLayout(column(holder, self.line, gap=6))

    def show_issue(self, page: IssuePage, reach: Reach | None) -> None:
        """Show the judgements; the reach follows when it is counted."""
        issue = page.whole.row
        for name, choice in self.choices.items():
            choice.set_value(getattr(issue, name))
        risk = judging.Risk(issue.likelihood, issue.impact, judging.raised_by(reach.public) if reach else 0)
        parts = [_("Risk: {risk}.").format(risk=judging.risk_words(risk))]
        if risk.raised:
            parts.append(_("Public reviews raise the impact."))
        if reach is not None:
            parts.append(_("Reach: {reach}.").format(reach=reach_words(reach)))
        self.line.setText(" ".join(parts))

    def _judge(self, name: str, value: Any) -> None:
        done(self._context, _("Judge the issue"), planning.judge_issue, self._id, **{name: value})


class Alike(QWidget):
    """Issues that look like this one, each to be merged or told apart."""

    def __init__(self, context: PageContext, issue_id: int, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._id, self._go = context, issue_id, go
        self._shown: list[Pair] | None = None
        self.buttons: dict[int, Button] = {}
        self._box = column(gap=8)
        self.setLayout(self._box)
        self.hide()

    def show_pairs(self, pairs: list[Pair]) -> None:
        """Show them; nothing where there is none."""
        pairs = pairs[:3]
        self.setVisible(bool(pairs) and not self._context.project.read_only)
        if pairs == self._shown:
            return
        self._shown = pairs
        empty(self._box)
        self.buttons = {}
        for pair in pairs:
            put(self._box, self._row(pair))
        never_cut(self)

    def _row(self, pair: Pair) -> QWidget:
        here = pair.issue_id == self._id
        other, name = (pair.other_id, pair.other) if here else (pair.issue_id, pair.title)
        sentence = _("This looks like “{title}”").format(title=breakable(name[:120]))
        theme = self._context.theme
        merge = Button(theme, _("Merge"), dense=True, on_click=lambda: self._merge(other, name))
        merge.setAccessibleName(_("Merge with “{title}”").format(title=name[:120]))
        self.buttons[other] = merge
        look = Button(theme, _("Open"), "plain", dense=True, on_click=lambda: self._go(("issue", other)))
        apart = Button(theme, _("Not the same"), "plain", dense=True, on_click=lambda: self._apart(other))
        across = QHBoxLayout()
        across.setContentsMargins(12, 8, 12, 8)
        across.addLayout(column(body(sentence, strong=True), caption(pair.why, wrap=True), gap=0), 1)
        across.addLayout(row(look, apart, merge))
        return boxed(across, "card")

    def _merge(self, other: int, name: str) -> None:
        if done(self._context, _("Merge the issues"), duplicates.merge, self._id, other):
            self._context.offer_undo(_("The two issues are one now; nothing of them is lost."), name[:80])

    def _apart(self, other: int) -> None:
        done(self._context, _("Tell the issues apart"), duplicates.tell_apart, self._id, other)


def _steps(none: str, word: Callable[[int], str]) -> list[tuple[int | None, str]]:
    return [(None, none), *((n, word(n)) for n in STEPS)]
