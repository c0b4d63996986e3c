"""Chips are filters only; tags are states."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.buttons import IconButton

TAGS = ("plain", "good", "warn", "bad", "info", "accent")


class Chip(QFrame):
    """One filter. A click on the text changes it, the cross takes it away; `quiet` is a filter that is not set."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        on_remove: Callable[[], None] | None = None,
        on_click: Callable[[], None] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("part", "chip")
        self.setProperty("quiet", quiet)
        self.setFixedHeight(24 + theme.extra_line // 2)
        box = QHBoxLayout(self)
        box.setContentsMargins(10, 0, 4 if on_remove else 10, 0)
        box.setSpacing(4)
        box.addWidget(_chip_text(text, on_click))
        if on_remove is None:
            self.setProperty("ring_here", "chip")
        if on_remove is not None:
            close = IconButton(
                theme, "x", _("Remove “{filter}”").format(filter=text), size=12, on_click=on_remove
            )
            close.setProperty("part", "chip_close")
            close.setFixedSize(18, 18)
            box.addWidget(close)


def _chip_text(text: str, on_click: Callable[[], None] | None) -> QPushButton | QLabel:
    if on_click is None:
        plain = QLabel(text)
        plain.setProperty("role", "caption")
        return plain
    button = QPushButton(text)
    button.setProperty("part", "chip_text")
    button.setAutoDefault(True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _checked=False: on_click())
    return button


def tag(text: str, kind: str = "plain") -> QLabel:
    """A state: kind plain, good, warn, bad, info or accent."""
    made = QLabel(text)
    made.setProperty("tag", kind if kind in TAGS else "plain")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made
