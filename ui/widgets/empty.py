"""The empty state: a sentence, a line, one button; no drawing."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row
from ui.widgets.text import label, title


class EmptyState(Card):
    """What to do next where there is nothing yet."""

    def __init__(
        self,
        theme: Theme,
        sentence: str,
        line: str = "",
        button: str = "",
        on_click: Callable[[], None] | None = None,
        second: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        super().__init__(padding=(32, 32), gap=8)
        self.head = title(sentence)
        self.head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add(self.head)
        if line:
            text = label(line, tone="text2", wrap=True)
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.add(text)
        self.buttons: list[Button] = []
        if button and on_click is not None:
            self.buttons.append(Button(theme, button, "filled", on_click=on_click))
        if second is not None:
            self.buttons.append(Button(theme, second[0], "outline", on_click=second[1]))
        if self.buttons:
            self.add(4, row(None, *self.buttons, None, gap=12))
