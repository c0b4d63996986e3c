"""Accounts on two scales: area is revenue, hollow means one answer could move it, the cuts are printed."""

from math import ceil, floor, log10, sqrt

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from exports.charts.data import Bubble, Quadrant
from exports.charts.lettering import shortened, width, wrapped
from exports.charts.look import Look, mixed
from exports.charts.pen import Pen

HEIGHT = 300.0
RADIUS_MOST, RADIUS_LEAST = 26.0, 5.0
NAMED = 5
FILL = 0.28
LABEL_MOST = 150.0

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class _Plot:
    """Where the two scales lie on the sheet."""

    def __init__(self, data: Quadrant, look: Look, bottom: float) -> None:
        self.start, self.end = look.line(look.caption) + 10, look.room - 2
        self.top, self.bottom = 4.0, bottom
        self.x_ends = _ends([b.x for b in data.bubbles], data.x_cut, self.end - self.start)
        self.y_ends = _ends([b.y for b in data.bubbles], data.y_cut, self.bottom - self.top)
        self.most = max((b.size for b in data.bubbles), default=1.0) or 1.0

    def x(self, value: float) -> float:
        """Place on the scale below."""
        low, high = self.x_ends
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def y(self, value: float) -> float:
        """Place on the scale at the start side."""
        low, high = self.y_ends
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def radius(self, bubble: Bubble) -> float:
        """Area is in proportion; the smallest can still be seen."""
        return max(RADIUS_LEAST, RADIUS_MOST * sqrt(max(bubble.size, 0.0) / self.most))


def _ends(values: list[float], cut: float, room: float) -> tuple[float, float]:
    """Ends of a scale that keep the largest bubble inside the frame, on round numbers."""
    low, high = min([*values, cut]), max([*values, cut])
    around = (high - low or abs(high) or 1.0) * (RADIUS_MOST + 4) / (room - 2 * RADIUS_MOST - 8)
    step = 10.0 ** (floor(log10(high - low + 2 * around)) - 1)
    return floor((low - around) / step) * step, ceil((high + around) / step) * step


def quadrant(data: Quadrant, look: Look) -> Sheet:
    """Bubbles, largest behind; the chosen one and the largest are named where there is room."""
    notes = wrapped(_note(data, look.language), look, look.caption, look.room - 30, 3)
    line = look.line(look.caption)
    pen = Pen(look, look.height or HEIGHT + len(notes) * line)
    plot = _Plot(data, look, pen.height - line * (1 + len(notes)) - 8)
    order = sorted(data.bubbles, key=lambda b: -b.size)
    _draw_frame(pen, data, plot)
    taken = _draw_corners(pen, data, plot)
    for bubble in order:
        _draw_bubble(pen, bubble, plot)
    _draw_names(pen, order, plot, (plot.x(data.x_cut), plot.y(data.y_cut)), taken)
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
    low = i18n.number(plot.x_ends[0], _decimals(plot.x_ends[0]), lang)
    pen.text(plot.start, plot.bottom + 4 + line / 2, low, look.caption, grey)
    room = plot.end - plot.start - width(low, look, look.caption) - 12
    pen.text(
        plot.end,
        plot.bottom + 4 + line / 2,
        shortened(below, look, look.caption, room),
        look.caption,
        grey,
        "end",
    )
    upward = shortened(beside, look, look.caption, plot.bottom - plot.top)
    pen.text(line / 2, (plot.top + plot.bottom) / 2, upward, look.caption, grey, "middle", upright=True)


def _decimals(value: float) -> int:
    return 0 if value == round(value) else 1


def _draw_corners(pen: Pen, data: Quadrant, plot: _Plot) -> list[Box]:
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


def _draw_bubble(pen: Pen, bubble: Bubble, plot: _Plot) -> None:
    look = pen.look
    colour = look.colour("accent" if bubble.chosen else "data")
    ground = look.colour(look.ground)
    fill = ground if bubble.movable else mixed(colour, ground, FILL)
    pen.dot(plot.x(bubble.x), plot.y(bubble.y), plot.radius(bubble), fill, colour, 1.75)


def _draw_names(pen: Pen, order: list[Bubble], plot: _Plot, cuts: Point, taken: list[Box]) -> None:
    """The chosen first, then the largest; a name that would cover another name or a bubble is left out."""
    look = pen.look
    discs = [(plot.x(b.x), plot.y(b.y), plot.radius(b)) for b in order]
    for bubble in sorted(order, key=lambda b: not b.chosen)[:NAMED]:
        text = shortened(bubble.label, look, look.caption, LABEL_MOST, bubble.chosen)
        size = width(text, look, look.caption, bubble.chosen) + 4, look.line(look.caption) * 0.9
        free = [box for box in _places(plot, bubble, size) if _is_free(box, plot, discs, taken)]
        if not free:
            continue
        box = next((b for b in free if not _crosses(b, cuts)), free[0])
        taken.append(box)
        if _crosses(box, cuts):
            pen.box(*box, look.colour(look.ground))
        centre = box[0] + box[2] / 2, box[1] + box[3] / 2
        pen.text(*centre, text, look.caption, look.colour("text"), "middle", strong=bubble.chosen)


def _places(plot: _Plot, bubble: Bubble, size: Point) -> list[Box]:
    """Below, above, behind and before the bubble."""
    x, y, r = plot.x(bubble.x), plot.y(bubble.y), plot.radius(bubble)
    w, h = size
    return [
        (x - w / 2, y + r + 3, w, h),
        (x - w / 2, y - r - 3 - h, w, h),
        (x + r + 3, y - h / 2, w, h),
        (x - r - 3 - w, y - h / 2, w, h),
    ]


def _is_free(box: Box, plot: _Plot, discs: list[tuple[float, float, float]], taken: list[Box]) -> bool:
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
