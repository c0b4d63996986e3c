"""Sizes, distances and colours of the paper, read from the look's tokens."""

import json
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from cxdesk.paths import resource

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
LETTER = (612.0, 792.0)
MARGIN = 20 * MM
TOP = 16 * MM
HEADER = 12 * MM
FOOTER = 11 * MM
WIDTH = PAGE[0] - 2 * MARGIN
_TALL = 1.56  # the height of Vazirmatn's letters with their marks, in em
_BODY = 10.5


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
    """How a paragraph is set; `rtl` gives Vazirmatn, more line height and the other side."""

    points: float
    line: float
    colour: str
    rtl: bool = False
    voice: bool = False
    strong: bool = False
    end: bool = False

    def but(self, **changes: Any) -> "Style":
        """The same style with some things changed."""
        return replace(self, **changes)


def style(name: Literal["small", "body", "title"], rtl: bool = False, colour: str = "text") -> Style:
    """One of the paper's three sizes; Persian lines get the height that Vazirmatn needs."""
    points, line = size(name)
    if rtl:
        line = max(line + float(tokens()["type_rtl"]["line_height_extra_pt"]), _on_grid(points * _TALL))
    return Style(points, line, colour if colour.startswith("#") else ink(colour), rtl)


def _on_grid(height: float) -> float:
    grid = float(tokens()["paper_mm"]["baseline_pt"])
    return math.ceil(height / grid) * grid if height > 2 * _BODY else height
