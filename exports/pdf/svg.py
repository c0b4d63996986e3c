"""Plain SVG as vectors: shapes, paths, groups, flat colours. Anything else refuses the whole drawing."""

import math
import re
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element as Node

from exports.pdf.svg_path import Matrix, Segment, identity, multiply, path_segments, transform_of

_MOST_BYTES = 262_144
_MOST_NODES = 2_000
_MOST_SEGMENTS = 20_000
_DEPTH = 32
_SKIPPED = {"title", "desc", "metadata", "defs", "namedview"}
_COLOURS = {
    "black": "#000000", "white": "#FFFFFF", "red": "#FF0000", "green": "#008000", "blue": "#0000FF",
    "gray": "#808080", "grey": "#808080", "silver": "#C0C0C0", "navy": "#000080", "orange": "#FFA500",
    "yellow": "#FFFF00", "currentcolor": "#000000",
}  # fmt: skip
_KAPPA = 0.5522847498


class NotPlain(ValueError):
    """The drawing holds something we don't draw."""


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is filled and stroked; None means not at all."""

    fill: str | None = "#000000"
    stroke: str | None = None
    width: float = 1.0
    even_odd: bool = False
    cap: int = 0
    join: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline in the coordinates of its own transform."""

    segments: tuple[Segment, ...]
    paint: Paint
    matrix: Matrix


@dataclass(slots=True)
class Drawing:
    """The whole picture: its view box and its shapes from back to front."""

    left: float
    top: float
    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list)
    left_over: int = _MOST_SEGMENTS


