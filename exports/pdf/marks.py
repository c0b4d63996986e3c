"""Vowel marks that sit above or below their line, drawn as outlines.

A text rise would put them right too, but readers take a raised glyph for a line of its own and tear
the word; so a blank glyph on the line carries the text and the ink comes from here.
"""

from functools import lru_cache

from exports.pdf.faces import Face


@lru_cache(maxsize=256)
def _outline(face: Face, gid: int) -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    pen = _Pen()
    face.hb_font.draw_glyph_with_pen(gid, pen)
    return tuple(pen.steps)


def mark_path(face: Face, gid: int, x: float, y: float, points: float) -> str:
    """The operators that fill one glyph's outline with its origin at x, y."""
    scale = face.scale * points / 1000
    out = []
    for operator, places in _outline(face, gid):
        placed = (f"{x + px * scale:.3f} {y + py * scale:.3f}" for px, py in places)
        out.append(" ".join([*placed, operator]))
    return " ".join([*out, "f"]) if out else ""


class _Pen:
    """Takes outlines in the way fontTools pens do; quadratic curves become cubic."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, tuple[tuple[float, float], ...]]] = []
        self.at = (0.0, 0.0)

    def moveTo(self, place: tuple[float, float]) -> None:  # noqa: N802
        self._step("m", place)

    def lineTo(self, place: tuple[float, float]) -> None:  # noqa: N802
        self._step("l", place)

    def curveTo(self, *places: tuple[float, float]) -> None:  # noqa: N802
        self._step("c", *places)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        self._step("c", _third(self.at, control), _third(end, control), end)

    def closePath(self) -> None:  # noqa: N802
        self.steps.append(("h", ()))

    def _step(self, operator: str, *places: tuple[float, float]) -> None:
        self.steps.append((operator, places))
        self.at = places[-1]


def _third(end: tuple[float, float], control: tuple[float, float]) -> tuple[float, float]:
    return end[0] + (control[0] - end[0]) * 2 / 3, end[1] + (control[1] - end[1]) * 2 / 3
