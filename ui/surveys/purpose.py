"""What a survey is for, on one page: goal, decision, whom, where, when, how it listens, and what each question serves."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout

from cxdesk.i18n import _, directed, ngettext, number
from ui.page import PageContext
from ui.surveys.purpose_goal import GoalPart
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.over import window_over
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title
from ui.widgets.window_size import resize_within_screen

if TYPE_CHECKING:
    from cxdesk.surveys.purpose import AskedFor, Purpose

MOST_ROWS = 8


def open_purpose(context: PageContext, survey_id: int) -> "PurposeDialog":
    """Show what a survey is for, to be said."""
    return PurposeDialog(context, survey_id)


class PurposeDialog(QDialog):
    """Every field is kept as it is left; nothing here has to be said before a survey is released."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What it is for"))
        self.setMinimumSize(960, 680)
        resize_within_screen(self, 1040, 760)
        self._context, self.survey_id = context, survey_id
        self.found: Purpose = self._read()
        theme = context.theme
        self.goal = GoalPart(context, survey_id, self._show)
        self.decision = TextInput(
            lines=2, placeholder=_("What will be done differently, depending on the answers?")
        )
        self.whom = TextInput(lines=2, placeholder=_("Customers with a repair since March"))
        self.where = LineInput(placeholder=_("By a link in the mail after the visit"))
        self.when = LineInput(placeholder=_("Two days after the repair, once a quarter at most"))
        self._bind("decision", self.decision)
        self._bind("whom", self.whom)
        self._bind("listens_at", self.where)
        self._bind("timing", self.when)
        self.pattern, self.audience = Choice(), Choice()
        self.pattern.chosen.connect(lambda value: self._say(pattern=value))
        self.audience.chosen.connect(lambda value: self._say(audience=value))
        self.advice = body("", tone="text2")
        self.promise = caption("", wrap=True)
        self.rest = caption("", wrap=True)
        self.invite = Button(
            theme, _("Import invited people"), "plain", icon="mail", on_click=self._on_invite
        )
        self.count = body("", strong=True, wrap=False)
        self.tie = Button(theme, _("Let them all serve this goal"), dense=True, on_click=self._on_tie_all)
        self.questions = Table(theme, _columns(), name=_("Questions"), key=lambda q: q.question_id)
        self.questions.opened.connect(self._on_question)
        self.missing = body("", tone="text2")
        self.release = Button(
            theme, _("Go on to the release"), "filled", icon="check", on_click=self._on_release
        )
        self._lay_out()
        self._show()
        self.open()
        self.goal.focus()

    def _lay_out(self) -> None:
        theme = self._context.theme
        why = Card(gap=12)
        why.add(self.goal, Field(theme, _("Decision it serves"), self.decision))
        who = Card(gap=12)
        who.add(
            row(
                Field(theme, _("Who answers"), self.audience),
                Field(theme, _("How it listens"), self.pattern),
                gap=12,
            ),
            self.advice,
            Field(theme, _("Whom it asks"), self.whom),
            Field(theme, _("Where it listens"), self.where),
            Field(theme, _("When it asks"), self.when),
            column(caption(_("What we promised those who answer")), self.promise, gap=4),
            row(self.rest, None, self.invite),
        )
        tied = Card(gap=8)
        hint = _("Enter or a click lets a question serve the goal of the survey, or none.")
        tied.add(row(self.count, None, self.tie), caption(hint), self.questions)
        inside = column(row(column(why, None), column(who, None), gap=16), tied, gap=16)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab leads through what is in it
        area.setWidget(boxed(inside))
        done = Button(theme, _("Close"), on_click=self.accept)
        for button in (self.release, done, self.tie, self.invite):
            button.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(_("What “{name}” is for").format(name=self.found.name)))
        line = _(
            "Asked before the survey is released. Write as much as you know; it can be changed at any time."
        )
        box.addWidget(body(line, tone="text2"))
        box.addWidget(area, 1)
        box.addWidget(self.missing)
        box.addLayout(row(None, done, self.release))

    def done(self, result: int) -> None:
        """Keep what is being typed."""
        fields: tuple[LineInput | TextInput, ...] = (self.decision, self.whom, self.where, self.when)
        for field in (*fields, *self.goal.fields):
            field.commit()
        super().done(result)

    def _read(self) -> "Purpose":
        from cxdesk.surveys.purpose import purpose

        found: Purpose = self._context.project.read(purpose, self.survey_id)
        return found

    def _show(self) -> None:
        from cxdesk.surveys.purpose import AUDIENCES, PATTERN_WORDS, consent_words
        from cxdesk.surveys.versions import missing_sentence
        from ui.surveys.survey_panel import PROMISES

        self.found = found = self._read()
        self.goal.show_goal(found)
        for field, text in (
            (self.decision, found.decision),
            (self.whom, found.whom),
            (self.where, found.listens_at),
            (self.when, found.timing),
        ):
            field.show_text(text)
        best = found.advice.patterns
        words = {key: _(text) for key, text in PATTERN_WORDS.items()}
        marked = [
            (k, _("{pattern} (advised)").format(pattern=w) if k in best else w) for k, w in words.items()
        ]
        self.pattern.set_options(marked, found.pattern)
        self.audience.set_options([(key, _(text)) for key, text in AUDIENCES.items()], found.audience)
        self.advice.setText(directed(found.advice.why))
        self.promise.setText(f"{_(PROMISES[found.promise])}. {consent_words(found)}")
        self.rest.setText(self._rest_words())
        serves_all = found.goal if not found.untied else ""
        self.questions.set_rows([replace(q, goal=q.goal or serves_all) for q in found.questions])
        self.questions.setFixedHeight(44 + min(MOST_ROWS, max(1, len(found.questions))) * 40)
        n = found.untied if found.goal else 0
        told = ngettext("{n} question serves no goal.", "{n} questions serve no goal.", n).format(n=number(n))
        all_serve = _("Every question serves a goal.") if found.goal else _("The survey has no goal yet.")
        self.count.setText(told if n else all_serve)
        self.tie.setEnabled(bool(found.goal) and any(not q.goal for q in found.questions))
        said = _("Everything is said that a release asks for.")
        self.missing.setText(missing_sentence(found.missing) if found.missing else said)

    def _rest_words(self) -> str:
        from cxdesk.accounts.queries import contact_rest

        days = self._context.project.read(contact_rest)
        if not days:
            return _("No rest period is set: the same person may be invited every day.")
        told = ngettext(
            "Nobody is invited again within {n} day; who would be is named when people are imported.",
            "Nobody is invited again within {n} days; who would be is named when people are imported.",
            days,
        )
        return told.format(n=number(days))

    def _bind(self, field: str, editor: LineInput | TextInput) -> None:
        editor.committed.connect(lambda text: self._say(**{field: text}))

    def _say(self, **fields: Any) -> None:
        from cxdesk.surveys.purpose import describe

        name, survey_id = next(iter(fields)), self.survey_id
        key = f"survey-{name}-{survey_id}"
        label = _("Change what the survey is for")
        self._context.bridge.run_merged(label, key, lambda s: describe(s, survey_id, **fields))
        self._show()

    def _on_question(self, asked: "AskedFor") -> None:
        from cxdesk.surveys.purpose import tie

        if not self.found.goal and not asked.goal:
            self._context.messages.notice("info", _("Say the goal of the survey first."))
            return
        own = next(q.goal for q in self.found.questions if q.question_id == asked.question_id)
        goal = "" if own else self.found.goal
        self._context.bridge.run(_("Tie questions to the goal"), tie, asked.question_id, goal)
        self._show()

    def _on_tie_all(self) -> None:
        from cxdesk.surveys.purpose import tie_all

        self._context.bridge.run(_("Tie questions to the goal"), tie_all, self.survey_id, self.found.goal)
        self._show()

    def _on_invite(self) -> None:
        self.accept()
        self._context.do("import.invited")

    def _on_release(self) -> None:
        from ui.surveys.release import open_release

        self.accept()
        open_release(self._context, self.survey_id)


def _columns() -> list[Column]:
    return [
        Column(_("Question"), lambda q: q.text or q.code, share=3),
        Column(_("Serves"), lambda q: q.goal or "–", "muted", share=2),
    ]
