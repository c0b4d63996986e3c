"""A ranking: things take a place by a click, by dragging, or by keys."""

import unicodedata
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTextDocument
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from cxdesk.i18n import _, listed
from cxdesk.surveys.definition import QuestionSpec
from ui.widgets.asking.asked import Asked, whole_number
from ui.widgets.asking.marks import RADIUS, Painted
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import document, paint_words, start_of

_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Thing(Painted, QCheckBox):
    """One thing with its place, if it has one."""

    def __init__(self, skin: Skin, code: str, words: str) -> None:
        super().__init__()
        self.code, self.words, self.place = code, words, 0
        self.dress(skin, words)

    def show_place(self, place: int) -> None:
        """Show a place; 0 is none."""
        self.place = place
        self.setChecked(place > 0)
        with self.skin.speaking():
            said = _("place {n}").format(n=self.skin.digits(place)) if place else _("no place yet")
        self.setAccessibleName(listed((self.words, said), self.skin.language))
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words, and a target at least."""
        return max(self.skin.sizes.row, round(self._laid(width).size().height()) + 20)

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        """Room for place and grip."""
        return QSize(160, self.skin.sizes.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, place, words, grip."""
        painter = self._begin()
        ranked = self.place > 0
        painter.setBrush(self.skin.colour("hover" if self.underMouse() and not ranked else "surface"))
        painter.setPen(QPen(self.skin.colour("accent" if ranked else "line_strong"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        side, middle = self._badge, self.height() / 2
        at = 10 if not self.skin.rtl else self.width() - 10 - side
        self._place(painter, QRectF(at, middle - side / 2, side, side))
        grip = 20
        edge = self.width() - grip - 10 if not self.skin.rtl else 10
        shown = self.skin.pixmap("grip-vertical", "text3", grip, self.devicePixelRatioF())
        painter.drawPixmap(edge, round(middle - grip / 2), shown)
        words = self._laid(self.width())
        painter.save()
        painter.translate(side + 22 if not self.skin.rtl else grip + 22, middle - words.size().height() / 2)
        paint_words(painter, words, "text", self.skin)
        painter.restore()
        self._ring(painter)

    def _place(self, painter: QPainter, box: QRectF) -> None:
        ranked = self.place > 0
        painter.setBrush(self.skin.colour("accent" if ranked else "surface"))
        pen = QPen(self.skin.colour("accent" if ranked else "line_strong"), 1.5)
        if not ranked:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        if ranked:
            painter.setPen(self.skin.colour("on_accent"))
            painter.setFont(self.skin.font(self.skin.sizes.small + 1, strong=True))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.skin.digits(self.place))

    @property
    def _badge(self) -> int:
        return self.skin.sizes.mark + 10

    def _laid(self, width: int) -> QTextDocument:
        room = max(40, width - self._badge - 66)
        return document(
            self.words, self.skin.font(self.skin.sizes.option), self.skin, room, start_of(self.skin)
        )


class RankingAsked(Asked):
    """{item: place}, for those that have a place; `most` of the settings is how many get one."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        most = whole_number(question.settings.get("most"))
        self._most = most if most and most > 0 else len(question.items)
        self.things = [Thing(skin, i.code, self.said(i.text) or i.code) for i in question.items]
        self.order: list[Thing] = []
        self._dragged: Thing | None = None
        self._pressed_at = 0.0
        with skin.speaking():
            how = _("Choose in order, or drag.")
            if skin.size == "desktop":
                how = _("Choose in order, or drag. With keys: space, then Alt and the arrows.")
        self.how = self.caption(how)
        self.box.addWidget(self.how)
        for thing in self.things:
            self.box.addWidget(thing)
            thing.installEventFilter(self)
            thing.clicked.connect(lambda _on=False, thing=thing: self._on_clicked(thing))
        self._show()

    def answer(self) -> Any:
        """Places from 1."""
        return {thing.code: n for n, thing in enumerate(self.order, 1)} or None

    def set_answer(self, value: Any) -> None:
        """Show places."""
        given = value if isinstance(value, dict) else {}
        placed = [(n, t) for t in self.things if (n := whole_number(given.get(t.code))) is not None]
        self.order = [thing for _n, thing in sorted(placed, key=lambda pair: pair[0])][: self._most]
        self._show()

    def focus_first(self) -> None:
        """To the first thing."""
        if self.things:
            self._lines()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def place(self, thing: Thing, at: int) -> None:
        """Put a thing at a place, from 0, among those that have one."""
        if thing not in self.order and len(self.order) >= self._most:
            return
        if thing in self.order:
            self.order.remove(thing)
        self.order.insert(max(0, min(at, len(self.order))), thing)
        self._show()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys and dragging."""
        if not isinstance(watched, Thing):
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, event)
        if isinstance(event, QMouseEvent):
            return self._mouse(watched, event)
        return False

    def _key(self, thing: Thing, event: QKeyEvent) -> bool:
        key, lines = event.key(), self._lines()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        if step and event.modifiers() & held:
            now = self.order.index(thing) if thing in self.order else len(self.order)
            self.place(thing, now + step if thing in self.order else now)
            thing.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if step:
            lines[(lines.index(thing) + step) % len(lines)].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        digit = unicodedata.digit(event.text(), -1) if len(event.text()) == 1 else -1
        if digit > 0:
            self.place(thing, digit - 1)
            return True
        if key in _CLEARS and thing in self.order:
            self._on_clicked(thing)
            return True
        return False

    def _mouse(self, thing: Thing, event: QMouseEvent) -> bool:
        y = event.globalPosition().y()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed_at = y
        elif event.type() == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
            far = abs(y - self._pressed_at) > QApplication.startDragDistance()
            if self._dragged is None and far:
                self._dragged = thing
            if self._dragged is thing:
                self._drag(thing, event)
                return True
        elif event.type() == QEvent.Type.MouseButtonRelease and self._dragged is thing:
            self._dragged = None
            thing.setDown(False)
            return True
        return False

    def _drag(self, thing: Thing, event: QMouseEvent) -> None:
        """The thing takes the place where the pointer is, at once."""
        at = self.mapFromGlobal(event.globalPosition().toPoint()).y()
        above = sum(1 for t in self.order if t is not thing and t.geometry().center().y() < at)
        now = self.order.index(thing) if thing in self.order else -1
        if above != now:
            self.place(thing, above)

    def _on_clicked(self, thing: Thing) -> None:
        if thing in self.order:
            self.order.remove(thing)
            self._show()
            self.changed.emit()
        else:
            self.place(thing, len(self.order))
            self._show()

    def _lines(self) -> list[Thing]:
        return [*self.order, *(t for t in self.things if t not in self.order)]

    def _show(self) -> None:
        lines = self._lines()
        if [self.box.indexOf(thing) for thing in lines] != list(range(1, len(lines) + 1)):
            for n, thing in enumerate(lines):
                self.box.insertWidget(n + 1, thing)
        for thing in self.things:
            thing.show_place(self.order.index(thing) + 1 if thing in self.order else 0)
        before: QWidget | None = None
        for thing in lines:
            if before is not None:
                QWidget.setTabOrder(before, thing)
            before = thing
