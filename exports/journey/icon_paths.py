"""The strokes of a Lucide icon as lines and cubic curves, for paper that knows no SVG."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from cxdesk.paths import resource

# ("m", x, y), ("l", x, y), ("c", x1, y1, x2, y2, x, y) or ("z",), in a square of 24.
Stroke = tuple[str | float, ...]
SIDE = 24.0
_TAG = re.compile(r"<(path|circle|ellipse|rect|line|polyline|polygon)\s([^>]*?)/?>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_TOKEN = re.compile(r"[MmLlHhVvCcSsQqTtAaZz]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_COUNTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7}


def inner_svg(name: str) -> str:
    """What lies inside the icon's own svg element."""
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return " ".join(match.group().strip() for match in _TAG.finditer(text))


@lru_cache(maxsize=64)
def strokes(name: str) -> tuple[Stroke, ...]:
    """All strokes of an icon."""
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    found: list[Stroke] = []
    for tag, attributes in _TAG.findall(text):
        values = dict(_ATTRIBUTE.findall(attributes))
        found += _path(values["d"]) if tag == "path" else _path(_as_path(tag, values))
    return tuple(found)


def _as_path(tag: str, values: dict[str, str]) -> str:
    def number(key: str) -> float:
        return float(values.get(key, 0))

    if tag in ("circle", "ellipse"):
        x, y = number("cx"), number("cy")
        rx, ry = (number("r"),) * 2 if tag == "circle" else (number("rx"), number("ry"))
        return f"M{x - rx} {y}a{rx} {ry} 0 1 0 {2 * rx} 0a{rx} {ry} 0 1 0 {-2 * rx} 0z"
    if tag == "rect":
        x, y, w, h, r = (number(k) for k in ("x", "y", "width", "height", "rx"))
        return (
            f"M{x + r} {y}h{w - 2 * r}a{r} {r} 0 0 1 {r} {r}v{h - 2 * r}a{r} {r} 0 0 1 {-r} {r}"
            f"h{2 * r - w}a{r} {r} 0 0 1 {-r} {-r}v{2 * r - h}a{r} {r} 0 0 1 {r} {-r}z"
        )
    if tag == "line":
        return f"M{values['x1']} {values['y1']}L{values['x2']} {values['y2']}"
    return f"M{values['points']}" + ("z" if tag == "polygon" else "")


def _path(d: str) -> list[Stroke]:
    found: list[Stroke] = []
    x = y = start_x = start_y = 0.0
    held: tuple[float, float] | None = None
    for letter, args in _commands(d):
        kind, base_x, base_y = letter.lower(), *((x, y) if letter.islower() else (0.0, 0.0))
        if kind == "z":
            found.append(("z",))
            x, y = start_x, start_y
        elif kind in "mlhv":
            x = base_x + args[0] if kind != "v" else x
            y = base_y + args[-1] if kind != "h" else y
            found.append(("m" if kind == "m" else "l", x, y))
            if kind == "m":
                start_x, start_y = x, y
        elif kind in "cs":
            points = [(base_x + args[i], base_y + args[i + 1]) for i in range(0, len(args), 2)]
            if kind == "s":
                points.insert(0, (2 * x - held[0], 2 * y - held[1]) if held else (x, y))
            found.append(("c", *points[0], *points[1], *points[2]))
            (x, y) = points[2]
            held = points[1]
        else:
            end = (base_x + args[5], base_y + args[6])
            found += _arc((x, y), end, args[0], args[1], args[2], args[3] > 0, args[4] > 0)
            x, y = end
        held = held if kind in "cs" else None
    return found


def _commands(d: str) -> Iterator[tuple[str, list[float]]]:
    letter = ""
    args: list[float] = []
    for token in _split_flags(d):
        if token.isalpha():
            letter, args = token, []
            if token in "Zz":
                yield token, []
            continue
        args.append(float(token))
        if len(args) == _COUNTS[letter.lower()]:
            yield letter, args
            # More pairs after a move are lines.
            letter, args = {"m": "l", "M": "L"}.get(letter, letter), []


def _split_flags(d: str) -> list[str]:
    """The tokens of a path; an arc's two flags may stand without a space before the next number."""
    tokens: list[str] = []
    place, since = 0, 0
    letter = ""
    while match := _TOKEN.search(d, place):
        token = match.group()
        if token.isalpha():
            letter, since = token, 0
        elif letter in "Aa" and since % 7 in (3, 4):
            token, since = token[0], since + 1
            tokens.append(token)
            place = match.start() + 1
            continue
        else:
            since += 1
        tokens.append(token)
        place = match.end()
    return tokens


def _arc(
    start: tuple[float, float],
    end: tuple[float, float],
    rx: float,
    ry: float,
    turn: float,
    large: bool,
    sweep: bool,
) -> list[Stroke]:
    """An elliptical arc as cubic curves, after the note on arcs in the SVG specification."""
    if start == end or rx == 0 or ry == 0:
        return [("l", *end)]
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x1, y1 = cos * half_x + sin * half_y, cos * half_y - sin * half_x
    grow = math.sqrt(max(1.0, (x1 / rx) ** 2 + (y1 / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    under = (rx * ry) ** 2 - (rx * y1) ** 2 - (ry * x1) ** 2
    factor = math.sqrt(max(0.0, under) / ((rx * y1) ** 2 + (ry * x1) ** 2)) * (-1 if large == sweep else 1)
    cx1, cy1 = factor * rx * y1 / ry, -factor * ry * x1 / rx
    cx = cos * cx1 - sin * cy1 + (start[0] + end[0]) / 2
    cy = sin * cx1 + cos * cy1 + (start[1] + end[1]) / 2
    first = math.atan2((y1 - cy1) / ry, (x1 - cx1) / rx)
    span = math.atan2((-y1 - cy1) / ry, (-x1 - cx1) / rx) - first
    if sweep and span < 0:
        span += 2 * math.pi
    elif not sweep and span > 0:
        span -= 2 * math.pi
    count = max(1, math.ceil(abs(span) / (math.pi / 2)))
    step = span / count
    reach = 4 / 3 * math.tan(step / 4)

    def place(x: float, y: float) -> tuple[float, float]:
        return cx + cos * rx * x - sin * ry * y, cy + sin * rx * x + cos * ry * y

    curves: list[Stroke] = []
    for i in range(count):
        a, b = first + i * step, first + (i + 1) * step
        one = place(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a))
        two = place(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b))
        curves.append(("c", *one, *two, *place(math.cos(b), math.sin(b))))
    return curves
