"""Words of a question: plain text whatever stands in it, broken and aligned as its own language wants."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetrics,
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
        self._lines = Heights()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """As high as the words are at this width."""
        if not self.text():
            return 0
        return self._lines.at(width, f"{self.text()}{self.skin.language}", self._lay_out)

    def sizeHint(self) -> QSize:
        """One line, if it is not too long."""
        if not self.text():
            return QSize(0, 0)
        self.heightForWidth(560)
        width = min(self._lines.ideal, 560)
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

    def keep_words_whole(self, least: int, most: int) -> None:
        """As wide as its longest word at least, between two bounds: a grid would break words in the middle."""
        self.setMinimumWidth(max(least, min(most, self.longest_word() + 2)))

    def longest_word(self) -> int:
        """How wide the longest word is, in px."""
        font = self.skin.font(self._px or self.skin.sizes.option, strong=self._strong, voice=self._voice)
        metrics = QFontMetrics(font)
        return max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)

    def _words(self, width: int) -> QTextDocument:
        key = (self.text(), width, self.skin.language)
        if self._laid is None or self._laid[0] != key:
            self._laid = (key, self._lay_out(width))
        return self._laid[1]

    def _lay_out(self, width: int) -> QTextDocument:
        font = self.skin.font(self._px or self.skin.sizes.option, strong=self._strong, voice=self._voice)
        side = self._side if self._side is not None else start_of(self.skin)
        return document(self.text(), font, self.skin, width, side)


class Heights:
    """How high words are at each width: layouts ask for many, and most words have room in one line at all of them."""

    def __init__(self) -> None:
        self._key = ""
        self._known: dict[int, int] = {}
        self.ideal = 0
        self._single = 0

    def at(self, width: int, key: str, lay_out: Callable[[int], QTextDocument]) -> int:
        """The height at a width; `key` tells whether the words are still the same."""
        if key != self._key:
            words = lay_out(WIDEST)
            self._key, self._known = key, {}
            self.ideal = round(words.idealWidth() + 1.5)
            self._single = round(words.size().height() + 0.5)
        if width >= self.ideal:
            return self._single
        if width not in self._known:
            self._known[width] = round(lay_out(width).size().height() + 0.5)
        return self._known[width]
