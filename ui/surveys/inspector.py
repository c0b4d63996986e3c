"""Beside the preview: every question with where it is shown or why it is not, and a click to go there."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cxdesk.i18n import _, isolated
from ui.surveys.path_told import Told, told
from ui.surveys.respondent import Respondent
from ui.theme import Theme

_TALL = 100_000
_CODE = int(Qt.ItemDataRole.UserRole)


class _WholeWords(QStyledItemDelegate):
    """Lines as high as their words need at the width there is; Qt reckons with a wider list and cuts the last one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the list, as high as the words."""
        given = index.data(Qt.ItemDataRole.SizeHintRole)
        if given is not None and given.isValid():
            return given  # type: ignore[no-any-return]
        view = self.parent()
        assert isinstance(view, QListWidget)
        self.initStyleOption(option, index)
        width = view.viewport().width() - 2 * view.spacing()
        option.rect = QRect(0, 0, width, _TALL)  # type: ignore[attr-defined]
        style, margin = view.style(), view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
        place = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view)
        # What is strong while its page is shown needs no other height than before.
        font = QFont(option.font)  # type: ignore[attr-defined]
        font.setWeight(QFont.Weight.DemiBold)
        room = QRect(0, 0, min(place.width(), width - view.iconSize().width()) - 2 * margin, _TALL)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        words = QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
        return QSize(width, max(words.height(), view.iconSize().height()) + 2)


class Inspector(QListWidget):
    """A list of the survey's elements; Enter or a click goes to the question, or to the one that decides over it."""

    def __init__(self, theme: Theme, go_to: Callable[[str], None]) -> None:
        super().__init__()
        self._theme, self._go_to = theme, go_to
        self._rows: list[Told] = []
        self._items: list[QListWidgetItem] = []
        self.setAccessibleName(_("The way through"))
        self.setWordWrap(True)
        self.setItemDelegate(_WholeWords(self))
        self.setSpacing(2)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setIconSize(QSize(16, 16))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def show_respondent(self, respondent: Respondent) -> None:
        """Tell the way as it is now; what is the same is left alone."""
        rows = told(respondent)
        if [(r.code, r.heading) for r in rows] != [(r.code, r.heading) for r in self._rows]:
            self.clear()
            self._items, self._rows = [], []
            for row in rows:
                if row.heading:
                    self.addItem(self._heading(row.heading, first=not self._items))
                self._items.append(QListWidgetItem())
                self.addItem(self._items[-1])
        for n, row in enumerate(rows):
            if n >= len(self._rows) or self._rows[n] != row:
                self._show(self._items[n], row)
                self.scheduleDelayedItemsLayout()
        self._rows = rows
        here = next((n for n, row in enumerate(rows) if row.page == respondent.at), -1)
        for n, row in enumerate(rows):
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold if row.page == respondent.at else QFont.Weight.Normal)
            if self._items[n].font() != font:
                self._items[n].setFont(font)
                self.scheduleDelayedItemsLayout()  # strong words may need one more line
        if here >= 0 and not self.hasFocus():
            self.scrollToItem(self._items[here])

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """The sign beside the first line, and every word of the reason: it is what one came for."""
        super().initViewItemOption(option)
        option.decorationAlignment = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter  # type: ignore[attr-defined]
        option.textElideMode = Qt.TextElideMode.ElideNone  # type: ignore[attr-defined]

    def rows(self) -> list[Told]:
        """What is told."""
        return list(self._rows)

    def item_of(self, code: str) -> QListWidgetItem:
        """The line of a question."""
        return next(item for item, row in zip(self._items, self._rows, strict=True) if row.code == code)

    def _heading(self, words: str, *, first: bool) -> QListWidgetItem:
        """A section's title: a line of its own with air above it, which the keys pass by."""
        made = QListWidgetItem(isolated(words))
        made.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        made.setFont(font)
        made.setForeground(self._theme.colour("text2"))
        made.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom)
        if not first:
            made.setSizeHint(QSize(0, self.fontMetrics().height() * 2))
        return made

    def _show(self, item: QListWidgetItem, row: Told) -> None:
        item.setText("\n".join((isolated(row.words), row.reason)))
        shown = row.state == "shown"
        icon = "circle-check" if row.answered else "eye" if shown else "eye-off"
        item.setIcon(self._theme.icon(icon, "accent" if row.answered else "text2" if shown else "text3", 16))
        item.setForeground(self._theme.colour("text" if shown else "text2"))
        item.setData(_CODE, row.goes_to)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        if code := item.data(_CODE):
            self._go_to(code)
