"""A rule written in a dialog: conditions, who follows up and how soon, with the sentence and a live count above."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, number_to_type, pgettext
from ui.page import PageContext
from ui.planning.inputs import PersonInput
from ui.planning.parts import breakable, never_cut
from ui.planning.rule_conditions import Conditions
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row, rule
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.named import NameInput
from ui.widgets.number_box import NumberLine
from ui.widgets.over import window_over
from ui.widgets.text import caption, label, title

if TYPE_CHECKING:
    from cxdesk.planning.rule_runs import DryRun
    from cxdesk.planning.rules import RuleRow, RuleSpec

WIDTH, HEIGHT = 760, 720
PAUSE_MS = 300


def write_rule(context: PageContext) -> None:
    """Write a new rule."""
    RuleEditor(context)


def change_rule(context: PageContext, rule_row: "RuleRow") -> None:
    """Say a rule in another way."""
    RuleEditor(context, rule_row)


class RuleEditor(QDialog):
    """`rule` is the one to be changed; without it a new one is written. The count follows half a second behind."""

    def __init__(self, context: PageContext, rule_row: "RuleRow | None" = None) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Change the rule") if rule_row else _("Write a rule"))
        self.resize(WIDTH, HEIGHT)
        self._context, self._rule = context, rule_row
        self._job: Any = None
        self._made = _start(context) if rule_row is None else rule_row.spec
        self.sentence = label("", "voice", wrap=True)
        self.count = caption("", tone="text2")
        self.wrong = caption("", tone="bad", wrap=True)
        self.save = Button(context.theme, _("Keep the rule"), "filled", on_click=self.accept)
        self.save.setDefault(True)
        self._make_fields()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._lay_out()
        self._on_changed()
        self.conditions.begin()
        self.open()

    def spec(self) -> "RuleSpec":
        """What the fields say now."""
        from cxdesk.planning.rules import RuleSpec, as_number

        within = as_number(self.within.text())
        return RuleSpec(
            self.name.text(), self.conditions.tests(), self.joined.value(), self.survey.value(), self.level.value(),
            self.target.value(), self.person.currentText(), self.function.currentText(),
            int(within) if within is not None and abs(within) < 1e6 else 0, self.unit.value(), self.priority.value(),
            self.note.toPlainText(),
        )  # fmt: skip

    def accept(self) -> None:
        """Keep it as one step, or say what is missing."""
        from cxdesk.planning import rule_actions as deeds

        spec = self.spec()

        def work() -> str:
            try:
                if self._rule is None:
                    self._context.project.run(_("Write a rule"), deeds.add_rule, spec)
                else:
                    self._context.project.run(_("Change the rule"), deeds.change_rule, self._rule.id, spec)
            except UserError as missing:
                return str(missing)
            return ""

        wrong = self._context.bridge.act(work)
        if wrong:
            self.wrong.setText(wrong)
            self.wrong.show()
            return
        super().accept()
        if self._rule is None:
            self._context.go("followups", "rules")

    def done(self, result: int) -> None:
        """Count no more."""
        self._pause.stop()
        if self._job is not None:
            self._job.drop()
            self._job = None
        super().done(result)

    def _make_fields(self) -> None:
        from cxdesk.people.queries import person_rows
        from cxdesk.planning.rule_words import level_word, priority_word
        from cxdesk.planning.rules import LEVELS, PRIORITIES
        from cxdesk.surveys.queries import survey_rows

        spec, read, theme = self._made, self._context.project.read, self._context.theme
        people = read(person_rows)
        functions = sorted({p.function for p in people if p.function} | ({spec.function} - {""}))
        surveys = [(s.id, s.name) for s in read(survey_rows)]
        self.name = LineInput(spec.name)
        self.survey = Choice([(None, _("Every survey")), *surveys])
        self.survey.set_value(spec.survey_id)
        self.joined = Choice(
            [("all", _("all of these are so")), ("any", _("any of these is so"))], spec.joined_by
        )
        self.conditions = Conditions(self._context, spec.tests, spec.survey_id)
        self.target = Choice(
            [("owner", _("the account’s owner")), ("person", _("one person")), ("function", _("a function"))],
            spec.goes_to,
        )
        self.person = PersonInput([p.name for p in people], spec.person)
        self.function = NameInput(functions, spec.function, _("Choose or type a name"))
        self.level = Choice([(k, level_word(k)) for k in LEVELS], spec.level)
        self.within = NumberLine(number_to_type(spec.within))
        self.unit = Choice([("hours", _("hours")), ("days", _("days"))], spec.unit)
        self.priority = Choice([(k, priority_word(k)) for k in PRIORITIES], spec.priority)
        self.note = TextInput(spec.note, lines=1)
        for box in (self.survey, self.joined, self.target, self.level, self.unit, self.priority):
            box.chosen.connect(lambda _value: self._on_changed())
        self.survey.chosen.connect(self.conditions.aim)
        self.conditions.changed.connect(self._on_changed)
        for line in (self.within, self.person.line, self.function.line):
            line.textChanged.connect(lambda _text: self._on_changed())
        self._person = Field(theme, _("Person"), self.person)
        self._function = Field(theme, _("Function"), self.function)

    def _lay_out(self) -> None:
        theme = self._context.theme
        self.wrong.hide()
        when = row(title(pgettext("of a rule", "When"), wrap=False), self.joined, None, gap=8)
        who = row(Field(theme, _("Who follows up"), self.target), self._person, self._function, gap=12)
        how = row(
            Field(theme, pgettext("of a rule", "As"), self.level), Field(theme, pgettext("of a rule", "Within"), self.within), Field(theme, _("Hours or days"), self.unit),
            Field(theme, _("Priority"), self.priority), gap=12,
        )  # fmt: skip
        about = row(
            Field(theme, _("Name of the rule"), self.name), Field(theme, _("Survey"), self.survey), gap=12
        )
        inside = QWidget()
        inside.setLayout(
            column(
                when, self.conditions, 4, rule(), 4, title(pgettext("of a rule", "Then")), who, how,
                Field(theme, _("Note for whoever follows up"), self.note, "internal"), 4, rule(), 4, about, None, gap=10,
                margins=(0, 0, 12, 0),
            )
        )  # fmt: skip
        self.joined.setAccessibleName(_("Which conditions must hold"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        cancel = Button(theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(boxed(column(self.sentence, self.count, gap=6, margins=(16, 12, 16, 12)), "card"))
        box.addWidget(scroll, 1)
        box.addWidget(self.wrong)
        box.addLayout(row(None, cancel, self.save))

    def _on_changed(self) -> None:
        from cxdesk.planning.rule_words import questions_asked, sentence

        spec = self.spec()
        self._person.setVisible(spec.goes_to == "person")
        self._function.setVisible(spec.goes_to == "function")
        self.sentence.setText(breakable(sentence(spec, self._context.project.read(questions_asked))))
        never_cut(self)
        self.wrong.hide()
        self.count.setText("…")
        self._pause.start()

    def _look(self) -> None:
        from cxdesk.planning.rule_runs import dry_run
        from cxdesk.planning.rules import RuleRow, checked

        if self._job is not None:
            self._job.drop()
            self._job = None
        spec, project = self.spec(), self._context.project
        try:
            good = checked(spec)
        except UserError as missing:
            self.count.setText(str(missing))
            return
        alone = RuleRow(self._rule.id if self._rule else 0, 0, True, good, None, None)
        self._job = self._context.jobs.run(
            lambda: project.read(dry_run, [alone]), self._on_counted, on_error=lambda _error: None
        )

    def _on_counted(self, found: "DryRun") -> None:
        from cxdesk.i18n import number

        self._job = None
        (outcome,) = found.rules
        words = _("would have opened {n} of {all}")
        self.count.setText(words.format(n=number(outcome.fitting), all=number(outcome.looked_at)))


def _start(context: PageContext) -> Any:
    """A rule to begin with: the first question of recommendation, where there is one."""
    from cxdesk.planning.rules import RuleSpec, RuleTest
    from cxdesk.surveys.queries import survey_rows, whole

    for survey in context.project.read(survey_rows):
        for question in context.project.read(whole, survey.id).questions:
            if question.kind == "nps" and question.items and survey.audience != "employees":
                return RuleSpec("", (RuleTest("answer", question.items[0].code, "at_most", ("6",)),))
    return RuleSpec("", (RuleTest("text", "", "contains"),))
