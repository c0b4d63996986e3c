"""What is drawn at a place of the page as it is: no part of a document needs a coordinate system of its own.

ReportLab keeps and restores the whole state of the canvas around each part, which costs as much as the part.
"""

from functools import lru_cache
from typing import Any

from reportlab.lib.colors import toColor
from reportlab.lib.rl_accel import fp_str
from reportlab.platypus.flowables import Flowable


class Placed(Flowable):  # type: ignore[misc]
    """A part that draws itself with its lower left corner at a place; it leaves no colour or line behind."""

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw."""
        raise NotImplementedError

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0.0) -> None:  # noqa: N802, N803
        """Draw where ReportLab wants it."""
        self.draw_at(canvas, x, y)


def draw_rule(canvas: Any, colour: str, thick: float, x: float, y: float, width: float) -> None:
    """A horizontal line; y is its middle."""
    canvas._code.append(f"q {_parts(colour)} RG {thick:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S Q")


def fill_box(canvas: Any, colour: str, x: float, y: float, width: float, height: float) -> None:
    """A filled rectangle without an edge."""
    canvas._code.append(f"q {_parts(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q")


@lru_cache(maxsize=64)
def _parts(colour: str) -> str:
    return str(fp_str(*toColor(colour).rgb()))
