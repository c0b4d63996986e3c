"""What only an internal page is made of: boxes, the goal banner, the score glyph, boxes to tick."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from exports.pdf.grid import draw_stack, stack_height
from exports.pdf.lines import measure
from exports.pdf.look import INSIDE, MM, Style, up
from exports.pdf.tags import artefact
from exports.pdf.text import Text

_RADIUS = 5.0
_TICK_BOX = 5 * MM
_TICK_EDGE = 0.7


class Box(Flowable):  # type: ignore[misc]
    """Parts below each other in a rounded box, filled or with an edge, at least so high."""

    def __init__(
        self,
        body: Sequence[Any],
        fill: str = "",
        edge: str = "",
        pad: tuple[float, float] = (8.0, 12.0),
        least: float = 0.0,
    ) -> None:
        super().__init__()
        self.body, self.fill, self.edge = tuple(body), fill, edge
        self.pad, self.least = pad, least

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The height of the parts and the air around them."""
        self.width = width
        self.height = up(max(self.least, stack_height(self.body, width - 2 * self.pad[1]) + 2 * self.pad[0]))
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """A box stays whole."""
        return []

    def draw(self) -> None:
        """Draw the box, then what is in it."""
        with artefact(self.canv, "Rule"):
            self.canv.setFillColor(self.fill or "#FFFFFF")
            self.canv.setStrokeColor(self.edge or "#FFFFFF")
            self.canv.setLineWidth(0.5)
            self.canv.roundRect(
                0, 0, self.width, self.height, _RADIUS, stroke=int(bool(self.edge)), fill=int(bool(self.fill))
            )
        draw_stack(self.canv, self.body, self.pad[1], self.height - self.pad[0], self.width - 2 * self.pad[1])


class Arrow(Flowable):  # type: ignore[misc]
    """An arrow in the reading direction, on the first line of what it leads to."""

    def __init__(self, colour: str, line: float, rtl: bool) -> None:
        super().__init__()
        self.colour, self.line, self.rtl = colour, line, rtl

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """One line high."""
        self.width, self.height = width, self.line
        return self.width, self.height

    def draw(self) -> None:
        """Draw shaft and head."""
        canvas, y = self.canv, self.height / 2
        start, tip = (self.width, self.width - 9.5) if self.rtl else (0.0, 9.5)
        back = 3.6 if self.rtl else -3.6
        with artefact(canvas, "Rule"):
            canvas.setStrokeColor(self.colour)
            canvas.setLineWidth(1.2)
            canvas.setLineCap(1)
            canvas.setLineJoin(1)
            canvas.line(start, y, tip, y)
            head = canvas.beginPath()
            head.moveTo(tip + back, y + 3.6)
            head.lineTo(tip, y)
            head.lineTo(tip + back, y - 3.6)
            canvas.drawPath(head, stroke=1, fill=0)


class Ticks(Flowable):  # type: ignore[misc]
    """Boxes to tick by hand, large enough to be read by a machine later, each with its word behind it."""

    def __init__(self, labels: Sequence[str], style: Style, rtl: bool) -> None:
        super().__init__()
        self.labels, self.style, self.rtl = tuple(labels), style, rtl

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As many rows as the width asks for."""
        self.width = width
        self._places: list[tuple[float, int, str, float]] = []
        x, row = 0.0, 0
        for label in self.labels:
            words = measure(label, self.style) + 1
            wide = _TICK_BOX + 5 + words
            if x and x + wide > width:
                x, row = 0.0, row + 1
            self._places.append((x, row, label, words))
            x += wide + 9
        self._pitch = up(max(_TICK_BOX, self.style.line) + INSIDE)
        self.height = (row + 1) * self._pitch - INSIDE
        return self.width, self.height

    def draw(self) -> None:
        """Draw each box, then its word."""
        canvas = self.canv
        for x, row, label, words in self._places:
            middle = self.height - row * self._pitch - (self._pitch - INSIDE) / 2
            left = self.width - x - _TICK_BOX if self.rtl else x
            with artefact(canvas, "Rule"):
                canvas.setStrokeColor("#000000")
                canvas.setLineWidth(_TICK_EDGE)
                canvas.rect(left, middle - _TICK_BOX / 2, _TICK_BOX, _TICK_BOX, stroke=1, fill=0)
            text = Text(label, self.style, most=1)
            high = text.wrap(words, 1e6)[1]
            at = left - 5 - words if self.rtl else left + _TICK_BOX + 5
            text.drawOn(canvas, at, middle - high / 2)
