"""What of a map is seen: how large, and which part of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

from ui.widgets.canvas.far_item import FAR_FROM
from ui.widgets.canvas.items import TEXT_FROM

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView

    from ui.widgets.canvas.view import MapView

    Base = QGraphicsView
else:
    Base = object

LEAST, MOST, STEP = 0.05, 4.0, 1.2


class Sight(Base):
    """The size and the place of the canvas; a Persian map begins on the right, and so do its measures."""

    @property
    def zoom(self) -> float:
        """How large the map is shown; 1 is 100 %."""
        return self.transform().m11()

    @property
    def is_near(self) -> bool:
        """Whether words are read; further out cards are only grounds and beads."""
        return self.zoom >= TEXT_FROM

    @property
    def is_far(self) -> bool:
        """Whether all cards are painted in one go."""
        return self.zoom < FAR_FROM

    def set_up_sight(self) -> None:
        """The map is seen as large as it is, from where it begins."""
        self._fits = False
        # How far the map is moved while nobody sees it: Qt counts it anew from the wrong side of a Persian one.
        self._left_at: tuple[int, int] | None = None

    def zoom_to(self, zoom: float) -> None:
        """Show the map at a size, its middle where it is."""
        self._fits = False
        self._scale_to(zoom)

    def zoom_at(self, zoom: float, at: QPointF) -> None:
        """Show the map at a size; what lies at a point of the window stays there."""
        view: MapView = self  # type: ignore[assignment]
        under = self.mapToScene(at.toPoint())
        self.zoom_to(zoom)
        middle = QPointF(self.viewport().rect().center())
        self.centerOn(under + (middle - at) / self.zoom)
        view.moved.emit()

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_to(self.zoom * STEP)

    def zoom_out(self) -> None:
        """One step further out."""
        self.zoom_to(self.zoom / STEP)

    def fit(self) -> None:
        """As large as shows the whole map, and never larger than 100 %."""
        self._fits = True
        whole, room = self.sceneRect(), self.viewport().rect()
        if whole.isEmpty() or room.isEmpty():
            return
        self._scale_to(min(1.0, room.width() / whole.width(), room.height() / whole.height()))
        self.centerOn(whole.center())

    def show_start(self) -> None:
        """Move the map to where it begins, in reading direction."""
        self._move_from_start(0, 0)
        if not self.isVisible():
            self._left_at = (0, 0)

    def fit_again(self) -> None:
        """Show the whole map again after a change, where that was asked for."""
        if self._fits:
            self.fit()

    def pan(self, by: QPoint) -> None:
        """Move the map by pixels of the window."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + (by.x() if self.isRightToLeft() else -by.x()))
        down.setValue(down.value() - by.y())

    def bring(self, rect: QRectF, air: int) -> None:
        """Move the map no further than it takes to see a part of it; Qt's own way goes wrong from right to left."""
        view: MapView = self  # type: ignore[assignment]
        # What the names that stay in view cover is out of sight too.
        top, side = round(view.frozen.top), round(view.frozen.side)
        room = self.viewport().rect().adjusted(0 if view.rtl else side, top, -side if view.rtl else 0, 0)
        part = self.mapFromScene(rect).boundingRect().adjusted(-air, -air, air, air)
        across = max(0, room.left() - part.left()) or min(0, room.right() - part.right())
        down = max(0, room.top() - part.top()) or min(0, room.bottom() - part.bottom())
        if part.width() > room.width():
            across = room.right() - part.right() if view.rtl else room.left() - part.left()
        if part.height() > room.height():
            down = room.top() - part.top()
        self.pan(QPoint(across, down))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        view: MapView = self  # type: ignore[assignment]
        super().scrollContentsBy(dx, dy)
        view.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        view: MapView = self  # type: ignore[assignment]
        super().resizeEvent(event)
        self.fit_again()
        view.moved.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self._left_at = self._from_start()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._left_at is not None:
            self._move_from_start(*self._left_at)
            self._left_at = None

    def _from_start(self) -> tuple[int, int]:
        """How far the map is moved from where it begins, across in reading direction and down, in px."""
        view: MapView = self  # type: ignore[assignment]
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        # Qt turns the values of the bar round with the window, not with the map.
        turned = view.rtl != self.isRightToLeft()
        moved = across.maximum() - across.value() if turned else across.value() - across.minimum()
        return moved, down.value() - down.minimum()

    def _move_from_start(self, by: int, under: int) -> None:
        view: MapView = self  # type: ignore[assignment]
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        turned = view.rtl != self.isRightToLeft()
        across.setValue(across.maximum() - by if turned else across.minimum() + by)
        down.setValue(down.minimum() + under)

    def _scale_to(self, zoom: float) -> None:
        view: MapView = self  # type: ignore[assignment]
        factor = min(MOST, max(LEAST, zoom)) / self.zoom
        before = self.is_near, self.is_far
        self.scale(factor, factor)
        if (self.is_near, self.is_far) != before:
            view.show_for_zoom(view.items_of_cards.values())
        view.zoom_changed.emit(self.zoom)
        view.moved.emit()
