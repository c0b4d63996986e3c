"""The rules of one question or section: when it is shown, where one goes on, what it accepts, which options are shown."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, isolated, language
from ui.page import PageContext
from ui.surveys.rules_conditions import Conditions
from ui.surveys.rules_joined import Expression
from ui.surveys.rules_row import narrow
from ui.surveys.rules_skips import Skips
from ui.surveys.rules_subjects import subjects
from ui.widgets.buttons import Button
from ui.widgets.cards import row, rule
from ui.widgets.fields import Choice
from ui.widgets.text import body

if TYPE_CHECKING:
    from cxdesk.surveys.definition import Definition, QuestionSpec
    from cxdesk.surveys.queries import QuestionRow, SectionRow, SurveyWhole

TABLES = ("survey", "section", "question", "item", "choice", "scale")
MOST_OPTIONS = 200


def rules_panel(
    context: PageContext,
    survey_id: int,
    question_id: int | None = None,
    section_id: int | None = None,
    survey: "SurveyWhole | None" = None,
) -> "RulesPanel":
    """The panel of a question, or of a section; with a `survey` it shows what it is given and reads none itself."""
    panel = RulesPanel(context, follows=survey is None)
    panel.show_rules(survey_id, question_id, section_id, survey)
    return panel


class RulesPanel(QWidget):
    """Each change is one undo step. Where it `follows` it reads the survey anew after each change of the file."""

    def __init__(self, context: PageContext, follows: bool = True) -> None:
        super().__init__()
        self._context = context
        self._at: tuple[int, int | None, int | None] | None = None
        self._survey: Definition | None = None
        self._option: int | str | None = None
        self._rows: SurveyWhole | None = None
        theme = context.theme
        self.shown = Conditions(theme, self._shown_words, _("Add a condition"))
        self.skips = Skips(theme)
        self.valid = Conditions(theme, self._valid_words, _("Add what an answer must be"))
        self.options = narrow(Choice())
        self.option = Conditions(theme, self._shown_words, _("Add a condition"))
        self.shown.changed.connect(self._on_shown)
        self.skips.changed.connect(self._on_skips)
        self.valid.changed.connect(self._on_valid)
        self.option.changed.connect(self._on_option_shown)
        self.options.chosen.connect(self._on_option)
        self.options.setAccessibleName(_("Answer"))
        for made, name in (
            (self.shown, "shown if"),
            (self.skips, "skips"),
            (self.valid, "accepted if"),
            (self.option, "option shown if"),
            (self.options, "option"),
        ):
            made.setObjectName(name)
        self._heads = {
            name: body(words, strong=True)
            for name, words in (
                ("show", _("Shown")),
                ("skip", _("Skips")),
                ("valid", _("What is accepted")),
                ("option", _("When an answer is shown")),
            )
        }
        self._rules = [rule() for _n in range(3)]
        self._lay_out()
        if follows:
            context.bridge.changed.connect(self._on_file_changed)

    def _lay_out(self) -> None:
        theme = self._context.theme
        check = Button(
            theme, _("Check the logic"), "plain", icon="list-checks", dense=True, on_click=self._check
        )
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        for part in (
            self._heads["show"],
            self.shown,
            self._rules[0],
            self._heads["skip"],
            self.skips,
            self._rules[1],
            self._heads["valid"],
            self.valid,
            self._rules[2],
            self._heads["option"],
            self.options,
            self.option,
        ):
            self._box.addWidget(part)
        self._box.addLayout(row(check, None))

    def show_rules(
        self,
        survey_id: int,
        question_id: int | None = None,
        section_id: int | None = None,
        survey: "SurveyWhole | None" = None,
    ) -> None:
        """Show the rules of a question, or of a section."""
        at = (survey_id, question_id, section_id)
        if at != self._at:
            self._option = None
        self._at = at
        self.reload(survey)

    def reload(self, survey: "SurveyWhole | None" = None) -> None:
        """Show what the file says, or this survey as it was read already."""
        from cxdesk.responses.staff import shown_of
        from cxdesk.surveys.queries import whole

        if self._at is None or not self._context.bridge.is_open:
            return
        survey_id, question_id, section_id = self._at
        read = self._context.project.read
        self._rows = rows = survey if survey is not None else read(whole, survey_id)
        self._survey = read(shown_of, rows)
        section = next((s for s in rows.sections if s.id == section_id), None)
        question = next((q for q in rows.elements if q.id == question_id), None)
        if question is not None:
            self._fill_question(question)
        elif section is not None:
            self._fill_section(section)

    def commit(self) -> None:
        """Tell what is being typed now."""
        for part in (self.shown, self.skips, self.valid, self.option):
            part.commit()

    def _fill_section(self, section: "SectionRow") -> None:
        assert self._survey is not None
        first = next((e.code for e in section.elements if e.is_asked), "")
        self.shown.show_expression(section.rules.get("show"), self._before(first))
        self._offer(skip=False, valid=False, option=False)

    def _fill_question(self, question: "QuestionRow") -> None:
        assert self._survey is not None
        spec = next((q for q in self._survey.elements if q.code == question.code), None)
        if spec is None:
            return
        asked = question.is_asked and question.look != "hidden"
        before = self._before(question.code)
        with_itself = subjects(self._survey, question.code, True, language())
        # The question itself is what is mostly asked of: the nearest, offered first.
        self.shown.show_expression(question.rules.get("show"), before)
        self.skips.show_skips(self._survey, question.code, question.rules.get("skip") or [], with_itself)
        self.valid.show_expression(question.rules.get("valid"), with_itself)
        self._fill_options(spec, before)
        parts = len(spec.choices) + (len(spec.items) if len(spec.items) > 1 else 0)
        can_skip = question.kind != "break" and question.look != "hidden"
        self._offer(skip=can_skip, valid=asked, option=asked and 2 <= parts <= MOST_OPTIONS)

    def _before(self, code: str) -> list[Any]:
        """What is asked before an element; a statement stands before the question that follows it."""
        assert self._survey is not None
        asked, reached = {q.code for q in self._survey.questions}, False
        for element in self._survey.elements:
            reached = reached or element.code == code
            if reached and element.code in asked:
                return subjects(self._survey, element.code, False, language())
        return subjects(self._survey, "", False, language()) if code else []

    def _fill_options(self, spec: "QuestionSpec", before: list[Any]) -> None:
        from cxdesk.surveys.definition import ChoiceSpec
        from cxdesk.surveys.logic.options import parts_of
        from cxdesk.surveys.logic.piping import text_in

        parts = [p for p in parts_of(spec) if isinstance(p.code, int) or len(spec.items) > 1][:MOST_OPTIONS]
        rules = {p.code: p.settings.get("show") for p in parts}
        options = []
        for part in parts:
            words = text_in(part.label if isinstance(part, ChoiceSpec) else part.text, language())
            told = _("{answer} (under a condition)") if rules[part.code] else "{answer}"
            options.append((part.code, isolated(told.format(answer=words or part.code))))
        if self._option not in rules:
            self._option = next((code for code, on in rules.items() if on), next(iter(rules), None))
        self.options.set_options(options, self._option)
        self.option.show_expression(rules.get(self._option or ""), before)

    def _offer(self, *, skip: bool, valid: bool, option: bool) -> None:
        offered: tuple[tuple[str, list[QWidget], bool], ...] = (
            ("skip", [self.skips], skip),
            ("valid", [self.valid], valid),
            ("option", [self.options, self.option], option),
        )
        for line, (name, parts, on) in zip(self._rules, offered, strict=True):
            for part in (line, self._heads[name], *parts):
                part.setVisible(on)

    def _shown_words(self, draft: Expression | None) -> str:
        from cxdesk.surveys.logic.sentences import sentence

        if not draft or self._survey is None:
            return _("Always shown.")
        return sentence(draft, self._survey, language())

    def _valid_words(self, draft: Expression | None) -> str:
        from cxdesk.surveys.logic.sentences import valid_sentence

        return valid_sentence(draft, self._survey, language()) if draft and self._survey is not None else ""

    def _on_shown(self) -> None:
        from cxdesk.surveys import rule_actions as deeds

        if self._at is None:
            return
        _survey, question_id, section_id = self._at
        what = deeds.set_show if question_id is not None else deeds.set_section_show
        self._run(
            _("Change when it is shown"),
            what,
            question_id if question_id is not None else section_id,
            self.shown.expression(),
        )

    def _on_skips(self) -> None:
        from cxdesk.surveys import rule_actions as deeds

        self._run(_("Change where one goes on"), deeds.set_skips, self._question(), self.skips.skips())

    def _on_valid(self) -> None:
        from cxdesk.surveys import rule_actions as deeds

        self._run(_("Change what is accepted"), deeds.set_valid, self._question(), self.valid.expression())

    def _on_option(self, code: int | str) -> None:
        self._option = code
        self.reload(self._rows)

    def _on_option_shown(self) -> None:
        from cxdesk.surveys import rule_actions as deeds

        self._run(
            _("Change when an answer is shown"),
            deeds.set_option_show,
            self._question(),
            self._option,
            self.option.expression(),
        )

    def _question(self) -> int:
        assert self._at is not None
        assert self._at[1] is not None
        return self._at[1]

    def _run(self, words: str, action: Any, *arguments: Any) -> None:
        self._context.bridge.run(words, action, *arguments)

    def _on_file_changed(self, changes: Any) -> None:
        if self.isVisible():
            self.reload()

    def _check(self) -> None:
        from ui.surveys.rules_checks import open_logic

        self.commit()
        if self._at is not None:
            open_logic(self._context, self._at[0])
