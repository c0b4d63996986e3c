"""The sender's colours on paper: readable on white, and the tints drawn from them."""

import re

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
DEFAULT_ACCENT = "#2B5A48"
LEAST_CONTRAST = 4.5


def contrast_on_white(colour: str) -> float:
    """The WCAG contrast of a colour on white paper."""
    return 1.05 / (_luminance(_parts(colour)) + 0.05)


def readable(colour: str) -> str:
    """The brand's colour, darkened until text in it reads well on white; no colour gives the usual one."""
    if not _HEX.fullmatch(colour):
        return DEFAULT_ACCENT
    red, green, blue = _parts(colour)
    while contrast_on_white(_hex(red, green, blue)) < LEAST_CONTRAST:
        red, green, blue = red * 0.96, green * 0.96, blue * 0.96
    return _hex(red, green, blue)


def tint(colour: str, share: float) -> str:
    """The colour mixed with white; 1 is the colour itself."""
    red, green, blue = (255 - (255 - part) * share for part in _parts(colour))
    return _hex(red, green, blue)


def _parts(colour: str) -> tuple[float, float, float]:
    return float(int(colour[1:3], 16)), float(int(colour[3:5], 16)), float(int(colour[5:7], 16))


def _hex(red: float, green: float, blue: float) -> str:
    return f"#{int(red):02X}{int(green):02X}{int(blue):02X}"


def _luminance(parts: tuple[float, float, float]) -> float:
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (v / 255 for v in parts)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
