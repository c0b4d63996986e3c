"""Line and bead: wizard steps, the chain from goal to outcome, and the short line of evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from cxdesk.i18n import _, number
from ui.theme import Theme
from ui.widgets.mirror import visual_rect
from ui.widgets.text import start_side

GRADES = ("opinion", "some", "measured")
# The rooms of the product call the same three by how they are drawn.
_SAME = {"filled": "measured", "half": "some", "hollow": "opinion"}


@dataclass(frozen=True, slots=True)
class BeadText:
    """One bead: its name, the sentence below, how sure we are, and whether it still lies ahead."""

    name: str
    sentence: str = ""
    grade: str = "measured"
    ahead: bool = False
    target: object = None


def paint_bead(
    painter: QPainter, at: QPointF, radius: float, grade: str, ink: QColor, rtl: bool = False
) -> None:
    """Filled = measured, half = some answers, hollow = opinion."""
    grade = _SAME.get(grade, grade)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.6))
    painter.setBrush(ink if grade == "measured" else Qt.BrushStyle.NoBrush)
    inner = radius - 0.8
    painter.drawEllipse(at, inner, inner)
    if grade == "some":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        box = QRectF(at.x() - inner, at.y() - inner, 2 * inner, 2 * inner)
        painter.drawPie(box, (-90 if rtl else 90) * 16, 180 * 16)
    painter.restore()


def grade_words(grade: str) -> str:
    """How sure we are, in words."""
    return {"measured": _("measured"), "some": _("some answers")}.get(_SAME.get(grade, grade), _("opinion"))


class Bead(QWidget):
    """One bead of 12 px, for legends and lists."""

    def __init__(self, theme: Theme, grade: str, tone: str = "accent", size: int = 12) -> None:
        super().__init__()
        self._theme, self.grade, self._tone = theme, grade, tone
        self.setFixedSize(size, size)
        self.setAccessibleName(grade_words(grade))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        half = self.width() / 2
        ink = self._theme.colour(self._tone)
        paint_bead(QPainter(self), QPointF(half, half), half, self.grade, ink, self._theme.rtl)


class Chain(QWidget):
    """From goal to outcome: beads on a line, a name and a sentence below each. `chosen(index)` follows a click."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, beads: Sequence[BeadText]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self.links: list[_Link] = []
        for index, bead in enumerate(beads):
            following = beads[index + 1] if index + 1 < len(beads) else None
            link = _Link(theme, bead, following)
            link.clicked.connect(lambda _checked=False, index=index: self.chosen.emit(index))
            grid.addWidget(link, 0, index)
            grid.setColumnStretch(index, 1)
            self.links.append(link)


