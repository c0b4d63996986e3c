"""How ready each touch point is (process, skill, practice), and how it scored in each survey round."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cxdesk.i18n import _, language, listed, ngettext, number
from ui.page import PageContext
from ui.touchpoints import deeds
from ui.widgets.cards import Card, column, empty, row, top
from ui.widgets.charts import ChartView
from ui.widgets.figures import value_text
from ui.widgets.key_grid import GridCell, KeyGrid
from ui.widgets.score_glyph import ScoreCell
from ui.widgets.tables import Column, Table
from ui.widgets.text import caption, title

if TYPE_CHECKING:
    from cxdesk.analysis.beliefs import Belief
    from cxdesk.analysis.inventory import Inventory
    from cxdesk.analysis.round_scores import RoundScores

PARTS = ("process", "skill", "practice")
# The keys that fill a cell, in the order of the states.
KEYS = {"1": "missing", "2": "partly", "3": "in_place"}
GROUNDS = {"": "", "missing": "bad_soft", "partly": "warn_soft", "in_place": "good_soft"}
TONES = {"": "text3", "missing": "bad", "partly": "warn", "in_place": "good"}
NARROW = 860


class HeatView(QWidget):
    """Readiness as a grid that keys fill; scores as a heat map with the same as a table below."""

    def __init__(self, context: PageContext, choose: Callable[[int], None]) -> None:
        super().__init__()
        self._context, self._choose = context, choose
        self._found: Inventory | None = None
        self._job: Any = None
        theme = context.theme
        self.grid = KeyGrid(theme, _("Process, skill and practice of each touch point"), "123", 190, 74)
        self.grid.typed.connect(self._on_typed)
        self.grid.opened.connect(self._on_opened)
        self._told = caption("", wrap=True)
        self.chart = ChartView(theme)
        self.twin: Table | None = None
        self._twin_box = column()
        self._scores = Card(title(_("% satisfied in each survey round")), self.chart, self._twin_box)
        keys = caption(
            _("Keys: 1 missing, 2 partly, 3 in place, Delete not looked at; Enter on a name opens it."),
            wrap=True,
        )
        ready = Card(title(_("Process, skill and practice")), self._told, self.grid, keys)
        across: QBoxLayout = row(gap=16)
        top(across, ready, 5)
        top(across, self._scores, 6)
        self._across = across
        self.beliefs = _belief_table(context)
        self.beliefs.opened.connect(lambda b: choose(b.entry.row.id))
        self._beliefs = Card(title(_("What customers say, and what employees believe of it")), self.beliefs)
        self.setLayout(column(across, self._beliefs, gap=16))

    def show_inventory(self, found: "Inventory", _chosen: int | None) -> None:
        """Show how ready everything is; the scores are counted behind the window."""
        from cxdesk.touchpoints.words import part_word, readiness_word

        self._found = found
        self.grid.read_only = self._context.project.read_only
        rows = [
            (
                GridCell(e.row.name, strong=True),
                [
                    GridCell(
                        readiness_word(state) if state else "–",
                        TONES[state],
                        GROUNDS[state],
                        spoken=readiness_word(state),
                    )
                    for state in e.row.readiness
                ],
            )
            for e in found.entries
        ]
        self.grid.show_cells([_("Touch point"), *(part_word(part) for part in PARTS)], rows)
        blank = sum(not state for e in found.entries for state in e.row.readiness)
        text = ngettext("{n} cell is not looked at yet.", "{n} cells are not looked at yet.", blank)
        self._told.setText(text.format(n=number(blank)) if blank else _("Every cell is looked at."))
        from cxdesk.analysis.beliefs import beliefs

        both = beliefs(found)
        self.beliefs.set_rows(both)
        self._beliefs.setVisible(bool(both))
        self._count_scores()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where the window is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._across.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def _count_scores(self) -> None:
        project, lang = self._context.project, language()
        if self._job is not None:
            self._job.drop()

        def work() -> "RoundScores":
            from cxdesk.analysis.round_scores import round_scores

            return project.read(round_scores, lang)

        self._job = self._context.jobs.run(work, self._show_scores)

    def _show_scores(self, scores: "RoundScores") -> None:
        from exports.charts.touch_points import round_map
        from exports.charts.twin import twin_of

        self._job = None
        self._scores.setVisible(bool(scores.names))
        if not scores.names:
            return
        data = round_map(scores)
        self.chart.show_chart(data, _("% satisfied in each survey round"), source="")
        twin = twin_of(data)
        columns = [_column(str(head), at) for at, head in enumerate(twin.head)]
        empty(self._twin_box)
        self.twin = Table(
            self._context.theme, columns, twin.rows, name=_("The same as a list"), fit=True, dense=True
        )
        self._twin_box.addWidget(caption(_("The same as a list")))
        self._twin_box.addWidget(self.twin)

    def _on_typed(self, row_: int, column_: int, text: str) -> None:
        if self._found is None:
            return
        state = KEYS.get(text[-1:], "")
        deeds.describe(self._context, self._found.entries[row_].row.id, **{PARTS[column_]: state})

    def _on_opened(self, row_: int) -> None:
        if self._found is not None:
            self._choose(self._found.entries[row_].row.id)


def _belief_table(context: PageContext) -> Table:
    """Two scores on one scale beside each other, and how far they lie apart."""

    def apart(b: "Belief") -> tuple[str, str]:
        from cxdesk.analysis.beliefs import apart_words

        real = b.apart is not None and b.apart.real
        return apart_words(b), "text" if real else "text2"

    columns = [
        Column(_("Touch point"), lambda b: b.entry.row.name, "strong", share=3),
        Column(_("Stage"), lambda b: listed(b.entry.stages), "muted", share=2),
        Column(
            _("Customers"), lambda b: value_text(b.customers), "score",
            value=lambda b: ScoreCell(b.customers), width=150,
        ),
        Column(_("Answers"), lambda b: number(b.customers.n), "number", width=76),
        Column(
            _("Employees"), lambda b: value_text(b.employees), "score",
            value=lambda b: ScoreCell(b.employees), width=150,
        ),
        Column(_("Answers"), lambda b: number(b.employees.n), "number", width=76),
        Column(_("Employees believe"), lambda b: apart(b)[0], "change", apart, width=180),
    ]  # fmt: skip
    return Table(
        context.theme, columns, name=_("What customers say, and what employees believe of it"), fit=True
    )


def _column(head: str, at: int) -> Column:
    return Column(head, lambda r: _cell(r[at]), "number" if at else "strong", share=2 if at else 3)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else number(float(value), 0)  # type: ignore[arg-type]
