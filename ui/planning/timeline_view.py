"""The timeline of actions: on screen as it is on paper, saved as a picture, printed on internal pages."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.planning.action_queries import ActionRow
from ui.page import PageContext
from ui.planning.on_paper import OnPaper
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, row
from ui.widgets.charts import ChartView
from ui.widgets.file_dialogs import ask_for_saving
from ui.widgets.text import body, caption

if TYPE_CHECKING:
    from exports.charts.data import Timeline

# More bars than this nobody reads at once, and their hatching is drawn in minutes: it grows with bars times height.
MOST = 60
PAPER_WIDTH = 980  # px: the length of a sheet of A4 between its margins


class TimelineView(QWidget):
    """Bars from start to day; actions without a day are named below."""

    def __init__(self, context: PageContext, _go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context = context
        self._data: Timeline | None = None
        self.chart = ChartView(context.theme)
        self.save = Button(context.theme, _("Save the timeline"), icon="download", on_click=self._ask)
        self._today = date.today()
        self.paper = OnPaper(context, self, lambda: _("Timeline of the actions"), self._pages)
        self._card = Card(self.chart)
        self._legend = caption(
            _("Hatched: over its day. Upright line: the day that was promised first. Outline: not started."),
            wrap=True,
        )
        self._rest = body("", tone="text2")
        self._more = body("", strong=True)
        above = row(gap=12)
        above.addWidget(self._legend, 1)
        above.addWidget(self.save)
        above.addWidget(self.paper.button)
        self.setLayout(column(above, self._more, self._card, self._rest, None, gap=12))

    def show_rows(self, rows: list[ActionRow], today: date) -> None:
        """Draw the actions that have a day."""
        from exports.charts.timeline_of import timeline_of

        self._today = today
        with_day = [r for r in rows if r.due_on and r.state != "dropped"]
        first = {r.id for r in sorted(with_day, key=lambda r: r.due_on or today)[:MOST]}
        placed = [r for r in with_day if r.id in first]
        self._data = timeline_of(placed, today) if placed else None
        self.chart.show_chart(self._data, _("Timeline of the actions"), source="")
        self._card.setVisible(bool(placed))
        self.save.setEnabled(bool(placed))
        self.paper.button.setEnabled(bool(placed))
        left = [r.title for r in rows if not r.due_on and r.state != "dropped"]
        if not placed:
            self._rest.setText(_("No action has a day yet. Open one and choose by when it is done."))
        elif left:
            text = ngettext(
                "{n} action has no day yet: {names}.", "{n} actions have no day yet: {names}.", len(left)
            )
            self._rest.setText(text.format(n=number(len(left)), names=listed(left)))
        else:
            self._rest.setText("")
        self._say_more(len(with_day) - len(placed))

    def _say_more(self, more: int) -> None:
        """Those whose day comes first are drawn; the others are counted."""
        words = ngettext(
            "{n} action with a later day is in the table.",
            "{n} actions with later days are in the table.",
            more,
        )
        self._more.setText(words.format(n=number(more)))
        self._more.setVisible(more > 0)

    def print_here(self) -> bool:
        """Ask for a printer."""
        self.paper.print_it()
        return True

    def _pages(self) -> Callable[[], bytes]:
        project, today = self._context.project, self._today

        def work() -> bytes:
            from cxdesk.planning.issue_sheets import timeline_sheet
            from exports.pdf.timeline_sheet import render_timeline

            return render_timeline(project.read(timeline_sheet, today)).pdf

        return work

    def _ask(self) -> None:
        ask_for_saving(
            _("Save the timeline"), _("Timeline of the actions"), _("Pictures and PDF (*.pdf *.svg *.png)"), "pdf",
            self.save_to,
        )  # fmt: skip

    def save_to(self, target: Path) -> None:
        """Write the timeline for a sheet of A4 across."""
        data = self._data
        if data is None:
            return

        def work() -> Path:
            from exports.charts.look import Look
            from exports.charts.saving import save
            from exports.charts.timeline import timeline

            return save(timeline(data, Look("paper", width=PAPER_WIDTH)), target)

        self._context.jobs.run(work, self._on_saved, what=_("Saving the timeline"))

    def _on_saved(self, path: Path) -> None:
        self._context.messages.notice("good", _("The timeline is saved."), str(path))
