"""The log: what was made, as which file and from which data; who was given it, and whether it was of use to them."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import NAMES, _, day, number
from cxdesk.planning.sending import HOW
from ui.page import PageContext
from ui.programme.log_words import answer_line, document_word, giving_line, made_as
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, label, title

if TYPE_CHECKING:
    from cxdesk.programme.given import Giving, MadeRow


class LogView(QWidget):
    """Nothing takes a line out again: who was given a document and what they said can be added."""

    def __init__(self, context: PageContext, chosen: int = 0) -> None:
        super().__init__()
        from cxdesk.programme.given import log_rows

        self._context = context
        self.rows: list[MadeRow] = context.project.read(log_rows)
        self.table = Table(
            context.theme, _columns(), self.rows, name=_("Made and given"), fit=True, key=lambda r: r.id
        )
        self.about = caption("", wrap=True)
        self.givings = Card(part="", padding=(0, 0))
        self.answers = Card(part="", padding=(0, 0))
        self.recipient = LineInput(placeholder=_("A person or a group"))
        self.how = Choice([(key, _(words)) for key, words in HOW.items()], "handed")
        self.on = DayInput(context.theme, date.today(), may_be_empty=False)
        self.by = LineInput(placeholder=_("Your name"))
        self.give = Button(context.theme, _("Note that they got it"), on_click=self.note_given)
        self.reader = LineInput(placeholder=_("Who answered"))
        self.note = LineInput(placeholder=_("In a few words"))
        self._lay_out()
        if self.rows:
            if not self.table.choose(chosen):
                self.table.choose(self.rows[0].id)
            self.table.current_changed.connect(lambda _row: self._show())
            self._show()

    @property
    def chosen(self) -> int:
        """The number of the document that is chosen, 0 where there is none."""
        row_: MadeRow | None = self.table.current()
        return row_.id if row_ is not None else 0

    def note_given(self) -> None:
        """Note who got the chosen document, how and on which day."""
        from cxdesk.programme.given import give

        self._run(
            _("Note who got a document"), give, self.chosen, self.recipient.text(), self.how.value(),
            self.on.value(), self.by.text(), at=self.recipient,
        )  # fmt: skip

    def note_answer(self, said: str) -> None:
        """What a reader of the chosen document answered."""
        from cxdesk.programme.given import answer

        self._run(
            _("Note a reader’s answer"), answer, self.chosen, said, None, self.note.text(), self.reader.text(),
            at=self.reader,
        )  # fmt: skip

    def note_mistake(self, given_id: int) -> None:
        """Say that a line was noted by mistake; why is what stands in the field for it."""
        from cxdesk.programme.given import mistaken

        self._run(_("Note a mistake in the log"), mistaken, given_id, self.why.text(), at=self.why)

    def _run(self, words: str, action: Any, *args: Any, at: LineInput) -> None:
        if not self.chosen:
            return
        before = self._context.project.path
        if self._context.bridge.run(words, action, *args) is None and before is not None:
            at.setFocus()

    def _lay_out(self) -> None:
        theme, own = self._context.theme, not self._context.project.read_only
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(title(_("What was made, and who was given it")))
        self.why = LineInput(placeholder=_("What was wrong with it"))
        if not self.rows:
            box.addWidget(
                body(
                    _(
                        "Nothing was made yet. Every document that is saved or printed is noted here for good; "
                        "who was given it you say here."
                    ),
                    tone="text2",
                )
            )
            box.addStretch(1)
            return
        box.addWidget(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"))
        box.addWidget(self.about)
        given = Card(label(_("Who was given it"), strong=True), self.givings)
        said = Card(label(_("Was this page of use to you?"), strong=True), self.answers)
        if own:
            given.add(
                row(
                    Field(theme, _("Given to"), self.recipient, "internal"),
                    Field(theme, _("How"), self.how),
                    gap=12,
                ),
                row(
                    Field(theme, _("On which day"), self.on),
                    Field(theme, _("Given by"), self.by, "internal"),
                    gap=12,
                ),
                row(self.give, None),
            )
            from cxdesk.programme.given import ANSWERS

            said.add(
                row(
                    Field(theme, _("Reader"), self.reader, "internal"),
                    Field(theme, _("What else they said"), self.note, "internal"),
                    gap=12,
                ),
                row(
                    *(
                        Button(theme, _(words), dense=True, on_click=partial(self.note_answer, key))
                        for key, words in ANSWERS.items()
                    ),
                    None,
                ),
            )
        pair = row(gap=16)
        pair.addWidget(boxed(column(given, None)), 1)
        pair.addWidget(boxed(column(said, None)), 1)
        box.addLayout(pair)
        box.addStretch(1)

    def _show(self) -> None:
        """The lines of the chosen document."""
        made: MadeRow | None = self.table.current()
        if made is None:
            return
        about = [p for p in (made_as(made), made.file, made.data) if p]
        self.about.setText(". ".join(about))
        self.givings.clear()
        for giving in made.givings:
            self.givings.add(self._giving(giving))
        if any(g.mistake is None for g in made.givings) and not self._context.project.read_only:
            self.why = LineInput(placeholder=_("What was wrong with it"))
            last = made.given[-1]
            wrong = Button(
                self._context.theme, _("The last line was a mistake"), "plain", dense=True,
                on_click=lambda: self.note_mistake(last.id),
            )  # fmt: skip
            self.givings.add(row(self.why, wrong, gap=8))
        if not made.givings:
            self.givings.add(body(_("Nobody yet: it was only made."), tone="text2"))
        self.answers.clear()
        for said in made.answers:
            self.answers.add(body(answer_line(said)))
        if not made.answers:
            self.answers.add(body(_("No reader has answered yet."), tone="text2"))
        if not self.recipient.text():
            self.recipient.show_text(made.recipient)

    def _giving(self, giving: "Giving") -> QWidget:
        line = body(giving_line(giving), tone="text2" if giving.mistake is not None else "text")
        if giving.mistake is None:
            return line
        void = caption(_("Noted by mistake: {why}").format(why=giving.mistake), wrap=True)
        return boxed(column(line, void, gap=2))


def _columns() -> list[Column]:
    from cxdesk.programme.given import answers_words, given_words

    return [
        Column(_("Made on"), lambda r: day(r.made_at), "muted", sort=lambda r: r.made_at, width=140),
        Column(_("Document"), document_word, "strong", share=5),
        Column(_("For"), lambda r: r.title if r.kind == "plan" else r.recipient or "–", share=2),
        Column(_("As"), lambda r: made_as(r) or "–", "muted", width=64),
        Column(_("Language"), lambda r: NAMES.get(r.language, r.language), "muted", width=100),
        Column(_("Version"), lambda r: number(r.version), "number", width=72),
        Column(_("Given to"), given_words, "tag", lambda r: (given_words(r), "good" if r.given else "warn"), share=3),
        Column(_("Of use?"), lambda r: answers_words(r.answers) or "–", "muted", width=110),
    ]  # fmt: skip
