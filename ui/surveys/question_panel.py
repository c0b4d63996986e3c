"""The middle of the survey page: one question, written in place, and below it as it will be asked."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import N_, _, language_word, ngettext, number
from cxdesk.surveys.looks import LOOKS
from ui.surveys.asked_look import asked_look
from ui.surveys.editing import Editing, other_words, tip
from ui.surveys.option_deeds import option_sets
from ui.surveys.option_list import SHOWN, OptionList
from ui.surveys.outline_rows import look_in
from ui.surveys.template_mark import TemplateMark
from ui.surveys.words_input import Words
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, empty, row
from ui.widgets.chips import tag
from ui.widgets.fields import Field, LineInput
from ui.widgets.text import ElidedLabel, caption, keys_text

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow

# The widest the middle is, and what stands beside it and around the look, in px.
WIDEST, AROUND, INSIDE = 760, 640, 34
KIND_WORDS = {"identifier": N_("Identifier"), "pseudonym": N_("Pseudonym")}


class QuestionPanel(QWidget):
    """Shows one question and turns each change into an action. `staff` is "withheld" or "shown" where its answers name staff."""

    def __init__(self, editing: Editing, question: "QuestionRow", deeds: Any, staff: str = "") -> None:
        super().__init__()
        self._editing, self.question, self._deeds, self._staff = editing, question, deeds, staff
        theme = editing.context.theme
        self.text = Words(lines=2)
        self.text.setObjectName("question text")
        self.text.committed.connect(self._on_text)
        self.hint = Words(lines=1)
        self.hint.setObjectName("question hint")
        self.hint.committed.connect(self._on_hint)
        self._text_field = Field(theme, _("Question"), self.text, "customer")
        self._hint_field = Field(theme, _("Words below it"), self.hint, "customer")
        card = Card(gap=14)
        card.add(self._head())
        self._of_template = TemplateMark(editing, "question", question.id, "text")
        card.add(self._of_template)
        if question.kind != "break":
            card.add(self._text_field, self._hint_field)
        self.lists: list[OptionList] = []
        self._shown = SHOWN
        self._lists_box = QVBoxLayout()
        self._lists_box.setSpacing(16)
        card.add(self._lists_box)
        self._build_lists()
        if staff:
            card.add(*self._staff_parts())
        self.look = Card(gap=8, part="sunken")
        self._look_box = QVBoxLayout()
        self.look.add(self._look_box)
        self._looked: Any = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(card)
        self._look_head = caption(_("As it is asked"))
        box.addWidget(self._look_head)
        box.addWidget(self.look)
        shows = question.kind != "break" and question.look != "hidden" and staff != "withheld"
        self._look_head.setVisible(shows)
        self.look.setVisible(shows)
        self.fill(question)

    def fill(self, question: "QuestionRow") -> None:
        """Show the words as the file has them."""
        self.question = question
        lang = self._editing.language
        self._of_template.setVisible(question.is_template)
        self._code_tag.setText(question.code[:20])
        self._code_tag.setToolTip(tip(question.code))
        self.text.show_text(question.text.get(lang, ""))
        self.text.setPlaceholderText(other_words(question.text, lang))
        self.hint.show_text(question.hint.get(lang, ""))
        self.hint.setPlaceholderText(other_words(question.hint, lang))
        missing = not question.text.get(lang) and any(question.text.values())
        sentence = _("Not written in {language} yet.").format(language=language_word(lang)) if missing else ""
        self._text_field.set_wrong(sentence)
        if self._staff != "withheld":
            for made, now in zip(self.lists, option_sets(self._editing, question), strict=False):
                made.fill(now)
        self._show_look(question)

    def commit(self) -> None:
        """Tell what is being typed now."""
        self.text.commit()
        self.hint.commit()
        for made in self.lists:
            made.commit()

    def focus_text(self) -> None:
        """Put the cursor into the question's words; words it began with are there to be typed over."""
        self.text.setFocus()
        self.text.selectAll()

    def _head(self) -> Any:
        theme, question = self._editing.context.theme, self.question
        words = KIND_WORDS.get(question.kind) or LOOKS[look_in(question)].words
        kind = ElidedLabel(_(words), "caption", "text2")
        self.code = IconButton(theme, "pencil", _("Change the code"), size=16, on_click=self._ask_code)
        self.code.setObjectName(f"code {question.id}")
        self._code_tag = tag(question.code[:20])
        self._code_tag.setToolTip(tip(question.code))
        parts: list[Any] = [self._code_tag, self.code, kind]
        for icon, name, keys, deed in (
            ("chevron-up", _("Move up"), "Alt+Up", lambda: self._deeds.move(-1)),
            ("chevron-down", _("Move down"), "Alt+Down", lambda: self._deeds.move(1)),
            ("copy", _("Duplicate"), "Ctrl+D", self._deeds.duplicate),
            ("trash-2", _("Delete the question"), "Del", self._deeds.delete),
        ):
            button = IconButton(theme, icon, name, size=16, on_click=deed)
            button.set_name(name, keys_text(keys))
            button.setObjectName(f"{icon} {question.id}")
            parts.append(button)
        line = row(*parts)
        line.setStretchFactor(kind, 1)
        return line

    def _build_lists(self) -> None:
        empty(self._lists_box)
        sets = option_sets(self._editing, self.question) if self._staff != "withheld" else []
        self.lists = [OptionList(self._editing, options, self._shown) for options in sets]
        for made in self.lists:
            self._lists_box.addWidget(made)
        most = max((len(options.options) for options in sets), default=0)
        if most > self._shown:
            more = Button(
                self._editing.context.theme, _("Show more"), "plain", dense=True, on_click=self._show_more
            )
            self._lists_box.addLayout(row(more, None))

    def _show_more(self) -> None:
        self._shown += SHOWN
        self._build_lists()

    def _show_look(self, question: "QuestionRow") -> None:
        """Draw it anew where something of it changed."""
        if question == self._looked or self.look.isHidden():
            return
        self._looked = question
        empty(self._look_box)
        context = self._editing.context
        self._look_box.addWidget(asked_look(context, question, self._editing.language, self._room()))

    def _room(self) -> int:
        """How wide the look is; the panel has no width of its own before it is shown."""
        page = self._editing.context.page()
        return min(WIDEST, page.width() - AROUND) - INSIDE if page is not None else 0

    def _staff_parts(self) -> list[Any]:
        """How many names there are, and the step that shows them: with a reason, which stays in the file."""
        theme, n = self._editing.context.theme, len(self.question.choices)
        if self._staff == "shown":
            return [row(Button(theme, _("Show them no more"), "plain", on_click=self._withhold), None)]
        words = (
            ngettext("{n} name of staff, withheld", "{n} names of staff, withheld", n).format(n=number(n))
            if n
            else _("The answers name staff and are withheld.")
        )
        self._why = LineInput(placeholder=_("Why are the names needed?"))
        self._why.setAccessibleName(_("Why are the names needed?"))
        self._why.returnPressed.connect(self._show_names)
        show = Button(theme, _("Show names of staff"), on_click=self._show_names)
        for widget in (self._why, show):
            widget.setEnabled(not self._editing.context.project.read_only)
        return [caption(words, tone="text2", wrap=True), row(self._why, show)]

    def _show_names(self) -> None:
        from cxdesk.responses import staff

        item, why = self.question.items[0].id, self._why.text()
        self._editing.run(_("Show names of staff"), staff.show_names, item, why)

    def _withhold(self) -> None:
        from cxdesk.responses import staff

        self._editing.run(_("Withhold names of staff"), staff.withhold_names, self.question.items[0].id)

    def _ask_code(self) -> None:
        from ui.surveys.code_dialog import CodeDialog

        self.commit()
        about = _("Every condition, skip, quota and text that names this question follows.")
        CodeDialog(
            self._editing.context.theme, _("Change the code"), about, self.question.code, self._give_code
        )

    def _give_code(self, code: str) -> None:
        from cxdesk.planning.recoded import change_code

        self._editing.context.project.run(_("Change the code"), change_code, self.question.id, code)

    def _on_text(self, text: str) -> None:
        from cxdesk.surveys import editing

        name, lang = f"question-{self.question.id}", self._editing.language
        self._editing.typed(_("Change the question"), name, editing.set_words, self.question.id, text, lang)

    def _on_hint(self, text: str) -> None:
        from cxdesk.surveys import editing

        name, lang = f"hint-{self.question.id}", self._editing.language
        self._editing.typed(_("Change the question"), name, editing.set_hint, self.question.id, text, lang)