def read_svg(data: bytes) -> Drawing | None:
    """The drawing, or None where it is too large, broken, hostile or more than plain."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(data) > _MOST_BYTES:
        return None
    try:
        root: Node = fromstring(data, forbid_dtd=True)
        if _local(root) != "svg" or sum(1 for _node in root.iter()) > _MOST_NODES:
            return None
        drawing = Drawing(*_view(root))
        for child in root:
            _walk(child, _paint(root, Paint()), identity(), drawing, _DEPTH)
        return drawing if drawing.shapes else None
    except (DefusedXmlException, SyntaxError, ValueError, OverflowError, LookupError):
        return None


def draw_svg(canvas: Any, drawing: Drawing, x: float, y: float, scale: float) -> None:
    """Draw with the lower left corner at x, y; nothing shows outside the view box."""
    canvas.saveState()
    box = canvas.beginPath()
    box.rect(x, y, drawing.width * scale, drawing.height * scale)
    canvas.clipPath(box, stroke=0, fill=0)
    canvas.transform(
        scale, 0, 0, -scale, x - drawing.left * scale, y + (drawing.top + drawing.height) * scale
    )
    for shape in drawing.shapes:
        _draw_shape(canvas, shape)
    canvas.restoreState()


def _draw_shape(canvas: Any, shape: Shape) -> None:
    paint = shape.paint
    canvas.saveState()
    canvas.transform(*shape.matrix)
    if paint.fill:
        canvas.setFillColor(paint.fill)
    if paint.stroke:
        canvas.setStrokeColor(paint.stroke)
        canvas.setLineWidth(paint.width)
        canvas.setLineCap(paint.cap)
        canvas.setLineJoin(paint.join)
    path = canvas.beginPath()
    for name, points in shape.segments:
        if name == "M":
            path.moveTo(*points)
        elif name == "L":
            path.lineTo(*points)
        elif name == "C":
            path.curveTo(*points)
        else:
            path.close()
    mode = 0 if paint.even_odd else 1
    canvas.drawPath(path, stroke=int(bool(paint.stroke)), fill=int(bool(paint.fill)), fillMode=mode)
    canvas.restoreState()


def _local(node: Node) -> str:
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _number(text: str | None, otherwise: float = 0.0) -> float:
    if text is None:
        return otherwise
    found = re.fullmatch(r"\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*(?:px|pt)?\s*", text, re.IGNORECASE)
    value = float(found.group(1)) if found else math.nan
    if not math.isfinite(value) or abs(value) > 1e6:
        raise NotPlain(text)
    return value


def _view(root: Node) -> tuple[float, float, float, float]:
    if box := root.get("viewBox"):
        left, top, width, height = (_number(part) for part in re.split(r"[\s,]+", box.strip()))
    else:
        left, top, width, height = 0.0, 0.0, _number(root.get("width")), _number(root.get("height"))
    if width <= 0 or height <= 0 or max(width, height) > 40 * min(width, height):
        raise NotPlain("view box")
    return left, top, width, height


def _properties(node: Node) -> dict[str, str]:
    found = {name: value for name, value in node.attrib.items() if "}" not in name}
    for rule in found.pop("style", "").split(";"):
        name, colon, value = rule.partition(":")
        if colon:
            found[name.strip()] = value.strip()
    return found


def _colour(value: str, before: str | None) -> str | None:
    value = value.strip().lower()
    if value in ("none", "transparent"):
        return None
    if value == "inherit":
        return before
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return "#" + "".join(c * 2 for c in value[1:])
    if re.fullmatch(r"#[0-9a-f]{6}", value):
        return value
    if found := re.fullmatch(r"rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)", value):
        return "#" + "".join(f"{min(255, int(part)):02x}" for part in found.groups())
    if value in _COLOURS:
        return _COLOURS[value]
    raise NotPlain(value)


def _paint(node: Node, before: Paint) -> Paint:
    found = _properties(node)
    if {"filter", "mask", "clip-path"} & {name for name, value in found.items() if value != "none"}:
        raise NotPlain("effect")
    if any(_number(found.get(name), 1.0) < 1 for name in ("opacity", "fill-opacity", "stroke-opacity")):
        raise NotPlain("opacity")
    paint = before
    if "fill" in found:
        paint = replace(paint, fill=_colour(found["fill"], before.fill))
    if "stroke" in found:
        paint = replace(paint, stroke=_colour(found["stroke"], before.stroke))
    if "stroke-width" in found:
        paint = replace(paint, width=_number(found["stroke-width"]))
    rule = found.get("fill-rule", "evenodd" if before.even_odd else "nonzero")
    kinds = {"butt": 0, "miter": 0, "round": 1, "square": 2, "bevel": 2}
    return replace(
        paint,
        even_odd=rule == "evenodd",
        cap=kinds.get(found.get("stroke-linecap", ""), before.cap),
        join=kinds.get(found.get("stroke-linejoin", ""), before.join),
    )


def _walk(node: Node, before: Paint, matrix: Matrix, drawing: Drawing, depth: int) -> None:
    name = _local(node)
    if not name or name in _SKIPPED:
        return
    if depth == 0:
        raise NotPlain("depth")
    paint = _paint(node, before)
    inner = multiply(matrix, transform_of(node.get("transform", "")))
    if name == "g":
        for child in node:
            _walk(child, paint, inner, drawing, depth - 1)
        return
    if name not in _OUTLINES:
        raise NotPlain(name)
    segments = tuple(_OUTLINES[name](node))
    drawing.left_over -= len(segments)
    if drawing.left_over < 0:
        raise NotPlain("too much")
    if segments:
        drawing.shapes.append(Shape(segments, paint, inner))


def _path(node: Node) -> list[Segment]:
    return path_segments(node.get("d", ""), _MOST_SEGMENTS)


def _rect(node: Node) -> list[Segment]:
    x, y, w, h = (_number(node.get(name)) for name in ("x", "y", "width", "height"))
    rx = min(_number(node.get("rx"), _number(node.get("ry"))), w / 2)
    ry = min(_number(node.get("ry"), rx), h / 2)
    if rx <= 0 or ry <= 0:
        return [("M", (x, y)), ("L", (x + w, y)), ("L", (x + w, y + h)), ("L", (x, y + h)), ("Z", ())]
    kx, ky = rx * (1 - _KAPPA), ry * (1 - _KAPPA)
    return [
        ("M", (x + rx, y)), ("L", (x + w - rx, y)), ("C", (x + w - kx, y, x + w, y + ky, x + w, y + ry)),
        ("L", (x + w, y + h - ry)), ("C", (x + w, y + h - ky, x + w - kx, y + h, x + w - rx, y + h)),
        ("L", (x + rx, y + h)), ("C", (x + kx, y + h, x, y + h - ky, x, y + h - ry)),
        ("L", (x, y + ry)), ("C", (x, y + ky, x + kx, y, x + rx, y)), ("Z", ()),
    ]  # fmt: skip


def _ellipse(node: Node) -> list[Segment]:
    x, y = _number(node.get("cx")), _number(node.get("cy"))
    rx = _number(node.get("r"), _number(node.get("rx")))
    ry = _number(node.get("r"), _number(node.get("ry")))
    kx, ky = rx * _KAPPA, ry * _KAPPA
    return [
        ("M", (x + rx, y)), ("C", (x + rx, y + ky, x + kx, y + ry, x, y + ry)),
        ("C", (x - kx, y + ry, x - rx, y + ky, x - rx, y)), ("C", (x - rx, y - ky, x - kx, y - ry, x, y - ry)),
        ("C", (x + kx, y - ry, x + rx, y - ky, x + rx, y)), ("Z", ()),
    ]  # fmt: skip


def _line(node: Node) -> list[Segment]:
    x1, y1, x2, y2 = (_number(node.get(name)) for name in ("x1", "y1", "x2", "y2"))
    return [("M", (x1, y1)), ("L", (x2, y2))]


def _points(node: Node) -> list[Segment]:
    numbers = [_number(part) for part in re.split(r"[\s,]+", node.get("points", "").strip()) if part]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    close: list[Segment] = [("Z", ())] if _local(node) == "polygon" else []
    return [("L" if at else "M", pair) for at, pair in enumerate(pairs)] + close


_OUTLINES = {
    "path": _path, "rect": _rect, "circle": _ellipse, "ellipse": _ellipse, "line": _line,
    "polyline": _points, "polygon": _points,
}  # fmt: skip
