"""Draws the shapes of one part of a sheet on a PDF canvas; y is turned round, for paper counts from below."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, assert_never

from reportlab.lib.utils import ImageReader

from cxdesk.journeys.shapes import Bead, Box, Curve, Diamond, Icon, Line, Picture, Shape, Text
from exports.journey.icon_paths import SIDE, strokes
from exports.journey.photo import photo_jpeg, photo_size
from exports.journey.press import Press
from exports.journey.sheet import Part
from exports.pdf.lines import Run, set_lines
from exports.pdf.look import Style
from exports.pdf.text import draw_line

ENDLESS = 1e7
# Icons that turn with the reading direction, as in the window.
MIRRORED = frozenset({"file-text"})
ICON_LINE = 1.6


class Pen:
    """One part's shapes, where and as large as the part says."""

    def __init__(self, canvas: Any, part: Part, height: float, rtl: bool, press: Press) -> None:
        self._canvas = canvas
        self._part = part
        self._height = height
        self._scale = part.scale
        self._rtl = rtl
        self._press = press

    def draw(self, shape: Shape) -> None:
        """One shape; the canvas is afterwards as it was."""
        self._canvas.saveState()
        match shape:
            case Text():
                self._text(shape)
            case Box():
                self._box(shape)
            case Line():
                self._line(shape)
            case Bead():
                self._bead(shape)
            case Icon():
                self._icon(shape)
            case Diamond():
                self._diamond(shape)
            case Curve():
                self._curve(shape)
            case Picture():
                self._picture(shape)
            case _:
                assert_never(shape)
        self._canvas.restoreState()

    def x(self, x: float) -> float:
        """Where on the page an x of the part lies."""
        return self._part.x + x * self._scale

    def y(self, y: float) -> float:
        """Where on the page a y of the part lies, from the page's foot."""
        return self._height - self._part.y - y * self._scale

    def _text(self, text: Text) -> None:
        size = text.size * self._scale
        line = _set_line(text, size, self._press)
        if line is None:
            return
        # Another face may stand in for a letter that ours lacks; the line keeps the width it was given.
        room = text.width * self._scale
        squeeze = room / line.width if line.width > room > 0 else 1.0
        left = {"left": 0.0, "center": 0.5, "right": 1.0}[text.align] * line.width * squeeze
        self._canvas.translate(self.x(text.x) - left, self.y(text.y))
        if squeeze < 1:
            self._canvas.scale(squeeze, 1)
        draw_line(self._canvas, line, 0, 0, size)

    def _box(self, box: Box) -> None:
        if box.stroke:
            self._pen(box.stroke, box.stroke_width, box.dash)
        if box.fill:
            self._fill(box.fill)
        inset = box.stroke_width / 2 if box.stroke else 0
        w, h = (box.w - 2 * inset) * self._scale, (box.h - 2 * inset) * self._scale
        x, y = self.x(box.x + inset), self.y(box.y + box.h - inset)
        drawn = {"stroke": int(bool(box.stroke)), "fill": int(bool(box.fill))}
        radius = min(box.radius * self._scale, w / 2, h / 2)
        if radius > 0:
            self._canvas.roundRect(x, y, w, h, radius, **drawn)
        else:
            self._canvas.rect(x, y, w, h, **drawn)

    def _line(self, line: Line) -> None:
        self._pen(line.colour, line.width, line.dash)
        self._canvas.line(self.x(line.x1), self.y(line.y1), self.x(line.x2), self.y(line.y2))

    def _bead(self, bead: Bead) -> None:
        x, y, size = self.x(bead.x), self.y(bead.y), self._scale
        if bead.halo:
            self._disc(x, y, (bead.radius + bead.halo) * size, bead.ground)
        if bead.grade == "measured":
            self._disc(x, y, bead.radius * size, bead.colour)
            return
        radius = (bead.radius - bead.line / 2) * size
        self._disc(x, y, radius, bead.ground)
        if bead.grade == "some":
            self._fill(bead.colour)
            start = -90 if bead.mirrored else 90
            box = (x - radius, y - radius, x + radius, y + radius)
            self._canvas.wedge(*box, start, 180, stroke=0, fill=1)
        self._pen(bead.colour, bead.line, ())
        self._canvas.circle(x, y, radius, stroke=1, fill=0)

    def _icon(self, icon: Icon) -> None:
        scale = icon.size * self._scale / SIDE
        canvas = self._canvas
        canvas.setStrokeColor(self._press.colour(icon.colour))
        canvas.setLineWidth(ICON_LINE * SIDE / icon.size)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        turned = self._rtl and icon.name in MIRRORED
        canvas.translate(self.x(icon.x + (icon.size if turned else 0)), self.y(icon.y))
        canvas.scale(-scale if turned else scale, -scale)
        path = canvas.beginPath()
        for kind, *at in strokes(icon.name):
            {"m": path.moveTo, "l": path.lineTo, "c": path.curveTo, "z": path.close}[str(kind)](*at)
        canvas.drawPath(path, stroke=1, fill=0)

    def _diamond(self, diamond: Diamond) -> None:
        x, y, r = self.x(diamond.x), self.y(diamond.y), diamond.radius * self._scale
        self._polygon([(x, y + r), (x + r, y), (x, y - r), (x - r, y)], diamond.colour)

    def _curve(self, curve: Curve) -> None:
        self._pen(curve.colour, curve.width, curve.dash)
        points = (
            (curve.x0, curve.y0), (curve.cx0, curve.cy0), (curve.cx1, curve.cy1), (curve.x1, curve.y1)
        )  # fmt: skip
        self._canvas.bezier(*(v for x, y in points for v in (self.x(x), self.y(y))))

    def _picture(self, picture: Picture) -> None:
        """The photograph whole and in the middle of its box; an empty box where its bytes are missing."""
        data = self._press.pictures.get(picture.digest, b"")
        size = photo_size(data) if data else None
        if size is None:
            self._box(Box(picture.x, picture.y, picture.w, picture.h, "sunken", "line", 1, 4))
            return
        fit = min(picture.w / size[0], picture.h / size[1])
        wide, high = size[0] * fit, size[1] * fit
        left = self.x(picture.x + (picture.w - wide) / 2)
        foot = self.y(picture.y + (picture.h + high) / 2)
        shown = BytesIO(photo_jpeg(data))
        if self._press.grey:
            from PIL import Image

            grey = BytesIO()
            Image.open(shown).convert("L").save(grey, "JPEG", quality=85)
            shown = BytesIO(grey.getvalue())
        self._canvas.drawImage(ImageReader(shown), left, foot, wide * self._scale, high * self._scale)

    def _polygon(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self._fill(colour)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self._fill(colour)
        self._canvas.circle(x, y, radius, stroke=0, fill=1)

    def _fill(self, colour: str) -> None:
        self._canvas.setFillColor(self._press.colour(colour))

    def _pen(self, colour: str, width: float, dash: tuple[float, ...]) -> None:
        self._canvas.setStrokeColor(self._press.colour(colour))
        self._canvas.setLineWidth(width * self._scale)
        if dash:
            self._canvas.setDash([length * self._scale for length in dash])


def _set_line(text: Text, size: float, press: Press) -> Any:
    """One finished line, shaped and ordered; its face is told by the file the map was measured in."""
    voice, strong = text.face.startswith("SourceSerif"), "600" in text.face or "SemiBold" in text.face
    style = Style(
        size, size * 1.4, press.hex(text.colour), rtl=text.rtl, voice=voice, strong=strong, lent=press.lent
    )
    # The space hangs outside the line: without it readers glue the words of two lines together.
    lines = set_lines([Run(text.words + " ")], style, ENDLESS)
    return lines[0] if text.words.strip() and lines else None
