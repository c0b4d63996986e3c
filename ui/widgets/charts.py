"""A chart in the window: drawn for its width and the theme, read out as sentences, copied with Ctrl+C."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk import i18n
from cxdesk.i18n import _
from ui.theme import Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Sheet

    from exports.charts.data import Chart
    from exports.charts.look import Look

SETTLE_MS = 60
LEAST_WIDTH = 320


class ChartView(QWidget):
    """Shows one chart as wide as itself and as tall as the chart needs.

    The chart is drawn anew, never stretched, once a change of size has settled; matplotlib is
    loaded with the first chart. `drawn` follows each drawing; `look` is what it was drawn with.
    """

    drawn = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, ground: str = "surface") -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground = ground
        self._data: Chart | None = None
        self._source = ""
        self._height: float | None = None
        self._canvas: QWidget | None = None
        self._drawn: tuple[object, ...] = ()
        self.look: Look | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._draw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    @property
    def data(self) -> "Chart | None":
        """What is shown."""
        return self._data

    def show_chart(
        self, data: "Chart | None", name: str = "", height: float | None = None, *, source: str
    ) -> None:
        """Show a chart, or nothing; `name` is what a screen reader calls it, usually the title above it.

        `source` says what data stands behind it; it goes wherever the chart is copied.
        """
        self._data = data
        self._source = source
        self._height = height
        self._drawn = ()
        self.setAccessibleName(name or _("Chart"))
        self._draw()

    def copy(self) -> None:
        """Put the picture (PNG, SVG) and the table (HTML, tabs) on the clipboard."""
        if self._data is None:
            return
        QGuiApplication.clipboard().setMimeData(_clipboard_data(self._data, self._source))

    def figure(self) -> "Sheet | None":
        """The drawn figure, as it is on screen."""
        return getattr(self._canvas, "figure", None)

    def sizeHint(self) -> QSize:
        figure = self.figure()
        return QSize(LEAST_WIDTH, round(figure.get_figheight() * 96)) if figure else QSize(LEAST_WIDTH, 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Not now: a height that is set while the page is being laid out leaves the page squeezed.
        self._settle.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        """Draw what is not drawn yet; a chart nobody sees waits until it is shown."""
        if self._data is None:
            self._take_canvas(None)
            return
        look_key = (self._theme.scheme, i18n.language(), self.width(), self._height, id(self._data))
        if look_key == self._drawn or not self.isVisible():
            return
        self._drawn = look_key
        from exports.charts.drawing import draw
        from exports.charts.look import Look
        from exports.charts.twin import described

        look = Look(self._theme.scheme, i18n.language(), self.width(), self._height, ground=self._ground)
        self._take_canvas(_canvas_of(draw(self._data, look)))
        self.look = look
        self.setAccessibleDescription(described(self._data))
        self.drawn.emit()

    def _take_canvas(self, canvas: QWidget | None) -> None:
        """Show another canvas; it is in no layout, because a layout would stretch it while the window is dragged."""
        if self._canvas is not None:
            self._canvas.hide()
            self._canvas.deleteLater()
        self._canvas = canvas
        if canvas is not None:
            canvas.setParent(self)
            canvas.show()
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()

    def _on_theme_changed(self) -> None:
        self._drawn = ()
        self._draw()


def _canvas_of(figure: "Sheet") -> QWidget:
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

    size = QSize(round(figure.get_figwidth() * 96), round(figure.get_figheight() * 96))
    canvas = FigureCanvasQTAgg(figure)
    canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    canvas.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    canvas.setFixedSize(size)
    return canvas


def _clipboard_data(data: "Chart", source: str) -> QMimeData:
    """Picture and table, the data behind them under the table; light colours whatever the window's theme: what is pasted mostly lands on white."""
    from exports.charts.drawing import draw
    from exports.charts.look import Look
    from exports.charts.saving import rendered
    from exports.charts.twin import twin_of
    from exports.tables.delimited import tab_text
    from exports.tables.web import html_table

    lang = i18n.language()
    figure, twin = draw(data, Look("paper", lang)), twin_of(data, lang)
    png = rendered(figure, "png")
    mime = QMimeData()
    mime.setImageData(QImage.fromData(QByteArray(png)))
    mime.setData("image/png", QByteArray(png))
    mime.setData("image/svg+xml", QByteArray(rendered(figure, "svg")))
    mime.setHtml(html_table(twin.rows, twin.head, i18n.is_rtl(lang), lang, source))
    mime.setText(tab_text(twin.rows, twin.head, source))
    return mime
