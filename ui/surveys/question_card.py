"""One question of a survey as a card: its words, its answers, its touch point, its place."""

from functools import partial
from typing import TYPE_CHECKING, Any

from cxdesk.i18n import N_, _, language_word, listed, number
from ui.page import PageContext
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, row
from ui.widgets.chips import tag
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow

MOST_ANSWERS = 12

KINDS = {
    "nps": N_("0 to 10"),
    "scale": N_("Scale 1 to 5"),
    "single": N_("One answer of several"),
    "multiple": N_("Several answers"),
    "number": N_("Number"),
    "date": N_("Date"),
    "text": N_("Text"),
    "identifier": N_("Identifier"),
    "pseudonym": N_("Pseudonym"),
}


class QuestionCard(Card):
    """Shows one question and turns each change into an action."""

    def __init__(
        self,
        context: PageContext,
        question: "QuestionRow",
        place: int,
        of: int,
        touch_points: tuple[tuple[int, str, tuple[int, ...]], ...],
    ) -> None:
        super().__init__(gap=10)
        self.context = context
        self.question = question
        self.language = "en"
        self.text = TextInput(lines=1)
        self.text.committed.connect(self._on_text)
        self.answers: dict[int, LineInput] = {}
        theme = context.theme
        self._text_field = Field(theme, _("Question"), self.text)
        up = IconButton(theme, "chevron-up", _("Move up"), size=16, on_click=lambda: self._move(place - 1))
        down = IconButton(
            theme, "chevron-down", _("Move down"), size=16, on_click=lambda: self._move(place + 1)
        )
        gone = IconButton(theme, "trash-2", _("Delete the question"), size=16, on_click=self._delete)
        up.setEnabled(place > 0)
        down.setEnabled(place < of - 1)
        self.add(row(tag(question.code), caption(self._kind_words()), None, up, down, gone))
        self.add(self._text_field)
        for choice in question.choices[:MOST_ANSWERS]:
            line = LineInput()
            line.committed.connect(partial(self._on_answer, choice.id))
            line.setAccessibleName(_("Answer {n}").format(n=choice.code))
            self.answers[choice.id] = line
            away = IconButton(
                theme,
                "x",
                _("Delete the answer"),
                size=16,
                on_click=partial(self._delete_answer, choice.id),
            )
            self.add(row(caption(number(choice.code)), line, away))
        self._add_rest(touch_points)

    def fill(self, question: "QuestionRow", lang: str) -> None:
        """Show the words in a language."""
        self.question, self.language = question, lang
        self.text.show_text(question.text.get(lang, ""))
        self.text.setPlaceholderText(next((t for t in question.text.values() if t), ""))
        for choice in question.choices:
            if choice.id in self.answers:
                self.answers[choice.id].show_text(choice.label.get(lang, ""))
                self.answers[choice.id].setPlaceholderText(next(iter(choice.label.values()), ""))
        missing = not question.text.get(lang) and any(question.text.values())
        sentence = _("Not written in {language} yet.").format(language=language_word(lang)) if missing else ""
        self._text_field.set_wrong(sentence)

    def focus_text(self) -> None:
        """Put the cursor into the question's words."""
        self.text.setFocus()

    def commit(self) -> None:
        """Tell what is being typed now."""
        self.text.commit()
        for line in self.answers.values():
            line.commit()

    def _kind_words(self) -> str:
        scale = self.question.scale
        if scale is not None and self.question.kind == "scale":
            return _("Scale {low} to {high}").format(low=number(scale.low), high=number(scale.high))
        return _(KINDS[self.question.kind])

    def _add_rest(self, touch_points: tuple[tuple[int, str, tuple[int, ...]], ...]) -> None:
        theme, question = self.context.theme, self.question
        if len(question.choices) > MOST_ANSWERS:
            more = len(question.choices) - MOST_ANSWERS
            self.add(caption(_("and {n} more answers").format(n=number(more)), tone="text3"))
        if question.kind == "multiple":
            words = listed(next(iter(i.text.values()), i.code) for i in question.items[:MOST_ANSWERS])
            self.add(caption(words, tone="text2", wrap=True))
        ends: list[Any] = []
        if question.kind == "single":
            ends.append(Button(theme, _("Add an answer"), "plain", icon="plus", on_click=self._add_answer))
        ends.append(None)
        if question.kind in ("nps", "scale", "number") and len(question.items) == 1:
            item = question.items[0].id
            linked = next((number for number, _name, items in touch_points if item in items), None)
            options: list[tuple[Any, str]] = [(None, _("no touch point"))]
            options += [(number, name) for number, name, _items in touch_points]
            choice = Choice(options, linked)
            choice.setAccessibleName(_("Touch point of this question"))
            choice.set_value(linked)
            choice.chosen.connect(lambda new: self._on_touch_point(item, linked, new))
            ends += [caption(_("asks about")), choice]
        self.add(row(*ends))

    def _run(self, label: str, action: Any, *args: Any) -> Any:
        return self.context.bridge.run(label, action, *args)

    def _on_text(self, text: str) -> None:
        from cxdesk.surveys import actions

        key = f"question-{self.question.id}-{self.language}"
        self.context.bridge.run_merged(
            _("Change the question"), key, actions.set_question_text, self.question.id, text, self.language
        )

    def _on_answer(self, choice_id: int, text: str) -> None:
        from cxdesk.surveys import actions

        key = f"choice-{choice_id}-{self.language}"
        self.context.bridge.run_merged(
            _("Change an answer"), key, actions.set_choice_label, choice_id, text, self.language
        )

    def _add_answer(self) -> None:
        from cxdesk.surveys import actions

        self._run(_("Add an answer"), actions.add_choice, self.question.id, "", self.language)

    def _delete_answer(self, choice_id: int) -> None:
        from cxdesk.surveys import actions

        self._run(_("Delete the answer"), actions.delete_choice, choice_id)

    def _move(self, place: int) -> None:
        from cxdesk.surveys import actions

        self._run(
            _("Move the question"), actions.move_question, self.question.id, self.question.section_id, place
        )

    def _delete(self) -> None:
        from cxdesk.surveys import actions

        self._run(_("Delete the question"), actions.delete_question, self.question.id)

    def _on_touch_point(self, item: int, before: int | None, now: int | None) -> None:
        from cxdesk.touchpoints import actions

        self._run(_("Link to a touch point"), actions.relink, item, before, now)
