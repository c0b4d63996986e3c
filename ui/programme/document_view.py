"""One document before it is given: as it will be printed, in the language and with the focus that are chosen."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.i18n import LANGUAGES, NAMES, _, digits, language
from cxdesk.programme.report import ABOUT, AUDIENCES, EXECUTIVE, FUNCTION, LINE_MANAGER, TITLES
from ui.page import PageContext
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.file_dialogs import ask_for_saving, show_file
from ui.widgets.page_view import PageView
from ui.widgets.tables import Column, Table
from ui.widgets.text import IconLabel, body, caption

if TYPE_CHECKING:
    from cxdesk.programme.report import Report
    from exports.pdf.document import Rendered

_SIDE = 340


class DocumentView(QWidget):
    """The list of documents, what each is for, and the page."""

    def __init__(self, context: PageContext, audience: str = "") -> None:
        super().__init__()
        from cxdesk.programme.reports import functions_of

        self._context = context
        self.audience = audience or LINE_MANAGER
        self.functions: list[str] = context.project.read(functions_of)
        self.rendered: Rendered | None = None
        self.report: Report | None = None
        self._job: Any = None
        self.page = 1
        self.list = Table(
            context.theme,
            [Column(_("Document"), lambda a: _(TITLES[a]), "strong", share=1)],
            [a for a in AUDIENCES if a != FUNCTION or self.functions],
            name=_("Documents"),
            fit=True,
            dense=True,
            key=lambda a: a,
        )
        self.list.choose(self.audience)
        self.list.current_changed.connect(self.choose)
        self.about = body("", tone="text2")
        self.language = Choice([(code, NAMES[code]) for code in LANGUAGES], language())
        self.language.setAccessibleName(_("Language of the document"))
        self.language.chosen.connect(lambda _code: self.draw())
        self.function = Choice(
            [(f, f) for f in self.functions], self.functions[0] if self.functions else None
        )
        self.function.setAccessibleName(_("Function"))
        self.function.chosen.connect(lambda _name: self.draw())
        self.focus = TextInput(lines=3)
        self.focus.committed.connect(self.write_focus)
        self.recipient = LineInput(placeholder=_("For example: the board"))
        self.view = PageView(context, _("The document as it will be printed. Page keys turn its pages."))
        self.view.setMinimumHeight(560)
        self.view.page_wanted.connect(self.turn)
        self.pages = caption("")
        self._function_field = Field(context.theme, _("Function"), self.function)
        self.save = Button(
            context.theme, _("Save PDF"), "filled", icon="download", on_click=lambda: self.ask_where("pdf")
        )
        self.slides = Button(
            context.theme, _("Save slides"), icon="download", on_click=lambda: self.ask_where("pptx")
        )
        self._lay_out()
        self._show_choice()
        self.draw()

    def choose(self, audience: str | None) -> None:
        """Look at another document."""
        if audience and audience != self.audience:
            self.focus.commit()
            self.audience = audience
            self._show_choice()
            self.draw()

    def draw(self) -> None:
        """Draw the document behind the window."""
        from cxdesk.programme.reports import report

        project, audience, code = self._context.project, self.audience, self.language.value()
        function = str(self.function.value() or "") if audience == FUNCTION else ""

        def work() -> "tuple[Report, Rendered]":
            from exports.pdf.report import render

            made = project.read(report, audience, lang=code, function=function)
            return made, render(made)

        self.stop()
        self.save.setEnabled(False)
        self.slides.setEnabled(False)
        self._job = self._context.jobs.run(
            work, self._on_drawn, on_error=self._on_error, what=_("Making the page")
        )

    def turn(self, step: int) -> None:
        """One page on or back."""
        if self.rendered is not None:
            self.page = min(max(1, self.page + step), self.rendered.pages)
            self._show_page()

    def write_focus(self, text: str) -> None:
        """Keep the focus note of this document; an empty one is made from the figures again."""
        from cxdesk.programme.reports import set_focus, written_focus

        if text.strip() != self._context.project.read(written_focus, self.audience):
            self._context.bridge.run(_("Write a focus note"), set_focus, self.audience, text)

    def ask_where(self, ending: str) -> None:
        """Ask for the file's name, then write what is shown."""
        kinds = {"pdf": _("PDF documents (*.pdf)"), "pptx": _("Slides (*.pptx)")}
        heading = _("Save the document") if ending == "pdf" else _("Save slides")
        ask_for_saving(heading, _(TITLES[self.audience]), kinds[ending], ending, self.save_to)

    def save_to(self, target: Path) -> None:
        """Write the document; the log notes that it was made, and for whom."""
        made, project, messages = self.report, self._context.project, self._context.messages
        if made is None:
            return
        recipient = self.recipient.text().strip()
        function = str(self.function.value() or "") if self.audience == FUNCTION else ""

        def work() -> Path:
            from exports.report_pack import write

            return write(project, made, target, recipient, function)

        def told(path: Path) -> None:
            line = _("Noted: made for {who}.").format(who=recipient) if recipient else str(path)
            messages.notice("good", _("The document is saved."), line, _("Open it"), lambda: show_file(path))

        self._context.jobs.run(work, told, what=_("Writing the page"))

    def stop(self) -> None:
        """Wait for no drawing any more."""
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _lay_out(self) -> None:
        theme = self._context.theme
        side = Card(
            boxed(column(self.list)),
            self.about,
            self._function_field,
            Field(theme, _("Language of the document"), self.language),
            Field(
                theme,
                _("Focus note"),
                self.focus,
                "internal",
                _("Where to look first and what is next. Left empty, it is made from the figures."),
            ),
            Field(
                theme,
                _("Made for"),
                self.recipient,
                "internal",
                _("Kept in the log. That they got it you say under “Made and given”."),
            ),
        )
        side.setFixedWidth(_SIDE)
        back = IconButton(theme, "chevron-left", _("Page back"), on_click=lambda: self.turn(-1))
        on = IconButton(theme, "chevron-right", _("Page on"), on_click=lambda: self.turn(1))
        lock = IconLabel(theme, "lock", "text2", 16)
        said = caption(_("Internal. Not for customers."))
        head = row(lock, said, None, back, self.pages, on, 12, self.slides, self.save)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(24)
        box.addWidget(boxed(column(side, None)))
        box.addWidget(boxed(column(head, self.view)), 1)

    def _show_choice(self) -> None:
        from cxdesk.programme.reports import written_focus

        self.page = 1
        self.about.setText(_(ABOUT[self.audience]))
        self._function_field.setVisible(self.audience == FUNCTION)
        self.slides.setVisible(self.audience == EXECUTIVE)
        self.focus.show_text(self._context.project.read(written_focus, self.audience))

    def _on_drawn(self, made: "tuple[Report, Rendered]") -> None:
        self._job = None
        self.report, self.rendered = made
        self.page = min(self.page, self.rendered.pages)
        self.focus.setPlaceholderText(self.report.focus)
        self.save.setEnabled(True)
        self.slides.setEnabled(True)
        self._show_page()

    def _show_page(self) -> None:
        assert self.rendered is not None
        self.view.show_page(self.rendered, {}, self.page)
        words = _("Page {page} of {pages}")
        self.pages.setText(words.format(page=digits(str(self.page)), pages=digits(str(self.rendered.pages))))

    def _on_error(self, error: BaseException) -> None:
        self._job = None

        def again() -> None:
            raise error

        self._context.bridge.act(again)
