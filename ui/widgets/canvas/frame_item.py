"""The frame of a map on the canvas: stages, steps, labels, rules and curves, all that lies below the cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cxdesk.journeys.shapes import Line, MapDrawing, Piece, Text
from ui.widgets.canvas.ink import Ink
from ui.widgets.canvas.items import GLYPH_FROM, TEXT_FROM, bounds

# Far out the names of stages are drawn so large on the screen, or as large as fits; below LEAST_NAME not at all.
FAR_NAME, LEAST_NAME = 13.0, 6.0
# The width of the rule below a stage's name.
RULE = 2


@dataclass(frozen=True, slots=True)
class FarName:
    """The name of a stage with the room it may take when the map is seen from far out."""

    words: str
    face: str
    colour: str
    room: QRectF
    right: bool


class FrameItem(QGraphicsItem):
    """Stages, steps, labels, rules and the curve: all that lies below the cards."""

    def __init__(self, piece: Piece, size: QRectF, ink: Ink, stages: Sequence[FarName] = ()) -> None:
        super().__init__()
        self._ink = ink
        self._rect = size
        self._parts = tuple(
            tuple((bounds(shape), shape) for shape in part) for part in (piece.keep, piece.glyph, piece.text)
        )
        self._stages = stages
        # Seen from far out, larger names take the place of the stages' own, and of the rules below them.
        self._far_keep = tuple(
            (rect, shape)
            for rect, shape in self._parts[0]
            if not isinstance(shape, Text) and not (isinstance(shape, Line) and shape.width == RULE)
        )
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        seen = option.exposedRect.adjusted(-2, -2, 2, 2)
        keep, glyph, text = self._parts
        scale = painter.worldTransform().m11()
        if scale < TEXT_FROM and self._stages:
            keep = self._far_keep
            self._far_stages(painter, scale)
        for part in (
            keep,
            *([glyph] if scale >= GLYPH_FROM else []),
            *([text] if scale >= TEXT_FROM else []),
        ):
            for rect, shape in part:
                if rect.intersects(seen):
                    self._ink.draw(painter, shape)

    def _far_stages(self, painter: QPainter, scale: float) -> None:
        """The names of the stages as large as their room allows, where the steps' names are too small to read."""
        for name in self._stages:
            words, room = name.words, name.room
            size = min(FAR_NAME / scale, room.height() * 0.62)
            if size * scale < LEAST_NAME:
                continue
            font = QFont(self._ink.font(name.face, 18))
            font.setPixelSize(max(1, round(size)))
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.setFont(font)
            painter.setPen(self._ink.colour(name.colour))
            side = Qt.AlignmentFlag.AlignRight if name.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(
                room, side | Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignAbsolute, shown
            )


def far_names(drawing: MapDrawing) -> list[FarName]:
    """The stages of a map by the words that stand over their columns."""
    below = max((head.y + head.h + 4 for head in drawing.heads if head.kind == "step"), default=0.0)
    titles = [shape for shape in drawing.frame.keep if isinstance(shape, Text)]
    found: list[FarName] = []
    for head in drawing.heads:
        if head.kind != "stage":
            continue
        here = [t for t in titles if head.x - 1 <= t.left and t.left + t.width <= head.x + head.w + 1]
        if here:
            room = QRectF(head.x, 0, head.w, max(head.h, below))
            words = " ".join(text.words for text in here)
            found.append(FarName(words, here[0].face, here[0].colour, room, drawing.rtl))
    return found
