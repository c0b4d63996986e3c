"""What lies on the canvas: the frame of the map, one item per card, and the mark of where the keyboard is."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cxdesk.journeys.shapes import (
    Bead,
    Box,
    CardShape,
    Cell,
    Curve,
    Head,
    Icon,
    Line,
    Picture,
    Piece,
    Shape,
    Text,
)
from ui.widgets.canvas.ink import Ink

# Below these sizes text, then glyphs, are only noise.
TEXT_FROM = 0.45
GLYPH_FROM = 0.25
# Below this a round corner is smaller than a pixel.
ROUND_FROM = 0.15

PLAIN, SELECTED, FOUND, SLOT = "plain", "selected", "found", "slot"


class CardItem(QGraphicsItem):
    """One card, painted from its finished shapes."""

    def __init__(self, card: CardShape, ink: Ink) -> None:
        super().__init__()
        self.card = card
        self._ink = ink
        self._look = PLAIN
        self._rect = _room_of(card)
        self.setZValue(1)

    def show_card(self, card: CardShape) -> None:
        """Show the card as it is now, elsewhere or with other words."""
        if card is self.card or card == self.card:
            return
        self.prepareGeometryChange()
        self.card, self._rect = card, _room_of(card)
        self.update()

    def set_look(self, look: str) -> None:
        """PLAIN, SELECTED, FOUND by a search, or the SLOT a dragged card would fill."""
        if look != self._look:
            self._look = look
            self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        scale = painter.worldTransform().m11()
        if self._look == SLOT:
            self._edge(painter, "accent", Qt.PenStyle.DashLine)
            return
        if scale < ROUND_FROM:
            paint_far(painter, self._ink, self.card.piece)
        else:
            paint_piece(painter, self._ink, self.card.piece, scale)
        if self._look == SELECTED:
            self._edge(painter, "accent")
        elif self._look == FOUND:
            self._edge(painter, "warn")

    def _edge(self, painter: QPainter, colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        pen = QPen(self._ink.colour(colour), 2, style)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect_of(self.card), 8, 8)


class GhostItem(QGraphicsItem):
    """What is dragged, as it hangs on the pointer: cards, or the name of a stage, step or lane."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._cards: tuple[CardShape, ...] = ()
        self._rect = QRectF()
        self.setZValue(5)
        self.setOpacity(0.85)
        self.hide()

    def take(self, cards: tuple[CardShape, ...], rect: QRectF) -> None:
        """Carry these cards; with none the rectangle of a name alone."""
        self.prepareGeometryChange()
        self._cards, self._rect = cards, rect.adjusted(-2, -2, 2, 2)
        self.setPos(0, 0)
        self.show()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        scale = painter.worldTransform().m11()
        for card in self._cards:
            paint_piece(painter, self._ink, card.piece, scale)
        if not self._cards:
            painter.setBrush(self._ink.colour("accent_soft"))
            painter.setPen(QPen(self._ink.colour("accent"), 1.5))
            painter.drawRoundedRect(self._rect.adjusted(2, 2, -2, -2), 6, 6)


class BandItem(QGraphicsItem):
    """The rectangle drawn over the map to choose all the cards it touches."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._rect = QRectF()
        self.setZValue(6)
        self.hide()

    def put(self, rect: QRectF) -> None:
        """Stretch it."""
        self.prepareGeometryChange()
        self._rect = rect
        self.show()

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        ground = QColor(self._ink.colour("accent"))
        ground.setAlphaF(0.10)
        pen = QPen(self._ink.colour("accent"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRect(self._rect)


class FrameItem(QGraphicsItem):
    """Stages, steps, labels, rules and the curve: all that lies below the cards."""

    def __init__(self, piece: Piece, size: QRectF, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._rect = size
        self._parts = tuple(
            tuple((bounds(shape), shape) for shape in part) for part in (piece.keep, piece.glyph, piece.text)
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
        for part in (
            keep,
            *([glyph] if scale >= GLYPH_FROM else []),
            *([text] if scale >= TEXT_FROM else []),
        ):
            for rect, shape in part:
                if rect.intersects(seen):
                    self._ink.draw(painter, shape)


class FocusItem(QGraphicsItem):
    """A ring around the cell or card where the keyboard is; a free cell shows a plus."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._rect = QRectF()
        self._free = False
        self.setZValue(2)
        self.hide()

    def put(self, rect: QRectF, free: bool) -> None:
        """Move the ring."""
        self.prepareGeometryChange()
        self._rect, self._free = rect, free
        self.show()

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-6, -6, 6, 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(self._ink.colour("focus"), 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawRoundedRect(self._rect.adjusted(-3, -3, 3, 3), 10, 10)
        if self._free:
            middle = self._rect.center()
            self._ink.draw(painter, Icon("plus", middle.x() - 8, middle.y() - 8, 16, "text3"))


def paint_piece(painter: QPainter, ink: Ink, piece: Piece, scale: float) -> None:
    """The shapes of a piece that are worth painting at a scale."""
    for shape in piece.keep:
        ink.draw(painter, shape)
    if scale >= GLYPH_FROM:
        for shape in piece.glyph:
            ink.draw(painter, shape)
    if scale >= TEXT_FROM:
        for shape in piece.text:
            ink.draw(painter, shape)


def paint_far(painter: QPainter, ink: Ink, piece: Piece) -> None:
    """A card seen from far out: its ground and its bead as plain rectangles, which are quick by the thousand."""
    for shape in piece.keep:
        if isinstance(shape, Box) and shape.fill:
            painter.fillRect(
                QRectF(shape.x, shape.y, shape.w, shape.h), ink.colour(shape.stroke or shape.fill)
            )
        elif isinstance(shape, Bead):
            r = shape.radius
            painter.fillRect(QRectF(shape.x - r, shape.y - r, 2 * r, 2 * r), ink.colour(shape.colour))


def bounds(shape: Shape) -> QRectF:
    """The room a shape takes, with some air for its line."""
    match shape:
        case Text():
            return QRectF(shape.left - 2, shape.y - shape.size * 1.3, shape.width + 4, shape.size * 2)
        case Box():
            return QRectF(shape.x, shape.y, shape.w, shape.h)
        case Line():
            return (
                QRectF(shape.x1, shape.y1, shape.x2 - shape.x1, shape.y2 - shape.y1)
                .normalized()
                .adjusted(-2, -2, 2, 2)
            )
        case Curve():
            ys = (shape.y0, shape.cy0, shape.cy1, shape.y1)
            left = min(shape.x0, shape.x1)
            return QRectF(left - 3, min(ys) - 3, abs(shape.x1 - shape.x0) + 6, max(ys) - min(ys) + 6)
        case Icon():
            return QRectF(shape.x, shape.y, shape.size, shape.size)
        case Picture():
            return QRectF(shape.x, shape.y, shape.w, shape.h)
        case _:
            reach = shape.radius + 4
            return QRectF(shape.x - reach, shape.y - reach, 2 * reach, 2 * reach)


def rect_of(place: CardShape | Cell | Head) -> QRectF:
    """Where a card, a cell or a name lies."""
    return QRectF(place.x, place.y, place.w, place.h)


def _room_of(card: CardShape) -> QRectF:
    return QRectF(card.x - 2, card.y - 2, card.w + 4, card.h + 4)
