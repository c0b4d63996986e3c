"""The middle of the survey page for the survey itself: its name, what it promises, its languages, its first and last words."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import LANGUAGES, N_, _, endonym
from ui.surveys.editing import Editing, other_words
from ui.surveys.property_fields import NumberInput, ticked
from ui.surveys.template_mark import TemplateMark
from ui.surveys.words_input import Words
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.flow import FlowLayout
from ui.widgets.text import body, caption

if TYPE_CHECKING:
    from cxdesk.surveys.queries import SurveyWhole

PROMISES = {
    "named": N_("By name: we may see who said what"),
    "confidential": N_("Confidential: only in groups"),
    "anonymous": N_("Anonymous: nobody knows who answered"),
}


class SurveyPanel(QWidget):
    """Shows the survey's own facts and turns each change into an action."""

    def __init__(self, editing: Editing, survey: "SurveyWhole", minutes: float | None) -> None:
        super().__init__()
        self._editing, self._survey = editing, survey
        theme = editing.context.theme
        self.name = LineInput()
        self.name.setObjectName("survey name")
        self.name.committed.connect(self._on_named)
        self.intro, self.thanks = Words(lines=3), Words(lines=2)
        for field, words in (("intro", self.intro), ("thanks", self.thanks)):
            words.setObjectName(f"survey {field}")
            words.committed.connect(partial(self._on_words, field))
        self.promise = Choice([(key, _(words)) for key, words in PROMISES.items()], survey.promise)
        self.promise.setObjectName("promise")
        self.promise.chosen.connect(self._on_promise)
        card = Card(gap=14)
        self.left = body("", tone="text2", wrap=False)
        which = Button(theme, _("Which they are"), "plain", dense=True, on_click=self._on_ours)
        self._left_line = boxed(row(self.left, which, None))
        card.add(self._left_line)
        self._marks = {
            part: TemplateMark(editing, "survey", survey.id, part) for part in ("name", "intro", "thanks")
        }
        for part, head, editor, look in (
            ("name", _("Name of the survey"), self.name, "plain"),
            ("intro", _("Before the first question"), self.intro, "customer"),
            ("thanks", _("After the last question"), self.thanks, "customer"),
        ):
            marked = Field(theme, head, editor, look)
            marked.put_beside(self._marks[part])
            card.add(marked)
        card.add(Field(theme, _("What we promised those who answer"), self.promise))
        self.quote = ticked(
            _("We ask whether we may quote them"), survey.consent_to_quote, partial(self._on_consent, "quote")
        )
        self.contact = ticked(
            _("We ask whether we may contact them"),
            survey.consent_to_contact,
            partial(self._on_consent, "contact"),
        )
        self.quote.setObjectName("consent quote")
        self.contact.setObjectName("consent contact")
        card.add(self.quote, self.contact)
        card.add(caption(_("Languages it is asked in")), self._languages())
        self.minutes = NumberInput(minutes, self._on_minutes)
        self.minutes.setObjectName("survey minutes")
        card.add(self.minutes.in_field(theme, _("Minutes it may take")))
        single = ticked(
            _("One question on each page"), bool(survey.settings.get("one_by_one")), self._on_one_by_one
        )
        single.setObjectName("one by one")
        card.add(single)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        self.fill(survey)

    def fill(self, survey: "SurveyWhole") -> None:
        """Show the words as the file has them."""
        self._survey = survey
        lang = self._editing.language
        for field, texts in (
            (self.name, survey.name),
            (self.intro, survey.intro),
            (self.thanks, survey.thanks),
        ):
            field.show_text(texts.get(lang, ""))
            field.setPlaceholderText(other_words(texts, lang))
        for part, mark in self._marks.items():
            mark.setVisible(part in survey.template_texts)
        from cxdesk.surveys.ours import left_words, rows_of

        self.left.setText(left_words(rows_of(survey)))
        self._left_line.setVisible(bool(self.left.text()))
        self.promise.set_value(survey.promise)
        self.quote.setChecked(survey.consent_to_quote)
        self.contact.setChecked(survey.consent_to_contact)
        for code, box in self.tongues.items():
            box.setChecked(code in survey.languages)

    def commit(self) -> None:
        """Tell what is being typed now."""
        for field in (self.name, self.intro, self.thanks, self.minutes):
            field.commit()

    def focus_text(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus()
        self.name.selectAll()

    def _on_ours(self) -> None:
        from ui.surveys.ours import open_ours

        open_ours(self._editing.context, self._survey.id)

    def _languages(self) -> FlowLayout:
        line = FlowLayout(gap=16, line_gap=4)
        self.tongues = {}
        for code in dict.fromkeys([*LANGUAGES, *self._survey.languages]):
            box = ticked(endonym(code), code in self._survey.languages, partial(self._on_language, code))
            box.setObjectName(f"language {code}")
            self.tongues[code] = box
            line.addWidget(box)
        return line

    def _on_named(self, text: str) -> None:
        from cxdesk.surveys import actions

        survey, lang = self._survey.id, self._editing.language
        self._editing.typed(_("Rename survey"), f"survey-name-{survey}", actions.rename, survey, text, lang)

    def _on_words(self, field: str, text: str) -> None:
        from cxdesk.surveys import editing

        survey, lang = self._survey.id, self._editing.language
        name = f"survey-{field}-{survey}"
        self._editing.typed(_("Change the survey"), name, editing.set_survey_text, survey, field, text, lang)

    def _on_promise(self, promise: str) -> None:
        self._describe(_("Change the promise"), promise=promise)

    def _on_consent(self, purpose: str, on: bool) -> None:
        from cxdesk.surveys.consents import ask

        self._editing.run(_("Change the promise"), ask, self._survey.id, purpose, on)
        self.fill(self._survey)

    def _describe(self, label: str, **facts: Any) -> None:
        from cxdesk.surveys.purpose import describe

        self._editing.run(label, describe, self._survey.id, **facts)

    def _on_language(self, code: str, on: bool) -> None:
        from cxdesk.surveys import editing

        rest = [c for c in self._survey.languages if c != code]
        wanted = [*rest, code] if on else rest
        self._editing.run(_("Languages of the survey"), editing.set_languages, self._survey.id, wanted)
        self.fill(self._survey)

    def _on_one_by_one(self, on: bool) -> None:
        from cxdesk.surveys import editing

        words, one = _("Change the survey"), on or None
        self._editing.run(words, editing.set_survey_settings, self._survey.id, one_by_one=one)

    def _on_minutes(self, minutes: float | None) -> None:
        from cxdesk.surveys import editing

        self._editing.run(
            _("Change the survey"), editing.set_survey_settings, self._survey.id, minutes=minutes
        )
