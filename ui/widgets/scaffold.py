"""The frame of a page: an optional bar above, a scrolling body with the page's margins, an optional bar below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.cards import Thing, empty, put, row
from ui.widgets.text import body, display

MARGIN = 32
WIDEST = 1440


class Scaffold(QVBoxLayout):
    """Use it as a page's layout: `page.frame = Scaffold(page)`, then `frame.add(...)`.

    `frame.bar(...)` fills the white bar above (filters), `frame.foot(...)` the one below (wizard buttons).
    """

    def __init__(self, page: QWidget, *, widest: int = WIDEST, gap: int = 16, fills: bool = False) -> None:
        super().__init__(page)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)
        self._above = _bar("head_bar")
        self._below = _bar("foot_bar")
        inside = QWidget()
        inside.setProperty("part", "body")
        self.body = QVBoxLayout()
        self.body.setSpacing(gap)
        self.body.setContentsMargins(MARGIN, 24, MARGIN, MARGIN)
        column = QWidget()
        column.setLayout(self.body)
        column.setMaximumWidth(widest + 2 * MARGIN)
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        # A page that fills (one long table) takes the whole height; the others keep their rows together at the top.
        across.addWidget(column, 1000, Qt.AlignmentFlag(0) if fills else Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        self.scroll = QScrollArea()
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.addWidget(self._above)
        self.addWidget(self.scroll, 1)
        self.addWidget(self._below)

    def add(self, *things: Thing) -> None:
        """Put things below each other in the body."""
        for thing in things:
            put(self.body, thing)

    def head(self, sentence: str, line: str = "", *ends: QWidget) -> None:
        """The page's sentence, the line under it, and what stands at the end of that row (buttons)."""
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(display(sentence))
        if line:
            box.addWidget(body(line, tone="text2"))
        across = row(gap=8)
        across.addLayout(box, 1)
        for widget in ends:
            across.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(across)

    def bar(self, *things: Thing, height: int = 48) -> None:
        """Fill the white bar above the page."""
        _fill_bar(self._above, things, height)

    def foot(self, *things: Thing, height: int = 56) -> None:
        """Fill the white bar below the page."""
        _fill_bar(self._below, things, height)

    def clear(self) -> None:
        """Empty the body, to build it again."""
        empty(self.body)


def _bar(part: str) -> QFrame:
    bar = QFrame()
    bar.setProperty("part", part)
    layout = QHBoxLayout(bar)
    layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
    layout.setSpacing(8)
    bar.hide()
    return bar


def _fill_bar(bar: QFrame, things: tuple[Thing, ...], height: int) -> None:
    layout = bar.layout()
    assert isinstance(layout, QHBoxLayout)
    empty(layout)
    for thing in things:
        put(layout, thing)
    bar.setFixedHeight(height)
    bar.setVisible(bool(things))
