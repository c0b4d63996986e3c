"""All cards of a map seen from far out, as plain rectangles in one go: by the thousand, single cards are slow."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cxdesk.journeys.shapes import Bead, Box, CardShape, MapDrawing
from ui.widgets.canvas.ink import Ink
from ui.widgets.canvas.items import SLOT, paint_edge, rect_of

# Below this a round corner is smaller than a pixel.
FAR_FROM = 0.15


class FarItem(QGraphicsItem):
    """The grounds and the beads of the cards; `looks` says which cards are chosen, found or in the air."""

    def __init__(self, ink: Ink, looks: Callable[[], Mapping[int, str]]) -> None:
        super().__init__()
        self._ink, self._looks = ink, looks
        self._drawing: MapDrawing | None = None
        self._rects: dict[tuple[int, str], list[QRectF]] | None = None
        self._rect = QRectF()
        self.setZValue(1)
        self.hide()

    def show_drawing(self, drawing: MapDrawing) -> None:
        """Show the cards of a drawing; they are only gone through when somebody looks from far out."""
        if self._drawing is not None and self._drawing.cards is drawing.cards:
            return
        self.prepareGeometryChange()
        self._drawing, self._rects = drawing, None
        self._rect = QRectF(0, 0, drawing.width, drawing.height)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._drawing is None:
            return
        if self._rects is None:
            self._rects = far_rects(self._drawing)
        painter.setPen(Qt.PenStyle.NoPen)
        for (_depth, colour), rects in self._rects.items():
            painter.setBrush(self._ink.colour(colour))
            painter.drawRects(rects)
        looks = self._looks()
        for card in self._drawing.cards if looks else ():
            if card.card_id in looks:
                self._look(painter, card, looks[card.card_id])

    def _look(self, painter: QPainter, card: CardShape, look: str) -> None:
        if look == SLOT:
            painter.fillRect(rect_of(card), self._ink.colour("bg"))
        paint_edge(painter, self._ink, rect_of(card), look)


def far_rects(drawing: MapDrawing) -> dict[tuple[int, str], list[QRectF]]:
    """The rectangles of all cards by how deep they lie and their colour, grounds first."""
    found: dict[tuple[int, str], list[QRectF]] = {}
    for card in drawing.cards:
        x, y = card.x, card.y
        for place, shape in enumerate(card.own.keep):
            depth = min(place, 1)
            if isinstance(shape, Bead):
                r = shape.radius
                rect = QRectF(x + shape.x - r, y + shape.y - r, 2 * r, 2 * r)
                found.setdefault((depth, shape.colour), []).append(rect)
            elif isinstance(shape, Box) and shape.fill:
                rect = QRectF(x + shape.x, y + shape.y, shape.w, shape.h)
                found.setdefault((depth, shape.stroke or shape.fill), []).append(rect)
    return dict(sorted(found.items()))
