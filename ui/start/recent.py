"""The files that were open last, with Open and New file below."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cxdesk.i18n import _, clock, listed, ngettext, number
from cxdesk.settings import RecentFile
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import column, divided_card, row
from ui.widgets.text import ElidedLabel, IconLabel, joined, title

SHOWN = 4


class RecentFiles(QWidget):
    """A heading, a card of recent files, two buttons."""

    def __init__(self, context: PageContext, heading: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(title(heading))
        recent = [entry for entry in context.settings.recent if Path(entry.path).exists()][:SHOWN]
        if recent:
            box.addWidget(divided_card([_FileRow(context, entry) for entry in recent]))
            box.addSpacing(4)
        theme = context.theme
        opening = Button(theme, _("Open"), icon="folder-open", on_click=lambda: context.do("file.open"))
        making = Button(theme, _("New file"), icon="plus", on_click=lambda: context.do("file.new"))
        box.addLayout(row(opening, making, None))


class _FileRow(QPushButton):
    """One recent file; a click opens it."""

    def __init__(self, context: PageContext, entry: RecentFile) -> None:
        super().__init__()
        line = file_line(entry, date.today())
        self.setProperty("part", "row")
        self.setAutoDefault(True)
        self.setAccessibleName(listed((entry.name, line)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = column(ElidedLabel(entry.name, strong=True), ElidedLabel(line, "caption", "text2"), gap=0)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(12)
        box.addWidget(IconLabel(context.theme, "file-text", "text2", 20))
        box.addLayout(words, 1)
        self.clicked.connect(lambda _checked=False: _open(context, entry))


def file_line(entry: RecentFile, today: date) -> str:
    """When a file was open last and how much is in it."""
    answers = ngettext("{n} answer", "{n} answers", entry.answers).format(n=number(entry.answers))
    return joined(_when(entry.opened, today), answers if entry.answers else "") or str(
        Path(entry.path).parent
    )


def _when(opened: datetime | None, today: date) -> str:
    if opened is None:
        return ""
    if opened.date() == today:
        return _("Today, {time}").format(time=clock(opened))
    # Counted, not dated: a date would load Babel at start for this list alone.
    days = (today - opened.date()).days
    if days < 60:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=number(days))
    months = days // 30
    return ngettext("{n} month ago", "{n} months ago", months).format(n=number(months))


def _open(context: PageContext, entry: RecentFile) -> None:
    from ui.opening import open_behind

    open_behind(context, Path(entry.path))
