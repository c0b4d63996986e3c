"""The executive document as slides: a part of it per slide, texts as texts, scores as the charts of the paper."""

from pathlib import Path
from typing import Final

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, isolated, number
from cxdesk.programme.report import (
    Changed,
    Chart,
    Line,
    Lines,
    Part,
    Report,
    ScoreLine,
    Scores,
    Table,
    Things,
    Words,
)
from cxdesk.responses.about_data import data_line
from cxdesk.sentences import ended
from exports.charts import shown
from exports.charts.before_after import before_after
from exports.charts.data import BeforeAfter, BeforeAfterRow, ScoreRow, ScoreRows, Trend, TrendPoint
from exports.charts.drawing import draw as draw_chart
from exports.charts.look import Look
from exports.charts.twin import described
from exports.slides.deck import HIGH, ROOM, TOP, Deck
from exports.writing import write_file

_MOST_LINES = 6
_MOST_CELLS = 4
# So many pixels of a chart over the width of a slide: its letters are then as large as the text beside.
_CHART_WIDE = 640
_WHO, _WHEN = 2.3, 2.6
_ONE_LINE: Final = 44  # letters of a cover's title


def build(report: Report, target: Path) -> Path:
    """Write the slides; whole or not at all. Another ending than .pptx is a UserError."""
    if target.suffix.lower() != ".pptx":
        raise UserError(_("Slides are written as PPTX. Choose a name that ends in .pptx."))
    data = render(report)
    return write_file(target, lambda part: part.write_bytes(data))


def render(report: Report) -> bytes:
    """The slides as the bytes of a file."""
    made = _Slides(report)
    made.cover()
    for part in report.parts:
        made.part(part)
    made.end()
    return made.bytes()


class _Slides(Deck):
    """Puts one document on slides, a part on each."""

    def cover(self) -> None:
        """The finding, the goal and where to look."""
        slide = self.slide(self.report.title, 40)
        top = 1.75 if len(self.report.title) <= _ONE_LINE else 2.6
        self.text(slide, [(self.report.subtitle, 20, "text2", False)], top)
        top += 0.85
        if self.report.goal is not None:
            goal, say = self.report.goal, self.words.gettext
            told = [ended(f"{say('Our goal:')} {self._own(goal.name)}")]
            told += [ended(say("Target: {text}").format(text=self._own(goal.target)))] if goal.target else []
            told += [ended(say("Before: {text}").format(text=self._own(goal.now)))] if goal.now else []
            self.box(slide, " ".join(told), top)
            top += 1.0
        if self.report.focus:
            said = f"{self.words.gettext('Focus:')} {self.report.focus}"
            self.text(slide, [(said, 20, "accent", True)], top)

    def end(self) -> None:
        """The data behind the slides."""
        slide = self.slide(self.words.gettext("The data behind this page.").rstrip("."), 28)
        line = f"{data_line(self.report.data, self.lang)} {self.report.method}".strip()
        self.text(slide, [(line, 16, "text", False)], TOP)

    def part(self, part: Part) -> None:
        """One slide for one part."""
        if isinstance(part, Scores):
            self._scores(part.head, part.rows, part.empty, part.detail_head)
        elif isinstance(part, Things):
            rows = tuple(ScoreLine(t.name, t.figure, t.previous) for t in part.rows)
            self._scores(part.head, rows, "")
        elif isinstance(part, Lines):
            self._lines(part)
        elif isinstance(part, Words):
            self.text(
                self.slide(part.head, 28),
                [(f"{s.rstrip('.')}.", 22, "text", False) for s in part.sentences],
                TOP,
            )
        elif isinstance(part, Changed):
            self._changed(part)
        elif isinstance(part, Chart):
            points = tuple(TrendPoint(g.day, g.figure, g.label) for g in part.where.groups)
            groups = tuple(ScoreRow(g.label, g.figure) for g in part.where.groups)
            data = Trend(points) if part.where.kind == "round" else ScoreRows(groups)
            slide = self.slide(part.head, 28)
            self.picture(slide, draw_chart(data, self._look()), described(data, self.lang))
        elif isinstance(part, Table):
            self._table(part)

    def _scores(self, head: str, rows: tuple[ScoreLine, ...], empty: str, change: str = "") -> None:
        slide = self.slide(head, 28)
        if not rows:
            self.text(slide, [(empty, 20, "text2", False)], TOP)
            return
        named = self.words.gettext("Touch point or question")
        data = ScoreRows(
            tuple(ScoreRow(r.name, r.figure, r.previous) for r in rows), named, change_head=change
        )
        self.picture(slide, draw_chart(data, self._look()), described(data, self.lang))
        # Figures as text too, so that they can be copied and read aloud.
        told = [
            f"{r.name}: {shown.value(r.figure, self.lang)}, {shown.span(r.figure, self.lang)}, "
            f"n = {number(r.figure.n, lang=self.lang)}"
            for r in rows
        ]
        self.notes(slide, told)

    def _changed(self, part: Changed) -> None:
        slide = self.slide(part.head, 28)
        if not part.rows:
            self.text(slide, [(part.empty, 20, "text2", False)], TOP)
            return
        rows = part.rows[: part.most or _MOST_LINES]
        data = BeforeAfter(tuple(BeforeAfterRow(name, now, before) for name, now, before, _said in rows))
        self.picture(slide, before_after(data, self._look()), described(data, self.lang))
        told = [
            f"{name}: {shown.value(before, self.lang) if before else '–'} → {shown.value(now, self.lang)}, {said}"
            for name, now, before, said in rows
        ]
        self.notes(slide, told)

    def _lines(self, part: Lines) -> None:
        slide = self.slide(part.head, 28)
        if not part.rows:
            self.text(slide, [(part.empty, 20, "text2", False)], TOP)
            return
        rows = part.rows[: min(part.most or _MOST_CELLS, _MOST_CELLS)]
        with_who = any(r.who for r in rows)
        with_end = any(r.by_when or r.state for r in rows)
        ends = [w for w, there in ((_WHO, with_who), (_WHEN, with_end)) if there]
        cells = [
            [part.heads[0], *([part.heads[1]] if with_who else []), *([part.heads[2]] if with_end else [])],
            *(self._cells(r, with_who, with_end) for r in rows),
        ]
        self.grid(slide, cells, [ROOM - sum(ends), *ends])
        if left := len(part.rows) - len(rows):
            said = self.words.ngettext("and {n} more in the file", "and {n} more in the file", left)
            self.text(slide, [(said.format(n=number(left, lang=self.lang)), 14, "text2", False)], HIGH - 1.25)

    def _cells(self, line: Line, with_who: bool, with_end: bool) -> list[str]:
        end = [day(line.by_when, self.lang) if line.by_when else "", line.state]
        return [
            "\n".join(p for p in (line.what, line.more) if p),
            *([line.who] if with_who else []),
            *(["\n".join(p for p in end if p)] if with_end else []),
        ]

    def _table(self, part: Table) -> None:
        slide = self.slide(part.head, 28)
        told = [" | ".join(row) for row in part.rows[: 2 * _MOST_LINES]]
        self.text(slide, [(line, 14, "text", False) for line in told or [part.empty]], TOP)

    def _own(self, text: str) -> str:
        return isolated(text.rstrip("."), self.lang)

    def _look(self) -> Look:
        return Look("paper", self.lang, _CHART_WIDE)
