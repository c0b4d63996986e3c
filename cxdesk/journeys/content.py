"""A part of a card that knows how high it is before it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from cxdesk.journeys.shapes import Piece


@dataclass(frozen=True, slots=True)
class Content:
    """A card that knows how high it must be, and draws itself once it is told how high it is."""

    height: float
    draw: Callable[[float, float, float], Piece]


def stacked(parts: list[Content], gap: float) -> Content:
    """Parts one below the other, each with its own height."""
    height = sum(part.height for part in parts) + gap * max(0, len(parts) - 1)

    def draw(x: float, y: float, width: float) -> Piece:
        piece = Piece()
        for part in parts:
            piece += part.draw(x, y, width)
            y += part.height + gap
        return piece

    return Content(height, draw)
