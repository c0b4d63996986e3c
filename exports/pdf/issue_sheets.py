"""The register of risks and the priorities as internal papers: a grid of steps beside what it says, and a table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, number, pgettext
from cxdesk.planning import issue_sheets, judging, priorities, risks
from cxdesk.planning.account_sheets import SheetFrame
from cxdesk.planning.issue_sheets import PrioritySheet, RiskSheet
from cxdesk.planning.priorities import Priority
from cxdesk.planning.queries import IssueRow
from cxdesk.planning.risks import RiskRow
from exports.charts.data import StepGrid
from exports.charts.drawing import draw
from exports.charts.look import PT_PER_PX, Look
from exports.charts.step_grids import priority_grid, risk_grid
from exports.charts.twin import described
from exports.pdf.blocks import Air, AtFoot
from exports.pdf.chart import ChartBlock
from exports.pdf.document import Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.even_columns import even_widths
from exports.pdf.grid import Column, Grid, Row, Ruling
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.internal_sheet import sentence
from exports.pdf.lines import Run, measure
from exports.pdf.look import LETTER, PAGE, WIDTH, ink
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.writing import write_file

PAPERS = ("a4", "letter")
_CHART, _LOW_CHART, _BETWEEN = 300.0, 292.0, 16.0
_AIR = 8.0


@dataclass(frozen=True, slots=True)
class _Step:
    """How closely a paper is laid out: the grid's cells, the air between parts, lines about the data.

    `joined` makes what explains a figure one text in columns as wide as their words need; `low` makes the grid's cells
    as low as a line and puts the focus beside it.
    """

    dense: bool
    gap: float
    data: int
    joined: bool = False
    low: bool = False


# Less air and shorter texts of the data, then a closer table, before it goes on on a second page.
_STEPS = (
    _Step(False, 10.0, 9),
    _Step(True, 6.0, 9),
    _Step(True, 5.0, 6),
    _Step(True, 5.0, 6, True),
    _Step(True, 5.0, 6, True, True),
    _Step(True, 4.0, 4, True, True),
)
# Where each column begins; the first is the number that the grid shows.
_RISKS = (0.0, 16.0, 126.0, 216.0, 302.0, 400.0)
_PRIORITIES = (0.0, 16.0, 138.0, 218.0, 306.0)

# A line of a cell is words, or runs where it has a colour of its own.
Lines = tuple[str | list[Run], ...]
# Its head, where its columns begin, their heads, and its rows.
Table = tuple[str, tuple[float, ...], list[str], list[list[Lines]]]


def build_risks(sheet: RiskSheet, target: Path, paper: str = "") -> Path:
    """Write the register as a PDF; whole or not at all."""
    return _write(render_risks(sheet, paper), target)


def build_priorities(sheet: PrioritySheet, target: Path, paper: str = "") -> Path:
    """Write the priorities as a PDF; whole or not at all."""
    return _write(render_priorities(sheet, paper), target)


def render_risks(sheet: RiskSheet, paper: str = "") -> Rendered:
    """The register: how many of each level, the grid, and a row for each risk."""
    rows = sheet.rows
    beside = [
        issue_sheets.levels_words(rows) + "." if rows else "",
        issue_sheets.waiting_words(rows),
        _(
            "The number in a cell is the one in the table. Risk is how likely it is times how bad it would be."
        ),
        _last_review(rows),
    ]
    heads = [
        "#",
        _("Risk"),
        _("How large"),
        pgettext("reach of an issue", "Reach"),
        _("Value at risk"),
        _("Who, by when, what is done"),
    ]
    about = _("Register of risks, {day}.").format(day=day(sheet.frame.made_on))
    if sheet.which != "all":
        about += " " + _("Shown: {which}.").format(which=risks.filter_word(sheet.which))
    part = _Sheet(sheet.frame, sheet.title, paper)
    return part.render(
        _("Register of risks"), about, sheet.focus, risk_grid(rows), beside,
        (_("The risks, largest first"), _RISKS, heads, [_risk_cells(r) for r in rows]),
    )  # fmt: skip


def render_priorities(sheet: PrioritySheet, paper: str = "") -> Rendered:
    """The priorities: the matrix with its cuts, and a row for each issue with every input."""
    rows = sheet.rows
    beside = [
        issue_sheets.cuts_words(sheet.cuts),
        issue_sheets.order_words(rows),
        _("The number in a cell is the one in the table."),
    ]
    heads = [
        "#",
        _("Issue"),
        _("What to do"),
        pgettext("reach of an issue", "Reach"),
        _("Value at risk, and where it comes from"),
    ]
    about = _("Impact against effort, {day}.").format(day=day(sheet.frame.made_on))
    part = _Sheet(sheet.frame, sheet.title, paper)
    return part.render(
        _("Priorities"), about, sheet.focus, priority_grid(rows, sheet.cuts), beside,
        (_("In this order"), _PRIORITIES, heads, [_priority_cells(r) for r in rows]),
    )  # fmt: skip


def _risk_cells(row: RiskRow) -> list[Lines]:
    """The first line of a cell is what counts, the others say where it comes from."""
    late = risks.late_words(row)
    return [
        (number(row.place),),
        (row.issue.title, risks.kinds_words(row), _sure(row.issue)),
        (judging.level_word(row.risk), *_judged(row), risks.trend_words(row)),
        risks.reach_lines(row),
        (priorities.values_text(row.worth) or "–", priorities.formula(row.worth)),
        (
            risks.owner_words(row), risks.due_words(row),
            [Run(late, strong=True, colour=ink("bad"))] if late else "", risks.done_words(row),
        ),
    ]  # fmt: skip


def _sure(issue: IssueRow) -> str:
    return _("how sure: {grade}").format(grade=judging.grade_word(issue.grade))


def _judged(row: RiskRow) -> Lines:
    """How likely and how bad, and that public reviews made it worse."""
    risk = row.risk
    if risk.likelihood is None or risk.impact_now is None:
        return ()
    said = f"{judging.likelihood_word(risk.likelihood)} × {judging.impact_word(risk.impact_now)}"
    return (said, _("Public reviews raise the impact.")) if risk.raised else (said,)


def _priority_cells(row: Priority) -> list[Lines]:
    impact = judging.impact_word(row.risk.impact_now) if row.risk.impact_now else "–"
    effort = judging.effort_word(row.issue.effort) if row.issue.effort else "–"
    return [
        (number(row.place),),
        (row.issue.title, _(judging.KINDS[row.issue.kind]), _sure(row.issue)),
        (
            priorities.corner_word(row.corner), _("impact: {impact}").format(impact=impact),
            _("effort: {effort}").format(effort=effort),
        ),
        (priorities.people_words(row.reach) or priorities.reach_words(row.reach),
         priorities.customers_words(row.reach) if row.reach.asked else ""),
        (priorities.values_text(row.worth) or "–", priorities.formula(row.worth), priorities.inputs_words(row.worth)),
    ]  # fmt: skip


def _last_review(rows: Sequence[RiskRow]) -> str:
    last = risks.last_review(rows)
    if last is None:
        return _("The register was not reviewed before.")
    return _("Last reviewed on {day}.").format(day=day(last))


class _Sheet:
    """One of the two papers: banner, finding, focus, grid beside words, table, data card and question."""

    def __init__(self, frame: SheetFrame, title: str, paper: str) -> None:
        self.page = InternalFrame(frame, title)
        self.paper = LETTER if (paper or frame.brand.paper) == "letter" else PAGE

    def render(
        self,
        name: str,
        about: str,
        focus: str,
        grid: StepGrid,
        beside: Sequence[str],
        table: Table,
    ) -> Rendered:
        """The pages; a table that is too long goes on under its own heads."""
        page = self.page
        furniture = replace(page.furniture(name), paper=self.paper)
        page.tallest = body_height(furniture)
        for step in _STEPS:
            story = self._story(step, about, focus, grid, beside, table)
            if _height(story) <= page.tallest:
                return render_document(story, furniture)
        if _height(story[:-1]) <= page.tallest:
            # Only the data card is too much: the last row goes with it, so that it does not stand alone.
            story = self._story(_STEPS[-1], about, focus, grid, beside, table, with_foot=1)
        return render_document(story, furniture)

    def _story(
        self,
        step: _Step,
        about: str,
        focus: str,
        grid: StepGrid,
        beside: Sequence[str],
        table: Table,
        with_foot: int = 0,
    ) -> list[Any]:
        page, gap = self.page, step.gap
        head, starts, heads, rows = table
        story = [
            *page.banner(gap), *page.head(about), *([] if step.low else self._focus(focus)), Air(gap), self._grid(grid, beside, step, focus)
        ]  # fmt: skip
        last: list[Any] = [Air(0)]
        if rows:
            whole = self._table(starts, heads, rows, step.joined)
            if with_foot and len(rows) > with_foot:
                last = [whole.part(len(rows) - with_foot, len(rows))]
                whole = whole.part(0, len(rows) - with_foot)
            story.append(page.section(head, [whole], gap))
        else:
            story += [Air(gap), Text(_("No issues yet"), page.body)]
        return [*story, AtFoot(last, page.foot(step.data), gap, page.tallest)]

    def _focus(self, focus: str) -> list[Any]:
        return [Air(4), Text(_focus_runs(focus), self.page.body, most=3)] if focus else []

    def _grid(self, grid: StepGrid, beside: Sequence[str], step: _Step, focus: str) -> Grid:
        page, wide = self.page, _LOW_CHART if step.low else _CHART
        look = Look("paper", page.lang, wide / PT_PER_PX, dense=step.dense, low=step.low)
        chart = ChartBlock(draw(grid, look), page.rtl, alt=described(grid, page.lang))
        said: list[str | list[Run]] = [*filter(None, beside)]
        if step.low and focus:
            said.insert(0, _focus_runs(focus))
        words: list[Any] = []
        for text in said:
            words += [Text(text, page.small.but(colour=ink("text")), most=6), Air(5)]
        start = wide + _BETWEEN
        columns = (Column(0, wide), Column(start, WIDTH - start))
        return Grid(columns, [Row(((chart,), tuple(words)))], page.tallest, rtl=page.rtl)

    def _table(
        self, starts: tuple[float, ...], heads: list[str], rows: list[list[Lines]], joined: bool
    ) -> Grid:
        page = self.page
        first = page.small.but(colour=ink("text"))
        between = "، " if page.rtl else " · "

        def cell(at: int, lines: Lines) -> tuple[Any, ...]:
            strong = first.but(strong=at < 2)
            said = [Text(lines[0], strong, Element("TH" if at == 1 else "TD"), most=5)]
            rest = [t for t in lines[1:] if t]
            if joined and at < len(heads) - 1:
                rest = [between.join(str(t) for t in rest)] if rest else []
            return (*said, *(Text(t, page.small, most=9 if joined else 6) for t in rest))

        cells = [tuple(cell(at, c) for at, c in enumerate(row)) for row in rows]
        top = tuple((Text(t, page.small, Element("TH"), most=3),) for t in heads)
        ends = [*starts[1:], WIDTH + _AIR]
        widths = [b - a - _AIR for a, b in zip(starts, ends, strict=True)]
        if joined:
            words = [[" ".join(_plain(line) for line in row[at]) for row in rows] for at in range(len(heads))]
            least = [max(measure(w, first.but(strong=True)) for w in " ".join([head, *said]).split())
                     for head, said in zip(heads, words, strict=True)]  # fmt: skip
            widths = even_widths([top, *cells], widths, least)
        columns = [Column(sum(widths[:at]) + at * _AIR, wide) for at, wide in enumerate(widths)]
        body = [Row(row, Element("TR")) for row in cells]
        head = Row(top, Element("TR"))
        return Grid(columns, body, page.tallest, head, Ruling(2.5, 2.5, 0, ink("line")), page.rtl)


def _focus_runs(focus: str) -> list[Run]:
    return [Run(_("Focus:") + " ", strong=True, colour=ink("accent")), Run(sentence(focus))]


def _plain(line: str | list[Run]) -> str:
    return line if isinstance(line, str) else " ".join(run.text for run in line)


def _height(story: Sequence[Any]) -> float:
    return float(sum(part.getSpaceBefore() + part.wrap(WIDTH, 0)[1] for part in story))


def _write(made: Rendered, target: Path) -> Path:
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    return write_file(target, lambda part: part.write_bytes(made.pdf))
