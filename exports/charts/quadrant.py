"""Accounts on two scales: area is revenue, hollow means one answer could move it, the cuts are printed."""

from math import hypot

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from exports.charts.data import Bubble, Quadrant
from exports.charts.lettering import shortened, width, wrapped
from exports.charts.look import Look, mixed
from exports.charts.pen import Pen
from exports.charts.quadrant_plot import RADIUS_MOST, Plot, decimals

FILL = 0.28
LABEL_MOST = 150.0
EDGE = 1.75
RING = 3.5
ARROWS = 10

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def quadrant(data: Quadrant, look: Look) -> Sheet:
    """Bubbles, largest behind; the chosen one and the largest are named where there is room."""
    plot = Plot(data, look)
    pen = Pen(look, plot.height)
    order = sorted(data.bubbles, key=lambda b: -b.size)
    _draw_scales(pen, data, plot)
    taken = _draw_corners(pen, data, plot)
    _draw_moves(pen, order, plot)
    _draw_bubbles(pen, order, plot)
    _draw_names(pen, data, order, plot, taken)
    if data.nobody and not data.bubbles:
        _draw_nobody(pen, data, plot)
    line = look.line(look.caption)
    middle = plot.bottom + 8 + 2 * line + len(plot.notes) * line / 2
    pen.lines(0, middle, plot.notes, look.caption, look.colour("text2"))
    return pen.figure


def _draw_scales(pen: Pen, data: Quadrant, plot: Plot) -> None:
    look, lang = pen.look, pen.look.language
    words, grey, cut = i18n.words(lang), look.colour("text2"), look.colour("text3")
    line = look.line(look.caption)
    pen.line([(plot.start, plot.bottom), (plot.end, plot.bottom)], look.colour("line_strong"), look.hair)
    x, y = plot.x(data.x_cut), plot.y(data.y_cut)
    pen.line([(x, plot.top), (x, plot.bottom)], cut, 1, (4, 4))
    pen.line([(plot.start, y), (plot.end, y)], cut, 1, (4, 4))
    last = plot.start - 40.0
    for value in plot.x_ticks():
        text = i18n.number(value, decimals(value), lang)
        room = width(text, look, look.caption)
        at = min(max(plot.x(value), plot.start + room / 2), plot.end - room / 2)
        if at - room / 2 > last + 8:
            pen.text(at, plot.bottom + 4 + line / 2, text, look.caption, grey, "middle")
            last = at + room / 2
    for value in plot.y_ticks:
        y = plot.y(value)
        if plot.top + line / 2 <= y <= plot.bottom - line / 2:
            pen.text(plot.start - 6, y, plot.y_text(value), look.caption, grey, "end")
    below = words.gettext("{scale}, cut at {value}").format(
        scale=data.x_label, value=i18n.number(data.x_cut, decimals(data.x_cut), lang)
    )
    beside = words.gettext("{scale}, cut at {value}").format(
        scale=data.y_label, value=i18n.number(data.y_cut, decimals(data.y_cut), lang)
    )
    below = shortened(below, look, look.caption, plot.end - plot.start)
    pen.text(plot.end, plot.bottom + 6 + line * 1.5, below, look.caption, grey, "end")
    upward = shortened(beside, look, look.caption, plot.bottom - plot.top)
    pen.text(line / 2, (plot.top + plot.bottom) / 2, upward, look.caption, grey, "middle", upright=True)


def _draw_nobody(pen: Pen, data: Quadrant, plot: Plot) -> None:
    """Why there is nobody, in the middle of the plot, over its cuts."""
    look = pen.look
    room = (plot.end - plot.start) * 0.7
    lines = wrapped(data.nobody, look, look.caption, room)
    high = len(lines) * look.line(look.caption)
    x, y = (plot.start + plot.end) / 2, (plot.top + plot.bottom) / 2
    pen.box(x - room / 2 - 8, y - high / 2 - 8, room + 16, high + 16, look.colour(look.ground))
    for n, line in enumerate(lines):
        at = y - high / 2 + (n + 0.5) * look.line(look.caption)
        pen.text(x, at, line, look.caption, look.colour("text"), "middle")


def _draw_corners(pen: Pen, data: Quadrant, plot: Plot) -> list[Box]:
    look, line = pen.look, pen.look.line(pen.look.caption)
    taken = []
    for index, whole in enumerate(data.corners):
        name = shortened(whole, look, look.caption, (plot.end - plot.start) * 0.46)
        at_end, low = index % 2 == 1, index >= 2
        x = plot.end - 4 if at_end else plot.start + 6
        y = plot.bottom - line / 2 - 2 if low else plot.top + line / 2
        room = width(name, look, look.caption)
        pen.text(x, y, name, look.caption, look.colour("text2"), "end" if at_end else "start")
        if name:
            taken.append((x - room if at_end else x, y - line / 2, room, line))
    return taken


