"""A print dialog's window: what and how on the one side, the pages as they will be on the other."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QLabel, QVBoxLayout, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.paths import documents_folder
from ui.page import PageContext
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import boxed, column, row, scrolling
from ui.widgets.page_view import PageView
from ui.widgets.text import IconLabel, caption, keys_text, title
from ui.widgets.window_size import resize_within_screen

FORM_WIDTH = 300
PAUSE_MS = 200


class PagesDialog(QDialog):
    """The form beside the pages it makes. Who derives from it makes its form, then calls `_make_parts` and `_lay_out`."""

    _context: PageContext
    _job: Any
    _later: QTimer
    view: PageView
    words: QLabel
    back: IconButton
    on: IconButton
    note_icon: IconLabel
    note: QLabel
    print: Button
    save: Button

    def _turn(self, step: int) -> None:
        """Show another page."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw what the form says behind the window."""
        raise NotImplementedError

    def ask_where(self) -> None:
        """Ask for the file's name, then write."""
        raise NotImplementedError

    def _show(self, made: Any, said: str) -> None:
        """Show what was made, or say why there is nothing."""
        raise NotImplementedError

    def _on_error(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, UserError):
            self._show(None, str(error))
            return
        self.reject()

        def again() -> None:
            raise error

        self._context.bridge.act(again)

    def _on_finished(self) -> None:
        self._later.stop()
        self._drop()
        self.view.stop()
        self.deleteLater()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _make_parts(self, note_icon: IconLabel, on_print: Callable[[], Any]) -> None:
        """The pages and the buttons around them; they are drawn anew a moment after the form changed."""
        theme = self._context.theme
        self.view = PageView(
            self._context, _("The pages as they will be printed. Page up and down turn them.")
        )
        self.view.page_wanted.connect(self._turn)
        self.words = caption("")
        self.back = IconButton(
            theme, "chevron-left", _("Page before"), size=16, on_click=partial(self._turn, -1)
        )
        self.on = IconButton(theme, "chevron-right", _("Next page"), size=16, on_click=partial(self._turn, 1))
        self.note_icon, self.note = note_icon, caption("", wrap=True)
        self.print = Button(theme, _("Print"), "filled", icon="printer", on_click=on_print)
        self.save = Button(theme, _("Save PDF"), icon="download", on_click=self.ask_where)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.draw)
        self._add_keys()

    def _add_keys(self) -> None:
        """Print and turn the pages from whichever field the keyboard is in."""
        self.print.setShortcut("Ctrl+P")
        self.print.setToolTip(keys_text("Ctrl+P"))
        for button, word, keys, step in (
            (self.back, _("Page before"), "Ctrl+PgUp", -1),
            (self.on, _("Next page"), "Ctrl+PgDown", 1),
        ):
            button.set_name(word, keys_text(keys))
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._turn, step))

    def _lay_out(self, heading: str, form: QWidget, size: tuple[int, int]) -> None:
        fields = scrolling(form)
        fields.setFixedWidth(FORM_WIDTH)
        close = Button(self._context.theme, _("Close"), on_click=self.reject)
        for button in (close, self.save, self.print):
            button.setAutoDefault(False)
        note = row(self.note_icon, gap=8)
        note.addWidget(self.note, 1)
        head = row(None, self.back, self.words, self.on, gap=4, margins=(0, 0, 8, 0))
        policy = self.view.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.view.setSizePolicy(policy)
        ground = QFrame()
        ground.setProperty("part", "side")
        ground.setLayout(column(head, self.view, gap=0, margins=(0, 8, 0, 0)))
        ground.layout().setStretch(1, 1)  # type: ignore[union-attr]
        middle = row(fields, ground, gap=24)
        middle.setStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addWidget(title(heading, wrap=False))
        box.addLayout(middle, 1)
        box.addWidget(boxed(note))
        box.addLayout(row(None, close, self.save, self.print))
        resize_within_screen(self, *size)


def ask_pdf(dialog: QDialog, heading: str, name: str, save_to: Callable[[Path], Any]) -> QFileDialog:
    """Ask where a PDF of this name goes, among the documents at first; `save_to` hears where."""
    asked = QFileDialog(dialog, heading, str(documents_folder() / name))
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setNameFilter(_("PDF documents (*.pdf)"))
    asked.setDefaultSuffix("pdf")
    asked.selectFile(name)
    asked.fileSelected.connect(lambda path: save_to(Path(path)))
    asked.open()
    return asked
