"""Amounts from zero: quiet bars, one that matters in the accent, the amount at the end."""

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from exports.charts.data import Bar, Bars
from exports.charts.lettering import widest, wrapped
from exports.charts.look import Look
from exports.charts.pen import Pen

GAP = 14.0
BAR = 14.0
TEXT_GAP = 6.0


def bars(data: Bars, look: Look) -> Sheet:
    """Bars in the order given; zero is always on the scale, amounts below it run to the other side."""
    label = min(widest([b.label for b in data.bars], look, look.caption), look.room * 0.4)
    broken = [wrapped(b.label, look, look.caption, label) for b in data.bars]
    heights = [max(21.0, len(lines) * look.line(look.caption) + 5) for lines in broken]
    pen = Pen(look, max(sum(heights) + 6, look.row))
    texts = [bar_text(b, look.language) for b in data.bars]
    zero, unit = _scale(data, texts, label, look)
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


def _scale(data: Bars, texts: list[str], label: float, look: Look) -> tuple[float, float]:
    """Where zero lies and how many px one unit is, with room for the amounts on the sides in use."""
    most = max([b.value for b in data.bars] + [0.0])
    least = min([b.value for b in data.bars] + [0.0])
    room = widest(texts, look, look.caption, True) + TEXT_GAP
    start = label + GAP + (room if least < 0 else 0)
    end = look.room - (room if most > 0 or least == 0 else 0)
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
    align = "start" if bar.value >= 0 else "end"
    pen.text(
        end, y, text, look.caption, look.colour("text"), "start" if align == "start" else "end", strong=True
    )
