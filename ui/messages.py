"""The one door for everything the window tells the person in passing."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

KINDS = ("good", "info", "warn", "bad")


@dataclass(frozen=True, slots=True)
class Notice:
    """One bold sentence, one line, one button."""

    kind: str
    bold: str
    line: str = ""
    button: str = ""
    on_click: Callable[[], None] | None = None


class Messages(QObject):
    """Notices in the order they were given. The window shows them; tests read `log`."""

    given = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log: list[Notice] = []

    def notice(
        self,
        kind: str,
        bold: str,
        line: str = "",
        button: str = "",
        on_click: Callable[[], None] | None = None,
    ) -> None:
        """Show a notice at the bottom; "good", "info" and "warn" leave after 6 s, "bad" stays until closed."""
        notice = Notice(kind if kind in KINDS else "info", bold, line, button, on_click)
        self.log.append(notice)
        self.given.emit(notice)

    def refused(self, sentence: str, button: str = "", on_click: Callable[[], None] | None = None) -> None:
        """Show a UserError: its first sentence in bold, the rest below."""
        bold, _stop, rest = sentence.partition(". ")
        self.notice("bad", bold + ("." if rest else ""), rest, button, on_click)
