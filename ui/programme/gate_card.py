"""The gate before the next survey round: findings shared, plan made; what is skipped needs a reason, kept for good."""

from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, day, listed, ngettext, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.text import IconLabel, body, caption, label

MOST_PAST = 3


class GateCard(Card):
    """What was done since the latest round, and the fields to begin the next one."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        from cxdesk.surveys.queries import survey_rows

        self._context = context
        surveys = context.project.read(survey_rows)
        self.survey = Choice([(s.id, s.name) for s in surveys], surveys[0].id if surveys else None)
        self.survey.chosen.connect(lambda _id: self.show_gate())
        self.name = LineInput(placeholder=_("For example: September 2026"))
        self.reason = LineInput(placeholder=_("In a few words"))
        self.who = LineInput(placeholder=_("Your name"))
        self.begin = Button(context.theme, _("Begin the round"), on_click=self.open_round)
        self.state = Card(part="")
        self._reason = Field(context.theme, _("You skipped something. Why?"), self.reason, "internal")
        self._who = Field(context.theme, _("Who decided it"), self.who, "internal")
        self.add(
            label(_("Before the next survey round"), strong=True),
            row(Field(context.theme, _("Survey"), self.survey), None),
            self.state,
            row(Field(context.theme, _("Name of the round"), self.name), self._reason, self._who, gap=12),
            row(self.begin, None),
        )
        self.show_gate()

    def show_gate(self) -> None:
        """Read how it stands with the chosen survey."""
        from cxdesk.programme.gate import STEPS, gate, override_rows

        survey_id = self.survey.value()
        self.state.clear()
        if survey_id is None:
            return
        found = self._context.project.read(gate, survey_id)
        missing = set(found.missing)
        if found.round is not None:
            self.state.add(caption(_("Since {round}:").format(round=found.round.label)))
            counts = {
                "shared": ngettext(
                    "{n} document was given to somebody",
                    "{n} documents were given to somebody",
                    found.documents,
                ).format(n=number(found.documents)),
                "planned": ngettext(
                    "{n} plan or action was made",
                    "{n} plans and actions were made",
                    found.plans + found.actions,
                ).format(n=number(found.plans + found.actions)),
            }
            for step in STEPS:
                self.state.add(self._line(step in missing, _(STEPS[step]), counts[step]))
        for one in self._context.project.read(override_rows, survey_id)[:MOST_PAST]:
            skipped = listed(_(STEPS[s]) for s in one.skipped)
            words = _("{day}, “{round}”: skipped “{steps}”, because: {reason}")
            self.state.add(
                caption(
                    words.format(day=day(one.on), round=one.round, steps=skipped, reason=one.reason),
                    wrap=True,
                )
            )
        self._reason.setVisible(bool(missing))
        self._who.setVisible(bool(missing))

    def open_round(self) -> None:
        """Begin it; what was skipped is asked for."""
        from cxdesk.programme.gate import open_round

        done: Any = self._context.bridge.run(
            _("Begin a survey round"),
            open_round,
            self.survey.value(),
            self.name.text(),
            self.reason.text(),
            self.who.text(),
        )
        if done is None:
            (self.reason if self.name.text().strip() else self.name).setFocus()
        else:
            self._context.messages.notice("good", _("The survey round has begun."), self.name.text())

    def _line(self, missing: bool, step: str, count: str) -> QWidget:
        from ui.widgets.cards import boxed

        icon = IconLabel(
            self._context.theme, "circle" if missing else "circle-check", "warn" if missing else "good", 16
        )
        return boxed(row(icon, body(f"{step}: {count}", wrap=False), None))
