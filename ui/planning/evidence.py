"""The evidence of an issue: each figure as it was kept and as it is now, and what people said."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.analysis.figure import Figure
from cxdesk.i18n import _, day
from cxdesk.planning.queries import Behind, EvidenceRow
from ui.page import PageContext
from ui.planning.parts import breakable, never_cut, quiet
from ui.planning.reading import IssuePage
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, divided_card, empty, put, row, rule
from ui.widgets.chips import tag
from ui.widgets.figures import doubt_text, score_text, value_text
from ui.widgets.score_glyph import ScoreCell, ScoreView
from ui.widgets.text import body, caption, label, title


class EvidenceList(QWidget):
    """A heading and a card with one row per piece of evidence."""

    def __init__(self, context: PageContext, issue_id: int) -> None:
        super().__init__()
        self._context, self._issue_id = context, issue_id
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
        put(self._box, title(_("What we found")))
        rows = [self._row(e, page, now.get(e.id)) for e in page.whole.evidence]
        if rows:
            put(self._box, divided_card(rows))
            never_cut(self)
            return
        line = _("Nothing shows it yet. Open Insights, and choose “Make this an issue” beside a finding.")
        put(self._box, Card(body(_("An opinion so far"), strong=True), body(line, tone="text2")))

    def _row(self, row_: EvidenceRow, page: IssuePage, now: Figure | None) -> QWidget:
        if row_.kind == "quotation":
            return self._quotation(row_, row_.id in page.quotable)
        if row_.kind == "follow_up":
            return self._follow_up(row_)
        return self._figure(row_, now)

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
            things.append(row(self._answers_button(row_), None))
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
        return boxed(column(words, row(mark, said, None), gap=8, margins=(16, 12, 16, 12)))


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
