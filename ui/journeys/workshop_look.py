"""The look of a workshop: nothing under 32 px, words of a body 36 px, the colours and faces of the theme."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import Theme
from ui.widgets.text import label

SMALL_PX, TEXT_PX, HEAD_PX = 32, 36, 40
LINE_PX = 48
ICON_PX = 36
MARGIN = 48
# From this width on there is room for whole sentences in the bars.
WIDE = 1600


def sheet(theme: Theme) -> str:
    """The style sheet of a window of the workshop; it goes over that of the application."""
    c = theme.hex
    return f"""
    * {{ font-size: {SMALL_PX}px; }}
    QWidget#workshop {{ background: {c("bg")}; }}
    QFrame#head, QFrame#side {{ background: {c("surface")}; border: none; }}
    QFrame#head {{ border-bottom: 1px solid {c("line")}; }}
    QFrame#side {{ border-left: 1px solid {c("line")}; border-right: 1px solid {c("line")}; }}
    QLabel#stage {{ font-size: {HEAD_PX}px; font-weight: 600; color: {c("text")}; }}
    {pill(theme)}
    QFrame#pill QLabel#clock {{ font-size: {HEAD_PX}px; font-weight: 600; }}
    QFrame#line {{ background: {c("surface")}; border: 4px solid {c("line_strong")}; border-radius: 14px; }}
    QFrame#line[on="true"] {{ border-color: {c("accent")}; }}
    QFrame#line QPlainTextEdit {{
        font-size: {TEXT_PX}px; border: none; background: transparent; padding: 0; color: {c("text")};
    }}
    QListWidget#offers {{
        background: {c("surface")}; border: 2px solid {c("line_strong")}; border-radius: 14px; padding: 8px 0;
        color: {c("text2")};
    }}
    QListWidget#offers::item {{ padding: 6px 28px; min-height: {LINE_PX}px; }}
    QListWidget#offers::item:selected {{ background: {c("accent_soft")}; color: {c("text")}; }}
    QListWidget, QTableWidget {{
        background: {c("surface")}; border: none; color: {c("text")}; gridline-color: {c("line")};
    }}
    QListWidget::item {{ padding: 10px 12px; border-bottom: 1px solid {c("line")}; }}
    QListWidget::item:selected, QTableWidget::item:selected {{ background: {c("accent_soft")}; color: {c("text")}; }}
    QTableWidget QLineEdit {{ min-height: 0; padding: 0 8px; border-radius: 0; }}
    QLineEdit, QComboBox {{ min-height: 56px; max-height: 64px; }}
    QComboBox QLineEdit {{ min-height: 0; max-height: 64px; }}
    QPushButton {{ min-height: 52px; padding: 4px 24px; }}
    QCheckBox::indicator {{ width: 32px; height: 32px; }}
    """


def pill(theme: Theme) -> str:
    """The clock's ground and words, by how it stands."""
    c = theme.hex
    return f"""
    QFrame#pill {{ background: {c("accent_soft")}; border-radius: 34px; }}
    QFrame#pill[state="soon"] {{ background: {c("accent")}; }}
    QFrame#pill[state="up"] {{ background: {c("bad")}; }}
    QFrame#pill QLabel {{ color: {c("text")}; }}
    QFrame#pill[state="soon"] QLabel {{ color: {c("on_accent")}; }}
    QFrame#pill[state="up"] QLabel {{ color: {c("surface")}; }}
    """


def small_sheet(theme: Theme) -> str:
    """The desk on its own screen, where only one person reads it: as small as any window."""
    c = theme.hex
    return f"""
    * {{ font-size: 15px; }} QPushButton, QLineEdit {{ min-height: 30px; max-height: 36px; padding: 0 12px; }}
    QLabel#clock {{ font-size: 28px; font-weight: 600; }}
    {pill(theme)}
    QPlainTextEdit[no_ring="true"]:focus {{ border: 3px solid {c("focus")}; }}
    QListWidget#offers {{
        background: {c("surface")}; border: 1px solid {c("line_strong")}; border-radius: 8px; padding: 4px 0;
        color: {c("text2")};
    }}
    QListWidget#offers::item {{ padding: 3px 14px; min-height: 24px; border: none; }}
    QListWidget#offers::item:selected {{ background: {c("accent_soft")}; color: {c("text")}; }}
    """


def large(theme: Theme, text: str, *, tone: str = "text", strong: bool = False, wrap: bool = True) -> QLabel:
    """A label that can be read from the last row."""
    made = label(text, tone=tone, strong=strong, wrap=wrap)
    font = theme.font("body", strong=strong)
    font.setPixelSize(SMALL_PX)
    made.setFont(font)
    return made


def voice_font(theme: Theme, px: int = HEAD_PX) -> QFont:
    """The serif of titles."""
    font = theme.font("title")
    font.setPixelSize(px)
    return font


def dress(widget: QWidget, theme: Theme) -> None:
    """Give a window of the workshop its look, and again when the theme changes."""
    widget.setStyleSheet(sheet(theme))


class StageDots(QWidget):
    """A bead for each stage, filled up to the one that is shown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._at, self._count = theme, 0, 0

    def show_stages(self, at: int, count: int) -> None:
        """The stage that is shown (from 0), and how many there are; too many are only told in words."""
        self._at, self._count = at, count if 1 < count <= 9 else 0
        self.setFixedSize(max(0, self._count * 36 - 16), 20)
        self.setVisible(bool(self._count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._theme.colour("accent")
        painter.setPen(QPen(ink, 3))
        for i in range(self._count):
            x = 10 + i * 36
            painter.setBrush(ink if i <= self._at else self._theme.colour("surface"))
            painter.drawEllipse(QPointF(self.width() - x if self.isRightToLeft() else x, 10), 8, 8)
