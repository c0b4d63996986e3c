"""Cards, hairlines, bars and the small arithmetic of laying things in rows and columns."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

Thing = QWidget | QLayout | int | None


def row(*things: Thing, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Things side by side; a number is a gap of its own, None is the stretch."""
    layout = QHBoxLayout()
    _fill(layout, things, gap, margins)
    return layout


def column(*things: Thing, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Things below each other; a number is a gap of its own, None is the stretch."""
    layout = QVBoxLayout()
    _fill(layout, things, gap, margins)
    return layout


def boxed(layout: QLayout, part: str = "") -> QWidget:
    """A layout as a widget, with a ground when `part` names one of the style sheet's parts."""
    widget: QWidget = QFrame() if part else QWidget()
    if part:
        widget.setProperty("part", part)
    widget.setLayout(layout)
    return widget


class Scrolled(QWidget):
    """A layout to be scrolled: as high as its words are at the width they have.

    Qt would ask for the height they have where each stands as narrow as it may, and scroll where nothing is below.
    """

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        """As wide as it needs; its height follows from its width."""
        least, layout = super().minimumSizeHint(), self.layout()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least


def rule(*, strong: bool = False, upright: bool = False) -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("part", "strong_rule" if strong else "rule")
    line.setFixedWidth(1) if upright else line.setFixedHeight(1)
    return line


class Card(QFrame):
    """A white box with a hairline around it. `add` puts things below each other; `rows` parts them by hairlines."""

    def __init__(
        self, *things: Thing, padding: tuple[int, int] = (16, 16), gap: int = 8, part: str = "card"
    ) -> None:
        super().__init__()
        self.setProperty("part", part)
        self.box = QVBoxLayout(self)
        across, down = padding
        self.box.setContentsMargins(across, down, across, down)
        self.box.setSpacing(gap)
        self.add(*things)

    def add(self, *things: Thing) -> None:
        """Put more below."""
        for thing in things:
            put(self.box, thing)

    def clear(self) -> None:
        """Take everything out."""
        empty(self.box)


def divided_card(rows: Sequence[QWidget]) -> Card:
    """A card whose rows run from edge to edge with a hairline between them."""
    card = Card(padding=(0, 0), gap=0)
    for index, widget in enumerate(rows):
        if index:
            card.add(rule())
        card.add(widget)
    return card


def put(layout: QBoxLayout, thing: Thing) -> None:
    """Add one thing to a layout."""
    if thing is None:
        layout.addStretch(1)
    elif isinstance(thing, int):
        layout.addSpacing(thing)
    elif isinstance(thing, QLayout):
        layout.addLayout(thing)
    else:
        layout.addWidget(thing)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)
            inner.deleteLater()


def scrolling(inside: QWidget) -> QScrollArea:
    """A widget that is higher than its place: it scrolls up and down, has no frame, and leaves Tab to what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def top(layout: QBoxLayout, widget: QWidget, stretch: int = 0) -> None:
    """Add a widget that stays at the top of its row."""
    layout.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)


def _fill(
    layout: QBoxLayout, things: tuple[Thing, ...], gap: int, margins: tuple[int, int, int, int]
) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for thing in things:
        put(layout, thing)
