"""The whole map in a corner of the canvas, with what is seen of it; a click goes there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from cxdesk.journeys.shapes import Bead, Box, Curve, Line, MapDrawing
from ui.theme import Theme
from ui.widgets.canvas.ink import Ink

if TYPE_CHECKING:
    from ui.widgets.canvas.view import MapView

MOST = QSize(220, 150)
AIR = 6


class Minimap(QWidget):
    """A small picture of the map over the canvas; arrow keys move what is seen while it has the focus."""

    def __init__(self, theme: Theme, view: "MapView") -> None:
        super().__init__(view)
        self._view, self._theme, self._ink = view, theme, Ink(theme)
        self._drawing: MapDrawing | None = None
        self._picture: QPixmap | None = None
        self.setAccessibleName(_("Small map"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._on_theme_changed)
        view.moved.connect(self.update)
        self.hide()

    def show_drawing(self, drawing: MapDrawing) -> None:
        """Draw another map, or the same after a change."""
        self._drawing, self._picture = drawing, None
        if drawing.width > 0 and drawing.height > 0:
            size = QSize(round(drawing.width), round(max(1.0, drawing.height)))
            inner = size.scaled(MOST, Qt.AspectRatioMode.KeepAspectRatio)
            self.setFixedSize(max(40, inner.width()) + 2 * AIR, max(30, inner.height()) + 2 * AIR)
        self.lie_in_corner()
        self.update()

    def lie_in_corner(self) -> None:
        """At the lower end of the canvas, beside its bars."""
        room = self._view.viewport().geometry()
        left = room.left() + 12 if self._theme.rtl else room.right() - self.width() - 12
        self.move(left, room.bottom() - self.height() - 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink.colour("line_strong"), 1))
        painter.setBrush(self._ink.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._drawing is None:
            return
        if self._picture is None:
            self._picture = self._painted(self._drawing)
        painter.drawPixmap(0, 0, self._picture)
        scale = self._scale()
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        seen = QRectF(seen.x() * scale, seen.y() * scale, seen.width() * scale, seen.height() * scale)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._ink.colour("accent"), 2))
        painter.drawRect(seen.translated(AIR, AIR).intersected(room))
        if self.hasFocus():
            painter.setPen(QPen(self._ink.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        to = seen.center() + QPointF(way[0] * seen.width() / 4, way[1] * seen.height() / 4)
        self._view.centerOn(to)

    def _go(self, at: QPointF) -> None:
        self._view.centerOn((at - QPointF(AIR, AIR)) / self._scale())

    def _scale(self) -> float:
        width = self._drawing.width if self._drawing else 1.0
        return max(1e-6, (self.width() - 2 * AIR) / max(1.0, width))

    def _painted(self, drawing: MapDrawing) -> QPixmap:
        """Grounds, rules and curves only: at this size words are dust."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(AIR, AIR)
        painter.scale(self._scale(), self._scale())
        for shape in drawing.frame.keep:
            if isinstance(shape, Curve | Line):
                self._ink.draw(painter, shape)
        for card in drawing.cards:
            box = next((s for s in card.piece.keep if isinstance(s, Box)), None)
            if box is not None:
                colour = box.fill if box.fill not in (None, "surface") else "data_soft"
                painter.fillRect(QRectF(box.x, box.y, box.w, box.h), self._ink.colour(colour or "data_soft"))
            for shape in card.piece.keep:
                if isinstance(shape, Bead) and box is None:
                    self._ink.draw(painter, shape)
        painter.end()
        return picture

    def _on_theme_changed(self) -> None:
        self._ink.forget()
        self._picture = None
        self.update()
