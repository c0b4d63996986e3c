"""The curve of feelings: smooth, never beyond its points, dashed where an end is only an opinion."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cxdesk.journeys.shapes import Curve

DASH = (5.0, 5.0)


@dataclass(frozen=True, slots=True)
class Point:
    """A feeling where it lies; `column` counts the steps, so that a gap is seen."""

    column: int
    x: float
    y: float
    grade: str


def curves(points: Sequence[Point], colour: str, width: float) -> tuple[Curve, ...]:
    """One piece between each two neighbouring columns; nothing is drawn over a step without a feeling."""
    pieces: list[Curve] = []
    for run in _runs(points):
        slopes = _slopes(run)
        for (a, b), (slope_a, slope_b) in zip(pairwise(run), pairwise(slopes), strict=True):
            third = (b.x - a.x) / 3
            dash = DASH if "opinion" in (a.grade, b.grade) else ()
            pieces.append(
                Curve(
                    a.x, a.y, a.x + third, a.y + slope_a * third,
                    b.x - third, b.y - slope_b * third, b.x, b.y,
                    colour, width, dash,
                )
            )  # fmt: skip
    return tuple(pieces)


def cut(curve: Curve, left: float, right: float) -> Curve | None:
    """The part of a piece between two x; None when it lies outside."""
    if curve.x1 <= left or curve.x0 >= right:
        return None
    span = curve.x1 - curve.x0
    start, end = max(0.0, (left - curve.x0) / span), min(1.0, (right - curve.x0) / span)
    ys = _sub((curve.y0, curve.cy0, curve.cy1, curve.y1), start, end)
    x0, x1 = curve.x0 + start * span, curve.x0 + end * span
    third = (x1 - x0) / 3
    return Curve(
        x0, ys[0], x0 + third, ys[1], x1 - third, ys[2], x1, ys[3], curve.colour, curve.width, curve.dash
    )  # fmt: skip


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    runs: list[list[Point]] = []
    for point in points:
        if runs and runs[-1][-1].column + 1 == point.column:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _slopes(run: Sequence[Point]) -> list[float]:
    """Slopes at the points by Fritsch and Carlson: level at each peak and valley, so no overshoot."""
    steps = [(b.y - a.y) / (b.x - a.x) for a, b in pairwise(run)]
    if not steps:
        return [0.0]
    inner = [0.0 if s * t <= 0 else 2 * s * t / (s + t) for s, t in pairwise(steps)]
    return [0.0, *inner, 0.0]


def _sub(y: tuple[float, float, float, float], start: float, end: float) -> tuple[float, float, float, float]:
    """The control values of the part of a cubic between two parameters (de Casteljau's blossoms)."""

    def blossom(a: float, b: float, c: float) -> float:
        p, q, r = (y[i] + (y[i + 1] - y[i]) * a for i in range(3))
        p, q = p + (q - p) * b, q + (r - q) * b
        return p + (q - p) * c

    return (
        blossom(start, start, start),
        blossom(start, start, end),
        blossom(start, end, end),
        blossom(end, end, end),
    )
