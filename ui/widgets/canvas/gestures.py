"""Zoom and pan by wheel, touchpad and fingers."""

from math import exp
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEventPoint, QNativeGestureEvent, QTouchEvent, QWheelEvent

if TYPE_CHECKING:
    from ui.widgets.canvas.view import MapView

NOTCH = 120
# One notch of a wheel moves the map so far, and zooms by so much.
WHEEL_PIXELS = 90
WHEEL_ZOOM = 1.2
# So many pixels of a touchpad zoom as one notch does.
PIXELS_OF_NOTCH = 60.0
# A finger that moved less only pointed.
TAP_REACH = 12


def wheel(view: "MapView", event: QWheelEvent) -> None:
    """Ctrl zooms at the pointer; else the map moves by exactly the pixels a touchpad tells, or by notches."""
    pixels, angle = event.pixelDelta(), event.angleDelta()
    at = event.position()
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        notches = pixels.y() / PIXELS_OF_NOTCH if not pixels.isNull() else angle.y() / NOTCH
        view.zoom_at(view.zoom * WHEEL_ZOOM**notches, at)
    else:
        by = pixels if not pixels.isNull() else angle * (WHEEL_PIXELS / NOTCH)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not by.x():
            by = QPoint(by.y(), 0)
        view.pan(by)
    event.accept()


def native(view: "MapView", event: QNativeGestureEvent) -> bool:
    """Pinch, smart zoom and pan of a touchpad."""
    kind = event.gestureType()
    if kind == Qt.NativeGestureType.ZoomNativeGesture:
        view.zoom_at(view.zoom * exp(event.value()), event.position())
    elif kind == Qt.NativeGestureType.SmartZoomNativeGesture:
        view.zoom_at(1.0, event.position()) if view.zoom < 0.95 else view.fit()
    elif kind == Qt.NativeGestureType.PanNativeGesture:
        view.pan(event.delta().toPoint())
    else:
        return False
    return True


class Fingers:
    """One finger moves the map, two zoom it where they are; a tap points, a second tap on it opens."""

    def __init__(self, view: "MapView") -> None:
        self._view = view
        self._pinch: tuple[QPointF, float] | None = None
        self._moved = False
        self._start = QPointF()
        self._last = QPointF()

    def handle(self, event: QTouchEvent) -> bool:
        """Take a touch of a screen; those of a touchpad come as wheel and gestures too, and would count twice."""
        points = event.points()
        if event.type() == QEvent.Type.TouchBegin:
            self._start = self._last = points[0].position()
            self._moved, self._pinch = False, None
        elif event.type() == QEvent.Type.TouchCancel:
            self._pinch = None
        elif len(points) >= 2:
            self._zoom(points)
        elif self._pinch is None:
            self._pan(points[0].position())
        if event.type() == QEvent.Type.TouchEnd:
            if not self._moved and self._pinch is None:
                self._view.tap(self._start)
            self._pinch = None
        event.accept()
        return True

    def _pan(self, to: QPointF) -> None:
        if (to - self._start).manhattanLength() > TAP_REACH:
            self._moved = True
        if self._moved:
            by = (to - self._last).toPoint()
            self._view.pan(by)
            # What is less than a pixel is kept for the next move, or a slow finger would move nothing.
            self._last += QPointF(by)

    def _zoom(self, points: list[QEventPoint]) -> None:
        one, two = points[0].position(), points[1].position()
        middle, apart = (one + two) / 2, max(1.0, _length(one - two))
        if self._pinch is not None:
            before, was_apart = self._pinch
            self._view.pan((middle - before).toPoint())
            self._view.zoom_at(self._view.zoom * apart / was_apart, middle)
        self._pinch, self._moved = (middle, apart), True


def _length(way: QPointF) -> float:
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
