"""The end of the survey page: what a question is, apart from its words."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, number
from cxdesk.surveys.looks import LOOKS
from ui.surveys.editing import Editing
from ui.surveys.outline import GROUPS
from ui.surveys.outline_rows import look_in
from ui.surveys.property_fields import ticked
from ui.surveys.property_settings import setting_fields
from ui.surveys.read_as import read_as
from ui.surveys.touch_links import TouchPoints, touch_fields
from ui.widgets.cards import rule
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.named import NameInput
from ui.widgets.text import body, caption

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow

# Where the part that edits conditions is found: a function of (context, survey_id, question_id) that gives a widget.
RULES = "ui.surveys.rules_panel:rules_panel"


@dataclass(frozen=True, slots=True)
class Around:
    """What the properties show of other rooms: touch points, goals, sections, whether answers are there."""

    touch_points: TouchPoints = ()
    goals: tuple[str, ...] = ()
    sections: tuple[tuple[int, str], ...] = ()
    has_answers: bool = False


class Properties(QWidget):
    """The properties of one question; built anew when it is another one or asked in another way."""

    def __init__(self, editing: Editing, question: "QuestionRow", around: Around) -> None:
        super().__init__()
        self._editing, self._question = editing, question
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        self._add_type(around)
        if question.is_asked and question.look != "hidden":
            self._add(ticked(_("Has to be answered"), question.required, self._on_required), name="required")
        for field in setting_fields(editing, question):
            self._add(field)
        for field in touch_fields(editing, question, around.touch_points):
            self._add(field)
        if question.is_asked:
            goal = NameInput(around.goals, question.goal)
            goal.named.connect(self._on_goal)
            self._add(Field(editing.context.theme, _("What it serves"), goal, "internal"))
        if len(around.sections) > 1:
            home = Choice(list(around.sections), question.section_id)
            home.setObjectName(f"section of {question.id}")
            home.chosen.connect(self._on_section)
            self._add(Field(editing.context.theme, _("Section of this question"), home))
        self._add_rules()
        self._box.addStretch(1)

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

    def commit(self) -> None:
        """Tell what is being typed now."""
        for line in self.findChildren(LineInput):
            line.commit()
        for text in self.findChildren(TextInput):
            text.commit()

    def _add(self, widget: QWidget, name: str = "") -> None:
        if name:
            widget.setObjectName(name)
        self._box.addWidget(widget)

    def _add_type(self, around: Around) -> None:
        theme, question = self._editing.context.theme, self._question
        if question.kind in ("identifier", "pseudonym"):
            self._add(caption(_("This column says who answered; it comes with an import."), wrap=True))
        else:
            options = [(look, _(LOOKS[look].words)) for group in GROUPS for look in group]
            look = Choice(options, look_in(question))
            look.setMinimumContentsLength(8)
            look.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            look.setObjectName("type")
            self._type = look
            look.chosen.connect(self._on_type)
            self._add(Field(theme, _("Type of question"), look))
        if around.has_answers:
            self._add(read_as(self._editing.context, question, _kind_words(question)))

    def _add_rules(self) -> None:
        """The place of the part that edits conditions; until it is there, how many there are."""
        question = self._question
        self._box.addWidget(rule())
        self._box.addWidget(body(_("Conditions"), strong=True))
        module, _colon, name = RULES.partition(":")
        if find_spec(module) is not None:
            make: Callable[[Any, int, int], QWidget] = getattr(import_module(module), name)
            self._box.addWidget(make(self._editing.context, self._editing.survey_id, question.id))
        else:
            words = _("Shown under a condition.") if question.rules else _("Always shown.")
            self._box.addWidget(caption(words, wrap=True))

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
        from cxdesk.surveys import editing

        self._editing.run(_("Say what a question serves"), editing.set_goal, self._question.id, goal)

    def _on_section(self, section_id: int) -> None:
        from cxdesk.surveys import editing

        ids = [self._question.id]
        self._editing.run(_("Move the question"), editing.move_questions, ids, section_id, 10_000)


def _kind_words(question: "QuestionRow") -> str:
    from cxdesk.importing.plan import KIND_WORDS

    scale = question.scale
    if scale is not None and question.kind == "scale":
        return _("Scale {low} to {high}").format(low=number(scale.low), high=number(scale.high))
    return _(KIND_WORDS.get(question.kind, "")) if KIND_WORDS.get(question.kind) else ""
