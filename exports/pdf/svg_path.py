"""The path language and the transforms of SVG, as moves, lines and cubic curves."""

import math
import re

Segment = tuple[str, tuple[float, ...]]
Matrix = tuple[float, float, float, float, float, float]

_TOKEN = re.compile(
    r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([\s,]+)|(.)", re.DOTALL
)
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FURTHEST = 1e6


def identity() -> Matrix:
    """The transform that changes nothing."""
    return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """The transform that applies `inner` first."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f,
    )  # fmt: skip


def transform_of(text: str) -> Matrix:
    """A transform attribute as one matrix; ValueError where it is not one of the plain ones."""
    found = identity()
    for name, inside in re.findall(r"(\w+)\s*\(([^)]*)\)", text):
        values = [float(part) for part in re.split(r"[\s,]+", inside.strip()) if part]
        if any(not math.isfinite(v) or abs(v) > _FURTHEST for v in values):
            raise ValueError(text)
        found = multiply(found, _single(name, values))
    return found


def _single(name: str, v: list[float]) -> Matrix:
    if name == "translate":
        return (1.0, 0.0, 0.0, 1.0, v[0], v[1] if len(v) > 1 else 0.0)
    if name == "scale":
        return (v[0], 0.0, 0.0, v[1] if len(v) > 1 else v[0], 0.0, 0.0)
    if name == "matrix" and len(v) == 6:
        return (v[0], v[1], v[2], v[3], v[4], v[5])
    if name == "rotate":
        turn = math.radians(v[0])
        spin = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0.0, 0.0)
        if len(v) < 3:
            return spin
        there, back = (1.0, 0.0, 0.0, 1.0, v[1], v[2]), (1.0, 0.0, 0.0, 1.0, -v[1], -v[2])
        return multiply(multiply(there, spin), back)
    raise ValueError(name)


def path_segments(text: str, most: int) -> list[Segment]:
    """A path's `d` as absolute moves, lines, cubics and closings; ValueError where it is broken."""
    pen = _Pen()
    for command, values in _commands(text):
        pen.draw(command, values)
        if len(pen.segments) > most:
            raise ValueError("too much")
    return pen.segments


def _commands(text: str) -> list[tuple[str, list[float]]]:
    found: list[tuple[str, list[float]]] = []
    for command, inside in _grouped(text):
        size = _COUNT[command.upper()]
        if size == 0:
            found.append((command, []))
            continue
        if not inside or len(inside) % size:
            raise ValueError(text[:40])
        for at in range(0, len(inside), size):
            again = {"M": "L", "m": "l"}.get(command, command) if at else command
            found.append((again, inside[at : at + size]))
    return found


def _grouped(text: str) -> list[tuple[str, list[float]]]:
    groups: list[tuple[str, list[float]]] = []
    for command, number, _space, strange in _TOKEN.findall(_spread_flags(text)):
        if strange or (number and not groups):
            raise ValueError(text[:40])
        if command:
            groups.append((command, []))
        elif number:
            value = float(number)
            if not abs(value) < _FURTHEST:
                raise ValueError(number)
            groups[-1][1].append(value)
    return groups


def _spread_flags(text: str) -> str:
    """Arcs may write their two flags without space between ("0 01.5 2"): put the space in."""
    number = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
    flags = re.compile(
        rf"((?:{number})[\s,]+(?:{number})[\s,]+(?:{number})[\s,]+)([01])[\s,]*([01])[\s,]*(?=[-+.\d])"
    )
    parts = re.split(r"([Aa][^A-DF-Za-df-z]*)", text)
    return "".join(flags.sub(r"\1\2 \3 ", p) if p[:1] in ("A", "a") else p for p in parts)


