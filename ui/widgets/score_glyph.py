"""The score glyph: track, margin as a capsule, bead, last round's tick, target triangle; and its line of words."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from cxdesk.analysis.figure import Figure
from ui.theme import Theme
from ui.widgets.figures import (
    answers_text,
    before_text,
    joined,
    range_text,
    short_answers_text,
    spoken,
    value_text,
)
from ui.widgets.text import caption, label

LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """What one glyph shows; `before_round` says which round the previous value is of."""

    figure: Figure
    previous: float | None = None
    target: float | None = None
    highlight: bool = False
    before_round: str = ""


def scale_of(figure: Figure) -> tuple[float, float]:
    """The ends of the track."""
    return {"nps": (-100.0, 100.0), "top2": (0.0, 100.0)}.get(figure.metric, figure.scale)


def paint_glyph(painter: QPainter, rect: QRectF, theme: Theme, cell: ScoreCell, size: float = 1.0) -> None:
    """Draw the glyph into a rectangle; `size` is 0.75 in tables and 0.72 on the map."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = _Drawing(painter, rect, theme, cell, size)
    drawing.track()
    if cell.figure.hidden or cell.figure.value is None:
        painter.restore()
        return
    drawing.capsule()
    drawing.last_round()
    drawing.bead()
    drawing.target()
    painter.restore()


class _Drawing:
    """One glyph being drawn; x runs along the scale, from the right in Persian."""

    def __init__(self, painter: QPainter, rect: QRectF, theme: Theme, cell: ScoreCell, size: float) -> None:
        self.painter, self.rect, self.theme, self.cell, self.size = painter, rect, theme, cell, size
        self.look = theme.tokens["score_glyph"]
        self.low, self.high = scale_of(cell.figure)
        self.middle = rect.center().y()
        self.ink = theme.colour("accent" if cell.highlight else "data")

    def x(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / ((self.high - self.low) or 1)
        share = 1 - share if self.theme.rtl else share
        return self.rect.left() + 1 + share * (self.rect.width() - 2)

    def track(self) -> None:
        hidden = self.cell.figure.hidden or self.cell.figure.value is None
        pen = QPen(self.theme.colour("line_strong"), 1)
        left, right = self.x(self.low), self.x(self.high)
        if hidden:
            pen.setDashPattern([2, 3])
        self.painter.setPen(pen)
        self.painter.drawLine(QPointF(left, self.middle), QPointF(right, self.middle))
        if hidden:
            return
        self._upright(left, self.look["end_tick"], 1)
        self._upright(right, self.look["end_tick"], 1)
        if self.low < 0 < self.high:
            self._upright(self.x(0), self.look["zero_tick"], 1)

    def capsule(self) -> None:
        figure = self.cell.figure
        if figure.low is None or figure.high is None:
            return
        ends = sorted((self.x(figure.low), self.x(figure.high)))
        height = self.look["margin_capsule_height"] * self.size
        least = self.look["margin_capsule_min_width"] * self.size
        if ends[1] - ends[0] < least:
            middle = self.x(figure.value or 0)
            ends = [middle - least / 2, middle + least / 2]
        ground, edge = ("accent_line", "accent_mid") if self.cell.highlight else ("data_soft", "data_line")
        self.painter.setPen(QPen(self.theme.colour(edge), 1))
        self.painter.setBrush(self.theme.colour(ground))
        box = QRectF(ends[0], self.middle - height / 2, ends[1] - ends[0], height)
        self.painter.drawRoundedRect(box, height / 2, height / 2)

    def bead(self) -> None:
        at = QPointF(self.x(self.cell.figure.value or 0), self.middle)
        if self.cell.figure.few:
            radius = self.look["hollow_radius"] * self.size
            self.painter.setPen(QPen(self.ink, self.look["hollow_stroke"] * self.size))
            self.painter.setBrush(self.theme.colour("surface"))
        else:
            radius = self.look["bead_radius"] * self.size
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.ink)
        self.painter.drawEllipse(at, radius, radius)

    def last_round(self) -> None:
        if self.cell.previous is not None:
            width, height = self.look["previous_tick"]
            self._upright(self.x(self.cell.previous), height * self.size, width, "text3")

    def target(self) -> None:
        if self.cell.target is None:
            return
        width, height = (v * self.size for v in self.look["target_triangle"])
        at, foot = (
            self.x(self.cell.target),
            self.middle - self.look["margin_capsule_height"] * self.size / 2 - 1,
        )
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.colour("text"))
        corners = [
            QPointF(at - width / 2, foot - height),
            QPointF(at + width / 2, foot - height),
            QPointF(at, foot),
        ]
        self.painter.drawPolygon(QPolygonF(corners))

    def _upright(self, x: float, height: float, width: float, token: str = "line_strong") -> None:
        self.painter.setPen(QPen(self.theme.colour(token), width))
        self.painter.drawLine(QPointF(x, self.middle - height / 2), QPointF(x, self.middle + height / 2))


