"""The register of risks: every open problem with how likely and bad it is, who acts, and the grid of all."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from cxdesk.i18n import _, day, listed, ngettext, number, pgettext
from cxdesk.planning import issue_sheets, judging, priorities, risks
from cxdesk.planning.risks import RiskRow
from cxdesk.sentences import ended
from ui.page import PageContext
from ui.planning.editing import done
from ui.planning.on_paper import OnPaper
from ui.planning.parts import breakable
from ui.planning.room_tabs import room_tabs
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.charts import ChartView
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.menus import menu_on
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, caption, display

VIEWS = ("table", "grid")
_TONES = {0: "plain", 1: "plain", 2: "warn", 3: "bad", 4: "bad"}


class RiskRegister(QWidget):
    """All open problems by their risk. `go(target)` opens something else of this room."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go = context, go
        self.today: Callable[[], date] = date.today
        self.rows: list[RiskRow] = []
        self.shown: list[RiskRow] = []
        self._job: Any = None
        self._chosen: int | None = None
        theme = context.theme
        self.table = Table(
            theme, columns(), name=_("Register of risks"), key=lambda r: r.issue.id, sortable=True
        )
        self.table.opened.connect(lambda r: go(("issue", r.issue.id)))
        self.table.current_changed.connect(self._say_behind)
        self.table.menu_wanted.connect(self.menu)
        self.grid = ChartView(theme)
        self.paper = OnPaper(context, self, lambda: _("Register of risks"), self._pages)
        self.which = Choice([(name, risks.filter_word(name)) for name in risks.FILTERS], "all")
        self.which.setAccessibleName(_("Which risks"))
        self.which.chosen.connect(lambda _value: self._fill())
        self.review = Button(theme, _("I have gone through it"), icon="check", on_click=self._on_review)
        self.review.setToolTip(_("Notes today’s risks, so that the next look says what grew."))
        self._lay_out()

    def reload(self) -> None:
        """Count and sort again, behind the window; what is shown stays until then."""
        self.let_go()
        project, today = self._context.project, self.today()
        self._job = self._context.jobs.run(lambda: project.read(risks.risk_rows, today), self._show)

    def let_go(self) -> None:
        """Wait for nothing any more."""
        if self._job is not None:
            self._job.drop()
            self._job = None

    def print_here(self) -> bool:
        """Ask for a printer."""
        self.paper.print_it()
        return True

    def menu(self, risk: RiskRow, at: QPoint) -> None:
        """What can be done with a risk here."""
        menu = menu_on(self)
        menu.addAction(_("Open"), lambda: self._go(("issue", risk.issue.id)))
        if risk.next is not None:
            next_id = risk.next.id
            menu.addAction(_("Open the next action"), lambda: self._go(("action", next_id)))
        menu.popup(at)

    def show_view(self, view: str) -> None:
        """The table or the grid."""
        self.segments.set_current(view)
        if self.rows:
            self.views.setCurrentIndex(VIEWS.index(view))

    def _lay_out(self) -> None:
        frame = Scaffold(self, fills=True, widest=1720)
        theme = self._context.theme
        self._sentence = display(_("Risks"))
        self._line = body("", tone="text2")
        self.segments = Segmented(theme, [("table", _("Table")), ("grid", _("Grid"))])
        self.segments.chosen.connect(self.show_view)
        frame.add(column(self._sentence, self._line, gap=4))
        self.tabs = room_tabs(theme, "risks", self._go)
        frame.add(row(self.tabs, None, self.segments))
        self._tools = QWidget()
        self._tools.setLayout(row(self.which, None, self.review, self.paper.button, gap=8))
        frame.add(self._tools)
        self.views = QStackedWidget()
        self.behind = body("", tone="text2")
        self._behind_title = body("", strong=True)
        self._below = Card(self._behind_title, self.behind)
        page = QWidget()
        page.setLayout(column(Card(self.table, padding=(12, 4)), self._below, gap=12))
        self.views.addWidget(page)
        self.views.addWidget(self._grid_page())
        self._empty = boxed(
            column(
                EmptyState(
                    theme, _("No open problem is written down"), _("Open Insights and choose “Make this an issue”."),
                    _("Open Insights"), lambda: self._context.go("analysis", None),
                ), None, gap=0,
            )
        )  # fmt: skip
        self.views.addWidget(self._empty)
        frame.body.addWidget(self.views, 1)

    def _grid_page(self) -> QWidget:
        self._legend = caption(
            _("Each number is a risk of the list beside it; the stronger the colour, the larger the risk."),
            wrap=True,
        )
        self.list = Table(
            self._context.theme, list_columns(), name=_("The numbers of the grid"), key=lambda r: r.issue.id
        )
        self.list.opened.connect(lambda r: self._go(("issue", r.issue.id)))
        chart = QWidget()
        chart.setLayout(column(Card(self.grid), self._legend, None, gap=8))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(chart)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(scroll, 3)
        across.addWidget(Card(self.list, padding=(12, 4)), 2)
        page = QWidget()
        page.setLayout(across)
        return page

    def _show(self, rows: list[RiskRow]) -> None:
        self._job = None
        self.rows = rows
        self._sentence.setText(risks.headline(rows) if rows else _("Risks"))
        self._line.setText(" ".join(filter(None, (_summary(rows), _last_review(rows)))))
        self._tools.setVisible(bool(rows))
        self.segments.setVisible(bool(rows))
        if not rows:
            self.views.setCurrentWidget(self._empty)
            return
        own = not self._context.project.read_only
        self.review.setEnabled(own and any(r.risk.score for r in rows))
        self._fill()
        self.show_view(self.segments.current())

    def _fill(self) -> None:
        from exports.charts.step_grids import risk_grid

        keep = risks.kept(self.which.value() or "all")
        self.shown = [r for r in self.rows if keep(r)]
        self.table.set_rows(self.shown)
        self.list.set_rows(self.shown)
        if self.shown:
            chosen = next((r for r in self.shown if r.issue.id == self._chosen), self.shown[0])
            self.table.choose(chosen.issue.id)
            self._say_behind(chosen)
        self._below.setVisible(bool(self.shown))
        self.paper.button.setEnabled(bool(self.shown))
        self.grid.show_chart(risk_grid(self.shown), _("Risks by how likely and how bad they are"), source="")

    def _say_behind(self, risk: RiskRow) -> None:
        self._chosen = risk.issue.id
        self._behind_title.setText(breakable(risk.issue.title[:200]))
        self.behind.setText(breakable(behind_words(risk)[:1200]))

    def _pages(self) -> Callable[[], bytes]:
        project, today, which = self._context.project, self.today(), self.which.value() or "all"

        def work() -> bytes:
            from exports.pdf.issue_sheets import render_risks

            return render_risks(project.read(issue_sheets.risk_sheet, today, which)).pdf

        return work

    def _on_review(self) -> None:
        today = self.today()
        if done(self._context, _("Review the risks"), risks.review, today):
            self._context.messages.notice(
                "good",
                _("Today’s risks are noted."),
                _("From the next day on, each row says whether it grew."),
            )