def _draw_moves(pen: Pen, order: list[Bubble], plot: Plot) -> None:
    """An arrow from where the largest of those that moved were."""
    colour = pen.look.colour("line_strong")
    for bubble in [b for b in order if b.was][:ARROWS]:
        x, y = plot.x(bubble.x), plot.y(bubble.y)
        assert bubble.was is not None
        low, high = plot.x_ends
        from_x = plot.x(min(max(bubble.was[0], low), high))
        from_y = min(max(plot.y(bubble.was[1]), plot.top), plot.bottom)
        long = hypot(x - from_x, y - from_y)
        gap = plot.radius(bubble) + 2
        if long <= gap + 6:
            continue
        dx, dy = (x - from_x) / long, (y - from_y) / long
        tip = x - dx * gap, y - dy * gap
        back = tip[0] - dx * 6, tip[1] - dy * 6
        pen.line([(from_x, from_y), back], colour, 1)
        side = -dy * 3, dx * 3
        head = [tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])]
        pen.shape(head, colour)


def _draw_bubbles(pen: Pen, order: list[Bubble], plot: Plot) -> None:
    look = pen.look
    ground = look.colour(look.ground)
    ring = RING * plot.most / RADIUS_MOST
    rings = [(plot.x(b.x), plot.y(b.y), plot.radius(b) + ring) for b in order if b.promising]
    pen.dots(rings, [None] * len(rings), [look.colour("data")] * len(rings), 1)
    spots, fills, edges, dashed = [], [], [], []
    for bubble in order:
        colour = look.colour("accent" if bubble.chosen else "data")
        spots.append((plot.x(bubble.x), plot.y(bubble.y), plot.radius(bubble)))
        fills.append(ground if bubble.movable or bubble.quiet else mixed(colour, ground, FILL))
        edges.append(colour)
        dashed.append(bubble.movable)
    pen.dots(spots, fills, edges, EDGE if plot.most > 15 else 1, dashed)


def _draw_names(pen: Pen, data: Quadrant, order: list[Bubble], plot: Plot, taken: list[Box]) -> None:
    """The chosen first, then the largest; a name that would cover another name or a bubble is left out."""
    look, cuts = pen.look, (plot.x(data.x_cut), plot.y(data.y_cut))
    discs = [(plot.x(b.x), plot.y(b.y), plot.radius(b)) for b in order]
    for bubble in sorted(order, key=lambda b: not b.chosen)[: data.named]:
        text = shortened(bubble.label, look, look.caption, LABEL_MOST, bubble.chosen)
        size = width(text, look, look.caption, bubble.chosen) + 4, look.line(look.caption) * 0.9
        around = _around(plot, bubble, size)
        free = [box for box in around if _is_free(box, plot, discs, taken)]
        # The largest must not stay without a name: one that covers a small bubble or two is better than none.
        free = free or [b for b in around if _is_free(b, plot, discs[: data.named], taken)]
        if not free:
            continue
        box = next((b for b in free if not _crosses(b, cuts)), free[0])
        taken.append(box)
        if _crosses(box, cuts):
            pen.box(*box, look.colour(look.ground))
        centre = box[0] + box[2] / 2, box[1] + box[3] / 2
        pen.text(*centre, text, look.caption, look.colour("text"), "middle", strong=bubble.chosen)


def _around(plot: Plot, bubble: Bubble, size: Point) -> list[Box]:
    """Below, above, behind and before the bubble, then its corners."""
    x, y, r = plot.x(bubble.x), plot.y(bubble.y), plot.radius(bubble)
    w, h = size
    slant = r * 0.72 + 2
    return [
        (x - w / 2, y + r + 3, w, h),
        (x - w / 2, y - r - 3 - h, w, h),
        (x + r + 3, y - h / 2, w, h),
        (x - r - 3 - w, y - h / 2, w, h),
        (x + slant, y - slant - h, w, h),
        (x + slant, y + slant, w, h),
        (x - slant - w, y - slant - h, w, h),
        (x - slant - w, y + slant, w, h),
    ]


def _is_free(box: Box, plot: Plot, discs: list[tuple[float, float, float]], taken: list[Box]) -> bool:
    x, y, w, h = box
    if x < plot.start + 2 or x + w > plot.end or y < plot.top or y + h > plot.bottom:
        return False
    return not any(_overlap(box, other) for other in taken) and not any(_covers(box, disc) for disc in discs)


def _crosses(box: Box, cuts: Point) -> bool:
    return box[0] <= cuts[0] <= box[0] + box[2] or box[1] <= cuts[1] <= box[1] + box[3]


def _overlap(one: Box, two: Box) -> bool:
    return (
        one[0] < two[0] + two[2]
        and two[0] < one[0] + one[2]
        and one[1] < two[1] + two[3]
        and two[1] < one[1] + one[3]
    )


def _covers(box: Box, disc: tuple[float, float, float]) -> bool:
    x, y, r = disc
    near_x, near_y = min(max(x, box[0]), box[0] + box[2]), min(max(y, box[1]), box[1] + box[3])
    return (near_x - x) ** 2 + (near_y - y) ** 2 < r * r
