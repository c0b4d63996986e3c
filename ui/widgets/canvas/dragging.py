"""Dragging cards, and stages, steps and lanes by their names; the map is laid out anew while they hang."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from cxdesk.journeys.shapes import CardShape, Head, MapDrawing
from ui.widgets.canvas.items import GhostItem, rect_of
from ui.widgets.canvas.where import Where

if TYPE_CHECKING:
    from ui.widgets.canvas.view import MapView

# So near to an edge of the window the map moves along, so many pixels a turn.
EDGE, PACE = 28, 14


@dataclass(frozen=True, slots=True)
class Drag:
    """What would be let go where: cards at a cell, or a stage, step or lane at a place.

    For a step, `place` is the column it would fill and `later` whether it is held over that column's second
    half, which says whose end it becomes where two stages meet.
    """

    kind: str
    ids: frozenset[int]
    grabbed: int
    step_id: int = 0
    lane_id: int = 0
    place: int = 0
    later: bool = False


class Dragging:
    """One drag from press to release; it tells the view's listeners each time the target changes."""

    def __init__(self, view: "MapView", ghost: GhostItem) -> None:
        self._view, self._ghost = view, ghost
        self._held: CardShape | Head | None = None
        self._from = QPointF()
        self._ids: frozenset[int] = frozenset()
        self._base: Where | None = None
        self.now: Drag | None = None
        self.allowed = False

    @property
    def is_on(self) -> bool:
        """Whether something hangs on the pointer."""
        return self.now is not None

    def hold(self, thing: CardShape | Head, at: QPointF) -> None:
        """Take hold of something; it only hangs once it was moved far enough."""
        self._held, self._from = thing, at

    def let_loose(self) -> None:
        """Forget what was held without having moved."""
        self._held = None

    def begin(self) -> bool:
        """Lift what is held; False when nothing is."""
        held, drawing = self._held, self._view.drawing
        if held is None or drawing is None:
            return False
        self._base = self._view.where
        if isinstance(held, CardShape):
            chosen = self._view.selection.cards
            self._ids = chosen if held.card_id in chosen else frozenset({held.card_id})
            cards = tuple(c for c in drawing.cards if c.card_id in self._ids)
            whole = QRectF()
            for card in cards:
                whole = whole.united(rect_of(card))
            self._ghost.take(cards, whole)
            if self._view.map_without is not None:
                # Lanes that the cards leave may become lower: targets are looked for where things will be.
                self._base = Where(self._view.map_without(self._ids))
            self._view.selection.show_moving(self._ids)
            self.now = Drag("card", self._ids, held.card_id, held.step_id, held.lane_id)
        else:
            self._ids = frozenset({held.id})
            self._ghost.take((), rect_of(held))
            self.now = Drag(held.kind, self._ids, held.id)
        self.allowed = True
        return True

    def move(self, to: QPointF) -> None:
        """Carry it to a point; a new target is told once."""
        if self.now is None:
            return
        self._ghost.setPos(to - self._from)
        target = self._target(to)
        if target is not None and target != self.now:
            self.now = target
            self._view.drag_moved.emit(target)

    def show(self, drawing: MapDrawing | None) -> None:
        """Show the map as it would be; None where it can't be let go."""
        self.allowed = drawing is not None
        if drawing is not None:
            self._view.show_preview(drawing)

    def end(self, *, drop: bool) -> None:
        """Let go, or give up."""
        done, self.now, self._held = self.now, None, None
        self._ghost.hide()
        self._view.selection.show_moving(frozenset())
        if done is None:
            return
        if drop and self.allowed:
            self._view.drag_dropped.emit(done)
        else:
            self._view.drag_cancelled.emit()

    def _target(self, to: QPointF) -> Drag | None:
        held, shown = self._held, self._view.where
        if self.now is None or shown is None or self._base is None or held is None:
            return None
        if isinstance(held, CardShape):
            # What the lane of now has grown belongs to it; elsewhere counts where things are without the grown part.
            where = shown if shown.lane_holds(self.now.lane_id, to.y()) else self._base
            spot = where.spot(to.x(), to.y(), self._ids)
            if spot is None:
                return None
            return Drag("card", self._ids, held.card_id, spot.step_id, spot.lane_id, spot.place)
        if held.kind == "step":
            column, later = self._base.column_at(to.x())
            return Drag("step", self._ids, held.id, place=column, later=later)
        return Drag(
            held.kind, self._ids, held.id, place=self._base.before(held.kind, held.id, to.x(), to.y())
        )
