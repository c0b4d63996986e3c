"""The one zoomable canvas: a map's drawing, walked by keyboard and hand."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from cxdesk.journeys.shapes import CardShape, Head, MapDrawing
from ui.theme import Theme
from ui.widgets.canvas.ink import Ink
from ui.widgets.canvas.items import CardItem, FocusItem, FrameItem, rect_of
from ui.widgets.canvas.walk import Grid, Place

LEAST, MOST, STEP = 0.05, 4.0, 1.2
AIR = 24


class MapView(QGraphicsView):
    """Shows a drawing; says which card or free cell the person chose or opened, and changes nothing itself."""

    card_chosen = Signal(int)
    card_opened = Signal(int)
    cell_opened = Signal(int, int)
    head_opened = Signal(str, int)
    delete_asked = Signal(int)
    nudged = Signal(int, int)
    carried = Signal(int, int)
    menu_asked = Signal(QPoint, object)
    moved = Signal()
    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = Ink(theme)
        self._drawing: MapDrawing | None = None
        self._grid: Grid | None = None
        self._place: Place | None = None
        self._focus = FocusItem(self._ink)
        self._fits = False
        scene = QGraphicsScene(self)
        # Items never move; an index of a few thousand static rectangles is quick to ask.
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.setScene(scene)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlags(
            QGraphicsView.OptimizationFlag.DontSavePainterState
            | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing
        )
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        # Without one, the corner between the two bars shows as a bright square.
        self.setCornerWidget(QWidget())
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def zoom(self) -> float:
        """How large the map is shown; 1 is 100 %."""
        return self.transform().m11()

    @property
    def chosen(self) -> CardShape | None:
        """The card where the keyboard is."""
        return self._grid.card(self._place) if self._grid and self._place else None

    @property
    def chosen_cell(self) -> tuple[int, int] | None:
        """Step and lane where the keyboard is."""
        if self._grid is None or self._place is None:
            return None
        cell = self._grid.cell(self._place)
        return cell.step_id, cell.lane_id

    def show_drawing(self, drawing: MapDrawing) -> None:
        """Show another drawing, or the same map after a change; the chosen place stays."""
        kept_cell, kept_card = self.chosen_cell, self.chosen
        self._drawing, self._grid = drawing, Grid(drawing)
        # Qt does not mirror a scene: what begins on the right is kept on the right.
        side = Qt.AlignmentFlag.AlignRight if drawing.rtl else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        scene = self.scene()
        if self._focus.scene() is scene:
            scene.removeItem(self._focus)
        scene.clear()
        size = QRectF(0, 0, drawing.width, drawing.height)
        scene.addItem(FrameItem(drawing.frame, size.adjusted(-4, -4, 4, 4), self._ink))
        for card in drawing.cards:
            scene.addItem(CardItem(card, self._ink))
        scene.addItem(self._focus)
        before, after = (AIR / 2, AIR) if drawing.rtl else (AIR, AIR / 2)
        scene.setSceneRect(size.adjusted(-before, -AIR / 2, after, AIR))
        self._keep_place(kept_cell, kept_card)
        if self._fits:
            self.fit()

    def choose_card(self, card_id: int) -> None:
        """Put the keyboard on a card and bring it into sight."""
        card = next((c for c in self._drawing.cards if c.card_id == card_id), None) if self._drawing else None
        if card is not None and self._grid is not None:
            self._go(self._grid.place_of(card.step_id, card.lane_id, card_id))

    def hide_place(self, hidden: bool) -> None:
        """Take the ring away while something is typed there."""
        self._focus.setVisible(not hidden and self._place is not None)

    def place_in_sight(self, kind: str, number: int) -> QRectF | None:
        """Where a card, or the name of a stage, step or lane is shown, in pixels of the viewport."""
        if self._drawing is None:
            return None
        places: list[CardShape | Head] = [
            c for c in self._drawing.cards if kind == "card" and c.card_id == number
        ]
        places += [h for h in self._drawing.heads if (h.kind, h.id) == (kind, number)]
        return QRectF(self.mapFromScene(rect_of(places[0])).boundingRect()) if places else None

    def go_to_start(self) -> None:
        """Show where the map begins, in reading direction, and forget where the keyboard was."""
        self._place = None
        self._focus.hide()
        if self._drawing is not None:
            whole = self.sceneRect()
            x = whole.right() - 1 if self._drawing.rtl else whole.left()
            self.ensureVisible(QRectF(x, whole.top(), 1, 1), 0, 0)

    def zoom_to(self, zoom: float) -> None:
        """Show the map at a size."""
        self._fits = False
        self._scale_to(zoom)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.zoom_to(1.0) if control else self.fit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if self.chosen is not None:
                self.nudged.emit(self.chosen.card_id, 1 if key == Qt.Key.Key_Up else -1)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            if self.chosen is not None:
                on = -1 if self._drawing is not None and self._drawing.rtl else 1
                self.carried.emit(self.chosen.card_id, on if key == Qt.Key.Key_Right else -on)
        elif self._grid is None or self._grid.is_empty or not self._walk(Qt.Key(key), bool(control)):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.zoom * STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (
            place := self._place_at(event.position().toPoint())
        ):
            self._go(place)
        super().mousePressEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._place_at(at) is not None:
            self._open()
        elif head := self._head_at(at):
            self.head_opened.emit(head.kind, head.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the card, cell or name: under the hand, or where the keyboard is."""
        at = event.pos()
        if event.reason() != QContextMenuEvent.Reason.Mouse and self._place is not None and self._grid:
            rect = rect_of(self._grid.card(self._place) or self._grid.cell(self._place))
            self.menu_asked.emit(self.viewport().mapToGlobal(self.mapFromScene(rect.center())), None)
            return
        if (place := self._place_at(at)) is not None:
            self._go(place)
        self.menu_asked.emit(self.viewport().mapToGlobal(at), self._head_at(at))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def _walk(self, key: Qt.Key, control: bool) -> bool:
        grid = self._grid
        assert grid is not None
        if self._place is None:
            self._go(Place(0, 0))
            if key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Delete):
                return True
        place = self._place
        assert place is not None
        on = -1 if self._drawing is not None and self._drawing.rtl else 1
        moves = {
            Qt.Key.Key_Right: lambda: grid.beside(place, on),
            Qt.Key.Key_Left: lambda: grid.beside(place, -on),
            Qt.Key.Key_Down: lambda: grid.below(place, 1),
            Qt.Key.Key_Up: lambda: grid.below(place, -1),
            Qt.Key.Key_Home: lambda: Place(0, 0) if control else grid.end(place, -1),
            Qt.Key.Key_End: lambda: grid.end(place, 1),
        }
        if key in moves:
            self._go(moves[key]())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open()
        elif key == Qt.Key.Key_Delete and self.chosen is not None:
            self.delete_asked.emit(self.chosen.card_id)
        else:
            return False
        return True

    def _open(self) -> None:
        if self.chosen is not None:
            self.card_opened.emit(self.chosen.card_id)
        elif self.chosen_cell is not None:
            self.cell_opened.emit(*self.chosen_cell)

    def _go(self, place: Place | None) -> None:
        if place is None or self._grid is None or self._grid.is_empty:
            return
        self._place = place
        card = self._grid.card(place)
        rect = rect_of(card or self._grid.cell(place))
        self._focus.put(rect, free=card is None)
        self.ensureVisible(rect, AIR, AIR)
        if card is not None:
            self.card_chosen.emit(card.card_id)

    def _keep_place(self, cell: tuple[int, int] | None, card: CardShape | None) -> None:
        self._focus.hide()
        if self._grid is None or self._grid.is_empty or self._place is None:
            self._place = None
            return
        found = self._grid.place_of(*cell, card.card_id if card else None) if cell else None
        self._place = self._grid.bounded(found or self._place)
        shown = self._grid.card(self._place)
        self._focus.put(rect_of(shown or self._grid.cell(self._place)), free=shown is None)

    def _place_at(self, point: QPoint) -> Place | None:
        at: QPointF = self.mapToScene(point)
        if self._drawing is None or self._grid is None:
            return None
        for card in self._drawing.cards:
            if rect_of(card).contains(at):
                return self._grid.place_of(card.step_id, card.lane_id, card.card_id)
        for cell in self._drawing.cells:
            if rect_of(cell).contains(at):
                return self._grid.place_of(cell.step_id, cell.lane_id)
        return None

    def _head_at(self, point: QPoint) -> Head | None:
        at = self.mapToScene(point)
        heads = self._drawing.heads if self._drawing is not None else ()
        return next((head for head in heads if rect_of(head).contains(at)), None)

    def _scale_to(self, zoom: float) -> None:
        factor = min(MOST, max(LEAST, zoom)) / self.zoom
        self.scale(factor, factor)
        self.zoom_changed.emit(self.zoom)
        self.moved.emit()

    def _on_theme_changed(self) -> None:
        self._ink.forget()
        self.setBackgroundBrush(self._ink.colour("bg"))
        self.viewport().update()