class _Link(QAbstractButton):
    """One bead of the chain with the piece of line that leads to the next."""

    TOP = 9
    RADIUS = 7.5

    def __init__(self, theme: Theme, bead: BeadText, following: BeadText | None) -> None:
        super().__init__()
        self._theme, self._bead, self._following = theme, bead, following
        self.setText(bead.name)
        self.setAccessibleName(f"{bead.name}: {bead.sentence}, {grade_words(bead.grade)}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A bead, a name and two lines."""
        return QSize(112, self.heightForWidth(112))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for eight in a small window."""
        return QSize(72, self.heightForWidth(max(self.width(), 72)))

    def heightForWidth(self, width: int) -> int:
        """As many lines as the sentence takes."""
        metrics = QFontMetrics(self._theme.font("caption"))
        flags = int(Qt.TextFlag.TextWordWrap)
        lines = metrics.boundingRect(QRect(0, 0, width - 12, 1000), flags, self._bead.sentence).height()
        return 26 + self._theme.line() + max(lines, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, bead, name, sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        x = self._visual(QRect(0, 0, 16, 18)).center().x() + 0.5
        paint_bead(painter, QPointF(x, self.TOP), self.RADIUS, self._bead.grade, self._ink(), self._theme.rtl)
        flags = int(Qt.AlignmentFlag.AlignTop | start_side())
        painter.setPen(self._theme.colour("accent" if self.underMouse() else "text"))
        name = self._theme.font("body", strong=True)
        name.setPixelSize(13)
        painter.setFont(name)
        head = self._theme.line()
        shown = QFontMetrics(name).elidedText(self._bead.name, Qt.TextElideMode.ElideRight, self.width() - 4)
        painter.drawText(self._visual(QRect(0, 24, self.width() - 4, head)), flags, shown)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("text2"))
        rest = QRect(0, 24 + head, self.width() - 12, self.height() - 24 - head)
        painter.drawText(self._visual(rest), flags | int(Qt.TextFlag.TextWordWrap), self._bead.sentence)

    def _paint_line(self, painter: QPainter) -> None:
        if self._following is None:
            return
        ahead = self._following.ahead
        pen = QPen(self._theme.colour("accent_line" if ahead else "accent"), 1.6)
        if ahead:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        piece = self._visual(QRect(20, 0, self.width() - 24, 1))
        painter.drawLine(QPointF(piece.left(), self.TOP), QPointF(piece.right(), self.TOP))

    def _ink(self) -> QColor:
        return self._theme.colour("accent")

    def _visual(self, rect: QRect) -> QRect:
        return visual_rect(self.layoutDirection(), self.rect(), rect)


class _Row(QWidget):
    """Beads and words in one line, drawn in reading direction."""

    def __init__(self, theme: Theme, radius: float, line: int, gap: int, role: str) -> None:
        super().__init__()
        self._theme, self._radius, self._line, self._gap, self._role = theme, radius, line, gap, role
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def _entries(self) -> list[tuple[str, str, bool, bool]]:
        """Text, grade, whether it is the current one, whether the line to the next is done."""
        raise NotImplementedError

    def _text_width(self, text: str, strong: bool) -> int:
        return QFontMetrics(self._theme.font(self._role, strong=strong)).horizontalAdvance(text) + 1

    def _places(self) -> list[tuple[int, int]]:
        """The start of each bead and the width of its text, from the reading start."""
        places, x = [], 0
        for text, _grade, strong, _done in self._entries():
            width = self._text_width(text, strong)
            places.append((x, width))
            x += int(2 * self._radius) + 8 + width + self._line + 2 * self._gap
        return places

    def sizeHint(self) -> QSize:
        """As wide as beads, words and lines together."""
        places = self._places()
        width = places[-1][0] + int(2 * self._radius) + 8 + places[-1][1] + 2 if places else 0
        return QSize(width, self._theme.line(self._role) + 4)

    def minimumSizeHint(self) -> QSize:
        """It may be cut at the end before the window is."""
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bead, word, line, bead, word …"""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, size = self.height() / 2, int(2 * self._radius)
        entries = self._entries()
        for index, ((x, width), (text, grade, strong, done)) in enumerate(
            zip(self._places(), entries, strict=True)
        ):
            bead = self._visual(QRect(x, 0, size, self.height()))
            at = QPointF(bead.left() + size / 2, middle)
            paint_bead(painter, at, self._radius, grade, self._theme.colour("accent"), self._theme.rtl)
            painter.setFont(self._theme.font(self._role, strong=strong))
            painter.setPen(
                self._theme.colour(
                    "text" if strong or (self._role == "body" and grade != "opinion") else "text2"
                )
            )
            words = self._visual(QRect(x + size + 8, 0, width, self.height()))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
            if index + 1 < len(entries):
                self._paint_line(painter, x + size + 8 + width + self._gap, middle, done)

    def _paint_line(self, painter: QPainter, start: int, middle: float, done: bool) -> None:
        painter.setPen(QPen(self._theme.colour("accent" if done else "accent_line"), 1.6))
        piece = self._visual(QRect(start, 0, self._line, 1))
        painter.drawLine(QPointF(piece.left(), middle), QPointF(piece.right(), middle))

    def _visual(self, rect: QRect) -> QRect:
        return visual_rect(self.layoutDirection(), self.rect(), rect)


class Stepper(_Row):
    """The steps of a wizard. A click on a step that is done gives `chosen(index)`."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, steps: Sequence[str], current: int = 0) -> None:
        super().__init__(theme, 7.0, 56, 8, "body")
        self._steps = tuple(steps)
        self.set_current(current)

    def set_current(self, index: int) -> None:
        """Stand at this step."""
        self.current = index
        words = _("Step {n} of {all}: {name}")
        name = words.format(n=number(index + 1), all=number(len(self._steps)), name=self._steps[index])
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go back to a step that is done."""
        at = event.position().x()
        at = self.width() - at if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else at
        for index, (x, width) in enumerate(self._places()):
            if x <= at <= x + 2 * self._radius + 8 + width and index < self.current:
                self.chosen.emit(index)

    def _entries(self) -> list[tuple[str, str, bool, bool]]:
        def grade(index: int) -> str:
            return "measured" if index < self.current else "some" if index == self.current else "opinion"

        return [(s, grade(i), i == self.current, i < self.current) for i, s in enumerate(self._steps)]


class EvidenceLine(_Row):
    """The short line over an action: Finding, Cause, Action, Plan, Outcome with how sure each is."""

    def __init__(self, theme: Theme, beads: Sequence[BeadText]) -> None:
        super().__init__(theme, 6.0, 20, 6, "caption")
        self.show_beads(beads)

    def show_beads(self, beads: Sequence[BeadText]) -> None:
        """Show another chain."""
        self._beads = tuple(beads)
        self.setAccessibleName("; ".join(f"{b.name}: {grade_words(b.grade)}" for b in beads))
        self.updateGeometry()
        self.update()

    def _entries(self) -> list[tuple[str, str, bool, bool]]:
        return [(bead.name, bead.grade, False, False) for bead in self._beads]
