"""The logic of a survey looked over: what is wrong with it, and what random respondents came to; each with a jump."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

from cxdesk.i18n import _, language, percent
from ui.page import PageContext
from ui.surveys.rules_frame import frame
from ui.widgets.buttons import Button
from ui.widgets.cards import column, divided_card, empty, put, row
from ui.widgets.chips import tag
from ui.widgets.over import window_over
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.surveys.definition import Definition
    from cxdesk.surveys.logic.look import Finding
    from cxdesk.surveys.logic.simulation import Simulation

WIDTH, HEIGHT = 820, 680
STOPS = ("dead_end", "loop", "circular")
MOST_SHOWN = 200


def open_logic(context: PageContext, survey_id: int) -> "LogicDialog":
    """Look the logic of a survey over."""
    return LogicDialog(context, survey_id)


def check_logic(context: PageContext) -> None:
    """Look the logic over of the survey that is shown, else of the first one."""
    from cxdesk.surveys.queries import survey_rows

    rows = context.project.read(survey_rows)
    if not rows:
        context.messages.notice("info", _("There is no survey in this file yet. Import answers first."))
        return
    shown = getattr(context.page(), "survey_id", None)
    open_logic(context, shown if shown in {r.id for r in rows} else rows[0].id)


class LogicDialog(QDialog):
    """The list of what is wrong, above; who sees what, below. Both lead to the question."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        from cxdesk.responses.staff import described_for_showing
        from cxdesk.surveys.queries import whole

        super().__init__(window_over())
        self._context, self.survey_id = context, survey_id
        self.survey: Definition = context.project.read(described_for_showing, survey_id)
        rows = context.project.read(whole, survey_id)
        self._places = {q.code: ("question", q.id) for q in rows.elements}
        self.found: Simulation | None = None
        self.head = title(_("Looking the logic over"))
        self.findings = column(gap=8)
        self.lines = column(gap=2)
        self.table = Table(context.theme, self._columns(), name=_("Who sees what"), fit=True)
        self.table.opened.connect(lambda coverage: self.jump(coverage.code))
        self.table.hide()
        inside = QWidget()
        inside.setLayout(
            column(self.head, self.findings, 12, title(_("Random respondents")), self.lines, self.table, None, gap=8)
        )  # fmt: skip
        self.close_button = Button(context.theme, _("Close"), on_click=self.reject)
        frame(self, _("Check the logic"), inside, self.close_button, (WIDTH, HEIGHT))
        self.lines.addWidget(caption(_("Sending respondents through")))
        self._job: Any = context.jobs.run(
            self._look, self._on_looked, progress=True, what=_("Looking the logic over")
        )
        self.open()

    def jump(self, code: str) -> None:
        """Go to a question and leave."""
        place = self._places.get(code)
        if place is not None:
            self.accept()
            self._context.go("surveys", place)

    def done(self, result: int) -> None:
        """Send no more through."""
        if self._job is not None:
            self._job.drop()
            self._job = None
        super().done(result)

    def _look(self, progress: Any) -> "tuple[list[Finding], Simulation]":
        from cxdesk.surveys.logic.checks import checks
        from cxdesk.surveys.logic.simulation import simulate

        return checks(self.survey), simulate(self.survey, lang=language(), progress=progress)

    def _on_looked(self, found: "tuple[list[Finding], Simulation]") -> None:
        from cxdesk.surveys.logic.told import found_words, summary

        self._job = None
        findings, self.found = found
        self.head.setText(found_words(len(findings)))
        if findings:
            put(
                self.findings,
                divided_card([self._line(f, {o.kind for o in findings}) for f in findings[:MOST_SHOWN]]),
            )
        empty(self.lines)
        for line in summary(self.found):
            self.lines.addWidget(body(line))
        self.table.set_rows(self.found.coverage)
        self.table.setVisible(bool(self.found.coverage))

    def _line(self, finding: "Finding", kinds: set[str]) -> QWidget:
        from cxdesk.surveys.logic.look import KINDS

        theme = self._context.theme
        words = body(finding.sentence)
        mark = tag(_(KINDS[finding.kind]), "bad" if finding.kind in STOPS else "warn")
        # Sentences begin at one edge, however long the tag before them.
        fonts = mark.fontMetrics()
        mark.setMinimumWidth(max(fonts.horizontalAdvance(_(KINDS[k])) for k in kinds) + 20)
        line = QWidget()
        across = row(gap=12, margins=(14, 10, 10, 10))
        across.addWidget(mark)
        across.addWidget(words, 1)
        if finding.code in self._places:
            there = Button(
                theme, _("Go there"), "plain", dense=True, on_click=partial(self.jump, finding.code)
            )
            there.setAccessibleDescription(finding.sentence)
            across.addWidget(there)
        line.setLayout(across)
        return line

    def _columns(self) -> list[Column]:
        from cxdesk.i18n import number
        from cxdesk.surveys.logic.sentences import question_words

        elements = {e.code: e for e in self.survey.elements}

        def share(coverage: Any) -> float:
            return self.found.share(coverage) if self.found is not None else 0.0

        return [
            Column(_("Question"), lambda c: question_words(elements.get(c.code), c.code), "strong"),
            Column(_("Who sees it"), lambda c: percent(share(c)), "number", sort=share, width=120),
            Column(
                _("Seconds"), lambda c: number(c.minutes * 60), "number", sort=lambda c: c.minutes, width=100
            ),
        ]
