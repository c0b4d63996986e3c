"""The bar under the canvas: what the marks mean, and how near the map is."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from cxdesk.i18n import _, percent
from cxdesk.journeys.legend import Legend
from cxdesk.journeys.shapes import Piece, mirror
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.canvas.ink import Ink

BETWEEN = 16


class LegendStrip(QWidget):
    """The marks of a map with their words, painted as on the map."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ink = Ink(theme)
        self._legend = Legend(Piece(), 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_legend(self, legend: Legend, words: str) -> None:
        """Show other marks; `words` says them to a screen reader."""
        self._legend = legend
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._legend.width) + 8, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl, shown = self._theme.rtl, self._legend.within(self.width())
        painter.translate(self.width() - shown.width if rtl else 0, self.height() / 2)
        for shape in shown.piece.shapes:
            self._ink.draw(painter, mirror(shape, shown.width) if rtl else shape)

    def _on_theme_changed(self) -> None:
        self._ink.forget()
        self.update()


class Note(QLabel):
    """A line at the end of the bar; where it has no room it is left to the tooltip, for half of it says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "caption")
        self.setProperty("tone", "text2")
        self.setTextFormat(Qt.TextFormat.PlainText)

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= room.width()
        self.setToolTip("" if fits else self.text())
        if not fits:
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(self.style().visualAlignment(self.layoutDirection(), flags)), self.text())


class _Told(QWidget):
    """The legend with the note behind it; below it where one line has no room for both."""

    def __init__(self, strip: LegendStrip, note: Note, on_lines: Callable[[int], None]) -> None:
        super().__init__()
        self.strip, self.note, self._on_lines = strip, note, on_lines
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.setColumnStretch(1, 1)
        self._lines = 0
        self.arrange()

    def arrange(self) -> None:
        """Put both where they have room."""
        words = self.note.text()
        needed = self.strip.sizeHint().width() + BETWEEN + self.note.fontMetrics().horizontalAdvance(words)
        lines = 2 if words and needed > self.width() else 1
        if lines == self._lines:
            return
        self._lines = lines
        self._box.addWidget(self.strip, 0, 0, 1, lines)
        self._box.addWidget(self.note, lines - 1, 2 - lines, 1, lines)
        self.note.setAlignment(
            Qt.AlignmentFlag.AlignTrailing if lines == 1 else Qt.AlignmentFlag.AlignLeading
        )
        self._on_lines(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


class LegendBar(QFrame):
    """Legend at the start with a note, and the zoom at the end."""

    def __init__(
        self,
        theme: Theme,
        zoom_in: Callable[[], None],
        zoom_out: Callable[[], None],
        whole: Callable[[], None],
        natural: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("part", "foot_bar")
        self._line = theme.extra_line
        self.strip = LegendStrip(theme)
        self.note = Note()
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.percent = Button(theme, percent(100), "plain", dense=True, on_click=natural)
        self.percent.setProperty("part", "zoom")
        self.percent.setToolTip(_("Natural size"))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        box = QHBoxLayout(self)
        box.setContentsMargins(24, 0, 16, 0)
        box.setSpacing(4)
        self._told = _Told(self.strip, self.note, self._show_lines)
        box.addWidget(self._told, 1, Qt.AlignmentFlag.AlignVCenter)
        box.addSpacing(12)
        box.addLayout(self.tools)
        box.addSpacing(8)
        box.addWidget(IconButton(theme, "minus", _("Further away"), size=16, on_click=zoom_out))
        box.addWidget(self.percent)
        box.addWidget(IconButton(theme, "plus", _("Nearer"), size=16, on_click=zoom_in))
        box.addWidget(IconButton(theme, "maximize", _("Show the whole map"), size=16, on_click=whole))

    def show_told(self, legend: Legend, words: str, note: str) -> None:
        """Show other marks, said as `words` to a screen reader, and another note."""
        self.strip.show_legend(legend, words)
        self.strip.setToolTip(words)
        self.note.setText(note)
        self._told.arrange()

    def _show_lines(self, lines: int) -> None:
        self.setFixedHeight(36 + self._line + (lines - 1) * (20 + self._line))

    def show_zoom(self, zoom: float) -> None:
        """Say how near the map is."""
        self.percent.setText(percent(zoom * 100))
        self.percent.setAccessibleName(_("Zoom {percent}").format(percent=percent(zoom * 100)))
