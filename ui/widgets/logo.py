"""The mark: a line with a filled and a hollow bead."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme import Theme


def paint_mark(painter: QPainter, size: float, theme: Theme, mirrored: bool = False) -> None:
    """Draw the mark into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored:
        painter.translate(size, 0)
        painter.scale(-1, 1)
    unit = size / 24
    ink = theme.colour("accent")
    low, high = QPointF(5.5 * unit, 18.5 * unit), QPointF(17.5 * unit, 6.5 * unit)
    painter.setPen(QPen(ink, 2.2 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(7.7 * unit, 16.3 * unit), high)
    painter.drawEllipse(low, 3.2 * unit, 3.2 * unit)
    painter.setBrush(ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(high, 5.2 * unit, 5.2 * unit)
    painter.restore()


def mark_icon(theme: Theme) -> QIcon:
    """The mark as the window's icon."""
    icon = QIcon()
    for size in (16, 32, 48, 128):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, size, theme)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


class Mark(QWidget):
    """The mark in the top bar."""

    def __init__(self, theme: Theme, size: int = 24) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        paint_mark(QPainter(self), self.width(), self._theme, self._theme.rtl)
