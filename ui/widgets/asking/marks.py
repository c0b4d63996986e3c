"""What is chosen: a tile with a number, a star, a face, a line with a round or a square box, a cell of a grid."""

from enum import Enum
from functools import cached_property
from math import cos, pi, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Heights, document, paint_words, start_of

RADIUS = 8.0


class Shape(Enum):
    """How one answer of a scale is drawn."""

    TILE = "tile"
    STAR = "star"
    FACE = "face"


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    # Mixed into Qt's own buttons: a second Qt base would be a second object beneath.
    _Button = object


class Painted(_Button):
    """Own drawing over Qt's radio button or check box, whose meaning a screen reader knows."""

    skin: Skin
    by_key = False

    def dress(self, skin: Skin, name: str) -> None:
        """Take looks and name; the ring is drawn here, in the sender's colour."""
        self.skin = skin
        self.setAutoExclusive(False)
        self.setAccessibleName(name)
        self.setProperty("no_ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(self.hasHeightForWidth())
        self.setSizePolicy(policy)

    def hitButton(self, pos: object) -> bool:
        """All of it answers to a click."""
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring after a key, not after a click; a window that comes to the front again changes nothing."""
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.by_key = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Answer to the pointer."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """And let go again."""
        super().leaveEvent(event)
        self.update()

    def _begin(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def _ring(self, painter: QPainter, radius: float = RADIUS) -> None:
        if self.hasFocus() and self.by_key:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.skin.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _box(self, painter: QPainter, box: QRectF, radius: float) -> None:
        """The ground of a tile or a line: filled once it is chosen."""
        chosen = self.isChecked()
        ground = "accent" if chosen else "hover" if self.underMouse() else "surface"
        painter.setBrush(self.skin.colour(ground))
        painter.setPen(QPen(self.skin.colour("accent" if chosen else "line_strong"), 1))
        painter.drawRoundedRect(box, radius, radius)


class Point(Painted, QRadioButton):
    """One point of a scale. `mood` from -1 to 1 bends a face's mouth; `filled` draws a star that counts."""

    def __init__(
        self, skin: Skin, number: int, name: str, shape: Shape, mood: float = 0.0, below: str = ""
    ) -> None:
        super().__init__()
        self.dress(skin, name)
        self.number, self.shape, self.mood, self.below = number, shape, mood, below
        self.filled = False
        self._heights = Heights()

    def sizeHint(self) -> QSize:
        """A tile; the words below it as well."""
        side = self.skin.sizes.tile
        return QSize(side, self.heightForWidth(side))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the line asks for."""
        return QSize(24, self.skin.sizes.tile)

    def hasHeightForWidth(self) -> bool:
        """Words below may take lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The tile, and the words below it."""
        side = self.skin.sizes.tile
        return side + (6 + self._heights.at(max(20, width), self.below, self._below) if self.below else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = self._begin()
        tall = self.skin.sizes.tile
        box = QRectF(0.5, 0.5, self.width() - 1, tall - 1)
        if self.shape is Shape.TILE:
            self._box(painter, box, RADIUS)
            painter.setFont(self.skin.font(self.skin.sizes.tile_text, strong=True))
            painter.setPen(self.skin.colour("on_accent" if self.isChecked() else "text"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.skin.digits(self.number))
        elif self.shape is Shape.STAR:
            self._star(painter, box)
        else:
            self._face(painter, box)
        if self.below:
            painter.save()
            painter.translate(0, tall + 6)
            paint_words(
                painter, self._below(self.width()), "text" if self.isChecked() else "text2", self.skin
            )
            painter.restore()
        self._ring(painter)

    def _below(self, width: int) -> QTextDocument:
        font = self.skin.font(self.skin.sizes.small, strong=self.isChecked())
        return document(self.below, font, self.skin, max(20, width), Qt.AlignmentFlag.AlignHCenter)

    def _star(self, painter: QPainter, box: QRectF) -> None:
        outer = min(box.width(), box.height()) * 0.46
        corners = QPolygonF()
        for n in range(10):
            reach, angle = (outer if n % 2 == 0 else outer * 0.45), -pi / 2 + n * pi / 5
            corners.append(box.center() + QPointF(cos(angle), sin(angle)) * reach + QPointF(0, outer * 0.05))
        ground = "accent" if self.filled else "accent_soft" if self.underMouse() else "surface"
        painter.setBrush(self.skin.colour(ground))
        pen = QPen(self.skin.colour("accent" if self.filled else "line_strong"), 1.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolygon(corners)

    def _face(self, painter: QPainter, box: QRectF) -> None:
        radius = min(box.width(), box.height()) / 2 - 2
        middle, chosen = box.center(), self.isChecked()
        ground = "accent" if chosen else "hover" if self.underMouse() else "surface"
        ink = self.skin.colour("on_accent" if chosen else "text2")
        painter.setBrush(self.skin.colour(ground))
        painter.setPen(QPen(self.skin.colour("accent" if chosen else "line_strong"), 1.5))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for side in (-1, 1):
            painter.drawEllipse(
                middle + QPointF(side * radius * 0.36, -radius * 0.2), radius * 0.09, radius * 0.11
            )
        bend = self.mood * radius * 0.36
        left, right = (middle + QPointF(side * radius * 0.46, radius * 0.36 - bend / 2) for side in (-1, 1))
        mouth = QPainterPath(left)
        mouth.quadTo(middle + QPointF(0, radius * 0.36 + bend * 1.5), right)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, max(2.0, radius * 0.09), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(mouth)


class _Line(Painted):
    """A line of words with its mark at the start; all of it is the target."""

    words = ""
    plain = False

    @cached_property
    def _heights(self) -> Heights:
        return Heights()

    def hasHeightForWidth(self) -> bool:
        """Long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as the words need, and never less than a target."""
        pad = 8 if self.plain else 20
        return max(self.skin.sizes.row, self._tall(width) + pad)

    def sizeHint(self) -> QSize:
        """One line of words."""
        self._tall(560)
        width = min(self._heights.ideal + self._before + 20, 560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for the mark and a word."""
        return QSize(self._before + 60, self.skin.sizes.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line, mark and words."""
        painter = self._begin()
        chosen = self.isChecked()
        if not self.plain:
            ground = "accent_soft" if chosen else "hover" if self.underMouse() else "surface"
            painter.setBrush(self.skin.colour(ground))
            painter.setPen(
                QPen(self.skin.colour("accent" if chosen else "line_strong"), 1.5 if chosen else 1)
            )
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        side = self.skin.sizes.mark
        at = self._edge if not self.skin.rtl else self.width() - self._edge - side
        self._mark(painter, QRectF(at, (self.height() - side) / 2, side, side))
        words = self._laid(self.width())
        start = 14 if self.skin.rtl else self._before
        painter.save()
        painter.translate(start, (self.height() - words.size().height()) / 2)
        paint_words(painter, words, "text2" if self.plain and not chosen else "text", self.skin)
        painter.restore()
        self._ring(painter)

    @property
    def _edge(self) -> int:
        return 2 if self.plain else 14

    @property
    def _before(self) -> int:
        return self._edge + self.skin.sizes.mark + 12

    def _tall(self, width: int) -> int:
        return self._heights.at(max(40, width - self._before - 14), self.words, self._lay_out)

    def _laid(self, width: int) -> QTextDocument:
        return self._lay_out(max(40, width - self._before - 14))

    def _lay_out(self, room: int) -> QTextDocument:
        return document(
            self.words, self.skin.font(self.skin.sizes.option), self.skin, room, start_of(self.skin)
        )

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError


def round_mark(painter: QPainter, skin: Skin, box: QRectF, chosen: bool) -> None:
    """A circle with a bead in it once it is chosen."""
    painter.setBrush(skin.colour("surface"))
    painter.setPen(QPen(skin.colour("accent" if chosen else "line_strong"), 2 if chosen else 1.5))
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    if chosen:
        painter.setBrush(skin.colour("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(box.center(), box.width() * 0.27, box.width() * 0.27)


def square_mark(painter: QPainter, skin: Skin, box: QRectF, chosen: bool) -> None:
    """A box with a check once it is chosen."""
    painter.setBrush(skin.colour("accent" if chosen else "surface"))
    painter.setPen(QPen(skin.colour("accent" if chosen else "line_strong"), 1.5))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
    if chosen:
        side = box.width()
        check = QPolygonF(
            [box.topLeft() + QPointF(x, y) * side for x, y in ((0.25, 0.52), (0.43, 0.7), (0.76, 0.32))]
        )
        pen = QPen(skin.colour("on_accent"), max(2.0, side * 0.1))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(check)


class Option(_Line, QRadioButton):
    """One answer of several; `square` draws it as a box, beside a scale ("I would rather not say")."""

    def __init__(self, skin: Skin, words: str, *, square: bool = False, plain: bool = False) -> None:
        super().__init__()
        self.words, self.square, self.plain = words, square, plain
        self.dress(skin, words)

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        (square_mark if self.square else round_mark)(painter, self.skin, box, self.isChecked())


class Tick(_Line, QCheckBox):
    """One of several answers that go together."""

    def __init__(self, skin: Skin, words: str) -> None:
        super().__init__()
        self.words = words
        self.dress(skin, words)

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        square_mark(painter, self.skin, box, self.isChecked())


class _Cell(Painted):
    def sizeHint(self) -> QSize:
        """A target."""
        return QSize(self.skin.sizes.row, self.skin.sizes.row)

    def minimumSizeHint(self) -> QSize:
        """Never smaller than its mark."""
        return QSize(self.skin.sizes.mark + 8, self.skin.sizes.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The mark in the middle."""
        painter = self._begin()
        side = self.skin.sizes.mark
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        shape = round_mark if isinstance(self, QRadioButton) else square_mark
        if self.underMouse() and not self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.skin.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        shape(painter, self.skin, box, self.isChecked())
        self._ring(painter)


class Dot(_Cell, QRadioButton):
    """A cell of a grid of which one in a row is chosen."""

    def __init__(self, skin: Skin, name: str) -> None:
        super().__init__()
        self.dress(skin, name)


class Square(_Cell, QCheckBox):
    """A cell of a grid of which any are ticked."""

    def __init__(self, skin: Skin, name: str) -> None:
        super().__init__()
        self.dress(skin, name)
