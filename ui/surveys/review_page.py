"""What the reviewer says of a survey, question by question: why, who says so, what to do, and the way to the question."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, directed, isolated, language_name, language_word, listed, ngettext, number
from ui.jobs import Job
from ui.page import Page, PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, empty, put, row
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, display, joined, title

if TYPE_CHECKING:
    from cxdesk.surveys.definition import Definition
    from cxdesk.surveys.review.finding import Finding


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding in the list; `words` are those of its question where it is the first one there."""

    key: int
    finding: "Finding"
    words: str
    name: str
    below: str


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return ReviewPage(context)


def open_review(context: PageContext, survey_id: int) -> None:
    """Show what the reviewer says of a survey."""
    context.go("survey_review", survey_id)


class ReviewPage(Page):
    """The findings of one survey; they are worked out behind the window each time the survey changes."""

    tables = frozenset({"goal", "survey", "section", "question", "item", "choice", "scale"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.survey_id: int | None = None
        self.found: list[Finding] = []
        self.job: Job | None = None
        self._survey: Definition | None = None
        self._goal = ""
        theme = context.theme
        self.frame = Scaffold(self, fills=True)
        self.survey = Choice()
        self.survey.setAccessibleName(_("Survey"))
        self.survey.setMinimumWidth(280)
        self.survey.chosen.connect(self.open_at)
        self.language = Choice()
        self.language.setAccessibleName(_("Language of the questions"))
        self.language.chosen.connect(lambda _value: self.reload())
        back = Button(theme, _("Back to the survey"), "plain", on_click=lambda: self._go(None))
        self.title, self.line = display(""), body("", tone="text2")
        self.table = Table(theme, _columns(), name=_("What was found"), key=lambda r: r.key)
        self.table.current_changed.connect(self._show_one)
        self.table.opened.connect(lambda _row: self.go_button.setFocus() if self.go_button else None)
        self.table.delete_wanted.connect(lambda r: self.switch(r.finding.rule, on=False))
        self.go_button: Button | None = None
        self.off = row(gap=8)
        self._one = column(gap=4)
        below = Card(padding=(16, 12))
        below.box.addLayout(self._one)
        self._nothing = EmptyState(
            theme,
            _("Nothing was found."),
            _(
                "The reviewer looks at words, answers, order, length and goals, in every language of the survey."
            ),
        )
        self._no_survey = EmptyState(
            theme,
            _("No survey yet"),
            _(
                "The reviewer looks at words, answers, order, length and goals, in every language of the survey."
            ),
            _("Begin a survey"),
            self._on_begin,
        )
        self._listed = Card(self.table, padding=(12, 4))
        self._some = (self._listed, below)
        self._off_row = boxed(self.off)
        self.frame.bar(self.survey, None, self.language, back)
        self.frame.add(column(self.title, self.line, gap=4), self._nothing, self._no_survey)
        self.frame.body.addWidget(self._listed, 1)
        self.frame.body.addWidget(below)
        self.frame.add(self._off_row)
        self.frame.body.addStretch(0)
        self.goes_on_with_keys(lambda: self.go_button)
        for key, does in (("C", self.make_change), ("P", self.pass_over)):
            QShortcut(
                QKeySequence(key), self.table, does, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )

    def reload(self) -> None:
        """Read the survey again and review it behind the window."""
        from cxdesk.responses.staff import described_for_showing
        from cxdesk.surveys.purpose import goal_of
        from cxdesk.surveys.queries import survey_rows
        from cxdesk.surveys.review.review import review

        rows = self.context.project.read(survey_rows)
        self.survey.set_options([(r.id, r.name) for r in rows], self.survey_id)
        if not rows:
            self._survey, self.survey_id = None, None
            self._show([])
            return
        if self.survey_id not in {r.id for r in rows}:
            self.survey_id = rows[0].id
        self.survey.set_value(self.survey_id)
        definition = self._survey = self.context.project.read(described_for_showing, self.survey_id)
        tongues = [(None, _("All languages")), *((c, language_name(c)) for c in definition.languages)]
        chosen = self.language.value() if self.language.value() in definition.languages else None
        self.language.set_options(tongues, chosen)
        if self.job is not None:
            self.job.drop()
        spoken = (chosen,) if chosen else ()
        goal = self._goal = self.context.project.read(goal_of, self.survey_id)
        self.job = self.context.jobs.run(
            lambda: review(definition, spoken, goal), self._show, what=_("Reviewing the survey")
        )

    def open_at(self, target: Any) -> None:
        """Show the survey of that number."""
        if isinstance(target, int):
            self.survey_id = target
            self.reload()

    def switch(self, rule: str, *, on: bool) -> None:
        """Switch a rule off for this survey, or on again."""
        from cxdesk.surveys.review.finding import RULES
        from cxdesk.surveys.review.review import switch_rule

        if self.context.project.read_only or self.survey_id is None:
            return
        label = _("Switch a rule on") if on else _("Switch a rule off")
        self.context.bridge.run(label, switch_rule, self.survey_id, rule, on)
        if not on:
            told = _("“{rule}” is switched off for this survey.").format(rule=_(RULES[rule].name))
            self.context.offer_undo(told)

    def make_change(self) -> None:
        """Do what is suggested at the chosen finding, where the program can."""
        from cxdesk.surveys.review.change import apply, is_done_for_you

        chosen = self.table.current()
        if chosen is None or self.context.project.read_only or self.survey_id is None:
            return
        if not is_done_for_you(chosen.finding, self._goal):
            self.go_to_question()
            return
        label = _("Make a change that the review suggests")
        self.context.bridge.run(label, apply, self.survey_id, chosen.finding, self._goal)
        self.context.offer_undo(_("Changed: “{rule}”.").format(rule=chosen.name))

    def pass_over(self) -> None:
        """Leave the chosen finding as it is, here alone."""
        from cxdesk.surveys.review.review import pass_over

        chosen = self.table.current()
        if chosen is None or self.context.project.read_only or self.survey_id is None:
            return
        self.context.bridge.run(_("Pass a finding over"), pass_over, self.survey_id, chosen.finding.place)
        self.context.offer_undo(_("“{rule}” is passed over here.").format(rule=chosen.name))

    def look_again(self) -> None:
        """Show again what was passed over."""
        from cxdesk.surveys.review.review import look_again

        self.context.bridge.run(_("Look again at what was passed over"), look_again, self.survey_id)

    def go_to_question(self) -> None:
        """Show the question of the chosen finding where it is written."""
        chosen = self.table.current()
        rule = chosen.finding.rule if chosen is not None else ""
        if rule == "missing_text":
            self.context.go("survey_translations", self.survey_id)
            return
        if rule == "no_goal" and chosen is not None and not chosen.finding.question and self.survey_id:
            from ui.surveys.purpose import open_purpose

            open_purpose(self.context, self.survey_id)
            return
        self._go(chosen.finding.question if chosen is not None else None)

    def _on_begin(self) -> None:
        from ui.surveys.begin import open_begin

        open_begin(self.context)

    def _go(self, code: str | None) -> None:
        from cxdesk.surveys.queries import whole

        target: Any = self.survey_id
        if code and self.survey_id is not None:
            survey = self.context.project.read(whole, self.survey_id)
            elements = (q for s in survey.sections for q in s.elements)
            found = next((q.id for q in elements if q.code == code), None)
            target = ("question", found) if found is not None else target
        self.context.go("surveys", target)

    def _show(self, found: "list[Finding]") -> None:
        from cxdesk.surveys.review.finding import RULES

        if not self.context.bridge.is_open:
            return
        self.found = found
        shown: list[Shown] = []
        before: tuple[str, str] | None = None
        for at, f in enumerate(found):
            # The words that were reviewed, not those of another language.
            words = self._words_of(f.question, f.language) if (f.question, f.language) != before else ""
            below = (f.question or self.survey.currentText()) if words else ""
            shown.append(Shown(at, f, words, _(RULES[f.rule].name), below))
            before = f.question, f.language
        n = len(found)
        self.title.setText(
            ngettext("{n} thing to look at", "{n} things to look at", n).format(n=number(n))
            if n
            else _("Nothing to look at")
        )
        self.line.setText(self._length())
        for widget in self._some:
            widget.setVisible(bool(found))
        there = self._survey is not None
        self._nothing.setVisible(there and not found)
        self._no_survey.setVisible(not there)
        for choice in (self.survey, self.language, self.title):
            choice.setVisible(there)
        self.table.set_rows(shown)
        if self.table.current() is None and shown:
            self.table.choose(0)
        self._show_one(self.table.current())
        self._show_off()

    def _length(self) -> str:
        from cxdesk.surveys.review.length import minutes

        if self._survey is None:
            return ""
        spoken = [self.language.value()] if self.language.value() else list(self._survey.languages)
        takes = listed(
            _("{n} minutes in {language}").format(
                n=number(minutes(self._survey, c), 1), language=language_word(c)
            )
            for c in spoken
        )
        return _("Whoever answers every question needs about {times}.").format(times=takes)

    def _words_of(self, code: str, tongue: str) -> str:
        from cxdesk.surveys.queries import shown

        if not code or self._survey is None:
            return _("The whole survey")
        spoken = tongue or self.language.value() or next(iter(self._survey.languages), "en")
        return next((shown(q.text, spoken) for q in self._survey.elements if q.code == code), "")

    def _show_one(self, chosen: Shown | None) -> None:
        from cxdesk.surveys.review.change import is_done_for_you, suggestion
        from cxdesk.surveys.review.finding import RULES

        empty(self._one)
        self.go_button = None
        if chosen is None:
            return
        theme, rule = self.context.theme, RULES[chosen.finding.rule]
        code = chosen.finding.question
        if code:
            put(
                self._one,
                caption(joined(code, isolated(self._words_of(code, chosen.finding.language))), wrap=True),
            )
        put(self._one, title(f"{chosen.name}: {chosen.finding.sentence}"))
        put(self._one, body(_(rule.why)))
        if self._survey is not None:
            words = suggestion(chosen.finding, self._survey, self._goal)
            put(self._one, body(directed(words), strong=True))
        put(self._one, caption(rule.source, tone="text3", wrap=True))
        off = Button(
            theme, _("Switch this rule off"), dense=True, on_click=lambda: self.switch(rule.key, on=False)
        )
        off.setEnabled(not self.context.project.read_only)
        words = _("Go to the question") if code else _("Back to the survey")
        if rule.key == "missing_text":
            words = _("Translations side by side")
        elif rule.key == "no_goal" and not code:
            words = _("What it is for")
        self.go_button = Button(theme, words, "filled", dense=True, on_click=self.go_to_question)
        over = Button(theme, _("Pass over here"), dense=True, on_click=self.pass_over)
        over.setToolTip(_("Leave this finding as it is (P)"))
        over.setEnabled(not self.context.project.read_only)
        buttons = [off, over]
        if is_done_for_you(chosen.finding, self._goal):
            change = Button(theme, _("Change it"), dense=True, on_click=self.make_change)
            change.setToolTip(_("Make the change that is suggested (C)"))
            change.setEnabled(not self.context.project.read_only)
            buttons.append(change)
        put(self._one, row(None, *buttons, self.go_button, gap=8))

    def _show_off(self) -> None:
        from cxdesk.surveys.review.finding import RULES
        from cxdesk.surveys.review.review import passed_over, rules_off

        empty(self.off)
        off = sorted(rules_off(self._survey)) if self._survey else []
        passed = len(passed_over(self._survey)) if self._survey else 0
        self._off_row.setVisible(bool(off or passed))
        if passed:
            told = ngettext("{n} finding is passed over.", "{n} findings are passed over.", passed)
            put(self.off, caption(told.format(n=number(passed))))
            again = Button(
                self.context.theme, _("Show them again"), "plain", dense=True, on_click=self.look_again
            )
            again.setEnabled(not self.context.project.read_only)
            put(self.off, again)
        if off:
            put(self.off, caption(_("Switched off:")))
        for rule in off:
            words = _("Switch “{rule}” on").format(rule=_(RULES[rule].name))
            on = Button(self.context.theme, words, "plain", dense=True)
            on.clicked.connect(lambda _checked=False, rule=rule: self.switch(rule, on=True))
            on.setEnabled(not self.context.project.read_only)
            put(self.off, on)
        put(self.off, None)


def _columns() -> list[Column]:
    def tongue(r: Shown) -> str:
        return language_name(r.finding.language) if r.finding.language else _("all")

    return [
        Column(_("Question"), lambda r: r.words, "strong", sub=lambda r: r.below, share=5),
        Column(_("What was found"), lambda r: r.name, sub=lambda r: directed(r.finding.sentence), share=6),
        Column(_("Language"), tongue, "muted", width=100),
    ]  # fmt: skip
