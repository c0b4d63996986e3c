"""One question of a survey as a card: its words, its answers, its touch point, its place."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from cxdesk.i18n import N_, _, language_word, listed, ngettext, number
from ui.page import PageContext
from ui.surveys.read_as import read_as
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, row
from ui.widgets.chips import tag
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow, SectionRow

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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: the sections of its survey, which of them is its own, its place in that (from 0)."""

    sections: "tuple[SectionRow, ...]"
    section: int
    place: int

    def beside(self, step: int) -> tuple[int, int] | None:
        """The section's number and the place one step up (-1) or down (1), across sections; None at the ends."""
        own = self.sections[self.section]
        to = self.place + step
        if 0 <= to < len(own.questions):
            return own.id, to
        at = self.section + step
        if not 0 <= at < len(self.sections):
            return None
        other = self.sections[at]
        return other.id, len(other.questions) if step < 0 else 0


class QuestionCard(Card):
    """Shows one question and turns each change into an action."""

    def __init__(
        self,
        context: PageContext,
        question: "QuestionRow",
        place: Place,
        touch_points: tuple[tuple[int, str, tuple[int, ...]], ...],
        staff: str = "",
    ) -> None:
        super().__init__(gap=10)
        self.staff = staff  # "withheld" or "shown" where the answers name staff
        self.context = context
        self.question = question
        self.language = "en"
        self.text = TextInput(lines=1)
        self.text.committed.connect(self._on_text)
        self.answers: dict[int, LineInput] = {}
        theme = context.theme
        self._text_field = Field(theme, _("Question"), self.text)
        self._place = place
        up = IconButton(theme, "chevron-up", _("Move up"), size=16, on_click=lambda: self._step(-1))
        down = IconButton(theme, "chevron-down", _("Move down"), size=16, on_click=lambda: self._step(1))
        up.setObjectName(f"up {question.id}")
        down.setObjectName(f"down {question.id}")
        gone = IconButton(theme, "trash-2", _("Delete the question"), size=16, on_click=self._delete)
        up.setEnabled(place.beside(-1) is not None)
        down.setEnabled(place.beside(1) is not None)
        kind = read_as(context, question, self._kind_words())
        self.add(row(tag(question.code), kind, None, up, down, gone))
        self.add(self._text_field)
        for choice in question.choices[:MOST_ANSWERS] if staff != "withheld" else ():
            line = LineInput()
            line.committed.connect(partial(self._on_answer, choice.id))
            line.setAccessibleName(_("Answer {n}").format(n=number(choice.code)))
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
        if self.staff:
            self._add_staff()
        if len(question.choices) > MOST_ANSWERS and self.staff != "withheld":
            more = len(question.choices) - MOST_ANSWERS
            self.add(
                caption(
                    ngettext("and {n} more answer", "and {n} more answers", more).format(n=number(more)),
                    tone="text3",
                )
            )
        if question.kind == "multiple":
            words = listed(next(iter(i.text.values()), i.code) for i in question.items[:MOST_ANSWERS])
            self.add(caption(words, tone="text2", wrap=True))
        ends: list[Any] = []
        if question.kind == "single" and self.staff != "withheld":
            ends.append(Button(theme, _("Add an answer"), "plain", icon="plus", on_click=self._add_answer))
        ends += [None, *self._sections()]
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

    def _add_staff(self) -> None:
        """How many names there are, and the step that shows them: with a reason, which stays in the file."""
        theme, n = self.context.theme, len(self.question.choices)
        if self.staff == "shown":
            self.add(row(Button(theme, _("Show them no more"), "plain", on_click=self._withhold), None))
            return
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
            widget.setEnabled(not self.context.project.read_only)
        self.add(caption(words, tone="text2", wrap=True), row(self._why, show))

    def _show_names(self) -> None:
        from cxdesk.responses import staff

        item, why = self.question.items[0].id, self._why.text()
        self._run(_("Show names of staff"), staff.show_names, item, why)

    def _withhold(self) -> None:
        from cxdesk.responses import staff

        self._run(_("Withhold names of staff"), staff.withhold_names, self.question.items[0].id)

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

    def _step(self, step: int) -> None:
        if (to := self._place.beside(step)) is not None:
            self._move(*to)

    def _move(self, section_id: int, place: int) -> None:
        from cxdesk.surveys import actions

        self._run(_("Move the question"), actions.move_question, self.question.id, section_id, place)

    def _sections(self) -> list[Any]:
        """A list of the sections to put the question into, where there are several."""
        sections = self._place.sections
        if len(sections) < 2:
            return []
        names = [
            (s.id, next((t for t in s.title.values() if t), _("Section {n}").format(n=number(n))))
            for n, s in enumerate(sections, 1)
        ]
        choice = Choice(names, self.question.section_id)
        choice.setAccessibleName(_("Section of this question"))
        choice.setObjectName(f"section of {self.question.id}")
        choice.chosen.connect(lambda section: self._move(section, 10_000))
        return [caption(_("stands in")), choice]

    def _delete(self) -> None:
        from cxdesk.surveys import actions

        gone, context = self.question, self.context
        words = gone.text.get(self.language) or next((t for t in gone.text.values() if t), gone.code)

        def delete(session: Any) -> int:
            actions.delete_question(session, gone.id)
            return gone.id

        if self._run(_("Delete the question"), delete) is not None:
            context.offer_undo(_("The question is gone."), words)

    def _on_touch_point(self, item: int, before: int | None, now: int | None) -> None:
        from cxdesk.touchpoints import actions

        self._run(_("Link to a touch point"), actions.relink, item, before, now)
