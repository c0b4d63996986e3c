"""Words of a question: plain text whatever stands in it, broken and aligned as its own language wants."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.asking.skin import Skin
from ui.widgets.mirror import running

WIDEST = 100_000


def document(text: str, font: QFont, skin: Skin, width: float, side: Qt.AlignmentFlag) -> QTextDocument:
    """The words laid out for a width; Qt's label breaks Persian lines with the space at the wrong end."""
    words = QTextDocument()
    words.setUndoRedoEnabled(False)
    words.setDocumentMargin(0)
    words.setDefaultFont(font)
    lines = QTextOption(side)
    lines.setTextDirection(running(text[:200], skin.direction))
    lines.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    words.setDefaultTextOption(lines)
    words.setPlainText(text)
    words.setTextWidth(width)
    return words


def start_of(skin: Skin) -> Qt.AlignmentFlag:
    """Where lines begin on the screen."""
    side = Qt.AlignmentFlag.AlignRight if skin.rtl else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def end_of(skin: Skin) -> Qt.AlignmentFlag:
    """Where lines end on the screen."""
    side = Qt.AlignmentFlag.AlignLeft if skin.rtl else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute


def paint_words(painter: QPainter, words: QTextDocument, colour: str, skin: Skin) -> None:
    """Draw laid-out words at the painter's origin in one of the skin's colours."""
    ink = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, skin.colour(colour))
    ink.palette = palette  # type: ignore[attr-defined]
    words.documentLayout().draw(painter, ink)


class Words(QLabel):
    """Several lines in one of the skin's colours, exactly as high as they are."""

    def __init__(
        self,
        skin: Skin,
        text: str,
        px: int = 0,
        *,
        tone: str = "text",
        strong: bool = False,
        voice: bool = False,
        side: Qt.AlignmentFlag | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.skin, self._px, self._strong, self._voice, self._side = skin, px, strong, voice, side
        self.tone = tone
        self._laid: tuple[tuple[str, int, str], QTextDocument] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """As high as the words are at this width."""
        return round(self._words(width).size().height() + 0.5) if self.text() else 0

    def sizeHint(self) -> QSize:
        """One line, if it is not too long."""
        width = round(min(self._words(WIDEST).idealWidth() + 1, 560.0))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(40, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        painter = QPainter(self)
        words = self._words(self.width())
        painter.translate(0, max(0.0, (self.height() - words.size().height()) / 2))
        paint_words(painter, words, self.tone, self.skin)

    def _words(self, width: int) -> QTextDocument:
        key = (self.text(), width, self.skin.language)
        if self._laid is None or self._laid[0] != key:
            font = self.skin.font(self._px or self.skin.sizes.option, strong=self._strong, voice=self._voice)
            side = self._side if self._side is not None else start_of(self.skin)
            self._laid = (key, document(self.text(), font, self.skin, width, side))
        return self._laid[1]
