"""What the place of one issue rests on, each input beside what follows from it, and the cuts of the matrix."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, pgettext
from cxdesk.planning import judging, priorities
from cxdesk.planning.model import STEPS
from cxdesk.planning.priorities import Cuts, Priority
from ui.page import PageContext
from ui.planning.amounts import amount_text, read_amount
from ui.planning.editing import done
from ui.planning.parts import breakable, never_cut
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.text import body, caption, title


class Inputs(QWidget):
    """What the place of one issue rests on, each input to be changed, and the cuts of the matrix."""

    def __init__(self, context: PageContext, judge: Callable[..., Any]) -> None:
        super().__init__()
        self._context, self._write = context, judge
        self._one: Priority | None = None
        self.cuts = Cuts()
        theme = context.theme
        self.name = title("")
        self.grade = caption("", wrap=True)
        self.risk = caption("", wrap=True)
        self.reach = caption("", wrap=True)
        self.formula = body("")
        self.inputs = caption("", wrap=True)
        self.steps = {
            "likelihood": Choice(_options({n: judging.likelihood_word(n) for n in STEPS})),
            "impact": Choice(_options({n: judging.impact_word(n) for n in STEPS})),
            "effort": Choice(_options({n: judging.effort_word(n) for n in STEPS})),
        }
        self.amounts = {"leave_chance": LineInput(), "years": LineInput(), "own_revenue": LineInput()}
        words = {
            "likelihood": _("How often it will happen"),
            "impact": _("Impact"),
            "effort": _("Effort"),
            "leave_chance": _("Chance, in %"),
            "years": _("For how many years"),
            "own_revenue": _("Revenue a year, if you know better"),
        }
        self.fields = {
            name: Field(theme, words[name], editor) for name, editor in (*self.steps.items(), *self.amounts.items())
        }  # fmt: skip
        for name, choice in self.steps.items():
            choice.chosen.connect(lambda value, name=name: self._judge(name, value))
        for name, line in self.amounts.items():
            line.committed.connect(lambda text, name=name: self._amount(name, text))
        self.cut_impact = Choice([(n, judging.impact_word(n)) for n in STEPS[1:]])
        self.cut_effort = Choice([(n, judging.effort_word(n)) for n in STEPS[1:]])
        for choice in (self.cut_impact, self.cut_effort):
            choice.chosen.connect(lambda _value: self._cut())
        own = not context.project.read_only
        for editor in (*self.steps.values(), self.cut_impact, self.cut_effort):
            editor.setEnabled(own)
        for line in self.amounts.values():
            line.setReadOnly(not own)
        opened = Button(theme, _("Open the issue"), dense=True, on_click=self._open)
        card = Card(
            self.name, self.grade, 4,
            self.fields["impact"], self.fields["effort"], self.fields["likelihood"], self.risk, 8,
            caption(pgettext("reach of an issue", "Reach"), tone="text3"), self.reach, 8,
            caption(_("Value at risk"), tone="text3"), self.formula, self.inputs,
            self.fields["leave_chance"], self.fields["years"], self.fields["own_revenue"], 4, row(opened, None),
            gap=6,
        )  # fmt: skip
        cuts = Card(
            title(_("Cuts of the matrix")),
            Field(theme, _("Impact is high from"), self.cut_impact),
            Field(theme, _("Effort is high from"), self.cut_effort),
            gap=6,
        )
        self.setLayout(column(card, cuts, None, gap=12, margins=(0, 0, 12, 0)))
        never_cut(self)

    def show_issue(self, one: Priority, cuts: Cuts) -> None:
        """Show what the place of an issue rests on."""
        self._one, self.cuts = one, cuts
        issue, worth = one.issue, one.worth
        self.name.setText(breakable(issue.title[:200]))
        self.grade.setText(judging.why_grade(issue.kinds))
        for name, choice in self.steps.items():
            choice.set_value(getattr(issue, name))
        raised = ""
        if one.risk.raised:
            raised = " " + _("Public reviews raise the impact.")
        self.risk.setText(_("Risk: {risk}.").format(risk=judging.risk_words(one.risk)) + raised)
        self.reach.setText(priorities.reach_words(one.reach))
        self.formula.setText(priorities.formula(worth))
        self.inputs.setText(priorities.inputs_words(worth))
        own = {"leave_chance": worth.own_chance, "years": worth.own_years, "own_revenue": worth.own_revenue}
        values = {
            "leave_chance": worth.chance,
            "years": worth.years,
            "own_revenue": next(iter(worth.revenue.values()), None),
        }
        for name, line in self.amounts.items():
            value = values[name]
            shown = amount_text(value) if value is not None else ""
            line.setPlaceholderText(shown)
            if not line.hasFocus():
                line.show_text(shown if own[name] else "")
            self.fields[name].set_wrong("")
        self.cut_impact.set_value(cuts.impact)
        self.cut_effort.set_value(cuts.effort)

    def leaving(self) -> None:
        """Write what is being typed, for the issue it was typed for."""
        for line in self.amounts.values():
            line.commit()

    def _judge(self, name: str, value: int | None) -> None:
        if self._one is not None:
            self._write(self._one.issue.id, **{name: value})

    def _amount(self, name: str, text: str) -> None:
        if self._one is None:
            return
        value = read_amount(text)
        if text.strip() and value is None:
            self.fields[name].set_wrong(_("“{text}” is not a number.").format(text=text.strip()[:40]))
            return
        self.fields[name].set_wrong("")
        self._write(self._one.issue.id, **{name: value})

    def _cut(self) -> None:
        done(
            self._context, _("Move a cut"), priorities.set_cuts, self.cut_impact.value(), self.cut_effort.value()
        )  # fmt: skip

    def _open(self) -> None:
        if self._one is not None:
            self._context.go("planning", ("issue", self._one.issue.id))


def _options(words: dict[int, str]) -> list[tuple[int | None, str]]:
    return [(None, _("not judged")), *words.items()]
