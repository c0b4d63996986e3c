"""One page of a document on screen: drawn from the real PDF, its sentences to be clicked or walked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.jobs import Job
from ui.page import PageContext

if TYPE_CHECKING:
    from exports.pdf.document import Rendered

PAGE = (595.28, 841.89)  # A4 in points
LETTER = (612.0, 792.0)
AIR = 24
REAL = 96 / 72  # a screen point for a point on paper
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PageView(QWidget):
    """Shows one page; `sentence_chosen(line id)` follows a click or Enter, `page_wanted(step)` the page keys."""

    sentence_chosen = Signal(int)
    page_wanted = Signal(int)

    def __init__(self, context: PageContext, name: str = "") -> None:
        super().__init__()
        self._context = context
        self._rendered: Rendered | None = None
        self._image: QImage | None = None
        self._key: tuple[Rendered, int, float] | None = None
        self._job: Job | None = None
        self.page, self.wide, self.paper = 1, False, PAGE
        self.line_id = self._hovered = self._walked = 0
        self._texts: dict[int, str] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._ask)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(
            name or _("The customer’s page. Arrow keys walk its sentences, Enter shows the answers.")
        )

    def show_page(
        self,
        rendered: "Rendered | None",
        texts: dict[int, str],
        page: int,
        paper: tuple[float, float] = PAGE,
    ) -> None:
        """Show a page of a drawing; the paper's size is in points."""
        self._rendered, self._texts, self.page, self.paper = rendered, texts, page, paper
        if rendered is None:
            self._image = None
        self._later.start()
        self.updateGeometry()
        self.update()

    def set_line(self, line_id: int) -> None:
        """Outline the line that is being written."""
        self.line_id = line_id
        self.update()

    def set_wide(self, wide: bool) -> None:
        """In real size or as wide as the room there is, or the whole page at once."""
        self.wide = wide
        self._fit()

    def stop(self) -> None:
        """Wait for no picture any more."""
        self._later.stop()
        if self._job is not None:
            self._job.drop()

    def place_of(self, line_id: int) -> QPointF | None:
        """The middle of a sentence on this page, in this widget."""
        rect = self._rect_of(line_id)
        return rect.center() if rect is not None else None

    def sizeHint(self) -> QSize:
        """A page."""
        return QSize(480, 640)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size."""
        super().resizeEvent(event)
        self._later.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the sentences and the pages."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._walk(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._walked:
            self.sentence_chosen.emit(self._walked)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.page_wanted.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would open."""
        at = self._line_at(event.position())
        if at != self._hovered:
            self._hovered = at
            self.setCursor(Qt.CursorShape.PointingHandCursor if at else Qt.CursorShape.ArrowCursor)
            self.setToolTip(_("See the answers behind this sentence") if at else "")
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self._hovered = 0
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a sentence chooses it."""
        if event.button() == Qt.MouseButton.LeftButton and (line := self._line_at(event.position())):
            self.sentence_chosen.emit(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, page, outlines."""
        theme, sheet = self._context.theme, self._sheet()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(sheet, QColor("#ffffff"))  # paper is white in the dark as well
        if self._image is not None:
            painter.drawImage(sheet, self._image)
        painter.setPen(QPen(theme.colour("line_strong"), 1))
        painter.drawRect(sheet)
        accent = QColor(theme.tokens["colour"]["light"]["accent"])
        for line, width in (
            (self._hovered, 1.0),
            (self._walked if self.hasFocus() else 0, 2.0),
            (self.line_id, 2.0),
        ):
            rect = self._rect_of(line)
            if rect is not None:
                painter.setPen(QPen(accent, width))
                painter.drawRoundedRect(rect, 4, 4)

    def _sheet(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(AIR, AIR, -AIR, -AIR)
        scale = room.width() / self.paper[0]
        if self.wide:
            scale = max(scale, REAL)
        else:
            scale = min(scale, room.height() / self.paper[1])
        width, height = self.paper[0] * scale, self.paper[1] * scale
        top = room.top() + max(0.0, (room.height() - height) / 2)
        return QRectF(room.left() + (room.width() - width) / 2, top, width, height)

    def _boxes(self) -> dict[int, QRectF]:
        """The place of each sentence of this page, in points."""
        found: dict[int, QRectF] = {}
        for box in self._rendered.lines if self._rendered else ():
            if box.page == self.page:
                rect = QRectF(box.x, box.y, box.width, box.height)
                found[box.line_id] = found[box.line_id].united(rect) if box.line_id in found else rect
        return found

    def _rect_of(self, line_id: int) -> QRectF | None:
        box = self._boxes().get(line_id) if line_id else None
        if box is None:
            return None
        sheet = self._sheet()
        scale = sheet.width() / self.paper[0]
        at = QPointF(sheet.left() + box.left() * scale, sheet.top() + box.top() * scale)
        return QRectF(at, box.size() * scale).adjusted(-6, -3, 6, 3)

    def _line_at(self, at: QPointF) -> int:
        for line in self._boxes():
            rect = self._rect_of(line)
            if rect is not None and rect.contains(at) and line in self._texts:
                return line
        return 0

    def _walk(self, step: int) -> None:
        lines = [line for line in self._boxes() if line in self._texts]
        if not lines:
            return
        at = lines.index(self._walked) + step if self._walked in lines else (0 if step > 0 else -1)
        self._walked = lines[at % len(lines)]
        self.setAccessibleDescription(self._texts[self._walked])
        self.update()

    def _fit(self) -> None:
        around = self.parentWidget()
        room = around.width() - 2 * AIR if around is not None else 0
        width = max(room, round(self.paper[0] * REAL)) if self.wide else 0
        height = round(width * self.paper[1] / self.paper[0])
        self.setMinimumSize(*((width + 2 * AIR, height + 2 * AIR) if self.wide else (0, 0)))
        self._later.start()
        self.update()

    def _ask(self) -> None:
        """Have the page drawn at exactly the size it is shown in."""
        if self._rendered is None or not self.isVisible():
            return
        scale = self._sheet().width() / self.paper[0] * self.devicePixelRatioF()
        page = min(self.page, self._rendered.pages)
        key = (self._rendered, page, round(scale, 3))
        if key == self._key or scale <= 0:
            return
        self._key = key
        if self._job is not None:
            self._job.drop()
        pdf = self._rendered.pdf
        self._job = self._context.jobs.run(lambda: _picture(pdf, page, scale), self._on_picture)

    def showEvent(self, event: QEvent) -> None:  # type: ignore[override]
        """A picture is only made while somebody looks."""
        self._later.start()

    def _on_picture(self, image: QImage) -> None:
        self._image = image
        self.update()


def _picture(pdf: bytes, page: int, scale: float) -> QImage:
    from exports.pdf.preview import page_rgba

    width, height, data = page_rgba(pdf, page, scale)
    return QImage(data, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
