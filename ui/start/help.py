"""The help page: what this room is for, its first steps, the keys, and where there is more to read."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

import cxdesk
from cxdesk.i18n import _, isolate_ltr, number
from ui.page import PageContext
from ui.rooms import BY_ID
from ui.start.help_texts import HELP
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row
from ui.widgets.notices import CLOSE_KEYS
from ui.widgets.over import window_over
from ui.widgets.text import body, caption, keys_text, label, title

WIDTH, HIGHEST = 760, 680


def show_help(context: PageContext, room: str) -> QDialog:
    """Open the help on a room."""
    dialog = QDialog(window_over())
    dialog.setWindowTitle(_("Help"))
    page = QWidget()
    page.setProperty("part", "body")
    page.setLayout(column(*_about(room), *_keys(room), None, gap=8, margins=(32, 24, 32, 16)))
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setAccessibleName(_("Help"))
    scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that the arrow keys scroll it
    scroll.setWidget(page)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(scroll, 1)
    box.addWidget(boxed(_foot(context, dialog), "foot_bar"))
    screen = dialog.screen().availableSize()
    page.setMinimumWidth(min(WIDTH, screen.width()) - 24)
    high = page.heightForWidth(WIDTH) if page.hasHeightForWidth() else page.sizeHint().height()
    dialog.resize(min(WIDTH, screen.width()), min(high + 72, HIGHEST, screen.height() - 80))
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()
    return dialog


def readme() -> Path | None:
    """The README beside the program, where there is one."""
    path = Path(cxdesk.__file__).resolve().parents[1] / "README.md"
    return path if path.is_file() else None


def _about(room: str) -> list[QWidget]:
    help_ = HELP[room]
    found: list[QWidget] = [title(_(BY_ID[room].label)), body(_(help_.purpose))]
    if help_.steps:
        found.append(_head(_("First steps")))
    for place, step in enumerate(help_.steps, 1):
        line = row(gap=12)
        mark = label(number(place), tone="accent", strong=True)
        mark.setFixedWidth(16)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(body(_(step)), 1)
        found.append(boxed(line))
    return found


def _keys(room: str) -> list[QWidget]:
    from ui import actions

    found: list[QWidget] = []
    own = [(_(words), keys) for words, keys in HELP[room].keys]
    if own:
        found += [_head(_("Keys of this page")), boxed(_grid(own))]
    everywhere = [
        (_("Search or do anything"), "Ctrl+K"),
        (_("Next part of the window"), "F6"),
        (_("Close a dialog, or leave a list"), "Esc"),
        (_("Close the notice"), CLOSE_KEYS),
        (_("Next field or button"), "Tab"),
        (_("Press what has the focus"), "Enter"),
    ]
    everywhere += [(row_.text, row_.keys) for row_ in actions.ACTIONS if row_.keys]
    return [*found, _head(_("Keys everywhere")), boxed(_grid(everywhere))]


def _head(text: str) -> QWidget:
    made = label(text, strong=True)
    made.setContentsMargins(0, 12, 0, 0)
    return made


def _grid(keys: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    half = (len(keys) + 1) // 2
    for at, (text, combination) in enumerate(keys):
        side, line = divmod(at, half)
        shown = label(keys_text(combination), "caption")
        shown.setProperty("part", "key")
        grid.addWidget(label(text, wrap=True), line, side * 2)
        grid.addLayout(row(shown, None), line, side * 2 + 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(2, 1)
    return grid


def _foot(context: PageContext, dialog: QDialog) -> QVBoxLayout:
    close = Button(context.theme, _("Close"), "filled", on_click=dialog.accept)
    line = row(gap=12, margins=(32, 12, 32, 12))
    if (path := readme()) is not None:
        words = _("More is in README.md, in {folder}.").format(folder=isolate_ltr(str(path.parent)))
        line.addWidget(caption(words, wrap=True), 1)
        url = QUrl.fromLocalFile(str(path))
        line.addWidget(Button(context.theme, _("Read it"), on_click=lambda: _open(url)))
    else:
        line.addStretch(1)
    line.addWidget(close)
    return column(line, gap=0)


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)
