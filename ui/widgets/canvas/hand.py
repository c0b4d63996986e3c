"""What the mouse does on the canvas: choose, open, drag, draw a rectangle over cards, move the map."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from ui.widgets.canvas.dragging import EDGE, PACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView

    from ui.widgets.canvas.view import MapView

    Base = QGraphicsView
else:
    Base = object

_MORE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Hand(Base):
    """The mouse's part of the canvas."""

    def set_up_hand(self) -> None:
        """Nothing is held yet."""
        self._pressed: QPoint | None = None
        self._at = QPoint()
        self._panning: QPoint | None = None
        self._narrow = False
        self._edge = QTimer(self)
        self._edge.setInterval(30)
        self._edge.timeout.connect(self._on_edge)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The middle button moves the map; the left one chooses, takes hold or begins a rectangle."""
        view: MapView = self  # type: ignore[assignment]
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning = at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = at
        more = bool(event.modifiers() & _MORE)
        card, scene = view.card_at(at), view.mapToScene(at)
        on_band = view.frozen.to_map(at) is not None
        if (place := view.place_at(at)) is not None:
            view.go(place, bring=False)
        if not view.may_arrange:
            self._panning = at
        elif card is not None:
            self._press_card(view, card.card_id, more)
            view.dragging.hold(card, scene)
        elif (head := view.head_at(at)) is not None:
            view.dragging.hold(head, view.to_map(at))
        elif not on_band:
            if not more:
                view.selection.choose(frozenset())
            view.selection.begin_band(scene, more)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        view: MapView = self  # type: ignore[assignment]
        at = self._at = event.position().toPoint()
        if self._panning is not None:
            view.pan(at - self._panning)
            self._panning = at
            return
        if self._pressed is None:
            self._show_cursor(view, at)
            return
        if not view.dragging.is_on:
            if (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            if not view.dragging.begin():
                view.selection.stretch_band(view.mapToScene(at))
                return
            self._edge.start()
        view.dragging.move(view.mapToScene(at))
        allowed = view.dragging.allowed
        self.viewport().setCursor(
            Qt.CursorShape.ClosedHandCursor if allowed else Qt.CursorShape.ForbiddenCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        view: MapView = self  # type: ignore[assignment]
        self._edge.stop()
        if self._panning is not None:
            self._panning = None
        elif view.dragging.is_on:
            view.dragging.end(drop=True)
        else:
            view.dragging.let_loose()
            stretched = view.selection.end_band()
            # A click on one of several chosen cards chooses it alone, once it is clear that it was no drag.
            if not stretched and self._narrow and view.chosen is not None:
                view.selection.choose(frozenset())
        self._pressed, self._narrow = None, False
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        view: MapView = self  # type: ignore[assignment]
        self._open_at(view, event.position().toPoint())

    def tap(self, at: QPointF) -> None:
        """A finger pointed: choose what is there; on what is chosen already, open it."""
        view: MapView = self  # type: ignore[assignment]
        place = view.place_at(at.toPoint())
        if place is not None and place == view.place:
            view.open_place()
        elif place is not None:
            view.go(place)
        else:
            self._open_at(view, at.toPoint())

    def focusOutEvent(self, event: object) -> None:
        """What is being dragged goes back when the window goes away."""
        view: MapView = self  # type: ignore[assignment]
        if view.dragging.is_on:
            view.dragging.end(drop=False)
            self._edge.stop()
            self._pressed = None
        super().focusOutEvent(event)  # type: ignore[arg-type]

    def _press_card(self, view: "MapView", card_id: int, more: bool) -> None:
        if more:
            view.selection.toggle(card_id)
        elif card_id in view.selection.cards:
            self._narrow = True
        else:
            view.selection.choose(frozenset())

    def _open_at(self, view: "MapView", at: QPoint) -> None:
        if view.place_at(at) is not None:
            view.open_place()
        elif head := view.head_at(at):
            view.head_opened.emit(head.kind, head.id)

    def _show_cursor(self, view: "MapView", at: QPoint) -> None:
        held = view.may_arrange and (view.card_at(at) is not None or view.head_at(at) is not None)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if held else Qt.CursorShape.ArrowCursor)

    def _on_edge(self) -> None:
        """Near an edge of the window the map comes along, so that a card is carried as far as one likes."""
        view: MapView = self  # type: ignore[assignment]
        if not view.dragging.is_on:
            self._edge.stop()
            return
        at, room = self._at, self.viewport().rect()
        across = PACE * ((at.x() < EDGE) - (at.x() > room.width() - EDGE))
        down = PACE * ((at.y() < EDGE) - (at.y() > room.height() - EDGE))
        if (across or down) and room.adjusted(-80, -80, 80, 80).contains(at):
            view.pan(QPoint(across, down))
            view.dragging.move(view.mapToScene(at))
