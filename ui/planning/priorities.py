"""What to do first: a table and a matrix of all issues, with the cuts and every input beside them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from cxdesk.i18n import _, language, number, pgettext
from cxdesk.planning import actions as planning
from cxdesk.planning import issue_sheets, judging, priorities
from cxdesk.planning.matrix_layout import lay_out
from cxdesk.planning.model import STEPS
from cxdesk.planning.priorities import Cuts, Priority
from ui.page import PageContext
from ui.planning.editing import done
from ui.planning.on_paper import OnPaper
from ui.planning.parts import breakable
from ui.planning.priority_inputs import Inputs
from ui.planning.room_tabs import room_tabs
from ui.widgets.buttons import Button
from ui.widgets.canvas.view import MapView
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.empty import EmptyState
from ui.widgets.menus import menu_on
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, display, keys_text

PANEL = 304
VIEWS = ("table", "matrix")


class Priorities(QWidget):
    """All open issues in their order. `go(target)` opens something else of this room."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go = context, go
        self._own = not context.project.read_only
        self.rows: list[Priority] = []
        self.chosen: int | None = None
        self._job: Any = None
        theme = context.theme
        self.table = _Ordered(theme, columns(), name=_("Priorities"), key=lambda r: r.issue.id, sortable=True)
        self.table.opened.connect(lambda r: self._choose(r.issue.id))
        self.table.current_changed.connect(lambda r: self._choose(r.issue.id))
        self.table.menu_wanted.connect(lambda r, at: self.menu(r.issue.id, at))
        self.matrix = MapView(theme)
        self.matrix.setAccessibleName(_("Impact against effort; the table holds the same in rows"))
        self.matrix.card_chosen.connect(self._choose)
        self.matrix.card_opened.connect(lambda n: go(("issue", n)))
        self.matrix.nudged.connect(lambda n, by: self._step(n, "impact", by))
        self.matrix.carried.connect(lambda n, by: self._step(n, "effort", by))
        self.matrix.menu_asked.connect(self._on_matrix_menu)
        self.panel = Inputs(context, self.judge)
        self.paper = OnPaper(context, self, lambda: _("Priorities"), self._pages)
        self._lay_out()
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda by=by: self._move_current(by))

    def reload(self) -> None:
        """Count and sort again, behind the window; what is shown stays until then."""
        self.let_go()
        project = self._context.project

        def work() -> tuple[list[Priority], Cuts]:
            return project.read(priorities.priorities), project.read(priorities.cuts_of)

        self._job = self._context.jobs.run(work, self._show)

    def let_go(self) -> None:
        """Wait for nothing any more."""
        if self._job is not None:
            self._job.drop()
            self._job = None

    def print_here(self) -> bool:
        """Ask for a printer."""
        self.paper.print_it()
        return True

    def _pages(self) -> Callable[[], bytes]:
        project = self._context.project

        def work() -> bytes:
            from exports.pdf.issue_sheets import render_priorities

            return render_priorities(project.read(issue_sheets.priority_sheet, date.today())).pdf

        return work

    def move_issue(self, issue_id: int, by: int) -> None:
        """One place up or down; from then on the order is a person's."""
        done(self._context, _("Change the order"), priorities.move, issue_id, by)

    def menu(self, issue_id: int, at: QPoint) -> None:
        """What can be done with an issue here."""
        menu = menu_on(self)
        menu.addAction(_("Open"), lambda: self._go(("issue", issue_id)))
        up = menu.addAction(_("Move up") + "\t" + keys_text("Alt+Up"), lambda: self.move_issue(issue_id, -1))
        down = menu.addAction(
            _("Move down") + "\t" + keys_text("Alt+Down"), lambda: self.move_issue(issue_id, 1)
        )
        for action in (up, down):
            action.setEnabled(self._own)
        menu.popup(at)

    def _lay_out(self) -> None:
        frame = Scaffold(self, fills=True, widest=1720)
        theme = self._context.theme
        self._sentence = display(_("Priorities"))
        self._line = body("", tone="text2")
        self.segments = Segmented(theme, [("table", _("Table")), ("matrix", _("Matrix"))])
        self.segments.chosen.connect(self.show_view)
        self.again = Button(theme, _("Sort by the figures again"), "plain", on_click=self._forget)
        frame.add(column(self._sentence, self._line, gap=4))
        frame.add(
            row(room_tabs(theme, "priorities", self._go), None, self.again, self.paper.button, self.segments)
        )
        self.views = QStackedWidget()
        self.views.addWidget(Card(self.table, padding=(12, 4)))
        self.views.addWidget(self.matrix)
        self._empty = boxed(
            column(
                EmptyState(
                    theme, _("No issues yet"), _("Open Insights and choose “Make this an issue”."),
                    _("Open Insights"), lambda: self._context.go("analysis", None),
                ), None, gap=0,
            )
        )  # fmt: skip
        self.views.addWidget(self._empty)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFixedWidth(PANEL)
        scroll.setWidget(self.panel)
        self._side = scroll
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.views, 1)
        across.addWidget(scroll)
        frame.body.addLayout(across, 1)

    def show_view(self, view: str) -> None:
        """The table or the matrix."""
        self.segments.set_current(view)
        if self.rows:
            self.views.setCurrentIndex(VIEWS.index(view))
            if view == "matrix":
                self.matrix.fit()

    def _show(self, found: tuple[list[Priority], Cuts]) -> None:
        self._job = None
        self.rows, cuts = found
        self.table.set_rows(self.rows)
        self._side.setVisible(bool(self.rows))
        self.paper.button.setEnabled(bool(self.rows))
        self.again.setVisible(self._own and any(p.set_by_hand for p in self.rows))
        if not self.rows:
            self._sentence.setText(_("What to do first"))
            self._line.setText("")
            self.views.setCurrentWidget(self._empty)
            return
        self._sentence.setText(_("First: {issue}").format(issue=breakable(self.rows[0].issue.title[:160])))
        self._line.setText(issue_sheets.order_words(tuple(self.rows)))
        self.matrix.show_drawing(lay_out(self.rows, cuts, language()))
        if not any(p.issue.id == self.chosen for p in self.rows):
            self.chosen = self.rows[0].issue.id
        self.table.choose(self.chosen)
        self.panel.show_issue(self._one(), cuts)
        self.show_view(self.segments.current())

    def _one(self) -> Priority:
        return next(p for p in self.rows if p.issue.id == self.chosen)

    def _choose(self, issue_id: int) -> None:
        if issue_id != self.chosen and any(p.issue.id == issue_id for p in self.rows):
            self.panel.leaving()
            self.chosen = issue_id
            self.panel.show_issue(self._one(), self.panel.cuts)
            self.table.choose(issue_id)

    def _move_current(self, by: int) -> None:
        if self._own and self.chosen is not None:
            self.move_issue(self.chosen, by)

    def _step(self, issue_id: int, name: str, by: int) -> None:
        """Alt with an arrow moves a card of the matrix: judged one step more or less."""
        one = next((p for p in self.rows if p.issue.id == issue_id), None)
        if one is None or not self._own:
            return
        now = getattr(one.issue, name)
        step = min(max((now or (0 if by > 0 else 2)) + by, 1), STEPS[-1])
        if step != now:
            self.judge(issue_id, **{name: step})

    def judge(self, issue_id: int, **judged: Any) -> bool:
        """Write one judgement."""
        return done(self._context, _("Judge the issue"), planning.judge_issue, issue_id, **judged)

    def _forget(self) -> None:
        done(self._context, _("Sort by the figures again"), priorities.forget_order)

    def _on_matrix_menu(self, at: QPoint, _head: object) -> None:
        if (card := self.matrix.chosen) is not None:
            self.menu(card.card_id, at)


