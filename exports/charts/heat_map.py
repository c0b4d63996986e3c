"""Scores by row and column in colour around a middle, with every number printed."""

from itertools import accumulate, pairwise

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from cxdesk.analysis.figure import FEW, Figure
from exports.charts import shown
from exports.charts.data import HeatMap
from exports.charts.lettering import widest, wrapped
from exports.charts.look import Look
from exports.charts.pen import Pen

GAP = 2.0
CELL_LEAST, CELL_MOST = 40.0, 110.0
LABEL_LEAST = 0.25
STEP = 0.07
FEW_MARK = "°"


def heat_map(data: HeatMap, look: Look) -> Sheet:
    """The map with its head above and the meaning of its colours below."""
    label, cells = _widths(data, look)
    heads = [wrapped(c, look, look.caption, w - 4, 3) for c, w in zip(data.columns, cells, strict=True)]
    rows = [wrapped(r, look, look.body, label - 10) for r in data.rows]
    head = max((len(h) for h in heads), default=0) * look.line(look.caption) + 10
    heights = [max(look.row, len(r) * look.line(look.body) + 12) for r in rows]
    notes = wrapped(legend(data, look.language), look, look.caption, look.room, 4)
    foot = 8 + len(notes) * look.line(look.caption)
    pen = Pen(look, head + sum(heights) + foot)
    starts = list(accumulate(cells, initial=label))
    _draw_heads(pen, heads, starts, head)
    top = head
    for lines, figures, height in zip(rows, data.cells, heights, strict=True):
        pen.lines(0, top + height / 2, lines, look.body, look.colour("text"))
        for figure, x, width in zip(figures, starts, cells, strict=False):
            _draw_cell(pen, figure, data.middle, x, top, width, height)
        top += height
    pen.lines(0, top + 6 + (foot - 8) / 2, notes, look.caption, look.colour("text2"))
    return pen.figure


def _widths(data: HeatMap, look: Look) -> tuple[float, list[float]]:
    """The label's and each column's width: heads whole where they can be, then labels, the rest shared."""
    heads = [min(CELL_MOST, max(CELL_LEAST, widest([c], look, look.caption) + 14)) for c in data.columns]
    wanted = widest(list(data.rows), look, look.body) + 14
    label = max(min(wanted, look.room - sum(heads)), look.room * LABEL_LEAST)
    share = (look.room - label) / (sum(heads) or 1.0)
    cells = [min(CELL_MOST, w * share) for w in heads]
    return look.room - sum(cells), cells


def legend(data: HeatMap, lang: str) -> str:
    """What the marks and the middle colour mean, only for marks that occur."""
    words = i18n.words(lang)
    cells = [f for row in data.cells for f in row if f is not None]
    parts = []
    if any(f.few and not f.hidden for f in cells):
        thin = any(f.n >= FEW and f.few for f in cells)
        parts.append(
            words.gettext("° fewer than 30 answers, or under half of those invited.")
            if thin
            else words.gettext("° fewer than 30 answers.")
        )
    if any(f.hidden for f in cells):
        parts.append(words.gettext("Hatched: hidden by the survey’s promise."))
    sample = cells[0] if cells else Figure("top2", None, 0)
    middle = i18n.number(data.middle, 1 if sample.metric == "mean" else 0, lang)
    if data.middle_label:
        parts.append(
            words.gettext("Middle colour = {value}, {what}.").format(value=middle, what=data.middle_label)
        )
    else:
        parts.append(words.gettext("Middle colour = {value}.").format(value=middle))
    return i18n.digits(" ".join(parts), lang)


def colour_index(figure: Figure, middle: float) -> int:
    """Which of the nine colours: one for every 7 % of the scale away from the middle."""
    step = (figure.scale[1] - figure.scale[0]) * STEP
    return max(0, min(8, 4 + round(((figure.value or 0.0) - middle) / step))) if step else 4


def _draw_heads(pen: Pen, heads: list[list[str]], starts: list[float], height: float) -> None:
    look = pen.look
    for lines, (x, end) in zip(heads, pairwise(starts), strict=True):
        y = height - 6 - len(lines) * look.line(look.caption) / 2
        pen.lines((x + end) / 2, y, lines, look.caption, look.colour("text2"), "middle")
    pen.line([(0, height - 1), (starts[0] - GAP, height - 1)], look.colour("line_strong"), look.hair)


def _draw_cell(
    pen: Pen, figure: Figure | None, middle: float, x: float, y: float, width: float, height: float
) -> None:
    look = pen.look
    centre = (x + width / 2, y + height / 2)
    place = (x + GAP / 2, y + GAP / 2, width - GAP, height - GAP)
    if figure is None or (figure.value is None and not figure.hidden):
        pen.text(*centre, shown.NOTHING, look.caption, look.colour("text3"), "middle")
        return
    if figure.hidden:
        pen.box(*place, None, hatch=look.colour("line"))
        text = shown.answers(figure, look.language)
        pen.box(centre[0] - 20, centre[1] - 9, 40, 18, look.colour(look.ground))
        pen.text(*centre, text, look.caption, look.colour("text2"), "middle")
        return
    index = colour_index(figure, middle)
    pen.box(*place, look.palette("diverging")[index])
    pen.text(
        *centre, cell_text(figure, look.language), look.body, look.ink_on("div")[index], "middle", strong=True
    )


def cell_text(figure: Figure, lang: str) -> str:
    """The number without its unit, marked when there are few answers."""
    if figure.value is None:
        return shown.NOTHING
    if figure.metric == "nps":
        text = i18n.signed(figure.value, 0, lang)
    else:
        text = i18n.number(figure.value, 1 if figure.metric == "mean" else 0, lang)
    return text + (FEW_MARK if figure.few else "")
