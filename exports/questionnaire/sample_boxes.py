"""How to answer, drawn: a crossed box, and one that was crossed by mistake."""

from typing import Any

from exports.pdf.placed import Placed
from exports.pdf.tags import artefact
from exports.questionnaire.options import BOX, GAP, OUTLINE, Kit


class SampleBoxes(Placed):
    """Two boxes that nobody answers on: they are not in the map of the form."""

    room = 2 * BOX + GAP

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """A line of boxes."""
        self.width, self.height = width, BOX + OUTLINE
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """One drawing."""
        return []

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """A cross first, a full box with the next one crossed after it."""
        places = [x, x + BOX + GAP]
        if self.kit.rtl:
            places.reverse()
        crossed, filled = places
        with artefact(canvas, "Rule"):
            for at in places:
                canvas._code.append(f"q 0 0 0 RG {OUTLINE} w {at:.2f} {y:.2f} {BOX:.2f} {BOX:.2f} re S Q")
            low, far = 2.5, BOX - 2.5
            canvas._code.append(
                f"q 0 0 0 RG 1.4 w {crossed + low:.2f} {y + low:.2f} m {crossed + far:.2f} {y + far:.2f} l "
                f"{crossed + low:.2f} {y + far:.2f} m {crossed + far:.2f} {y + low:.2f} l S Q"
            )
            canvas._code.append(f"q 0 0 0 rg {filled + 1:.2f} {y + 1:.2f} {BOX - 2:.2f} {BOX - 2:.2f} re f Q")
