"""How a row of the outline is drawn: sections as headings, questions with type, number, words and marks."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cxdesk.i18n import number
from ui.surveys.outline_model import ROW
from ui.surveys.outline_rows import OutlineRow
from ui.theme import Theme
from ui.widgets.mirror import running, visual_rect, visual_side

Index = QModelIndex | QPersistentModelIndex
PAD = 12
ICON = 16
NUMBER = 26
MARKS = {"logic": "split", "template": "sparkles"}


class OutlineDelegate(QStyledItemDelegate):
    """Paints rows; the row where the keyboard is has a bar at its start, the chosen ones a ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Sections have air above them."""
        row: OutlineRow = index.data(ROW)
        extra = {"section": 12, "survey": 4}.get(row.kind, 0)
        return QSize(120, self._theme.row_height + extra)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row: OutlineRow = index.data(ROW)
        whole: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, whole, option, chosen, bool(state & QStyle.StateFlag.State_MouseOver))
        room = whole.adjusted(PAD, 0, -PAD, 0)
        if row.kind == "section":
            room.setTop(room.top() + 12)
            self._section(painter, room, row, index)
        else:
            self._question(painter, room, row, chosen)
        painter.restore()

    def _ground(
        self, painter: QPainter, whole: QRect, option: QStyleOptionViewItem, chosen: bool, over: bool
    ) -> None:
        direction = option.direction  # type: ignore[attr-defined]
        if chosen or over:
            painter.fillRect(whole, self._theme.colour("accent_soft" if chosen else "hover"))
        if chosen:
            bar = QRect(whole.left(), whole.top(), 3, whole.height())
            painter.fillRect(visual_rect(direction, whole, bar), self._theme.colour("accent"))

    def _section(self, painter: QPainter, room: QRect, row: OutlineRow, index: Index) -> None:
        """An arrow that folds it, its heading, and how many questions are out of sight."""
        direction = painter.layoutDirection()
        is_folded = index.model().is_folded(row)  # type: ignore[attr-defined]
        spot = QRect(room.left() - 2, room.center().y() - ICON // 2, ICON, ICON)
        arrow = self._theme.pixmap("chevron-right" if is_folded else "chevron-down", "text2", ICON)
        painter.drawPixmap(visual_rect(direction, room, spot), arrow)
        left = self._marks(painter, room.adjusted(ICON + 8, 0, 0, 0), room, row)
        if is_folded:
            words = number(row.inside)
            wide = QFontMetrics(self._theme.font("caption")).horizontalAdvance(words) + 4
            count = QRect(left.right() - wide, left.top(), wide, left.height())
            draw_words(self._theme, painter, count, room, words, "caption", "text2")
            left = left.adjusted(0, 0, -wide - 8, 0)
        tone = "text3" if row.is_empty else "text2"
        draw_words(self._theme, painter, left, room, row.text, "body", tone, strong=True)

    def _question(self, painter: QPainter, room: QRect, row: OutlineRow, chosen: bool) -> None:
        direction = painter.layoutDirection()
        spot = QRect(room.left(), room.center().y() - ICON // 2, ICON, ICON)
        tone = "accent" if chosen else "text3"
        painter.drawPixmap(visual_rect(direction, room, spot), self._theme.pixmap(row.icon, tone, ICON))
        left = room.adjusted(ICON + 8, 0, 0, 0)
        if row.kind == "question":
            count = QRect(left.left(), left.top(), NUMBER, left.height())
            draw_words(self._theme, painter, count, room, row.number, "caption", "text2")
            left = left.adjusted(NUMBER, 0, 0, 0)
        left = self._marks(painter, left, room, row)
        tone = "text3" if row.is_empty else "text"
        draw_words(self._theme, painter, left, room, row.text, "body", tone, strong=row.kind == "survey")

    def _marks(self, painter: QPainter, left: QRect, whole: QRect, row: OutlineRow) -> QRect:
        """Draw the marks at the end; gives the room that is left."""
        for mark in reversed(row.marks):
            spot = QRect(left.right() - 13, left.center().y() - 7, 14, 14)
            seen = visual_rect(painter.layoutDirection(), whole, spot)
            if mark in MARKS:
                painter.drawPixmap(
                    seen, self._theme.pixmap(MARKS[mark], "accent" if mark == "template" else "text3", 14)
                )
            else:
                painter.setFont(self._theme.font("lead", strong=True))
                painter.setPen(self._theme.colour("accent"))
                painter.drawText(seen.adjusted(0, 2, 0, 4), int(Qt.AlignmentFlag.AlignCenter), "*")
            left = left.adjusted(0, 0, -18, 0)
        return left


def draw_words(
    theme: Theme,
    painter: QPainter,
    rect: QRect,
    whole: QRect,
    text: str,
    role: str,
    tone: str,
    *,
    strong: bool = False,
    middle: bool = False,
) -> None:
    """One line of a row in its own direction, at the row's beginning; `middle` is half way down its place."""
    direction = painter.layoutDirection()
    font = theme.font(role, strong=strong)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    side = visual_side(direction, Qt.AlignmentFlag.AlignLeft)
    if middle:
        side |= Qt.AlignmentFlag.AlignVCenter
    painter.setLayoutDirection(running(text, direction))
    painter.drawText(visual_rect(direction, whole, rect), int(side), words)
    painter.setLayoutDirection(direction)
