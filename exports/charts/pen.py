"""A pen that draws on a figure in pixels from the start side and the top, mirrored for Persian."""

from collections.abc import Sequence
from math import pi
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import CircleCollection
from matplotlib.figure import Figure as Sheet
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.text import Text

from exports.charts.lettering import directed
from exports.charts.look import INSET, PT_PER_PX, PX_PER_INCH, Look, font

Align = Literal["start", "middle", "end"]
Point = tuple[float, float]

_BASELINE = 0.355
_CURVE = 0.5522847498


class Pen:
    """Every builder draws with it; x counts from the start side (right in Persian), y downwards."""

    def __init__(self, look: Look, height: float) -> None:
        self.look = look
        self.height = height
        self.figure = Sheet(figsize=(look.width / PX_PER_INCH, height / PX_PER_INCH), dpi=PX_PER_INCH)
        FigureCanvasAgg(self.figure)
        self.figure.patch.set_facecolor(look.colour(look.ground))
        self._axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_axis_off()
        self._drawn = 0
        self._axes.set_xlim(-INSET, look.width - INSET)
        self._axes.set_ylim(height, 0)

    def line(
        self,
        points: Sequence[Point],
        colour: str,
        width: float = 1.0,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A straight or broken line; `dash` is on and off in px."""
        pen = Line2D(
            [self._x(x) for x, _y in points],
            [y for _x, y in points],
            color=colour,
            linewidth=width * PT_PER_PX,
            solid_capstyle="butt",
            dash_capstyle="butt",
            solid_joinstyle="round",
        )
        if dash:
            pen.set_linestyle((0, (dash[0] / width, dash[1] / width)))
        self._add(pen)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None,
        edge: str | None = None,
        edge_width: float = 1.0,
        radius: float = 0.0,
        hatch: str | None = None,
    ) -> None:
        """A rectangle with its start top corner at x, y; half its height as radius makes a capsule."""
        left = min(self._x(x), self._x(x + width))
        patch = PathPatch(_rounded(left, y, width, height, min(radius, width / 2, height / 2)))
        self._fill(patch, fill, edge, edge_width)
        if hatch:
            patch.set_hatch("////")
            patch.set_hatchcolor(hatch)
            patch.set_hatch_linewidth(1.2)

    def dot(
        self, x: float, y: float, radius: float, fill: str | None, edge: str | None = None, width: float = 1.0
    ) -> None:
        """A disc, or a ring when only the edge has a colour."""
        self._fill(Circle((self._x(x), y), radius), fill, edge, width)

    def dots(
        self,
        places: Sequence[tuple[float, float, float]],
        fills: Sequence[str | None],
        edges: Sequence[str],
        width: float = 1.0,
        dashed: Sequence[bool] = (),
    ) -> None:
        """Many discs (x, y, radius) at once, the first lowest: thousands of single ones would take seconds."""
        if not places:
            return
        made = CircleCollection(
            [pi * (r * PT_PER_PX) ** 2 for _x, _y, r in places],
            offsets=[(self._x(x), y) for x, y, _r in places],
            offset_transform=self._axes.transData,
            facecolors=[f or "none" for f in fills],
            edgecolors=list(edges),
            linewidths=width * PT_PER_PX,
            linestyles=[(0, (1.8, 1.5)) if d else "solid" for d in dashed] or "solid",
        )
        self._add(made)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self._fill(Polygon([(self._x(x), y) for x, y in points]), fill, None, 0.0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        align: Align = "start",
        strong: bool = False,
        upright: bool = False,
    ) -> None:
        """One line of text, its capitals centred on y; `upright` turns it to read upwards."""
        shown = Text(
            self._x(x) + (size * _BASELINE if upright else 0),
            y if upright else y + size * _BASELINE,
            directed(text, self.look.rtl),
            color=colour,
            fontproperties=font(self.look.rtl, strong, size),
            horizontalalignment=self._side(align),
            verticalalignment="baseline",
            rotation=90 if upright else 0,
            rotation_mode="anchor",
            parse_math=False,  # an account called "$5 & $6" is no formula
        )
        self._add(shown)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        colour: str,
        align: Align = "start",
        strong: bool = False,
    ) -> None:
        """Some lines under each other, centred as a block on y."""
        step = self.look.line(size)
        for index, line in enumerate(lines):
            self.text(x, y + (index - (len(lines) - 1) / 2) * step, line, size, colour, align, strong)

    def _add(self, artist: Artist) -> None:
        """What is drawn later lies on top; matplotlib would put every line above every fill."""
        self._drawn += 1
        artist.set_zorder(self._drawn)
        self._axes.add_artist(artist)

    def _x(self, x: float) -> float:
        return self.look.room - x if self.look.rtl else x

    def _side(self, align: Align) -> Literal["left", "center", "right"]:
        if align == "middle":
            return "center"
        return "left" if (align == "start") is not self.look.rtl else "right"

    def _fill(self, patch: Patch, fill: str | None, edge: str | None, width: float) -> None:
        patch.set_facecolor(fill or "none")
        patch.set_edgecolor(edge or "none")
        patch.set_linewidth(width * PT_PER_PX if edge else 0.0)
        self._add(patch)


def _rounded(x: float, y: float, w: float, h: float, r: float) -> Path:
    if r <= 0:
        return Path([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)], closed=True)
    k = r * (1 - _CURVE)
    points, codes = [(x + r, y)], [Path.MOVETO]
    for corner, end, first, second in (
        ((x + w - r, y), (x + w, y + r), (x + w - k, y), (x + w, y + k)),
        ((x + w, y + h - r), (x + w - r, y + h), (x + w, y + h - k), (x + w - k, y + h)),
        ((x + r, y + h), (x, y + h - r), (x + k, y + h), (x, y + h - k)),
        ((x, y + r), (x + r, y), (x, y + k), (x + k, y)),
    ):
        points += [corner, first, second, end]
        codes += [Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    return Path([*points, (x + r, y)], [*codes, Path.CLOSEPOLY])
