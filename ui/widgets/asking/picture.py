"""A picture to choose: bounded as every photograph is, and a frame with its words where it can't be shown."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QRadioButton

from ui.widgets.asking.marks import RADIUS, Painted, round_mark
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import document, paint_words, start_of

SHAPE = 0.72  # of the width, for the picture


class PictureTile(Painted, QRadioButton):
    """A picture over its words."""

    def __init__(self, skin: Skin, words: str, data: bytes | None) -> None:
        super().__init__()
        self.words = words
        self.dress(skin, words)
        self.picture = _safe(data)

    def hasHeightForWidth(self) -> bool:
        """The picture grows with the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Picture and words."""
        words = document(self.words, self._font(), self.skin, self._room(width), start_of(self.skin))
        return round(width * SHAPE) + max(self.skin.sizes.row, round(words.size().height()) + 16)

    def sizeHint(self) -> QSize:
        """A middling one."""
        return QSize(180, self.heightForWidth(180))

    def minimumSizeHint(self) -> QSize:
        """As the line asks for."""
        return QSize(100, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, mark and words."""
        painter = self._begin()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chosen = self.isChecked()
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        frame = QPainterPath()
        frame.addRoundedRect(whole, RADIUS, RADIUS)
        painter.fillPath(frame, self.skin.colour("accent_soft" if chosen else "surface"))
        tall = round(self.width() * SHAPE)
        painter.save()
        painter.setClipPath(frame)
        self._show(painter, QRectF(0, 0, self.width(), tall))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.skin.colour("accent" if chosen else "line_strong"), 2 if chosen else 1))
        painter.drawPath(frame)
        self._label(painter, tall)
        self._ring(painter)

    def _show(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, self.skin.colour("sunken"))
        if self.picture.isNull():
            side = 32
            at = box.center()
            shown = self.skin.pixmap("image", "text3", side, self.devicePixelRatioF())
            painter.drawPixmap(round(at.x() - side / 2), round(at.y() - side / 2), shown)
            return
        size = self.picture.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        at = box.center()
        target = QRectF(at.x() - size.width() / 2, at.y() - size.height() / 2, size.width(), size.height())
        painter.drawPixmap(target, self.picture, QRectF(self.picture.rect()))

    def _label(self, painter: QPainter, top: int) -> None:
        side, rest = self.skin.sizes.mark, self.height() - top
        start = 12 if not self.skin.rtl else self.width() - 12 - side
        round_mark(painter, self.skin, QRectF(start, top + (rest - side) / 2, side, side), self.isChecked())
        words = document(self.words, self._font(), self.skin, self._room(self.width()), start_of(self.skin))
        painter.save()
        painter.translate(12 if self.skin.rtl else 12 + side + 10, top + (rest - words.size().height()) / 2)
        paint_words(painter, words, "text", self.skin)
        painter.restore()

    def _room(self, width: int) -> int:
        return max(40, width - self.skin.sizes.mark - 34)

    def _font(self) -> QFont:
        return self.skin.font(self.skin.sizes.option)


def _safe(data: bytes | None) -> QPixmap:
    """The picture as our own bounds let it through: what is too large or broken is not shown."""
    found = QPixmap()
    if data:
        from exports.photos import photo_jpeg

        found.loadFromData(photo_jpeg(data))
    return found
