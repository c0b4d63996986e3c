"""A picture from outside as a block on paper: its pixels alone, within a box, with words for who can't see it."""

from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from exports.pdf.tags import Element, content, element
from exports.photos import photo_on_white


class Photo(Flowable):  # type: ignore[misc]
    """The picture as large as the box allows; nothing where it can't be drawn safely and whole."""

    def __init__(self, data: bytes, wide: float, tall: float, alt: str) -> None:
        super().__init__()
        self._picture = photo_on_white(data) if data else None
        self._box, self._figure = (wide, tall), Element("Figure", alt=alt)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture."""
        return self._picture is not None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size the picture has in its box."""
        if self._picture is None:
            self.width = self.height = 0.0
            return 0.0, 0.0
        scale = min(self._box[0] / self._picture.width, self._box[1] / self._picture.height)
        self.width, self.height = self._picture.width * scale, self._picture.height * scale
        return self.width, self.height

    def draw(self) -> None:
        """Draw the picture at the canvas's origin."""
        if self._picture is None:
            return
        canvas: Any = self.canv
        with element(canvas, self._figure, self.width, self.height), content(canvas):
            canvas.drawImage(ImageReader(self._picture), 0, 0, self.width, self.height)
