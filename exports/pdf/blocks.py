"""The parts a page is made of besides text and tables: section heads, quotations, beads, the page's foot."""

from collections.abc import Sequence
from typing import Any

from exports.pdf.grid import draw_stack, stack_height, take
from exports.pdf.look import INSIDE, down, up
from exports.pdf.placed import Placed, draw_rule, fill_box
from exports.pdf.tags import Element, artefact, begin_ornament, element, end_ornament
from exports.pdf.written import fill

_RADIUS = 3.4
_MOST_BEADS = 60


class Air(Placed):
    """Empty height between two parts."""

    leads = True

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The empty height."""
        return width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Air can't be cut."""
        return []

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Nothing."""


class Rule(Placed):
    """A line over the whole measure with the air below it."""

    leads = True

    def __init__(self, colour: str, thick: float, below: float = 0.0) -> None:
        super().__init__()
        self.colour, self.thick, self.below = colour, thick, below

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The line's thickness and the air below."""
        self.width, self.height = width, self.thick + self.below
        return self.width, self.height

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the line at the top."""
        begun = begin_ornament(canvas, "Rule")
        draw_rule(canvas, self.colour, self.thick, x, y + self.height - self.thick / 2, self.width)
        if begun:
            end_ornament(canvas)


class Headed(Placed):
    """A head that never stands alone at the foot of a page, and what follows it; up to the height `whole` uncut."""

    def __init__(
        self,
        head: Sequence[Any],
        body: Sequence[Any],
        above: float = 0.0,
        grid: float = INSIDE,
        whole: float = 0.0,
    ) -> None:
        super().__init__()
        self.head, self.body, self.grid, self.whole = tuple(head), tuple(body), grid, whole
        self.spaceBefore = above

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The height of head and body."""
        self.width = width
        self.height = up(stack_height(self.head, width) + stack_height(self.body, width), self.grid)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """The head with what of the body fits, then the rest of the body."""
        if self.wrap(width, height)[1] <= self.whole:
            return []
        first, rest = take(self.body, width, down(height, self.grid) - stack_height(self.head, width))
        if not first:
            return []
        return [Headed(self.head, first, self.spaceBefore, self.grid), *rest]

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw head, then body."""
        draw_stack(canvas, (*self.head, *self.body), x, y + self.height, self.width)


class Quotation(Placed):
    """Words with a coloured edge where reading begins."""

    EDGE = 13.5

    def __init__(self, body: Sequence[Any], colour: str, rtl: bool, key: Element | None = None) -> None:
        super().__init__()
        self.body, self.colour, self.rtl, self.key = tuple(body), colour, rtl, key

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The height of the words."""
        self.width = width
        self.height = stack_height(self.body, width - self.EDGE)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Two quotations with the same edge."""
        first, rest = take(self.body, width - self.EDGE, height)
        if not first or not rest:
            return [self] if not rest else []
        return [Quotation(part, self.colour, self.rtl, self.key) for part in (first, rest)]

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw edge and words."""
        with element(canvas, self.key, self.width, self.height, at=(x, y)):
            with artefact(canvas, "Rule"):
                edge = x + self.width - 2 if self.rtl else x
                fill_box(canvas, self.colour, edge, y, 2, self.height)
            start = x if self.rtl else x + self.EDGE
            draw_stack(canvas, self.body, start, y + self.height, self.width - self.EDGE)


class Beads(Placed):
    """One bead per person, the satisfied ones filled; a plain bar where beads would be too many to count."""

    ALONG, PITCH = 9.0, 8.0

    def __init__(self, filled: int, of: int, colours: tuple[str, str], rtl: bool) -> None:
        super().__init__()
        self.of = max(0, of)
        self.filled = min(max(0, filled), self.of)
        self.colours, self.rtl = colours, rtl

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As many rows of beads as the width asks for."""
        self.width = width
        self.per_row = max(1, int((width + self.ALONG - 2 * _RADIUS) / self.ALONG))
        shown = 1 if self.of > _MOST_BEADS else self.of
        self.height = self.PITCH * max(1, -(-shown // self.per_row))
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Beads stay together."""
        return []

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the beads from the side where reading begins."""
        # The words beneath say the same: readers of tags skip the beads.
        with artefact(canvas, "Rule"):
            if self.of > _MOST_BEADS:
                self._draw_bar(canvas, x, y)
            else:
                self._draw_beads(canvas, x, y)

    def _draw_beads(self, canvas: Any, x: float, y: float) -> None:
        drawn = ["q"]
        for at in range(self.of):
            row, place = divmod(at, self.per_row)
            along = _RADIUS + place * self.ALONG
            if at in (0, self.filled):
                drawn.append(fill(self.colours[0] if at < self.filled else self.colours[1]))
            middle = y + self.height - self.PITCH / 2 - row * self.PITCH
            drawn.append(_bead(x + (self.width - along if self.rtl else along), middle))
        canvas._code.append("\n".join([*drawn, "Q"]))

    def _draw_bar(self, canvas: Any, x: float, y: float) -> None:
        part = self.width * self.filled / self.of
        for colour, wide in ((self.colours[1], self.width), (self.colours[0], part)):
            fill_box(canvas, colour, x + self.width - wide if self.rtl else x, y + 1, wide, 6)


def _bead(x: float, y: float) -> str:
    """A filled circle as four curves: written by hand, because a plan has hundreds of them."""
    r, k = _RADIUS, _RADIUS * 0.5522847498
    x0, x1, x2, x3, x4 = x - r, x - k, x, x + k, x + r
    y0, y1, y2, y3, y4 = y - r, y - k, y, y + k, y + r
    return (
        f"{x4:.2f} {y2:.2f} m {x4:.2f} {y3:.2f} {x3:.2f} {y4:.2f} {x2:.2f} {y4:.2f} c "
        f"{x1:.2f} {y4:.2f} {x0:.2f} {y3:.2f} {x0:.2f} {y2:.2f} c "
        f"{x0:.2f} {y1:.2f} {x1:.2f} {y0:.2f} {x2:.2f} {y0:.2f} c "
        f"{x3:.2f} {y0:.2f} {x4:.2f} {y1:.2f} {x4:.2f} {y2:.2f} c h f"
    )


class AtFoot(Placed):
    """The last part of a text, and what stands under it at the foot of the same page."""

    def __init__(self, last: Sequence[Any], foot: Sequence[Any], between: float, tallest: float) -> None:
        super().__init__()
        self.last, self.foot = tuple(last), tuple(foot)
        self.between, self.tallest = between, tallest

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """All the height that is left, where it is enough."""
        self.width = width
        self.height = max(self._needed(width), down(height, INSIDE) if height < 2000 else 0.0)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """It moves to the next page whole, unless no page holds it."""
        if self._needed(width) <= self.tallest:
            return []
        first, rest = take(self.last, width, height)
        return [*first, AtFoot(rest, self.foot, self.between, self.tallest)] if first else []

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the last part from the top, the foot on the page's lower edge."""
        draw_stack(canvas, self.last, x, y + self.height, self.width)
        draw_stack(canvas, self.foot, x, y + up(stack_height(self.foot, self.width)), self.width)

    def _needed(self, width: float) -> float:
        return up(stack_height(self.last, width)) + self.between + up(stack_height(self.foot, width))
