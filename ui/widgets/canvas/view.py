"""The one zoomable canvas: a map's drawing, walked by keyboard and hand."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QInputDevice,
    QNativeGestureEvent,
    QPainter,
    QPixmapCache,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QToolTip, QWidget

from cxdesk.journeys.shapes import CardShape, Cell, Head, MapDrawing
from ui.theme import Theme
from ui.widgets.canvas import gestures
from ui.widgets.canvas.dragging import Dragging
from ui.widgets.canvas.far_item import FarItem
from ui.widgets.canvas.frame_item import FrameItem, far_names
from ui.widgets.canvas.frozen import FrozenHeads
from ui.widgets.canvas.hand import Hand
from ui.widgets.canvas.ink import Ink
from ui.widgets.canvas.items import BandItem, CardItem, FocusItem, GhostItem, rect_of
from ui.widgets.canvas.keys import Keys
from ui.widgets.canvas.selecting import Selection
from ui.widgets.canvas.sight import Sight
from ui.widgets.canvas.walk import Grid, Place
from ui.widgets.canvas.where import Where

AIR = 24
# The painted cards of a large window at twice the size.
KEPT_KILOBYTES = 96 * 1024


class MapView(Hand, Keys, Sight, QGraphicsView):
    """Shows a drawing; says what the person chose, opened, dragged or asked for, and changes nothing itself."""

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
    walked = Signal()
    selection_changed = Signal()
    drag_moved = Signal(object)
    drag_dropped = Signal(object)
    drag_cancelled = Signal()
    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ink = Ink(theme)
        self.drawing: MapDrawing | None = None
        self.where: Where | None = None
        # Without it nothing is dragged, and the left button moves the map.
        self.may_arrange = False
        # What is said of a card or a name when the pointer rests on it: "card", "stage", "step" or "lane" and its id.
        self.told_of: Callable[[str, int], str] | None = None
        self.map_without: Callable[[frozenset[int]], MapDrawing] | None = None
        self.items_of_cards: dict[int, CardItem] = {}
        self.grid: Grid | None = None
        self.place: Place | None = None
        self._frame: FrameItem | None = None
        self._focus = FocusItem(self._ink)
        self.set_up_sight()
        scene = QGraphicsScene(self)
        # An index of a few thousand rectangles that seldom move is quick to ask.
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.setScene(scene)
        band, ghost = BandItem(self._ink), GhostItem(self._ink)
        self.far_cards = FarItem(self._ink, lambda: self.selection.looks)
        for item in (self._focus, band, ghost, self.far_cards):
            scene.addItem(item)
        self.selection = Selection(self, band)
        self.dragging = Dragging(self, ghost)
        self._fingers = gestures.Fingers(self)
        self.frozen = FrozenHeads(self, self._ink)
        self.set_up_hand()
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlags(
            QGraphicsView.OptimizationFlag.DontSavePainterState
            | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing
        )
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), KEPT_KILOBYTES))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        # Without one, the corner between the two bars shows as a bright square.
        self.setCornerWidget(QWidget())
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def rtl(self) -> bool:
        """Whether the map that is shown runs from right to left."""
        return self.drawing is not None and self.drawing.rtl

    @property
    def chosen(self) -> CardShape | None:
        """The card where the keyboard is."""
        return self.grid.card(self.place) if self.grid and self.place else None

    @property
    def chosen_cell(self) -> tuple[int, int] | None:
        """Step and lane where the keyboard is."""
        cell = self.cell_in_focus
        return (cell.step_id, cell.lane_id) if cell else None

    @property
    def cell_in_focus(self) -> Cell | None:
        """The cell where the keyboard is."""
        return self.grid.cell(self.place) if self.grid and self.place else None

    @property
    def chosen_cards(self) -> list[int]:
        """The cards that a command is for: all that are chosen, else the one where the keyboard is."""
        if self.selection.cards and self.drawing is not None:
            return [c.card_id for c in self.drawing.cards if c.card_id in self.selection.cards]
        return [self.chosen.card_id] if self.chosen else []

    def show_pictures(self, picture_bytes: Callable[[str], bytes | None]) -> None:
        """Where the bytes of photographs come from, by their hash."""
        self._ink.picture_bytes = picture_bytes

    def show_drawing(self, drawing: MapDrawing) -> None:
        """Show another drawing, or the same map after a change; the chosen place stays."""
        kept_cell, kept_card = self.chosen_cell, self.chosen
        self._put(drawing)
        self.grid = Grid(drawing)
        self.selection.keep(frozenset(self.items_of_cards))
        self._keep_place(kept_cell, kept_card)
        self.fit_again()
        self.moved.emit()

    def show_preview(self, drawing: MapDrawing) -> None:
        """Show how the map would be, while something is dragged; nothing else changes."""
        self._focus.hide()
        self._put(drawing)

    def choose_card(self, card_id: int) -> None:
        """Put the keyboard on a card and bring it into sight."""
        card = self.shape_of(card_id)
        if card is not None and self.grid is not None:
            self.go(self.grid.place_of(card.step_id, card.lane_id, card_id))

    def shape_of(self, card_id: int) -> CardShape | None:
        """A card as it lies on the drawing."""
        item = self.items_of_cards.get(card_id)
        return item.card if item else None

    def hide_place(self, hidden: bool) -> None:
        """Take the ring away while something is typed there."""
        self._focus.setVisible(not hidden and self.place is not None)

    def place_in_sight(self, kind: str, number: int) -> QRectF | None:
        """Where a card, or the name of a stage, step or lane is shown, in pixels of the viewport."""
        if self.drawing is None:
            return None
        place: CardShape | Head | None
        if kind == "card":
            place = self.shape_of(number)
        else:
            place = next((h for h in self.drawing.heads if (h.kind, h.id) == (kind, number)), None)
        if place is None:
            return None
        frozen = self.frozen.place(rect_of(place)) if isinstance(place, Head) else None
        return frozen or QRectF(self.mapFromScene(rect_of(place)).boundingRect())

    def place_of_keyboard(self) -> QRect | None:
        """Where the keyboard is, in pixels of the viewport."""
        if self.grid is None or self.place is None:
            return None
        here = self.grid.card(self.place) or self.grid.cell(self.place)
        return self.mapFromScene(rect_of(here)).boundingRect()

    def go_to_start(self) -> None:
        """Show where the map begins, in reading direction, and forget where the keyboard was."""
        self.place = None
        self._focus.hide()
        self.selection.choose(frozenset())
        self.show_start()

    def go(self, place: Place | None, *, bring: bool = True) -> None:
        """Put the keyboard on a place and bring it into sight; under a pressed button nothing may move."""
        if place is None or self.grid is None or self.grid.is_empty:
            return
        self.place = place
        card = self.grid.card(place)
        rect = rect_of(card or self.grid.cell(place))
        self._focus.put(rect, free=card is None)
        if bring:
            self.bring(rect, AIR)
        self.walked.emit()
        if card is not None:
            self.card_chosen.emit(card.card_id)

    def open_place(self) -> None:
        """Ask for the card or free cell where the keyboard is to be opened."""
        if self.chosen is not None:
            self.card_opened.emit(self.chosen.card_id)
        elif self.chosen_cell is not None:
            self.cell_opened.emit(*self.chosen_cell)

    def place_at(self, point: QPoint) -> Place | None:
        """The cell or card at a point of the window."""
        if self.grid is None or self.where is None or self.frozen.to_map(point) is not None:
            return None
        at = self.mapToScene(point)
        if (card := self.where.card_at(at.x(), at.y())) is not None:
            return self.grid.place_of(card.step_id, card.lane_id, card.card_id)
        cell = self.where.cell_at(at.x(), at.y())
        return self.grid.place_of(cell.step_id, cell.lane_id) if cell else None

    def card_at(self, point: QPoint) -> CardShape | None:
        """The card at a point of the window."""
        at = self.mapToScene(point)
        free = self.where is not None and self.frozen.to_map(point) is None
        return self.where.card_at(at.x(), at.y()) if self.where and free else None

    def to_map(self, point: QPoint) -> QPointF:
        """What of the map is seen at a point of the window: a name that stays in view, else what lies there."""
        return self.frozen.to_map(point) or self.mapToScene(point)

    def head_at(self, point: QPoint) -> Head | None:
        """The name of a stage, step or lane at a point of the window."""
        at = self.to_map(point)
        return self.where.head_at(at.x(), at.y()) if self.where else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        gestures.wheel(self, event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Fingers and touchpads first; the rest as ever."""
        if isinstance(event, QNativeGestureEvent):
            return gestures.native(self, event)
        if isinstance(event, QTouchEvent) and event.deviceType() == QInputDevice.DeviceType.TouchScreen:
            return self._fingers.handle(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._told_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def _told_at(self, point: QPoint) -> str:
        if self.told_of is None:
            return ""
        if (card := self.card_at(point)) is not None:
            return self.told_of("card", card.card_id)
        head = self.head_at(point)
        return self.told_of(head.kind, head.id) if head else ""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the card, cell or name: under the hand, or where the keyboard is."""
        at = event.pos()
        if event.reason() != QContextMenuEvent.Reason.Mouse and self.place is not None and self.grid:
            rect = rect_of(self.grid.card(self.place) or self.grid.cell(self.place))
            self.menu_asked.emit(self.viewport().mapToGlobal(self.mapFromScene(rect.center())), None)
            return
        if (place := self.place_at(at)) is not None:
            card = self.card_at(at)
            if card is None or card.card_id not in self.selection.cards:
                self.selection.choose(frozenset())
            self.go(place)
        self.menu_asked.emit(self.viewport().mapToGlobal(at), self.head_at(at))

    def _put(self, drawing: MapDrawing) -> None:
        """Bring the scene in step with a drawing; cards that are as they were are left alone."""
        scene = self.scene()
        # Qt does not mirror a scene: what begins on the right is kept on the right.
        side = Qt.AlignmentFlag.AlignRight if drawing.rtl else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        size = QRectF(0, 0, drawing.width, drawing.height)
        heads = self.drawing.heads if self.drawing is not None else ()
        is_other = self.drawing is None or self._frame is None or drawing.frame != self.drawing.frame
        if is_other:
            if self._frame is not None:
                scene.removeItem(self._frame)
            room = size.adjusted(-4, -4, 4, 4)
            self._frame = FrameItem(drawing.frame, room, self._ink, far_names(drawing))
            scene.addItem(self._frame)
        there = {card.card_id for card in drawing.cards}
        for number in [n for n in self.items_of_cards if n not in there]:
            scene.removeItem(self.items_of_cards.pop(number))
        added: list[CardItem] = []
        for card in drawing.cards:
            if (item := self.items_of_cards.get(card.card_id)) is not None:
                item.show_card(card)
            else:
                item = self.items_of_cards[card.card_id] = CardItem(card, self._ink)
                added.append(item)
                scene.addItem(item)
        if added:
            self.show_for_zoom(added)
        self.far_cards.show_drawing(drawing)
        self.drawing, self.where = drawing, Where(drawing)
        before, after = (AIR / 2, AIR) if drawing.rtl else (AIR, AIR / 2)
        scene.setSceneRect(size.adjusted(-before, -AIR / 2, after, AIR))
        if is_other or drawing.heads != heads:
            self.frozen.show_drawing(drawing)
        else:
            self.frozen.lie()
        self.selection.show_looks()

    def _keep_place(self, cell: tuple[int, int] | None, card: CardShape | None) -> None:
        self._focus.hide()
        if self.grid is None or self.grid.is_empty or self.place is None:
            self.place = None
            return
        found = self.grid.place_of(*cell, card.card_id if card else None) if cell else None
        self.place = self.grid.bounded(found or self.place)
        shown = self.grid.card(self.place)
        self._focus.put(rect_of(shown or self.grid.cell(self.place)), free=shown is None)

    def show_for_zoom(self, items: Iterable[CardItem]) -> None:
        """Cards one by one, with their pictures kept where words are read; from far out all in one go."""
        near, far = self.is_near, self.is_far
        self.far_cards.setVisible(far)
        for item in items:
            if not far:
                item.keep_picture(near)
            item.setVisible(not far)

    def _on_theme_changed(self) -> None:
        self._ink.forget()
        self.setBackgroundBrush(self._ink.colour("bg"))
        for item in self.items_of_cards.values():
            item.update()
        self.far_cards.update()
        self.frozen.lie()
        self.viewport().update()
