"""Amounts from zero: quiet bars, one that matters in the accent, the amount at the end."""

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from exports.charts.data import Bar, Bars
from exports.charts.lettering import shortened, widest, wrapped
from exports.charts.look import Look
from exports.charts.pen import Align, Pen

GAP = 14.0
BAR = 14.0
TEXT_GAP = 6.0
LENGTH_LEAST = 40.0


def bars(data: Bars, look: Look) -> Sheet:
    """Bars in the order given; zero is always on the scale, amounts below it run to the other side."""
    texts = [
        shortened(bar_text(b, look.language), look, look.caption, look.room * 0.4, True) for b in data.bars
    ]
    before, behind = _text_rooms(data, texts, look)
    label = min(look.room * 0.4, look.room - before - behind - GAP - LENGTH_LEAST)
    label = min(widest([b.label for b in data.bars], look, look.caption), max(label, 0.0))
    broken = [wrapped(b.label, look, look.caption, label) for b in data.bars]
    heights = [max(21.0, len(lines) * look.line(look.caption) + 5) for lines in broken]
    pen = Pen(look, max(sum(heights) + 6, look.row))
    zero, unit = _scale(data, label + GAP + before, look.room - behind)
    top = 3.0
    for bar, text, lines, height in zip(data.bars, texts, broken, heights, strict=True):
        y = top + height / 2
        pen.lines(0, y, lines, look.caption, look.colour("text"))
        _draw_bar(pen, bar, text, zero, unit, y)
        top += height
    pen.line([(zero, 0), (zero, pen.height)], look.colour("line_strong"), look.hair)
    return pen.figure


def bar_text(bar: Bar, lang: str) -> str:
    """The amount as the data words it, else the number with one decimal where it has one."""
    return bar.shown or i18n.number(bar.value, 0 if bar.value == round(bar.value) else 1, lang)


def _text_rooms(data: Bars, texts: list[str], look: Look) -> tuple[float, float]:
    """Room for the amounts below zero, before the bars, and for the others behind them."""
    below = [t for t, b in zip(texts, data.bars, strict=True) if b.value < 0]
    above = [t for t, b in zip(texts, data.bars, strict=True) if b.value >= 0]
    rooms = (widest(side, look, look.caption, True) + TEXT_GAP if side else 0.0 for side in (below, above))
    return next(rooms), next(rooms)


def _scale(data: Bars, start: float, end: float) -> tuple[float, float]:
    """Where zero lies and how many px one unit is."""
    most = max([b.value for b in data.bars] + [0.0])
    least = min([b.value for b in data.bars] + [0.0])
    unit = max(end - start, 1.0) / ((most - least) or 1.0)
    return start - least * unit, unit


def _draw_bar(pen: Pen, bar: Bar, text: str, zero: float, unit: float, y: float) -> None:
    look, length = pen.look, abs(bar.value) * unit
    start = zero if bar.value >= 0 else zero - length
    if length > 0:
        pen.box(
            start,
            y - BAR / 2,
            max(length, 1.0),
            BAR,
            look.colour("accent" if bar.chosen else "data_soft"),
            radius=1.5,
        )
    end = zero + length + TEXT_GAP if bar.value >= 0 else start - TEXT_GAP
    side: Align = "start" if bar.value >= 0 else "end"
    pen.text(end, y, text, look.caption, look.colour("text"), side, strong=True)