class ScoreGlyph(QWidget):
    """The glyph alone."""

    def __init__(self, theme: Theme, cell: ScoreCell, size: float = 1.0) -> None:
        super().__init__()
        self._theme, self._size = theme, size
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_cell(cell)

    def show_cell(self, cell: ScoreCell) -> None:
        """Show another score."""
        self.cell = cell
        self.setAccessibleName(spoken(cell.figure, cell.previous, cell.target, cell.before_round))
        before = before_text(cell.figure, cell.previous, cell.before_round)
        self.setToolTip(
            joined(value_text(cell.figure), range_text(cell.figure), answers_text(cell.figure), before)
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a track that can be read."""
        return QSize(140, int(self._theme.tokens["score_glyph"]["height"]))

    def minimumSizeHint(self) -> QSize:
        """The shortest useful track."""
        return QSize(48, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glyph; a bead at the end of the scale needs its radius of air."""
        paint_glyph(
            QPainter(self), QRectF(self.rect()).adjusted(5, 0, -5, 0), self._theme, self.cell, self._size
        )


class BigValue(QWidget):
    """The value in figure size with a small percent sign behind it."""

    def __init__(self, theme: Theme, figure: Figure) -> None:
        super().__init__()
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._number = label("", "figure")
        self._sign = label("", "lead", strong=True)
        self._sign.setContentsMargins(0, 0, 0, 5)
        self._box.addWidget(self._number)
        self._box.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignBottom)
        self._box.addStretch(1)
        self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        """Show another value."""
        text = value_text(figure).strip("\u061c")
        sign = next((s for s in ("%", "٪") if s in text), "")
        self._number.setText(text.replace(sign, "") if sign else text)
        self._sign.setText(sign)
        self._sign.setVisible(bool(sign))


class ScoreView(QWidget):
    """A score with its words. layout "line": value, glyph, answers; "stack": big value and glyph, words below."""

    def __init__(self, theme: Theme, cell: ScoreCell, layout: str = "line") -> None:
        super().__init__()
        self._glyph = ScoreGlyph(theme, cell)
        self._stack = layout == "stack"
        self._words = caption("", wrap=self._stack)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._value = BigValue(theme, cell.figure) if self._stack else label("", strong=True)
        self._value.setMinimumWidth(72 if self._stack else 36)
        grid.addWidget(self._value, 0, 0)
        grid.addWidget(self._glyph, 0, 1)
        grid.addWidget(self._words, *((1, 0, 1, 2) if self._stack else (0, 2, 1, 1)))
        self.show_cell(cell)

    def show_cell(self, cell: ScoreCell) -> None:
        """Show another score."""
        self._glyph.show_cell(cell)
        if isinstance(self._value, BigValue):
            self._value.show_figure(cell.figure)
            self._words.setText(_words_below(cell))
        else:
            self._value.setText(value_text(cell.figure))
            self._words.setText(short_answers_text(cell.figure))


def _words_below(cell: ScoreCell) -> str:
    round_label = cell.before_round
    if len(round_label) <= LONGEST_WORD:
        # The name of a month and its year stay on one line.
        round_label = round_label.replace(" ", "\u00a0")
    before = before_text(cell.figure, cell.previous, round_label)
    return joined(range_text(cell.figure), answers_text(cell.figure), before)
