"""Accounts on two scales: area is revenue, hollow means one answer could move it, the cuts are printed."""

from math import sqrt

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from exports.charts.data import Bubble, Quadrant
from exports.charts.lettering import shortened, width, wrapped
from exports.charts.look import Look, mixed
from exports.charts.pen import Pen
from exports.charts.scales import ticks

HEIGHT = 300.0
RADIUS_MOST, RADIUS_LEAST = 26.0, 5.0
NAMED = 8
FILL = 0.28
LABEL_MOST = 150.0

Box = tuple[float, float, float, float]


class _Plot:
    """Where the two scales lie on the sheet."""

    def __init__(self, data: Quadrant, look: Look, bottom: float) -> None:
        self.start, self.end = look.line(look.caption) + 10, look.width - 2
        self.top, self.bottom = 4.0, bottom
        xs, ys = [b.x for b in data.bubbles], [b.y for b in data.bubbles]
        self.x_ticks = ticks(min([*xs, data.x_cut]), max([*xs, data.x_cut]))
        self.y_ticks = ticks(min([*ys, data.y_cut]), max([*ys, data.y_cut]))
        self.most = max((b.size for b in data.bubbles), default=1.0) or 1.0

    def x(self, value: float) -> float:
        """Place on the scale below, kept a bubble's breadth from its ends."""
        low, high = self.x_ticks[0], self.x_ticks[-1]
        return (
            self.start
            + RADIUS_MOST
            + (value - low) / (high - low) * (self.end - self.start - 2 * RADIUS_MOST)
        )

    def y(self, value: float) -> float:
        """Place on the scale at the start side."""
        low, high = self.y_ticks[0], self.y_ticks[-1]
        return (
            self.bottom
            - RADIUS_MOST
            - (value - low) / (high - low) * (self.bottom - self.top - 2 * RADIUS_MOST)
        )

    def radius(self, bubble: Bubble) -> float:
        """Area is in proportion; the smallest can still be seen."""
        return max(RADIUS_LEAST, RADIUS_MOST * sqrt(max(bubble.size, 0.0) / self.most))


def quadrant(data: Quadrant, look: Look) -> Sheet:
    """Bubbles, largest behind; the chosen one and the largest are named where there is room."""
    notes = wrapped(_note(data, look.language), look, look.caption, look.width - 30, 3)
    line = look.line(look.caption)
    pen = Pen(look, look.height or HEIGHT + len(notes) * line)
    plot = _Plot(data, look, pen.height - line * (1 + len(notes)) - 8)
    order = sorted(data.bubbles, key=lambda b: -b.size)
    _draw_frame(pen, data, plot)
    taken = _draw_corners(pen, data, plot)
    for bubble in order:
        _draw_bubble(pen, bubble, plot)
    _draw_names(pen, order, plot, taken)
    pen.lines(
        plot.start, plot.bottom + 6 + line + len(notes) * line / 2, notes, look.caption, look.colour("text2")
    )
    return pen.figure


def _note(data: Quadrant, lang: str) -> str:
    words = i18n.words(lang)
    parts = []
    if data.size_label:
        parts.append(words.gettext("Area = {what}.").format(what=data.size_label))
    if any(b.movable for b in data.bubbles):
        parts.append(words.gettext("Hollow = one answer could move it."))
    return " ".join(parts)