def columns() -> list[Column]:
    """What the table shows; every column sorts, and what is behind the numbers stands below for the row that is chosen."""
    return [
        Column("#", lambda r: number(r.place), "number", sort=lambda r: r.place, width=40),
        Column(_("Risk"), lambda r: r.issue.title, "strong", sub=risks.kinds_words, share=6),
        Column(
            _("How large"), lambda r: judging.level_word(r.risk), "tag",
            lambda r: (judging.level_word(r.risk), _TONES[r.risk.level]), sort=lambda r: -r.risk.score, width=108,
        ),
        Column(
            _("How likely, how bad"), _judged, "muted", sub=risks.trend_words, sort=lambda r: -(r.risk.likelihood or 0),
            share=5,
        ),
        Column(
            pgettext("reach of an issue", "Reach"), _people, "muted", sub=lambda r: priorities.customers_words(r.reach),
            sort=lambda r: -(r.reach.respondents + r.reach.public), width=108,
        ),
        Column(
            _("Value at risk"), lambda r: priorities.values_text(r.worth) or "–", "number",
            sort=lambda r: r.worth.largest or None, width=150,
        ),
        Column(_("Owner"), risks.owner_words, "muted", sub=risks.done_words, share=4),
        Column(_("By when"), _due, "change", lambda r: (_due(r), "bad" if r.late else "text2"), sort=_day, width=168),
    ]  # fmt: skip


def list_columns() -> list[Column]:
    """What stands beside the grid: number and name."""
    return [
        Column("#", lambda r: number(r.place), "number", width=40),
        Column(
            _("Risk"), lambda r: r.issue.title, "strong", sub=lambda r: judging.risk_words(r.risk), share=1
        ),
    ]


def behind_words(r: RiskRow) -> str:
    """Where the numbers of one risk come from, and what is done, in sentences."""
    parts = [
        _("Reach: {reach}.").format(reach=listed(risks.reach_lines(r))),
        _("Value at risk: {formula}.").format(formula=priorities.formula(r.worth).rstrip(".")),
        priorities.inputs_words(r.worth) if r.worth.revenue else "",
        _("Public reviews raise the impact.") if r.risk.raised else "",
        ended(f"{_capital(risks.done_words(r))}: {listed(a.title for a in r.actions)}")
        if r.actions
        else _("No action yet."),
    ]
    return " ".join(filter(None, parts))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _judged(r: RiskRow) -> str:
    if r.risk.likelihood is None or r.risk.impact_now is None:
        return "–"
    return f"{judging.likelihood_word(r.risk.likelihood)} × {judging.impact_word(r.risk.impact_now)}"


def _people(r: RiskRow) -> str:
    if not r.reach.asked:
        return "–"
    return _("{n} of {all}").format(n=number(r.reach.respondents), all=number(r.reach.asked))


def _due(r: RiskRow) -> str:
    return risks.late_words(r) or risks.due_words(r) or "–"


def _day(r: RiskRow) -> date | None:
    return r.next.due_on if r.next else None


def _summary(rows: list[RiskRow]) -> str:
    if not rows:
        return ""
    n = ngettext("{n} open problem", "{n} open problems", len(rows)).format(n=number(len(rows)))
    return f"{n}: {issue_sheets.levels_words(tuple(rows))}."


def _last_review(rows: list[RiskRow]) -> str:
    last = risks.last_review(rows)
    return _("Last reviewed on {day}.").format(day=day(last)) if last else ""
