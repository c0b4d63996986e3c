"""The names of stages, steps and lanes that stay in view while the map is moved, as frozen heads of a spreadsheet."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cxdesk.journeys.shapes import Line, MapDrawing, Shape, Text
from ui.widgets.canvas.items import TEXT_FROM, bounds

if TYPE_CHECKING:
    from ui.widgets.canvas.ink import Ink
    from ui.widgets.canvas.view import MapView

# Heads that would take more of the window than this hide what they are for.
MOST_HIGH, MOST_WIDE = 0.34, 0.34
AIR = 6.0
NOWHERE = QPointF(-1e6, -1e6)


class _Strip(QWidget):
    """One band of names over the edge of the canvas; the hand goes through it to the canvas."""

    def __init__(self, view: "MapView", ink: "Ink") -> None:
        super().__init__(view.viewport())
        self._ink = ink
        self.shapes: list[tuple[QRectF, Shape]] = []
        self.titles: list[tuple[QRectF, list[tuple[QRectF, Shape]]]] = []
        self.rtl = False
        self.origin, self.scale = QPointF(), 1.0
        self.edge = Qt.Edge.BottomEdge
        self.blank = QRectF()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def lie(self, place: QRectF, origin: QPointF, scale: float) -> None:
        """Lie over a part of the canvas; `origin` is what of the map its top left corner shows."""
        self.origin, self.scale = origin, scale
        self.setGeometry(place.toRect())
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._ink.colour("bg"))
        painter.save()
        painter.scale(self.scale, self.scale)
        painter.translate(-self.origin)
        seen = QRectF(self.origin, QRectF(self.rect()).size() / self.scale)
        for rect, shape in self.shapes:
            if rect.intersects(seen):
                self._ink.draw(painter, shape)
        for stage, titles in self.titles:
            if stage.intersects(seen):
                self._title(painter, stage, titles, seen)
        painter.restore()
        painter.fillRect(self.blank, self._ink.colour("bg"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(self._ink.colour("line_strong"), 1))
        room = self.rect().adjusted(0, 0, -1, -1)
        if self.edge == Qt.Edge.BottomEdge:
            painter.drawLine(room.bottomLeft(), room.bottomRight())
        elif self.edge == Qt.Edge.RightEdge:
            painter.drawLine(room.topRight(), room.bottomRight())
        else:
            painter.drawLine(room.topLeft(), room.bottomLeft())
        painter.end()

    def _title(
        self, painter: QPainter, stage: QRectF, titles: list[tuple[QRectF, Shape]], seen: QRectF
    ) -> None:
        """The name of a stage that begins out of sight comes along, as far as its last step."""
        words = QRectF()
        for rect, _shape in titles:
            words = words.united(rect)
        if self.rtl:
            free = seen.right() - self.blank.width() / self.scale
            by = -min(max(0.0, stage.right() - free), max(0.0, words.left() - stage.left()))
        else:
            free = seen.left() + self.blank.width() / self.scale
            by = min(max(0.0, free - stage.left()), max(0.0, stage.right() - words.right()))
        painter.translate(by, 0)
        if by:
            # Over the duration, which stands at the end of the stage.
            painter.fillRect(words & stage, self._ink.colour("bg"))
        for _rect, shape in titles:
            self._ink.draw(painter, shape)
        painter.translate(-by, 0)


class FrozenHeads:
    """Both bands and where they lie; a band is only shown where the map's own names are out of sight."""

    def __init__(self, view: "MapView", ink: "Ink") -> None:
        self._view = view
        self._top, self._side = _Strip(view, ink), _Strip(view, ink)
        self._high, self._wide = 0.0, 0.0
        view.moved.connect(self.lie)

    def show_drawing(self, drawing: MapDrawing) -> None:
        """Take the names of a drawing."""
        heads = drawing.heads
        self._high = max((h.y + h.h for h in heads if h.kind in ("stage", "step")), default=0.0)
        self._wide = max((h.w for h in heads if h.kind == "lane"), default=0.0)
        left = drawing.width - self._wide if drawing.rtl else 0.0
        side = QRectF(left, self._high, self._wide, drawing.height - self._high)
        every = [(bounds(shape), shape) for shape in drawing.frame.shapes]
        above = [one for one in every if one[0].center().y() <= self._high]
        stages = [QRectF(h.x, h.y, h.w, h.h) for h in heads if h.kind == "stage"]
        names = {id(s) for s in drawing.frame.keep if isinstance(s, Text)}
        self._top.shapes = [one for one in above if id(one[1]) not in names]
        titles = [one for one in above if id(one[1]) in names]
        self._top.titles = [
            (stage, [one for one in titles if stage.contains(one[0].center())]) for stage in stages
        ]
        self._top.rtl = drawing.rtl
        self._side.shapes = [
            (rect, shape)
            for rect, shape in every
            if rect.center().y() > self._high
            and (_is_rule(shape) or (side.left() - 3 <= rect.left() and rect.right() <= side.right() + 3))
        ]
        self._side.edge = Qt.Edge.LeftEdge if drawing.rtl else Qt.Edge.RightEdge
        self.lie()

    @property
    def top(self) -> float:
        """How much of the height the names of stages and steps take, in pixels of the window; 0 for none."""
        high = (self._high + AIR) * self._view.zoom
        fits = self._view.zoom >= TEXT_FROM and high <= MOST_HIGH * self._view.viewport().height()
        return high if self._high and fits else 0.0

    @property
    def side(self) -> float:
        """How much of the width the names of lanes take, in pixels of the window; 0 for none."""
        wide = (self._wide + 2 * AIR) * self._view.zoom
        fits = self._view.zoom >= TEXT_FROM and wide <= MOST_WIDE * self._view.viewport().width()
        return wide if self._wide and fits else 0.0

    def lie(self) -> None:
        """Follow the map."""
        view, drawing = self._view, self._view.drawing
        if drawing is None:
            return
        room, scale = QRectF(view.viewport().rect()), view.zoom
        seen = QRectF(view.mapToScene(QPoint(0, 0)), room.size() / scale)
        hidden = seen.right() < drawing.width if drawing.rtl else seen.left() > 0
        beside = self.side if hidden else 0.0
        above = self.top if seen.top() > 0 else 0.0
        x = room.width() - beside if drawing.rtl else 0.0
        if above:
            # Where both bands meet nothing is named.
            self._top.blank = QRectF(x, 0, beside, above)
            self._top.lie(QRectF(0, 0, room.width(), above), QPointF(seen.left(), 0), scale)
        else:
            self._top.hide()
        if beside:
            left = drawing.width - self._wide - AIR if drawing.rtl else -AIR
            under = QRectF(x, above, beside, room.height() - above)
            self._side.lie(under, QPointF(left, seen.top() + above / scale), scale)
        else:
            self._side.hide()

    def to_map(self, point: QPoint) -> QPointF | None:
        """What of the map a band shows at a point of the window; None where no band lies."""
        for strip in (self._side, self._top):
            if not strip.isHidden() and strip.geometry().contains(point):
                if strip.blank.contains(point):
                    return NOWHERE
                return strip.origin + QPointF(point - strip.pos()) / strip.scale
        return None

    def place(self, rect: QRectF) -> QRectF | None:
        """Where a band shows a name of the map, in pixels of the window; None where none does."""
        for strip in (self._top, self._side):
            inside = rect.bottom() <= self._high + 1 if strip is self._top else rect.width() <= self._wide + 1
            if not strip.isHidden() and inside:
                at = (rect.topLeft() - strip.origin) * strip.scale + QPointF(strip.pos())
                return QRectF(at, rect.size() * strip.scale)
        return None


def _is_rule(shape: Shape) -> bool:
    return isinstance(shape, Line) and shape.y1 == shape.y2
