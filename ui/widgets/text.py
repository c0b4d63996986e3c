"""Labels of the type scale: one function per voice, and a label that shortens what has no room."""

import sys

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cxdesk.i18n import directed, is_rtl, isolate_ltr
from ui.theme import Theme
from ui.widgets.mirror import running


def label(
    text: str = "", role: str = "body", *, tone: str = "text", strong: bool = False, wrap: bool = False
) -> QLabel:
    """A label: role caption, body, lead, voice, title, display or figure; tone text, text2, text3, accent, good, bad."""
    made = Wrapped(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setProperty("strong", strong)
    made.setWordWrap(wrap)
    made.setAlignment(start_side() | Qt.AlignmentFlag.AlignVCenter)
    if wrap:
        # A wrapped label is exactly as high as its words; otherwise Qt hands it the page's spare room.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def start_side() -> Qt.AlignmentFlag:
    """Where lines begin. Qt would put Latin words and bare digits at the left even in a Persian window."""
    if is_rtl():
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
    return Qt.AlignmentFlag.AlignLeft


def joined(*parts: str) -> str:
    """Short facts in one line; in Persian the middle dot would read as a zero, so a comma parts them."""
    return directed(("، " if is_rtl() else " · ").join(part for part in parts if part))


def keys_text(keys: str) -> str:
    """Keys as they stand on the keyboard: ⌘K on a Mac, Ctrl+K elsewhere, in every language."""
    mac = sys.platform == "darwin"
    form = QKeySequence.SequenceFormat.NativeText if mac else QKeySequence.SequenceFormat.PortableText
    shown = QKeySequence(keys).toString(form)
    return isolate_ltr(shown) if is_rtl() and shown else shown


def display(text: str = "") -> QLabel:
    """The sentence at the top of a page."""
    return label(text, "display", wrap=True)


def title(text: str = "", *, wrap: bool = True) -> QLabel:
    """The sentence over a part of a page."""
    return label(text, "title", wrap=wrap)


def caption(text: str = "", *, tone: str = "text2", wrap: bool = False) -> QLabel:
    """Small text: heads of fields and tables, the line under a figure."""
    return label(text, "caption", tone=tone, wrap=wrap)


def body(text: str = "", *, tone: str = "text", strong: bool = False, wrap: bool = True) -> QLabel:
    """Running text."""
    return label(text, "body", tone=tone, strong=strong, wrap=wrap)


def set_tone(made: QWidget, tone: str) -> None:
    """Change the colour of a label that is shown already."""
    restyle(made, tone=tone)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet reads and make it read them again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Wrapped(QLabel):
    """Several lines. Qt's label counts the space a Persian line was broken at into its width: the line then begins a
    space too late and loses its last letter at the other edge. So these lines are laid out as a document's are."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        if not is_rtl():
            super().paintEvent(event)
            return
        words, room = QTextDocument(), self.contentsRect()
        words.setDocumentMargin(0)
        words.setDefaultFont(self.font())
        lines = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        lines.setTextDirection(running(self.text(), self.layoutDirection()))
        words.setDefaultTextOption(lines)
        words.setPlainText(self.text())
        words.setTextWidth(room.width())
        ink = QAbstractTextDocumentLayout.PaintContext()
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Text, colours.color(self.foregroundRole()))
        ink.palette = colours  # type: ignore[attr-defined]
        spare = max(0.0, room.height() - words.size().height())
        down = {Qt.AlignmentFlag.AlignTop: 0.0, Qt.AlignmentFlag.AlignBottom: spare}
        upright = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        painter = QPainter(self)
        painter.translate(room.left(), room.top() + down.get(upright, spare / 2))
        words.documentLayout().draw(painter, ink)


class ElidedLabel(QLabel):
    """One line that ends in “…” when it has no room, and shows the whole in its tooltip; `end` puts it there."""

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "text", strong: bool = False, end: bool = False
    ) -> None:
        super().__init__(text)
        self._side = Qt.AlignmentFlag.AlignTrailing if end else Qt.AlignmentFlag.AlignLeading
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setProperty("strong", strong)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        metrics = QFontMetrics(self.font())
        rect = self.contentsRect()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setLayoutDirection(running(self.text(), self.layoutDirection()))
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = self._side | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(self.style().visualAlignment(self.layoutDirection(), flags)), shown)


class IconLabel(QLabel):
    """One small icon beside a text; it follows the theme and is silent to screen readers."""

    def __init__(self, theme: Theme, name: str, tone: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._theme, self._name, self._tone, self._size = theme, name, tone, size
        self.setFixedSize(size, size)
        theme.changed.connect(self._show)
        self._show()

    def set_icon(self, name: str, tone: str | None = None) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone or self._tone
        self._show()

    def _show(self) -> None:
        self.setPixmap(self._theme.pixmap(self._name, self._tone, self._size))
