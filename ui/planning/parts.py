"""Small parts of this room: the way back, and text that is edited where it stands."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import empty, put, row
from ui.widgets.fields import TextInput
from ui.widgets.flow import FlowLayout
from ui.widgets.menus import pop_up_below
from ui.widgets.tabs import TabRow
from ui.widgets.text import ElidedLabel, IconLabel

LONGEST = 80
_LONG_WORD = re.compile(r"\S{20,}")
_PIECE = re.compile(r".{1,10}")
TAB_GAP = 16
CRUMB = 40


class Crumbs(QWidget):
    """Where one is, from the room down; each step but the last leads back there."""

    def __init__(self, theme: Theme, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._theme, self._go = theme, go
        self._box = row(gap=4)
        self.setLayout(self._box)
        self._shown: list[tuple[str, Any]] = []

    def show_crumbs(self, steps: Sequence[tuple[str, Any]]) -> None:
        """Show (words, target) pairs; a target of None is the place itself."""
        if list(steps) == self._shown:
            return
        self._shown = list(steps)
        empty(self._box)
        for place, (text, target) in enumerate(steps):
            if place:
                put(self._box, IconLabel(self._theme, "chevron-right", "text3", 14))
            if target is None:
                here = ElidedLabel(text, "caption", "text2")
                here.setFont(self._theme.font("caption"))
                here.setMaximumWidth(here.fontMetrics().horizontalAdvance(text) + 4)
                self._box.addWidget(here, 1)
            else:
                short = in_short(text, CRUMB)
                step = quiet(Button(self._theme, short, "plain", dense=True, on_click=self._to(target)))
                step.setAccessibleName(text)
                step.setToolTip(text if short != text else "")
                put(self._box, step)
        put(self._box, None)

    def _to(self, target: Any) -> Callable[[], None]:
        return lambda: self._go(target)


def never_cut(widget: QWidget) -> None:
    """Let every label in a widget that breaks its words become as high as they need, also where it is squeezed."""
    for label in widget.findChildren(QLabel):
        if label.wordWrap():
            policy = QSizePolicy(label.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            label.setSizePolicy(policy)


def breakable(text: str) -> str:
    """The text with places where a very long word may go on in the next line; labels break at spaces only."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(_PIECE.findall(word.group())), text)


def in_short(text: str, most: int = 160) -> str:
    """The beginning of a very long text, for cards and questions."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class WrappedTabs(TabRow):
    """Tabs that go on in a second line where the language is long or the window narrow."""

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(options)
        flow = FlowLayout(gap=TAB_GAP, line_gap=0)
        for button in self.buttons.values():
            flow.addWidget(button)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertLayout(0, flow)

    def needed(self) -> int:
        """The width that holds all of them in one line."""
        return sum(b.sizeHint().width() + TAB_GAP for b in self.buttons.values()) - TAB_GAP


class OneAtATime(QStackedWidget):
    """Pages of which one is shown; it is as high as that one, not as the highest of all."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """As the page that is shown."""
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As the page that is shown."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """As the page that is shown."""
        page = self.currentWidget()
        return page is not None and page.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """As the page that is shown."""
        page = self.currentWidget()
        return page.heightForWidth(width) if page is not None else -1


def in_place(theme: Theme, editor: TextInput, role: str, name: str) -> TextInput:
    """Make a text input look like the text of the page until it is pointed at or has the focus."""

    def dress() -> None:
        editor.setFont(theme.font(role))
        still, edge = "border: 1px solid transparent; background: transparent;", theme.hex("line_strong")
        editor.setStyleSheet(
            f"QPlainTextEdit {{ {still} padding: 4px 0; }}"
            f"QPlainTextEdit:hover, QPlainTextEdit:focus {{ border: 1px solid {edge}; }}"
        )

    editor.document().setDocumentMargin(0)
    editor.set_around(10)
    editor.setAccessibleName(name)
    theme.changed.connect(dress)
    dress()
    return editor


def menu_button(
    theme: Theme, text: str, name: str, choices: Sequence[tuple[str, Callable[[], None]]], icon: str = ""
) -> Button:
    """A button that opens a list of things to do; long ones are shortened in the list and whole in its tooltip."""
    button = Button(theme, text, icon=icon, icon_after="" if icon else "chevron-down", dense=not icon)
    button.setAccessibleName(name)
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    for words, do in choices:
        short = words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + "…"
        action = menu.addAction(short.replace("&", "&&"))
        action.setToolTip(words)
        action.triggered.connect(lambda _checked=False, do=do: do())

    button.clicked.connect(lambda _checked=False: pop_up_below(menu, button))
    return button


def quiet(button: Button) -> Button:
    """Let a plain button begin where the text above it begins."""
    button.setStyleSheet("QPushButton { padding: 0; border: none; text-align: left; }")
    return button
