"""A chart inside a page: its lines and shapes as vectors, its words as text in the page's own fonts."""

from typing import Any, cast

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure as Sheet
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform
from reportlab.platypus.flowables import Flowable

from exports.charts.look import PT_PER_PX
from exports.pdf.lines import Run, measure, set_lines
from exports.pdf.look import Style, up
from exports.pdf.tags import Element, content, element
from exports.pdf.written import draw_line

_STRONG = 600
_HATCH_STEP = 4.0  # points between two lines of a hatched area
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


class ChartBlock(Flowable):  # type: ignore[misc]
    """A drawn chart in its own size; a chart is never split or stretched.

    `alt` says in sentences what it shows; without it those who can't see it hear the words printed in it.
    """

    def __init__(self, sheet: Sheet, rtl: bool = False, alt: str = "") -> None:
        super().__init__()
        self.sheet, self.rtl = sheet, rtl
        self.key = Element("Figure", alt=alt)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size of the chart in points."""
        self.width = self.sheet.get_figwidth() * 72
        self.height = up(self.sheet.get_figheight() * 72)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """A chart stays whole."""
        return []

    def draw(self) -> None:
        """Draw at the canvas's origin, the lower left corner; a chart hangs from the upper edge of its place."""
        self.sheet.patch.set_visible(False)
        self.canv.translate(0, self.height - self.sheet.get_figheight() * 72)
        with element(self.canv, self.key, self.width, self.height), content(self.canv):
            page = _PageRenderer(self.canv, self.sheet, self.rtl)
            self.sheet.draw(page)
        self.key.alt = self.key.alt or "; ".join(page.words)


class _PageRenderer(RendererBase):
    """Writes what matplotlib draws onto a page; matplotlib counts px from the lower left corner."""

    def __init__(self, canvas: Any, sheet: Sheet, rtl: bool) -> None:
        super().__init__()
        self._canvas, self._sheet, self._rtl = canvas, sheet, rtl
        self.words: list[str] = []

    def flipy(self) -> bool:
        """The page's y grows upwards, as the chart's does."""
        return False

    def points_to_pixels(self, points: Any) -> Any:
        """Sizes of type and lines are asked in px."""
        return points / PT_PER_PX

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The chart's size in px."""
        return self._sheet.get_figwidth() * self._sheet.dpi, self._sheet.get_figheight() * self._sheet.dpi

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        """Fill and stroke one outline."""
        canvas, placed = self._canvas, transform + Affine2D().scale(PT_PER_PX)
        filled = rgbFace is not None and (len(rgbFace) < 4 or rgbFace[3] > 0)
        stroked = gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0
        if not (filled or stroked):
            return
        canvas.saveState()
        if filled:
            canvas.setFillColorRGB(*rgbFace[:3])
        if stroked:
            canvas.setStrokeColorRGB(*gc.get_rgb()[:3])
            canvas.setLineWidth(gc.get_linewidth())
            canvas.setLineCap(_CAPS[gc.get_capstyle()])
            canvas.setLineJoin(_JOINS[gc.get_joinstyle()])
            offset, dashes = cast(tuple[float | None, list[float] | None], gc.get_dashes())
            if dashes is not None:
                canvas.setDash([float(dash) for dash in dashes], float(offset or 0.0))
        outline = canvas.beginPath()
        _trace(outline, path, placed)
        canvas.drawPath(outline, stroke=int(stroked), fill=int(filled), fillMode=1)
        if gc.get_hatch():
            self._hatch(gc, path, placed)
        canvas.restoreState()

    def _hatch(self, gc: GraphicsContextBase, path: Path, placed: Transform) -> None:
        """Slanting lines inside the outline: the second mark, for papers that are copied in grey."""
        canvas, box = self._canvas, path.get_extents(placed)
        inside = canvas.beginPath()
        _trace(inside, path, placed)
        canvas.clipPath(inside, stroke=0, fill=0)
        canvas.setStrokeColorRGB(*gc.get_hatch_color()[:3])
        canvas.setLineWidth(gc.get_hatch_linewidth() * PT_PER_PX)
        canvas.setDash()
        x = box.x0 - box.height
        while x < box.x1:
            canvas.line(x, box.y0, x + box.height, box.y1)
            x += _HATCH_STEP

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """One line of text with its left end on the baseline at x, y."""
        style, canvas = self._style(prop, gc.get_rgb()), self._canvas
        self.words += [s.strip()] if s.strip() else []
        canvas.saveState()
        canvas.translate(x * PT_PER_PX, y * PT_PER_PX)
        canvas.rotate(angle)
        for line in set_lines([Run(s)], style, 1e6)[:1]:
            draw_line(canvas, line, 0, 0)
        canvas.restoreState()

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """The size in px that the page's own letters take."""
        style = self._style(prop, (0.0, 0.0, 0.0, 1.0))
        width = measure(s, style) / PT_PER_PX
        size = style.points / PT_PER_PX
        return width, size, size * 0.2

    def _style(self, prop: FontProperties, rgb: Any) -> Style:
        weight = prop.get_weight()
        colour = "#" + "".join(f"{round(part * 255):02X}" for part in rgb[:3])
        points = float(prop.get_size_in_points())
        return Style(points, points, colour, self._rtl, strong=isinstance(weight, int) and weight >= _STRONG)


def _trace(outline: Any, path: Path, transform: Transform) -> None:
    """The outline's segments in points; quadratic curves become cubic."""
    at = (0.0, 0.0)
    for points, code in path.iter_segments(transform, simplify=False, curves=True):
        if code == Path.MOVETO:
            outline.moveTo(*points)
        elif code == Path.LINETO:
            outline.lineTo(*points)
        elif code == Path.CURVE4:
            outline.curveTo(*points)
        elif code == Path.CURVE3:
            cx, cy, x, y = points
            outline.curveTo(
                at[0] + (cx - at[0]) * 2 / 3, at[1] + (cy - at[1]) * 2 / 3,
                x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y,
            )  # fmt: skip
        elif code == Path.CLOSEPOLY:
            outline.close()
            continue
        at = (float(points[-2]), float(points[-1]))
