"""How the cells of a table are drawn: text, numbers, scores, tags, changes and beads."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui.theme import Theme
from ui.widgets.beads import paint_bead
from ui.widgets.figures import value_text
from ui.widgets.mirror import running, visual_rect, visual_side
from ui.widgets.score_glyph import ScoreCell, paint_glyph

ROW = int(Qt.ItemDataRole.UserRole)
VALUE = ROW + 1
COLUMN = ROW + 2

Index = QModelIndex | QPersistentModelIndex

PADDING = 8
VALUE_WIDTH = 44
# “10 of 14” needs more room than any value.
LONGEST_VALUE, COUNT_WIDTH = 5, 68
FOCUS_BAR = 3


class CellDelegate(QStyledItemDelegate):
    """Draws whole rows in the look; knows the kinds that `Column` names."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme, self._table = theme, table
        self._hovered = -1
        table.entered.connect(self._on_entered)
        table.viewportEntered.connect(lambda: self._on_entered(QModelIndex()))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Columns are sized by the table; this is for “as wide as its text”."""
        text = str(index.data() or "")
        width = QFontMetrics(self._theme.font()).horizontalAdvance(text) + 2 * PADDING
        return QSize(width, self._theme.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, content."""
        painter.save()
        rect = option.rect  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        if selected:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        elif index.row() == self._hovered:
            painter.fillRect(rect, self._theme.colour("hover"))
        if selected and self._table.hasFocus() and self._begins(index):
            # Which of two lists has the keyboard; a list has no ring around it.
            bar = QRect(rect.left(), rect.top(), FOCUS_BAR, rect.height())
            painter.fillRect(
                visual_rect(self._table.layoutDirection(), rect, bar), self._theme.colour("focus")
            )
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(PADDING, 0, -PADDING, -1)
        column = index.data(COLUMN)
        getattr(self, f"_paint_{column.kind}", self._paint_text)(painter, inner, index, selected)
        painter.restore()

    def _begins(self, index: Index) -> bool:
        """Whether this is the cell its row begins with."""
        return self._table.horizontalHeader().visualIndex(index.column()) == 0

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say the whole of a cell that ends in “…”."""
        whole = self._whole_of(option.rect.width() - 2 * PADDING, index)  # type: ignore[attr-defined]
        if event.type() == QEvent.Type.ToolTip and whole:
            QToolTip.showText(event.globalPos(), whole, view)
            return True
        return super().helpEvent(event, view, option, index)

    def _whole_of(self, room: int, index: Index) -> str:
        """The lines of a cell, when one of them has no room."""
        column = index.data(COLUMN)
        if not index.isValid() or column.kind == "score":
            return ""
        value = index.data(VALUE)
        text = value[0] if column.kind in ("tag", "change") and value else str(index.data() or "")
        lines = [(text, self._theme.font(strong=column.kind == "strong"))]
        if column.sub is not None:
            lines.append((column.sub(index.data(ROW)), self._theme.font("caption")))
        room -= {"tag": 8, "bead": 20}.get(column.kind, 0)
        cut = any(QFontMetrics(font).horizontalAdvance(text) > room for text, font in lines)
        return "\n".join(text for text, _font in lines if text) if cut else ""

    def _on_entered(self, index: Index) -> None:
        if index.row() != self._hovered:
            self._hovered = index.row()
            self._table.viewport().update()

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRect,
        index: Index,
        selected: bool,
        font: QFont | None = None,
        tone: str = "text",
    ) -> None:
        column = index.data(COLUMN)
        font = font or self._theme.font()
        below = column.sub(index.data(ROW)) if column.sub is not None else ""
        if below:
            rect, rest = _two_lines(rect, self._theme)
            self._line(painter, rest, below, self._theme.font("caption"), "text2", index)
        self._line(painter, rect, str(index.data() or ""), font, tone, index)

    def _paint_strong(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        self._paint_text(painter, rect, index, selected, self._theme.font(strong=True))

    def _paint_muted(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        self._paint_text(painter, rect, index, selected, tone="text2")

    def _paint_change(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        text, tone = index.data(VALUE) or (index.data(), "text2")
        font = self._theme.font("caption", strong=tone in ("good", "bad"))
        self._line(painter, rect, text, font, tone, index)

    def _paint_score(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        cell: ScoreCell | None = index.data(VALUE)
        if cell is None:
            return self._line(painter, rect, str(index.data() or ""), self._theme.font(), "text2", index)
        text = str(index.data() or value_text(cell.figure))
        column = index.data(COLUMN)
        below = column.sub(index.data(ROW)) if column.sub is not None else ""
        if below:
            rect, rest = _two_lines(rect, self._theme)
            self._line(painter, rest, below, self._theme.font("caption"), "text2", index)
        wide = COUNT_WIDTH if len(text) > LONGEST_VALUE else VALUE_WIDTH
        value = self._visual(rect, QRect(rect.left(), rect.top(), wide, rect.height()))
        self._line(painter, value, text, self._theme.font(strong=True), "text", index)
        track = QRect(rect.left() + wide + 4, rect.top(), rect.width() - wide - 12, rect.height())
        size = float(self._theme.tokens["score_glyph"]["scale_in_table"])
        paint_glyph(painter, QRectF(self._visual(rect, track)), self._theme, cell, size)

    def _paint_tag(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        value: Any = index.data(VALUE)
        if not value or not value[0]:
            return
        text, kind = value
        font = self._theme.font("caption")
        width = min(QFontMetrics(font).horizontalAdvance(text) + 16, rect.width())
        height = 20 + self._theme.extra_line // 2
        box = QRect(rect.left(), rect.center().y() - height // 2 + 1, width, height)
        box = self._visual(rect, box)
        ground, ink = ("sunken", "text2") if kind == "plain" else (f"{kind}_soft", kind)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width - 8)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)

    def _paint_bead(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        spot = self._visual(rect, QRect(rect.left(), rect.top(), 12, rect.height()))
        at = QPointF(spot.left() + 6, rect.center().y() + 0.5)
        paint_bead(painter, at, 6, str(index.data(VALUE)), self._theme.colour("data"), self._theme.rtl)
        text = self._visual(rect, rect.adjusted(20, 0, 0, 0))
        self._line(painter, text, str(index.data() or ""), self._theme.font(), "text2", index)

    def _line(self, painter: QPainter, rect: QRect, text: str, font: QFont, tone: str, index: Index) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        side = visual_side(self._table.layoutDirection(), index.data(Qt.ItemDataRole.TextAlignmentRole))
        painter.setLayoutDirection(running(text, self._table.layoutDirection()))
        painter.drawText(rect, int(side), shown)

    def _visual(self, whole: QRect, rect: QRect) -> QRect:
        return visual_rect(self._table.layoutDirection(), whole, rect)


def _two_lines(rect: QRect, theme: Theme) -> tuple[QRect, QRect]:
    body, small = theme.line("body"), theme.line("caption")
    top = rect.center().y() - (body + small) // 2
    return QRect(rect.left(), top, rect.width(), body), QRect(rect.left(), top + body, rect.width(), small)
