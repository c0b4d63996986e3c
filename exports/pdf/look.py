"""Sizes, distances and colours of the paper, read from the look's tokens."""

import json
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from cxdesk.paths import resource

if TYPE_CHECKING:
    from exports.pdf.faces import Face

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
LETTER = (612.0, 792.0)
MARGIN = 20 * MM
TOP = 16 * MM
# What stands below each other begins on a grid: parts of a page 8 points from each other or a multiple of that,
# lines and what is inside a part 4. It begins at the top margin.
GRID, INSIDE = 8.0, 4.0
HEADER = 32.0
WIDTH = PAGE[0] - 2 * MARGIN
_TALL = 1.56  # the height of Vazirmatn's letters with their marks, in em


@lru_cache(maxsize=1)
def tokens() -> dict[str, Any]:
    """The look as data."""
    loaded: dict[str, Any] = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
    return loaded


def ink(name: str) -> str:
    """A colour of the light look, as paper uses it; series_1 to series_8 are those of a chart's series."""
    if name.startswith("series_"):
        return str(tokens()["colour"]["categorical"]["light"][int(name[7:]) - 1])
    return str(tokens()["colour"]["light"][name])


def size(name: Literal["small", "body", "title"]) -> tuple[float, float]:
    """Type size and line height in points."""
    points, line = tokens()["type_paper_pt"][name]
    return float(points), float(line)


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; `rtl` gives Vazirmatn, more line height and the other side.

    `lent` are typefaces of the computer, for characters that ours lack.
    """

    points: float
    line: float
    colour: str
    rtl: bool = False
    voice: bool = False
    strong: bool = False
    end: bool = False
    lent: tuple["Face", ...] = ()

    def but(self, **changes: Any) -> "Style":
        """The same style with some things changed."""
        return replace(self, **changes)


def style(name: Literal["small", "body", "title"], rtl: bool = False, colour: str = "text") -> Style:
    """One of the paper's three sizes; Persian lines get the height that Vazirmatn needs.

    Its lines of 18 and 14 points go over the grid inside a paragraph: what is below begins on it again.
    """
    points, line = size(name)
    if rtl:
        line += float(tokens()["type_rtl"]["line_height_extra_pt"])
        line = max(line, up(points * _TALL)) if line < points * _TALL else line
    return Style(points, line, colour if colour.startswith("#") else ink(colour), rtl)


def up(height: float, grid: float = INSIDE) -> float:
    """The next height on the grid."""
    return math.ceil(height / grid - 1e-6) * grid


def to_grid(height: float) -> float:
    """About this height, on the grid: what papers with little room have between their parts."""
    return down(height + 1, INSIDE)


def rest_of(height: float, grid: float = INSIDE) -> float:
    """What is missing from a height to the next on the grid."""
    return up(height, grid) - height


def down(height: float, grid: float = GRID) -> float:
    """The last height on the grid."""
    return math.floor(height / grid + 1e-6) * grid
