"""The parts of the page of findings: one row per finding, the table of scores, the card of recommendation."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.analysis.compare import compare
from cxdesk.analysis.figure import Figure
from cxdesk.i18n import _, number
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, divided_card, row, top
from ui.widgets.charts import ChartView
from ui.widgets.figures import short_answers_text, value_text
from ui.widgets.mirror import with_the_window
from ui.widgets.score_glyph import ScoreCell, ScoreView
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, keys_text, label, title

if TYPE_CHECKING:
    from cxdesk.analysis.findings import Finding
    from cxdesk.analysis.insights import Point
    from cxdesk.analysis.touch_points import Scored

SCORE_WIDTH = 320


def finding_card(
    theme: Theme,
    found: Sequence["Finding"],
    on_issue: Callable[["Finding"], None],
    on_answers: Callable[["Scored"], None],
) -> tuple[Card, list[QWidget]]:
    """The findings below each other, the first with the filled button; and the row of each."""
    rows = [_finding(theme, f, n, on_issue, on_answers) for n, f in enumerate(found, 1)]
    return divided_card(rows), rows


def _finding(
    theme: Theme,
    finding: "Finding",
    place: int,
    on_issue: Callable[["Finding"], None],
    on_answers: Callable[["Scored"], None],
) -> QWidget:
    scored = finding.scored
    words = column(title(with_the_window(finding.sentence)), body(finding.line, tone="text2"), gap=4)
    make = Button(
        theme,
        _("Make this an issue"),
        "filled" if place == 1 else "outline",
        dense=True,
        on_click=lambda: on_issue(finding),
    )
    make.setToolTip(f"{_('Make this an issue')} ({keys_text('Ctrl+Shift+I')})")
    see = Button(theme, _("See the answers"), "plain", dense=True, on_click=lambda: on_answers(scored))
    words.addSpacing(4)
    words.addLayout(row(make, see, None, gap=12))
    cell = _cell(scored, highlight=place == 1)
    score = boxed(
        column(caption(with_the_window(scored.name), wrap=True), ScoreView(theme, cell, "stack"), None, gap=2)
    )
    score.setFixedWidth(SCORE_WIDTH)
    place_label = label(number(place), "title", tone="accent")
    place_label.setFixedWidth(24)
    across = row(gap=16, margins=(20, 16, 20, 16))
    top(across, place_label)
    across.addLayout(words, 1)
    top(across, score)
    return boxed(across)


def score_table(
    theme: Theme,
    rows: Sequence["Scored"],
    *,
    linked: bool,
    narrow: bool,
    on_open: Callable[["Scored"], None],
    source: str,
) -> Table:
    """Scores as a table; Enter or a click leads to the answers. Narrow, the function stands under the name."""
    below = (lambda r: r.function) if linked and narrow else None
    worst = next((r for r in rows if not r.figure.few and not r.figure.hidden), None)
    columns = [
        Column(_("Touch point") if linked else _("Question"), lambda r: r.name, "strong", sub=below),
        Column(
            _("% satisfied, margin of error"),
            lambda r: value_text(r.figure),
            "score",
            value=lambda r: _cell(r, highlight=r is worst),
            width=148 if narrow else 180,
        ),
        Column(_("Answers"), lambda r: number(r.figure.n), "number", width=72),
        Column(
            _("Since the round before"), _change_text, "change", value=_change, width=156 if narrow else 236
        ),
    ]
    if linked and not narrow:
        columns.insert(1, Column(_("Function"), lambda r: r.function, "muted", width=96))
    table = Table(theme, columns, rows, name=_("Scores"), fit=True, key=lambda r: (r.survey_id, r.item_id))
    table.note = source
    table.opened.connect(on_open)
    return table


def _cell(scored: "Scored", highlight: bool) -> ScoreCell:
    before = scored.previous.value if scored.previous else None
    return ScoreCell(scored.figure, before, highlight=highlight, before_round=scored.previous_label)


def _change_text(scored: "Scored") -> str:
    return compare(scored.figure, scored.previous).sentence


def _change(scored: "Scored") -> tuple[str, str]:
    change = compare(scored.figure, scored.previous)
    if not change.real or change.difference is None:
        return change.sentence, "text2"
    return change.sentence, "good" if change.difference > 0 else "bad"


def recommend_card(theme: Theme, points: Sequence["Point"], source: str) -> Card:
    """How many recommend us: the latest figure and, with several rounds, the trend."""
    from exports.charts.data import Trend, TrendPoint

    last = points[-1]
    before, its_round = (points[-2].figure.value, _label(points[-2])) if len(points) > 1 else (None, "")
    cell = ScoreCell(last.figure, before, highlight=True, before_round=its_round)
    card = Card(ScoreView(theme, cell, "stack"))
    if len(points) > 1:
        chart = ChartView(theme)
        shown = [TrendPoint(p.round.day, p.figure, _label(p)) for p in points]
        data = Trend(tuple(shown), label=_("Would recommend us"))
        chart.show_chart(data, _("Would recommend us"), source=source)
        card.add(chart)
    else:
        card.add(caption(_words(last.figure), wrap=True))
    return card


def _label(point: "Point") -> str:
    return point.round.when


def _words(figure: Figure) -> str:
    return _("From {answers}. The next round will show the trend.").format(answers=short_answers_text(figure))
