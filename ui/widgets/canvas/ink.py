"""Draws the shapes of a map with Qt: colours and icons from the theme, the bundled fonts, no wrapping."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImageReader,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QStaticText,
    QTextOption,
)

from cxdesk.journeys.shapes import Bead, Box, Curve, Diamond, Icon, Line, Picture, Shape, Text
from ui.theme import Theme

FAMILIES = {
    "NotoSans_400Regular.ttf": ("Noto Sans", QFont.Weight.Normal),
    "NotoSans_600SemiBold.ttf": ("Noto Sans", QFont.Weight.DemiBold),
    "SourceSerif4_400Regular.ttf": ("Source Serif 4", QFont.Weight.Normal),
    "SourceSerif4_600SemiBold.ttf": ("Source Serif 4", QFont.Weight.DemiBold),
    "Vazirmatn-Regular.ttf": ("Vazirmatn", QFont.Weight.Normal),
    "Vazirmatn-SemiBold.ttf": ("Vazirmatn", QFont.Weight.DemiBold),
}


# So many shaped lines are kept; the largest map that is in use has fewer.
MOST_LINES = 30_000
# A photograph on a card is drawn at most so large, which is sharp at every zoom that there is.
PICTURE_SIDE = 640
# What a header says of a picture's size is not believed beyond this: a lie must not take the memory.
MOST_MEGABYTES = 128


def small_picture(data: bytes | None) -> QPixmap:
    """A picture made small while it is read; a null pixmap for what is none."""
    if not data:
        return QPixmap()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    reader.setAllocationLimit(MOST_MEGABYTES)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > PICTURE_SIDE:
        side = QSize(PICTURE_SIDE, PICTURE_SIDE)
        reader.setScaledSize(size.scaled(side, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())


class Ink:
    """Colours, fonts and pens of one theme, kept until it changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, float], QFont] = {}
        self._lines: dict[tuple[str, str, float], tuple[QStaticText, float]] = {}
        self._pictures: dict[str, QPixmap] = {}
        self.picture_bytes: Callable[[str], bytes | None] = lambda _digest: None

    def forget(self) -> None:
        """Take new colours from the theme."""
        self._colours.clear()

    def colour(self, token: str) -> QColor:
        """A colour by its name in tokens.json."""
        if token not in self._colours:
            self._colours[token] = self._theme.colour(token)
        return self._colours[token]

    def font(self, face: str, size: float) -> QFont:
        """A bundled face, unhinted, so that lines are as wide as they were measured at every zoom."""
        if (face, size) not in self._fonts:
            family, weight = FAMILIES[face]
            font = QFont(family)
            font.setPixelSize(round(size))
            font.setWeight(weight)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[face, size] = font
        return self._fonts[face, size]

    def draw(self, painter: QPainter, shape: Shape) -> None:
        """One shape in map pixels."""
        match shape:
            case Text():
                self._text(painter, shape)
            case Box():
                self._box(painter, shape)
            case Line():
                painter.setPen(self._pen(shape.colour, shape.width, shape.dash))
                painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
            case Picture():
                self._picture(painter, shape)
            case Bead():
                self._bead(painter, shape)
            case Icon():
                self._icon(painter, shape)
            case Diamond():
                self._diamond(painter, shape)
            case Curve():
                self._curve(painter, shape)

    def _text(self, painter: QPainter, text: Text) -> None:
        font = self.font(text.face, text.size)
        painter.setFont(font)
        painter.setPen(self.colour(text.colour))
        if text.rtl:
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            painter.drawText(QPointF(text.left, text.y), text.words)
            return
        line, ascent = self._line(text, font)
        painter.drawStaticText(QPointF(text.left, text.y - ascent), line)

    def _line(self, text: Text, font: QFont) -> tuple[QStaticText, float]:
        """A line that was shaped before, which is drawn twice as quickly, and how high its letters rise."""
        key = (text.words, text.face, text.size)
        if key not in self._lines:
            if len(self._lines) >= MOST_LINES:
                self._lines.clear()
            line = QStaticText(text.words)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            option = line.textOption()
            option.setWrapMode(QTextOption.WrapMode.NoWrap)
            option.setTextDirection(Qt.LayoutDirection.LeftToRight)
            line.setTextOption(option)
            self._lines[key] = (line, QFontMetricsF(font).ascent())
        return self._lines[key]

    def _box(self, painter: QPainter, box: Box) -> None:
        painter.setPen(self._pen(box.stroke, box.stroke_width, box.dash) if box.stroke else Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(box.fill) if box.fill else Qt.BrushStyle.NoBrush)
        # The edge is drawn inside the rectangle, as boxes have it on every screen.
        inset = box.stroke_width / 2 if box.stroke else 0
        rect = QRectF(box.x, box.y, box.w, box.h).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(rect, box.radius, box.radius)

    def _bead(self, painter: QPainter, bead: Bead) -> None:
        centre = QPointF(bead.x, bead.y)
        painter.setPen(Qt.PenStyle.NoPen)
        if bead.halo:
            painter.setBrush(self.colour(bead.ground))
            painter.drawEllipse(centre, bead.radius + bead.halo, bead.radius + bead.halo)
        ink = self.colour(bead.colour)
        if bead.grade == "measured":
            painter.setBrush(ink)
            painter.drawEllipse(centre, bead.radius, bead.radius)
            return
        radius = bead.radius - bead.line / 2
        painter.setPen(QPen(ink, bead.line))
        painter.setBrush(self.colour(bead.ground))
        painter.drawEllipse(centre, radius, radius)
        if bead.grade == "some":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            box = QRectF(bead.x - radius, bead.y - radius, 2 * radius, 2 * radius)
            painter.drawPie(box, (-90 if bead.mirrored else 90) * 16, 180 * 16)

    def _icon(self, painter: QPainter, icon: Icon) -> None:
        scale = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
        pixmap = self._theme.pixmap(icon.name, icon.colour, round(icon.size), max(1, ceil(scale * 2) / 2))
        painter.drawPixmap(QRectF(icon.x, icon.y, icon.size, icon.size), pixmap, QRectF(pixmap.rect()))

    def _picture(self, painter: QPainter, picture: Picture) -> None:
        if picture.digest not in self._pictures:
            self._pictures[picture.digest] = small_picture(self.picture_bytes(picture.digest))
        pixmap = self._pictures[picture.digest]
        room = QRectF(picture.x, picture.y, picture.w, picture.h)
        if pixmap.isNull():
            self._icon(painter, Icon("image", room.center().x() - 10, room.center().y() - 10, 20, "text3"))
            return
        size = QSizeF(pixmap.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(), size)
        place.moveCenter(room.center())
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))

    def _diamond(self, painter: QPainter, diamond: Diamond) -> None:
        x, y, r = diamond.x, diamond.y, diamond.radius
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(diamond.colour))
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])
        )

    def _curve(self, painter: QPainter, curve: Curve) -> None:
        path = QPainterPath(QPointF(curve.x0, curve.y0))
        path.cubicTo(curve.cx0, curve.cy0, curve.cx1, curve.cy1, curve.x1, curve.y1)
        painter.setPen(self._pen(curve.colour, curve.width, curve.dash))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _pen(self, colour: str, width: float, dash: tuple[float, ...]) -> QPen:
        pen = QPen(self.colour(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dash:
            # Qt counts dashes in widths of the pen.
            pen.setDashPattern([length / width for length in dash])
        return pen
