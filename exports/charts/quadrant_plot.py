"""Where the accounts of a quadrant chart lie on the sheet: for the builder, and for whoever points at them."""

from dataclasses import dataclass
from math import ceil, floor, log10, sqrt

from cxdesk import i18n
from exports.charts.data import Bubble, Quadrant
from exports.charts.lettering import widest, wrapped
from exports.charts.look import INSET, Look
from exports.charts.scales import ticks

HEIGHT = 300.0
RADIUS_MOST, RADIUS_LEAST = 26.0, 5.0
# From so many accounts on they are drawn smaller, so that they still stand apart.
MANY, VERY_MANY = 60, 1500
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Places:
    """The chart in the window's px from the left and the top: bubbles as (x, y, radius) in the data's order."""

    bubbles: tuple[tuple[float, float, float], ...]
    cut: tuple[float, float]
    frame: tuple[float, float, float, float]
    plot: "Plot"
    mirrored: bool

    def x_value(self, px: float) -> float:
        """What a place across means on the lower scale."""
        return self.plot.x_value(self.plot.look.room + INSET - px if self.mirrored else px - INSET)

    def y_value(self, px: float) -> float:
        """What a place from the top means on the other scale."""
        return self.plot.y_value(px)


class Plot:
    """Where the two scales lie on the sheet; x counts from the side where reading begins."""

    def __init__(self, data: Quadrant, look: Look) -> None:
        self.look, self.data = look, data
        line = look.line(look.caption)
        self.notes = wrapped(note(data, look.language), look, look.caption, look.room - 4, 4)
        self.height = look.height or HEIGHT + len(self.notes) * line
        self.top, self.bottom = 4.0, self.height - line * (2 + len(self.notes)) - 10
        share = (min(len(data.bubbles), VERY_MANY) - MANY) / (VERY_MANY - MANY)
        self.most = RADIUS_MOST - sqrt(max(0.0, share)) * 16
        self.least = RADIUS_LEAST - sqrt(max(0.0, share)) * 2.8
        self.largest = max((b.size for b in data.bubbles), default=1.0) or 1.0
        self.floor = min((b.y for b in data.bubbles if b.y > 0), default=1.0) / 1.5
        y = [self._up(v) for v in (*(b.y for b in data.bubbles), data.y_cut)]
        self.y_ends = self._ends(y, self.bottom - self.top, round_=not data.y_log)
        self.y_ticks = self._y_ticks()
        self.start = line + 14 + widest([self.y_text(v) for v in self.y_ticks], look, look.caption)
        self.end = look.room - 2
        x = [*(b.x for b in data.bubbles), data.x_cut]
        self.x_ends = self._ends(x, self.end - self.start)

    def x(self, value: float) -> float:
        """Place on the scale below."""
        low, high = self.x_ends
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def y(self, value: float) -> float:
        """Place on the scale at the start side."""
        low, high = self.y_ends
        return self.bottom - (self._up(value) - low) / (high - low) * (self.bottom - self.top)

    def x_value(self, px: float) -> float:
        """The value at a place on the scale below, within its ends."""
        low, high = self.x_ends
        value = low + (px - self.start) / (self.end - self.start) * (high - low)
        ends = self.data.x_range or self.x_ends
        return min(max(value, ends[0]), ends[1])

    def y_value(self, px: float) -> float:
        """The value at a place on the scale at the start side, within its ends."""
        low, high = self.y_ends
        inside = min(max(px, self.top), self.bottom)
        up: float = low + (self.bottom - inside) / (self.bottom - self.top) * (high - low)
        return float(10.0**up) if self.data.y_log else up

    def radius(self, bubble: Bubble) -> float:
        """Area is in proportion; the smallest can still be seen."""
        return max(self.least, self.most * sqrt(max(bubble.size, 0.0) / self.largest))

    def x_ticks(self) -> list[float]:
        """Round numbers along the scale below, none beyond its ends."""
        low, high = self.x_ends
        ends = self.data.x_range or (low, high)
        return [t for t in ticks(low, high, most=8) if ends[0] <= t <= ends[1] and low <= t <= high]

    def y_text(self, value: float) -> str:
        """A number of the scale at the start side."""
        return i18n.number(value, decimals(value), self.look.language)

    def _up(self, value: float) -> float:
        return log10(max(value, self.floor)) if self.data.y_log else value

    def _ends(self, values: list[float], room: float, round_: bool = True) -> tuple[float, float]:
        """Ends of a scale that keep the largest bubble inside the frame, on round numbers."""
        low, high = min(values), max(values)
        around = (high - low or abs(high) or 1.0) * (self.most + 4) / max(room - 2 * self.most - 8, 40.0)
        if not round_:
            return low - around, high + around
        step = 10.0 ** (floor(log10(high - low + 2 * around)) - 1)
        return floor((low - around) / step) * step, ceil((high + around) / step) * step

    def _y_ticks(self) -> list[float]:
        low, high = self.y_ends
        if not self.data.y_log:
            return [t for t in ticks(low, high, most=6) if low <= t <= high]
        steps = [s * 10.0**p for p in range(floor(low), ceil(high) + 1) for s in _STEPS]
        inside = [v for v in steps if low <= log10(v) <= high]
        return inside if len(inside) <= 6 else inside[::2] if len(inside) <= 12 else inside[::3]


def places(data: Quadrant, look: Look) -> Places:
    """Where everything lies that a hand or a key can reach."""
    plot = Plot(data, look)

    def across(x: float) -> float:
        return INSET + (look.room - x if look.rtl else x)

    left, right = sorted((across(plot.start), across(plot.end)))
    return Places(
        tuple((across(plot.x(b.x)), plot.y(b.y), plot.radius(b)) for b in data.bubbles),
        (across(plot.x(data.x_cut)), plot.y(data.y_cut)),
        (left, plot.top, right - left, plot.bottom - plot.top),
        plot,
        look.rtl,
    )


def note(data: Quadrant, lang: str) -> str:
    """What the picture's signs mean; only those that are in it."""
    words = i18n.words(lang)
    parts = []
    if data.size_label:
        parts.append(words.gettext("Area = {what}.").format(what=data.size_label))
    if any(b.quiet for b in data.bubbles):
        parts.append(words.gettext("Hollow = fewer than half of those invited answered."))
    if any(b.movable for b in data.bubbles):
        parts.append(words.gettext("Hollow and dashed = one answer could move it."))
    if any(b.promising for b in data.bubbles):
        parts.append(words.gettext("Double ring = could buy enough for the quadrant above."))
    if data.since and any(b.was for b in data.bubbles):
        parts.append(words.gettext("Arrow = moved here since {round}.").format(round=data.since))
    return " ".join(parts)


def decimals(value: float) -> int:
    """Decimals that a number of a scale is printed with."""
    return 0 if value == round(value) else 1
