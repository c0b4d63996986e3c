"""How far a shape reaches, to know on which of many sheets it is seen."""

from dataclasses import dataclass

from cxdesk.journeys.shapes import Bead, Box, Curve, Diamond, Icon, Line, Picture, Shape, Text


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its sides; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: "Rect") -> bool:
        """Whether they share any point."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def holds(self, other: "Rect", slack: float = 0.01) -> bool:
        """Whether the other lies wholly inside."""
        return (
            self.left - slack <= other.left
            and other.right <= self.right + slack
            and self.top - slack <= other.top
            and other.bottom <= self.bottom + slack
        )


def extent(shape: Shape) -> Rect:
    """The room a shape takes with its line, in its own units; letters with their marks."""
    match shape:
        case Text():
            return Rect(
                shape.left, shape.y - shape.size * 1.3, shape.left + shape.width, shape.y + shape.size * 0.6
            )
        case Box() | Picture():
            return Rect(shape.x, shape.y, shape.x + shape.w, shape.y + shape.h)
        case Line():
            return _around((shape.x1, shape.x2), (shape.y1, shape.y2), shape.width / 2)
        case Curve():
            # A curve never leaves the hull of its four points.
            xs = (shape.x0, shape.cx0, shape.cx1, shape.x1)
            return _around(xs, (shape.y0, shape.cy0, shape.cy1, shape.y1), shape.width / 2)
        case Icon():
            return Rect(shape.x, shape.y, shape.x + shape.size, shape.y + shape.size)
        case Bead():
            return _around((shape.x,), (shape.y,), shape.radius + shape.halo)
        case Diamond():
            return _around((shape.x,), (shape.y,), shape.radius)


def placed(rect: Rect, x: float, y: float, scale: float) -> Rect:
    """A rectangle of a part as it lies on its sheet."""
    return Rect(x + rect.left * scale, y + rect.top * scale, x + rect.right * scale, y + rect.bottom * scale)


def _around(xs: tuple[float, ...], ys: tuple[float, ...], reach: float) -> Rect:
    return Rect(min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach)
