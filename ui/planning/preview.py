"""The right side of the plan editor: “As the customer sees it”."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cxdesk.i18n import LANGUAGES, NAMES, _, ngettext, number
from ui.messages import Notice
from ui.page import PageContext
from ui.planning.parts import never_cut
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import boxed, row
from ui.widgets.fields import Choice
from ui.widgets.notices import NoticeCard
from ui.widgets.page_view import LETTER, PAGE, PageView
from ui.widgets.text import IconLabel, caption, keys_text, label

if TYPE_CHECKING:
    from ui.planning.drawing import Drawn

_ICONS = {"good": "circle-check", "info": "info", "warn": "triangle-alert"}


class Preview(QWidget):
    """The page, the choice of language, the sentences as a list, and the buttons that hand the plan out."""

    language_chosen = Signal(object)
    next_wanted = Signal()
    sentence_chosen = Signal(int)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._drawn: Drawn | None = None
        theme = context.theme
        self.view = PageView(context)
        self.view.sentence_chosen.connect(self.sentence_chosen)
        self.view.page_wanted.connect(self._step)
        self.sentences = QListWidget()
        self.sentences.setAccessibleName(_("Sentences of the plan; Enter shows the answers behind one"))
        self.sentences.setWordWrap(True)
        self.sentences.setSpacing(4)
        self.sentences.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sentences.itemActivated.connect(self._on_item)
        self.sentences.itemClicked.connect(self._on_item)
        self.language = Choice([(code, NAMES[code]) for code in LANGUAGES])
        self.language.setProperty("quiet", True)
        self.language.setAccessibleName(_("Language of the plan"))
        self.language.chosen.connect(self.language_chosen)
        self._page_words = caption("")
        self._back = IconButton(
            theme, "chevron-left", _("Page before"), size=16, on_click=lambda: self._step(-1)
        )
        self._on = IconButton(theme, "chevron-right", _("Next page"), size=16, on_click=lambda: self._step(1))
        self._zoom = IconButton(theme, "zoom-in", _("Real size"), size=16, on_click=self._turn_zoom)
        self._list = IconButton(theme, "list", _("Show as a list"), size=16, on_click=self._turn_list)
        self.tick = IconLabel(theme, "circle-check", "good", 16)
        self.clean = caption("", wrap=True)
        self.save = Button(theme, _("Save"), icon="download")
        self.print = Button(theme, _("Print"), icon="printer")
        self.meeting = IconButton(theme, "maximize", _("Show it in a meeting (F5)"), size=16)
        self.approve = Button(theme, _("Approve"), "filled")
        self.write = Button(theme, _("Write it"), "filled", on_click=self.next_wanted.emit)
        self.write.setToolTip(keys_text("Ctrl+Enter"))
        self.write.hide()
        self._lay_out()

    def show_drawn(self, drawn: "Drawn") -> None:
        """Show a drawing; when there is none, why."""
        self._drawn = drawn
        pages = drawn.page.pages if drawn.page else 0
        self._show_page(min(max(1, self.view.page), max(1, pages)))
        self.sentences.clear()
        for line_id, text in drawn.sentences:
            item = QListWidgetItem(text, self.sentences)
            item.setData(Qt.ItemDataRole.UserRole, line_id)
        while (old := self._problem.layout().takeAt(0)) is not None:  # type: ignore[union-attr]
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        if drawn.problem:
            self._problem.layout().addWidget(  # type: ignore[union-attr]
                NoticeCard(
                    self._context.theme, Notice("warn", _("The page can’t be drawn yet."), drawn.problem)
                )
            )
        self._problem.setVisible(bool(drawn.problem))
        sentence, tone = _standing(drawn)
        self.tick.set_icon(_ICONS[tone], tone)
        self.clean.setText(sentence)
        self._show_next(drawn)
        self._place_foot()

    def show_line(self, line_id: int) -> None:
        """Outline a line, on the page it stands on."""
        self.view.set_line(line_id)
        rendered = self._drawn.page if self._drawn else None
        pages = [box.page for box in rendered.lines if box.line_id == line_id] if rendered else []
        if pages and self.view.page not in pages:
            self._show_page(pages[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands at the end of a bar goes below its words where there is no room."""
        super().resizeEvent(event)
        self._place_controls()
        self._place_foot()

    def _show_next(self, drawn: "Drawn") -> None:
        """One filled button: write what is missing, then approve, then hand it out."""
        own = not self._context.project.read_only
        to_write = drawn.page is not None and bool(drawn.blank or drawn.missing)
        to_approve = drawn.page is not None and not to_write and bool(drawn.unapproved)
        focused = [b for b in (self.write, self.approve) if b.hasFocus()]
        self.write.setVisible(own and to_write)
        self.approve.setVisible(to_approve)
        ready = drawn.page is not None and not to_write and not to_approve
        self.save.set_kind("filled" if ready else "outline")
        if focused and not focused[0].isVisible():
            self.save.setFocus()

    def _place_foot(self) -> None:
        needed = self.clean.fontMetrics().horizontalAdvance(self.clean.text())
        beside = self.width() >= needed + self._buttons.sizeHint().width() + 72
        for widget in (self._words, self._buttons):
            self._foot.removeWidget(widget)
        self._foot.addWidget(self._words, 0, 0)
        self._foot.addWidget(self._buttons, *((0, 1) if beside else (1, 0)))

    def _place_controls(self) -> None:
        needed = self._title.sizeHint().width() + self._controls.sizeHint().width() + 64
        beside = self.width() >= needed
        at = (0, 2, 1, 1) if beside else (1, 0, 1, 3)
        self._head.removeWidget(self._controls)
        side = Qt.AlignmentFlag.AlignTrailing if beside else Qt.AlignmentFlag.AlignLeading
        self._head.addWidget(self._controls, *at, side | Qt.AlignmentFlag.AlignVCenter)

    def _show_page(self, page: int) -> None:
        rendered = self._drawn.page if self._drawn else None
        paper = LETTER if self._drawn is not None and self._drawn.letter else PAGE
        self.view.show_page(rendered, dict(self._drawn.sentences) if self._drawn else {}, page, paper)
        pages = rendered.pages if rendered else 0
        text = _("Page {page} of {pages}").format(page=number(page), pages=number(pages)) if pages else ""
        self._page_words.setText(text)
        self._back.setVisible(pages > 1)
        self._on.setVisible(pages > 1)
        self._back.setEnabled(page > 1)
        self._on.setEnabled(page < pages)
        self._place_controls()

    def _step(self, step: int) -> None:
        pages = self._drawn.page.pages if self._drawn and self._drawn.page else 1
        self._show_page(min(max(1, self.view.page + step), pages))

    def _turn_zoom(self) -> None:
        wide = not self.view.wide
        self.view.set_wide(wide)
        self._zoom.set_icon("zoom-out" if wide else "zoom-in")
        self._zoom.set_name(_("The whole page") if wide else _("Real size"))

    def _turn_list(self) -> None:
        listed = self._stack.currentWidget() is not self.sentences
        self._stack.setCurrentWidget(self.sentences if listed else self._scroll)
        self._list.set_icon("file-text" if listed else "list")
        self._list.set_name(_("Show the page") if listed else _("Show as a list"))

    def _on_item(self, item: QListWidgetItem) -> None:
        self.sentence_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _lay_out(self) -> None:
        theme = self._context.theme
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.view)
        self._scroll.viewport().setAutoFillBackground(False)
        self.view.setAutoFillBackground(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.sentences)
        self._title = label(_("As the customer sees it"), strong=True)
        shown = (self.language, self._back, self._page_words, self._on, self._zoom, self._list, self.meeting)
        self._controls = boxed(row(*shown, gap=4))
        self._head = QGridLayout()
        self._head.setContentsMargins(16, 8, 8, 8)
        self._head.setHorizontalSpacing(8)
        self._head.setColumnStretch(2, 1)
        self._head.addWidget(IconLabel(theme, "eye", "accent", 16), 0, 0)
        self._head.addWidget(self._title, 0, 1)
        bar = boxed(self._head, "preview_head")
        bar.setMinimumHeight(48)
        self._words = QWidget()
        words = row(self.tick, gap=8)
        words.addWidget(self.clean, 1)
        self._words.setLayout(words)
        self._buttons = QWidget()
        self._buttons.setLayout(row(self.save, self.print, self.write, self.approve))
        self._foot = QGridLayout()
        self._foot.setContentsMargins(16, 8, 16, 8)
        self._foot.setColumnStretch(0, 1)
        self._problem = QWidget()
        problem = QVBoxLayout(self._problem)
        problem.setContentsMargins(16, 16, 16, 0)
        self._problem.hide()
        ground = QFrame()
        ground.setProperty("part", "side")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(bar)
        inside.addWidget(self._problem)
        inside.addWidget(self._stack, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(ground, 1)
        box.addWidget(boxed(self._foot, "foot_bar"))
        never_cut(self)


def _standing(drawn: "Drawn") -> tuple[str, str]:
    """What the foot says about the page, and its tone: what is missing before what is clean."""
    if drawn.page is None:
        return _("There is no page yet."), "warn"
    if drawn.blank:
        return _("Nothing is told and nothing promised yet."), "warn"
    if n := len(drawn.missing):
        words = ngettext("{n} sentence is still to be written.", "{n} sentences are still to be written.", n)
        return words.format(n=number(n)), "warn"
    if drawn.full:
        return _("Page one can’t hold all this. Make the words shorter."), "warn"
    if not drawn.clean:
        return _("Internal words may be on this page."), "warn"
    if n := drawn.unapproved:
        words = ngettext("{n} sentence waits for approval.", "{n} sentences wait for approval.", n)
        return words.format(n=number(n)), "info"
    return _("Approved. Only customer wording is on this page."), "good"
