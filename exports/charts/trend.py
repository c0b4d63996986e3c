"""One score over the rounds: a bead in a capsule each, joined by a line, with what happened between."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from cxdesk.analysis.figure import Figure
from exports.charts import shown
from exports.charts.data import Event, Trend, TrendPoint
from exports.charts.glyph import capsule_colours, draw_bead
from exports.charts.lettering import shortened, width
from exports.charts.look import Look
from exports.charts.pen import Pen
from exports.charts.scales import inside, ticks

HEIGHT = 180.0
TOP = 10.0
CAPSULE, CAPSULE_LEAST = 14.0, 16.0
CURVE = 2.5


class _Plot:
    """Where days and values lie on the sheet."""

    def __init__(self, data: Trend, look: Look, values: list[float], ends: tuple[float, float]) -> None:
        lang = look.language
        sample = data.points[-1].figure
        self.ticks = values
        self.tick_texts = [shown.amount(t, sample, lang) for t in values]
        self.top = TOP + (look.line(look.caption) + 4 if data.events else 4)
        self.bottom = (look.height or HEIGHT) - look.line(look.caption) - 8
        self.low, self.high = ends
        self.start = max(width(t, look, look.caption) for t in self.tick_texts) + 8
        last = width(shown.value(sample, lang), look, look.body, True)
        half = width(label_of(data.points[-1], lang), look, look.caption) / 2
        first = width(label_of(data.points[0], lang), look, look.caption) / 2
        self.first = self.start + max(CAPSULE, first - 8)
        self.last = look.room - max(last + CAPSULE / 2 + 8, half)
        self.steps = _steps(data.points)

    def x(self, step: float) -> float:
        """Place of a step; the only round of a trend stands in the middle."""
        if self.steps[-1] == self.steps[0]:
            return (self.first + self.last) / 2
        share = (step - self.steps[0]) / (self.steps[-1] - self.steps[0])
        return self.first + share * (self.last - self.first)

    def y(self, value: float) -> float:
        """Place of a value."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def trend(data: Trend, look: Look) -> Sheet:
    """The trend of one score; only the last value is printed, the others are in the list."""
    if not data.points:
        return Pen(look, look.height or HEIGHT).figure
    points = list(data.points)
    if all(p.when for p in points):
        points.sort(key=lambda p: p.when or date.min)
    else:
        data = replace(data, events=())
    data = replace(data, points=tuple(points))
    values = _ticks([p.figure for p in points])
    plot = _Plot(data, look, values, (values[0], values[-1]))
    pen = Pen(look, look.height or HEIGHT)
    _draw_grid(pen, plot)
    for event in data.events:
        _draw_event(pen, plot, event)
    _draw_line(pen, plot, points)
    for point, step in zip(points, plot.steps, strict=True):
        _draw_point(pen, plot, point, plot.x(step), chosen=point is points[-1])
    _draw_labels(pen, plot, points)
    return pen.figure


def label_of(point: TrendPoint, lang: str) -> str:
    """The round's name, else its month and year."""
    return point.label or (i18n.short_month(point.when, lang) if point.when else "")


def _steps(points: Sequence[TrendPoint]) -> list[float]:
    """Days where every round has one, else 0, 1, 2."""
    days = [p.when.toordinal() for p in points if p.when]
    return [float(d) for d in (days if len(days) == len(points) else range(len(points)))]


def _ticks(figures: list[Figure]) -> list[float]:
    scale = figures[-1].scale
    values = [v for f in figures for v in (f.low, f.value, f.high) if v is not None]
    if not values:
        return [scale[0], scale[1]]
    # A fifth of the scale at least, so that noise is not blown up to look like news.
    return inside(ticks(min(values), max(values), (scale[1] - scale[0]) / 5, most=3), *scale)


def _draw_grid(pen: Pen, plot: _Plot) -> None:
    look = pen.look
    for value, text in zip(plot.ticks, plot.tick_texts, strict=True):
        y = plot.y(value)
        pen.line([(plot.start, y), (look.room, y)], look.colour("line"), look.hair)
        pen.text(plot.start - 8, y, text, look.caption, look.colour("text2"), "end")


def _draw_event(pen: Pen, plot: _Plot, event: Event) -> None:
    look = pen.look
    x = plot.x(event.when.toordinal())
    if not plot.start <= x <= look.room:
        return
    pen.line([(x, plot.top - 10), (x, plot.bottom)], look.colour("text3"), 1, (3, 3))
    before, after = x - plot.start - 6, look.room - x - 6
    text = shortened(event.label, look, look.caption, max(before, after))
    fits = width(text, look, look.caption) <= before
    pen.text(
        x - 6 if fits else x + 6, TOP, text, look.caption, look.colour("text2"), "end" if fits else "start"
    )


def _draw_line(pen: Pen, plot: _Plot, points: list[TrendPoint]) -> None:
    """Solid between measured rounds, dashed to one with few answers, nothing across a hidden one."""
    for (one, x), (two, next_x) in pairwise(zip(points, map(plot.x, plot.steps), strict=True)):
        if one.figure.value is None or two.figure.value is None:
            continue
        ends = [(x, plot.y(one.figure.value)), (next_x, plot.y(two.figure.value))]
        thin = one.figure.few or two.figure.few
        pen.line(ends, pen.look.colour("data"), CURVE, (5, 5) if thin else None)


def _draw_point(pen: Pen, plot: _Plot, point: TrendPoint, x: float, chosen: bool) -> None:
    look, figure = pen.look, point.figure
    if figure.value is None:
        pen.line([(x, plot.top), (x, plot.bottom)], look.colour("line_strong"), 1, (2, 3))
        return
    y = plot.y(figure.value)
    if figure.low is not None and figure.high is not None:
        top, bottom = plot.y(figure.high), plot.y(figure.low)
        if bottom - top < CAPSULE_LEAST:
            top, bottom = (top + bottom - CAPSULE_LEAST) / 2, (top + bottom + CAPSULE_LEAST) / 2
        fill, edge = capsule_colours(pen, False)
        pen.box(x - CAPSULE / 2, top, CAPSULE, bottom - top, fill, edge, radius=CAPSULE / 2)
    draw_bead(pen, figure, x, y, chosen=chosen)
    if chosen:
        pen.text(
            x + CAPSULE / 2 + 5,
            y,
            shown.value(figure, look.language),
            look.body,
            look.colour("text"),
            strong=True,
        )


def _draw_labels(pen: Pen, plot: _Plot, points: list[TrendPoint]) -> None:
    """The last round's name first, then from the end as many as stand free of each other."""
    look = pen.look
    y, taken = plot.bottom + 8 + look.caption / 2, look.room + 12.0
    room = look.room / max(1, len(points)) * 1.6
    for point, step in zip(reversed(points), reversed(plot.steps), strict=True):
        text = shortened(label_of(point, look.language), look, look.caption, room)
        half = width(text, look, look.caption) / 2
        x = min(max(plot.x(step), half), look.room - half)
        if x + half <= taken - 10:
            pen.text(x, y, text, look.caption, look.colour("text2"), "middle")
            taken = x - half
