"""Drawing a sample of comments: which question, how many, and who codes."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, ngettext, number, number_to_type
from cxdesk.planning.coding_queries import TextQuestion
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.number_box import NumberLine
from ui.widgets.scaffold import Scaffold
from ui.widgets.text import caption

if TYPE_CHECKING:
    from ui.analysis.coding_page import CodingPage

SIZE = 120


class StartView(QWidget):
    """A form of four fields; without comments it says what is missing."""

    def __init__(self, page: "CodingPage") -> None:
        super().__init__()
        self._page = page
        self._frame = Scaffold(self, widest=760)
        self.question = Choice()
        self.size_input = NumberLine(number_to_type(SIZE))
        self.first, self.second = LineInput(), LineInput()
        self.begin = Button(page.context.theme, _("Draw the sample"), "filled", on_click=self._on_begin)

    def show_questions(self, questions: list[TextQuestion]) -> None:
        """Offer the questions that hold comments."""
        page, theme = self._page, self._page.context.theme
        kept = [w.text() for w in (self.size_input, self.first, self.second)]
        self._frame.clear()
        self._frame.head(
            _("What do customers mean to do?"),
            _("Two people read the same comments, each for themselves. Where they agree, the reading holds."),
        )
        if not questions:
            self._frame.add(
                EmptyState(
                    theme, _("No comments yet"), _("Import answers to a question that is answered in words."),
                    _("Import answers"), lambda: page.context.do("import.answers"),
                )
            )  # fmt: skip
            return
        self.question = Choice([((q.survey_id, q.item_id), _named(q)) for q in questions])
        self.size_input = NumberLine(kept[0])
        self.first, self.second = (LineInput(text) for text in kept[1:])
        self.begin = Button(theme, _("Draw the sample"), "filled", on_click=self._on_begin)
        self.begin.setEnabled(not page.context.project.read_only)
        self._size_field = Field(
            theme, _("How many comments"), self.size_input, hint=_("Drawn by chance, 2 to 2,000.")
        )
        fields = (
            Field(theme, _("Comments on"), self.question),
            self._size_field,
            Field(theme, _("First coder"), self.first),
            Field(theme, _("Second coder"), self.second),
        )
        self._second_field = fields[3]
        cancel = Button(theme, _("Cancel"), on_click=lambda: page.choose_coding(page.coding_id))
        cancel.setVisible(bool(page.rows))
        note = caption(_("Until both have coded every comment, neither sees what the other said."), wrap=True)
        self._frame.add(Card(*fields, note, row(None, cancel, self.begin), gap=12))

    def _on_begin(self) -> None:
        self._size_field.set_wrong("")
        self._second_field.set_wrong("")
        text = self.size_input.text().strip()
        size = int(text) if text.isdecimal() and len(text) < 6 else 0
        if not 2 <= size <= 2000:
            self._size_field.set_wrong(_("A sample has 2 to 2,000 comments."))
            return
        first, second = self.first.text().strip(), self.second.text().strip()
        if first and first.casefold() == second.casefold():
            self._second_field.set_wrong(_("Two different people code, so that one can check the other."))
            return
        survey_id, item_id = self.question.value()
        self._page.draw_sample(survey_id, item_id, size, (first, second))


def _named(question: TextQuestion) -> str:
    n = ngettext("{n} comment", "{n} comments", question.comments).format(n=number(question.comments))
    return f"{question.survey}: {question.question[:80]} ({n})"
