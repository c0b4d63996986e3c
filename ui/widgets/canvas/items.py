"""What lies on the canvas: the frame of the map, one item per card, and the mark of where the keyboard is."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cxdesk.journeys.shapes import (
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

PLAIN, SELECTED, FOUND, SLOT = "plain", "selected", "found", "slot"


class CardItem(QGraphicsItem):
    """One card, painted from its finished shapes."""

    def __init__(self, card: CardShape, ink: Ink) -> None:
        super().__init__()
        self.card = card
        self._ink = ink
        self._look = PLAIN
        self._rect = _room_of(card)
        self.setPos(card.x, card.y)
        self.setZValue(1)
        self._kept = False

    def show_card(self, card: CardShape) -> None:
        """Show the card as it is now, elsewhere or with other words; one that only moved is not painted anew."""
        before, self.card = self.card, card
        if card is before:
            return
        if (card.x, card.y) != (before.x, before.y):
            self.setPos(card.x, card.y)
        if (card.w, card.h) != (before.w, before.h):
            self.prepareGeometryChange()
            self._rect = _room_of(card)
        if card.drawn is not before.drawn and card.own != before.own:
            self.update()

    def keep_picture(self, near: bool) -> None:
        """Near, Qt keeps the painted card, so that moving the map only copies it; far out painting is quicker."""
        if near != self._kept:
            self._kept = near
            mode = QGraphicsItem.CacheMode
            self.setCacheMode(mode.DeviceCoordinateCache if near else mode.NoCache)

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
        if self._look != SLOT:
            paint_piece(painter, self._ink, self.card.own, scale)
        paint_edge(painter, self._ink, QRectF(0, 0, self.card.w, self.card.h), self._look)


class GhostItem(QGraphicsItem):
    """What is dragged, as it hangs on the pointer: cards, or the name of a stage, step or lane."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._cards: tuple[CardShape, ...] = ()
        self._name: tuple[Shape, ...] = ()
        self._rect = QRectF()
        self.setZValue(5)
        self.setOpacity(0.85)
        self.hide()

    def take(self, cards: tuple[CardShape, ...], rect: QRectF, name: tuple[Shape, ...] = ()) -> None:
        """Carry these cards; with none the rectangle of a name alone."""
        self.prepareGeometryChange()
        self._cards, self._name, self._rect = cards, name, rect.adjusted(-6, -4, 6, 4)
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
            painter.drawRoundedRect(self._rect.adjusted(1, 1, -1, -1), 6, 6)
            for shape in self._name:
                self._ink.draw(painter, shape)


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


def paint_edge(painter: QPainter, ink: Ink, rect: QRectF, look: str) -> None:
    """The edge that tells the look of a card; a plain one has none."""
    if look == PLAIN:
        return
    colour = "warn" if look == FOUND else "accent"
    ground = QColor(ink.colour(colour))
    # A moment of truth has the same edge: what tells a chosen card is the tint over it.
    ground.setAlphaF(0.14 if look == SELECTED else 0.0)
    pen = QPen(ink.colour(colour), 2, Qt.PenStyle.DashLine if look == SLOT else Qt.PenStyle.SolidLine)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, 8, 8)


def bounds(shape: Shape) -> QRectF:
    """The room a shape takes, with some air for its line."""
    match shape:
        case Text():
            return QRectF(shape.left - 2, shape.y - shape.size * 1.3, shape.width + 4, shape.size * 2)
        case Box() | Picture():
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
        case _:
            reach = shape.radius + 4
            return QRectF(shape.x - reach, shape.y - reach, 2 * reach, 2 * reach)


def rect_of(place: CardShape | Cell | Head) -> QRectF:
    """Where a card, a cell or a name lies."""
    return QRectF(place.x, place.y, place.w, place.h)


def _room_of(card: CardShape) -> QRectF:
    return QRectF(-2, -2, card.w + 4, card.h + 4)
