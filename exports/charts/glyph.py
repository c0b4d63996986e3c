"""The score glyph: track, margin as a capsule, score as a bead, last round as a tick, target as a triangle."""

from typing import Any

from cxdesk.analysis.figure import Figure
from exports.charts.look import tokens
from exports.charts.pen import Pen

Scale = tuple[float, float]


def place(value: float, scale: Scale, start: float, room: float) -> float:
    """Where a value lies on a track of `room` px that begins at `start`; never beyond its ends."""
    low, high = scale
    share = (value - low) / (high - low) if high > low else 0.5
    return start + min(1.0, max(0.0, share)) * room


def draw_track(pen: Pen, figure: Figure, x: float, y: float, room: float, size: float) -> None:
    """The scale itself: dotted for a hidden figure, with a tick at 0 where the scale passes it."""
    spec = _spec()
    colour = pen.look.colour("line_strong")
    if figure.hidden or figure.value is None:
        pen.line([(x, y), (x + room, y)], colour, 1, (2, 3))
    else:
        pen.line([(x, y), (x + room, y)], colour, pen.look.hair)
        if figure.scale[0] < 0 < figure.scale[1]:
            _tick(pen, place(0, figure.scale, x, room), y, spec["zero_tick"] * size, 1, colour)
    for end in (x, x + room):
        _tick(pen, end, y, spec["end_tick"] * size, 1, colour)


def draw_score(
    pen: Pen,
    figure: Figure,
    x: float,
    y: float,
    room: float,
    size: float = 1.0,
    before: Figure | None = None,
    target: float | None = None,
    chosen: bool = False,
) -> None:
    """The whole glyph, its track beginning at x and centred on y."""
    draw_track(pen, figure, x, y, room, size)
    if figure.value is None or figure.hidden:
        return
    spec = _spec()
    _capsule(pen, figure, x, y, room, size, chosen)
    if before is not None and before.value is not None and before.scale == figure.scale:
        width, height = spec["previous_tick"]
        where = place(before.value, figure.scale, x, room)
        _tick(pen, where, y, height * size, width, pen.look.colour("text3"))
    draw_bead(pen, figure, place(figure.value, figure.scale, x, room), y, size, chosen)
    if target is not None:
        _triangle(
            pen, place(target, figure.scale, x, room), y - spec["margin_capsule_height"] * size / 2, size
        )


def draw_bead(pen: Pen, figure: Figure, x: float, y: float, size: float = 1.0, chosen: bool = False) -> None:
    """Filled when measured, hollow when there are too few answers to compare."""
    spec = _spec()
    colour = pen.look.colour("accent" if chosen else "data")
    if figure.few:
        pen.dot(
            x,
            y,
            spec["hollow_radius"] * size,
            pen.look.colour("surface"),
            colour,
            spec["hollow_stroke"] * size,
        )
    else:
        pen.dot(x, y, spec["bead_radius"] * size, colour)


def capsule_colours(pen: Pen, chosen: bool) -> tuple[str, str]:
    """Ground and edge of a margin of error."""
    names = ("accent_line", "accent_mid") if chosen else ("data_soft", "data_line")
    return pen.look.colour(names[0]), pen.look.colour(names[1])


def _capsule(pen: Pen, figure: Figure, x: float, y: float, room: float, size: float, chosen: bool) -> None:
    if figure.low is None or figure.high is None:
        return
    spec = _spec()
    height, least = spec["margin_capsule_height"] * size, spec["margin_capsule_min_width"] * size
    start, end = place(figure.low, figure.scale, x, room), place(figure.high, figure.scale, x, room)
    if end - start < least:
        start, end = (start + end - least) / 2, (start + end + least) / 2
    fill, edge = capsule_colours(pen, chosen)
    pen.box(start, y - height / 2, end - start, height, fill, edge, radius=height / 2)


def _tick(pen: Pen, x: float, y: float, height: float, width: float, colour: str) -> None:
    pen.line([(x, y - height / 2), (x, y + height / 2)], colour, width)


def _triangle(pen: Pen, x: float, y: float, size: float) -> None:
    width, height = (side * size for side in _spec()["target_triangle"])
    pen.shape(
        [(x - width / 2, y - height - 1), (x + width / 2, y - height - 1), (x, y - 1)],
        pen.look.colour("text"),
    )


def _spec() -> dict[str, Any]:
    spec: dict[str, Any] = tokens()["score_glyph"]
    return spec
