"""The map of customers to look at and to work with: walk it with the arrow keys, drag its cuts, point at a bubble."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from cxdesk.i18n import _, directed
from ui.theme import Theme
from ui.widgets.charts import ChartView

if TYPE_CHECKING:
    from cxdesk.analysis.account_map import AccountMap, Placed
    from exports.charts.quadrant_plot import Places

NEAR = 5.0
HEIGHT = 470.0
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapView(ChartView):
    """`chosen(key)` follows the walk and a click, `opened(key)` Enter and a double click.

    `score_cut(value)` and `revenue_cut(value)` follow a line that was dragged and let go.
    """

    chosen = Signal(str)
    opened = Signal(str)
    score_cut = Signal(float)
    revenue_cut = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.theme = theme
        self.found: AccountMap | None = None
        self.places: Places | None = None
        self.key = ""
        self.dragged: tuple[str, float] | None = None
        self._at: dict[str, int] = {}
        self._over = _Overlay(self)
        self.setMouseTracking(True)
        self.drawn.connect(self._on_drawn)

    def show_map(self, found: "AccountMap", source: str) -> None:
        """Show another map; the customer that was chosen stays chosen when it is on it."""
        from exports.charts.account_map import map_chart

        self.found = found
        self._at = {p.standing.key: n for n, p in enumerate(found.placed)}
        if self.key not in self._at:
            self.key = ""
        self.places = None
        self.show_chart(map_chart(found), _("Map of customers"), HEIGHT, source=source)

    def choose(self, key: str) -> None:
        """Mark a customer without telling anyone."""
        if key in self._at and key != self.key:
            self.key = key
            self._tell_reader()
            self._over.update()

    def place_of(self, key: str) -> QPointF | None:
        """The middle of a customer's bubble."""
        if self.places is None or key not in self._at:
            return None
        x, y, _radius = self.places.bubbles[self._at[key]]
        return QPointF(x, y)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, open, copy."""
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and self.places is not None:
            if key in _WAYS:
                self._go(self._next(*_WAYS[key]))
                return
            if key == Qt.Key.Key_Home and self.found and self.found.placed:
                self._go(self.found.placed[0].standing.key)
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key:
                self.opened.emit(self.key)
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a cut, or choose the customer under the hand."""
        if event.button() != Qt.MouseButton.LeftButton or self.places is None:
            return
        at = event.position()
        key = self._key_at(at)
        line = "" if key else self._line_at(at)
        if line:
            self._drag(line, at)
        elif key:
            self._go(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the cut that is held; else show what can be taken hold of."""
        at = event.position()
        if self.dragged is not None:
            self._drag(self.dragged[0], at)
            return
        line = "" if self._key_at(at) else self._line_at(at)
        shapes = {"score": Qt.CursorShape.SplitHCursor, "revenue": Qt.CursorShape.SplitVCursor}
        shape = shapes.get(line, Qt.CursorShape.ArrowCursor)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._key_at(at) else shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the cut go where it is."""
        if self.dragged is None:
            return
        (line, value), self.dragged = self.dragged, None
        self._over.update()
        (self.score_cut if line == "score" else self.revenue_cut).emit(value)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the customer."""
        if key := self._key_at(event.position()):
            self.opened.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The overlay covers the chart."""
        super().resizeEvent(event)
        self._over.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """Say who is under the hand, and why it may be on either side."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            placed = self.placed(self._key_at(QPointF(event.pos())))
            if placed is not None:
                QToolTip.showText(event.globalPos(), in_words(placed), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def placed(self, key: str) -> "Placed | None":
        """The customer of a key on this map."""
        return self.found.placed[self._at[key]] if self.found and key in self._at else None

    def drag_text(self) -> str:
        """The value of the cut that is being dragged."""
        from cxdesk.analysis.map_words import amount, score_text

        if self.dragged is None or self.found is None:
            return ""
        line, value = self.dragged
        return score_text(value) if line == "score" else amount(value, self.found.currency)

    def _go(self, key: str) -> None:
        if key:
            self.choose(key)
            self.chosen.emit(key)

    def _next(self, dx: int, dy: int) -> str:
        """The nearest customer in a direction; the first step lands on the largest."""
        if self.found is None or self.places is None or not self.found.placed:
            return ""
        if not self.key:
            return self.found.placed[0].standing.key
        here = self._at[self.key]
        x, y, _r = self.places.bubbles[here]
        best, least = "", float("inf")
        for n, (other_x, other_y, _r) in enumerate(self.places.bubbles):
            along = (other_x - x) * dx + (other_y - y) * dy
            across = abs((other_x - x) * dy) + abs((other_y - y) * dx)
            # A customer right on top of this one is reached by the keys of the list.
            if n == here or along <= 0.01 or across > along * 2:
                continue
            if (far := along + 2 * across) < least:
                best, least = self.found.placed[n].standing.key, far
        return best

    def _key_at(self, at: QPointF) -> str:
        """The smallest bubble under a point: small ones lie on top."""
        if self.places is None or self.found is None:
            return ""
        best, least = "", float("inf")
        for n, (x, y, r) in enumerate(self.places.bubbles):
            if r < least and (at.x() - x) ** 2 + (at.y() - y) ** 2 <= (r + 2) ** 2:
                best, least = self.found.placed[n].standing.key, r
        return best

    def _line_at(self, at: QPointF) -> str:
        if self.places is None or not QRectF(*self.places.frame).contains(at):
            return ""
        if abs(at.x() - self.places.cut[0]) <= NEAR:
            return "score"
        return "revenue" if abs(at.y() - self.places.cut[1]) <= NEAR else ""

    def _drag(self, line: str, at: QPointF) -> None:
        if self.places is None:
            return
        value = self.places.x_value(at.x()) if line == "score" else self.places.y_value(at.y())
        self.dragged = (line, float(round(value)) if line == "score" else _round_amount(max(value, 0.0)))
        self._over.update()

    def _on_drawn(self) -> None:
        from exports.charts.data import Quadrant
        from exports.charts.quadrant_plot import places

        if isinstance(self.data, Quadrant) and self.look is not None:
            self.places = places(self.data, self.look)
        self._over.setGeometry(self.rect())
        self._over.raise_()
        self._over.update()
        self._tell_reader()

    def _tell_reader(self) -> None:
        """The chosen customer; nobody listens to all of them one after the other, they are in the list."""
        from cxdesk.analysis.map_words import headline

        placed = self.placed(self.key)
        if placed is not None:
            self.setAccessibleDescription(in_words(placed))
        elif self.found is not None:
            self.setAccessibleDescription(headline(self.found))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))


class _Overlay(QWidget):
    """The mark around the chosen customer, and the cut while it is dragged: drawn without drawing the chart again."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ring and name; dashed line and value."""
        view = self._view
        if view.places is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_chosen(painter)
        if view.dragged is not None:
            self._paint_drag(painter)

    def _paint_chosen(self, painter: QPainter) -> None:
        view = self._view
        placed = view.placed(view.key)
        if placed is None or view.places is None:
            return
        x, y, r = view.places.bubbles[view._at[view.key]]
        painter.setPen(QPen(view.theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), r + 3, r + 3)
        # The largest have their name in the chart.
        if view.data is not None and view._at[view.key] >= getattr(view.data, "named", 0):
            self._paint_label(painter, placed.standing.name, QPointF(x, y - r - 6))

    def _paint_drag(self, painter: QPainter) -> None:
        view = self._view
        if view.places is None or view.dragged is None:
            return
        line, value = view.dragged
        frame = QRectF(*view.places.frame)
        pen = QPen(view.theme.colour("accent"), 2)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        plot = view.places.plot
        if line == "score":
            inside = plot.x(value)
            x = (plot.look.room - inside if view.places.mirrored else inside) + 2
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            self._paint_label(painter, view.drag_text(), QPointF(x, frame.top() + 40))
        else:
            y = min(max(plot.y(value), frame.top()), frame.bottom())
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            self._paint_label(painter, view.drag_text(), QPointF(frame.center().x(), y - 6))

    def _paint_label(self, painter: QPainter, text: str, foot: QPointF) -> None:
        """A word on the chart's own ground, its lower edge in the middle at a point."""
        view = self._view
        font = view.theme.font("caption", strong=True)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 180)
        box = QRectF(0, 0, metrics.horizontalAdvance(shown) + 8, metrics.height() + 2)
        left = min(max(foot.x() - box.width() / 2, 0), self.width() - box.width())
        box.moveTopLeft(QPointF(left, max(foot.y() - box.height(), 0)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(view.theme.colour("surface"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(font)
        painter.setPen(view.theme.colour("accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, directed(shown))


def in_words(placed: "Placed") -> str:
    """A customer in sentences: for the hand that hovers and for who listens."""
    from cxdesk.analysis.map_words import amount, answered_sentence, quadrant_word, reason, score_text

    s = placed.standing
    said = _("{customer}: {quadrant}. Score {score}, revenue {amount}.").format(
        customer=s.name,
        quadrant=quadrant_word(placed.quadrant),
        score=score_text(round(placed.score)),
        amount=amount(placed.revenue, s.currency),
    )
    lines = (said, answered_sentence(s.answered, s.invited) + ".", reason(placed))
    return "\n".join(line for line in lines if line)


def _round_amount(value: float) -> float:
    """Two digits that count: nobody drags to the euro."""
    if value <= 0:
        return 0.0
    step = 10.0 ** (len(str(int(value))) - 2)
    return round(value / step) * step if step >= 1 else round(value, 2)
