"""Very many things to tick: a list that scrolls, with a line that finds among them."""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from cxdesk.i18n import _, folded
from cxdesk.surveys.definition import QuestionSpec
from ui.widgets.asking.asked import Asked, is_exclusive
from ui.widgets.asking.choosing import item_words
from ui.widgets.asking.marks import square_mark
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import start_of

_CODE = int(Qt.ItemDataRole.UserRole)
_LINES_SEEN = 5
_EDGE = 14


class ManyTicksAsked(Asked):
    """Each line is a target as a whole; what is ticked stays so while the list shows others: the items' codes."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        with skin.speaking():
            find = _("Type its first letters")
        self.line = FindLine(self.focus_first)
        self.line.setPlaceholderText(find)
        self.line.setAccessibleName(find)
        self.line.setAlignment(start_of(skin))
        self.line.setProperty("no_ring", True)
        self.line.textChanged.connect(self._find)
        self.list = QListWidget()
        self.list.setAccessibleName(self.said(question.text))
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_TickLine(self.list, skin))
        self.list.setMinimumHeight(_LINES_SEEN * skin.sizes.row)
        self._found: list[str] = []
        for item in question.items:
            words = " ".join(item_words(self, item).split())[:300]
            line = QListWidgetItem(words)
            self._found.append(folded(words))
            line.setData(_CODE, item.code)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(line)
        self.list.itemChanged.connect(self._on_changed)
        self.box.addWidget(self.line)
        self.box.addWidget(self.list)

    def answer(self) -> Any:
        """The codes of what is ticked."""
        lines = [self.list.item(n) for n in range(self.list.count())]
        return [line.data(_CODE) for line in lines if line.checkState() == Qt.CheckState.Checked] or None

    def set_answer(self, value: Any) -> None:
        """Tick these codes."""
        self._tick(set(value) if isinstance(value, (list, tuple)) else set())

    def focus_first(self) -> None:
        """To the list."""
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _find(self, text: str) -> None:
        wanted = folded(text.strip())
        for n, words in enumerate(self._found):
            self.list.setRowHidden(n, wanted not in words)

    def _tick(self, codes: set[Any]) -> None:
        with QSignalBlocker(self.list):
            for n in range(self.list.count()):
                line = self.list.item(n)
                on = line.data(_CODE) in codes
                line.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.viewport().update()

    def _on_changed(self, line: QListWidgetItem) -> None:
        alone = {i.code for i in self.question.items if is_exclusive(i)}
        code, ticked = line.data(_CODE), set(self.answer() or ())
        if code in ticked and ticked & alone:
            self._tick({code} if code in alone else ticked - alone)
        self.changed.emit()


class FindLine(QLineEdit):
    """A line of letters to find by; Enter goes to what was found, not on to the next screen."""

    def __init__(self, entered: Any) -> None:
        super().__init__()
        self._entered = entered

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrow down lead into the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._entered()
            event.accept()
            return
        super().keyPressEvent(event)


class _TickLine(QStyledItemDelegate):
    """A box as elsewhere in the questionnaire and the words; a touch anywhere on the line ticks it."""

    def __init__(self, view: QListWidget, skin: Skin) -> None:
        super().__init__(view)
        self._view, self._skin = view, skin

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as any line that is touched."""
        return QSize(0, self._skin.sizes.row)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ground, box, words."""
        skin, side = self._skin, self._skin.sizes.mark
        place = option.rect  # type: ignore[attr-defined]
        chosen = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        at_hand = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or at_hand:
            painter.fillRect(place, skin.colour("accent_soft" if chosen else "hover"))
        if at_hand:
            painter.setPen(skin.colour("focus"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        left = place.right() - _EDGE - side if skin.rtl else place.left() + _EDGE
        square_mark(painter, skin, QRectF(left, place.center().y() - side / 2, side, side), chosen)
        before, after = _EDGE + side + 12, _EDGE
        room = place.adjusted(after, 0, -before, 0) if skin.rtl else place.adjusted(before, 0, -after, 0)
        font = skin.font(skin.sizes.option)
        painter.setFont(font)
        painter.setPen(skin.colour("text"))
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(start_of(skin) | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on the line, or the space bar."""
        keyed = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if event.type() != QEvent.Type.MouseButtonRelease and not keyed:
            return False
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return bool(model.setData(index, state.value, Qt.ItemDataRole.CheckStateRole))
