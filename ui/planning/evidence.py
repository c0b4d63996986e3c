"""The evidence of an issue: each figure as it was kept and as it is now, and what people said."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.analysis.figure import Figure
from cxdesk.i18n import N_, _, day, ngettext, number
from cxdesk.planning.actions import code_intent, delete_evidence
from cxdesk.planning.behind import Behind, behind_words
from cxdesk.planning.judging import grade_word, intent_word, why_grade
from cxdesk.planning.model import INTENTS
from cxdesk.planning.queries import EvidenceRow
from ui.page import PageContext
from ui.planning.editing import done
from ui.planning.inputs import narrow
from ui.planning.parts import breakable, never_cut, quiet
from ui.planning.reading import IssuePage
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, boxed, column, divided_card, empty, put, row, rule
from ui.widgets.chips import tag
from ui.widgets.fields import Choice
from ui.widgets.figures import doubt_text, joined, score_text, value_text
from ui.widgets.score_glyph import ScoreCell, ScoreView
from ui.widgets.text import body, caption, label, title

EVIDENCE_TAGS = {
    "follow_up": N_("follow-up"),
    "observation": N_("observation"),
    "review": N_("public review"),
    "account_fact": N_("fact about a customer"),
}


class EvidenceList(QWidget):
    """A heading and a card with one row per piece of evidence."""

    def __init__(self, context: PageContext, issue_id: int) -> None:
        super().__init__()
        self._context, self._issue_id = context, issue_id
        self._own = not context.project.read_only
        self._box = column(gap=8)
        self.setLayout(self._box)
        self._shown: object = None

    def show_page(self, page: IssuePage, now: dict[int, Figure]) -> None:
        """Show the evidence; `now` has the figures computed today, as far as they are known."""
        state = (page.whole.evidence, page.quotable, tuple(sorted((k, v.value, v.n) for k, v in now.items())))
        if state == self._shown:
            return
        self._shown = state
        empty(self._box)
        put(self._box, self._head(page))
        rows = [self._row(e, page, now.get(e.id)) for e in page.whole.evidence]
        if rows:
            put(self._box, divided_card(rows))
            never_cut(self)
            return
        line = _("Nothing shows it yet. Open Insights, and choose “Make this an issue” beside a finding.")
        put(self._box, Card(body(_("An opinion so far"), strong=True), body(line, tone="text2")))

    def _head(self, page: IssuePage) -> QWidget:
        """The title, how sure that makes us and why, and a button for what no answer shows."""
        issue = page.whole.row
        tone = {"strong": "good", "some": "info"}.get(issue.grade, "plain")
        self.grade = tag(grade_word(issue.grade), tone)
        across = row(self.grade, None)
        if self._own:
            across.addWidget(self._add_button())
        why = caption(why_grade(issue.kinds), wrap=True)
        return boxed(column(title(_("What we found")), across, why, gap=4))

    def _add_button(self) -> Button:
        from ui.planning.notes import ask_note

        def ask() -> None:
            ask_note(self._context, self._issue_id)

        words = _("Add evidence")
        return Button(self._context.theme, words, "plain", icon="plus", dense=True, on_click=ask)

    def _row(self, row_: EvidenceRow, page: IssuePage, now: Figure | None) -> QWidget:
        if row_.figure is not None:
            return self._figure(row_, now)
        if row_.kind == "follow_up" and row_.response_id is not None:
            return self._follow_up(row_)
        if row_.response_id is not None:
            return self._quotation(row_, row_.id in page.quotable)
        return self._note(row_)

    def _figure(self, row_: EvidenceRow, now: Figure | None) -> QWidget:
        kept = row_.figure
        if kept is None:
            return QWidget()
        things: list[Any] = []
        if row_.touch_point:
            things.append(caption(row_.touch_point, wrap=True))
        things.append(ScoreView(self._context.theme, ScoreCell(kept, highlight=True), "stack"))
        things.append(caption(_("as kept on {day}").format(day=day(row_.kept_on)), tone="text3"))
        if doubt := doubt_text(kept):
            things.append(caption(doubt, wrap=True))
        if now is not None and differs(kept, now):
            things += [4, rule(), 4, *self._now(kept, now)]
        if row_.survey_id is not None and row_.item_id is not None:
            things.append(row(self._answers_button(row_), None, *self._remove(row_)))
        return boxed(column(*things, gap=4, margins=(16, 12, 16, 12)))

    def _now(self, kept: Figure, now: Figure) -> list[Any]:
        on = date.fromisoformat(now.as_of) if now.as_of else date.today()
        head = _("on {day}: {value}").format(day=day(on), value=value_text(now))
        before = _("then {value}").format(value=score_text(kept, kept.value))
        return [
            caption(head + ", " + before, wrap=True),
            ScoreView(self._context.theme, ScoreCell(now, previous=kept.value), "line"),
        ]

    def _answers_button(self, row_: EvidenceRow) -> Button:
        def show() -> None:
            assert row_.figure is not None
            behind = Behind(row_.survey_id or 0, (row_.item_id or 0,), row_.figure.filter)
            target = (behind, ("planning", ("issue", self._issue_id)))
            self._context.go("responses", target)

        return quiet(Button(self._context.theme, _("See the answers"), "plain", dense=True, on_click=show))

    def _follow_up(self, row_: EvidenceRow) -> QWidget:
        words = body(
            breakable(row_.quotation or _("A customer was called back; the cause is not known yet."))
        )
        said = caption(_("kept on {day}").format(day=day(row_.kept_on)), tone="text3")
        return boxed(
            column(row(tag(_("follow-up"), "info"), said, None), words, gap=8, margins=(16, 12, 16, 12))
        )

    def _quotation(self, row_: EvidenceRow, may: bool) -> QWidget:
        words = label(breakable(_("“{words}”").format(words=row_.quotation)), "voice", wrap=True)
        mark = tag(_("may be quoted"), "good") if may else tag(_("not to be quoted"))
        said = caption(_("kept on {day}").format(day=day(row_.kept_on)), tone="text3")
        kind = [tag(_("public review"), "info")] if row_.kind == "review" else [mark]
        foot = row(self._answer_button(row_), None, self._intent(row_), *self._remove(row_))
        return boxed(column(words, row(*kind, said, None), foot, gap=8, margins=(16, 12, 16, 12)))

    def _note(self, row_: EvidenceRow) -> QWidget:
        """What somebody noted, with where it comes from."""
        words = body(breakable(row_.quotation))
        told = joined(
            row_.account, row_.source, _("kept on {day}").format(day=day(row_.kept_on)), _reached(row_.reach)
        )  # fmt: skip
        mark = tag(_(EVIDENCE_TAGS[row_.kind]), "info")
        foot = row(mark, None, *self._remove(row_))
        told_line = caption(told, tone="text3", wrap=True)
        return boxed(column(words, told_line, foot, gap=6, margins=(16, 12, 16, 12)))

    def _intent(self, row_: EvidenceRow) -> Choice:
        """What the customer means to do, by these words."""
        choice = Choice([("", _("means to…")), *((c, intent_word(c)) for c in INTENTS)], row_.intent)
        choice.setAccessibleName(_("What the customer means to do"))
        narrow(choice, 12)
        choice.setEnabled(self._own)
        choice.chosen.connect(
            lambda value: done(
                self._context, _("Say what a customer means to do"), code_intent, row_.id, value
            )
        )
        return choice

    def _remove(self, row_: EvidenceRow) -> list[QWidget]:
        if not self._own:
            return []

        def remove() -> None:
            if done(self._context, _("Remove the evidence"), delete_evidence, row_.id):
                self._context.offer_undo(_("The evidence is off the issue. The answers stay."))

        return [IconButton(self._context.theme, "x", _("Remove the evidence"), size=16, on_click=remove)]

    def _answer_button(self, row_: EvidenceRow) -> Button:
        def show() -> None:
            behind = self._context.bridge.act(lambda: self._context.project.read(behind_words, row_.id))
            if behind is not None:
                self._context.go("responses", (behind, ("planning", ("issue", self._issue_id))))

        button = quiet(Button(self._context.theme, _("See the answers"), "plain", dense=True, on_click=show))
        button.setEnabled(row_.survey_id is not None)
        return button


def _reached(reach: int | None) -> str:
    if not reach:
        return ""
    return ngettext("reached {n} person", "reached {n} people", reach).format(n=number(reach))


def differs(kept: Figure, now: Figure) -> bool:
    """Whether a person would read another value or another number of answers."""
    return (value_text(kept), kept.n) != (value_text(now), now.n)


class Now:
    """Computes the figures of an issue's evidence as they are today, behind the window."""

    def __init__(self, context: PageContext, on_done: Callable[[dict[int, Figure]], None]) -> None:
        self._context, self._on_done = context, on_done
        self._job: Any = None

    def compute(self, rows: tuple[EvidenceRow, ...]) -> None:
        """Begin anew."""
        from cxdesk.planning.queries import evidence_now

        self.stop()
        wanted = [r for r in rows if r.figure is not None]
        if not wanted:
            return
        project = self._context.project

        def work() -> dict[int, Figure]:
            found = {r.id: project.read(evidence_now, r) for r in wanted}
            return {number: figure for number, figure in found.items() if figure is not None}

        self._job = self._context.jobs.run(work, self._on_done, on_error=lambda _error: None)

    def stop(self) -> None:
        """Tell nobody any more."""
        if self._job is not None:
            self._job.drop()
