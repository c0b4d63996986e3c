"""Where things lie in a window that may run from right to left; QStyle knows too, but costs 5 ms at start."""

from unicodedata import bidirectional

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication


def visual_rect(direction: Qt.LayoutDirection, whole: QRect, rect: QRect) -> QRect:
    """A rectangle given in reading direction, as it lies on the screen."""
    if direction == Qt.LayoutDirection.LeftToRight:
        return rect
    return QRect(whole.left() + whole.right() - rect.right(), rect.top(), rect.width(), rect.height())


def visual_side(direction: Qt.LayoutDirection, side: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    """An alignment given in reading direction, as it lies on the screen, in the middle of the line."""
    fixed = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    if direction == Qt.LayoutDirection.LeftToRight:
        return fixed
    if side & Qt.AlignmentFlag.AlignLeft:
        return (fixed & ~Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignRight
    if side & Qt.AlignmentFlag.AlignRight:
        return (fixed & ~Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignLeft
    return fixed


def running(text: str, window: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """The direction a line runs in: that of its first letter, or the window's where it has none.

    Latin words in a Persian window keep their full stop and their “…” at their own end.
    """
    for letter in text:
        kind = bidirectional(letter)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
    return window


def with_the_window(sentence: str) -> str:
    """A sentence of ours that begins with a name in another script, made to run as the window does."""
    window = QGuiApplication.layoutDirection()
    if running(sentence, window) == window:
        return sentence
    return ("\u200f" if window == Qt.LayoutDirection.RightToLeft else "\u200e") + sentence
