"""What came of actions: from insight to action, each measure before and now, and whom to thank."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, ngettext, number
from cxdesk.planning import tracking
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.conversion_words import conversion_sentence, thanks_sentence
from cxdesk.planning.outcomes import STANDINGS, Outcome, outcomes
from ui.page import PageContext
from ui.widgets.cards import Card, column
from ui.widgets.charts import ChartView
from ui.widgets.empty import EmptyState
from ui.widgets.figures import joined, value_text
from ui.widgets.score_glyph import ScoreCell
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title

TONES = {"measured": "good", "so_far": "info", "no_round": "plain", "unlinked": "warn"}


class OutcomeView(QWidget):
    """A sentence, the chart of what was measured again, the list of all."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context = context
        self._sentence = title("")
        self._line = body("", tone="text2")
        self.chart = ChartView(context.theme)
        self.table = Table(
            context.theme, columns(), name=_("Outcomes of the actions"), key=lambda o: o.action_id, fit=True
        )
        self.table.opened.connect(lambda o: go(("action", o.action_id)))
        self._chart_card = Card(self.chart)
        self._table_card = Card(self.table, padding=(12, 4))
        self._thanks = caption("", wrap=True)
        self._empty = EmptyState(
            context.theme,
            _("No action was started yet"),
            _("Start an action and tie its measure to a question. The next survey round measures it again."),
        )
        self.setLayout(
            column(
                self._sentence,
                self._line,
                self._chart_card,
                self._table_card,
                self._thanks,
                self._empty,
                None,
                gap=12,
            )
        )

    def show_rows(self, rows: list[ActionRow], today: date) -> None:
        """Read the outcomes again."""
        read = self._context.project.read
        found = read(outcomes, None, today)
        self.table.set_rows(found)
        seen = [o for o in found if o.now is not None and o.before is not None]
        self._show_chart(seen)
        self._sentence.setText(_finding(found))
        self._line.setText(conversion_sentence(read(tracking.conversion)))
        self._table_card.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._line.setVisible(bool(found))
        self._sentence.setVisible(bool(found))
        self._thanks.setText(thanks_sentence(rows))
        self._thanks.setVisible(bool(self._thanks.text()))

    def _show_chart(self, seen: list[Outcome]) -> None:
        self._chart_card.setVisible(bool(seen))
        if not seen:
            self.chart.show_chart(None, source="")
            return
        from exports.charts.data import BeforeAfter, BeforeAfterRow

        rows = tuple(BeforeAfterRow(f"{o.title}: {o.question}", o.now, o.before) for o in seen if o.now)
        source = joined(*dict.fromkeys(f"{o.before_round} – {o.now_round}" for o in seen))
        self.chart.show_chart(BeforeAfter(rows), _("Measured before and after"), source=source)


def columns() -> list[Column]:
    """What the list of outcomes shows."""

    def before(o: Outcome) -> str:
        return value_text(o.before) if o.before else "–"

    def now(o: Outcome) -> str:
        return value_text(o.now) if o.now else "–"

    def cell(o: Outcome) -> ScoreCell | None:
        return (
            ScoreCell(
                o.now,
                previous=o.before.value if o.before else None,
                target=o.target,
                before_round=o.before_round,
            )
            if o.now
            else None
        )

    def change(o: Outcome) -> tuple[str, str]:
        if o.change is None:
            return o.not_measured or "–", "text2"
        if not o.change.real or o.change.difference is None:
            return o.change.sentence, "text2"
        return o.change.sentence, "good" if o.change.difference > 0 else "bad"

    def standing(o: Outcome) -> tuple[str, str]:
        if o.standing == "measured" and o.reached is not None:
            return (_("target reached"), "good") if o.reached else (_("target not reached"), "warn")
        return _(STANDINGS[o.standing]), TONES[o.standing]

    return [
        Column(_("Action"), lambda o: o.title, "strong", sub=lambda o: o.question or o.issue, share=4),
        Column(_("Before"), before, "muted", sub=lambda o: o.before_round, share=2),
        Column(_("Now"), now, "score", cell, sub=lambda o: o.now_round, width=190),
        Column(_("Change"), lambda o: change(o)[0], "change", change, share=3),
        Column(_("Standing"), lambda o: standing(o)[0], "tag", standing, width=170),
    ]


def _seen_so_far(seen: list[Outcome]) -> str:
    """What the figures below are, where none of them tells yet what came of an action that is done."""
    few = all(o.change is None or o.change.difference is None for o in seen)
    if few:
        words = ngettext(
            "{n} action is measured again, by too few answers to tell",
            "{n} actions are measured again, by too few answers to tell",
            len(seen),
        )
    else:
        words = ngettext(
            "{n} action is measured while it is going on",
            "{n} actions are measured while they are going on",
            len(seen),
        )
    return words.format(n=number(len(seen)))


def _finding(found: list[Outcome]) -> str:
    again = [o for o in found if o.compared]
    better = [o for o in again if o.change is not None and o.change.real and (o.change.difference or 0) > 0]
    if not again:
        seen = [o for o in found if o.now is not None and o.before is not None]
        if seen:
            return _seen_so_far(seen)
        return _("No action is measured again yet")
    text = ngettext(
        "{better} of {n} action measured again shows a real change for the better",
        "{better} of {n} actions measured again show a real change for the better",
        len(again),
    )
    return text.format(better=number(len(better)), n=number(len(again)))
