"""Where things lie in a window that may run from right to left; QStyle knows too, but costs 5 ms at start."""

import re
from unicodedata import bidirectional

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication

_ISOLATES = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")


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

    Latin words in a Persian window keep their full stop and their “…” at their own end. A line with Persian letters
    runs the Persian way there, also when a name comes first; names put in as isolates say nothing of the line.
    """
    kinds = [bidirectional(letter) for letter in _ISOLATES.sub("", text)]
    if window == Qt.LayoutDirection.RightToLeft and ("R" in kinds or "AL" in kinds):
        return window
    for kind in kinds:
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