class _Ordered(Table):
    """A table whose rows can be moved with Alt and the arrow keys."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow is the page's."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


def columns() -> list[Column]:
    """What the table shows; every column sorts."""
    return [
        Column("#", lambda r: number(r.place), "number", sort=lambda r: r.place, width=44),
        Column(
            _("Issue"), lambda r: r.issue.title, "strong", sub=lambda r: _(judging.KINDS[r.issue.kind]), share=5
        ),
        Column(
            _("What to do"), lambda r: priorities.corner_word(r.corner), "tag",
            lambda r: (priorities.corner_word(r.corner), "accent" if r.corner == "first" else "plain"),
            sort=lambda r: list(priorities.CORNERS).index(r.corner), width=116,
        ),
        Column(
            _("Impact"), _impact, "muted", sort=lambda r: -(r.risk.impact_now or 0),
            sub=lambda r: _("effort: {effort}").format(effort=_effort(r)), share=4,
        ),
        Column(
            pgettext("reach of an issue", "Reach"), _people, "muted", sort=lambda r: r.reach.people + r.reach.public,
            sub=_customers, share=3,
        ),
        Column(
            _("Value at risk"), lambda r: priorities.values_text(r.worth), "number",
            sort=lambda r: r.worth.largest or None, width=120,
        ),
    ]  # fmt: skip


def _impact(r: Priority) -> str:
    return judging.impact_word(r.risk.impact_now) if r.risk.impact_now else "–"


def _effort(r: Priority) -> str:
    return judging.effort_word(r.issue.effort) if r.issue.effort else "–"


def _people(r: Priority) -> str:
    return priorities.people_words(r.reach) or "–"


def _customers(r: Priority) -> str:
    return priorities.customers_words(r.reach)
