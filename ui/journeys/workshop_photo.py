"""A photograph of the wall beside the map: zoomed, turned and walked by keys while somebody types from it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, number
from ui.theme import Theme

STEP, MOST = 1.25, 12.0
PART = 0.2  # of what is seen, one step of an arrow


class PhotoView(QWidget):
    """Plus and minus zoom, arrows walk, R and L turn, 0 shows the whole, page keys change the photograph."""

    turned_page = Signal(int)
    add_asked = Signal()
    remove_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("no_ring", True)
        self.setMinimumWidth(320)
        self._picture = QPixmap()
        self.zoom, self.quarter = 1.0, 0
        # The middle of what is seen, as parts of the turned picture.
        self.middle = QPointF(0.5, 0.5)
        self.words = ""
        self._tell()

    def show_picture(self, data: bytes | None, place: int = 0, count: int = 0) -> None:
        """Show a photograph whole; none says how one is added."""
        self._picture = QPixmap()
        if data:
            self._picture.loadFromData(data)
        self.words = (
            _("Photograph {n} of {all}").format(n=number(place + 1), all=number(count)) if count else ""
        )
        self.whole()
        self.quarter = 0
        self._tell()

    @property
    def is_empty(self) -> bool:
        """Whether no photograph is shown."""
        return self._picture.isNull()

    def whole(self) -> None:
        """Show all of it."""
        self.zoom, self.middle = 1.0, QPointF(0.5, 0.5)
        self.update()

    def nearer(self, by: float = STEP) -> None:
        """Larger or smaller, the middle where it is."""
        self.zoom = min(MOST, max(1.0, self.zoom * by))
        self._bound()

    def turn(self, quarters: int = 1) -> None:
        """A quarter to the right, or to the left."""
        self.quarter = (self.quarter + quarters) % 4
        self.whole()

    def walk(self, across: int, down: int) -> None:
        """Look further to a side."""
        size = self._seen()
        self.middle += QPointF(across * PART * size.width(), down * PART * size.height())
        self._bound()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def takes(self, key: Qt.Key) -> bool:
        """Do what a key means here; False where it means nothing."""
        works: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: self.nearer,
            Qt.Key.Key_Equal: self.nearer,
            Qt.Key.Key_Minus: lambda: self.nearer(1 / STEP),
            Qt.Key.Key_0: self.whole,
            Qt.Key.Key_R: lambda: self.turn(1),
            Qt.Key.Key_L: lambda: self.turn(-1),
            Qt.Key.Key_Left: lambda: self.walk(-1, 0),
            Qt.Key.Key_Right: lambda: self.walk(1, 0),
            Qt.Key.Key_Up: lambda: self.walk(0, -1),
            Qt.Key.Key_Down: lambda: self.walk(0, 1),
            Qt.Key.Key_PageDown: lambda: self.turned_page.emit(1),
            Qt.Key.Key_PageUp: lambda: self.turned_page.emit(-1),
            Qt.Key.Key_Insert: self.add_asked.emit,
            Qt.Key.Key_Delete: self.remove_asked.emit,
        }
        if key not in works:
            return False
        works[key]()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bound()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("sunken"))
        painter.setPen(self._theme.colour("text2"))
        if self.is_empty:
            told = _("No photograph of the wall yet. Press Insert here, or Ctrl+O, to pin one.")
            painter.drawText(
                self.rect().adjusted(32, 32, -32, -32),
                int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                told,
            )
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = self._scale()
        turned = self._turned_size()
        centre = QPointF(self.middle.x() * turned.width(), self.middle.y() * turned.height())
        painter.setTransform(
            QTransform()
            .translate(self.width() / 2, self.height() / 2)
            .scale(scale, scale)
            .translate(turned.width() / 2 - centre.x(), turned.height() / 2 - centre.y())
            .rotate(90 * self.quarter)
        )
        size = self._picture.size()
        painter.drawPixmap(QPointF(-size.width() / 2, -size.height() / 2), self._picture)
        if self.hasFocus():
            painter.resetTransform()
            painter.setPen(self._theme.colour("accent"))
            for inset in range(4):
                painter.drawRect(self.rect().adjusted(inset, inset, -1 - inset, -1 - inset))

    def _turned_size(self) -> QRectF:
        wide, high = self._picture.width(), self._picture.height()
        return QRectF(0, 0, *((high, wide) if self.quarter % 2 else (wide, high)))

    def _scale(self) -> float:
        size = self._turned_size()
        if size.isEmpty():
            return 1.0
        return self.zoom * min(self.width() / size.width(), self.height() / size.height())

    def _seen(self) -> QRectF:
        """How much of the picture is seen, as parts of it."""
        size, scale = self._turned_size(), self._scale()
        if size.isEmpty():
            return QRectF(0, 0, 1, 1)
        return QRectF(
            0,
            0,
            min(1.0, self.width() / (size.width() * scale)),
            min(1.0, self.height() / (size.height() * scale)),
        )

    def _bound(self) -> None:
        seen = self._seen()
        x = min(1 - seen.width() / 2, max(seen.width() / 2, self.middle.x()))
        y = min(1 - seen.height() / 2, max(seen.height() / 2, self.middle.y()))
        self.middle = QPointF(x, y)
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(
            self.words or _("Photograph of the wall; plus and minus zoom, arrows walk, R and L turn it")
        )
