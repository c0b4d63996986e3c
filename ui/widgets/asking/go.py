"""The buttons that go on and back, in the sender's colour."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from ui.widgets.asking.skin import Skin

HEIGHTS = {"desktop": 40, "phone": 48, "kiosk": 60}
_SHEET = """QPushButton {{ background: {ground}; color: {ink}; border: 1px solid {edge}; border-radius: 8px;
  font-family: {family}; font-size: {px}px; font-weight: {weight}; min-height: {tall}px; max-height: {tall}px;
  padding: 0 {air}px; min-width: {wide}px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:focus {{ border: 2px solid {focus}; }}
QPushButton:disabled {{ color: {off}; border-color: {line}; }}"""


class GoButton(QPushButton):
    """kind "filled" (one per screen), "outline" or "plain"; an arrow behind the words where `arrow` is set."""

    def __init__(
        self,
        skin: Skin,
        words: str,
        on_click: Callable[[], None],
        kind: str = "filled",
        *,
        arrow: bool = False,
        strong: bool = True,
    ) -> None:
        super().__init__(words)
        self.setAccessibleName(words)
        self.setProperty("no_ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        filled = kind == "filled"
        kiosk = skin.size == "kiosk"
        values = {
            "ground": skin.hex("accent" if filled else "surface") if kind != "plain" else "transparent",
            "ink": skin.hex("on_accent" if filled else "text" if strong else "text2"),
            "edge": skin.hex("accent" if filled else "line_strong") if kind != "plain" else "transparent",
            "hover": skin.hex("accent_hover" if filled else "hover"),
            "focus": skin.hex("text" if filled else "focus"),
            "off": skin.hex("text3"),
            "line": skin.hex("line"),
            "family": ", ".join(f'"{name}"' for name in skin.font(12).families()),
            "px": skin.px(18 if kiosk else 15),
            "weight": 600 if strong else 400,
            "tall": skin.px(HEIGHTS[skin.size]) - 2,
            "air": (28 if kiosk else 18) if kind != "plain" else 8,
            "wide": 30 if kiosk else 0,
        }
        self.setStyleSheet(_SHEET.format(**values))
        if arrow:
            size = skin.px(20 if kiosk else 16)
            self.setIcon(QIcon(skin.pixmap("arrow-right", "on_accent" if filled else "text", size, 2.0)))
            self.setIconSize(QSize(size, size))
            # Qt draws the icon before the words; the other direction puts it behind.
            ltr, rtl = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
            self.setLayoutDirection(ltr if skin.rtl else rtl)
            self.setText(f"{words} ")
        self.clicked.connect(lambda _on=False: on_click())
