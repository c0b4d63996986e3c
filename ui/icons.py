"""Lucide's line icons in any colour, size and density, mirrored where the reading direction asks for it."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cxdesk.paths import resource

# Arrows and undo turn with the reading direction; clocks, checks and numbers never do.
MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "external-link",
        "log-out",
        "redo-2",
        "undo-2",
        "list",
        "file-text",
    }
)


class Icons:
    """Pixmaps by (name, colour, size, ratio, direction); `forget` empties the store when the theme changes."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, int, float, bool], QPixmap] = {}

    def pixmap(
        self, name: str, colour: QColor, size: int = 20, ratio: float = 1.0, rtl: bool = False
    ) -> QPixmap:
        """One icon as a square pixmap of `size` logical pixels."""
        turned = rtl and name in MIRRORED
        key = (name, colour.name(QColor.NameFormat.HexArgb), size, ratio, turned)
        if key not in self._made:
            self._made[key] = _draw(name, colour, size, ratio, turned)
        return self._made[key]

    def forget(self) -> None:
        """Drop every pixmap."""
        self._made.clear()


def names() -> set[str]:
    """The icons that ship with the product."""
    return {path.stem for path in resource("icons").glob("*.svg")}


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def _draw(name: str, colour: QColor, size: int, ratio: float, turned: bool) -> QPixmap:
    stroke = "1.75" if size > 16 else "1.9"
    svg = (
        _source(name)
        .replace("currentColor", colour.name())
        .replace('stroke-width="2"', f'stroke-width="{stroke}"')
    )
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(colour.alphaF())
    if turned:
        painter.translate(pixmap.width(), 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
