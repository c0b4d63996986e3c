"""The bank of own questions: searched, put into the survey, filled with questions of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.i18n import _, directed, language_name, listed
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.over import window_over
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, joined, title

if TYPE_CHECKING:
    from ui.surveys.page import SurveysPage


def open_bank(context: PageContext, survey_id: int) -> "BankDialog":
    """Show the bank beside a survey."""
    return BankDialog(context, survey_id)


class BankDialog(QDialog):
    """A question of the bank goes to the end of the survey; Delete takes it out of the bank."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Question bank"))
        self.setMinimumSize(760, 600)
        self._context, self.survey_id = context, survey_id
        theme = context.theme
        self.search = LineInput(placeholder=_("Search in names and words"))
        self.search.setAccessibleName(_("Search in names and words"))
        self.search.textChanged.connect(lambda _text: self.reload())
        self.table = Table(theme, _columns(), name=_("Question bank"), key=lambda r: r.id)
        self.table.current_changed.connect(lambda _row: self._enable())
        self.stays, self.left = caption("", wrap=True), caption("", wrap=True)
        self.table.delete_wanted.connect(lambda _row: self.throw_out())
        self.none = body("", tone="text2")
        self.question = Choice()
        self.question.chosen.connect(lambda _value: self._tell())
        self.keep_it = Button(theme, _("Keep it in the bank"), on_click=self.keep)
        self.put = Button(theme, _("Put into the survey"), "filled", icon="plus", on_click=self.put_in)
        self.out = Button(theme, _("Take out of the bank"), icon="trash-2", on_click=self.throw_out)
        close = Button(theme, _("Close"), on_click=self.reject)
        for button in (self.keep_it, self.put, self.out, close):
            button.setAutoDefault(False)
        card = Card(self.table, padding=(12, 4))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(_("Question bank")))
        line = _("Questions of your own, kept with their answers in every language, to be asked again.")
        box.addWidget(body(line, tone="text2"))
        box.addWidget(self.search)
        box.addWidget(self.none)
        box.addWidget(card, 1)
        keeping = row(gap=8)
        keeping.addWidget(Field(theme, _("A question of this survey"), self.question), 1)
        keeping.addWidget(self.keep_it, 0, Qt.AlignmentFlag.AlignBottom)
        box.addWidget(self.left)
        box.addLayout(keeping)
        box.addWidget(self.stays)
        box.addLayout(row(self.out, None, close, self.put))
        self._fill_questions()
        self.reload()
        if rows := self.table.rows_model.rows:
            self.table.choose(rows[0].id)
        self.open()
        self.search.setFocus()

    def reload(self) -> None:
        """Show what the search finds."""
        from cxdesk.surveys.bank import bank_rows

        rows = self._context.project.read(bank_rows, self.search.text())
        self.table.set_rows(rows)
        nothing = (
            _("No question has these words.")
            if self.search.text().strip()
            else _("No question is in the bank.")
        )
        self.none.setText(nothing)
        self.none.setVisible(not rows)
        self._enable()

    def keep(self) -> None:
        """Put the chosen question of the survey into the bank."""
        from cxdesk.surveys.bank import keep

        made = self._context.bridge.run(_("Keep the question"), keep, self.question.value())
        if made is not None:
            self.search.clear()
            self.reload()
            self.table.choose(made)

    def put_in(self) -> None:
        """Put the chosen question of the bank at the end of the survey, and say what was left out."""
        from cxdesk.surveys.bank import put_in
        from cxdesk.surveys.queries import whole

        row_ = self.table.current()
        if row_ is None:
            return
        last = self._context.project.read(whole, self.survey_id).sections[-1].id
        made = self._context.bridge.run(_("Put a question in"), put_in, row_.id, last)
        if made is not None:
            question_id, notes = made
            told = _("“{name}” is at the end of the survey.").format(name=row_.name[:60])
            self.accept()
            self._context.go("surveys", ("question", question_id))
            self._context.messages.notice("good", told, " ".join(notes))

    def throw_out(self) -> None:
        """Take the chosen question out of the bank."""
        from cxdesk.surveys.bank import throw_out

        row_ = self.table.current()
        if row_ is not None and not self._context.project.read_only:
            self._context.bridge.run(_("Take out of the bank"), throw_out, row_.id)
            self.reload()

    def _tell(self) -> None:
        """Say what can't go with the chosen question, before it goes."""
        from cxdesk.surveys.bank import keep_notes, put_notes

        read, row_, mine = self._context.project.read, self.table.current(), self.question.value()
        stays = read(keep_notes, mine) if mine is not None else ()
        left = read(put_notes, row_.id, self.survey_id) if row_ is not None else ()
        for told, notes in ((self.stays, stays), (self.left, left)):
            told.setText("\n".join(directed(f"• {note}") for note in notes))
            told.setVisible(bool(notes))

    def _fill_questions(self) -> None:
        from cxdesk.surveys.queries import shown, whole

        rows = self._context.project.read(whole, self.survey_id).questions
        self.question.set_options([(q.id, joined(q.code, shown(q.text)[:70])) for q in rows], self._chosen())
        self.keep_it.setEnabled(bool(rows))

    def _chosen(self) -> int | None:
        """The question that the editor behind has open: it is the one that is meant."""
        page: SurveysPage | None = self._context.page()  # type: ignore[assignment]
        if getattr(page, "survey_id", None) != self.survey_id or not hasattr(page, "outline"):
            return None
        assert page is not None
        return next((r.id for r in page.outline.rows() if r.kind == "question"), None)

    def _enable(self) -> None:
        chosen = self.table.current() is not None
        self.put.setEnabled(chosen)
        self.out.setEnabled(chosen and not self._context.project.read_only)
        self._tell()


def _columns() -> list[Column]:
    return [
        Column(
            _("Question"),
            lambda r: r.name,
            "strong",
            sub=lambda r: joined(
                r.look,
                listed(language_name(code) for code in r.languages),
                _("template text") if r.is_template else "",
            ),
            share=3,
        ),
        Column(_("From"), lambda r: r.origin, "muted", share=1),
    ]