def _draw_frame(pen: Pen, data: Quadrant, plot: _Plot) -> None:
    look, lang = pen.look, pen.look.language
    words, grey, cut = i18n.words(lang), pen.look.colour("text2"), pen.look.colour("text3")
    pen.line([(plot.start, plot.bottom), (plot.end, plot.bottom)], look.colour("line_strong"), look.hair)
    x, y = plot.x(data.x_cut), plot.y(data.y_cut)
    pen.line([(x, plot.top), (x, plot.bottom)], cut, 1, (4, 4))
    pen.line([(plot.start, y), (plot.end, y)], cut, 1, (4, 4))
    below = words.gettext("{scale}, cut at {value}").format(
        scale=data.x_label, value=i18n.number(data.x_cut, _decimals(data.x_cut), lang)
    )
    beside = words.gettext("{scale}, cut at {value}").format(
        scale=data.y_label, value=i18n.number(data.y_cut, _decimals(data.y_cut), lang)
    )
    line = look.line(look.caption)
    low = i18n.number(plot.x_ticks[0], _decimals(plot.x_ticks[0]), lang)
    pen.text(plot.x(plot.x_ticks[0]), plot.bottom + 4 + line / 2, low, look.caption, grey, "middle")
    room = plot.end - plot.x(plot.x_ticks[0]) - 30
    pen.text(
        plot.end,
        plot.bottom + 4 + line / 2,
        shortened(below, look, look.caption, room),
        look.caption,
        grey,
        "end",
    )
    upward = shortened(beside, look, look.caption, plot.bottom - plot.top)
    pen.text(look.caption / 2, (plot.top + plot.bottom) / 2, upward, look.caption, grey, upright=True)


def _decimals(value: float) -> int:
    return 0 if value == round(value) else 1


def _draw_corners(pen: Pen, data: Quadrant, plot: _Plot) -> list[Box]:
    look, line = pen.look, pen.look.line(pen.look.caption)
    taken = []
    for index, name in enumerate(data.corners):
        at_end, low = index % 2 == 1, index >= 2
        x = plot.end - 4 if at_end else plot.start + 6
        y = plot.bottom - line / 2 - 2 if low else plot.top + line / 2
        room = width(name, look, look.caption)
        pen.text(x, y, name, look.caption, look.colour("text2"), "end" if at_end else "start")
        if name:
            taken.append((x - room if at_end else x, y - line / 2, room, line))
    return taken


def _draw_bubble(pen: Pen, bubble: Bubble, plot: _Plot) -> None:
    look = pen.look
    colour = look.colour("accent" if bubble.chosen else "data")
    ground = look.colour(look.ground)
    fill = ground if bubble.movable else mixed(colour, ground, FILL)
    pen.dot(plot.x(bubble.x), plot.y(bubble.y), plot.radius(bubble), fill, colour, 1.75)


def _draw_names(pen: Pen, order: list[Bubble], plot: _Plot, taken: list[Box]) -> None:
    """The chosen first, then the largest; a name that would cover another name or a bubble is left out."""
    look = pen.look
    wanted = sorted(order, key=lambda b: not b.chosen)[:NAMED]
    discs = [(plot.x(b.x), plot.y(b.y), plot.radius(b)) for b in order]
    cut_clear = list(taken)
    for bubble in wanted:
        text = shortened(bubble.label, look, look.caption, LABEL_MOST, bubble.chosen)
        size = width(text, look, look.caption, bubble.chosen), look.line(look.caption) * 0.9
        place = _free_place(plot, bubble, size, discs, cut_clear)
        if place is None:
            continue
        cut_clear.append((*place, *size))
        centre = place[0] + size[0] / 2, place[1] + size[1] / 2
        pen.text(*centre, text, look.caption, look.colour("text"), "middle", strong=bubble.chosen)


def _free_place(
    plot: _Plot,
    bubble: Bubble,
    size: tuple[float, float],
    discs: list[tuple[float, float, float]],
    taken: list[Box],
) -> tuple[float, float] | None:
    x, y, r = plot.x(bubble.x), plot.y(bubble.y), plot.radius(bubble)
    w, h = size
    for place in (
        (x - w / 2, y + r + 3),
        (x - w / 2, y - r - 3 - h),
        (x + r + 5, y - h / 2),
        (x - r - 5 - w, y - h / 2),
    ):
        box = (*place, w, h)
        if (
            place[0] < plot.start + 2
            or place[0] + w > plot.end
            or place[1] < plot.top
            or place[1] + h > plot.bottom
        ):
            continue
        if any(_overlap(box, other) for other in taken) or any(_covers(box, disc) for disc in discs):
            continue
        return place
    return None


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
