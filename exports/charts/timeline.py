"""Actions over the months: a bar from start to day, what is late hatched, a moved promise as a tick, today as a line."""

from datetime import date, timedelta

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from exports.charts.data import Timeline, TimelineBar
from exports.charts.lettering import widest, width, wrapped
from exports.charts.look import Look
from exports.charts.pen import Pen

GAP = 16.0
BAR = 12.0
LEAST = 6.0
LABEL_SHARE = 0.36


class _Axis:
    """Where days lie between the start and the end of the months that are shown."""

    def __init__(self, data: Timeline, start: float, room: float, lang: str) -> None:
        self.lang = lang
        days: list[date] = [d for b in data.bars for d in (b.start, b.end, b.promised) if d] + [
            data.today,
            *(data.span or ()),
        ]
        self.first = min(days).replace(day=1)
        self.last = _next_month(max(days))
        self.start, self.room = start, room

    def x(self, day: date) -> float:
        """The place of a day."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.start + share * self.room

    def months(self) -> list[date]:
        """The first days of all months shown; in Persian those of the Persian calendar."""
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days))
        if self.lang != "fa":
            return [d for d in days if d.day == 1]
        return [d for d in days if i18n.short_day(d, "fa").startswith("۱ ")]


def timeline(data: Timeline, look: Look) -> Sheet:
    """The bars in the order given; months stand above where there is room for their names."""
    labels = [b.label for b in data.bars]
    below = [_under(b, look.language) for b in data.bars]
    wanted = max(widest(labels, look, look.body, True), widest(below, look, look.caption))
    label = min(wanted, look.room * LABEL_SHARE)
    axis = _Axis(data, label + GAP, look.room - label - GAP - 4, look.language)
    broken = [
        (
            wrapped(b.label, look, look.body, label),
            wrapped(under, look, look.caption, label, 2),
        )
        for b, under in zip(data.bars, below, strict=True)
    ]
    heights = [
        max(look.row, len(a) * look.line(look.body) + len(d) * look.line(look.caption) + look.row_air)
        for a, d in broken
    ]
    head = 2 * look.line(look.caption) + 12
    pen = Pen(look, head + sum(heights) + 4)
    _draw_months(pen, axis, head)
    top = head
    for bar, (lines, detail), height in zip(data.bars, broken, heights, strict=True):
        _draw_label(pen, lines, detail, top, height)
        _draw_bar(pen, axis, bar, data.today, top + height / 2)
        top += height
        pen.line([(0, top), (look.room, top)], look.colour("line"), look.hair)
    _draw_today(pen, axis, data.today, head)
    return pen.figure


def _under(bar: TimelineBar, lang: str) -> str:
    """Who, by when and how it stands, under the action's name."""
    parts = [bar.detail, i18n.day(bar.end, lang), bar.standing]
    # Without a mark of direction the digits of the day would join a Latin name before them.
    return ("،\u200f " if i18n.is_rtl(lang) else " · ").join(p for p in parts if p)


def _draw_label(pen: Pen, lines: list[str], detail: list[str], top: float, height: float) -> None:
    look = pen.look
    body, small = look.line(look.body), look.line(look.caption)
    start = top + (height - len(lines) * body - len(detail) * small) / 2
    pen.lines(0, start + len(lines) * body / 2, lines, look.body, look.colour("text"))
    under = start + len(lines) * body + len(detail) * small / 2
    pen.lines(0, under, detail, look.caption, look.colour("text2"))


def _draw_months(pen: Pen, axis: _Axis, head: float) -> None:
    """Hairlines down, names above; where names would touch, only every second, third, ... has one."""
    look = pen.look
    months = axis.months()
    names = [i18n.short_month(m, look.language) for m in months]
    room = axis.room / max(len(months), 1)
    step = next((n for n in (1, 2, 3, 6, 12) if room * n >= widest(names, look, look.caption) + 10), 24)
    y = head - look.line(look.caption) / 2 - 6
    for at, (month, name) in enumerate(zip(months, names, strict=True)):
        x = axis.x(month)
        pen.line([(x, head - 4), (x, pen.height)], look.colour("line"), look.hair)
        if at % step == 0:
            pen.text(x + 3, y, name, look.caption, look.colour("text2"))
    pen.line([(0, head), (look.room, head)], look.colour("line_strong"), look.hair)


def _draw_bar(pen: Pen, axis: _Axis, bar: TimelineBar, today: date, y: float) -> None:
    look = pen.look
    start, end = axis.x(bar.start), axis.x(bar.end + timedelta(days=1))
    length, top = max(end - start, LEAST), y - BAR / 2
    if bar.look == "planned":
        pen.box(start, top, length, BAR, None, look.colour("data_line"), 1.25, 3)
    elif bar.look == "done":
        pen.box(start, top, length, BAR, look.colour("data"), None, 0, 3)
    else:
        pen.box(start, top, length, BAR, look.colour("data_soft"), look.colour("data_line"), 1, 3)
    if bar.look == "late":
        late = max(axis.x(today) - (start + length), LEAST)
        pen.box(
            start + length,
            top,
            late,
            BAR,
            look.colour("bad_soft"),
            look.colour("bad"),
            1,
            3,
            look.colour("bad"),
        )
    if bar.promised is not None and bar.promised != bar.end:
        x = axis.x(bar.promised)
        pen.line([(x, y - BAR), (x, y + BAR)], look.colour("text3"), 2)


def _draw_today(pen: Pen, axis: _Axis, today: date, head: float) -> None:
    look = pen.look
    x, text = axis.x(today), i18n.words(look.language).gettext("today")
    pen.line([(x, head - 4), (x, pen.height)], look.colour("accent"), 1.5, (4, 3))
    half = width(text, look, look.caption, True) / 2
    at = min(max(x, half), look.room - half)
    pen.text(
        at, look.line(look.caption) / 2, text, look.caption, look.colour("accent"), "middle", strong=True
    )


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