class _Pen:
    """Follows the commands and keeps where it is, where the shape began and the last control point."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.control: tuple[str, float, float] = ("", 0.0, 0.0)

    def draw(self, command: str, v: list[float]) -> None:
        """One command with its numbers."""
        name = command.upper()
        if command.islower() and name not in ("A", "H", "V"):
            v = [value + (self.y if at % 2 else self.x) for at, value in enumerate(v)]
        if name == "H":
            v, name = [v[0] + (self.x if command == "h" else 0.0), self.y], "L"
        elif name == "V":
            v, name = [self.x, v[0] + (self.y if command == "v" else 0.0)], "L"
        elif command == "a":
            v = [*v[:5], v[5] + self.x, v[6] + self.y]
        getattr(self, f"_{name.lower()}")(v)

    def _m(self, v: list[float]) -> None:
        self._add("M", v)
        self.start_x, self.start_y = self.x, self.y

    def _l(self, v: list[float]) -> None:
        self._add("L", v)

    def _z(self, _v: list[float]) -> None:
        self.segments.append(("Z", ()))
        self.x, self.y = self.start_x, self.start_y
        self.control = ("", 0.0, 0.0)

    def _c(self, v: list[float]) -> None:
        self._add("C", v)
        self.control = ("C", v[2], v[3])

    def _s(self, v: list[float]) -> None:
        self._c([*self._reflected("C"), *v])

    def _q(self, v: list[float]) -> None:
        x, y, cx, cy = self.x, self.y, v[0], v[1]
        cubic = [
            x + 2 / 3 * (cx - x),
            y + 2 / 3 * (cy - y),
            v[2] + 2 / 3 * (cx - v[2]),
            v[3] + 2 / 3 * (cy - v[3]),
        ]
        self._add("C", [*cubic, v[2], v[3]])
        self.control = ("Q", cx, cy)

    def _t(self, v: list[float]) -> None:
        self._q([*self._reflected("Q"), *v])

    def _a(self, v: list[float]) -> None:
        for curve in _arc((self.x, self.y), v):
            self._add("C", curve)

    def _reflected(self, name: str) -> tuple[float, float]:
        kind, x, y = self.control
        return (2 * self.x - x, 2 * self.y - y) if kind == name else (self.x, self.y)

    def _add(self, name: str, v: list[float]) -> None:
        self.segments.append((name, tuple(v)))
        self.x, self.y = v[-2], v[-1]
        self.control = ("", 0.0, 0.0)


def _arc(start: tuple[float, float], v: list[float]) -> list[list[float]]:
    """An elliptical arc as cubics, by the SVG specification's conversion to a centre."""
    rx, ry, turn = abs(v[0]), abs(v[1]), math.radians(v[2])
    (x1, y1), (x2, y2) = start, (v[5], v[6])
    if rx == 0 or ry == 0 or (x1, y1) == (x2, y2):
        return [[x1, y1, x2, y2, x2, y2]]
    cos, sin = math.cos(turn), math.sin(turn)
    px, py = cos * (x1 - x2) / 2 + sin * (y1 - y2) / 2, -sin * (x1 - x2) / 2 + cos * (y1 - y2) / 2
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    over = (rx * py) ** 2 + (ry * px) ** 2
    root = math.sqrt(max(0.0, (rx * ry) ** 2 - over) / over) * (1 if bool(v[3]) != bool(v[4]) else -1)
    cx, cy = root * rx * py / ry, -root * ry * px / rx
    mid_x, mid_y = cos * cx - sin * cy + (x1 + x2) / 2, sin * cx + cos * cy + (y1 + y2) / 2
    first = math.atan2((py - cy) / ry, (px - cx) / rx)
    sweep = (math.atan2((-py - cy) / ry, (-px - cx) / rx) - first) % (2 * math.pi)
    sweep -= 0 if v[4] else 2 * math.pi
    count = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / count
    reach = 4 / 3 * math.tan(step / 4)
    found = []
    for at in range(count):
        a, b = first + at * step, first + (at + 1) * step
        points = (
            (math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a)),
            (math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b)),
            (math.cos(b), math.sin(b)),
        )
        placed = [(rx * x, ry * y) for x, y in points]
        found.append([c for x, y in placed for c in (cos * x - sin * y + mid_x, sin * x + cos * y + mid_y)])
    return found
