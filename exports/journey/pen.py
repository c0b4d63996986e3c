"""Draws the shapes of one part of a sheet on a PDF canvas; y is turned round, for paper counts from below.

Operators are written straight into the page: a poster has thousands of shapes, and ReportLab's own drawing
calls take most of their time keeping a state that nothing here asks for.
"""

from functools import lru_cache
from io import BytesIO
from typing import Any, assert_never

from reportlab.lib.utils import ImageReader

from cxdesk.journeys.shapes import Bead, Box, Curve, Diamond, Icon, Line, Picture, Shape, Text
from exports.journey.icon_paths import SIDE, strokes
from exports.journey.press import Press
from exports.journey.sheet import Part
from exports.pdf.lines import one_line
from exports.pdf.look import Style
from exports.pdf.written import draw_line
from exports.photos import photo_jpeg, photo_size

# Icons that turn with the reading direction, as in the window.
MIRRORED = frozenset({"file-text"})
ICON_LINE = 1.6


def icon_line(size: float) -> float:
    """How thick an icon's strokes are: a small one with those of a large one is a blot."""
    return min(ICON_LINE, size * 0.1)


# How far a cubic curve's hands reach to make a quarter of a circle.
QUARTER = 0.5523


class Pen:
    """One part's shapes, where and as large as the part says."""

    def __init__(self, canvas: Any, part: Part, height: float, rtl: bool, press: Press) -> None:
        self._canvas = canvas
        self._part = part
        self._height = height
        self._scale = part.scale
        self._rtl = rtl
        self._press = press
        self._styles: dict[tuple[str, float, str, bool], Style] = {}

    def draw(self, shape: Shape) -> None:
        """One shape; each sets all that it is drawn with."""
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

    def x(self, x: float) -> float:
        """Where on the page an x of the part lies."""
        return self._part.x + x * self._scale

    def y(self, y: float) -> float:
        """Where on the page a y of the part lies, from the page's foot."""
        return self._height - self._part.y - y * self._scale

    def _text(self, text: Text) -> None:
        size = text.size * self._scale
        style = self._style(text, size)
        # The space hangs outside the line: without it readers glue the words of two lines together.
        line = one_line(text.words + " ", style)
        if line is None:
            return
        # Another face may stand in for a letter that ours lacks; the line keeps the width it was given.
        room = text.width * self._scale
        squeeze = room / line.width if line.width > room > 0 else 1.0
        left = self.x(text.x) - _ALIGNED[text.align] * line.width * squeeze
        if squeeze > 0.999:
            draw_line(self._canvas, line, left, self.y(text.y))
            return
        self._write(f"q {squeeze:.4f} 0 0 1 {left:.3f} {self.y(text.y):.3f} cm")
        draw_line(self._canvas, line, 0, 0)
        self._write("Q")

    def _style(self, text: Text, size: float) -> Style:
        key = (text.face, size, text.colour, text.rtl)
        if key not in self._styles:
            voice = text.face.startswith("SourceSerif")
            strong = "600" in text.face or "SemiBold" in text.face
            colour, lent = self._press.hex(text.colour), self._press.lent
            self._styles[key] = Style(
                size, size * 1.4, colour, rtl=text.rtl, voice=voice, strong=strong, lent=lent
            )
        return self._styles[key]

    def _box(self, box: Box) -> None:
        inset = box.stroke_width / 2 if box.stroke else 0
        w, h = (box.w - 2 * inset) * self._scale, (box.h - 2 * inset) * self._scale
        x, y = self.x(box.x + inset), self.y(box.y + box.h - inset)
        path = _round_rect(x, y, w, h, min(box.radius * self._scale, w / 2, h / 2))
        fill = f"{self._press.fill(box.fill)} " if box.fill else ""
        if not box.stroke:
            self._write(f"{fill}{path} f" if fill else "")
            return
        self._stroke(f"{fill}{path} {'b' if fill else 's'}", box.stroke, box.stroke_width, box.dash)

    def _line(self, line: Line) -> None:
        path = (
            f"{self.x(line.x1):.2f} {self.y(line.y1):.2f} m {self.x(line.x2):.2f} {self.y(line.y2):.2f} l S"
        )
        self._stroke(path, line.colour, line.width, line.dash)

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
            side = 1 if bead.mirrored else -1
            self._write(f"{self._press.fill(bead.colour)} {_half_circle(x, y, radius, side)} f")
        self._stroke(f"{_circle(x, y, radius)} s", bead.colour, bead.line, ())

    def _icon(self, icon: Icon) -> None:
        scale = icon.size * self._scale / SIDE
        turned = self._rtl and icon.name in MIRRORED
        x, y = self.x(icon.x + (icon.size if turned else 0)), self.y(icon.y)
        self._write(
            f"q {self._press.stroke(icon.colour)} {icon_line(icon.size) * SIDE / icon.size:.3f} w 1 J 1 j "
            f"{-scale if turned else scale:.5f} 0 0 {-scale:.5f} {x:.2f} {y:.2f} cm {_icon_path(icon.name)} S Q"
        )

    def _diamond(self, diamond: Diamond) -> None:
        x, y, r = self.x(diamond.x), self.y(diamond.y), diamond.radius * self._scale
        path = f"{x:.2f} {y + r:.2f} m {x + r:.2f} {y:.2f} l {x:.2f} {y - r:.2f} l {x - r:.2f} {y:.2f} l h f"
        self._write(f"{self._press.fill(diamond.colour)} {path}")

    def _curve(self, curve: Curve) -> None:
        hands = ((curve.cx0, curve.cy0), (curve.cx1, curve.cy1), (curve.x1, curve.y1))
        placed = " ".join(f"{self.x(x):.2f} {self.y(y):.2f}" for x, y in hands)
        path = f"{self.x(curve.x0):.2f} {self.y(curve.y0):.2f} m {placed} c S"
        self._stroke(path, curve.colour, curve.width, curve.dash)

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
        shown = ImageReader(BytesIO(photo_jpeg(data, grey=self._press.grey)))
        self._canvas.drawImage(shown, left, foot, wide * self._scale, high * self._scale)

    def _disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self._write(f"{self._press.fill(colour)} {_circle(x, y, radius)} f")

    def _stroke(self, path: str, colour: str, width: float, dash: tuple[float, ...]) -> None:
        pen = f"{self._press.stroke(colour)} {width * self._scale:.3f} w"
        if dash:
            lengths = " ".join(f"{length * self._scale:.2f}" for length in dash)
            self._write(f"q {pen} [{lengths}] 0 d {path} Q")
        else:
            self._write(f"{pen} {path}")

    def _write(self, operators: str) -> None:
        if operators:
            self._canvas._code.append(operators)


_ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}


def _round_rect(x: float, y: float, w: float, h: float, r: float) -> str:
    """A path that is closed by what paints it."""
    if r <= 0:
        return f"{x:.2f} {y:.2f} {w:.2f} {h:.2f} re"
    k = r * (1 - QUARTER)
    right, top = x + w, y + h
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c {right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c {x + r:.2f} {top:.2f} l "
        f"{x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c {x:.2f} {y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c"
    )


def _circle(x: float, y: float, r: float) -> str:
    k = r * QUARTER
    return (
        f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c"
    )


def _half_circle(x: float, y: float, r: float, side: int) -> str:
    """The half to the right (1) or to the left (-1)."""
    k, out = r * QUARTER, side * r
    return (
        f"{x:.2f} {y + r:.2f} m {x + side * k:.2f} {y + r:.2f} {x + out:.2f} {y + k:.2f} {x + out:.2f} {y:.2f} c "
        f"{x + out:.2f} {y - k:.2f} {x + side * k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c h"
    )


@lru_cache(maxsize=128)
def _icon_path(name: str) -> str:
    operators = {"m": "m", "l": "l", "c": "c", "z": "h"}
    return " ".join(
        " ".join([*(f"{float(value):.3f}" for value in at), operators[str(kind)]])
        for kind, *at in strokes(name)
    )
