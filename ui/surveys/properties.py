"""The end of the survey page: what a question is, apart from its words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, number
from cxdesk.surveys.looks import LOOKS
from ui.surveys.editing import Editing
from ui.surveys.frame import keeping_the_keyboard
from ui.surveys.outline import GROUPS
from ui.surveys.outline_rows import look_in
from ui.surveys.property_fields import ticked
from ui.surveys.property_settings import setting_fields
from ui.surveys.read_as import read_as
from ui.surveys.rules_panel import rules_panel
from ui.surveys.touch_links import TouchPoints, touch_fields
from ui.widgets.cards import empty, rule
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.named import NameInput
from ui.widgets.tab_order import tab_as_they_stand
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow, SurveyWhole


@dataclass(frozen=True, slots=True)
class Around:
    """What the properties show of other rooms: touch points, goals, sections, whether answers are there."""

    touch_points: TouchPoints = ()
    goals: tuple[str, ...] = ()
    sections: tuple[tuple[int, str], ...] = ()
    has_answers: bool = False


class Properties(QWidget):
    """The properties of one question; the fields are built anew when it is asked in another way, its conditions stay."""

    def __init__(self, editing: Editing, question: "QuestionRow", survey: "SurveyWhole") -> None:
        super().__init__()
        self._editing, self._question = editing, question
        self._shape: Any = None
        self._box = QVBoxLayout()
        self._box.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(self._box)
        self._rules = rules_panel(editing.context, editing.survey_id, question.id, survey=survey)
        whole.addWidget(rule())
        whole.addWidget(self._rules)

    def show_fields(self, question: "QuestionRow", around: Around, shape: Any) -> None:
        """Show the question as it is; another shape needs other fields."""
        if shape != self._shape:
            self._question, self._shape = question, shape
            keeping_the_keyboard(self, lambda: self._build(around))
            tab_as_they_stand(self)
        self.fill(question)

    def _build(self, around: Around) -> QWidget:
        editing, question = self._editing, self._question
        empty(self._box)
        self._add_type(around)
        if question.is_asked and question.look != "hidden":
            self._add(ticked(_("Has to be answered"), question.required, self._on_required), name="required")
        for field in setting_fields(editing, question):
            self._add(field)
        for field in touch_fields(editing, question, around.touch_points):
            self._add(field)
        if question.is_asked:
            goal = NameInput(around.goals, question.goal, _("The goal of the survey"))
            goal.setObjectName("goal")
            goal.named.connect(self._on_goal)
            self._add(Field(editing.context.theme, _("What it serves"), goal, "internal"))
        if len(around.sections) > 1:
            home = Choice(list(around.sections), question.section_id)
            home.setObjectName(f"section of {question.id}")
            home.chosen.connect(self._on_section)
            self._add(Field(editing.context.theme, _("Section of this question"), home))
        return self

    def fill(self, question: "QuestionRow") -> None:
        """Show the words as the file has them; all else is built anew when it changes."""
        self._question = question
        for name, texts in (
            ("unit", question.settings.get("unit")),
            ("message", question.settings.get("message")),
        ):
            field = self.findChild(QWidget, f"setting {name}")
            if isinstance(field, (LineInput, TextInput)):
                field.show_text((texts or {}).get(self._editing.language, ""))

    def show_rules(self, survey: "SurveyWhole") -> None:
        """Its conditions as they are in this survey."""
        self._rules.reload(survey)
        tab_as_they_stand(self)

    def commit(self) -> None:
        """Tell what is being typed now."""
        for line in self.findChildren(LineInput):
            line.commit()
        for text in self.findChildren(TextInput):
            text.commit()
        commit = getattr(self._rules, "commit", None)
        if commit is not None:
            commit()

    def _add(self, widget: QWidget, name: str = "") -> None:
        if name:
            widget.setObjectName(name)
        self._box.addWidget(widget)

    def _add_type(self, around: Around) -> None:
        theme, question = self._editing.context.theme, self._question
        if question.kind in ("identifier", "pseudonym"):
            self._add(caption(_("This column says who answered; it comes with an import."), wrap=True))
        else:
            options = [(look, _(LOOKS[look].words)) for _words, group in GROUPS for look in group]
            look = Choice(options, look_in(question))
            look.setMinimumContentsLength(8)
            look.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            look.setObjectName("type")
            self._type = look
            look.chosen.connect(self._on_type)
            self._add(Field(theme, _("Type of question"), look))
        if around.has_answers and question.is_asked:
            reading = read_as(self._editing.context, question, _kind_words(question))
            # Where the kind can't be changed here it is only words, and those say what the type says.
            if isinstance(reading, Choice):
                self._add(caption(_("Answers that are there are read as")))
                self._add(reading)
            else:
                reading.deleteLater()

    def _on_type(self, look: str) -> None:
        from cxdesk.responses.asked import ask_anew, change_type, refusal

        editing, q = self._editing, self._question.id
        if look == look_in(self._question):
            return
        project = editing.context.project
        sentence = project.read(refusal, q, look)
        if not sentence:
            editing.run(_("Ask in another way"), change_type, q, look, editing.language)
            editing.focus("type")
            return

        def anew() -> None:
            made = editing.run(_("Add a question"), ask_anew, q, look, editing.language)
            if made is not None:
                editing.choose("question", made)

        self._type.set_value(look_in(self._question))
        editing.context.messages.refused(sentence, _("Ask a new question"), anew)

    def _on_required(self, on: bool) -> None:
        from cxdesk.surveys import editing

        words = _("Has to be answered") if on else _("May be left out")
        self._editing.run(words, editing.set_required, [self._question.id], on)

    def _on_goal(self, goal: str) -> None:
        from cxdesk.surveys.purpose import tie

        self._editing.run(_("Say what a question serves"), tie, self._question.id, goal)

    def _on_section(self, section_id: int) -> None:
        from cxdesk.surveys import editing

        ids = [self._question.id]
        self._editing.run(_("Move the question"), editing.move_questions, ids, section_id, 10_000)


def _kind_words(question: "QuestionRow") -> str:
    from cxdesk.importing.plan import KIND_WORDS

    scale = question.scale
    if scale is not None and question.kind == "scale":
        return _("Scale {low} to {high}").format(low=number(scale.low), high=number(scale.high))
    return _(KIND_WORDS[question.kind])
